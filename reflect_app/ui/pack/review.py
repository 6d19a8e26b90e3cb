"""The review before something leaves: each likely identifier, and what to do about it.

Help, not a gate: whatever is left unlooked at can still be saved. What is decided here changes
only the copy that leaves, unless the writer ticks that the journal is to change too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reflect_app.identifiers.review import label as kind_label
from reflect_app.services.packs import PackPreview
from reflect_app.ui.pack.kinds import in_words
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.reading import ReadingView
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.text import label, small
from reflect_app.words import tr, trn

_TALLEST = 112
"""How tall the list of words may get, at normal text size."""
_WORD = 14  # letters of a pseudonym that are never cut
_KEYS = {Qt.Key.Key_R: "replace", Qt.Key.Key_L: "leave", Qt.Key.Key_N: "not_a_name"}


@dataclass(frozen=True, slots=True)
class Pointer:
    """One word of the list and what kind it seems to be."""

    text: str
    kind: str


class PointedList(QListWidget):
    """Arrows move, Enter finds the word in the preview, R, L and N decide."""

    decided = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key for each decision; all others as in any list."""
        name = _KEYS.get(Qt.Key(event.key()))
        if name is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.decided.emit(name)
            return
        super().keyPressEvent(event)


class PointedBox(QFrame):
    """The words worth a look, as one list, and under it what can be done about the chosen one."""

    replaced = Signal(object, str, bool)
    """A Pointer, the word to stand there, and whether in the journal too."""
    left = Signal(object)
    denied = Signal(object)
    """A Pointer that is not a name."""
    again = Signal()
    """Everything decided for this pack is to be looked at again."""

    def __init__(self, theme: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._offers: Mapping[str, Sequence[str]] = {}
        self.setProperty("notice", "warn")
        self.view: ReadingView | None = None
        said = tr("Please look at these: they could point to someone.")
        self.said = label(said, "subheading")
        self.meetings = small("")
        self.list = PointedList()
        self.list.setAccessibleName(said)
        self.list.setAccessibleDescription(
            tr("Enter finds one in the preview. R replaces it, L leaves it, N: not a name.")
        )
        self.list.setFlow(QListView.Flow.LeftToRight)
        self.list.setWrapping(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setSpacing(2)
        self.list.setMinimumHeight(theme.pixels(60))
        self.list.itemActivated.connect(self._find)
        self.list.itemClicked.connect(self._find)
        self.list.currentItemChanged.connect(lambda *_: self._show_choices())
        self.list.decided.connect(self._decide)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 12, 12)
        box.setSpacing(8)
        for part in (self.said, self.meetings, self.list, self._choices(), self._done()):
            box.addWidget(part)
        self.hide()

    def _choices(self) -> QWidget:
        self.choices = QWidget()
        self.word = QComboBox()
        self.word.setEditable(True)
        self.word.setAccessibleName(tr("Word to write instead"))
        self.word.setMinimumHeight(MIN_TARGET + 4)
        self.word.setMinimumContentsLength(_WORD)
        self.word.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.replace = button(tr("Write instead"), self._replace)
        self.leave = button(tr("Leave"), lambda: self._decide("leave"))
        self.deny = button(tr("Not a name"), lambda: self._decide("not_a_name"))
        self.journal_too = QCheckBox(tr("In my journal too"))
        self.journal_too.setMinimumHeight(MIN_TARGET)
        self.journal_too.setToolTip(
            tr("Erases the old word from every earlier wording of these entries.")
        )
        box = QVBoxLayout(self.choices)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.word)
        box.addLayout(row(self.replace, self.leave, self.deny, None, spacing=6))
        box.addWidget(self.journal_too)
        return self.choices

    def _done(self) -> QWidget:
        self.done = QWidget()
        self.count = small("")
        self.look_again = button(tr("Look again"), self.again.emit, "quiet")
        box = QVBoxLayout(self.done)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(row(self.count, self.look_again, None, spacing=8))
        return self.done

    def show_review(
        self,
        preview: PackPreview,
        offers: Mapping[str, Sequence[str]],
        left: frozenset[str],
        swapped: int,
    ) -> None:
        """List each word once, the likely and common ones first; those left are not listed."""
        self._offers = offers
        words = Counter(
            (item.span.tier != "likely", item.span.text, item.span.type)
            for item in preview.identifiers
            if item.span.text.casefold() not in left
        )
        at = max(self.list.currentRow(), 0)
        self.list.clear()
        for (_, text, kind), count in sorted(
            words.items(), key=lambda item: (item[0][0], -item[1])
        ):
            item = QListWidgetItem(in_words(text, kind, count))
            item.setData(Qt.ItemDataRole.UserRole, Pointer(text, kind))
            self.list.addItem(item)
        if words:
            self.list.setCurrentRow(min(at, self.list.count() - 1))
        self._show_meetings(preview)
        self._show_count(len(left), swapped)
        for part in (self.list, self.said):
            part.setVisible(bool(words))
        self._show_choices()
        self.setVisible(bool(words or preview.meetings or left or swapped))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self._fit()

    def _show_meetings(self, preview: PackPreview) -> None:
        lines = [
            tr("{heading}: {sentence}").format(heading=met.heading, sentence=met.sentence)
            for met in preview.meetings[:3]
        ]
        if len(preview.meetings) > len(lines):
            more = len(preview.meetings) - len(lines)
            lines.append(
                trn("The same in {count} more entry.", "The same in {count} more entries.", more)
                .format(count=more)
            )  # fmt: skip
        self.meetings.setText("\n".join(lines))
        self.meetings.setVisible(bool(lines))

    def _show_count(self, left: int, swapped: int) -> None:
        self.count.setText(
            tr("{swapped} replaced, {left} left as they are.").format(swapped=swapped, left=left)
        )
        self.done.setVisible(bool(left or swapped))

    def _show_choices(self) -> None:
        pointer = self.chosen()
        self.choices.setVisible(pointer is not None)
        self.word.clear()
        if pointer is not None:
            self.word.addItems(list(self._offers.get(pointer.text) or [kind_label(pointer.kind)]))

    def chosen(self) -> Pointer | None:
        """The word one is at."""
        item = self.list.currentItem()
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found if isinstance(found, Pointer) else None

    def _decide(self, name: str) -> None:
        pointer = self.chosen()
        if pointer is None:
            return
        if name == "replace":
            self._replace()
        else:
            (self.left if name == "leave" else self.denied).emit(pointer)

    def _replace(self) -> None:
        pointer, word = self.chosen(), self.word.currentText().strip()
        if pointer is not None and word:
            self.replaced.emit(pointer, word, self.journal_too.isChecked())

    def _fit(self) -> None:
        """As tall as the words need, up to a few lines; then it scrolls."""
        last = self.list.item(self.list.count() - 1)
        needed = self.list.visualItemRect(last).bottom() + 12 if last is not None else 0
        needed += self.list.verticalScrollBar().value()
        self.list.setFixedHeight(
            max(min(needed, self._theme.pixels(_TALLEST)), self._theme.pixels(44))
        )

    def _find(self, item: QListWidgetItem) -> None:
        pointer = item.data(Qt.ItemDataRole.UserRole)
        if self.view is None or not isinstance(pointer, Pointer):
            return
        if not self.view.find(pointer.text):
            self.view.moveCursor(QTextCursor.MoveOperation.Start)
            self.view.find(pointer.text)
        self.view.ensureCursorVisible()
