"""A labelled control: the label is its buddy, help and errors are read out with it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from reflect_app.ui.widgets.text import error, label, show_text, small


class Field(QWidget):
    """A label above a control, an optional line of help, and room for what is wrong with it."""

    def __init__(self, text: str, control: QWidget, hint: str = "") -> None:
        super().__init__()
        self.control = control
        self.label: QLabel = label(text, "subheading")
        self.label.setBuddy(control)
        self._help = small(hint)
        self._help.setVisible(bool(hint))
        self.wrong = error()
        control.setAccessibleName(text.replace("&", ""))
        control.setAccessibleDescription(hint)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(5)
        for part in (self.label, self._help, control, self.wrong):
            box.addWidget(part)

    def complain(self, text: str = "") -> None:
        """Say what is wrong under the field, or take it back with no text."""
        show_text(self.wrong, text)
        self.control.setProperty("wrong", "true" if text else "false")
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)
        said = " ".join(part for part in (text, self._help.text()) if part)
        self.control.setAccessibleDescription(said)
