"""The first step: a word of welcome, and where the journal is to be kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton

from reflect_app.errors import NoVaultError
from reflect_app.ui.entrance import UNLOCK, Entrance
from reflect_app.ui.files import choose_folder
from reflect_app.ui.first_run.step import Setup, Step
from reflect_app.ui.places import warning_for
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.notice import WARN, Notice
from reflect_app.ui.widgets.text import small, subheading
from reflect_app.words import tr


class PlaceStep(Step):
    """The usual folder, or another. `restore_asked` leads to putting a backup back."""

    restore_asked = Signal()

    def __init__(self, entrance: Entrance, setup: Setup) -> None:
        super().__init__(
            entrance,
            setup,
            tr("Welcome to Reflect"),
            tr(
                "A private journal for reflective practice. Two minutes to set up, "
                "then you can write. Nothing is sent anywhere: no account, no network."
            ),
        )
        self._usual = setup.folder
        self.usual = QRadioButton(tr("On this computer, in my own files (recommended)"))
        self.other = QRadioButton(tr("In another folder"))
        group = QButtonGroup(self)
        for choice in (self.usual, self.other):
            group.addButton(choice)
        self.where = small("")
        self.choose = button(tr("Choose a folder…"), self._choose)
        self.warning = Notice()
        self.box.addWidget(subheading(tr("Where should your journal be kept?")))
        self.box.addWidget(self.usual)
        self.box.addLayout(row(self.other, self.choose, None))
        self.box.addWidget(self.where)
        self.box.addWidget(self.warning)
        self.box.addLayout(
            row(
                button(tr("I already have a journal"), self._open_existing, "link"),
                button(tr("Restore a backup"), self.restore_asked.emit, "link"),
                None,
            )
        )
        self.add_buttons(tr("Next"), can_go_back=False)
        self.other.toggled.connect(self._toggled)
        self.usual.setChecked(True)
        self._toggled(on=False)

    def begin(self) -> None:
        """Enter alone takes the recommended place."""
        self.next.setFocus()

    def _toggled(self, on: bool) -> None:
        self.choose.setEnabled(on)
        if not on:
            self.setup.folder = self._usual
        self._say()

    def _choose(self) -> None:
        chosen = choose_folder(self, tr("A folder for your journal"))
        if chosen is not None:
            empty = not chosen.exists() or not any(chosen.iterdir())
            self.setup.folder = chosen if empty else chosen / "Reflect journal"
            self._say()

    def _say(self) -> None:
        self.where.setText(str(self.setup.folder))
        self.where.setAccessibleName(
            tr("The journal will be in {folder}").format(folder=self.setup.folder)
        )
        found = warning_for(self.setup.folder)
        self.warning.clear()
        if found is not None:
            self.warning.tell(found.sentence, found.hint, WARN)

    def _open_existing(self) -> None:
        folder = choose_folder(self, tr("The folder of your journal"))
        if folder is None:
            return
        if self.entrance.app.has_vault(folder):
            self.entrance.go(UNLOCK, folder)
        else:
            self.notice.show_error(NoVaultError(str(folder)))

    def try_next(self) -> None:
        """Refuse a place where a journal lies already."""
        if self.entrance.app.has_vault(Path(self.setup.folder)):
            self.notice.tell(
                tr("There is a journal in this folder already."),
                tr("Open it, or choose another folder."),
                WARN,
                tr("Open it"),
                lambda: self.entrance.go(UNLOCK, self.setup.folder),
            )
            return
        self.done.emit()
