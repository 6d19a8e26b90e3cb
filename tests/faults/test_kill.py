"""`kill -9` at any moment: nothing acknowledged is lost, and nobody is told of a rollback."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import Query
from reflect_app.services.journal import Journal
from tests.faults.driver import Driver
from tests.fixtures import MORNING, PASSPHRASE, make_app
from tests.helpers.ends import ended_within

pytestmark = [
    pytest.mark.fault,
    pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL"),
    pytest.mark.timeout(4 * 3600),
]


@dataclass
class Known:
    """What was acknowledged, and what may or may not have happened since."""

    entries: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    doubt: tuple[str, str, str] = ("", "", "")
    acked: int = 0

    def read(self, ledger: Path) -> None:
        """Take in what a killed process wrote down; at most its last act is in doubt."""
        self.doubt = ("", "", "")
        if not ledger.exists():
            return
        for line in ledger.read_bytes().splitlines():
            kind, _, *rest = json.loads(line)
            if kind == "begin":
                self.doubt = (rest[0], rest[1], rest[2])
            else:
                self._happened(rest[0])
                self.acked += 1
                self.doubt = ("", "", "")

    def _happened(self, id_: str) -> None:
        what, begun, text = self.doubt
        if what == "finish":
            self.drafts.pop(begun)
            self.entries[id_] = text
        elif what == "purge":
            del self.entries[begun]
        elif what != "touch":
            {"entry": self.entries, "draft": self.drafts, "setting": self.settings}[what][id_] = (
                text
            )

    def settle(self, journal: Journal) -> None:
        """Everything acknowledged is there; what was in doubt is there whole or not at all."""
        found = {}
        for binned in (False, True):
            for summary in journal.entries.page(Query(binned=binned), 0, 100_000).entries:
                found[summary.id] = str(journal.entries.show(summary.id).answers["page"])
        drafts = {draft.id: str(draft.answers["page"]) for draft in journal.drafts.list()}
        settings = {name: journal.settings.get(name) for name in self.settings}
        what, id_, text = self.doubt
        after = Known(dict(self.entries), dict(self.drafts), dict(self.settings))
        if what == "finish":
            del after.drafts[id_]
            new = found.keys() - self.entries.keys()
            after.entries.update(dict.fromkeys(new, text))
        elif what == "purge":
            del after.entries[id_]
        elif what in ("entry", "draft"):
            (after.entries if what == "entry" else after.drafts)[id_] = text
        elif what == "setting":
            after.settings[id_] = text
            settings[id_] = journal.settings.get(id_)
        either = [(state.entries, state.drafts, state.settings) for state in (self, after)]
        if what == "setting" and id_ not in self.settings:
            either[0] = (self.entries, self.drafts, {id_: ""})
        assert (found, drafts, settings) in either
        self.entries, self.drafts, self.settings = found, drafts, settings


@pytest.fixture
def driver() -> Iterator[Driver]:
    made = Driver()
    yield made
    made.close()


def new_vault(root: Path) -> None:
    app = make_app(root / "home", FixedClock(MORNING))
    app.vaults.create(root / "v", PASSPHRASE).journal.close()


def opened(root: Path, *, write: bool) -> Journal:
    return make_app(root / "home", FixedClock(MORNING)).vaults.unlock(
        root / "v", PASSPHRASE, write=write
    )


def test_kills_at_any_moment(
    tmp_path: Path, driver: Driver, request: pytest.FixtureRequest
) -> None:
    kills = 1200 if request.config.getoption("--long") else 150
    seed = request.config.getoption("--seed")
    rng = random.Random(seed)
    known = Known()
    for kill in range(kills):
        root = tmp_path / f"root-{kill // 25}"
        if kill % 25 == 0:  # a fresh vault now and then keeps the looking quick
            new_vault(root)
            known = Known(acked=known.acked)
        ledger = tmp_path / "ledger"
        ledger.unlink(missing_ok=True)
        pid = driver.start(root, ledger, seed + kill)
        if rng.random() < 0.9:  # else while it is still opening
            driver.wait_for(saves=rng.choice([0, 0, 1, 2, 3, 5]))
        ended_within(pid, rng.random() * 0.02)
        os.kill(pid, signal.SIGKILL)
        driver.wait_gone()
        known.read(ledger)
        journal = opened(root, write=kill % 3 > 0)
        try:
            assert journal.rollback is None
            report = journal.integrity.verify(deep=kill % 10 == 0)
            assert (report.status, report.problems, report.first_seen) == ("clean", (), False)
            known.settle(journal)
        finally:
            journal.close()
    assert known.acked > kills  # it did get some work done in between


def test_what_a_kill_leaves_is_mended_by_whoever_comes_next(tmp_path: Path, driver: Driver) -> None:
    """A journal of the database that is left behind is rolled back, by a reader too."""
    new_vault(tmp_path)
    hot = tmp_path / "v" / "vault.db-journal"
    rng = random.Random(1)
    for kill in range(400):
        pid = driver.start(tmp_path, tmp_path / "ledger", kill)
        driver.wait_for(saves=2)
        ended_within(pid, rng.random() * 0.02)
        os.kill(pid, signal.SIGKILL)
        driver.wait_gone()
        if hot.stat().st_size:
            break
    else:
        pytest.skip("no kill fell into a commit")
    shutil.copytree(tmp_path / "v", tmp_path / "again")
    journal = opened(tmp_path, write=False)
    assert journal.integrity.verify(deep=True).status == "clean"
    assert journal.rollback is None
    state = journal.integrity.state_hash()
    journal.close()
    shutil.rmtree(tmp_path / "v")
    (tmp_path / "again").rename(tmp_path / "v")
    journal = opened(tmp_path, write=True)
    assert journal.integrity.state_hash() == state
    journal.close()
