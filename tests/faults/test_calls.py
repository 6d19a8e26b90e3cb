"""A kill, and a disk that fails, at every call that writes, of everything a person can do."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.acts import ACTS
from tests.faults.bench import KILLED, READING, Bench, Trial

Capture = pytest.CaptureFixture[str]

pytestmark = [
    pytest.mark.fault,
    pytest.mark.external,
    pytest.mark.skipif(sys.platform != "linux", reason="strace"),
    pytest.mark.timeout(4 * 3600),
]
#: Every call by which any act changes what lies on the disk.
WRITING = (
    "pwrite64", "write", "fdatasync", "fsync", "ftruncate", "rename", "unlink", "mkdir",
)  # fmt: skip
#: What a failing disk answers.
ERRORS = ("error=EIO", "error=ENOSPC", "error=EDQUOT")
#: In the short form: a few calls in the middle of things.
KILLS = (("pwrite64", 9), ("fsync", 3), ("rename", 1))
FAILURES = (("pwrite64", 12, 0), ("fsync", 3, 1), ("ftruncate", 2, 0))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    return Bench(tmp_path)


def test_a_kill_in_the_middle_of_everything(bench: Bench) -> None:
    trials = [trial for call, at in KILLS for trial in bench.at(call, "signal=KILL", at, ACTS)]
    assert {trial.act for trial in trials} == set(ACTS)
    assert {trial.end for trial in trials} == {KILLED}


def test_a_disk_that_fails_in_the_middle_of_everything(bench: Bench) -> None:
    trials: list[Trial] = []
    for call, at, which in FAILURES:
        trials += bench.at(call, ERRORS[which], at, ACTS)
    assert {trial.act for trial in trials} == set(ACTS)
    plainly_refused(trials)


def test_a_disk_that_cannot_be_read(bench: Bench) -> None:
    """The cipher calls a first page that cannot be read no database; the disk is to blame."""
    trials = bench.at(READING, "error=EIO", 2, ["write", "purge"])
    assert {trial.end for trial in trials} <= {"file", "damaged"}
    assert trials


def plainly_refused(trials: list[Trial]) -> None:
    """A failed write or sync is never called damage, nor a wrong passphrase."""
    assert {trial.end for trial in trials} <= {"", "file", "disk-full"}


@pytest.mark.long
@pytest.mark.parametrize("call", WRITING)
def test_a_kill_at_every_call(bench: Bench, call: str, capsys: Capture) -> None:
    trials = list(bench.every(call, ["signal=KILL"], ACTS))
    told(capsys, f"killed at {call}", trials)
    assert {trial.end for trial in trials} == {KILLED}


@pytest.mark.long
@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("call", ["write", "fdatasync", "fsync"])
def test_a_disk_that_fails_at_every_call(
    bench: Bench, call: str, error: str, capsys: Capture
) -> None:
    trials = list(bench.every(call, [error], ACTS))
    told(capsys, f"{error} at {call}", trials)
    plainly_refused(trials)


@pytest.mark.long
def test_a_disk_that_fails_at_every_page_written(bench: Bench, capsys: Capture) -> None:
    """There are so many of them that the three errors take turns."""
    trials = list(bench.every("pwrite64", ERRORS, ACTS))
    told(capsys, "errors at pwrite64", trials)
    plainly_refused(trials)


def told(capsys: Capture, what: str, trials: list[Trial]) -> None:
    """The figure, for whoever keeps the table in SECURITY.md."""
    assert trials
    acts = dict(sorted(Counter(trial.act for trial in trials).items()))
    with capsys.disabled():
        sys.stdout.write(f"\n{what}: {len(trials)} trials {acts}\n")
