from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pikepdf
import pytest

from reflect_app.errors import DiskFullError, FileProblemError, InvalidInputError, ReflectError
from reflect_app.exporting import files
from reflect_app.exporting.files import write_bytes, write_file
from reflect_app.exporting.readback import ReadBackError
from reflect_app.exporting.writers import format_names, writer_for
from tests.exporting.making import pack


@pytest.mark.parametrize("name", format_names())
def test_it_writes_every_format_whole_and_for_its_owner_only(name: str, tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.mkdir()
    path = place / f"pack{writer_for(name).suffix}"
    written = write_file(pack(2), name, path)
    assert written.path == path
    assert written.bytes == path.stat().st_size > 500
    assert list(place.iterdir()) == [path]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_the_file_is_private_from_birth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modes: list[int] = []
    sync = os.fsync

    def watching(descriptor: int) -> None:
        modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", watching)
    old = os.umask(0)
    try:
        write_bytes(b"words", tmp_path / "pack.md")
    finally:
        os.umask(old)
    assert modes[0] == 0o600
    assert len(modes) == 2  # the file, then its folder


def test_an_older_file_is_replaced_and_becomes_private(tmp_path: Path) -> None:
    path = tmp_path / "pack.md"
    path.write_text("older")
    path.chmod(0o644)
    write_bytes(b"newer", path)
    assert path.read_bytes() == b"newer"
    assert os.name != "posix" or stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_is_replaced_and_what_it_points_at_is_not_touched(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "pack.md"
    target.write_text("theirs")
    link.symlink_to(target)
    write_bytes(b"mine", link)
    assert target.read_text() == "theirs"
    assert not link.is_symlink()


@pytest.mark.parametrize(
    ("where", "says"), [("missing/pack.md", "no folder"), ("folder", "is a folder")]
)
def test_a_bad_place_is_one_plain_error_before_any_work(
    where: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.setattr(files, "writer_for", lambda _: pytest.fail("worked for nothing"))
    with pytest.raises(FileProblemError, match=says) as caught:
        write_file(pack(1), "md", tmp_path / where)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFullError),
        (errno.EDQUOT, DiskFullError),
        (errno.EACCES, FileProblemError),
        (errno.EIO, FileProblemError),
        (errno.EROFS, FileProblemError),
    ],
)
@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_failing_disk_leaves_the_older_file_and_nothing_else(
    number: int,
    kind: type[ReflectError],
    step: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = tmp_path / "out"
    place.mkdir()
    path = place / "pack.md"
    path.write_text("older")

    def failing(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    if step == "replace":
        monkeypatch.setattr(Path, "replace", failing)
    else:
        monkeypatch.setattr(os, step, failing)
    with pytest.raises(kind) as caught:
        write_bytes(b"newer", path)
    monkeypatch.undo()
    assert "words" not in caught.value.message
    assert path.read_text() == "older"
    assert list(place.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said_as_such() -> None:
    with pytest.raises(OSError, match="No space") as caught:
        Path("/dev/full").write_bytes(b"x")
    assert isinstance(files._plain(caught.value, Path("pack.md")), DiskFullError)


class TestPassword:
    def test_the_pdf_opens_with_it_and_keeps_its_tags(self, tmp_path: Path) -> None:
        path = tmp_path / "pack.pdf"
        write_file(pack(1), "pdf", path, password="pêl-droed 7")
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(path)
        with pikepdf.open(path, password="pêl-droed 7") as document:
            assert document.encryption.bits == 256
            assert document.Root.MarkInfo.Marked
            metadata = document.Root.Metadata.read_bytes()
        assert b"pdfuaid:part" in metadata
        assert b"<pdfaid:part>" not in metadata

    def test_nothing_can_be_read_without_it(self, tmp_path: Path) -> None:
        path = tmp_path / "pack.pdf"
        write_file(pack(1), "pdf", path, password="x")
        assert b"Supervision" not in path.read_bytes()

    @pytest.mark.parametrize("password", ["", "é" * 64])
    def test_one_that_cannot_be_kept_is_refused(self, password: str, tmp_path: Path) -> None:
        with pytest.raises(InvalidInputError):
            write_file(pack(1), "pdf", tmp_path / "pack.pdf", password=password)
        assert not (tmp_path / "pack.pdf").exists()

    def test_one_that_does_not_read_back_is_not_kept(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        weaker = pikepdf.Encryption(user="x", owner="x", R=4, aes=True)
        monkeypatch.setattr(pikepdf, "Encryption", lambda **_: weaker)
        with pytest.raises(ReadBackError):
            write_file(pack(1), "pdf", tmp_path / "pack.pdf", password="x")
        assert list(tmp_path.glob("*.p*")) == []

    def test_no_other_format_takes_one(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidInputError):
            write_file(pack(1), "md", tmp_path / "pack.md", password="x")
        assert not (tmp_path / "pack.md").exists()
