"""A long copy: only the entry that one is at is drawn, and each place can be come to."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from reflect_app.exporting.document import Document, EntryRef, Paragraph, Section
from reflect_app.identifiers import Span
from reflect_app.services.pack_choice import Place
from reflect_app.services.pointed import Pointed
from reflect_app.ui.pack.copy_view import CopyView
from reflect_app.ui.page import Desk


def place(entry: str) -> Pointed:
    span = Span(8, 13, "PERSON", "Ngozi", "likely")
    was = Place(entry, "page", "", 8)
    return Pointed(entry, "page", span, was, "Ngozi", "Sat with ", f" on {entry}.")


def copy(entries: int) -> Document:
    sections = tuple(
        Section(f"Day {at}", (Paragraph(f"Sat with Ngozi on e{at}."),), EntryRef(f"e{at}", "", ""))
        for at in range(entries)
    )
    return Document("Copy", "2026-03-12", (*sections, Section("Log", (Paragraph("Ngozi was"),))))


def test_of_a_long_copy_the_entry_one_is_at(desk: Desk, qtbot: QtBot) -> None:
    view = CopyView(desk)
    qtbot.addWidget(view)
    view.show_document(copy(3), place("e2"))
    assert "Sat with Ngozi on e0." in view.view.toPlainText()
    assert view.part.isHidden()
    view.show_document(copy(2000), place("e1999"))
    for entry in ("e7", "e1998"):
        view.show_place(place(entry))
        text = view.view.toPlainText()
        assert text.count("Sat with") == 1
        assert f"on {entry}." in text
        assert view.view.textCursor().selectedText() == "Ngozi"
    assert not view.part.isHidden()
    view.show_place(place(""))
    assert "Ngozi was" in view.view.toPlainText()
