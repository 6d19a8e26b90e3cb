"""Chips below a line that narrows them down as one types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.questions.chips import ChipRow
from reflect_app.ui.widgets.clearable import clearable
from reflect_app.ui.widgets.field import HintLine


def meant(typed: str) -> str:
    """What was typed, without the `@` that one gets used to while writing."""
    return typed.strip().removeprefix("@").lstrip()


def matches(label: str, typed: str) -> bool:
    """Whether any word of a label begins with what was typed."""
    wanted = meant(typed).casefold()
    folded = label.casefold()
    return folded.startswith(wanted) or any(
        word.startswith(wanted) for word in folded.replace("/", " ").split()
    )


class FilteredChips(QWidget):
    """Type to narrow down, Enter takes the first, arrow down goes to the chips.

    `unknown` is said with what was typed when Enter finds nothing.
    """

    changed = Signal()
    unknown = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, up_to: int | None = None) -> None:
        super().__init__(parent)
        self._labels: dict[str, str] = {}
        self.line = HintLine(self, letters=28)
        self.line.setMinimumHeight(MIN_TARGET + 4)
        clearable(self.line)
        self.line.textEdited.connect(self._narrow)
        self.line.installEventFilter(self)
        self.note = QLabel(self)
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        self.row = ChipRow(self, up_to=up_to, filtered=True)
        self.row.changed.connect(self._changed)
        self.row.typed.connect(self._typed)
        self.top = QHBoxLayout()
        self.top.addWidget(self.line)
        self.top.addWidget(self.note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self.top)
        layout.addWidget(self.row)

    def set_options(self, options: Iterable[tuple[str, str]], description: str) -> None:
        """Offer these (id, label) pairs."""
        for _ in self.filling(options, description):
            pass

    def filling(self, options: Iterable[tuple[str, str]], description: str) -> Iterator[None]:
        """Offer them a few at a time."""
        self._labels = dict(options)
        yield from self.row.filling(self._labels.items(), description)
        self._narrow(self.line.text())

    def found(self) -> list[str]:
        """Ids of what fits what is typed, in order; all of them for nothing."""
        typed = self.line.text()
        return [key for key, label in self._labels.items() if matches(label, typed)]

    def clear_typed(self) -> None:
        """Empty the line and show every chip again."""
        self.line.clear()
        self._narrow("")

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Enter and arrow down in the line; Escape empties it, and is harmless once empty."""
        if watched is not self.line or not isinstance(event, QKeyEvent):
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        key, typed = event.key(), meant(self.line.text())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take(typed)
        elif key == Qt.Key.Key_Down and self.row.chips():
            self.row.tab_stop().setFocus(Qt.FocusReason.OtherFocusReason)
        elif key == Qt.Key.Key_Escape and self.line.text():
            self.clear_typed()
        else:
            return False
        return True

    def _take(self, typed: str) -> None:
        if not typed:
            return
        found = self.found()
        exact = [key for key in found if self._labels[key].casefold() == typed.casefold()]
        if found:
            self.row.press((exact or found)[0])
            self.clear_typed()
        else:
            self.unknown.emit(typed)

    def _narrow(self, typed: str) -> None:
        wanted = set(self.found()) if typed.strip() else set(self._labels)
        self.row.show_only(wanted | set(self.row.chosen()))

    def _typed(self, text: str) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.insert(text)
        self._narrow(self.line.text())

    def _changed(self) -> None:
        self.changed.emit()
