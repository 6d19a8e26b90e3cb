"""What gets the keyboard is scrolled to, unless a mouse was used."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.ui.focus import FocusInSight
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
