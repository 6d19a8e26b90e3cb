"""Learning over a real vault: bodies, counts, and copies that leave the original alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.services.journal import Journal


def account(journal: Journal, **answers: Any) -> str:
    return journal.entries.write(EntryInput("cpd-account", answers)).id


def test_an_empty_journal_has_no_body_and_no_counts(journal: Journal) -> None:
    found = journal.learning.look()
    assert (found.chosen, found.body.id, found.accounts, found.drafts) == (False, "none", (), ())
    assert found.counts[0].sentence == "0 accounts written"


def test_a_body_is_chosen_and_counted_for(journal: Journal) -> None:
    journal.learning.choose("nmc")
    mine = account(journal, body="nmc", what="a", hours=2.5, participatory=1)
    account(journal, body="hcpc", what="b", hours=9)
    old = account(journal, body="nmc", what="c", hours=7, activity_date="2022-01-01")
    found = journal.learning.look()
    assert found.since == "2023-03-12"
    assert [each.id for each in found.accounts] == [mine]
    assert old in {each.id for each in found.others}
    assert [line.sentence for line in found.counts] == [
        "1 of 5 accounts written", "2.5 of 35 hours", "1 of 20 hours with other people",
    ]  # fmt: skip
    journal.learning.count_since("2021-06-01")
    assert journal.learning.look().totals.hours == 9.5
    journal.learning.choose("hcpc")
    assert journal.learning.look().since == "2024-03-12"
    with pytest.raises(NotFoundError):
        journal.learning.choose("gmc")


def test_figures_are_settings_for_each_body(journal: Journal) -> None:
    learning = journal.learning
    learning.choose("probation")
    learning.set_figure("hours", 30)
    assert learning.look().counts[1].sentence == "0 of 30 hours"
    learning.choose("nmc")
    assert learning.look().counts[1].sentence == "0 of 35 hours"
    learning.set_figure("hours", 40)
    learning.set_figure("hours", None)
    assert learning.look().counts[1].figure == 35
    for measure, number in (("streak", 5), ("hours", -1), ("hours", 10_001)):
        with pytest.raises(InvalidInputError):
            learning.set_figure(measure, number)


@pytest.mark.parametrize("day", ["2026-13-01", "yesterday", "2026-3-1", "20260301"])
def test_a_day_that_is_none_is_refused(journal: Journal, day: str) -> None:
    with pytest.raises(InvalidInputError):
        journal.learning.count_since(day)


def test_a_copy_leaves_the_entry_as_it_was(journal: Journal, clock: FixedClock) -> None:
    journal.learning.choose("nmc")
    given = EntryInput("what-so-what", {"what": "NHS number 943 476 5919", "so_what": "listen"})
    entry = journal.entries.write(given).id
    before = (journal.entries.show(entry), journal.integrity.state_hash())
    clock.at += timedelta(days=9)
    made = journal.learning.promote(entry)
    draft = journal.drafts.get(made.draft)
    assert draft.answers == {
        "body": "nmc", "activity_date": "2026-03-12", "what": "NHS number 943 476 5919",
        "learned": "listen",
    }  # fmt: skip
    assert [(field, span.type) for field, span in made.pointed] == [("what", "NHS_NUMBER")]
    assert (journal.entries.show(entry), journal.integrity.state_hash()) == before
    assert draft.entry is None
    assert entry not in repr(draft)
    assert [each.id for each in journal.learning.look().drafts] == [made.draft]


def test_a_copy_is_finished_or_stays_as_it_was(journal: Journal) -> None:
    entry = journal.entries.write(EntryInput("free", {"page": "a quiet hour"})).id
    made = journal.learning.promote(entry)
    with pytest.raises(InvalidInputError):
        journal.learning.write(made.draft, {"hours": -1})
    assert journal.drafts.get(made.draft).answers["what"] == "a quiet hour"
    saved = journal.learning.write(made.draft, {"hours": 1, "activity_date": None})
    assert journal.entries.show(saved.id).answers == {"what": "a quiet hour", "hours": 1}
    assert journal.learning.look().totals.accounts == 1


def test_an_entry_with_no_words_is_said_to_have_none(journal: Journal) -> None:
    entry = journal.entries.write(EntryInput("after-shift", {"heavy": 4})).id
    with pytest.raises(InvalidInputError) as refused:
        journal.learning.promote(entry)
    assert refused.value.name == "nothing-to-copy"
    assert journal.drafts.list() == []


def test_what_is_in_the_bin_does_not_count(journal: Journal) -> None:
    one = account(journal, what="a", hours=3)
    journal.entries.delete(one)
    found = journal.learning.look()
    assert (found.accounts, found.totals.hours) == ((), 0)


def test_an_account_begun_empty_knows_its_body(journal: Journal) -> None:
    journal.learning.choose("swe")
    made = journal.learning.start()
    assert journal.drafts.get(made.draft).answers == {"body": "swe"}
