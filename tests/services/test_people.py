"""Renaming, merging, retiring and forgetting people in a real vault."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from reflect_app.app import App
from reflect_app.core.entries import Answer, EntryInput, Query
from reflect_app.core.renaming import SOMEONE
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.services.journal import Journal
from reflect_app.vault import history, schema
from tests.fixtures import PASSPHRASE


def about(journal: Journal, *people: str, text: str = "", tags: tuple[str, ...] = ()) -> str:
    answers: dict[str, Answer] = {
        "people": list(people),
        "warmth": 6,
        "repair": text or "a cup of tea",
    }
    return journal.entries.write(EntryInput("relationship-dynamics", answers, tags=tags)).id


@pytest.fixture
def people(journal: Journal) -> Journal:
    for name in ("Heron", "Lantern"):
        journal.people.add(name)
    return journal


def dump(journal: Journal) -> bytes:
    """Every stored byte of text there is in the open tables."""
    with journal._vault.reading() as connection:
        rows: list[object] = []
        for table in schema.metadata.sorted_tables:
            rows += [tuple(row) for row in connection.execute(select(table))]
        rows += connection.exec_driver_sql("SELECT * FROM entry_fts").fetchall()
        rows += connection.exec_driver_sql("SELECT hex(block) FROM entry_fts_data").fetchall()
    return repr(rows).casefold().encode()


def sound(journal: Journal) -> bool:
    return journal.integrity.verify(deep=True).status == "clean"


def test_a_rename_adds_a_revision_and_keeps_the_old_wording(people: Journal) -> None:
    id_ = about(people, "Heron", "Lantern", text="Heron's kettle", tags=("Heron",))
    other = about(people, "Lantern")
    saved = people.people.rename("heron", "Plover")
    assert saved.changes.entries == {id_}
    entry = people.entries.show(id_)
    assert entry.answers["people"] == ["Plover", "Lantern"]
    assert entry.answers["repair"] == "Plover's kettle"
    assert (entry.tags, entry.people, entry.revision) == (("Plover",), ("Plover", "Lantern"), 2)
    assert people.entries.show(id_, 1).answers["repair"] == "Heron's kettle"
    assert people.entries.show(other).revision == 1
    assert people.entries.page(Query(person="Plover")).total == 1
    assert people.entries.page(Query(text="Heron")).total == 0
    assert [note.change for note in people.entries.history(id_)] == ["written", "renamed"]
    assert sound(people)


def test_binned_entries_and_pages_are_renamed_too(people: Journal) -> None:
    id_ = about(people, "Heron")
    people.entries.delete(id_)
    draft = people.drafts.start("relationship-dynamics")
    people.drafts.save(replace(draft, answers={"people": ["Heron"], "repair": "Heron"}))
    saved = people.people.rename("Heron", "Plover")
    assert saved.changes.entries == {id_}
    assert saved.changes.drafts == {draft.id}
    assert people.entries.show(id_).answers["people"] == ["Plover"]
    assert people.drafts.get(draft.id).answers == {"people": ["Plover"], "repair": "Plover"}


def test_an_earlier_wording_comes_back_with_todays_word(people: Journal) -> None:
    id_ = about(people, "Heron")
    people.people.rename("Heron", "Plover")
    people.entries.restore(id_, 1)
    assert people.entries.show(id_).people == ("Plover",)
    people.entries.edit(id_, {"warmth": 2})


def test_a_page_left_open_during_a_rename_can_be_saved(people: Journal) -> None:
    people.people.rename("Heron", "Plover")
    id_ = about(people, "Heron", "Plover")
    assert people.entries.show(id_).answers["people"] == ["Plover"]


def test_a_rename_and_back_again(people: Journal) -> None:
    id_ = about(people, "Heron")
    people.people.rename("Heron", "Plover")
    people.people.rename("Plover", "Heron")
    person = people.people.find("Heron")
    assert person.words == ("Heron", "Plover")
    assert people.entries.show(id_).people == ("Heron",)


def test_letters_may_change_their_case(people: Journal) -> None:
    id_ = about(people, "Heron")
    people.people.rename("Heron", "heron")
    assert people.entries.show(id_).people == ("heron",)
    assert people.people.rename("heron", "heron").revision == 0


@pytest.mark.parametrize(
    "name", ["Lantern", "LANTERN", "", " ", "x" * 61, "a\x00b", "Someone", "…"]
)
def test_a_word_that_cannot_stand_for_a_person(people: Journal, name: str) -> None:
    with pytest.raises(InvalidInputError):
        people.people.rename("Heron", name)
    with pytest.raises(InvalidInputError):
        people.people.add(name)
    assert [person.pseudonym for person in people.people.list()] == ["Heron", "Lantern"]


def test_a_word_of_somebodys_past_is_not_given_to_another(people: Journal) -> None:
    people.people.rename("Heron", "Plover")
    with pytest.raises(InvalidInputError):
        people.people.add("Heron")


def test_two_pseudonyms_become_one_person(people: Journal) -> None:
    both, one = about(people, "Heron", "Lantern"), about(people, "Heron", text="Heron sat")
    saved = people.people.merge("Heron", "Lantern")
    assert saved.changes.entries == {both, one}
    assert people.entries.show(both).answers["people"] == ["Lantern"]
    assert people.entries.show(one).answers["repair"] == "Lantern sat"
    assert [person.words for person in people.people.list()] == [("Lantern", "Heron")]
    people.entries.restore(one, 1)
    assert people.entries.show(one).people == ("Lantern",)
    assert sound(people)
    with pytest.raises(InvalidInputError):
        people.people.merge("Lantern", "lantern")


def test_a_forgotten_person_leaves_the_scores_and_no_trace(people: Journal) -> None:
    id_ = about(people, "Heron", "Lantern", text="Heron and HERON", tags=("heron",))
    people.entries.edit(id_, {"warmth": 3})
    people.entries.edit(id_, {"repair": "nothing of the kind", "people": ["Lantern"]}, tags=())
    only = about(people, "Heron")
    binned = about(people, "Heron")
    people.entries.delete(binned)
    untouched = about(people, "Lantern")
    saved = people.people.forget("Heron")
    assert saved.changes.entries == {id_, only, binned}
    assert b"heron" not in dump(people)
    assert people.entries.show(only).answers == {
        "people": [SOMEONE], "warmth": 6, "repair": "a cup of tea",
    }  # fmt: skip
    assert people.entries.show(id_).answers["people"] == ["Lantern"]
    assert people.entries.show(binned).deleted is not None
    assert people.entries.show(untouched).revision == 1
    assert [person.pseudonym for person in people.people.list()] == ["Lantern"]
    assert sound(people)


def test_a_forgetting_reaches_every_word_the_person_ever_had(people: Journal) -> None:
    first = about(people, "Heron", text="Heron spoke")
    people.people.rename("Heron", "Plover")
    second = about(people, "Lantern", text="lantern was lit")
    people.people.merge("Lantern", "Plover")
    people.people.forget("Plover")
    kept = dump(people)
    assert not any(word in kept for word in (b"heron", b"plover", b"lantern"))
    assert people.entries.show(first).answers["repair"] == "someone spoke"
    assert people.entries.show(second).answers["repair"] == "someone was lit"
    assert sound(people)


def test_only_the_wordings_with_the_name_are_erased(people: Journal) -> None:
    id_ = about(people, "Lantern", text="before")
    people.entries.edit(id_, {"repair": "with Heron"})
    people.people.forget("Heron")
    assert [(note.revision, note.change) for note in people.entries.history(id_)] == [
        (1, "written"),
        (3, "forgotten"),
    ]
    assert people.entries.show(id_, 1).answers["repair"] == "before"
    with pytest.raises(NotFoundError):
        people.entries.show(id_, 2)


def test_two_forgotten_people_cannot_be_told_apart(people: Journal) -> None:
    one, two = about(people, "Heron"), about(people, "Lantern")
    people.people.forget("Heron")
    people.people.forget("Lantern")
    assert people.entries.show(one).people == people.entries.show(two).people == (SOMEONE,)


def test_an_entry_of_somebody_forgotten_can_be_edited(people: Journal) -> None:
    id_ = about(people, "Heron")
    people.people.forget("Heron")
    people.entries.edit(id_, {"warmth": 1})
    assert people.entries.show(id_).people == (SOMEONE,)


def test_a_forgetting_that_fails_leaves_everything(
    people: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = about(people, "Heron")

    def refuses(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(history, "purge", refuses)
        with pytest.raises(KeyboardInterrupt):
            people.people.forget("Heron")
    assert people.entries.show(id_).people == ("Heron",)
    assert people.people.find("Heron").words == ("Heron",)
    assert sound(people)


def test_the_state_survives_a_backup_after_a_forgetting(
    people: Journal, app: App, tmp_path: Path
) -> None:
    about(people, "Heron")
    people.people.forget("Heron")
    made = people.backups.make()
    restored = app.vaults.restore(made.out, tmp_path / "r", PASSPHRASE)
    assert restored.integrity.state_hash() == people.integrity.state_hash()
    assert restored.integrity.verify(deep=True).status == "clean"
    restored.close()


def test_where_a_person_stands(people: Journal) -> None:
    id_ = about(people, "Heron")
    text = about(people, "Lantern", text="saw heron")
    uses = people.people.uses("Heron")
    assert set(uses.entries) == {id_, text}
    assert uses.drafts == ()


def test_retired_and_offered_again(people: Journal) -> None:
    people.people.retire("Heron")
    assert people.people.find("Heron").retired
    people.people.offer_again("Heron")
    assert not people.people.find("Heron").retired


def test_neutral_words_are_offered_and_never_one_in_use(people: Journal) -> None:
    people.people.rename("Lantern", "Teapot")
    words = people.people.offered_words(60)
    assert len(set(words)) == 60
    assert not {"Heron", "Lantern", "Teapot"} & set(words)
    assert len(people.people.offered_words()) == 6
    assert people.people.offered_words(60) != words
    for word in words[:3]:
        people.people.add(word)
