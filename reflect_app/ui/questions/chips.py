"""Chips: short words to pick, drawn as pills, and the row that moves between them by arrow.

A chip is a radio button or a check box underneath, so that a screen reader says what it is and
whether it is chosen. What is chosen is shown by a tick and by weight, never by colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.text import plain_tip

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # Qt allows one of its own classes among the bases

_SIDE = 22
_BARE = 4  # beside words that no tick will stand by
_AT_A_TIME = 8
_WIDEST = 30
"""Letters that a chip shows however narrow the page is."""
_NEXT = {Qt.Key.Key_Right, Qt.Key.Key_Down}
_BACK = {Qt.Key.Key_Left, Qt.Key.Key_Up}


def blend(one: QColor, other: QColor, share: float) -> QColor:
    """`share` of `one` over `other`: a quiet tint that follows light, dark and contrast."""
    return QColor.fromRgbF(
        *(
            share * a + (1 - share) * b
            for a, b in (
                (one.redF(), other.redF()),
                (one.greenF(), other.greenF()),
                (one.blueF(), other.blueF()),
            )
        )
    )


def chosen_font(font: QFont) -> QFont:
    """The weight a chosen chip is written in."""
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def chip_size(chip: QAbstractButton) -> QSize:
    """Room for the words in their heaviest weight, so that choosing moves nothing."""
    metrics = QFontMetrics(chosen_font(chip.font()))
    width = metrics.horizontalAdvance(chip.text()) + 2 * _SIDE
    return QSize(max(width, 2 * MIN_TARGET), max(metrics.height() + 14, MIN_TARGET + 6))


def paint_pill(chip: QAbstractButton, *, radius: float | None = None, tick: bool = True) -> None:
    """Draw a pill for a button: outline at rest, a tint under the mouse, filled when chosen."""
    painter = QPainter(chip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # The application's: a style sheet leaves the widget's own palette half rewritten.
    colours = QGuiApplication.palette()
    base = colours.color(QPalette.ColorRole.Base)
    text = colours.color(QPalette.ColorRole.Text)
    accent = colours.color(QPalette.ColorRole.Highlight)
    on = chip.isChecked()
    fill = accent if on else base
    if not on and (chip.underMouse() or chip.isDown()) and chip.isEnabled():
        fill = blend(accent, base, 0.14)
    words = colours.color(QPalette.ColorRole.HighlightedText) if on else text
    if not chip.isEnabled():
        fill, words = (blend(accent, base, 0.4) if on else base), blend(text, base, 0.5)
    box = QRectF(chip.rect()).adjusted(3.5, 3.5, -3.5, -3.5)
    round_by = box.height() / 2 if radius is None else radius
    painter.setBrush(fill)
    painter.setPen(QPen(accent if on else colours.color(QPalette.ColorRole.Mid), 1))
    painter.drawRoundedRect(box, round_by, round_by)
    if chip.hasFocus():
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(text, 2))
        ring = QRectF(chip.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(ring, round_by + 2.5, round_by + 2.5)
    painter.setPen(words)
    painter.setFont(chosen_font(chip.font()) if on else chip.font())
    shown = _shown(chip, painter, _SIDE if tick else _BARE)
    painter.drawText(chip.rect(), Qt.AlignmentFlag.AlignCenter, shown)
    if on and tick:
        _paint_tick(painter, chip, words)
    painter.end()


def _shown(chip: QAbstractButton, painter: QPainter, side: int) -> str:
    """Its words, with an ellipsis where the row is narrower than they and both sides are."""
    words = chip.text()
    if chip.width() < chip.sizeHint().width():
        room = chip.width() - 2 * side
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
    return words.replace("&", "&&")


def _paint_tick(painter: QPainter, chip: QAbstractButton, colour: QColor) -> None:
    rtl = chip.layoutDirection() == Qt.LayoutDirection.RightToLeft
    x = chip.width() - _SIDE + 6 if rtl else 9
    y = chip.height() / 2
    painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline(
        QPolygonF([QPoint(x, round(y)), QPoint(x + 2, round(y + 3)), QPoint(x + 7, round(y - 3))])
    )


class Pill(_Button):
    """What every chip is, whichever button lies beneath. `on_key` may take a key before it does.

    A layout asks for a size many times over, so that it is worked out once for each font; and
    keys are looked at where they arrive, not in a filter that every event would pass through.
    """

    on_key: Callable[[QAbstractButton, QKeyEvent], bool] | None = None
    _size: QSize | None = None
    _least: QSize | None = None

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        if self._size is None:
            self._size = chip_size(self)
        return self._size

    def minimumSizeHint(self) -> QSize:
        """It is only ever cut where it would be wider than the page, and then it says so."""
        if self._least is None:
            size = self.sizeHint()
            widest = _WIDEST * self.fontMetrics().averageCharWidth()
            self._least = QSize(min(size.width(), widest), size.height())
        return self._least

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs other room."""
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._size = self._least = None
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The row or the scale it stands in has the first say."""
        if self.on_key is None or not self.on_key(self, event):
            super().keyPressEvent(event)

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill."""
        del event
        paint_pill(self)


class TickChip(Pill, QCheckBox):
    """One of several that may be chosen together."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class RadioChip(Pill, QRadioButton):
    """One of several of which one may be chosen, or none: pressing it again lets go of it."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._was_on = False
        self.pressed.connect(self._remember)
        self.clicked.connect(self._let_go)

    def _remember(self) -> None:
        self._was_on = self.isChecked()

    def _let_go(self) -> None:
        """Qt leaves an exclusive button on when it is pressed again."""
        if self._was_on:
            self.setChecked(False)

    def setChecked(self, on: bool) -> None:
        """Qt has no way back to "none chosen" while a button is exclusive, and without being
        exclusive it is no radio button to a screen reader. So it lets go for a moment."""
        if on == self.isChecked():
            return
        if on:
            super().setChecked(True)
        else:
            self.setAutoExclusive(False)
            super().setChecked(False)
            self.setAutoExclusive(True)


class ChipRow(QWidget):
    """Chips in lines: one stop for Tab, arrows inside, space to choose.

    With `single`, choosing one lets go of the others, and choosing it again lets go of it.
    Without, `up_to` bounds how many; `full` is said when one more was tried. Letters go to
    `typed` where somebody filters, else to the next chip that begins with them.
    """

    changed = Signal()
    full = Signal()
    typed = Signal(str)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        single: bool = False,
        up_to: int | None = None,
        filtered: bool = False,
        gap: int = 4,
    ) -> None:
        super().__init__(parent)
        self._single = single
        self._filtered = filtered
        self._up_to = up_to
        self._chips: dict[str, QAbstractButton] = {}
        self._showing = False
        self._flow = FlowLayout(self, gap=gap)

    def set_options(self, options: Iterable[tuple[str, str]], description: str = "") -> None:
        """Offer these (id, label) pairs; what was chosen and is still there stays chosen."""
        for _ in self.filling(options, description):
            pass

    def filling(self, options: Iterable[tuple[str, str]], description: str = "") -> Iterator[None]:
        """Offer them a few at a time: a dozen chips take some milliseconds to make."""
        kept, wanted = self.chosen(), dict(options)
        if list(wanted.items()) == [(key, chip.text()) for key, chip in self._chips.items()]:
            return
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        for place, (key, label) in enumerate(wanted.items(), 1):
            chip = self._make(label)
            chip.setAccessibleName(label)
            if len(label) > _WIDEST:
                chip.setToolTip(plain_tip(label))
            chip.setAccessibleDescription(description)
            chip.toggled.connect(lambda on, key=key: self._toggled(key, on=on))
            chip.on_key = self._key
            self._flow.addWidget(chip)
            self._chips[key] = chip
            if place % _AT_A_TIME == 0:
                yield
        self.choose(kept)

    def _make(self, label: str) -> RadioChip | TickChip:
        return RadioChip(label, self) if self._single else TickChip(label, self)

    def chips(self) -> Sequence[QAbstractButton]:
        """The chips on show, in order."""
        return [chip for chip in self._chips.values() if not chip.isHidden()]

    def chosen(self) -> list[str]:
        """Ids of what is chosen, in the order they are offered."""
        return [key for key, chip in self._chips.items() if chip.isChecked()]

    def choose(self, keys: Iterable[str]) -> None:
        """Show exactly these as chosen, without saying `changed`."""
        wanted, self._showing = set(keys), True
        for key, chip in self._chips.items():
            chip.setChecked(key in wanted)
        self._showing = False
        self._set_tab_stop()

    def show_only(self, keys: Iterable[str]) -> None:
        """Hide the others; hidden ones keep what they are."""
        wanted = set(keys)
        for key, chip in self._chips.items():
            chip.setVisible(key in wanted)
        self._set_tab_stop()

    def tab_stop(self) -> QWidget:
        """The chip that Tab lands on: the first chosen one, else the first."""
        shown = self.chips()
        return next((chip for chip in shown if chip.isChecked()), shown[0] if shown else self)

    def press(self, key: str) -> None:
        """Choose or let go of one as if it had been clicked."""
        self._chips[key].click()

    def _key(self, chip: QAbstractButton, event: QKeyEvent) -> bool:
        """Arrows, Home, End, Enter and Delete on any chip."""
        if event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            return False
        key, shown = event.key(), self.chips()
        here = shown.index(chip) if chip in shown else 0
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if key in _NEXT | _BACK:
            step = (
                1 if (key in _NEXT) != (rtl and key in {Qt.Key.Key_Left, Qt.Key.Key_Right}) else -1
            )
            self._go(shown[(here + step) % len(shown)])
        elif key == Qt.Key.Key_Home:
            self._go(shown[0])
        elif key == Qt.Key.Key_End:
            self._go(shown[-1])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            chip.click()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self.chosen():
            self.choose(())
            self.changed.emit()
        elif event.text().strip() and event.text().isprintable():
            self._type(event.text(), here)
        else:
            return False
        return True

    def _type(self, text: str, here: int) -> None:
        """Hand a letter to whoever filters, else go to the next chip that begins with it."""
        if self._filtered:
            self.typed.emit(text)
            return
        shown = self.chips()
        for chip in [*shown[here + 1 :], *shown[:here]]:
            if chip.text().casefold().startswith(text.casefold()):
                self._go(chip)
                return

    def _go(self, chip: QWidget) -> None:
        self._set_tab_stop(chip)
        chip.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggled(self, key: str, *, on: bool) -> None:
        """By whomever: a screen reader toggles where a person clicks."""
        chosen = self.chosen()
        if self._showing or (self._single and not on and chosen):  # another took its place
            return
        if on and self._up_to is not None and len(chosen) > self._up_to:
            self.choose(other for other in chosen if other != key)
            self.full.emit()
            return
        self._set_tab_stop(self._chips[key])
        self.changed.emit()

    def _set_tab_stop(self, stop: QWidget | None = None) -> None:
        stop = stop or self.tab_stop()
        for chip in self._chips.values():
            chip.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if chip is stop else Qt.FocusPolicy.ClickFocus
            )
