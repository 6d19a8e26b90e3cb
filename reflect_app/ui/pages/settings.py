"""Settings: what this computer remembers of looks and locking, and what the journal keeps."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from reflect_app.core.changes import Changes
from reflect_app.ui.order import focus_first
from reflect_app.ui.page import Desk, Page, PageSpec
from reflect_app.ui.sections.about import AboutSection
from reflect_app.ui.sections.about_me import AboutMeSection
from reflect_app.ui.sections.activity import ActivitySection
from reflect_app.ui.sections.appearance import AppearanceSection
from reflect_app.ui.sections.asked_for import AskedForSection
from reflect_app.ui.sections.backups import BackupsSection
from reflect_app.ui.sections.evaluation import EvaluationSection
from reflect_app.ui.sections.everything import EverythingSection
from reflect_app.ui.sections.exchange import ExchangeSection
from reflect_app.ui.sections.imports import ImportsSection
from reflect_app.ui.sections.leaving import LeavingSection
from reflect_app.ui.sections.locking import LockingSection
from reflect_app.ui.sections.names import NamesSection
from reflect_app.ui.sections.new_key import NewKeySection
from reflect_app.ui.sections.organisation import OrganisationSection
from reflect_app.ui.sections.passphrase import PassphraseSection
from reflect_app.ui.sections.prompts import PromptsSection
from reflect_app.ui.sections.quick_unlock import QuickUnlockSection
from reflect_app.ui.sections.received import ReceivedSection
from reflect_app.ui.sections.recovery import RecoverySection
from reflect_app.ui.sections.support import SupportSection
from reflect_app.ui.sections.ways_in import WaysInSection
from reflect_app.ui.widgets.card import GAP, Column
from reflect_app.ui.widgets.text import title
from reflect_app.words import tr


class SettingsPage(Page):
    """One section under the other. `shown` may be given a section's name to go to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.about_me = AboutMeSection(desk)
        self.locking = LockingSection(desk)
        self.passphrase = PassphraseSection(desk)
        self.quick_unlock = QuickUnlockSection(desk)
        self.recovery = RecoverySection(desk)
        self.new_key = NewKeySection(desk)
        self.names = NamesSection(desk)
        self.sections = {
            "appearance": AppearanceSection(desk),
            "locking": self.locking,
            "backups": BackupsSection(desk),
            "ways-in": WaysInSection(desk),
            "passphrase": self.passphrase,
            "quick-unlock": self.quick_unlock,
            "recovery": self.recovery,
            "new-key": self.new_key,
            "about-me": self.about_me,
            "names": self.names,
            "prompts": PromptsSection(desk),
            "support": SupportSection(desk),
            "exchange": ExchangeSection(desk),
            "received": ReceivedSection(desk),
            "evaluation": EvaluationSection(desk),
            "imports": ImportsSection(desk),
            "everything": EverythingSection(desk),
            "asked-for": AskedForSection(desk),
            "leaving": LeavingSection(desk),
            "activity": ActivitySection(desk),
            "organisation": OrganisationSection(desk),
            "about": AboutSection(desk),
        }
        self._column = Column()
        self._column.box.setSpacing(GAP * 3)
        self._column.box.addWidget(title(tr("Settings")))
        for section in self.sections.values():
            self._column.box.addWidget(section)
        self._column.box.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self._column)

    def shown(self, target: object = None) -> None:
        """Fill every section; scroll to the one that was asked for."""
        for section in self.sections.values():
            section.show_now()
        wanted = self.sections.get(str(target))
        if wanted is not None:
            self._column.ensureWidgetVisible(wanted, 0, GAP)
            wanted.setFocus()  # where there is nothing in it to press, too
            focus_first(wanted)

    def refresh(self, changes: Changes) -> None:
        """Only settings concern this page."""
        if changes.settings:
            for section in self.sections.values():
                section.show_now()

    def leave(self) -> None:
        """A line that is being typed is kept."""
        self.about_me.keep_all()
        self.locking.keep()

    def hidden(self) -> None:
        """Recovery words, passphrases and real names that were on the screen are gone."""
        self.passphrase.forget()
        self.quick_unlock.forget()
        self.recovery.forget()
        self.new_key.forget()
        self.names.fold_up()


PAGE = PageSpec("settings", tr("Settings"), "settings", 90, SettingsPage, "Ctrl+,")
