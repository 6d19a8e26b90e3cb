"""Files that must last: private from birth, replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reflect_app.errors import DiskFullError, FileProblemError
from reflect_app.vault import files
from reflect_app.vault.files import (
    create_private,
    explained,
    make_folder,
    read_small,
    write_whole,
)

posix = pytest.mark.skipif(os.name != "posix", reason="permission bits and links")


@pytest.fixture(params=[0o000, 0o077])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    old = os.umask(request.param)
    yield
    os.umask(old)


def bits(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix
@pytest.mark.usefixtures("_umask")
def test_private_from_birth_whatever_the_umask(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b" / "c")
    for folder in ("a", "a/b", "a/b/c"):
        assert bits(tmp_path / folder) == 0o700
    os.close(create_private(tmp_path / "new"))
    assert bits(tmp_path / "new") == 0o600
    write_whole(tmp_path / "whole", b"x")
    assert bits(tmp_path / "whole") == 0o600


def test_a_folder_that_is_there_is_fine_and_a_file_in_its_way_is_not(tmp_path: Path) -> None:
    make_folder(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(FileProblemError):
        make_folder(tmp_path / "file" / "below")


def test_nothing_is_created_over_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "here").write_bytes(b"precious")
    with pytest.raises(FileExistsError):
        create_private(tmp_path / "here")
    assert (tmp_path / "here").read_bytes() == b"precious"


@posix
def test_nothing_is_created_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with pytest.raises(FileExistsError):
        create_private(tmp_path / "link")
    assert not (tmp_path / "target").exists()


def test_replacing_leaves_the_new_file_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "only"
    folder.mkdir()
    path = folder / "file"
    for data in (b"one", b"", b"three" * 100_000):
        write_whole(path, data)
        assert path.read_bytes() == data
        assert list(folder.iterdir()) == [path]


def test_a_refused_replacement_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    taken = tmp_path / "only" / "folder"
    taken.mkdir(parents=True)
    (taken / "inside").touch()
    with pytest.raises(FileProblemError):
        write_whole(taken, b"x")
    assert list(taken.parent.iterdir()) == [taken]


@posix
def test_a_link_is_replaced_and_its_target_left_alone(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"precious")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "target").read_bytes() == b"precious"
    assert not (tmp_path / "link").is_symlink()


def test_a_small_file_is_small(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    assert read_small(path, 5) == b"12345"
    with pytest.raises(FileProblemError, match="larger"):
        read_small(path, 4)
    with pytest.raises(FileProblemError, match="There is no"):
        read_small(tmp_path / "none", 4)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_no_room_is_said_as_no_room(number: int) -> None:
    assert isinstance(explained(OSError(number, "x"), Path("p")), DiskFullError)


@pytest.mark.parametrize(
    "number", [errno.EIO, errno.EACCES, errno.EROFS, errno.ENOENT, errno.EEXIST, errno.ENOTDIR]
)
def test_every_refusal_names_the_file_and_what_to_do(number: int) -> None:
    problem = explained(OSError(number, "x"), Path("the-file"))
    assert isinstance(problem, FileProblemError)
    assert "the-file" in problem.message
    assert problem.hint.endswith(".")


def held(times: int, code: int) -> Callable[[Path, Path], Path]:
    """What Windows does while a scanner holds the goal: `times` refusals, then it goes."""
    replace, left = Path.replace, [times]

    def refused(self: Path, target: Path) -> Path:
        left[0] -= 1
        if left[0] >= 0:
            problem = PermissionError(errno.EACCES, "held", str(target))
            problem.winerror = code  # type: ignore[attr-defined, unused-ignore]
            raise problem
        return replace(self, target)

    return refused


@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_file_that_a_scanner_holds_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    (tmp_path / "file").write_bytes(b"before")
    monkeypatch.setattr(files, "_REPLACE_PATIENCE", 3600.0)
    monkeypatch.setattr(Path, "replace", held(3, code))
    write_whole(tmp_path / "file", b"after")
    assert (tmp_path / "file").read_bytes() == b"after"


@pytest.mark.parametrize(("code", "patience"), [(5, -1.0), (87, 3600.0)])
def test_one_that_stays_held_or_is_refused_otherwise_is_said_and_left_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, patience: float
) -> None:
    (tmp_path / "file").write_bytes(b"before")
    monkeypatch.setattr(files, "_REPLACE_PATIENCE", patience)
    monkeypatch.setattr(Path, "replace", held(1, code))
    with pytest.raises(FileProblemError):
        write_whole(tmp_path / "file", b"after")
    assert (tmp_path / "file").read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["file"]
