"""Before everything leaves in clear text: a name is found wherever it stands, and however late."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from reflect_app.core.entries import EntryInput
from reflect_app.core.prompts import parse_template
from reflect_app.core.records import Record, Wording
from reflect_app.core.steps import to_the_end
from reflect_app.errors import InvalidInputError
from reflect_app.identifiers import Finder
from reflect_app.services.journal import Journal
from reflect_app.services.names_in_it import names_in

NAME = "Ngozi Okafor"


def entry(page: str, **more: Any) -> Record:
    body = {"template": "free", "template_version": 1, "answers": {"page": page}, "tags": []}
    return Record("entry", page, (Wording(1, "", "written", {**body, **more}),))


def other(kind: str, **body: Any) -> Record:
    return Record(kind, "x", (Wording(1, "", "kept", body),))


def paged(records: list[Record]) -> Iterator[list[Record]]:
    return iter([records[at : at + 50] for at in range(0, len(records), 50)])


def found(*records: Record) -> bool:
    return to_the_end(names_in(paged(list(records)), Finder((), ()), len(records)))


def test_the_last_of_very_many_counts_as_much_as_the_first() -> None:
    many = [entry("the kettle went cold") for _ in range(1_200)]
    assert not found(*many)
    assert found(*many, entry(f"Spoke to {NAME}."))


def test_it_ends_where_one_is_found() -> None:
    def pages() -> Iterator[list[Record]]:
        yield [entry(f"Spoke to {NAME}.")]
        raise AssertionError

    assert to_the_end(names_in(pages(), Finder((), ()), 9))


def test_it_says_how_far_it_is() -> None:
    steps = names_in(paged([entry("cold tea")] * 120), Finder((), ()), 119)
    assert list(steps) == [(50, 119), (100, 119), (119, 119)]


@pytest.mark.parametrize(
    "record",
    [
        entry("", tags=[NAME]),
        entry("", comments=[{"text": f"What would {NAME} say?", "author": "M."}]),
        entry("", answers={"plan": [{"text": f"Ring {NAME}", "owner": "me"}]}),
        other("session", with_name=NAME, at="2026-03-01T10:00:00Z"),
        other("action", text=f"Ring {NAME}"),
        other("contact", name=NAME, cards=[{"key": "ab" * 60}]),
        other("agreement", body={"places": [f"{NAME}'s office"]}),
    ],
)
def test_wherever_a_person_may_have_typed_it(record: Record) -> None:
    assert found(record)


def test_ids_keys_and_times_are_no_names() -> None:
    assert not found(
        other("session", at="2026-03-01T10:00:00+00:00", zone="Europe/London", id="ab" * 8),
        other("contact", name="", cards=[{"key": "0f" * 600, "fingerprint": "abandon ability"}]),
        other("person", pseudonym="Rose"),
    )


def test_an_earlier_wording_and_the_words_of_an_own_prompt(journal: Journal) -> None:
    def said() -> bool:
        return to_the_end(journal.everything.look(journal.names.finder()))

    id_ = journal.entries.write(EntryInput("free", {"page": "a long night"})).id
    assert not said()
    journal.entries.edit(id_, {"page": f"{NAME} rang"})
    journal.entries.edit(id_, {"page": "somebody rang"})
    assert said()
    journal.entries.delete(id_)
    journal.entries.purge(id_)
    assert not said()
    words = (
        'id = "service:gate"\nversion = 1\ntitle = "Gate"\npurpose = "For days."\nminutes = 3\n'
        f'[[questions]]\nid = "how"\ntype = "text"\ntext = "How?"\nhelp = "Think of {NAME}."\n'
    )
    journal.templates.add(parse_template(words.encode(), "gate.toml"))
    journal.entries.write(EntryInput("service:gate", {"how": "fine"}))
    assert said()


def test_where_nothing_may_be_exported_nothing_is_looked_at(journal: Journal) -> None:
    journal.everything._allowed = False
    with pytest.raises(InvalidInputError):
        to_the_end(journal.everything.look(journal.names.finder()))
