"""The list model: every row at once, a page at a time, little held, and Qt's own tester content."""

from __future__ import annotations

from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reflect_app.app import App
from reflect_app.core.entries import EntrySummary, Page, Query
from reflect_app.services.journal import Journal
from reflect_app.ui.journal.delegate import EntryDelegate
from reflect_app.ui.journal.model import HELD, PAGE, SUMMARY, EntryList, EntryListModel
from reflect_app.ui.page import Desk
from reflect_app.ui.tasks import InlineTasks, VaultWorker
from reflect_app.ui.theme import ThemeKeeper


class Many:
    """Stands where the entries are: as many as one likes, and a note of what was fetched."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.fetched: list[tuple[str, int]] = []
        self.entries = self

    def page(self, query: Query, offset: int = 0, limit: int = 50) -> Page:
        self.fetched.append((query.text, offset))
        total = self.total if not query.text else self.total // 10
        rows = range(offset, min(offset + limit, total))
        return Page(total, tuple(summary(row, query.text) for row in rows))


def summary(row: int, word: str = "") -> EntrySummary:
    at = "2026-03-12T07:30:00+00:00"
    return EntrySummary(str(row), "free", f"{word}entry {row}", at, at, "words", row == 1)


@pytest.fixture
def many() -> Many:
    return Many(100_000)


@pytest.fixture
def desk(app: App, many: Many, tasks: InlineTasks, theme: ThemeKeeper) -> Desk:
    return Desk(app, cast(Journal, many), tasks, theme)


@pytest.fixture
def model(desk: Desk) -> EntryListModel:
    return EntryListModel(desk, desk)


def test_qt_is_content(model: EntryListModel, many: Many, qtmodeltester: Any) -> None:
    many.total = 300
    model.search(Query())
    qtmodeltester.check(model)
    model.search(Query(text="door"))
    qtmodeltester.check(model)


def test_every_row_is_there_but_few_are_fetched(model: EntryListModel, many: Many) -> None:
    model.search(Query())
    assert model.rowCount() == 100_000
    assert model.rowCount(model.index(0, 0)) == 0
    assert many.fetched == [("", 0)]
    assert model.index(5, 0).data() == "entry 5"


def test_a_far_row_comes_when_it_is_looked_at(
    model: EntryListModel, many: Many, qtbot: QtBot
) -> None:
    model.search(Query())
    index = model.index(99_999, 0)
    assert index.data(SUMMARY) is None
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Being fetched"
    with qtbot.waitSignal(model.dataChanged):
        pass
    assert index.data() == "entry 99999"
    assert len(many.fetched) == 2


def test_a_scroll_through_everything_holds_little(
    model: EntryListModel, many: Many, qtbot: QtBot
) -> None:
    model.search(Query())
    for row in range(0, 100_000, 5_000):
        model.index(row, 0).data()
    with qtbot.waitSignal(model.dataChanged):
        pass
    assert model.held() <= HELD
    # The rows looked at last are there; the ones flown over were never asked for.
    assert model.index(95_000, 0).data() == "entry 95000"
    assert len(many.fetched) <= 1 + HELD // 2


def test_a_view_of_all_of_them_fetches_only_what_it_shows(
    model: EntryListModel, many: Many, theme: ThemeKeeper, qtbot: QtBot
) -> None:
    view = EntryList()
    qtbot.addWidget(view)
    delegate = EntryDelegate(theme)
    view.setItemDelegate(delegate)
    view.setUniformItemSizes(True)
    view.setModel(model)
    view.resize(400, 600)
    view.show()
    model.search(Query())
    view.scrollToBottom()
    with qtbot.waitSignal(model.dataChanged):
        view.grab()
    view.grab()
    assert len(many.fetched) <= 4
    assert view.indexAt(view.viewport().rect().center()).data().startswith("entry 99")


def test_the_newest_search_wins(app: App, many: Many, theme: ThemeKeeper, qtbot: QtBot) -> None:
    """With a real worker: typing on cancels what was asked before, and no stale rows appear."""
    worker = VaultWorker()
    try:
        model = EntryListModel(Desk(app, cast(Journal, many), worker, theme))
        for word in ("d", "do", "doo", "door"):
            model.search(Query(text=word))
        with qtbot.waitSignal(model.found):
            pass
        assert model.query.text == "door"
        assert model.rowCount() == 10_000
        assert model.index(0, 0).data() == "doorentry 0"
    finally:
        worker.stop()


def test_a_change_elsewhere_keeps_the_rows_in_place(
    model: EntryListModel, many: Many, qtbot: QtBot
) -> None:
    model.search(Query())
    resets: list[Any] = []
    model.rowsRemoved.connect(lambda *_: resets.append(None))
    with qtbot.waitSignal(model.dataChanged):
        model.reload()
    assert resets == []
    many.total += 1
    model.reload()
    assert len(resets) == 1
    assert model.rowCount() == 100_001


def test_rows_are_spoken_whole(model: EntryListModel) -> None:
    model.search(Query())
    said = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "entry 1, Thursday 12 March 2026, 07:30, marked for supervision"


def test_out_of_range_is_nothing(model: EntryListModel) -> None:
    assert model.data(model.index(0, 0)) is None
    model.search(Query())
    assert model.summary(99_999) is None
    assert PAGE * HELD < 5_000
