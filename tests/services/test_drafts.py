"""Unfinished pages: kept, finished once, never lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from reflect_app.app import App
from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import Caret, Draft, EntryInput, Query, Shift
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.services.journal import Journal
from tests.fixtures import PASSPHRASE


@pytest.fixture
def page(journal: Journal) -> Draft:
    """A page somebody has begun."""
    draft = replace(journal.drafts.start("free"), answers={"page": "half a thought"})
    journal.drafts.save(draft)
    return draft


def test_a_page_comes_back_whole(journal: Journal, app: App, clock: FixedClock) -> None:
    draft = replace(
        journal.drafts.start("free"), answers={"title": "ọ̀dọ́ 🙂", "page": "x" * 90_000},
        tags=("a",), marked=True, marked_questions=("page",), caret=Caret("page", 7),
        shift=Shift("2026-03-11T21:45", "night", "Europe/London"),
    )  # fmt: skip
    saved = journal.drafts.save(draft)
    assert saved.changes.drafts == {draft.id}
    journal.close()
    again = app.vaults.unlock(journal.folder, PASSPHRASE)
    assert again.drafts.list() == [replace(draft, updated=saved.at)]
    again.close()


def test_the_one_touched_last_comes_first(journal: Journal, clock: FixedClock) -> None:
    ids = []
    for _ in range(3):
        draft = journal.drafts.start("free")
        journal.drafts.save(draft)
        ids.append(draft.id)
        clock.at += timedelta(minutes=1)
    journal.drafts.save(journal.drafts.get(ids[0]))
    assert [draft.id for draft in journal.drafts.list()] == [ids[0], ids[2], ids[1]]


def test_a_page_that_was_only_begun_is_nowhere(journal: Journal) -> None:
    draft = journal.drafts.start("free")
    assert journal.drafts.list() == []
    with pytest.raises(NotFoundError):
        journal.drafts.get(draft.id)


def test_finishing_makes_one_revision_in_one_commit(journal: Journal, page: Draft) -> None:
    for text in ("half", "three quarters", "whole"):
        journal.drafts.save(replace(page, answers={"page": text}))
    saved = journal.drafts.finish(page.id)
    assert saved.changes.drafts == {page.id}
    assert saved.changes.entries == {saved.id}
    assert journal.drafts.list() == []
    assert [note.revision for note in journal.entries.history(saved.id)] == [1]
    assert journal.entries.show(saved.id).answers == {"page": "whole"}


def test_a_page_that_does_not_fit_stays(journal: Journal) -> None:
    draft = replace(journal.drafts.start("after-shift"), answers={"heavy": 99})
    journal.drafts.save(draft)
    for ending in (journal.drafts.finish, journal.drafts.settle):
        with pytest.raises(InvalidInputError):
            ending(draft.id)
        assert journal.drafts.get(draft.id).answers == {"heavy": 99}
    assert journal.entries.count() == 0


def test_discarding_can_be_undone(journal: Journal, page: Draft) -> None:
    gone = journal.drafts.discard(page.id)
    assert journal.drafts.list() == []
    journal.drafts.save(gone)
    assert journal.drafts.get(page.id).answers == page.answers
    journal.drafts.discard(page.id)
    with pytest.raises(NotFoundError):
        journal.drafts.discard(page.id)


def test_editing_an_entry_begins_with_it_and_is_found_again(journal: Journal) -> None:
    id_ = journal.entries.write(EntryInput("free", {"page": "one"}, tags=("a",), marked=True)).id
    draft = journal.drafts.open(id_)
    assert (draft.entry, draft.answers, draft.tags, draft.marked) == (
        id_, {"page": "one"}, ("a",), True,
    )  # fmt: skip
    journal.drafts.save(replace(draft, answers={"page": "two"}))
    assert journal.drafts.open(id_).answers == {"page": "two"}
    assert journal.entries.show(id_).answers == {"page": "one"}
    assert journal.drafts.finish(draft.id).revision == 2
    assert journal.entries.show(id_).answers == {"page": "two"}
    assert journal.entries.count() == 1


def test_settling_puts_the_words_into_history_and_keeps_the_page(
    journal: Journal, page: Draft
) -> None:
    saved = journal.drafts.settle(page.id)
    assert saved is not None
    assert journal.entries.show(saved.id).answers == page.answers
    assert journal.drafts.get(page.id).entry == saved.id
    again = journal.drafts.settle(page.id)
    assert again is not None
    assert (again.id, again.revision) == (saved.id, 1)  # nothing new, so no revision
    journal.drafts.save(replace(journal.drafts.get(page.id), answers={"page": "more"}))
    last = journal.drafts.finish(page.id)
    assert (last.id, last.revision) == (saved.id, 2)
    assert journal.entries.page(Query()).total == 1


@pytest.mark.parametrize(
    "touch",
    [
        lambda draft: draft,
        lambda draft: replace(
            draft, answers={"shift": {"start": "2026-03-11T21:45", "kind": "night"}}
        ),
    ],
)
def test_settling_an_empty_page_drops_it(journal: Journal, touch: Callable[[Draft], Draft]) -> None:
    draft = touch(journal.drafts.start("after-shift", shift=journal.drafts.offered_shift()))
    journal.drafts.save(draft)
    assert journal.drafts.settle(draft.id) is None
    assert journal.drafts.list() == []
    assert journal.entries.count() == 0


def test_after_midnight_the_night_that_began_yesterday_is_offered(
    journal: Journal, clock: FixedClock
) -> None:
    assert journal.drafts.offered_shift() == Shift("2026-03-11T21:45", "night", "Europe/London")
    draft = journal.drafts.start("after-shift", shift=journal.drafts.offered_shift())
    assert draft.answers == {"shift": {"start": "2026-03-11T21:45", "kind": "night"}}


def test_drafts_are_no_part_of_what_is_kept(journal: Journal, page: Draft) -> None:
    before = journal.integrity.state_hash()
    journal.drafts.save(replace(page, answers={"page": "other"}))
    journal.drafts.discard(page.id)
    assert journal.integrity.state_hash() == before
    assert journal.integrity.verify(deep=True).status == "clean"
