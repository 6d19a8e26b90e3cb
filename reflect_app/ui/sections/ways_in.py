"""Every way into the journal, each with what it is and how it is taken away."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reflect_app.core import when
from reflect_app.core.changes import Changes
from reflect_app.ui.order import tab_through
from reflect_app.ui.page import Desk
from reflect_app.ui.quick_way import clock_time
from reflect_app.ui.sections.new_words import Slot
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.notice import GOOD, WARN
from reflect_app.ui.widgets.text import body
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal
    from reflect_app.services.keys import Way


class WaysInSection(Section):
    """The list is the envelope's own: nothing opens the journal that is not in it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Security: what opens this journal"),
            tr("Today. A copy or backup of before opens with what opened the journal then."),
        )
        self._rows = Slot()
        self._rows.setSpacing(8)
        self.box.addLayout(self._rows)

    def show_now(self) -> None:
        """Read the list."""
        self.desk.ask(lambda journal: journal.keys.ways(), self._shown, owner=self)

    def _shown(self, ways: tuple[Way, ...]) -> None:
        phrases = sum(way.kind == "passphrase" for way in ways)
        rows = [self._row(way, removable=way.kind != "passphrase" or phrases > 1) for way in ways]
        self._rows.show_parts(*rows)
        tab_through(self, self)  # what is made later comes last of the whole page otherwise

    def _row(self, way: Way, *, removable: bool) -> QWidget:
        held = QWidget()
        said = body(self._sentence(way, only=not removable))
        if not removable:
            held.setLayout(row(said))
            return held
        away = button(tr("Remove…"), partial(self._ask, way), "quiet")
        away.setAccessibleName(tr("Remove: {way}").format(way=said.text()))
        across = row(said, away)
        across.setStretch(0, 1)
        held.setLayout(across)
        return held

    def _sentence(self, way: Way, *, only: bool) -> str:
        day = when.day(way.created)
        if way.kind == "passphrase":
            text = tr("The passphrase, from {day}.").format(day=day)
            return f"{text} {tr('It can be changed, never taken away.')}" if only else text
        if way.kind == "recovery":
            return tr("24 recovery words, from {day}.").format(day=day)
        ends = datetime.fromisoformat(way.expires)
        if ends <= self.desk.clock.now():
            return tr("Quick unlock, which ended at {time} on its own.").format(
                time=clock_time(way.expires)
            )
        return tr(
            "Quick unlock until {time}, on the one computer where it was last switched on."
        ).format(time=clock_time(way.expires))

    def _ask(self, way: Way) -> None:
        if way.kind == "recovery":
            said = tr("Without recovery words nobody can open this if you forget the passphrase.")
            hint = tr("Backups that you made before still open with them.")
        elif way.kind == "device":
            said = tr("From now on that computer asks for the passphrase.")
            hint = tr("Quick unlock can be switched on again at any time.")
        else:
            said = tr("This passphrase will not open the journal any more.")
            hint = tr("Backups and copies made before still open with it.")
        self.notice.tell(said, hint, WARN, tr("Remove it"), lambda: self.remove(way))
        self.notice.action.setFocus()

    def remove(self, way: Way) -> None:
        """Take one way in away."""
        quick = self.desk.app.vaults.quick

        def job(journal: Journal) -> None:
            if way.kind == "recovery":
                journal.recovering.give_up()
            elif way.kind == "device":
                quick.turn_off(journal.vault)
            else:
                journal.keys.remove(way.id)

        self.desk.ask(job, self._removed, failed=self.notice.show_error, owner=self)

    def _removed(self, _done: None) -> None:
        self.desk.announce(Changes(settings=frozenset({"recovery_deferred"})))
        self.show_now()
        self.notice.tell(tr("Removed. The list shows what opens the journal now."), "", GOOD)
