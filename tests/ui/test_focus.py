"""What gets the keyboard is scrolled to, unless a mouse was used."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.ui.focus import FocusInSight, FocusKept
from reflect_app.ui.widgets.card import Column, stack
from reflect_app.ui.widgets.text import body


@pytest.fixture
def column(qapp: QApplication, qtbot: QtBot) -> Column:
    """Forty steps one below another, in a window that shows a few of them."""
    window, made = QWidget(), Column()
    qtbot.addWidget(window)
    window.setLayout(stack(made))
    made.box.addWidget(body("A page has words, and is as tall as they need it to be."))
    for number in range(40):
        made.box.addWidget(QPushButton(str(number)))
    FocusInSight(qapp, window)
    window.resize(400, 300)
    with qtbot.waitActive(window):
        window.show()
    return made


def steps_of(column: Column) -> list[QPushButton]:
    return column.findChildren(QPushButton)


def test_a_step_that_moves_the_focus_brings_it_into_sight(column: Column, qtbot: QtBot) -> None:
    steps = steps_of(column)
    steps[0].setFocus()
    assert steps[-1].visibleRegion().isEmpty()
    steps[-1].setFocus()
    qtbot.waitUntil(lambda: not steps[-1].visibleRegion().isEmpty())
    steps[0].setFocus()
    qtbot.waitUntil(lambda: not steps[0].visibleRegion().isEmpty())


def test_what_comes_in_above_does_not_push_it_out_of_sight(column: Column, qtbot: QtBot) -> None:
    steps = steps_of(column)
    steps[20].setFocus()
    qtbot.waitUntil(lambda: not steps[20].visibleRegion().isEmpty())
    tall = body("What was gathered")
    tall.setMinimumHeight(2000)
    bar = column.verticalScrollBar()
    with qtbot.waitSignal(bar.rangeChanged):
        column.box.insertWidget(0, tall)
    qtbot.waitUntil(lambda: bar.value() > 2000 and not steps[20].visibleRegion().isEmpty())


def test_who_scrolled_away_stays_there(column: Column, qtbot: QtBot) -> None:
    steps, bar = steps_of(column), column.verticalScrollBar()
    steps[20].setFocus()
    qtbot.waitUntil(lambda: not steps[20].visibleRegion().isEmpty())
    bar.setValue(0)
    more = body("More at the end")
    more.setMinimumHeight(500)
    with qtbot.waitSignal(bar.rangeChanged):
        column.box.addWidget(more)
    QApplication.processEvents()
    assert bar.value() == 0


@pytest.fixture
def pages(qapp: QApplication, qtbot: QtBot) -> Iterator[tuple[QPushButton, QStackedWidget]]:
    """A button beside two pages of three buttons each, the first page in front."""
    window, beside, made = QWidget(), QPushButton("beside"), QStackedWidget()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    box.addWidget(beside)
    box.addWidget(made)
    for number in range(2):
        page = QWidget()
        page.setLayout(stack(*(QPushButton(f"{number} {name}") for name in "abc")))
        made.addWidget(page)
    FocusKept(qapp, made)
    with qtbot.waitActive(window):
        window.show()
    yield beside, made
    window.hide()  # it is needed until here: what is in it lives as long as it


def buttons_of(pages: QStackedWidget) -> list[QPushButton]:
    page = pages.currentWidget()
    assert page is not None
    return page.findChildren(QPushButton)


def test_the_keyboard_goes_a_step_back_where_its_place_goes_away(
    pages: tuple[QPushButton, QStackedWidget],
) -> None:
    first, second, third = buttons_of(pages[1])
    third.setFocus()
    third.hide()
    assert second.hasFocus()
    second.setEnabled(False)
    assert first.hasFocus()
    third.show()
    first.hide()  # nothing stands before it
    assert third.hasFocus()
    third.hide()  # nothing is left
    assert pages[0].hasFocus()


def test_the_keyboard_is_kept_where_a_whole_part_goes_away(
    pages: tuple[QPushButton, QStackedWidget],
) -> None:
    page = pages[1].currentWidget()
    part = QWidget()
    part.setLayout(stack(QPushButton("d"), QPushButton("e")))
    page.layout().addWidget(part)  # type: ignore[union-attr]
    part.show()
    part.findChildren(QPushButton)[0].setFocus()
    assert part.findChildren(QPushButton)[0].hasFocus()
    part.hide()
    assert buttons_of(pages[1])[2].hasFocus()


def test_who_moves_the_keyboard_moves_it(pages: tuple[QPushButton, QStackedWidget]) -> None:
    beside, made = pages
    third = buttons_of(made)[2]
    third.setFocus()
    beside.setFocus()
    assert beside.hasFocus()
    third.setFocus()
    made.setCurrentIndex(1)  # another page: it knows where it begins
    assert not any(each.hasFocus() for each in made.findChildren(QPushButton) if each.isHidden())
