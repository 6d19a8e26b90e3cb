"""Lock means gone: no key, passphrase or word in any process's memory; and none in any file."""

from __future__ import annotations

import base64
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from reflect_app.app import App
from tests.helpers.screen import wait_for
from tests.helpers.sources import ROOT
from tests.vault.pages import data_key, expand

pytestmark = [
    pytest.mark.fault,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
    pytest.mark.timeout(600),
]
PASSPHRASE = "lizard trumpet gallery onion"
UNDONE, WRITTEN = "wombatundone spoke", "xerusunsaved spoke"
LOCK_SECONDS = 5.0


@contextmanager
def typist(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """The window with a journal open and words typed, in an account of its own."""
    stage = tmp_path / "stage"
    for name in ("tmp", "run", "xdg", "home"):
        (stage / name).mkdir(parents=True, mode=0o700)
    places = {name: str(stage / "xdg") for name in os.environ if name.startswith("XDG_")}
    account = {
        **os.environ, **places, "HOME": str(stage / "home"), "TMPDIR": str(stage / "tmp"),
        "XDG_RUNTIME_DIR": str(stage / "run"), "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    folder = stage / "v"
    App.of_system().vaults.create(folder, PASSPHRASE, kdf="light").journal.close()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.at_the_window", str(folder)],
        cwd=ROOT, text=True, env=account, start_new_session=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(f"{PASSPHRASE}\n{UNDONE}\n{WRITTEN}\n")
            process.stdin.flush()
            while (line := process.stdout.readline()) != "open\n":
                assert line, process.communicate()[1]
            yield process, folder
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def of_session(leader: int) -> list[int]:
    """Every process that the window started, itself included."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if int((each / "stat").read_text().rpartition(")")[2].split()[3]) == leader:
                found.append(int(each.name))
    return found


def memory(pid: int) -> Iterator[bytes]:
    """All that the process can read of its own memory, piece by piece."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as lying:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            place, may = line.split()[:2]
            if not may.startswith("r") or "[v" in line:  # the kernel's own: vdso, vvar
                continue
            begin, end = (int(part, 16) for part in place.split("-"))
            with suppress(OSError, OverflowError):
                lying.seek(begin)
                yield lying.read(end - begin)


def secrets(folder: Path) -> dict[str, bytes]:
    """What must be gone, in each form it could lie in."""
    key = data_key(folder, PASSPHRASE)
    found: dict[str, bytes] = {}
    for name, raw in (("data key", key), ("vault key", expand(key, "vault"))):
        found |= {name: raw, f"{name}, hex": raw.hex().encode()}
        found[f"{name}, HEX"] = raw.hex().upper().encode()
    for name, text in (("passphrase", PASSPHRASE), ("undone", UNDONE), ("written", WRITTEN)):
        found |= {name: text.encode(), f"{name}, 16": text.encode("utf-16-le")}
    return found


def in_memory(pids: list[int], wanted: dict[str, bytes]) -> set[str]:
    pattern = re.compile(b"|".join(re.escape(text) for text in wanted.values()))
    hits = {hit[0] for pid in pids for piece in memory(pid) for hit in pattern.finditer(piece)}
    return {name for name, text in wanted.items() if text in hits}


def in_files(root: Path) -> list[str]:
    wanted = [UNDONE, WRITTEN, PASSPHRASE]
    forms = [form for text in wanted for form in (text.encode(), text.encode("utf-16-le"))]
    forms += [form.hex().encode() for form in forms]
    forms += [base64.b64encode(form)[:-4] for form in forms]
    pattern = re.compile(b"|".join(map(re.escape, forms)))
    while True:
        files = [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
        try:
            return [str(path) for path in files if pattern.search(path.read_bytes())]
        except FileNotFoundError:
            continue  # a backup has just got its name: look again


@pytest.mark.needs_root
def test_five_seconds_after_a_lock_no_memory_holds_anything(tmp_path: Path) -> None:
    with typist(tmp_path) as (process, folder):
        if os.geteuid() != 0:
            pytest.skip("only root may read the memory of a hardened process")
        wanted = secrets(folder)
        before = in_memory(of_session(process.pid), wanted)
        # What is looked for can be found: while it is open, the key and the words are there.
        assert {"vault key", "undone, 16", "written, 16"} <= before
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
        replaced = Path(f"/proc/{process.pid}/cmdline")
        wait_for(lambda: b"--locked" in replaced.read_bytes(), 60)
        wait_for(lambda: not in_memory(of_session(process.pid), wanted), LOCK_SECONDS)
        assert process.poll() is None
        limits = Path(f"/proc/{process.pid}/limits").read_text()
        assert re.search(r"^Max core file size +0 +0 ", limits, re.MULTILINE)
        assert in_files(tmp_path) == []


@pytest.mark.parametrize(
    "end", [pytest.param(signal.SIGKILL, marks=pytest.mark.long), signal.SIGSEGV]
)  # a kill leaves no more than a crash does, and a window takes long to start
def test_what_was_typed_and_not_saved_lies_in_no_file(tmp_path: Path, end: signal.Signals) -> None:
    with typist(tmp_path) as (process, _):
        assert in_files(tmp_path) == []
        process.send_signal(end)
        assert process.wait() == -end
        assert in_files(tmp_path) == []
        assert not list(tmp_path.rglob("core*"))
