"""Keep everything for now: nothing is erased by itself, and nothing by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput
from reflect_app.core.steps import to_the_end
from reflect_app.errors import InvalidInputError
from reflect_app.services.journal import Journal
from reflect_app.services.keeping import KEEP, Keeping
from reflect_app.vault.whole import WholeStore


@pytest.fixture
def kept(journal: Journal) -> Journal:
    journal.settings.set(KEEP, True)
    return journal


def test_it_is_off_until_somebody_asks(journal: Journal) -> None:
    assert not Keeping(journal.vault).on
    Keeping(journal.vault).refuse()


def test_nothing_is_erased_for_good(kept: Journal) -> None:
    kept.people.add("Heron")
    kept.people.add("Wren")
    id_ = kept.entries.write(
        EntryInput("relationship-dynamics", {"people": ["Heron"], "not_seen": "Heron was late"})
    ).id
    kept.entries.delete(id_)  # the bin takes it, and gives it back
    page = replace(kept.drafts.start("free"), answers={"page": "begun"})
    kept.drafts.save(page)
    erasing: tuple[Callable[[], object], ...] = (
        lambda: kept.entries.purge(id_),
        lambda: kept.drafts.discard(page.id),
        lambda: kept.people.forget("Heron"),
        lambda: kept.people.merge("Heron", "Wren"),
    )
    for erase in erasing:
        before = kept.integrity.state_hash()
        with pytest.raises(InvalidInputError) as refusal:
            erase()
        assert refusal.value.name == "keeping-everything"
        assert "Settings" in refusal.value.hint
        assert kept.integrity.state_hash() == before
        assert kept.drafts.list() == [kept.drafts.get(page.id)]
    kept.settings.set(KEEP, False)
    kept.entries.purge(id_)
    assert kept.entries.count() == 0
    kept.drafts.discard(page.id)


def test_a_page_that_says_nothing_may_go(kept: Journal) -> None:
    page = kept.drafts.start("free")
    kept.drafts.save(page)
    kept.drafts.discard(page.id)
    assert kept.drafts.list() == []


def test_a_name_that_is_replaced_stays_in_the_earlier_wording(kept: Journal) -> None:
    id_ = kept.entries.write(EntryInput("free", {"page": "I saw Zebedee Quill today"})).id
    kept.names.replace("Zebedee Quill", "Heron")
    assert "Heron" in str(kept.entries.show(id_).answers["page"])
    record = WholeStore(kept.vault).get("entry", id_)
    assert record is not None
    assert "Zebedee Quill" in record.revisions[0].body["answers"]["page"]
    assert [one.change for one in record.revisions] == ["written", "replaced"]


def test_old_backups_stay(kept: Journal, clock: FixedClock) -> None:
    made: set[Path] = set()
    for _ in range(10):
        done = to_the_end(kept.backups.daily())
        made.update(done.made)
        assert done.pruned == ()
        clock.at += timedelta(days=1)
    assert {item.path for item in kept.backups.list()} == made
    assert len(made) == 10
