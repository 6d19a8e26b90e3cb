"""What gets the keyboard is scrolled to, unless a mouse was used."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.ui.focus import FocusInSight
from reflect_app.ui.widgets.card import Column, stack
from reflect_app.ui.widgets.text import body


def test_a_step_that_moves_the_focus_brings_it_into_sight(qapp: QApplication, qtbot: QtBot) -> None:
    window, column = QWidget(), Column()
    qtbot.addWidget(window)
    window.setLayout(stack(column))
    steps = [QPushButton(str(number)) for number in range(40)]
    column.box.addWidget(body("A page has words, and is as tall as they need it to be."))
    for step in steps:
        column.box.addWidget(step)
    FocusInSight(qapp, window)
    window.resize(400, 300)
    with qtbot.waitActive(window):
        window.show()
    steps[0].setFocus()
    assert steps[-1].visibleRegion().isEmpty()
    steps[-1].setFocus()
    qtbot.waitUntil(lambda: not steps[-1].visibleRegion().isEmpty())
    steps[0].setFocus()
    qtbot.waitUntil(lambda: not steps[0].visibleRegion().isEmpty())
