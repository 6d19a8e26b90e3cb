"""Agreements, and ending with a person."""

from __future__ import annotations

from reflect_app.core.clock import FixedClock
from reflect_app.core.supervision import state_of
from reflect_app.core.supervision.states import sign_off_line
from reflect_app.services.journal import Journal
from tests.helpers.circle import Circle, Somebody
from tests.services.test_sessions import LATER, WHEN, planned, recorded

ANSWERS = {"purpose": "To think.", "not_private": "Harm. A court.", "review_date": "2026-03-20"}


def test_an_agreement_says_when_to_look_again(journal: Journal, clock: FixedClock) -> None:
    id_ = journal.agreements.add("Morgan").id
    journal.agreements.write(id_, dict(ANSWERS))
    (agreement,) = journal.agreements.list()
    assert (agreement.review, state_of(agreement)) == ("2026-03-20", "draft")
    assert journal.agreements.to_review() == (agreement,)
    journal.agreements.write(id_, {"review_date": "2027-03-20"})
    assert journal.agreements.to_review() == ()
    journal.records.sign_agreement(id_, "in-person", "Morgan")
    (agreement,) = journal.agreements.list()
    assert (state_of(agreement), agreement.version) == ("signed", 2)
    page = journal.agreements.page(id_)
    assert page.entry == agreement.entry
    clock.at = clock.at.replace(year=2027)
    assert len(journal.agreements.to_review()) == 1


def test_its_page_is_begun_once(journal: Journal) -> None:
    id_ = journal.agreements.add("Morgan").id
    page = journal.agreements.page(id_)
    assert journal.agreements.page(id_) == page
    saved = journal.drafts.finish(page.id)
    assert journal.agreements.list()[0].entry == saved.id


def test_ending_closes_what_was_not_agreed_and_says_why(journal: Journal) -> None:
    agreed = recorded(journal, planned(journal, "2026-02-01T10:00"))
    journal.records.sign(agreed.id, "in-person", "Morgan")
    waiting = recorded(journal, planned(journal, "2026-03-01T10:00"))
    journal.records.sign(waiting.id)
    ahead, other = planned(journal, LATER), planned(journal, WHEN, with_="Robin")
    journal.agreements.add("Morgan")
    before = journal.sessions.list()
    ended = journal.agreements.end_with("morgan")
    assert (ended.closed, ended.cancelled, len(ended.agreements)) == (1, 1, 1)
    now = {each.id: each for each in journal.sessions.list()}
    assert ahead.id not in now
    assert now[other.id] == other
    words = {
        id_: sign_off_line(now[id_].theirs, "Morgan", now[id_].digest)
        for id_ in (agreed.id, waiting.id)
    }
    assert words[waiting.id] == "Morgan: not countersigned: supervisor left"
    assert words[agreed.id].startswith("Morgan: agreed in person")
    assert journal.agreements.list()[0].ended
    journal.agreements.take_back_ending(ended)
    assert journal.sessions.list() == before
    assert not journal.agreements.list()[0].ended
    assert journal.integrity.verify(deep=True).status == "clean"


def test_what_cannot_stay_private_is_at_hand_for_a_share(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    journal, contact = ann.journal, ann.journal.contacts.find("Ben").id
    id_ = journal.agreements.add("Ben").id
    assert journal.agreements.not_private(contact) == ""
    journal.agreements.write(id_, dict(ANSWERS))
    assert journal.agreements.not_private(contact) == "Harm. A court."
    assert journal.agreements.not_private("another") == ""
