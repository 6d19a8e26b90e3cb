"""A hardened process leaves no core and cannot be read by its own kind."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reflect_app.hardening import harden
from tests.helpers.sources import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")

PR_SET_DUMPABLE, PTRACE_ATTACH, PTRACE_DETACH = 4, 16, 17
NOBODY = 65534
_ASK = """
import ctypes, resource, sys
from reflect_app.hardening import harden
harden()
PR_GET_DUMPABLE = 3
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(PR_GET_DUMPABLE))
"""


def test_no_core_and_not_dumpable() -> None:
    done = subprocess.run([sys.executable, "-c", _ASK], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["(0,", "0)", "0"]


def as_nobody(work: Callable[[], int]) -> int:
    """What `work` answers in a copy of this process that belongs to an ordinary account."""
    pid = os.fork()
    if pid == 0:
        code = 99
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setresgid(NOBODY, NOBODY, NOBODY)
                os.setresuid(NOBODY, NOBODY, NOBODY)
            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)  # as after an ordinary start
            code = work()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def attached(pid: int) -> int:
    """0 where a debugger of the same account gets in, else the error's number."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(PTRACE_ATTACH, pid, None, None) == 0:
        os.waitpid(pid, 0)
        libc.ptrace(PTRACE_DETACH, pid, None, None)
        return 0
    return ctypes.get_errno()


def memory_read(pid: int) -> int:
    """0 where the process's memory opens for the same account, else the error's number."""
    try:
        os.close(os.open(f"/proc/{pid}/mem", os.O_RDONLY))
    except OSError as problem:
        return problem.errno or 98
    return 0


@contextmanager
def waiting(*, hardened: bool) -> Iterator[int]:
    """A process of this account that only waits."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            if hardened:
                harden()
            os.write(writing, b"!")
            signal.pause()
        finally:
            os._exit(0)
    os.read(reading, 1)
    os.close(reading)
    os.close(writing)
    try:
        yield pid
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _reached(way: Callable[[int], int], *, hardened: bool) -> int:
    def work() -> int:
        with waiting(hardened=hardened) as pid:
            return way(pid)

    return as_nobody(work)


@pytest.mark.parametrize("way", [attached, memory_read])
def test_nobody_of_the_same_account_gets_in(way: Callable[[int], int]) -> None:
    if _reached(way, hardened=False):
        pytest.skip("this kernel lets nobody in anywhere")
    assert _reached(way, hardened=True) in (1, 13)  # EPERM, EACCES


@pytest.mark.external
def test_gdb_is_refused() -> None:
    gdb = shutil.which("gdb")
    if gdb is None:
        pytest.skip("needs gdb")

    def work(pid: int) -> int:
        words = [gdb, "-n", "-q", "-batch", "-p", str(pid)]
        done = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/")
        return int("ptrace: Operation not permitted" in done.stdout + done.stderr)

    if _reached(work, hardened=False):
        pytest.skip("this kernel lets nobody in anywhere")
    assert _reached(work, hardened=True) == 1


_CRASH = """
import os, resource, signal, sys
_, hard = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
if sys.argv[1] == "hardened":
    from reflect_app.hardening import harden
    harden()
os.chdir(sys.argv[2])
os.kill(os.getpid(), signal.SIGSEGV)
"""


def crashed(how: str, folder: Path) -> bool:
    """Whether the kernel says that it left a core."""
    pid = os.posix_spawn(
        sys.executable, [sys.executable, "-c", _CRASH, how, str(folder)],
        {**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    status = os.waitpid(pid, 0)[1]
    assert os.WTERMSIG(status) == signal.SIGSEGV
    return os.WCOREDUMP(status)


def test_a_crash_leaves_no_core(tmp_path: Path) -> None:
    plain, hard = tmp_path / "plain", tmp_path / "hard"
    plain.mkdir()
    hard.mkdir()
    if not crashed("plain", plain):
        pytest.skip("this computer keeps no cores of anything")
    assert not crashed("hardened", hard)
    assert list(hard.iterdir()) == []


def test_every_way_to_start_hardens_first() -> None:
    """Undone by exec, so each process that may hold a journal does it again."""
    for module in ("reflect_app/__main__.py", "reflect_app/cli/main.py"):
        assert "harden()" in (ROOT / module).read_text(encoding="utf-8"), module
