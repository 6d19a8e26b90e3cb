"""The desk: what a page asks, saves and hears; with the real worker where threads matter."""

from __future__ import annotations

import sys
from collections.abc import Generator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reflect_app.core.changes import Changes, Saved
from reflect_app.core.entries import Entry, EntryInput, Page, Query
from reflect_app.errors import NotFoundError, ReflectError
from reflect_app.faults import Fault
from reflect_app.services.journal import Journal
from reflect_app.ui.faults import install_hook
from reflect_app.ui.page import Desk
from reflect_app.ui.registry import page_specs


def write(journal: Journal, text: str = "the door stayed open") -> Saved:
    return journal.entries.write(EntryInput("free", {"page": text}))


def test_a_save_tells_the_status_line_and_every_page(desk: Desk) -> None:
    heard: list[object] = []
    desk.saved.connect(heard.append)
    desk.changed.connect(heard.append)
    done: list[Saved] = []
    desk.save(write, done.append)
    assert heard == [done[0], done[0].changes]
    desk.save(write, quiet=True)
    assert len(heard) == 3


def test_pages_hear_of_a_change_whose_widget_has_gone(desk: Desk, qtbot: QtBot) -> None:
    from shiboken6 import delete

    gone = QWidget()
    delete(gone)
    heard: list[Changes] = []
    done: list[Saved] = []
    desk.changed.connect(heard.append)
    desk.save(write, done.append, owner=gone)
    assert done == []
    assert len(heard) == 1


def test_a_failed_save_is_never_silent(desk: Desk) -> None:
    from shiboken6 import delete

    def fail(journal: Journal) -> Saved:
        raise NotFoundError("It is not there.")

    own: list[ReflectError] = []
    shown: list[ReflectError] = []
    desk.troubled.connect(shown.append)
    desk.save(fail, failed=own.append)
    assert len(own) == 1
    gone = QWidget()
    delete(gone)
    desk.save(fail, failed=own.append, owner=gone)
    assert len(own) == 1
    assert len(shown) == 1


def test_announced_changes_and_moves(desk: Desk) -> None:
    heard: list[object] = []
    desk.changed.connect(heard.append)
    desk.moved.connect(lambda page, target: heard.append((page, target)))
    desk.said.connect(heard.append)
    desk.lock_asked.connect(lambda: heard.append("lock"))
    changes = Changes(people=frozenset({"p"}))
    desk.announce(changes)
    desk.go("journal", "an entry")
    desk.say("done")
    desk.lock()
    assert heard == [changes, ("journal", "an entry"), "done", "lock"]


def test_the_journal_is_used_in_its_own_thread_alone(live: Desk, qtbot: QtBot) -> None:
    entries: list[Entry] = []
    live.save(
        write,
        lambda saved: live.ask(lambda journal: journal.entries.show(saved.id), entries.append),
    )
    qtbot.waitUntil(lambda: bool(entries), timeout=10_000)
    assert entries[0].answers == {"page": "the door stayed open"}


def test_typing_fast_ends_in_the_newest_search(live: Desk, qtbot: QtBot) -> None:
    def fill(journal: Journal) -> Generator[int, None, int]:
        for number in range(200):
            write(journal, f"the door stayed open, night {number}")
            yield number
        return 200

    filled: list[int] = []
    live.maintain(fill, filled.append)
    qtbot.waitUntil(lambda: bool(filled), timeout=60_000)
    found: list[Page] = []

    def look(text: str) -> None:
        query = Query(text, prefix=True)
        live.search(lambda journal: journal.entries.page(query, 0, 50), found.append)

    for end in range(1, 9):
        look("door nig"[:end].strip())
    live.search(lambda journal: journal.entries.page(Query("night 199"), 0, 50), found.append)
    qtbot.waitUntil(lambda: any(page.total == 1 for page in found), timeout=10_000)
    assert found[-1].total == 1
    after: list[Page] = []
    live.ask(lambda journal: journal.entries.page(Query(), 0, 1), after.append)
    qtbot.waitUntil(lambda: bool(after), timeout=10_000)
    assert after[0].total == 200


def test_pages_are_found_and_in_order() -> None:
    specs = page_specs()
    names = [spec.id for spec in specs]
    assert names.index("settings") > names.index("today")
    assert len(set(names)) == len(names)
    keys = [spec.key for spec in specs if spec.key]
    assert len(set(keys)) == len(keys)


def test_what_nobody_caught_is_shown_scrubbed(capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[Fault] = []
    restore = install_hook(seen.append)
    try:
        try:
            raise ValueError("what Kofi said")
        except ValueError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    finally:
        restore()
    assert "ValueError" in seen[0].report
    assert "Kofi" not in seen[0].report + capsys.readouterr().err
