"""Rows that repeat: each a few short parts, with one more empty row always at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.questions.marked_line import MarkedLine
from reflect_app.ui.questions.mention import Mentions
from reflect_app.words import tr


class LineCell(MarkedLine):
    """A part of a row that is a line of text."""

    picked = Signal()

    def __init__(
        self, people: Callable[[], Sequence[str]] = tuple, *, in_words: bool = True
    ) -> None:
        super().__init__()
        self.in_words = in_words
        self.mentions = Mentions(self, people)
        self.setMinimumHeight(MIN_TARGET + 8)
        self.setMaxLength(2_000)
        self.textEdited.connect(self.picked)

    def value(self) -> str:
        """What it says; empty for nothing."""
        return self.text() if self.text().strip() else ""

    def set_value(self, value: str) -> None:
        """Show a text, without saying `picked`."""
        self.setText(value)

    def name(self, label: str, description: str) -> None:
        """What a screen reader calls it."""
        self.setAccessibleName(label)
        self.setAccessibleDescription(description)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of every row. `make` gives a widget with `value`, `set_value`, `name` and the
    signal `picked`; `stretch` is its share of the width."""

    id: str
    label: str
    stretch: int = 2
    make: Callable[[], QWidget] = LineCell


class Row(QWidget):
    """One row: a widget for each part, and a button that takes the row away."""

    edited = Signal()
    removed = Signal()

    def __init__(self, parts: Sequence[Part], description: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts, self._description = parts, description
        self._rest: dict[str, str] = {}
        self.cells: dict[str, QWidget] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in parts:
            cell = part.make()
            cell.picked.connect(self.edited)  # type: ignore[attr-defined]
            self.cells[part.id] = cell
            layout.addWidget(cell, part.stretch)
        self.remove = QPushButton("×", self)
        self.remove.setProperty("kind", "cross")
        self.remove.setFixedWidth(MIN_TARGET + 12)
        self.remove.setMinimumHeight(MIN_TARGET)
        self.remove.setAccessibleDescription(description)
        self.remove.setAutoDefault(False)
        self.remove.setToolTip(tr("Take this row away"))
        self.remove.clicked.connect(self.removed)
        keep = self.remove.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.remove.setSizePolicy(keep)
        layout.addWidget(self.remove)

    def number(self, place: int) -> None:
        """Tell screen readers which row this is."""
        for part in self._parts:
            name = tr("{label}, row {row}").format(label=part.label, row=place)
            self.cells[part.id].name(name, self._description)  # type: ignore[attr-defined]
        self.remove.setAccessibleName(tr("Take row {row} away").format(row=place))

    def value(self) -> dict[str, str]:
        """What is filled in; parts left empty are left out."""
        said: dict[str, str] = {
            key: cell.value()  # type: ignore[attr-defined]
            for key, cell in self.cells.items()
        }
        return self._rest | {key: text for key, text in said.items() if text}

    def set_value(self, value: Mapping[str, str]) -> None:
        """Fill the parts in; what this row has no part for is kept."""
        self._rest = {key: text for key, text in value.items() if key not in self.cells}
        for key, cell in self.cells.items():
            cell.set_value(str(value.get(key, "")))  # type: ignore[attr-defined]

    def begin(self) -> QWidget:
        """Where writing in this row starts."""
        return next(iter(self.cells.values()))


class Rows(QWidget):
    """As many rows as are filled in, and one more."""

    changed = Signal()

    def __init__(self, parts: Sequence[Part], description: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts, self._description = parts, description
        self.rows: list[Row] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        heads = QHBoxLayout()
        heads.setSpacing(6)
        for part in parts:
            head = QLabel(self)
            head.setTextFormat(Qt.TextFormat.PlainText)  # a service's own words
            head.setText(part.label)
            head.setProperty("role", "small")
            head.setAlignment(Qt.AlignmentFlag.AlignBottom)
            head.setMinimumWidth(1)
            heads.addWidget(head, part.stretch)
        heads.addSpacing(MIN_TARGET + 18)
        self._grid.addLayout(heads, 0, 0)
        self.set_value(())

    def value(self) -> list[dict[str, str]] | None:
        """The rows with something in them; None for none."""
        return [row.value() for row in self.rows if row.value()] or None

    def set_value(self, value: Sequence[Mapping[str, str]]) -> None:
        """Show these rows, without saying `changed`."""
        for row in list(self.rows):
            self._drop(row)
        for item in value:
            self._add().set_value(item)
        self._add()
        self._renumber()

    def _add(self) -> Row:
        row = Row(self._parts, self._description, self)
        row.edited.connect(self._edited)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._grid.addWidget(row, len(self.rows), 0)
        row.show()
        return row

    def _edited(self) -> None:
        if self.rows[-1].value():
            self._add()
        self._renumber()
        self.changed.emit()

    def _remove(self, row: Row) -> None:
        place = self.rows.index(row)
        self._drop(row)
        if not self.rows or self.rows[-1].value():
            self._add()
        self._renumber()
        self.rows[min(place, len(self.rows) - 1)].begin().setFocus()
        self.changed.emit()

    def _drop(self, row: Row) -> None:
        self.rows.remove(row)
        self._grid.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _renumber(self) -> None:
        for place, row in enumerate(self.rows, 1):
            self._grid.addWidget(row, place, 0)
            row.number(place)
            row.remove.setVisible(place < len(self.rows) or bool(row.value()))
