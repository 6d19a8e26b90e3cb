"""A long document is drawn beside the one that shows, and only when it is whole in its place."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from reflect_app.core.entries import EntryInput
from reflect_app.exporting.document import Document, Paragraph, Section
from reflect_app.services.journal import Journal
from reflect_app.services.pack_choice import PackRequest
from reflect_app.services.packs import PackPreview
from reflect_app.ui.pack.leave import LeavingPart
from reflect_app.ui.page import Desk
from reflect_app.ui.reading import ReadingView
from tests.exporting.making import pack


def sections(count: int, word: str) -> Document:
    return Document(
        "Pack", "", tuple(Section(f"{word} {at}", (Paragraph("A line."),)) for at in range(count))
    )


def test_the_place_one_reads_stays_and_a_newer_page_ends_an_older_one(
    desk: Desk, qtbot: QtBot
) -> None:
    view = ReadingView(desk.theme, "Preview")
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    ends: list[str] = []
    for _ in view.redraw(pack(60, paragraphs=6), lambda: ends.append("first")):
        pass
    view.verticalScrollBar().setValue(20_000)
    at = view.verticalScrollBar().value()
    before = view.toPlainText()
    older = view.redraw(sections(400, "Older"), lambda: ends.append("older"))
    list(itertools.islice(older, 50))
    assert view.toPlainText() == before, "what shows stays until the new one is whole"
    for _ in view.redraw(pack(61, paragraphs=6), lambda: ends.append("newer")):
        pass
    assert list(older) == []
    assert ends == ["first", "newer"]
    assert view.verticalScrollBar().value() == at == 20_000
    assert "Older" not in view.toPlainText()
    left = view.redraw(sections(3, "Left"), lambda: ends.append("left"))
    next(left)
    view.wipe()
    assert list(left) == []
    assert view.toPlainText() == ""
    assert ends == ["first", "newer"]


class Slow:
    """Keeps the steps of what is drawn until they are asked for."""

    def __init__(self) -> None:
        self.waiting: list[Iterator[object]] = []

    def gently(self, steps: Iterator[object], owner: QObject) -> None:
        self.waiting.append(steps)

    def go_on(self) -> None:
        for _ in self.waiting.pop(0):
            pass


def test_nothing_can_be_saved_before_all_of_it_can_be_read(
    desk: Desk, journal: Journal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = journal.entries.write(EntryInput("free", {"page": "In the rain."})).id

    def look(opened: Journal) -> PackPreview:
        return opened.packs.preview(PackRequest((entry,)))

    slow = Slow()
    monkeypatch.setattr(desk, "gently", slow.gently)
    part = LeavingPart(desk)
    qtbot.addWidget(part)
    part.show()
    save = part.saving.save
    part.preview(look)
    assert not save.isEnabled()
    slow.go_on()
    assert save.isEnabled()
    part.preview(look)
    part.hold()  # a tick was changed while it was drawn
    slow.go_on()
    assert not save.isEnabled()
    part.preview(look)
    part.nothing()
    slow.go_on()
    assert not save.isEnabled()
    assert part.look.view.isHidden()
