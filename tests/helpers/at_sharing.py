"""Somebody at their own Sharing page, with a journal and a desk of their own."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.ui.jobs import InlineTasks
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.sharing import SharingPage
from reflect_app.ui.sharing.targets import ShareEntry
from reflect_app.ui.theme import ThemeKeeper
from tests.helpers.circle import Somebody
from tests.helpers.keys import bring_up


class At:
    """Somebody at their own Sharing page."""

    def __init__(self, who: Somebody, theme: ThemeKeeper, qtbot: QtBot) -> None:
        self.who = who
        self.desk = Desk(who.app, who.journal, InlineTasks(), theme)
        self.troubles: list[str] = []
        self.desk.troubled.connect(lambda error: self.troubles.append(error.message))
        self.page = SharingPage(self.desk)
        bring_up(qtbot, self.page, 1100, 800)
        self.desk.changed.connect(self.page.refresh)
        self.page.shown()

    def look_now(self) -> None:
        """The short pause after the last tick is over."""
        self.page.choosing._soon.stop()
        self.page.choosing._look()

    def share_page(self, entry: str, name: str = "", *, question: str = "page") -> None:
        """Open the share form on one entry, tick one answer of it, and choose who reads it."""
        self.page.shown(ShareEntry(entry))
        self.tick(question)
        if name:
            self.choose(name)
        self.look_now()

    def tick(self, *questions: str) -> None:
        """Tick these answers of every entry in the share form."""
        tree = self.page.choosing.tree
        for asked in tree.questions():
            if asked.key[1] in questions:
                tree.set_question(asked.key, on=True)

    def choose(self, name: str) -> None:
        """Say who is to read it."""
        who = self.page.choosing.reader.reader
        found = [n for n in range(who.count()) if who.itemText(n).startswith(name)]
        assert found, name
        who.setCurrentIndex(found[0])

    def words(self, part: QWidget | None = None) -> str:
        """What can be read there now."""
        QApplication.processEvents()
        seen = (part or self.page).findChildren(QLabel)
        return "\n".join(label.text() for label in seen if label.isVisible())

    def press(self, name: str) -> None:
        """Press the button of this text, or of this name for a screen reader."""
        QApplication.processEvents()
        found = [
            step
            for step in self.page.findChildren(QPushButton)
            if step.isVisible()
            and step.isEnabled()
            and name in (step.text(), step.accessibleName())
        ]
        assert found, name
        found[0].click()
