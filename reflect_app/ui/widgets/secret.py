"""Where a passphrase is typed: hidden at first, with "Show what I type" always there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from reflect_app.ui.widgets.field import Field
from reflect_app.words import tr

_LONGEST = 1024


def secret_line() -> QLineEdit:
    """A line that hides what is typed, from input methods too."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setMaxLength(_LONGEST)
    return line


def _teach_nothing(line: QLineEdit) -> None:
    """Qt asks this of input methods while the line is hidden; a shown line must ask it too."""
    line.setInputMethodHints(
        Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoPredictiveText
        | Qt.InputMethodHint.ImhNoAutoUppercase
    )


class SecretField(QWidget):
    """One or more secret lines under their labels, with one tick that shows them all."""

    changed = Signal()
    entered = Signal()

    def __init__(self, *labels: tuple[str, str]) -> None:
        super().__init__()
        self.fields = [Field(text, secret_line(), hint) for text, hint in labels]
        self.lines = [
            field.control for field in self.fields if isinstance(field.control, QLineEdit)
        ]
        self.show_it = QCheckBox(tr("Show what I type"))
        self.show_it.toggled.connect(self.set_shown)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for field in self.fields:
            box.addWidget(field)
        for line in self.lines:
            line.textChanged.connect(self._edited)
            line.returnPressed.connect(self.entered)
        box.addWidget(self.show_it)
        self.setFocusProxy(self.lines[0])

    def text(self, index: int = 0) -> str:
        """What was typed."""
        return self.lines[index].text()

    def set_shown(self, shown: bool) -> None:
        """Show or hide what is typed."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for line in self.lines:
            line.setEchoMode(mode)
            if shown:
                _teach_nothing(line)
        self.show_it.setChecked(shown)

    def relabel(self, text: str, hint: str, index: int = 0) -> None:
        """Ask for something else in the same line."""
        self.fields[index].relabel(text, hint)

    def clear(self) -> None:
        """Forget what was typed, undo included."""
        for line in self.lines:
            line.setText("")  # `clear` can be undone, and once shown it would bring all back
            line.setModified(False)

    def complain(self, text: str = "", index: int = 0) -> None:
        """Say what is wrong with one of the lines."""
        self.fields[index].complain(text)

    def _edited(self) -> None:
        for field in self.fields:
            field.complain()
        self.changed.emit()
