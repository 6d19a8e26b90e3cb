"""`scale`: a row of numbers with words at both ends."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reflect_app.core.entries import Answer
from reflect_app.core.prompts import Question
from reflect_app.ui.questions.base import MIN_TARGET, QuestionField, Surroundings, answers
from reflect_app.ui.questions.chips import RadioChip, chosen_font, paint_pill
from reflect_app.words import tr


class ScaleButton(RadioChip):
    """One number. It shares the width of the row with the others."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(str(number), parent)
        self.number = number
        self._digits = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Near enough a square; wide enough for two digits."""
        if self._size is None:
            metrics = QFontMetrics(chosen_font(self.font()))
            side = max(metrics.height() + 18, MIN_TARGET + 8)
            self._digits = metrics.horizontalAdvance("10")
            self._size = QSize(max(side, self._digits + 16), side)
        return self._size

    def minimumSizeHint(self) -> QSize:
        """Eleven of them fit beside a sidebar on a small screen."""
        height = self.sizeHint().height()
        return QSize(max(MIN_TARGET, self._digits + 8), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it with softly rounded corners and no tick: the number says it."""
        del event
        paint_pill(self, radius=8, tick=False)


@answers("scale")
class ScaleField(QuestionField):
    """Number keys choose, 1 then 0 is ten, arrows move, Delete clears. Starts with nothing."""

    def __init__(
        self, question: Question, around: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(question, around, parent)
        self._low = int(question.min if question.min is not None else 0)
        self._high = int(question.max if question.max is not None else 10)
        self.buttons = [ScaleButton(n, self) for n in range(self._low, self._high + 1)]
        self._digits = ""
        self._showing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(max(QApplication.keyboardInputInterval(), 600))
        self._pause.timeout.connect(self._forget_digits)
        row = QHBoxLayout()
        row.setSpacing(1)
        for button in self.buttons:
            button.setAccessibleName(self._spoken(button.number))
            button.setAccessibleDescription(question.text)
            button.toggled.connect(lambda on, b=button: self._toggled(b, on=on))
            button.on_key = self._key
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addLayout(self._ends(question))
        self._show(None)

    def _ends(self, question: Question) -> QHBoxLayout:
        ends = QHBoxLayout()
        for text, side in (
            (question.min_label, Qt.AlignmentFlag.AlignLeading),
            (question.max_label, Qt.AlignmentFlag.AlignTrailing),
        ):
            label = QLabel(self)
            label.setTextFormat(Qt.TextFormat.PlainText)  # a service's own words
            label.setText(text)
            label.setProperty("role", "muted")
            label.setWordWrap(True)
            label.setAlignment(side | Qt.AlignmentFlag.AlignTop)
            ends.addWidget(label, 1)
        return ends

    def _spoken(self, number: int) -> str:
        end = {self._low: self.question.min_label, self._high: self.question.max_label}.get(number)
        return tr("{number}, {label}").format(number=number, label=end) if end else str(number)

    def read(self) -> Answer | None:
        """The number chosen, or None."""
        return next((button.number for button in self.buttons if button.isChecked()), None)

    def show_value(self, value: Answer | None) -> None:
        """Show a number as chosen."""
        number = value if isinstance(value, int) and not isinstance(value, bool) else None
        self._show(number)

    def focus_target(self) -> QWidget:
        """The number that Tab lands on: the chosen one, else the first."""
        return self._stop()

    def _key(self, _button: QAbstractButton, event: QKeyEvent) -> bool:
        """Digits, arrows, Home, End and Delete on any of the numbers."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key, text, number = event.key(), event.text(), self.read()
        now = number if isinstance(number, int) else None
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        more = {Qt.Key.Key_Up, Qt.Key.Key_Left if rtl else Qt.Key.Key_Right}
        less = {Qt.Key.Key_Down, Qt.Key.Key_Right if rtl else Qt.Key.Key_Left}
        if text.isascii() and text.isdigit():
            self._digit(text)
        elif key in more:
            self._press(self._low if now is None else min(now + 1, self._high))
        elif key in less:
            self._press(self._low if now is None else max(now - 1, self._low))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._press(self._low if key == Qt.Key.Key_Home else self._high)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._press(None)
        else:
            return False
        return True

    def _digit(self, digit: str) -> None:
        """Take a digit; with the one just before it, where the two make a number we have."""
        both = self._digits + digit
        typed = both if self._low <= int(both) <= self._high else digit
        self._digits = typed
        self._pause.start()
        if self._low <= int(typed) <= self._high:
            self._press(int(typed))

    def _toggled(self, button: ScaleButton, *, on: bool) -> None:
        """By whomever: a screen reader toggles where a person clicks."""
        if not self._showing and (on or self.read() is None):  # else another took its place
            self._press(button.number if on else None)

    def _forget_digits(self) -> None:
        self._digits = ""

    def _press(self, number: int | None) -> None:
        inside = any(button.hasFocus() for button in self.buttons)
        self._show(number)
        if inside:
            self._stop().setFocus(Qt.FocusReason.OtherFocusReason)
        self.touched()

    def _show(self, number: int | None) -> None:
        self._showing = True
        for button in self.buttons:
            button.setChecked(button.number == number)
        self._showing = False
        stop = self._stop()
        for button in self.buttons:
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            )

    def _stop(self) -> ScaleButton:
        return next((button for button in self.buttons if button.isChecked()), self.buttons[0])
