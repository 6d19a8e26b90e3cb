"""The lines of a row for evaluation: each can be left out, and what is not counted is told."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from reflect_app.core.evaluation.columns import Column
from reflect_app.services.evaluation import Line
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.questions.number import parse_number
from reflect_app.ui.widgets.card import flow
from reflect_app.ui.widgets.text import show_text, small
from reflect_app.words import tr

_NUMBER = 120
_LETTERS = 22


class RowLine(QWidget):
    """A tick for being in the row, and below it a value to give or the one that was counted."""

    left_out = Signal(str, bool)
    told = Signal(str, object)
    """A column and its value, None for none."""

    def __init__(self, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column
        self._filling = False
        label = str(column.label)
        self.tick = QCheckBox(label)
        self.tick.setMinimumHeight(MIN_TARGET)
        self.tick.toggled.connect(self._ticked)
        self.value = small("")
        self.choice: QComboBox | None = None
        self.number: QLineEdit | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        if column.source == "told":
            given = self._number(label) if column.kind == "count" else self._choice(label)
            box.addLayout(flow(self.tick, given))
        else:
            box.addWidget(self.tick)
        box.addWidget(self.value)

    def _choice(self, label: str) -> QComboBox:
        self.choice = QComboBox()
        self.choice.setMinimumHeight(MIN_TARGET + 8)
        self.choice.setMinimumContentsLength(_LETTERS)
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.setAccessibleName(label)
        self.choice.addItem(tr("not said"), None)
        if self._column.kind == "yes_no":
            self.choice.addItem(tr("Yes"), True)
            self.choice.addItem(tr("No"), False)
        for pick in self._column.choices:
            self.choice.addItem(str(pick.label), pick.id)
        self.choice.currentIndexChanged.connect(self._picked)
        return self.choice

    def _number(self, label: str) -> QLineEdit:
        self.number = QLineEdit()
        self.number.setMaximumWidth(_NUMBER)
        self.number.setMinimumHeight(MIN_TARGET + 8)
        self.number.setAccessibleName(label)
        self.number.setPlaceholderText(tr("not said"))
        self.number.editingFinished.connect(self._typed)
        return self.number

    def show_line(self, line: Line) -> None:
        """Show what holds. Nothing is said while it is filled in."""
        self._filling = True
        self.tick.setChecked(not line.left_out)
        counted = line.words or tr("Nothing to say from this quarter.")
        show_text(self.value, "" if line.left_out or self._column.source == "told" else counted)
        if self.choice is not None:
            self.choice.setEnabled(not line.left_out)
            if not line.left_out:
                self.choice.setCurrentIndex(max(self.choice.findData(line.value), 0))
        if self.number is not None and not self.number.hasFocus():
            self.number.setEnabled(not line.left_out)
            self.number.setText("" if line.value is None else str(line.value))
            self.number.setModified(False)
        self._filling = False

    def _ticked(self, on: bool) -> None:
        if not self._filling:
            self.left_out.emit(self._column.id, not on)

    def _picked(self) -> None:
        if not self._filling and self.choice is not None:
            self.told.emit(self._column.id, self.choice.currentData())

    def _typed(self) -> None:
        if self.number is not None and self.number.isModified():
            self.number.setModified(False)
            value: Any = parse_number(self.number.text())
            self.told.emit(self._column.id, value)
