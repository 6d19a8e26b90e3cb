"""The bench: acts by other processes on copies of one vault, with a fault at their Nth call."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reflect_app.errors import VersionError
from reflect_app.services.journal import Journal
from reflect_app.vault.gate import OlderTablesError
from reflect_app.vault.state_hash import state_hash
from reflect_app.vault.verify import verify
from tests.faults import acts
from tests.faults.story import Story, finished
from tests.helpers.sources import ROOT

KILLED = "killed"
READING = "pread64"


@dataclass(frozen=True)
class Trial:
    """One act that a fault fell into. `end` is a refusal's name, empty for "saved", or KILLED."""

    act: str
    number: int
    end: str


class Bench:
    """One vault, made once, and copies of it for each trial."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._whole = acts.prepared(folder / "whole")
        journal = self._whole.open()
        self._before = journal.integrity.state_hash()
        self._words = self._seen(journal)
        journal.close()

    @staticmethod
    def _seen(journal: Journal) -> dict[str, object]:
        return {name: what for name, what in finished(journal).items() if name != "settings"}

    def every(self, call: str, faults: Sequence[str], names: Collection[str]) -> Iterator[Trial]:
        """A trial for each call of each act, until none has so many; the faults take turns."""
        left, number = set(names), 1
        while left:
            trials = self.at(call, faults[number % len(faults)], number, sorted(left))
            yield from trials
            left = {trial.act for trial in trials}
            number += 1

    def at(self, call: str, fault: str, number: int, names: Collection[str]) -> list[Trial]:
        """The acts whose Nth call of that kind the fault fell into, each checked afterwards.

        `fault` is in the words of `strace --inject`. Of reading, only the database's counts.
        """
        roots = {name: self._folder / f"{name}-{number}" for name in names}
        for root in roots.values():
            shutil.copytree(self._whole.root, root)
        log = self._folder / "strace.log"
        orders = [word for name, root in roots.items() for word in (str(root), name)]
        databases = [part for root in roots.values() for part in ("-P", str(root / "v/vault.db"))]
        done = subprocess.run(
            ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={call}",
             "-e", f"inject={call}:{fault}:when={number}",
             *(databases if call == READING else ()),
             sys.executable, "-B", "-m", "tests.faults.acts", *orders],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        hit = set(re.findall(r"^(\d+) .*\(INJECTED\)", log.read_text(), re.MULTILINE))
        found = []
        for (name, root), (pid, status) in zip(roots.items(), json.loads(done.stdout), strict=True):
            killed = os.WIFSIGNALED(status)
            end = KILLED if killed else acts.refusal(os.waitstatus_to_exitcode(status))
            self.check(Story(root), name, end)
            if killed or str(pid) in hit:
                found.append(Trial(name, number, end))
            shutil.rmtree(root)
        return found

    def check(self, story: Story, name: str, end: str) -> None:
        """Clean, wholly done or not at all, and as good as new for the next save."""
        act = acts.ACTS[name]
        if name == "migrate":
            self._check_migrated(story)
            return
        journal = acts.opened(story)
        try:
            assert journal.rollback is None
            assert journal.integrity.verify(deep=True).status == "clean"
            assert all(not each.problem for each in journal.backups.list())
            done = act.done(story, journal)
            assert done or end, f"{name} was said to be saved, and was not"
            if act.settings:
                assert self._seen(journal) == self._words
            elif not done or act.same_words:
                assert journal.integrity.state_hash() == self._before
            journal.people.add("Wren")
        finally:
            journal.close()

    def _check_migrated(self, story: Story) -> None:
        """At the old or at the new version, with every row."""
        try:
            journal = story.open(write=True)
            assert journal.integrity.state_hash() == self._before
            assert journal.integrity.verify(deep=True).status == "clean"
            journal.close()
        except (VersionError, OlderTablesError):
            pass  # it came to be; today's Reflect leaves it alone
        vault = acts.climbed(story)
        try:
            assert state_hash(vault) == self._before
            assert vault.rollback is None
            assert verify(vault).status == "clean"
        finally:
            vault.close()
