"""The activity log, to read: what was done with the journal, and never what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from reflect_app.core.changes import Changes, Saved
from reflect_app.services.journal import Journal
from reflect_app.ui.compose.when import say_moment
from reflect_app.ui.page import Desk
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.notice import GOOD
from reflect_app.words import tr, trn

if TYPE_CHECKING:
    from reflect_app.services.activity import Told


class ActivitySection(Section):
    """Lines with their dates, newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Activity log"),
            tr("It counts what was done and names nobody. It never leaves with a pack."),
        )
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Activity log"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(desk.theme.pixels(150))
        self.erase = button(tr("Erase lines older than a year"), self.prune, "quiet")
        self.box.addWidget(self.list)
        self.box.addLayout(row(self.erase, None))

    def show_now(self) -> None:
        """Read the newest lines."""
        self.desk.ask(lambda journal: journal.activity.newest(), self._shown, owner=self)

    def _shown(self, told: list[Told]) -> None:
        today = self.desk.clock.now().date()
        self.list.clear()
        for line in told:
            self.list.addItem(f"{say_moment(line.at, today)} · {line.sentence}")
        if not told:
            self.list.addItem(tr("Nothing yet."))

    def prune(self) -> None:
        """Erase old lines; the history keeps that some were erased."""
        gone: list[int] = []

        def job(journal: Journal) -> Saved:
            gone.append(journal.activity.prune())
            return Saved("", 0, "", Changes())

        self.desk.save(
            job, lambda _: self._pruned(gone[0]), failed=self.notice.show_error, owner=self,
            quiet=True,
        )  # fmt: skip

    def _pruned(self, count: int) -> None:
        said = trn("{count} line was erased.", "{count} lines were erased.", count)
        self.notice.tell(said.format(count=count), "", GOOD)
        self.show_now()
