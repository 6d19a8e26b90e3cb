"""What the writer chose to be called. It is kept in the journal and printed only if ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from reflect_app.ui.page import Desk
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.field import Field
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal

_LONGEST = 120


class AboutMeSection(Section):
    """Three lines, each saved when it is left or Enter is pressed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("About you"),
            tr("All of it may stay empty. It is used in packs, and only where you tick it."),
        )
        self.lines = {
            "display_name": self._line(tr("Name to show"), "display_name"),
            "agency": self._line(tr("Agency"), "agency"),
            "role": self._line(tr("Role"), "role"),
        }

    def _line(self, text: str, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setMaxLength(_LONGEST)
        line.editingFinished.connect(lambda: self._keep(name))
        self.box.addWidget(Field(text, line))
        return line

    def show_now(self) -> None:
        """Read what is kept."""

        def read(journal: Journal) -> dict[str, str]:
            kept = journal.settings.all()
            return {name: str(kept[name]) for name in self.lines}

        self.desk.ask(read, self._shown, owner=self)

    def _shown(self, kept: dict[str, str]) -> None:
        for name, text in kept.items():
            if not self.lines[name].hasFocus():
                self.lines[name].setText(text)
                self.lines[name].setModified(False)

    def _keep(self, name: str) -> None:
        line = self.lines[name]
        if not line.isModified():
            return
        text = line.text().strip()
        line.setModified(False)
        self.desk.save(
            lambda journal: journal.settings.set(name, text),
            failed=self.notice.show_error,
            owner=self,
        )

    def keep_all(self) -> None:
        """Save whatever was typed and not yet left."""
        for name in self.lines:
            self._keep(name)
