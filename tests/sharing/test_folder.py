"""The exchange folder: what is looked at, what is passed over, and what tells a file anew."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from reflect_app.errors import FileProblemError
from reflect_app.sharing.bundle import LARGEST_FILE
from reflect_app.sharing.folder import look, read


def marks(folder: Path) -> dict[str, bytes]:
    return {found.path.name: found.mark for found in look(folder)}


def test_only_whole_files_with_the_name_of_a_bundle_are_looked_at(tmp_path: Path) -> None:
    for name in ("a.rbundle", "b.rbundle", ".c.rbundle", "d.rbundle.part", "e.txt", "f"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "g.rbundle").mkdir()
    found = marks(tmp_path)
    assert sorted(found) == ["a.rbundle", "b.rbundle"]
    assert {len(mark) for mark in found.values()} == {8}
    assert found["a.rbundle"] != found["b.rbundle"]


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_a_link_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"x")
    (tmp_path / "a.rbundle").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "b.rbundle").symlink_to(tmp_path / "nowhere")
    assert marks(tmp_path) == {}


def test_a_file_is_told_anew_when_it_changes_and_only_then(tmp_path: Path) -> None:
    path = tmp_path / "a.rbundle"
    path.write_bytes(b"half")
    os.utime(path, ns=(10**18, 10**18))
    first = marks(tmp_path)
    assert marks(tmp_path) == first
    path.write_bytes(b"all of it")
    os.utime(path, ns=(10**18, 10**18))  # a sync engine that keeps the time
    longer = marks(tmp_path)
    os.utime(path, ns=(10**18, 10**18 + 1_000_000_000))
    later = marks(tmp_path)
    assert len({*first.values(), *longer.values(), *later.values()}) == 3


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError) as refused:
        list(look(tmp_path / "gone"))
    assert refused.value.name == "exchange-missing"
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileProblemError):
        list(look(tmp_path / "file"))


def test_no_more_is_read_than_a_bundle_can_have(tmp_path: Path) -> None:
    path = tmp_path / "a.rbundle"
    assert read(path) is None
    with path.open("wb") as out:
        out.truncate(LARGEST_FILE + 5000)
    data = read(path)
    assert data is not None
    assert len(data) == LARGEST_FILE + 1
