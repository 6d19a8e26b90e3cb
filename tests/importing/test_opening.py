"""Archives and folders that mean harm, and some that are only odd."""

from __future__ import annotations

import io
import os
import stat
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest

from reflect_app.importing.formats import recognised
from reflect_app.importing.opening import open_source
from reflect_app.importing.problems import ImportRefusedError
from reflect_app.importing.source import LARGEST_PART
from tests.importing.helpers import seen


def zip_of(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def _taken(path: Path, *, read: bool) -> None:
    with open_source(path) as source:
        for part in source.parts if read else ():
            source.read(part)


def refused(path: Path, *, read: bool = True) -> ImportRefusedError:
    """The refusal of opening a source, or of reading its parts."""
    with pytest.raises(ImportRefusedError) as problem:
        _taken(path, read=read)
    assert problem.value.hint
    assert problem.value.message.endswith(".")
    return problem.value


@pytest.mark.parametrize(
    "name",
    [
        "../outside.md",
        "notes/../../outside.md",
        "/etc/outside.md",
        "..\\outside.md",
        "C:\\outside.md",
        "C:outside.md",
        "\u202emd.exe",
        "a\u2066b.md",
        "bell\x07.md",
        "x" * 2000 + ".md",
    ],
)
def test_names_that_lead_out_or_hide(tmp_path: Path, name: str) -> None:
    assert refused(zip_of(tmp_path / "a.zip", **{name: b"x"})).name == "import-unsafe"
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        info = tarfile.TarInfo(name)
        info.size = 1
        archive.addfile(info, io.BytesIO(b"x"))
    assert refused(tmp_path / "a.tar").name == "import-unsafe"


def test_folders_without_end(tmp_path: Path) -> None:
    deep = "/".join(["a"] * 40) + "/x.md"
    assert refused(zip_of(tmp_path / "a.zip", **{deep: b"x"})).name == "import-too-deep"
    folder = tmp_path / "folder"
    (folder / "/".join(["a"] * 40)).mkdir(parents=True)
    assert refused(folder).name == "import-too-deep"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices_in_a_zip(tmp_path: Path, kind: int) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        info = zipfile.ZipInfo("link.md")
        info.external_attr = (kind | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert refused(tmp_path / "a.zip").name == "import-unsafe"


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE,
                                  tarfile.FIFOTYPE, tarfile.GNUTYPE_SPARSE])  # fmt: skip
def test_links_and_devices_in_a_tar(tmp_path: Path, kind: bytes) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        info = tarfile.TarInfo("link.md")
        info.type, info.linkname = kind, "/etc/passwd"
        archive.addfile(info)
    assert refused(tmp_path / "a.tar").name in ("import-unsafe", "import-damaged")


def test_a_bomb_by_its_ratio(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "bomb.zip", **{"2024-01-01.md": b"\0" * (8 << 20)})
    assert path.stat().st_size < 16_384
    assert refused(path).name == "import-too-large"


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "bomb.zip", **{"a.md": b"\0" * (40 << 20)})
    data = bytearray(path.read_bytes())
    for at in (data.find(b"PK\x01\x02") + 24, 22):
        struct.pack_into("<I", data, at, 100)
    path.write_bytes(data)
    assert refused(path).name in ("import-too-large", "import-damaged")


def test_a_part_too_large_to_be_a_page(tmp_path: Path) -> None:
    page = tmp_path / "2024-01-01.md"
    with page.open("wb") as file:
        file.truncate(LARGEST_PART + 1)
    assert refused(page).name == "import-too-large"


def test_too_many_parts_are_refused_by_the_directory_alone(tmp_path: Path) -> None:
    data = bytearray(zip_of(tmp_path / "a.zip", **{"a.md": b"x"}).read_bytes())
    end = data.rfind(b"PK\x05\x06")
    struct.pack_into("<I", data, end + 12, 200 << 20)
    (tmp_path / "b.zip").write_bytes(data)
    assert refused(tmp_path / "b.zip", read=False).name == "import-too-large"


def test_a_locked_zip_is_explained(tmp_path: Path) -> None:
    data = bytearray(zip_of(tmp_path / "a.zip", **{"2024-01-01.md": b"x"}).read_bytes())
    for at in (6, data.find(b"PK\x01\x02") + 8):
        data[at] |= 1
    (tmp_path / "b.zip").write_bytes(data)
    assert refused(tmp_path / "b.zip").name == "import-locked"


@pytest.mark.parametrize("cut", [1, 30, 60, 200])
def test_archives_cut_short(tmp_path: Path, cut: int) -> None:
    whole = zip_of(tmp_path / "a.zip", **{"2024-01-01.md": os.urandom(300)}).read_bytes()
    (tmp_path / "b.zip").write_bytes(whole[:-cut])
    assert refused(tmp_path / "b.zip").name == "import-damaged"


def test_a_wrong_checksum_is_damage(tmp_path: Path) -> None:
    data = bytearray(zip_of(tmp_path / "a.zip", **{"2024-01-01.md": b"hello there"}).read_bytes())
    for at in (14, data.find(b"PK\x01\x02") + 16):
        struct.pack_into("<I", data, at, zlib.crc32(b"something else"))
    (tmp_path / "b.zip").write_bytes(data)
    assert refused(tmp_path / "b.zip").name == "import-damaged"


def test_a_tar_with_an_endless_header_is_refused_before_it_is_read(tmp_path: Path) -> None:
    info = tarfile.TarInfo("pax")
    info.type, info.size = tarfile.XHDTYPE, 1 << 40
    path = tmp_path / "a.tar"
    path.write_bytes(info.tobuf(tarfile.USTAR_FORMAT if info.size < 1 << 33 else tarfile.GNU_FORMAT)
                     + b"\0" * 1024)  # fmt: skip
    data = bytearray(path.read_bytes())
    data[257:263] = b"ustar\0"
    path.write_bytes(data)
    assert refused(path, read=False).name in ("import-too-large", "import-damaged")


@pytest.mark.parametrize("content", [b"", b"\0" * 4096, os.urandom(4096), b"PK\x03\x04", b"{}"])
def test_files_that_are_nothing_are_recognised_as_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "what.ever"
    path.write_bytes(content)
    if content == b"PK\x03\x04":
        assert refused(path).name == "import-damaged"
    else:
        with open_source(path) as source:
            assert recognised(source) == ()


def test_what_is_not_there_or_no_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "nothing").name == "import-unreadable"
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe").name == "import-unreadable"


def test_a_folder_leaves_links_and_hidden_files_aside(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/x.md").write_text("x")
    (tmp_path / "a.md").write_text("a")
    (tmp_path / "up").symlink_to("..")
    os.mkfifo(tmp_path / "pipe")
    with open_source(tmp_path) as source:
        assert [part.name for part in source.parts] == ["a.md"]
        assert source.left_aside == 2


def test_names_written_by_windows_are_read(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", **{"notes\\2024-01-01.md": b"x"})
    with open_source(path) as source:
        assert [part.name for part in source.parts] == ["notes/2024-01-01.md"]


def test_two_files_of_one_name_are_both_read(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", **{"J.json": b"one"})
    with (
        zipfile.ZipFile(path, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        archive.writestr("J.json", b"two")
    with open_source(path) as source:
        assert [source.read(part) for part in source.parts] == [b"two", b"one"]


def test_a_file_in_utf_16_is_told_by_its_words(tmp_path: Path) -> None:
    text = '{"metadata": {}, "entries": [{"creationDate": "2024-03-12T10:00:00Z", "text": "ë"}]}'
    (tmp_path / "J.json").write_bytes(text.encode("utf-16"))
    found = seen("dayone", tmp_path / "J.json")
    assert found.recognised == ("dayone",)
    assert [record.text for record in found.records] == ["ë"]
