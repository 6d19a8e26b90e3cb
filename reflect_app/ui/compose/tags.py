"""Tags: a few words of one's own, typed with a comma or Enter between them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QVBoxLayout, QWidget

from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.field import HintLine
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.text import plain_tip
from reflect_app.words import tr

_LONGEST = 60


class TagsField(QWidget):
    """Each tag is a chip that takes itself away; known tags are suggested while typing."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tags: list[str] = []
        self._known = QStringListModel(self)
        self.line = HintLine(self, letters=34)
        self.line.setMinimumHeight(MIN_TARGET + 4)
        self.line.setMaxLength(_LONGEST)
        self.line.setPlaceholderText(tr("Add a tag, then Enter"))
        self.line.setAccessibleName(tr("Tags"))
        self.line.setAccessibleDescription(tr("Type a tag and press Enter. Only you see them."))
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)
        self.line.textEdited.connect(self._comma)
        self.line.editingFinished.connect(self._take)
        self.line.installEventFilter(self)
        self._row = QWidget(self)
        self._flow = FlowLayout(self._row, gap=6)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self._row)
        box.addWidget(self.line)
        self._draw()

    def tags(self) -> tuple[str, ...]:
        """The tags, with what is typed but not yet closed by Enter."""
        typed = " ".join(self.line.text().split())
        extra = [typed] if typed and not self._has(typed) else []
        return (*self._tags, *extra)

    def set_tags(self, tags: Iterable[str]) -> None:
        """Show these, without saying `changed`."""
        self._tags = list(tags)
        self._draw()

    def suggest(self, known: Iterable[str]) -> None:
        """Offer these while typing."""
        self._known.setStringList(list(known))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Backspace in the empty line takes the last tag away."""
        if (
            watched is self.line
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Backspace
            and not self.line.text()
            and self._tags
        ):
            self._drop(self._tags[-1])
            return True
        return False

    def _has(self, tag: str) -> bool:
        return any(tag.casefold() == other.casefold() for other in self._tags)

    def _comma(self, text: str) -> None:
        if text.rstrip().endswith(","):
            self._take()
        self.changed.emit()

    def _take(self) -> None:
        typed = " ".join(self.line.text().replace(",", " ").split())
        self.line.clear()
        if typed and not self._has(typed):
            self._tags.append(typed)
            self._draw()
            self.changed.emit()

    def _drop(self, tag: str) -> None:
        self._tags.remove(tag)
        self._draw()
        self.line.setFocus()
        self.changed.emit()

    def _draw(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for tag in self._tags:
            name = tr("Take the tag {tag} away").format(tag=tag)
            chip = button(f"{tag}  ×", partial(self._drop, tag), "chip", name=name)
            chip.setToolTip(plain_tip(name))
            self._flow.addWidget(chip)
        self._row.setVisible(bool(self._tags))
