"""The flowing row keeps its items, whatever becomes of widgets that once led to it."""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.ui.widgets.card import flow


def test_items_outlive_whatever_pyside_takes_for_a_parent(qtbot: QtBot) -> None:
    """The first run ended the program: its page, when deleted, took every wrapper of a C++ item
    in the window along. A buddy is the shortest way to such a link."""
    page = QWidget()
    qtbot.addWidget(page)
    box = QVBoxLayout(page)
    made = flow(QPushButton("one"), QPushButton("two"))
    box.addLayout(made)
    label = QLabel()
    label.setBuddy(page)
    shiboken6.delete(label)
    found = [made.itemAt(place) for place in range(made.count())]
    assert [item is not None and shiboken6.isValid(item) for item in found] == [True, True]
    assert made.minimumSize().width() > 0


def test_a_widget_that_goes_leaves_the_row(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    one, two = QPushButton("one"), QPushButton("two")
    made = flow(one, two)
    page.setLayout(made)
    shiboken6.delete(one)
    assert made.count() == 1
    assert made.minimumSize().width() > 0
