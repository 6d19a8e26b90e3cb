"""Follow-ups over a real vault: in the language in force, over earlier entries, never this one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from reflect_app import words
from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import Answer, EntryInput
from reflect_app.core.followups import Offer
from reflect_app.services.journal import Journal
from tests.helpers.spoken import speaking


@pytest.fixture
def welsh() -> Iterator[None]:
    with speaking("cy"):
        yield


def pulled(journal: Journal, clock: FixedClock) -> Offer:
    """The offer after the third entry with the same pull towards the same person."""
    journal.people.add("Lantern")
    answers: dict[str, Answer] = {"people": ["Lantern"], "pulls": ["rescue"]}
    for _ in range(3):
        saved = journal.entries.write(EntryInput("relationship-dynamics", answers))
        clock.at += timedelta(days=2)
    [offer] = journal.followups(journal.entries.show(saved.id))
    return offer


def test_a_rule_over_earlier_entries(journal: Journal, clock: FixedClock) -> None:
    offer = pulled(journal, clock)
    assert (offer.id, offer.kind, offer.mark) == ("pull_again", "offer-mark", "pulls")
    assert offer.message.startswith("You've noticed this pull")


@pytest.mark.usefixtures("welsh")
def test_the_same_rule_in_welsh(journal: Journal, clock: FixedClock) -> None:
    offer = pulled(journal, clock)
    assert (offer.id, offer.mark) == ("pull_again", "pulls")
    assert offer.message.startswith("Rydych chi wedi sylwi")


@pytest.mark.usefixtures("welsh")
def test_routes_are_in_welsh_too(journal: Journal) -> None:
    page = journal.drafts.start("dilemma")
    journal.drafts.save(page)
    english = journal.templates.get("dilemma")
    saved = journal.entries.write(EntryInput("dilemma", {"not_told": "something"}))
    offers = journal.followups(journal.entries.show(saved.id))
    labels = {route.label for offer in offers for route in offer.routes}
    assert labels
    assert not labels & {route.label for followup in english.followups for route in followup.routes}


@pytest.mark.parametrize(("days", "there"), [(6, False), (7, True), (60, True)])
def test_what_somebody_wanted_to_come_back_to_is_there_from_the_week_after(
    journal: Journal, clock: FixedClock, days: int, there: bool
) -> None:
    wanted = journal.entries.write(EntryInput("critical-incident", {"come_back": True}))
    journal.entries.write(EntryInput("critical-incident", {"come_back": False}))
    journal.entries.write(EntryInput("critical-incident", {"staying": "The noise"}))
    clock.at += timedelta(days=days)
    found = [entry.id for entry in journal.to_come_back()]
    assert found == ([wanted.id] if there else [])
    journal.come_back(wanted.id, wanted=False)
    assert not journal.to_come_back()
    journal.come_back(wanted.id, wanted=True)
    assert bool(journal.to_come_back()) is there
    journal.entries.delete(wanted.id)
    assert not journal.to_come_back()


def test_the_language_in_force() -> None:
    assert words.language() == "en"
    with speaking("cy"):
        assert words.language() == "cy"
