"""A kill at every write of share, receive, reply and withdrawal: nothing half done.

Each state that a kill could leave on the disk is opened again as after an ordinary start.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reflect_app.core.supervision import state_of
from reflect_app.services.journal import Journal
from reflect_app.services.shares import ShareRequest
from reflect_app.sharing.bundle import BundleError, open_bundle
from reflect_app.vault.own_keys import private_keys, public_keys
from tests.fixtures import PASSPHRASE, make_app
from tests.helpers.circle import PAGE, Circle, Somebody
from tests.helpers.kills import states

pytestmark = pytest.mark.fault


class Aftermath:
    """What one person's computer looks like after a kill, state by state."""

    def __init__(self, tmp_path: Path, request: pytest.FixtureRequest) -> None:
        self.root = tmp_path / "now"
        self.ring = Circle(self.root)
        self.folder = self.root / "folder"
        self.folder.mkdir(parents=True)
        self.ann, self.ben = self.ring.join("Ann"), self.ring.join("Ben")
        self.ring.meet(self.ann, self.ben)
        for somebody in (self.ann, self.ben):
            somebody.journal.exchange.set(self.folder)
        self._kept = tmp_path / "kept"
        self._step = 1 if request.config.getoption("--long") else 5
        self.seen = 0

    def each(self, somebody: Somebody, work: Callable[[], object]) -> Iterator[Journal]:
        """Their journal, opened as after each kill during the work, and tidied."""
        found = states(self.root, self._kept, work)
        self.ring.close()
        picked = sorted({*range(0, len(found), self._step), len(found) - 1})
        for place in picked:
            shutil.rmtree(self.root)
            shutil.copytree(found[place], self.root)
            app = make_app(self.root / somebody.name / "home", self.ring.clock)
            journal = app.vaults.unlock(somebody.folder, PASSPHRASE)
            try:
                journal.tidy()
                report = journal.integrity.verify(deep=True)
                assert (report.status, journal.rollback) == ("clean", None)
                assert journal.exchange.state().unwritten == 0
                assert not [path for path in self.folder.iterdir() if path.name.startswith(".")]
                self.seen += 1
                yield journal
            finally:
                journal.close()
        assert len(found) > 6
        assert self.seen == len(picked)


@pytest.fixture
def after(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Aftermath]:
    made = Aftermath(tmp_path, request)
    yield made
    made.ring.close()


def bundles(after: Aftermath) -> list[Path]:
    return sorted(after.folder.glob("*.rbundle"))


def keys_of(journal: Journal) -> tuple[bytes, bytes]:
    return private_keys(journal.vault), public_keys(journal.vault)


def test_share(after: Aftermath) -> None:
    entry = after.ring.write(after.ann)
    reader = keys_of(after.ben.journal)

    request = ShareRequest("Ben", (entry,), ("page",))
    after.ann.journal.shares.preview(request)  # what finds names is built once, unwatched

    def work() -> None:
        after.ann.journal.shares.share(request)

    outcomes = set()
    for journal in after.each(after.ann, work):
        rows, files = journal.shares.list(), bundles(after)
        assert len(rows) == len(files)
        outcomes.add(len(rows))
        for row, path in zip(rows, files, strict=True):
            assert row.state == "sent"
            opened = open_bundle(path.read_bytes(), *reader)
            assert opened.bundle == row.record.bundles[0].bundle
            assert PAGE.encode() in opened.content
    assert outcomes == {0, 1}


def test_share_to_a_file(after: Aftermath) -> None:
    entry, out = after.ring.write(after.ann), after.ring.file()
    reader = keys_of(after.ben.journal)

    request = ShareRequest("Ben", (entry,), ("page",))
    after.ann.journal.shares.preview(request)

    def work() -> None:
        after.ann.journal.shares.share(request, out)

    outcomes = set()
    for journal in after.each(after.ann, work):
        rows = journal.shares.list()
        assert bool(rows) == out.exists()
        outcomes.add(len(rows))
        left = [path.name for path in out.parent.iterdir() if path.name.startswith(".")]
        assert left == []
        if rows:
            assert open_bundle(out.read_bytes(), *reader).kind == "share"
    assert outcomes == {0, 1}


def test_a_groups_summary(after: Aftermath) -> None:
    """It is with the members exactly when it was sealed for all of them."""
    journal = after.ann.journal
    after.ring.meet(after.ann, after.ring.join("Cal"))
    group = journal.groups.add("Thursdays").id
    journal.groups.describe(group, "Thursdays", [("Ben", ""), ("Cal", "")], "")
    id_ = journal.sessions.add("", "2026-03-10T14:00", "group", group=group).id
    journal.records.write(id_, {"themes": "Bread."})
    journal.shares.preview(journal.circulation.requests(id_)[0])

    def work() -> None:
        journal.circulation.seal(id_, None)

    outcomes = set()
    for opened in after.each(after.ann, work):
        rows, session = opened.shares.list(), opened.sessions.find(id_)
        assert len(rows) == len(bundles(after))
        assert state_of(session) == ("circulated" if rows else "draft")
        assert len(session.circulated_to) == len(rows)
        outcomes.add(len(rows))
    assert outcomes == {0, 2}


def test_receive(after: Aftermath) -> None:
    entry = after.ring.write(after.ann)
    after.ann.journal.shares.share(ShareRequest("Ben", (entry,), ("page",)))

    outcomes = set()
    for journal in after.each(after.ben, after.ben.journal.exchange.receive):
        items = journal.inbox.list()
        outcomes.add(len(items))
        received = journal.exchange.receive()  # what was not taken yet, is; nothing twice
        assert [one.status for one in received] in ([], ["accepted"], ["replayed"])
        if not items:
            assert [one.status for one in received] == ["accepted"]
        (item,) = journal.inbox.list()
        assert item.fields[0].value == PAGE
        assert len(bundles(after)) == 2  # the share and one receipt, whichever life sent it
    assert outcomes == {0, 1}


def test_reply(after: Aftermath) -> None:
    entry = after.ring.write(after.ann)
    after.ann.journal.shares.share(ShareRequest("Ben", (entry,), ("page",)))
    after.ben.journal.exchange.receive()
    item = after.ben.journal.inbox.list()[0].id
    after.ben.journal.inbox.comment(item, "You stayed with it.")
    before = len(bundles(after))
    reader = keys_of(after.ann.journal)

    outcomes = set()
    for journal in after.each(after.ben, after.ben.journal.replies.reply):
        waits, sent = journal.inbox.show(item).unanswered, len(bundles(after)) - before
        assert (waits, sent) in ((True, 0), (False, 1))
        outcomes.add(sent)
        assert [said.text for said in journal.inbox.show(item).comments] == ["You stayed with it."]
        assert [kind_of(path, reader) for path in bundles(after)].count("reply") == sent
    assert outcomes == {0, 1}


def test_withdrawal(after: Aftermath) -> None:
    entry = after.ring.write(after.ann)
    share = after.ann.journal.shares.share(ShareRequest("Ben", (entry,), ("page",))).id
    before = len(bundles(after))

    outcomes = set()
    for journal in after.each(after.ann, lambda: after.ann.journal.withdrawals.withdraw([share])):
        state = journal.shares.show(share).state
        assert (state, len(bundles(after)) - before) in (("sent", 0), ("withdrawing", 1))
        outcomes.add(state)
    assert outcomes == {"sent", "withdrawing"}


def test_an_ending(after: Aftermath) -> None:
    """Over in sharing exactly when over in supervision, and what they hold is asked back then."""
    journal = after.ann.journal
    journal.shares.share(ShareRequest("Ben", (after.ring.write(after.ann),), ("page",)))
    journal.agreements.add("Ben")
    held = journal.sessions.add("Ben", "2026-03-01T10:00").id
    journal.records.write(held, {"understood": "We slowed down."})
    journal.sessions.add("Ben", "2027-03-01T10:00")
    before = len(bundles(after))

    outcomes = set()
    for opened in after.each(after.ann, lambda: journal.endings.end("Ben")):
        over = not opened.contacts.list()
        (row,), sessions = opened.shares.list(), opened.sessions.list()
        assert row.state == ("withdrawing" if over else "sent")
        assert len(bundles(after)) - before == over
        assert len(sessions) == (1 if over else 2)
        assert bool(opened.sessions.find(held).theirs) == over
        assert bool(opened.agreements.list()[0].ended) == over
        outcomes.add(over)
    assert outcomes == {False, True}


def kind_of(path: Path, reader: tuple[bytes, bytes]) -> str:
    """What a bundle is for; empty where it is for somebody else."""
    try:
        return open_bundle(path.read_bytes(), *reader).kind
    except BundleError:
        return ""
