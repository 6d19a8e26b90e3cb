"""No word that a person wrote lies in any file, whatever happened to the program."""

from __future__ import annotations

import base64
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.singer import PASSPHRASE, SONGS
from tests.helpers.sources import ROOT
from tests.vault.pages import decrypted

pytestmark = [
    pytest.mark.fault,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and /proc"),
]


def disguises(song: str) -> Iterator[bytes]:
    """The ways in which a text may lie in a file."""
    for text in (song, song.upper(), song.casefold()):
        for plain in (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")):
            yield plain
            yield plain.hex().encode()
            yield plain.hex().upper().encode()
            for lead in range(3):  # base64 depends on where in three bytes the text begins
                whole = base64.b64encode(b"\0" * lead + plain)
                yield whole[(lead * 8 + 5) // 6 : -4]


MARKS = [(name, mark) for name, song in SONGS.items() for mark in disguises(song)]
PATTERN = re.compile(b"|".join({re.escape(mark) for _, mark in MARKS}))


def found(root: Path) -> list[str]:
    """Files under the root that hold a canary."""
    files = [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
    return [str(path) for path in files if PATTERN.search(path.read_bytes())]


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    root = tmp_path / "stage"
    for name in ("tmp", "run", "xdg"):
        (root / name).mkdir(parents=True)
    return root


def singing(stage: Path, *before: str) -> subprocess.Popen[str]:
    places = {name: str(stage / "xdg") for name in os.environ if name.startswith("XDG_")}
    return subprocess.Popen(
        [*before, sys.executable, "-m", "tests.faults.singer", str(stage)],
        cwd=ROOT, text=True, umask=0,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, **places, "TMPDIR": str(stage / "tmp"), "HOME": str(stage / "xdg")},
    )  # fmt: skip


def until(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdout is not None
    while (line := process.stdout.readline()) != word + "\n":
        if not line:
            raise AssertionError(process.communicate()[1])
        assert not PATTERN.search(line.encode())


def test_the_disguises_are_seen(tmp_path: Path) -> None:
    """A search that finds nothing must be able to find something."""
    assert len(SONGS) >= 25
    for number, (_, mark) in enumerate(MARKS):
        (tmp_path / "file").write_bytes(b"before" + mark + b"after")
        assert found(tmp_path), number
    for lead in range(3):
        for text in (SONGS["page"], SONGS["draft"].upper()):
            data = base64.b64encode(b"x" * lead + text.encode("utf-16-le") + b"more of it")
            (tmp_path / "file").write_bytes(data)
            assert found(tmp_path)


@pytest.mark.parametrize("end", ["closed", "killed", "crashed"])
def test_no_canary_in_any_file(stage: Path, end: str) -> None:
    with singing(stage) as process:
        until(process, "open")
        assert found(stage) == []
        if end == "closed":
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
            until(process, "closed")
        elif end == "killed":
            process.kill()
        else:
            process.send_signal(signal.SIGSEGV)
        said = "".join(process.communicate())
    assert found(stage) == []
    assert not PATTERN.search(said.encode())
    assert PASSPHRASE not in said


@pytest.mark.external
def test_every_file_it_writes_lies_where_it_may_and_is_private(stage: Path) -> None:
    """Seen from outside: each file opened for writing, each folder made, with its bits."""
    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    log = stage.parent / "strace.log"
    calls = "openat,open,creat,mkdir,mkdirat,socket"
    process = singing(stage, "strace", "-f", "-q", "-e", f"trace={calls}", "-o", str(log))
    with process:
        until(process, "open")
        process.communicate("\n")
    made = 0
    for line in log.read_text(errors="replace").splitlines():
        assert not re.search(r"socket\(AF_INET", line), line
        target = re.search(r'"([^"]*)"', line)
        if target is None or " = -1 " in line or "/proc/" in target[1] or "__pycache__" in line:
            continue
        if "O_WRONLY" in line or "O_RDWR" in line or "mkdir" in line:
            assert target[1].startswith((str(stage), "/dev/")), line
        if "O_CREAT" in line:
            made += 1
            assert re.search(r", 0600\) =", line), line
        if re.search(r"\bmkdir(at)?\(", line):
            made += 1
            assert re.search(r", 0700\) =", line), line
    assert made > 8


def test_what_was_purged_is_in_no_page(stage: Path) -> None:
    """Not in a row, not in the index, not on a free page: looked at with the key."""
    with singing(stage) as process:
        until(process, "open")
        process.communicate("\n")
    pages = decrypted(stage / "v", PASSPHRASE)
    assert re.search(rb"canary aardvark sings", pages)
    for gone in ("kakapo", "margay"):
        assert gone.encode() not in pages
