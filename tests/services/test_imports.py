"""Bringing a journal in, twice, and taking it out again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reflect_app.core.entries import EntryInput, Query
from reflect_app.core.steps import to_the_end
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.importing.problems import ImportRefusedError
from reflect_app.services.import_plan import ImportRequest, NameSwap
from reflect_app.services.imports import SLICE
from reflect_app.services.journal import Journal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Sixty pages, one of them with fields that point to a place."""
    notes = tmp_path / "notes"
    notes.mkdir()
    for day in range(1, 31):
        for month in (1, 3):
            name = f"2024-{month:02}-{day:02} Day {day} of {month}.md"
            if (month, day) == (1, 30):
                continue
            text = f"Sat with Kieran Doyle on day {day}.\n"
            (notes / name).write_text(text, encoding="utf-8")
    (notes / "2024-01-30.md").write_text(
        "---\nlocation: Ashgrove House\nweather: rain\ndevice: a phone\nmood: flat\n"
        "tags: [garden]\n---\nAt the gate.\n",
        encoding="utf-8",
    )
    return notes


def request(folder: Path, **more: Any) -> ImportRequest:
    return ImportRequest("markdown", folder, **more)


def test_a_dry_run_says_what_is_there_and_keeps_nothing(journal: Journal, folder: Path) -> None:
    before = journal.integrity.state_hash()
    steps = journal.imports.survey(request(folder))
    assert next(steps) == 20
    seen = to_the_end(steps)
    assert (seen.read, seen.new, seen.known, seen.skipped) == (60, 60, 0, 0)
    assert (seen.first[:10], seen.last[:10]) == ("2024-01-01", "2024-03-30")
    assert seen.samples[0].title == "Day 1 of 1"
    assert dict(seen.extras) == {"place": 1, "weather": 1, "device": 1, "other": 1}
    assert journal.integrity.state_hash() == before
    assert journal.entries.count() == 0


def test_import_keeps_what_was_written_when_it_was(journal: Journal, folder: Path) -> None:
    made = to_the_end(journal.imports.bring_in(request(folder)))
    assert (made.read, made.new, made.known, made.skipped) == (60, 60, 0, 0)
    page = journal.entries.page(Query(text="gate"))
    entry = journal.entries.show(page.entries[0].id)
    assert entry.template == "free"
    assert entry.event == "2024-01-30T12:00:00+00:00"
    assert entry.answers == {"page": "At the gate.\n\nmood: flat"}
    assert entry.tags == ("garden",)
    assert not entry.marked
    assert [note.change for note in journal.entries.history(entry.id)] == ["imported"]
    assert journal.integrity.verify(deep=True).status == "clean"


def test_again_adds_nothing(journal: Journal, folder: Path) -> None:
    to_the_end(journal.imports.bring_in(request(folder)))
    before = journal.integrity.state_hash()
    again = to_the_end(journal.imports.bring_in(request(folder)))
    assert (again.batch, again.new, again.known) == ("", 0, 60)
    moved = folder.rename(folder.with_name("elsewhere"))
    (moved / "2024-01-05 Day 5 of 1.md").rename(moved / "2024-01-05 Another name.md")
    (moved / "2024-01-06 Day 6 of 1.md").write_text("Changed there.", encoding="utf-8")
    third = to_the_end(journal.imports.bring_in(request(moved)))
    assert (third.new, third.known) == (1, 59)  # a title is part of what an entry says
    assert any("changed in the other program" in sentence for sentence in third.warnings)
    to_the_end(journal.imports.undo(third.batch))
    assert journal.integrity.state_hash() == before


def test_one_name_for_two_entries_loses_neither(journal: Journal, tmp_path: Path) -> None:
    before = journal.integrity.state_hash()
    same = {"uuid": "A" * 32, "creationDate": "2024-03-12T23:30:00Z", "timeZone": "UTC"}
    for name, texts in (("Home.json", ["First", "Second"]), ("Work.json", ["First", "Third"])):
        entries = [same | {"text": text} for text in texts]
        path = tmp_path / "export" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"metadata": {}, "entries": entries}), encoding="utf-8")
    asked = ImportRequest("dayone", path.parent)
    made = to_the_end(journal.imports.bring_in(asked))
    assert (made.new, made.skipped) == (3, 1), "the same words in another journal are the same"
    assert {entry.snippet for entry in journal.entries.page(Query()).entries} == {
        "First", "Second", "Third",
    }  # fmt: skip
    assert to_the_end(journal.imports.bring_in(asked)).new == 0
    to_the_end(journal.imports.undo(made.batch))
    assert journal.integrity.state_hash() == before


def test_undo_leaves_the_state_there_was(journal: Journal, folder: Path) -> None:
    journal.settings.set("agency", "Somewhere")
    before = journal.integrity.state_hash()
    made = to_the_end(journal.imports.bring_in(request(folder)))
    assert journal.integrity.state_hash() != before
    [batch] = journal.imports.batches()
    assert (batch.id, batch.entries, batch.state) == (made.batch, 60, "done")
    undone = to_the_end(journal.imports.undo(made.batch))
    assert (undone.removed, undone.kept) == (60, 0)
    assert undone.changes.entries == made.changes.entries
    assert journal.integrity.state_hash() == before
    assert journal.imports.batches() == []
    assert journal.entries.count() == 0
    assert journal.integrity.verify(deep=True).status == "clean"
    with pytest.raises(NotFoundError):
        to_the_end(journal.imports.undo(made.batch))


def test_undone_can_come_again(journal: Journal, folder: Path) -> None:
    first = to_the_end(journal.imports.bring_in(request(folder)))
    to_the_end(journal.imports.undo(first.batch))
    again = to_the_end(journal.imports.bring_in(request(folder)))
    assert again.new == 60
    assert journal.entries.page(Query(text="gate")).total == 1
    assert journal.integrity.verify(deep=True).status == "clean"


def test_a_wording_in_use_stays(journal: Journal, folder: Path) -> None:
    made = to_the_end(journal.imports.bring_in(request(folder)))
    own = journal.entries.write(EntryInput("free", {"page": "My own words."}))
    to_the_end(journal.imports.undo(made.batch))
    assert journal.entries.show(own.id).answers == {"page": "My own words."}
    assert journal.integrity.verify(deep=True).status == "clean"


def test_what_was_worked_on_since_is_kept(journal: Journal, folder: Path) -> None:
    made = to_the_end(journal.imports.bring_in(request(folder)))
    edited, marked, opened, binned = sorted(made.changes.entries)[:4]
    journal.entries.edit(edited, {"page": "More to say."})
    journal.entries.mark(marked)
    draft = journal.drafts.open(opened)
    journal.drafts.save(draft)
    journal.entries.delete(binned)
    undone = to_the_end(journal.imports.undo(made.batch))
    assert (undone.removed, undone.kept) == (57, 3)
    assert binned in undone.changes.entries
    assert journal.drafts.get(draft.id).entry == opened
    [left] = journal.imports.batches()
    assert (left.state, left.entries) == ("part", 3)
    again = to_the_end(journal.imports.bring_in(request(folder)))
    assert (again.new, again.known) == (57, 3)


def test_stopped_half_way_it_can_be_taken_out_or_gone_on_with(
    journal: Journal, folder: Path
) -> None:
    before = journal.integrity.state_hash()
    steps = journal.imports.bring_in(request(folder))
    step = next(steps)
    assert step.done == SLICE
    steps.close()
    [batch] = journal.imports.batches()
    assert (batch.id, batch.state) == (step.batch, "running")
    rest = to_the_end(journal.imports.bring_in(request(folder)))
    assert (rest.new, rest.known) == (60 - SLICE, SLICE)
    for batch in journal.imports.batches():
        to_the_end(journal.imports.undo(batch.id))
    assert journal.integrity.state_hash() == before


def test_a_bad_part_in_the_middle_leaves_nothing(journal: Journal, folder: Path) -> None:
    (folder / "2024-12-31.md").write_text("---\na: !!python/name:os.system\n---\nx")
    before = journal.integrity.state_hash()
    with pytest.raises(ImportRefusedError):
        to_the_end(journal.imports.bring_in(request(folder)))
    assert journal.integrity.state_hash() == before
    assert journal.imports.batches() == []


def test_names_are_replaced_before_anything_is_kept(journal: Journal, folder: Path) -> None:
    swaps = (NameSwap("Kieran Doyle", "Heron"),)
    made = to_the_end(journal.imports.bring_in(request(folder, swaps=swaps)))
    assert made.new == 60
    assert journal.entries.page(Query(text="Kieran")).total == 0
    assert journal.entries.page(Query(text="Heron")).total == 59
    # It is known again by what the source says.
    assert to_the_end(journal.imports.bring_in(request(folder))).new == 0


def test_two_people_of_one_family_come_in_as_two(journal: Journal, folder: Path) -> None:
    (folder / "2024-12-30.md").write_text("Darren Whitlock rang Sarah Whitlock, then Mr Whitlock.")
    for names in (("Darren", "Sarah"), ("Sarah", "Darren")):
        to = {"Darren": "Rook", "Sarah": "Wren"}
        swaps = tuple(NameSwap(f"{name} Whitlock", to[name]) for name in names)
        made = to_the_end(journal.imports.bring_in(request(folder, swaps=swaps)))
        entry = journal.entries.show(journal.entries.page(Query(text="rang")).entries[0].id)
        assert str(entry.answers["page"]) == "Rook rang Wren, then Mr Rook."
        to_the_end(journal.imports.undo(made.batch))


def test_fields_that_point_to_a_place_come_only_when_asked_for(
    journal: Journal, folder: Path
) -> None:
    keep = frozenset({"place", "device"})
    to_the_end(journal.imports.bring_in(request(folder, keep=keep)))
    entry = journal.entries.show(journal.entries.page(Query(text="gate")).entries[0].id)
    assert entry.answers["page"] == "At the gate.\n\nlocation: Ashgrove House\ndevice: a phone"


def test_another_template_and_question(journal: Journal, folder: Path) -> None:
    to_the_end(
        journal.imports.bring_in(request(folder, template="gibbs", question="what_happened"))
    )
    entry = journal.entries.show(journal.entries.page(Query(text="gate")).entries[0].id)
    assert entry.template == "gibbs"
    assert entry.answers["what_happened"] == "At the gate.\n\nmood: flat"
    with pytest.raises(InvalidInputError, match="no such question"):
        to_the_end(journal.imports.survey(request(folder, question="nonsense")))


def test_an_unknown_zone_or_format_is_refused(journal: Journal, folder: Path) -> None:
    with pytest.raises(InvalidInputError, match="no time zone"):
        to_the_end(journal.imports.survey(request(folder, zone="Mars/Base")))
    with pytest.raises(InvalidInputError, match="cannot bring in"):
        to_the_end(journal.imports.survey(ImportRequest("papyrus", folder)))


def test_the_writers_zone_is_asked_for_where_none_is_said(journal: Journal, folder: Path) -> None:
    to_the_end(journal.imports.bring_in(request(folder, zone="America/New_York")))
    entry = journal.entries.show(journal.entries.page(Query(text="gate")).entries[0].id)
    assert entry.event == "2024-01-30T12:00:00-05:00"


def test_while_everything_is_kept_nothing_is_taken_out_again(
    journal: Journal, folder: Path
) -> None:
    made = to_the_end(journal.imports.bring_in(request(folder)))
    journal.settings.set("keep_everything", True)
    before = journal.integrity.state_hash()
    with pytest.raises(InvalidInputError, match="keeping everything"):
        to_the_end(journal.imports.undo(made.batch))
    assert journal.integrity.state_hash() == before
