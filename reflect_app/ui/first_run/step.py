"""What every step of the first run has: a heading, a body, its buttons, and errors in place."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from reflect_app.errors import ReflectError
from reflect_app.ui.entrance import Entrance, Opened
from reflect_app.ui.widgets.buttons import button, primary
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import body, title
from reflect_app.words import tr


@dataclass(slots=True)
class Setup:
    """What was chosen so far. The words are here until they were written down, and nowhere else."""

    folder: Path
    words: tuple[str, ...] = field(default=(), repr=False)
    opened: Opened | None = None
    unwatched: bool = False
    """Nobody was there for as long as the idle lock waits: the words want the passphrase again."""


class Step(QWidget):
    """One question at a time. Emits `done` to go on and `back` to go back."""

    done = Signal()
    back = Signal()

    def __init__(self, entrance: Entrance, setup: Setup, heading: str, lead: str) -> None:
        super().__init__()
        self.entrance = entrance
        self.setup = setup
        self.notice = Notice()
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(16)
        self.box.addWidget(title(heading))
        self.box.addWidget(body(lead))

    def add_buttons(
        self, go_on: str, *others: QPushButton, can_go_back: bool = True
    ) -> QPushButton:
        """The foot of the step: its notice, "Back", other ways out, and the way on."""
        self.next = primary(go_on, self.try_next)
        self.previous = button(tr("Back"), self.back.emit, "quiet")
        across = QHBoxLayout()
        across.setSpacing(10)
        across.addWidget(self.previous)
        across.addStretch(1)
        for other in others:
            across.addWidget(other)
        across.addWidget(self.next)
        self.box.addWidget(self.notice)
        self.box.addLayout(across)
        # Not before it has a parent: until then it would flash up as a window of its own.
        self.previous.setVisible(can_go_back)
        return self.next

    def begin(self) -> None:
        """The step has come to the front: put the focus where typing starts."""
        self.next.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a tick or a choice goes on, as it does on a line."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and isinstance(self.focusWidget(), QRadioButton | QCheckBox):
            self.try_next()
        else:
            super().keyPressEvent(event)

    def try_next(self) -> None:
        """Check what was given; `done` if it will do."""
        self.done.emit()

    def fail(self, error: ReflectError) -> None:
        """Show what went wrong, in place, and let the person try again."""
        self.set_busy(busy=False)
        self.notice.show_error(error)

    def set_busy(self, *, busy: bool) -> None:
        """While something is being done nothing can be pressed twice."""
        self.next.setEnabled(not busy)
        self.previous.setEnabled(not busy)
