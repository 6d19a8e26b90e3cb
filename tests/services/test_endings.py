"""Ending with a person: sharing and supervision in one act."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect_app.core.supervision import Session
from reflect_app.errors import DiskFullError
from reflect_app.services import outbox
from reflect_app.services.journal import Journal
from tests.helpers.circle import Circle, Somebody

HELD, AHEAD = "2026-03-01T10:00", "2027-03-01T10:00"


def supervised(somebody: Somebody, by: str) -> Session:
    """An agreement, a record that was not countersigned and a date to come; the record."""
    journal = somebody.journal
    journal.agreements.add(by)
    held = journal.sessions.add(by, HELD).id
    journal.records.write(held, {"understood": "We slowed down."})
    journal.sessions.add(by, AHEAD)
    return journal.sessions.find(held)


def how_closed(journal: Journal) -> list[str]:
    """How the other person stands to each session that is left."""
    return [each.theirs.how if each.theirs else "" for each in journal.sessions.list()]


def test_the_end_closes_what_they_did_not_agree(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    supervised(ann, "Ben")
    share, path = ring.share(ann, ben, ring.write(ann))
    ben.journal.inbox.receive(path)
    parted = ann.journal.endings.end("Ben", out := ring.file())
    ended = parted.ended
    assert (ended.closed, ended.cancelled, len(ended.agreements)) == (1, 1, 1)
    assert how_closed(ann.journal) == ["left"]
    assert ann.journal.agreements.list()[0].ended
    assert ann.journal.contacts.list() == ()
    assert ann.journal.shares.show(share).state == "withdrawing"
    assert ben.journal.inbox.receive(out).items == 1
    ann.journal.endings.take_back(parted)
    assert [found.name for found in ann.journal.contacts.list()] == ["Ben"]
    assert how_closed(ann.journal) == ["", ""]
    assert not ann.journal.agreements.list()[0].ended
    assert ann.journal.shares.show(share).state == "withdrawing"  # that has left


def test_where_the_request_cannot_be_left_nothing_ends(
    ring: Circle, ann: Somebody, ben: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    supervised(ann, "Ben")
    share, _ = ring.share(ann, ben, ring.write(ann))
    before = ann.journal.sessions.list()
    out = ring.file()

    def full(_path: Path, _data: bytes) -> None:
        raise DiskFullError

    monkeypatch.setattr(outbox, "write_whole", full)
    with pytest.raises(DiskFullError):
        ann.journal.endings.end("Ben", out)
    assert not out.exists()
    assert ann.journal.shares.show(share).state == "sent"
    assert [found.name for found in ann.journal.contacts.list()] == ["Ben"]
    assert ann.journal.sessions.list() == before
    assert not ann.journal.agreements.list()[0].ended


def test_an_ending_is_for_pages_that_two_people_agree_and_once(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    record = supervised(ann, "Ben")
    training = ann.journal.sessions.add("Ben", HELD, "training").id
    ann.journal.records.write(training, {"what": "Listening"})
    assert ann.journal.endings.end("Ben").ended.closed == 1
    closed = {each.id: each for each in ann.journal.sessions.list()}
    assert closed[training].theirs is None  # nobody else was ever to sign it
    ring.clock.at = ring.clock.at.replace(year=2027)
    again = ann.journal.endings.end("Ben")
    assert (again.ended.closed, ann.journal.sessions.find(record.id)) == (0, closed[record.id])
    ann.journal.endings.take_back(again)
    assert ann.journal.contacts.list() == ()  # it was over before
    assert ann.journal.agreements.list()[0].ended
