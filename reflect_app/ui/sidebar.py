"""The list of pages down the side, with the lock button that is always there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QPushButton, QVBoxLayout, QWidget

from reflect_app.ui.page import PageSpec
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.widgets.buttons import add_icon, button
from reflect_app.ui.widgets.text import plain_tip
from reflect_app.words import tr

_WIDE, _NARROW = 196, 64
_FAR = 1_000
_ARROWS = {
    Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1,
    Qt.Key.Key_Home: -_FAR, Qt.Key.Key_End: _FAR,
}  # fmt: skip
_AROUND = 92  # beside the words: the picture and its gap, the padding, the edges of the list


class Sidebar(QWidget):
    """One button a page. Narrow, it shows only pictures; the names stay for screen readers."""

    chosen = Signal(str)
    lock_asked = Signal()

    def __init__(self, theme: ThemeKeeper, specs: Sequence[PageSpec]) -> None:
        super().__init__()
        self._theme = theme
        self._narrow = False
        self._front = ""
        self.setProperty("part", "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Pages"))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._draw: list[Callable[[], None]] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 16, 10, 12)
        box.setSpacing(4)
        for spec in specs:
            box.addWidget(self._entry(spec))
        box.addStretch(1)
        self.lock = button(tr("Lock"), self.lock_asked.emit, "nav", hint="Ctrl+L")
        self._draw.append(add_icon(self.lock, theme, "lock"))
        box.addWidget(self.lock)
        theme.changed.connect(self._fit)
        self._fit()

    def _entry(self, spec: PageSpec) -> QPushButton:
        def follow() -> None:
            # A screen reader toggles where a person clicks, and Qt then says nothing of a click.
            if made.isChecked() and self._front != spec.id:
                self.chosen.emit(spec.id)

        made = button(spec.title, lambda: self.chosen.emit(spec.id), "nav", hint=spec.key)
        made.setCheckable(True)
        made.toggled.connect(lambda on: on and QTimer.singleShot(0, made, follow))
        self._draw.append(add_icon(made, self._theme, spec.icon))
        made.installEventFilter(self)
        self._group.addButton(made)
        self._buttons[spec.id] = made
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go from page to page and open none: Qt would open each on the way, and each
        takes the keyboard with it.
        """
        step = _ARROWS.get(Qt.Key(event.key())) if isinstance(event, QKeyEvent) else None
        if event.type() != QEvent.Type.KeyPress or step is None:
            return False
        buttons = list(self._buttons.values())
        at = next(place for place, made in enumerate(buttons) if made is watched)
        buttons[min(max(at + step, 0), len(buttons) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def mark(self, page: str) -> None:
        """Show which page is in front; one that is not listed leaves none marked."""
        self._front = page
        self._group.setExclusive(False)
        for each, made in self._buttons.items():
            made.setChecked(each == page)
        self._group.setExclusive(True)
        # Qt leaves the one stop of Tab where the keyboard last was in the list.
        stop = self._buttons.get(page, next(iter(self._buttons.values())))
        for made in self._buttons.values():
            policy = Qt.FocusPolicy.StrongFocus if made is stop else Qt.FocusPolicy.ClickFocus
            made.setFocusPolicy(policy)

    def set_narrow(self, narrow: bool) -> None:
        """Pictures only, or pictures and words."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._fit()

    def wide_width(self) -> int:
        """How wide it is with its words, at the present text size: none is cut, in any language,
        when it becomes the page in front and bold.
        """
        font = QApplication.font()
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        names = (made.accessibleName() for made in (*self._buttons.values(), self.lock))
        longest = max(map(metrics.horizontalAdvance, names))
        return max(self._theme.pixels(_WIDE), longest + self._theme.pixels(_AROUND))

    def _fit(self) -> None:
        self.setFixedWidth(self._theme.pixels(_NARROW) if self._narrow else self.wide_width())
        for made in (*self._buttons.values(), self.lock):
            made.setText("" if self._narrow else made.accessibleName())
            key = made.accessibleDescription()
            name = made.accessibleName()
            made.setToolTip(plain_tip(f"{name} ({key})" if key else name))
        for draw in self._draw:
            draw()
