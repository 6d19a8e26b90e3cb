"""A copy for somebody who asks, or to take along: what is chosen, and the journal untouched."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest

from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput, Query
from reflect_app.errors import FileProblemError, InvalidInputError, NotFoundError
from reflect_app.exporting.pdf.text import read_text
from reflect_app.services.gathering import GatherRequest, refuse_unreviewed, write_gathered
from reflect_app.services.journal import Journal
from reflect_app.services.leaving import JOURNAL
from reflect_app.services.leaving import refuse_unreviewed as refuse_to_leave
from reflect_app.services.pack_choice import Swap
from reflect_app.vault.whole import WholeStore

SWAP = Swap("Zebedee Quill", "Heron")


@pytest.fixture
def ids(journal: Journal, clock: FixedClock) -> list[str]:
    """Three days: a name in an earlier wording, a tagged one, and one in the bin."""
    journal.people.add("Heron")
    first = journal.entries.write(EntryInput("free", {"page": "Saw Zebedee Quill at the gate"})).id
    journal.entries.edit(first, {"page": "Saw somebody at the gate"})
    clock.at += timedelta(days=1)
    second = journal.entries.write(
        EntryInput("free", {"page": "the kettle went cold"}, tags=("nights",))
    ).id
    clock.at += timedelta(days=1)
    third = journal.entries.write(EntryInput("free", {"page": "in the bin"}, tags=("nights",))).id
    journal.entries.delete(third)
    return [first, second, third]


def test_a_part_is_gathered_with_what_lies_in_the_bin(journal: Journal, ids: list[str]) -> None:
    gather = journal.gathering.preview
    assert gather(GatherRequest(Query(tag="nights"))).entries == (ids[1], ids[2])
    assert gather(GatherRequest(Query(end="2026-03-12"))).entries == (ids[0],)
    assert gather(GatherRequest(Query(), (ids[2],))).entries == (ids[2], ids[0], ids[1])
    with pytest.raises(InvalidInputError):
        gather(GatherRequest(Query(tag="days")))
    with pytest.raises(NotFoundError):
        gather(GatherRequest(entries=("nowhere",)))


def test_a_session_is_its_preparation_its_agenda_and_its_record(
    journal: Journal, ids: list[str]
) -> None:
    session = journal.sessions.add("Morgan", "2026-03-20T14:00").id
    journal.sessions.take_up(session, ids[0])
    journal.records.write(session, {"understood": "to wait at the gate"})
    record = journal.sessions.find(session).record
    journal.sessions.bring(session, "typed, and no entry")
    gather = journal.gathering.preview
    assert set(gather(GatherRequest(session=session)).entries) == {ids[0], record}
    assert gather(GatherRequest(Query(end="2026-03-12"), session=session)).entries == (ids[0],)
    both = gather(GatherRequest(Query(tag="days"), (ids[1],), session))
    assert both.entries == (ids[1],)
    with pytest.raises(NotFoundError):
        gather(GatherRequest(session="nowhere"))


def test_names_in_earlier_wordings_are_found_and_replaced_in_the_copy_alone(
    journal: Journal, ids: list[str], tmp_path: Path
) -> None:
    before = journal.integrity.state_hash()
    found = journal.gathering.preview(GatherRequest(entries=(ids[0],)))
    assert "Zebedee Quill" in {item.span.text for item in found.identifiers}
    with pytest.raises(InvalidInputError) as refusal:
        refuse_unreviewed(found)
    assert refusal.value.name == "identifiers-found"
    found = journal.gathering.preview(GatherRequest(entries=(ids[0],), swaps=(SWAP,)))
    refuse_unreviewed(found)
    made = write_gathered(found, tmp_path / "out")
    data = b"".join(file.read_bytes() for file in made.out.iterdir())
    assert b"Zebedee" not in data
    assert b"Saw Heron at the gate" in data
    assert journal.integrity.state_hash() == before
    assert "Zebedee" in str(WholeStore(journal.vault).get("entry", ids[0]))


def test_the_folder_has_entries_revisions_and_figures_that_are_true(
    journal: Journal, ids: list[str], tmp_path: Path
) -> None:
    found = journal.gathering.preview(GatherRequest(Query()))
    made = write_gathered(found, tmp_path / "out")
    assert sorted(file.name for file in made.out.iterdir()) == [
        "README.txt", "entries.json", "entries.pdf", "hashes.txt",
    ]  # fmt: skip
    assert made.entries == 3
    lines = (made.out / "hashes.txt").read_text(encoding="utf-8").splitlines()
    figures = {name: figure for figure, _, name in (line.partition("  ") for line in lines)}
    for name in ("entries.pdf", "entries.json"):
        assert figures[name] == hashlib.sha256((made.out / name).read_bytes()).hexdigest()
    for id_ in ids:
        held = WholeStore(journal.vault).get("entry", id_)
        assert held is not None
        assert figures[f"entry {id_}"] == hashlib.sha256(held.line()).hexdigest()
    told = json.loads((made.out / "entries.json").read_bytes())
    kinds = [(one["kind"], len(one["revisions"])) for one in told["objects"]]
    assert sorted(kinds) == [("entry", 1), ("entry", 2), ("entry", 2), ("template", 1)]
    text = read_text((made.out / "entries.pdf").read_bytes())
    assert "the kettle went cold" in text
    assert "None of it was shared" in text
    with pytest.raises(FileProblemError):
        write_gathered(found, tmp_path / "out")


def test_leaving_takes_entries_as_they_stand(
    journal: Journal, ids: list[str], tmp_path: Path
) -> None:
    journal.entries.mark(ids[1])
    preview = journal.leaving.preview("entries")
    assert [item.entry.id for item in preview.chosen] == ids[:2]
    assert "Zebedee" not in {item.span.text for item in preview.identifiers}
    made = journal.leaving.write(preview, tmp_path / "mine.json", JOURNAL)
    assert made.entries == 2
    data = made.out.read_bytes()
    assert b"Zebedee" not in data
    told = json.loads(data)
    assert {one["kind"] for one in told["objects"]} == {"entry", "template"}
    for one in told["objects"]:
        assert len(one["revisions"]) == 1
        assert one["revisions"][0]["body"].get("marked") in (False, None)
    for form in ("pdf", "docx", "html", "md", "json"):
        written = journal.leaving.write(preview, tmp_path / f"mine.{form}", form)
        assert written.entries == 2


def test_leaving_asks_for_a_look_at_names(journal: Journal, ids: list[str], tmp_path: Path) -> None:
    journal.entries.write(EntryInput("free", {"page": "Sat with Zebedee Quill again"}))
    with pytest.raises(InvalidInputError, match="point to other people"):
        refuse_to_leave(journal.leaving.preview("entries"))
    preview = journal.leaving.preview("entries", (SWAP,))
    refuse_to_leave(preview)
    made = journal.leaving.write(preview, tmp_path / "mine.json", JOURNAL, (SWAP,))
    assert b"Zebedee" not in made.out.read_bytes()
    assert b"Sat with Heron again" in made.out.read_bytes()


def test_learning_accounts_go_alone(journal: Journal, ids: list[str], tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError):
        journal.leaving.preview("learning")
    account = journal.entries.write(
        EntryInput("cpd-account", {"what": "A course", "learned": "To listen", "hours": 3})
    ).id
    preview = journal.leaving.preview("learning")
    assert [item.entry.id for item in preview.chosen] == [account]
    told = json.loads(
        journal.leaving.write(preview, tmp_path / "mine.json", JOURNAL).out.read_bytes()
    )
    (entry,) = [one for one in told["objects"] if one["kind"] == "entry"]
    assert entry["revisions"][0]["body"]["answers"]["learned"] == "To listen"
