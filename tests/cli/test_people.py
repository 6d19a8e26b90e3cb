"""people list, add, retire, words, rename, merge, forget."""

from __future__ import annotations

import pytest

from tests.fixtures import PASSPHRASE
from tests.helpers.commands import Commands


@pytest.fixture
def people(commands: Commands) -> Commands:
    for name in ("Heron", "Lantern"):
        commands.ok("people", "add", name)
    return commands


def test_rename(people: Commands) -> None:
    id_ = people.write("relationship-dynamics", {"people": ["Heron"], "repair": "tea with Heron"})
    document = people.ok("people", "rename", "Heron", "Plover")
    assert set(document) == {"id", "revision", "entries"}
    assert document["entries"] == 1
    shown = people.ok("show", id_)
    assert shown["answers"] == {"people": ["Plover"], "repair": "tea with Plover"}
    assert people.ok("list", "--person", "Plover")["total"] == 1
    assert people.ok("list", "--person", "Heron")["total"] == 0


def test_merge(people: Commands) -> None:
    id_ = people.write("relationship-dynamics", {"people": ["Heron", "Lantern"]})
    assert people.ok("people", "merge", "Heron", "Lantern")["entries"] == 1
    assert people.ok("show", id_)["people"] == ["Lantern"]
    assert [row["pseudonym"] for row in people.ok("people", "list")] == ["Lantern"]


def test_forget(people: Commands) -> None:
    id_ = people.write("relationship-dynamics", {"people": ["Heron"], "warmth": 4})
    assert people.ok("people", "forget", "Heron")["entries"] == 1
    assert people.ok("show", id_)["answers"] == {"people": ["someone"], "warmth": 4}
    assert people.ok("search", "heron")["total"] == 0
    assert people.ok("verify", "--deep")["status"] == "clean"
    said = people.run("people", "forget", "Lantern", json=False).out
    assert "Backups made before still hold it. 0 entries were changed." in said


def test_words_are_offered(people: Commands) -> None:
    assert len(set(people.ok("people", "words"))) == 6


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("forget", "Nobody"), "unknown-person"),
        (("rename", "Nobody", "X"), "unknown-person"),
        (("merge", "Heron", "Nobody"), "unknown-person"),
        (("merge", "Heron", "heron"), "bad-name"),
        (("rename", "Heron", "Lantern"), "bad-name"),
        (("add", "someone"), "bad-name"),
    ],
)
def test_refusals(people: Commands, words: tuple[str, ...], code: str) -> None:
    done = people.run("people", *words)
    assert (done.code, done.document["error"]["code"]) == (1, code)


def test_identifiers_with_the_journals_own_list(people: Commands) -> None:
    def found() -> list[str]:
        text = "Spoke to Ngozi and Heron, then snozzle"
        spans = people.run("identifiers", "-", "--people", stdin=text).document
        return [span["text"] for span in spans]

    assert found() == ["Ngozi"]
    journal = people.app.vaults.unlock(people.app.paths.default_vault, PASSPHRASE)
    journal.names.confirm("Snozzle")
    journal.names.not_a_name("Ngozi")
    journal.close()
    assert found() == ["snozzle"]
