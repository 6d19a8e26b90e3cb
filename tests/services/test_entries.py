"""Writing, changing, marking, binning and purging entries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput, Query, Shift
from reflect_app.errors import InvalidInputError, NotFoundError, ReflectError
from reflect_app.services.journal import Journal
from tests.fixtures import PASSPHRASE

NIGHT = Shift("2026-03-11T21:45", "night", "Europe/London")
ODD_TEXTS = [
    "emoji 👩🏽‍⚕️ and 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "Llŷr a’r tŷ bach",
    "ọ̀dọ́ ìjọba ṣùgbọ́n",
    "שלום, العربية",
    "a\r\nb\n\nc\td",
    " edges ",
    "cafe\u0301",
    '"quotes" \\ back',
    "\u202eright to left",
    "x" * 120_000,
    "{{ template }} <b>",
    "",
]


def write(journal: Journal, text: str = "x", **more: Any) -> str:
    return journal.entries.write(EntryInput("free", {"page": text}, **more)).id


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_what_was_written_comes_back_letter_for_letter(journal: Journal, text: str) -> None:
    id_ = write(journal, text, tags=("tŷ", "👍"), shift=NIGHT, marked=True)
    found = journal.entries.show(id_)
    assert found.answers == {"page": text}
    assert (found.tags, found.shift, found.marked) == (("tŷ", "👍"), NIGHT, True)
    assert (found.revision, found.written) == (1, found.event)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text())
def test_any_text_comes_back_or_is_refused_by_name(journal: Journal, text: str) -> None:
    try:
        id_ = write(journal, text)
    except InvalidInputError as problem:
        refused = problem
    else:
        assert journal.entries.show(id_).answers == {"page": text}
        return
    assert "page" in refused.message
    assert any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in text)


def test_three_times_are_kept_apart(journal: Journal, clock: FixedClock) -> None:
    id_ = write(journal, event="2026-03-11T23:50+00:00", shift=NIGHT)
    written = journal.entries.show(id_).written
    clock.at += timedelta(days=1)
    journal.entries.edit(id_, {"page": "y"})
    found = journal.entries.show(id_)
    assert found.event == "2026-03-11T23:50:00+00:00"
    assert found.written == written
    assert found.shift == NIGHT
    assert [note.at[:10] for note in journal.entries.history(id_)] == ["2026-03-12", "2026-03-13"]


def test_an_edit_merges_and_a_null_removes(journal: Journal) -> None:
    id_ = journal.entries.write(EntryInput("free", {"title": "T", "page": "P"})).id
    assert journal.entries.edit(id_, {"page": "Q"}).revision == 2
    assert journal.entries.show(id_).answers == {"title": "T", "page": "Q"}
    journal.entries.edit(id_, {"title": None}, tags=("a",), event="2026-01-01T10:00", shift=NIGHT)
    found = journal.entries.show(id_)
    assert found.answers == {"page": "Q"}
    assert (found.tags, found.event[:10], found.shift) == (("a",), "2026-01-01", NIGHT)
    assert journal.entries.show(id_, 1).answers == {"title": "T", "page": "P"}


@pytest.mark.parametrize(
    "given_input",
    [
        EntryInput("free", {"nonsense": "x"}), EntryInput("free", {"page": 3}),
        EntryInput("free", {"page": "a\0b"}), EntryInput("free", {}, tags=("a\nb",)),
        EntryInput("free", {}, event="soon"), EntryInput("free", {}, marked_questions=("x",)),
        EntryInput("free", {}, shift=Shift("2026-03-29T01:30", "night", "Europe/London")),
        EntryInput("after-shift", {"heavy": 11}), EntryInput("no-such-template", {}),
        EntryInput("relationship-dynamics", {"people": ["Nobody"]}),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_nothing_is_saved(
    journal: Journal, given_input: EntryInput
) -> None:
    before = journal.integrity.state_hash()
    with pytest.raises(ReflectError):
        journal.entries.write(given_input)
    assert journal.entries.count() == 0
    assert journal.integrity.state_hash() == before


def test_an_entry_is_found_by_the_beginning_of_its_id(journal: Journal) -> None:
    for id_ in ("aabb000000000000", "aacc000000000000"):
        journal.entries.write(EntryInput("free", {}), id_=id_)
    assert journal.entries.show("aab").id == "aabb000000000000"
    for unclear in ("aa", "", "ff", "AAB", "aabb0000000000001", "%", "_"):
        with pytest.raises(NotFoundError):
            journal.entries.show(unclear)
    with pytest.raises(NotFoundError):
        journal.entries.show("aab", 2)


def test_marks(journal: Journal) -> None:
    id_ = write(journal)
    journal.entries.mark(id_)
    journal.entries.mark(id_, "page")
    journal.entries.mark(id_, "page")
    assert journal.entries.show(id_).marked_questions == ("page",)
    journal.entries.mark(id_, on=False)
    found = journal.entries.show(id_)
    assert (found.marked, found.marked_questions) == (False, ("page",))
    assert journal.entries.page(Query(marked=True)).total == 1
    journal.entries.mark(id_, "page", on=False)
    assert journal.entries.page(Query(marked=True)).total == 0
    with pytest.raises(InvalidInputError):
        journal.entries.mark(id_, "nonsense")


def test_the_question_that_marks_does_so_once(journal: Journal) -> None:
    id_ = journal.entries.write(EntryInput("after-shift", {"to_supervision": True})).id
    assert journal.entries.show(id_).marked
    journal.entries.mark(id_, on=False)
    journal.entries.edit(id_, {"heavy": 2})
    assert not journal.entries.show(id_).marked


def test_the_bin_and_back(journal: Journal) -> None:
    id_ = write(journal, "kettle", tags=("a",))
    journal.entries.delete(id_)
    assert journal.entries.page(Query()).total == 0
    assert journal.entries.page(Query("kettle")).total == 0
    assert journal.entries.tags() == []
    assert journal.entries.show(id_).deleted is not None
    journal.entries.edit(id_, {"page": "teapot"})
    assert journal.entries.page(Query()).total == 0
    journal.entries.undelete(id_)
    assert journal.entries.page(Query("teapot")).total == 1
    assert journal.entries.tags() == [("a", 1)]


def test_an_earlier_wording_can_be_the_newest_again(journal: Journal) -> None:
    id_ = write(journal, "one")
    journal.entries.edit(id_, {"page": "two"})
    journal.entries.delete(id_)
    assert journal.entries.restore(id_, 1).revision == 4
    found = journal.entries.show(id_)
    assert (found.answers["page"], found.deleted) == ("one", None)
    changes = [note.change for note in journal.entries.history(id_)]
    assert changes == ["written", "edited", "binned", "restored"]


def test_a_purge_takes_every_wording_and_draft(journal: Journal) -> None:
    id_ = write(journal, "one")
    other = write(journal, "other")
    journal.entries.edit(id_, {"page": "two"})
    journal.drafts.save(journal.drafts.open(id_))
    journal.entries.purge(id_)
    for gone in (journal.entries.show, journal.entries.history, journal.entries.purge):
        with pytest.raises(NotFoundError):
            gone(id_)
    assert journal.drafts.list() == []
    assert journal.entries.show(other).answers["page"] == "other"
    assert journal.integrity.verify(deep=True).status == "clean"


def test_an_old_entry_keeps_the_wording_it_answered(journal: Journal) -> None:
    id_ = write(journal)
    entry = journal.entries.show(id_)
    assert journal.entries.template_of(entry).id == "free"
    assert journal.entries.template_of(entry).question("page") is not None


def test_a_rewrite_that_changes_nothing_saves_nothing(journal: Journal) -> None:
    id_ = write(journal, "one", tags=("a",))
    same = EntryInput("free", {"page": "one"}, tags=("a",))
    assert journal.entries.rewrite(id_, same).revision == 1
    assert journal.entries.rewrite(id_, EntryInput("free", {"page": "two"})).revision == 2


def test_it_is_all_there_after_closing_and_opening(journal: Journal, app: Any) -> None:
    ids = [write(journal, text) for text in ODD_TEXTS]
    before = journal.integrity.state_hash()
    journal.close()
    again = app.vaults.unlock(journal.folder, PASSPHRASE)
    assert again.integrity.state_hash() == before
    assert [again.entries.show(id_).answers["page"] for id_ in ids] == ODD_TEXTS
    again.close()
