"""Long work under way: what is being done, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from reflect_app.ui.jobs import Handle
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.text import body, small
from reflect_app.words import tr


class Going(QWidget):
    """Hidden until `begin`. `name` is what a screen reader calls the bar."""

    def __init__(self, said: str, name: str) -> None:
        super().__init__()
        self._handle: Handle | None = None
        self.said = body(said)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(name)
        self.figure = small("")
        self.stop = button(tr("Stop"), self._stop)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for part in (self.said, self.bar, self.figure):
            box.addWidget(part)
        box.addLayout(row(self.stop, None))
        self.hide()

    def begin(self) -> None:
        """Show it, before the work is asked for: it may be done at once."""
        self._tell(0, 0, "")
        self.stop.setEnabled(True)
        self.show()

    def follow(self, handle: Handle) -> None:
        """What `Stop` stops."""
        self._handle = handle

    def pace(self, done: int, of: int) -> None:
        """How far it is (`core.steps.Pace`)."""
        if self.stop.isEnabled():
            self._tell(done, of, tr("{count}% done").format(count=100 * done // of))

    def end(self) -> None:
        """It is over, one way or another."""
        self._handle = None
        self.hide()

    def _stop(self) -> None:
        """Ask; what became of it is heard by whoever asked for the work."""
        self.stop.setEnabled(False)
        self._tell(0, 0, tr("Stopping…"))
        if self._handle is not None:
            self._handle.stop()

    def _tell(self, done: int, of: int, figure: str) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.figure.setText(figure)
