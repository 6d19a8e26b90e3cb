"""Sentences that need noticing, in place: nothing pops up and nothing fades before it is read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from reflect_app.errors import ReflectError
from reflect_app.ui.focus import bring_into_sight
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.text import label, restyle, show_text
from reflect_app.words import tr

_LINE = 34
"""Letters that a line of a message should have room for beside the buttons."""
INFO, GOOD, WARN, ERROR = "info", "good", "warn", "error"


def alert(widget: QWidget) -> None:
    """Have a screen reader say a widget's name at once."""
    # Imported here: its many names take a while, and the first paint needs none of them.
    from PySide6.QtGui import QAccessible, QAccessibleEvent

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


class Notice(QFrame):
    """A message, a hint, an action such as "Undo", and "Dismiss" where it may be closed."""

    dismissed = Signal()

    def __init__(
        self,
        message: str = "",
        hint: str = "",
        kind: str = INFO,
        *,
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._message = label("", "subheading")
        self._hint = label("")
        self._act: Callable[[], object] | None = None
        self.action = button("", self._acted)
        self._close = button(tr("Dismiss"), self.clear, "quiet")
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._message)
        words.addWidget(self._hint)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(16, 10, 12, 10)
        self._across.setSpacing(12)
        self._across.addLayout(words, 1)
        self._across.addWidget(self.action)
        self._across.addWidget(self._close)
        self._close.setVisible(closable)
        self._fill(message, hint, kind, "")
        if not message:
            self.hide()  # with a message it is shown along with what it is put into

    @property
    def message(self) -> str:
        """The sentence now shown."""
        return self._message.text()

    def tell(
        self,
        message: str,
        hint: str = "",
        kind: str = INFO,
        action: str = "",
        act: Callable[[], object] | None = None,
    ) -> None:
        """Show a message, with an action if one is given; screen readers are told at once."""
        self._fill(message, hint, kind, action)
        self._act = act
        self.show()
        alert(self)
        # A page that scrolls must not hide it; never after the notice has gone.
        QTimer.singleShot(0, self, lambda: bring_into_sight(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons under the words where they would leave them no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = [each for each in (self.action, self._close) if not each.isHidden()]
        room = self.width() - 40 - sum(each.sizeHint().width() + 12 for each in shown)
        narrow = bool(shown) and room < self.fontMetrics().averageCharWidth() * _LINE
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if way != self._across.direction():
            side = Qt.AlignmentFlag.AlignLeading if narrow else Qt.AlignmentFlag(0)
            for each in (self.action, self._close):
                self._across.setAlignment(each, side)
            self._across.setDirection(way)

    def _fill(self, message: str, hint: str, kind: str, action: str) -> None:
        self.setProperty("notice", kind)
        restyle(self, self._message, self._hint)
        show_text(self._message, message)
        show_text(self._hint, hint)
        self.action.setText(action)
        self.action.setAccessibleName(action)
        self.action.setVisible(bool(action))
        self._fit()
        self.setAccessibleName(" ".join(part for part in (message, hint) if part))

    def show_error(self, error: ReflectError) -> None:
        """Show an error's own sentence and hint."""
        self.tell(error.message, error.hint, ERROR)

    def withdraw(self, act: Callable[[], object]) -> None:
        """Take the notice away if this is the action that it offers."""
        if self._act == act:
            self.clear()

    def clear(self) -> None:
        """Take the notice away."""
        if self.isHidden():
            return
        self._act = None
        self.hide()
        self.dismissed.emit()

    def _acted(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()
