"""Actions keep step with the pages they were written on."""

from __future__ import annotations

import pytest

from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput
from reflect_app.errors import NotFoundError
from reflect_app.services.journal import Journal
from tests.services.test_people import dump, sound


def page(journal: Journal, *rows: dict[str, str]) -> str:
    given = EntryInput("what-so-what", {"what": "x", "actions": list(rows)})
    return journal.entries.write(given).id


def texts(journal: Journal) -> list[str]:
    return [action.text for action in journal.actions.list()]


def test_they_come_from_any_page_that_asks_for_them(journal: Journal) -> None:
    page(journal, {"text": "Second", "due": "2026-04-01"}, {"text": "First", "due": "2026-03-13"})
    page(journal, {"text": "Some day"})
    assert texts(journal) == ["First", "Second", "Some day"]
    assert [each.text for each in journal.actions.due()] == ["First"]


def test_an_edit_keeps_the_tick_and_a_mended_word(journal: Journal) -> None:
    id_ = page(journal, {"text": "Ring the rota"}, {"text": "Ask Morgn"})
    by_text = {each.text: each.id for each in journal.actions.list()}
    journal.actions.done(by_text["Ring the rota"])
    rows = [{"text": "Ask Morgan"}, {"text": "ring the ROTA", "owner": "me"}, {"text": "New"}]
    journal.entries.edit(id_, {"actions": rows})
    now = {each.text: each for each in journal.actions.list()}
    assert now["ring the ROTA"].id == by_text["Ring the rota"]
    assert now["ring the ROTA"].done
    assert now["Ask Morgan"].id == by_text["Ask Morgn"]
    journal.entries.edit(id_, {"actions": None})
    assert journal.actions.list() == []
    journal.entries.restore(id_, 1)  # back with the tick it had
    assert [bool(each.done) for each in journal.actions.list()] == [False, True]
    assert sound(journal)


def test_what_is_due_is_said_for_a_week_and_never_how_long_it_has_waited(
    journal: Journal, clock: FixedClock
) -> None:
    page(journal, {"text": "Soon", "due": "2026-03-19"}, {"text": "Later", "due": "2026-03-20"})
    assert [each.text for each in journal.actions.due()] == ["Soon"]
    clock.at = clock.at.replace(month=9)
    assert [each.text for each in journal.actions.due()] == ["Soon", "Later"]
    journal.actions.done(journal.actions.due()[0].id)
    assert [each.text for each in journal.actions.due()] == ["Later"]
    with pytest.raises(NotFoundError):
        journal.actions.done("nonsense")


def test_a_forgotten_person_is_forgotten_here_too(journal: Journal) -> None:
    journal.people.add("Heron")
    page(journal, {"text": "Walk with Heron", "owner": "me"})
    session = journal.sessions.add("Morgan", "2026-03-20T10:00").id
    journal.sessions.bring(session, "What heron said at the door")
    journal.people.rename("Heron", "Plover")
    assert texts(journal) == ["Walk with Plover"]
    saved = journal.people.forget("Plover")
    assert texts(journal) == ["Walk with someone"]
    line = journal.sessions.lines(journal.sessions.find(session))[0]
    assert line.title == "What someone said at the door"
    assert len(saved.changes.supervision) == 2
    kept = dump(journal)
    assert b"heron" not in kept
    assert b"plover" not in kept
    assert sound(journal)


def test_words_put_for_others_in_a_signed_record_make_it_a_new_version(journal: Journal) -> None:
    journal.people.add("Heron")
    session = journal.sessions.add("Morgan", "2026-03-20T10:00").id
    journal.records.write(session, {"understood": "Heron was tired."})
    journal.records.sign(session)
    journal.people.rename("Heron", "Plover")
    found = journal.sessions.find(session)
    assert found.version == 2
    assert found.mine is not None
    assert found.mine.digest != found.digest
