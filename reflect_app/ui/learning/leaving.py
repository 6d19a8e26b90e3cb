"""Accounts on their way out: exactly what leaves, what could point to someone, and one file."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from reflect_app.services.portfolio import PortfolioRequest, write_portfolio
from reflect_app.ui.order import tab_through
from reflect_app.ui.pack.out import Look, OutPane
from reflect_app.ui.pack.saving import Saving
from reflect_app.ui.page import Desk
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.words import tr


class LeavingPane(OutPane):
    """With the writer's name on the cover only where that is ticked."""

    def __init__(self, desk: Desk) -> None:
        self._accounts: tuple[str, ...] = ()
        self.writer = QCheckBox(tr("My name on the cover"))
        super().__init__(
            desk, tr("Back to Learning"), _saving(), entries=lambda: self._accounts,
            beside=self.writer,
        )  # fmt: skip
        self.writer.setMinimumHeight(MIN_TARGET)
        self.writer.toggled.connect(lambda _: self.look_at(self._preview()))
        tab_through(self)

    def open(self, accounts: tuple[str, ...], *, has_name: bool) -> None:
        """Look at these accounts, with nothing decided yet."""
        self._accounts = accounts
        self.writer.setVisible(has_name)
        self.start(self._preview())

    def _preview(self) -> Look:
        accounts = self._accounts
        writer = self.writer.isChecked() and self.writer.isVisible()
        return lambda journal, swaps: journal.portfolio.preview(
            PortfolioRequest(accounts, writer, swaps)
        )


def _saving() -> Saving:
    kinds = (
        ("pdf", "PDF"), ("docx", "Word"), ("csv", tr("Table (CSV)")), ("md", "Markdown"),
        ("json", "JSON"),
    )  # fmt: skip
    return Saving(kinds, write_portfolio, tr("learning-accounts"), tr("Save the accounts"))
