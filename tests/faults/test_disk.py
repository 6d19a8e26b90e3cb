"""Full disks and disks that fail: a plain refusal, nothing half, and the next save works."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.story import Story
from tests.helpers.sources import ROOT

pytestmark = [pytest.mark.fault, pytest.mark.external, pytest.mark.timeout(900)]


def small_disk(folder: Path, size: str) -> list[str]:
    """What to put before a command so that the folder is a small disk, for it alone."""
    mount = f'mount -t tmpfs -o size={size} none "$0" && exec "$@"'
    prefix = ["unshare", "-rm", "sh", "-c", mount, str(folder)]
    if shutil.which("unshare") is None or subprocess.run([*prefix, "true"], check=False).returncode:
        pytest.skip("needs a kernel that lets users mount (unshare -rm)")
    return prefix


@pytest.mark.parametrize("anchors", ["elsewhere", "on it"])
def test_every_size_of_a_full_disk(
    tmp_path: Path, request: pytest.FixtureRequest, anchors: str
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    home = tmp_path / "home-of-it" if anchors == "elsewhere" else small / "home"
    step = 1536 if request.config.getoption("--long") else 20_000
    command = [sys.executable, "-m", "tests.faults.filling", str(small), str(home), str(step)]
    done = subprocess.run(
        [*small_disk(small, "4m"), *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == 4 * len(range(0, 400_000, step))
    for line in lines:
        assert line["outcome"] in {"done", "disk-full"}, line
        assert line["found"] == ["clean", "done", "clean", "None", "clean"], line
        assert line["took"] < 2, line
    outcomes = {(line["what"], line["outcome"]) for line in lines}
    assert outcomes >= {("write", "done"), ("write", "disk-full"), ("draft", "disk-full")}


ONE_SAVE = """
import json, sys
from pathlib import Path
from reflect_app.core.entries import EntryInput, Query
from reflect_app.errors import ReflectError
from tests.faults.story import Story
story = Story(Path(sys.argv[1]))
try:
    journal = story.open(write=True)
except ReflectError as problem:
    print(json.dumps(["not opened", problem.name, problem.message]))
    sys.exit()
try:
    journal.entries.write(EntryInput("free", {"page": "typed"}), id_="ab" * 8)
    print(json.dumps(["saved", "", ""]))
except ReflectError as problem:
    print(json.dumps(["refused", problem.name, problem.message]))
finally:
    journal.close()
"""
#: System call, then the error that a failing disk gives for it.
FAILURES = [
    ("fdatasync", "EIO"), ("fsync", "EIO"), ("pwrite64", "EIO"), ("pwrite64", "ENOSPC"),
    ("pwrite64", "EDQUOT"), ("write", "EIO"), ("ftruncate", "EIO"), ("pread64", "EIO"),
]  # fmt: skip


class Injected:
    """One save by another process in a copy of a vault, with a fault at its Nth system call."""

    def __init__(self, tmp_path: Path) -> None:
        if shutil.which("strace") is None:
            pytest.skip("needs strace")
        self._here = tmp_path
        self._whole = Story(tmp_path / "whole")
        journal = self._whole.create()
        self._whole.tell(journal, 3)
        self._before, self._count = journal.integrity.state_hash(), journal.entries.count()
        journal.close()

    def save(self, call: str, fault: str, number: int) -> tuple[str, str]:
        """What the process said of its save, if it could, and the name of its end.

        Afterwards the vault is clean, and holds the new entry wholly or not at all.
        """
        root = Path(shutil.copytree(self._whole.root, self._here / f"{number}"))
        files = [*(root / "v").iterdir(), *Story(root).anchors()]
        only = [part for path in files for part in ("-P", str(path))]
        inject = ["-e", f"inject={call}:{fault}:when={number}"]
        done = subprocess.run(
            ["strace", "-f", "-qq", "-o", os.devnull, *inject, *only,
             sys.executable, "-B", "-c", ONE_SAVE, str(root)],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        outcome, name = json.loads(done.stdout)[:2] if done.stdout else ("killed", "")
        assert done.returncode == 0 or "KILL" in fault, done.stderr
        self._check(Story(root), outcome)
        shutil.rmtree(root)
        return outcome, name if done.returncode == 0 else "killed"

    def _check(self, story: Story, outcome: str) -> None:
        journal = story.open(write=True)
        try:
            assert journal.rollback is None
            assert journal.integrity.verify(deep=True).status == "clean"
            if journal.entries.count() == self._count:
                assert outcome != "saved"
                assert journal.integrity.state_hash() == self._before
            else:
                assert journal.entries.show("ab" * 8).answers == {"page": "typed"}
        finally:
            journal.close()


@pytest.mark.parametrize(("call", "error"), FAILURES)
def test_a_disk_that_fails_at_any_call_of_a_save(
    tmp_path: Path, request: pytest.FixtureRequest, call: str, error: str
) -> None:
    """A failed write or sync is never said to be saved, and never costs what was."""
    injected = Injected(tmp_path)
    for number in range(1, 60) if request.config.getoption("--long") else (1, 3):
        _, name = injected.save(call, f"error={error}", number)
        # The cipher calls a first page that cannot be read no database; the disk is to blame.
        assert name in {"", "file", "disk-full", "damaged" if call == "pread64" else ""}


@pytest.mark.long
@pytest.mark.parametrize("call", ["pwrite64", "write", "fdatasync", "fsync", "ftruncate"])
def test_a_kill_at_every_call_of_a_save(tmp_path: Path, call: str) -> None:
    injected = Injected(tmp_path)
    number = 1
    while injected.save(call, "signal=KILL", number)[1] == "killed":
        number += 1
    assert number > 1
