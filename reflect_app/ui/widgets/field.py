"""A labelled control: the label is its buddy, help and errors are read out with it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from reflect_app.ui.widgets.text import error, label, restyle, show_text, small


class Field(QWidget):
    """A label above a control, an optional line of help, and room for what is wrong with it."""

    def __init__(self, text: str, control: QWidget, hint: str = "") -> None:
        super().__init__()
        self.control = control
        self.label: QLabel = label("", "subheading")
        self.label.setBuddy(control)
        self._help = small("")
        self.wrong = error()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(5)
        for part in (self.label, self._help, control, self.wrong):
            box.addWidget(part)
        # After the layout: help that is shown before it has a parent flashes up as a window.
        self.relabel(text, hint)

    def relabel(self, text: str, hint: str = "") -> None:
        """Change what is asked for, on the screen and for a screen reader."""
        self.label.setText(text)
        show_text(self._help, hint)
        self.control.setAccessibleName(text.replace("&", ""))
        self.control.setAccessibleDescription(hint)

    def complain(self, text: str = "") -> None:
        """Say what is wrong under the field, or take it back with no text."""
        show_text(self.wrong, text)
        self.control.setProperty("wrong", "true" if text else "false")
        restyle(self.control)
        said = " ".join(part for part in (text, self._help.text()) if part)
        self.control.setAccessibleDescription(said)


_LETTERS = 17
"""What Qt makes a line as wide as: so many times the letter x."""


class HintLine(QLineEdit):
    """A line as wide as its hint, in any language and text size, and `letters` wide at least."""

    def __init__(self, parent: QWidget | None = None, *, letters: int = _LETTERS) -> None:
        super().__init__(parent)
        self._wide = letters
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the hint, and for what one may type."""
        return self._with(self._wide * self.fontMetrics().horizontalAdvance("x"))

    def minimumSizeHint(self) -> QSize:
        """The hint is never cut."""
        return self._with(0)

    def _with(self, typed: int) -> QSize:
        # What Qt asks for is so many letters, and the frame that it and the style sheet draw.
        hint, words = super().sizeHint(), self.fontMetrics()
        frame = hint.width() - _LETTERS * words.horizontalAdvance("x")
        shown = words.horizontalAdvance(self.placeholderText()) + words.averageCharWidth()
        return QSize(frame + max(shown, typed), hint.height())
