"""Nothing on any page is cut off at 1024x768 with text at 150 %: empty, and at its longest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reflect_app import languages, words
from reflect_app.assets import root
from reflect_app.services.journal import Journal
from reflect_app.ui.page import Desk
from reflect_app.ui.registry import page_specs
from reflect_app.ui.tasks import InlineTasks
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.workspace import Workspace
from tests.fixtures import PASSPHRASE, make_app
from tests.helpers import longest
from tests.helpers.cut import cut
from tests.helpers.stops import Tour, settle

Open = Callable[[str], tuple[Workspace, Journal]]


@pytest.fixture
def open_at(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    """A workspace in the smallest window we promise, in a language, with text at 150 %."""
    look = (qapp.styleSheet(), qapp.palette(), qapp.font())
    journals: list[Journal] = []

    def made(language: str) -> tuple[Workspace, Journal]:
        app = make_app(tmp_path / language)
        app.settings.change(language=language)
        words.use(languages.catalogue(language))
        theme = ThemeKeeper(root(), "light", 150)
        theme.attach(qapp)
        journal = app.vaults.create(app.paths.default_vault, PASSPHRASE).journal
        journals.append(journal)
        work = Workspace(Desk(app, journal, InlineTasks(), theme), page_specs())
        qtbot.addWidget(work)
        work.resize(1024, 768)
        work.show()
        return work, journal

    yield made
    for journal in journals:
        journal.close()
    words.use(languages.catalogue("en"))
    sheet, palette, font = look
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.mark.parametrize(("language", "full"), [("en", False), ("en", True), ("cy", True)])
def test_nothing_is_cut_off(qapp: QApplication, open_at: Open, language: str, full: bool) -> None:
    work, journal = open_at(language)
    if full:
        longest.fill(journal)
    found = []
    for stop in Tour(work, journal).stops():
        stop.go()
        settle(qapp)
        found += [f"{stop.name}: {told}" for told in cut(work)]
    assert (work.width(), work.height()) == (1024, 768)
    assert found == []


def test_what_is_cut_off_is_found(qtbot: QtBot) -> None:
    """The check itself: each of these lacks room, and one does not."""
    window = QWidget()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    label, line, press, fine = QLabel("W" * 40), QLineEdit(), QPushButton("W" * 40), QLabel("i")
    line.setPlaceholderText("W" * 40)
    for each in (label, line, press, fine):
        each.setMaximumWidth(60)
        box.addWidget(each)
    window.show()
    assert [told.split(" ")[0] for told in cut(window)] == ["QLabel", "QLineEdit", "QPushButton"]
