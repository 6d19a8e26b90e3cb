"""What is new is said once, and looking at it is nobody else's business."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reflect_app.services.arrivals import NOTHING_NEW, Arrivals, ArrivalService
from tests.helpers.circle import Circle, Somebody


def test_new_things_and_answers_are_told_until_they_were_looked_at(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    assert (ann.journal.arrivals.new(), ben.journal.arrivals.new()) == (NOTHING_NEW, NOTHING_NEW)
    share, path = ring.share(ann, ben, ring.write(ann))
    ring.share(ann, ben, ring.write(ann))  # never arrives
    ben.journal.inbox.receive(path)
    assert ben.journal.arrivals.new() == Arrivals(1)
    (item,) = ben.journal.inbox.list()
    assert item.unread
    ben.journal.arrivals.opened(item)
    assert ben.journal.arrivals.new() == NOTHING_NEW
    assert ben.journal.replies.waiting()[0].answers == 0  # nobody is told that it was opened
    ben.journal.inbox.discussed(item.id)
    for _ in range(2):
        ring.clock.at += timedelta(hours=1)
        ben.journal.inbox.comment(item.id, "And another thing.")
        ben.journal.replies.reply(out=(out := ring.file()))
        ann.journal.inbox.receive(out)
        assert ann.journal.arrivals.new() == Arrivals(answered=("Ben",))
        ann.journal.arrivals.answers_seen()
        assert ann.journal.arrivals.new() == NOTHING_NEW
    assert ann.journal.arrivals.answers_seen().revision == 0  # nothing new, nothing written
    # A newer copy is not called new again; one that was taken back is not offered.
    _, path = ring.share(ann, ben, ring.write(ann), replaces="")
    ben.journal.inbox.receive(path)
    assert ben.journal.arrivals.new().unread == 1
    taken = ann.journal.shares.list()[0].id
    ann.journal.withdrawals.withdraw([taken], back := ring.file())
    ben.journal.inbox.receive(back)
    assert ben.journal.arrivals.new() == NOTHING_NEW
    assert share


def test_what_was_kept_of_it_is_never_old(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    def count() -> int:
        kept = ben.journal.arrivals.new()
        assert ArrivalService(vault, inbox, contacts, settings).new() == kept
        return kept.unread

    def undone() -> None:
        with vault.writing():
            inbox.pin(inbox.list()[0].id)
            assert count() == 1
            raise LookupError  # and it is as if it had never been

    vault, inbox = ben.journal.vault, ben.journal.inbox
    contacts, settings = ben.journal.contacts, ben.journal.settings
    for number in range(1, 3):
        _, path = ring.share(ann, ben, ring.write(ann))
        inbox.receive(path)
        assert count() == number
    with pytest.raises(LookupError):
        undone()
    assert count() == 2
    inbox.pin(inbox.list()[0].id)
    assert count() == 1
    ring.clock.at += timedelta(days=91)  # until then they were meant to be there
    assert count() == 0
    inbox.clear()
    assert count() == 0


def test_a_journal_that_is_only_read_remembers_nothing(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    _, path = ring.share(ann, ben, ring.write(ann))
    ben.journal.inbox.receive(path)
    journal = ben.reopen(write=False)
    (item,) = journal.inbox.list()
    assert journal.arrivals.opened(item).revision == 0
    assert journal.arrivals.new() == Arrivals(1)
