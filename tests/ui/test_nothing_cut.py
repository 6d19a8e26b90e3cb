"""Nothing on any page is cut off at 1024x768 with text at 150 %: empty, and at its longest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reflect_app import languages, words
from reflect_app.assets import root
from reflect_app.ui.page import Desk
from reflect_app.ui.registry import page_specs
from reflect_app.ui.tasks import InlineTasks
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.workspace import Workspace
from tests.fixtures import PASSPHRASE, make_app
from tests.helpers import company, longest
from tests.helpers.cut import cut
from tests.helpers.doors import Doors
from tests.helpers.flashing import Flashes
from tests.helpers.panes import Going, Panes
from tests.helpers.stops import Tour, settle

SMALLEST = (1024, 768)
"""The smallest window we promise."""


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Callable[..., ThemeKeeper]]:
    """Text at 150 %, or another size, in a language, until the test is over."""
    before = (qapp.styleSheet(), qapp.palette(), qapp.font())

    def made(language: str, percent: int = 150) -> ThemeKeeper:
        words.use(languages.catalogue(language))
        theme = ThemeKeeper(root(), "light", percent)
        theme.attach(qapp)
        return theme

    yield made
    words.use(languages.catalogue("en"))
    sheet, palette, font = before
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


def faults(qapp: QApplication, window: QWidget, stops: Iterable[Going]) -> list[str]:
    """What is cut off, comes up as a window, or makes this one grow, with where that is."""
    flashes = Flashes(qapp, window)
    window.resize(*SMALLEST)
    window.show()
    found = []
    for name, go in stops:
        go()
        settle()
        told = flashes.news() + _still_cut(window)
        if (window.width(), window.height()) != SMALLEST:
            told.append(f"{window.width()}x{window.height()} is too large")
            window.resize(*SMALLEST)
        found += [f"{name}: {each}" for each in told]
    qapp.removeEventFilter(flashes)
    return found


def _still_cut(window: QWidget) -> list[str]:
    """What is cut off once the layout has come to rest: a long page takes more than one turn."""
    for _ in range(10):
        if not cut(window):
            return []
        settle()
    return cut(window)


@pytest.mark.parametrize(("language", "full"), [("en", False), ("cy", True)])
def test_nothing_is_cut_off(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    look: Callable[..., ThemeKeeper],
    language: str,
    full: bool,
) -> None:
    app = make_app(tmp_path / "home")
    app.settings.change(language=language)
    theme = look(language)
    journal = app.vaults.create(app.paths.default_vault, PASSPHRASE).journal
    with closing(journal):
        if full:
            longest.fill(journal)
            company.keep(journal, tmp_path / "others")
        work = Workspace(Desk(app, journal, InlineTasks(), theme), page_specs())
        qtbot.addWidget(work)
        assert faults(qapp, work, Tour(work, journal).stops()) == []


def test_nothing_is_cut_off_where_two_halves_share_the_page(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, look: Callable[..., ThemeKeeper]
) -> None:
    """At normal size they stand side by side; Welsh, the longer language, has half a page there."""
    app = make_app(tmp_path / "home")
    app.settings.change(language="cy")
    theme = look("cy", 100)
    journal = app.vaults.create(app.paths.default_vault, PASSPHRASE).journal
    with closing(journal):
        longest.fill(journal)
        company.keep(journal, tmp_path / "others")
        work = Workspace(Desk(app, journal, InlineTasks(), theme), page_specs())
        qtbot.addWidget(work)
        assert faults(qapp, work, Panes(work, journal).halves()) == []


@pytest.mark.parametrize("language", ["en", "cy"])
def test_nothing_is_cut_off_at_the_door(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    look: Callable[..., ThemeKeeper],
    language: str,
) -> None:
    app = make_app(tmp_path)
    app.settings.change(language=language, text_percent=150)
    doors = Doors(qapp, app, look(language))
    qtbot.addWidget(doors.window)
    assert faults(qapp, doors.window, doors.stops()) == []
    doors.close()


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
