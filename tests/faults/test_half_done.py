"""What a kill leaves half done in the database, and then damaged, cut short, swapped or lost.

SQLite's own checksum over its rollback journal looks at one byte in two hundred, so this is where
a wrong page could come back in silence.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reflect_app.errors import DamagedError
from tests.faults import acts
from tests.faults.story import Story, finished
from tests.helpers.sources import ROOT

pytestmark = [
    pytest.mark.fault,
    pytest.mark.external,
    pytest.mark.skipif(sys.platform != "linux", reason="strace"),
    pytest.mark.timeout(4 * 3600),
]


class HalfDone:
    """A vault whose writer was killed while it wrote an edit into the database."""

    def __init__(self, folder: Path) -> None:
        if shutil.which("strace") is None:
            pytest.skip("needs strace")
        whole = acts.prepared(folder / "whole")
        self.before = self._seen(whole)
        done = Path(shutil.copytree(whole.root, folder / "done"))
        acts.ACTS["edit"].do(Story(done))
        self.after = self._seen(Story(done))
        count = _writes(folder, whole)
        old = (whole.folder / "vault.db").read_bytes()
        for back in range(3, 40, 2):  # the pages of the database are written near the end
            root = Path(shutil.copytree(whole.root, folder / f"killed-{back}"))
            self._killed(root, count - back)
            self.story = Story(root)
            self.path = self.story.folder / "vault.db-journal"
            database = (self.story.folder / "vault.db").read_bytes()
            if self.path.stat().st_size and database != old:
                break  # some pages are new, the others are old, and the journal is whole
            shutil.rmtree(root)
        self.journal = self.path.read_bytes()
        self.database = database
        self._anchors = {path: path.read_bytes() for path in self.story.anchors()}

    @staticmethod
    def _killed(root: Path, number: int) -> None:
        inject = f"inject=pwrite64:signal=KILL:when={number}"
        done = subprocess.run(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", inject,
             sys.executable, "-B", "-m", "tests.faults.acts", str(root), "edit"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert json.loads(done.stdout)[0][1] == 9

    @staticmethod
    def _seen(story: Story) -> dict[str, Any]:
        journal = story.open()
        try:
            return {"drafts": journal.drafts.list(), **finished(journal)}
        finally:
            journal.close()

    def outcome(self, journal: bytes | None) -> str:
        """What becomes of it with this journal beside it: `damaged`, `before` or `after`."""
        (self.story.folder / "vault.db").write_bytes(self.database)
        self.path.unlink(missing_ok=True)
        if journal is not None:
            self.path.write_bytes(journal)
        for path, data in self._anchors.items():
            path.write_bytes(data)
        try:
            opened = self.story.open()
        except DamagedError:
            return "damaged"
        try:
            assert opened.rollback is None
            if opened.integrity.verify(deep=True).status == "damaged":
                return "damaged"
            found = {"drafts": opened.drafts.list(), **finished(opened)}
            assert found in (self.before, self.after)
            return "before" if found == self.before else "after"
        finally:
            opened.close()


def _writes(folder: Path, whole: Story) -> int:
    """How many pages the edit writes, to whatever file."""
    root, log = Path(shutil.copytree(whole.root, folder / "counted")), folder / "strace.log"
    subprocess.run(
        ["strace", "-f", "-qq", "-o", str(log), "-e", "trace=pwrite64",
         sys.executable, "-B", "-m", "tests.faults.acts", str(root), "edit"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    shutil.rmtree(root)
    return log.read_text().count("pwrite64(")


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> HalfDone:
    made = HalfDone(tmp_path_factory.mktemp("half"))
    assert made.outcome(made.journal) == "before"  # the case that all others are measured by
    return made


def test_any_byte_of_it_flipped(half: HalfDone, request: pytest.FixtureRequest) -> None:
    whole, chance = half.journal, random.Random(request.config.getoption("--seed"))
    places = list(range(len(whole)))
    if not request.config.getoption("--long"):
        places = [*range(0, 32, 3), *sorted(chance.sample(places, 60))]
    told = {"damaged": 0, "before": 0, "after": 0}
    for place in places:
        bit = 1 << chance.randrange(8)
        told[half.outcome(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])] += 1
    assert told["damaged"]
    assert told["before"]


def test_cut_short_longer_or_lost(half: HalfDone, request: pytest.FixtureRequest) -> None:
    whole = half.journal
    step = 512 if request.config.getoption("--long") else 4096
    told = [half.outcome(whole[:length]) for length in range(0, len(whole), step)]
    told += [half.outcome(None), half.outcome(whole + bytes(5000)), half.outcome(whole * 2)]
    assert "damaged" in told  # a journal that is gone cannot be made up for


def test_another_commits_journal(half: HalfDone) -> None:
    """One that belongs to another moment must not be played back in silence."""
    other = HalfDone(half.story.root.parent / "other")
    assert half.outcome(other.journal) == "damaged"
