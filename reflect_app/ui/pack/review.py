"""The review before something leaves: a walk through every likely identifier, place by place.

Help, not a gate: whatever is left unlooked at can still be saved. What is decided here changes
only the copy that leaves, unless the writer ticks that the journal is to change too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
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
from reflect_app.services.pointed import Pointed, PointedWord, Pointing
from reflect_app.ui.pack.decisions import Decided
from reflect_app.ui.pack.finding import show_hit
from reflect_app.ui.pack.kinds import in_words
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.reading import ReadingView
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import flow, row
from reflect_app.ui.widgets.text import label, muted, show_text, small
from reflect_app.words import tr, trn

_TALLEST = 76
"""How tall the list of words may get, at normal text size."""
_WORD = 14  # letters of a pseudonym that are never cut
_MEETINGS = 3  # entries in which things meet that are named; the rest is counted
_SIDE = 40
"""How many letters of its line are shown on either side of a place."""
_KEYS = {
    Qt.Key.Key_R: "replace",
    Qt.Key.Key_L: "leave",
    Qt.Key.Key_N: "not_a_name",
    Qt.Key.Key_A: "all",
}


class PointedList(QListWidget):
    """Arrows move, and the preview goes along; R, L and N decide, A takes all that are alike."""

    decided = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key for each decision; all others as in any list."""
        name = _KEYS.get(Qt.Key(event.key()))
        if name is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.decided.emit(name)
            return
        super().keyPressEvent(event)


class PointedBox(QFrame):
    """The place that one is at, in the words around it, what can be done about it, and under that
    every place worth a look as one list. What is decided on leaves the list. With `most`, only
    so many are listed at once: the next ones come up as the first are decided on."""

    replaced = Signal(object, str, bool)
    """A tuple of Pointed, the word to stand there, and whether in the journal too."""
    left = Signal(object)
    """A tuple of Pointed that stay as they are."""
    denied = Signal(object)
    """A Pointed that is not a name, here or anywhere."""
    at = Signal(object)
    """The Pointed that one came to."""
    again = Signal()
    """Everything decided for this pack is to be looked at again."""

    def __init__(
        self, theme: ThemeKeeper, parent: QWidget | None = None, *, most: int | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._most = most
        self._open: tuple[Pointed, ...] = ()
        self._offers: Mapping[str, Sequence[str]] = {}
        self._alike: Counter[str] = Counter()
        self.setProperty("notice", "warn")
        self.view: ReadingView | None = None
        said = tr("Please look at these: they could point to someone.")
        self.said = label(said, "subheading")
        self.meetings = small("")
        self.list = PointedList()
        self.list.setAccessibleName(said)
        self.list.setAccessibleDescription(
            tr("R replaces the one you are at, L leaves it, N: not a name. A: all that are alike.")
        )
        self.list.setFlow(QListView.Flow.LeftToRight)
        self.list.setWrapping(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setSpacing(2)
        self.list.setMinimumHeight(theme.pixels(60))
        self.list.itemActivated.connect(lambda _: self._find())
        self.list.itemClicked.connect(lambda _: self._find())
        self.list.currentItemChanged.connect(lambda *_: self._moved())
        self.list.decided.connect(self._decide)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 12, 12)
        box.setSpacing(8)
        self.where = label("")
        self.more = muted("")
        for part in (
            self.said, self.meetings, self.where, self._choices(), self.list, self.more,
            self._done(),
        ):  # fmt: skip
            box.addWidget(part)
        self.hide()

    def _choices(self) -> QWidget:
        self.choices = QWidget()
        self.word = QComboBox()
        self.word.setEditable(True)
        typed = self.word.lineEdit()
        for each in (self.word, typed) if typed is not None else ():  # the line has the keyboard
            each.setAccessibleName(tr("Word to write instead"))
        self.word.setMinimumHeight(MIN_TARGET + 4)
        self.word.setMinimumContentsLength(_WORD)
        self.word.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.replace = button(tr("Write instead"), self._replace)
        self.leave = button(tr("Leave"), lambda: self._decide("leave"))
        self.deny = button(tr("Not a name"), lambda: self._decide("not_a_name"))
        self.alike = QCheckBox("")
        self.alike.setMinimumHeight(MIN_TARGET)
        self.journal_too = QCheckBox(tr("In my journal too"))
        self.journal_too.setMinimumHeight(MIN_TARGET)
        self.journal_too.setToolTip(
            tr("Erases the old word from every earlier wording of these entries.")
        )
        self.choices.setLayout(
            flow(self.word, self.replace, self.leave, self.deny, self.alike, self.journal_too)
        )
        return self.choices

    def _done(self) -> QWidget:
        self.done = QWidget()
        self.count = small("")
        self.look_again = button(tr("Look again"), self.again.emit, "quiet")
        box = QVBoxLayout(self.done)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(row(self.count, self.look_again, None, spacing=8))
        return self.done

    def show_review(self, preview: Pointing, decided: Decided) -> None:
        """List every place that nobody has decided on, and go on where one was."""
        self._offers = decided.offers
        self._open = hits = decided.open(preview)
        self._alike = Counter(hit.span.text for hit in hits)
        at, here = max(self.list.currentRow(), 0), self.list.hasFocus()
        self.list.blockSignals(True)
        self.list.clear()
        for hit in self.listed():
            item = QListWidgetItem(in_words(hit.span.text, hit.span.type, _times(hit)))
            item.setData(Qt.ItemDataRole.UserRole, hit)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, _shown(hit))
            self.list.addItem(item)
        if hits:
            self.list.setCurrentRow(min(at, self.list.count() - 1))
        self.list.blockSignals(False)
        self._show_meetings(preview)
        self._show_count(decided)
        self._show_more(len(hits) - self.list.count())
        for part in (self.list, self.said, self.where):
            part.setVisible(bool(hits))
        self._show_choices()
        self.setVisible(bool(hits or preview.meetings or decided.left or decided.swaps))
        if here and not hits:
            self.look_again.setFocus()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self._fit()

    def _show_meetings(self, preview: Pointing) -> None:
        alike: dict[str, list[str]] = {}
        for met in preview.meetings[:_MEETINGS]:
            alike.setdefault(met.sentence, []).append(met.heading)
        lines = [
            tr("{heading}: {sentence}").format(
                heading="; ".join(dict.fromkeys(headings)), sentence=sentence
            )
            for sentence, headings in alike.items()
        ]
        if len(preview.meetings) > _MEETINGS:
            more = len(preview.meetings) - _MEETINGS
            lines.append(
                trn("The same in {count} more entry.", "The same in {count} more entries.", more)
                .format(count=more)
            )  # fmt: skip
        self.meetings.setText("\n".join(lines))
        self.meetings.setVisible(bool(lines))

    def listed(self) -> tuple[Pointed, ...]:
        """Those of the open ones that are listed now."""
        return self._open[: self._most]

    def _show_more(self, more: int) -> None:
        words = trn("{count} more word comes up once you decide on these.",
                    "{count} more words come up as you decide on these.", more)  # fmt: skip
        show_text(self.more, words.format(count=more) if more else "")

    def _show_count(self, decided: Decided) -> None:
        self.count.setText(
            tr("{swapped} replaced, {left} left as they are.").format(
                swapped=decided.replaced, left=len(decided.left)
            )
        )
        self.done.setVisible(bool(decided.left or decided.swaps))

    def _moved(self) -> None:
        self._show_choices()
        if self.list.hasFocus():
            self._find()

    def _show_choices(self) -> None:
        hit = self.chosen()
        self.choices.setVisible(hit is not None)
        self.word.clear()
        if hit is None:
            return
        self.word.addItems(list(self._offers.get(hit.span.text) or [kind_label(hit.span.type)]))
        self.where.setText(
            tr("{number} of {count}: {words}").format(
                number=self.list.currentRow() + 1, count=len(self._open), words=_shown(hit)
            )
        )
        gathered = isinstance(hit, PointedWord)
        alike = _times(hit) if gathered else self._alike[hit.span.text]
        self.alike.setVisible(alike > 1)
        self.alike.setEnabled(not gathered)
        if gathered:
            self.alike.setChecked(True)
        self.alike.setText(trn("All {count} alike", "All {count} alike", alike).format(count=alike))

    def chosen(self) -> Pointed | None:
        """The place one is at."""
        item = self.list.currentItem()
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found if isinstance(found, Pointed) else None

    def _wanted(self) -> tuple[Pointed, ...]:
        """The place one is at, or with the tick every open one with the same words."""
        hit = self.chosen()
        if hit is None:
            return ()
        if not self.alike.isChecked():
            return (hit,)
        items = (self.list.item(at) for at in range(self.list.count()))
        hits = (item.data(Qt.ItemDataRole.UserRole) for item in items)
        return tuple(other for other in hits if other.span.text == hit.span.text)

    def _decide(self, name: str) -> None:
        hits = self._wanted()
        if name == "all" and self.alike.isEnabled():
            self.alike.setChecked(not self.alike.isChecked() and self.alike.isVisible())
        elif name == "replace":
            self._replace()
        elif hits and name == "leave":
            self.left.emit(hits)
        elif hits:
            self.denied.emit(hits[0])

    def _replace(self) -> None:
        hits, word = self._wanted(), self.word.currentText().strip()
        if hits and word:
            self.replaced.emit(hits, word, self.journal_too.isChecked())

    def _fit(self) -> None:
        """As tall as the words need, up to a few lines; then it scrolls."""
        last = self.list.item(self.list.count() - 1)
        needed = self.list.visualItemRect(last).bottom() + 12 if last is not None else 0
        needed += self.list.verticalScrollBar().value()
        self.list.setFixedHeight(
            max(min(needed, self._theme.pixels(_TALLEST)), self._theme.pixels(44))
        )

    def go_on(self) -> None:
        """Show the next place in a preview that was drawn anew, if one is walking through."""
        focus = self.window().focusWidget()
        if isinstance(focus, QWidget) and self.isAncestorOf(focus):
            self._find()

    def _find(self) -> None:
        hit = self.chosen()
        if hit is None:
            return
        self.at.emit(hit)
        if self.view is not None:
            show_hit(self.view, hit)


def _times(hit: Pointed) -> int:
    return hit.count if isinstance(hit, PointedWord) else 1


def _shown(hit: Pointed) -> str:
    """The words around the place, and around a few more where one decision is for all."""
    others = hit.others if isinstance(hit, PointedWord) else ()
    return "\n".join(_around(one) for one in (hit, *others))


def _around(hit: Pointed) -> str:
    """The place in its line, with brackets about it, from word to word."""
    before, after = hit.before, hit.after
    if len(before) > _SIDE:
        before = "…" + before[-_SIDE:].partition(" ")[2]
    if len(after) > _SIDE:
        after = after[:_SIDE].rpartition(" ")[0] + "…"
    return f"{before}[{hit.span.text}]{after}"
