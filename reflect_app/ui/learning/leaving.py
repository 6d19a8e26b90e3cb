"""Accounts on their way out: exactly what leaves, what could point to someone, and one file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from reflect_app.errors import ReflectError
from reflect_app.services.journal import Journal
from reflect_app.services.portfolio import PortfolioRequest, write_portfolio
from reflect_app.ui.jobs import Handle
from reflect_app.ui.order import tab_through
from reflect_app.ui.pack import decisions
from reflect_app.ui.pack.deciding import Deciding
from reflect_app.ui.pack.decisions import Seen
from reflect_app.ui.pack.look import PreviewPane
from reflect_app.ui.pack.saving import SavePart, Saving
from reflect_app.ui.page import Desk
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.buttons import add_icon, button
from reflect_app.ui.widgets.card import row
from reflect_app.words import tr


class LeavingPane(QWidget):
    """Nothing can be saved that the preview does not show as it is now."""

    back = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._accounts: tuple[str, ...] = ()
        self._asked: Handle | None = None
        self.back_button = button(tr("Back to Learning"), self.back.emit, "quiet")
        add_icon(self.back_button, desk.theme, "back")
        self.writer = QCheckBox(tr("My name on the cover"))
        self.writer.setMinimumHeight(MIN_TARGET)
        self.writer.toggled.connect(lambda _: self._changed())
        self.look = PreviewPane(desk.theme)
        self.deciding = Deciding(desk, self.look.pointed, self, entries=lambda: self._accounts)
        self.deciding.changed.connect(self._changed)
        self.deciding.refused.connect(self._refused)
        self.saving = SavePart(desk, _saving())
        self.saving.busy.connect(lambda on: self.look.pointed.setEnabled(not on))
        self.saving.written.connect(self.deciding.log)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(0)
        top = row(self.back_button, None, self.writer)
        top.setContentsMargins(12, 0, 18, 0)
        box.addLayout(top)
        box.addWidget(self.look, 1)
        box.addWidget(self.saving)
        box.setAlignment(self.back_button, Qt.AlignmentFlag.AlignLeading)
        tab_through(self)

    def open(self, accounts: tuple[str, ...], *, has_name: bool) -> None:
        """Look at these accounts, with nothing decided yet."""
        self._accounts = accounts
        self.deciding.forget()
        self.writer.setVisible(has_name)
        self.saving.result.clear()
        self._changed()
        self.back_button.setFocus()

    def _changed(self) -> None:
        self.saving.set_preview(None)
        request = PortfolioRequest(
            self._accounts,
            self.writer.isChecked() and self.writer.isVisible(),
            self.deciding.decided.swaps,
        )
        if self._asked is not None:
            self._asked.cancel()

        def look(journal: Journal) -> Seen:
            return decisions.seen(journal, journal.portfolio.preview(request))

        self._asked = self.desk.ask(look, self._previewed, failed=self._failed, owner=self)

    def _previewed(self, seen: Seen) -> None:
        self.look.show_preview(seen.preview, self.deciding.shown(seen))
        self.saving.set_preview(seen.preview)

    def _refused(self, error: ReflectError) -> None:
        self.saving.result.show_error(error)

    def _failed(self, error: ReflectError) -> None:
        self.look.show_nothing()
        self.saving.result.show_error(error)


def _saving() -> Saving:
    kinds = (
        ("pdf", "PDF"), ("docx", "Word"), ("csv", tr("Table (CSV)")), ("md", "Markdown"),
        ("json", "JSON"),
    )  # fmt: skip
    return Saving(kinds, write_portfolio, tr("learning-accounts"), tr("Save the accounts"))
