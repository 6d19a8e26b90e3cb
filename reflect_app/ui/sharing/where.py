"""Where a sealed file goes: to the exchange folder, or to a place that is chosen."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.services.exchange import ExchangeState
from reflect_app.sharing.folder import SUFFIX
from reflect_app.ui.files import choose_to_save
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.buttons import button, primary
from reflect_app.ui.widgets.card import flow
from reflect_app.ui.widgets.text import small
from reflect_app.words import tr


def sealed_kind() -> str:
    """Qt's filter text for sealed files."""
    return f"{tr('Sealed file')} (*{SUFFIX})"


class WherePart(QWidget):
    """Two ways out. `chosen` has a path, or None for the exchange folder."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, save: str, send: str, name: Callable[[], str]) -> None:
        super().__init__()
        self._desk = desk
        self._name = name
        self.send = primary(send, lambda: self.chosen.emit(None))
        self.save = button(save, self._choose)
        self.said = small("")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(flow(self.send, self.save))
        box.addWidget(self.said)
        self.send.hide()

    def show_now(self) -> None:
        """Offer the exchange folder where one is chosen and there."""
        self._desk.ask(lambda journal: journal.exchange.state(), self._came, owner=self)

    def _came(self, state: ExchangeState) -> None:
        self.send.setVisible(state.there)
        if state.there:
            self.said.setText(
                tr("The exchange folder's owner can see that a file came, when, and its size.")
            )
        elif state.refusal:
            self.said.setText(state.refusal)
        elif state.folder:
            self.said.setText(tr("The exchange folder is not there now."))
        else:
            self.said.setText(tr("The file can go by mail, on a stick, or in a shared folder."))

    def _choose(self) -> None:
        path = choose_to_save(self, tr("Save the sealed file"), self._name(), sealed_kind())
        if path is not None:
            self.chosen.emit(path)

    def enable(self, *, on: bool) -> None:
        """Whether something may leave now."""
        self.send.setEnabled(on)
        self.save.setEnabled(on)


def random_name() -> str:
    """A name that tells nobody what is in the file."""
    return f"{secrets.token_hex(8)}{SUFFIX}"


def place_of(choice: object) -> Path | None:
    """The path that was chosen; None for the exchange folder."""
    return choice if isinstance(choice, Path) else None
