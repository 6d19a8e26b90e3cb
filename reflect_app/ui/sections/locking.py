"""When the journal locks by itself, and when the page hides."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from reflect_app.settings import KnownVault
from reflect_app.ui.page import Desk
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.wheel import calm_wheel
from reflect_app.words import tr, trn

MINUTES = (1, 2, 3, 4, 5, 7, 10, 12, 15)
"""What is offered. The wait can be short or long, never off."""


class LockingSection(Section):
    """The idle lock is always on; only its length is a choice."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Locking"),
            tr("Ctrl+L locks at once. F9 hides the page and keeps your place."),
        )
        self._folder: Path | None = None
        now = desk.app.settings.value
        self.minutes = QComboBox()
        calm_wheel(self.minutes)
        most = desk.app.organisation.idle_minutes
        for count in sorted({*(n for n in MINUTES if n <= most), desk.app.idle_minutes, most}):
            self.minutes.addItem(
                trn("{count} minute", "{count} minutes", count).format(count=count), count
            )
        self.minutes.setCurrentIndex(self.minutes.findData(desk.app.idle_minutes))
        self.conceal = QCheckBox(tr("Hide the page when I turn to another program"))
        self.conceal.setChecked(now.conceal_when_inactive)
        self.box.addWidget(
            Field(
                tr("Lock when nobody has touched the keyboard for"),
                self.minutes,
                tr("Twenty seconds before, it says so, and any key starts the wait again."),
            )
        )
        self.box.addWidget(self.conceal)
        self.nickname = QLineEdit()
        self.nickname.setMaxLength(40)
        self.nickname.editingFinished.connect(self.keep)
        self.box.addWidget(
            Field(
                tr("Name on the lock screen"),
                self.nickname,
                tr("Anyone at this computer can read it. It may stay empty."),
            )
        )
        self.minutes.currentIndexChanged.connect(self._set_minutes)
        self.conceal.toggled.connect(lambda on: self.remember(conceal_when_inactive=on))

    def show_now(self) -> None:
        """Read which journal this is, and what it is called here."""
        self.desk.ask(lambda journal: journal.folder, self._found, owner=self)

    def _found(self, folder: Path) -> None:
        self._folder = folder
        names = {known.folder: known.nickname for known in self.desk.app.settings.value.vaults}
        if not self.nickname.hasFocus():
            self.nickname.setText(names.get(str(folder), ""))
            self.nickname.setModified(False)

    def keep(self) -> None:
        """Keep the name that was typed for this journal."""
        if self._folder is None or not self.nickname.isModified():
            return
        self.nickname.setModified(False)
        mine = KnownVault(str(self._folder), self.nickname.text().strip())
        known = self.desk.app.settings.value.vaults
        others = tuple(each for each in known if each.folder != mine.folder)
        self.remember(vaults=(*others, mine))

    def _set_minutes(self) -> None:
        minutes = int(self.minutes.currentData())
        self.remember(idle_minutes=minutes)
        self.desk.idle_changed.emit(self.desk.app.idle_minutes)
