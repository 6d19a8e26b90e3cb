"""Backups: make one now, where the second place is, and which there are."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from reflect_app.core import when
from reflect_app.errors import CancelledError, ReflectError
from reflect_app.services.keeping import KEEP
from reflect_app.ui.files import choose_folder
from reflect_app.ui.first_run.second_place import alone_sentence
from reflect_app.ui.page import Desk
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import flow
from reflect_app.ui.widgets.going import Going
from reflect_app.ui.widgets.notice import GOOD
from reflect_app.ui.widgets.text import body, plain_tip, subheading
from reflect_app.words import tr, trn

if TYPE_CHECKING:
    from reflect_app.services.backups import BackupFound, Drill, SecondPlace
    from reflect_app.services.journal import Journal

_SHOWN = 50


class BackupsSection(Section):
    """A backup is opened and checked after it is written; only then is it said to be made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Backups"),
            tr("Each opens with the passphrase of the day it was made, or the recovery words."),
        )
        self.place = body("")
        self.now = button(tr("Back up now"), self.back_up)
        self.drill = button(tr("Try the newest backup"), self.try_newest)
        self.choose = button(tr("Choose a second place…"), self._choose)
        self.going = Going("", tr("Progress"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Backups"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(desk.theme.pixels(150))
        self.box.addWidget(subheading(tr("Second place")))
        self.box.addWidget(self.place)
        self.box.addLayout(flow(self.now, self.choose, self.drill))
        self.box.addWidget(self.going)
        self.box.addWidget(self.list)

    def try_newest(self) -> None:
        """Restore the newest aside, check it, and take it away again."""
        self._begin(tr("Bringing the newest backup back, aside, and checking it."))
        self.going.follow(
            self.desk.maintain(
                lambda journal: journal.backups.drill_steps(),
                self._tried,
                pace=self.going.pace,
                failed=self._failed,
                owner=self,
            )
        )

    def _tried(self, found: Drill) -> None:
        self._end()
        text = trn(
            "The backup of {day} opens: {count} entry came back, checked.",
            "The backup of {day} opens: {count} entries came back, checked.",
            found.entries,
        ).format(day=when.day(found.created), count=found.entries)
        hint = "" if found.same_passphrase else tr("It opens with the passphrase of that day.")
        self.notice.tell(text, hint, GOOD)

    def show_now(self) -> None:
        """Read the second place and both lists."""
        self.desk.ask(_read, self._shown, owner=self)

    def _shown(self, read: tuple[str, list[BackupFound]]) -> None:
        second, found = read
        self.place.setText(second)
        self.list.clear()
        for backup in found[:_SHOWN]:
            item = QListWidgetItem(described(backup))
            item.setToolTip(plain_tip(str(backup.path)))
            self.list.addItem(item)
        if not found:
            self.list.addItem(tr("No backup yet. “Back up now” makes the first."))

    def back_up(self) -> None:
        """Make one in both places, giving way to whatever is being written."""
        self._begin(tr("Making a backup and checking it."))
        self.going.follow(
            self.desk.maintain(
                back_up_everywhere,
                self._made,
                pace=self.going.pace,
                failed=self._failed,
                owner=self,
            )
        )

    def _begin(self, said: str) -> None:
        self.now.setEnabled(False)
        self.drill.setEnabled(False)
        self.notice.clear()
        self.going.said.setText(said)
        self.going.begin()

    def _end(self) -> None:
        self.now.setEnabled(True)
        self.drill.setEnabled(True)
        self.going.end()

    def _made(self, places: list[str]) -> None:
        self._end()
        self.notice.tell(
            tr("The backup is made and checked."),
            tr("It is in {places}.").format(places=tr(" and in ").join(places)),
            GOOD,
        )
        self.show_now()

    def _failed(self, error: ReflectError) -> None:
        self._end()
        if isinstance(error, CancelledError):
            self.notice.tell(tr("Stopped. The backups there were are as they were."))
        else:
            self.notice.show_error(error)
        self.show_now()

    def _choose(self) -> None:
        folder = choose_folder(self, tr("A folder for backups"))
        if folder is not None:
            self.use(folder)

    def use(self, folder: Path) -> None:
        """Take this folder as the second place, and try it with a backup."""
        self.desk.save(
            lambda journal: journal.settings.set("second_backup_place", str(folder)),
            lambda _: self.back_up(),
            failed=self._failed,
            owner=self,
        )


def _read(journal: Journal) -> tuple[str, list[BackupFound]]:
    second = journal.backups.second_place()
    found = journal.backups.list()
    said = alone_sentence()
    if second is not None:
        found += journal.backups.list(second.folder)
        said = _second_place(second)
    if journal.settings.get(KEEP):
        kept = tr("You are keeping everything for now: older backups stay, too.")
        said = f"{said}\n{kept}"
    return said, sorted(found, key=lambda backup: backup.created, reverse=True)


def _second_place(second: SecondPlace) -> str:
    said = str(second.folder)
    if second.last_there:
        said = tr("{place}, last there on {day}").format(
            place=said, day=when.day(second.last_there)
        )
    if second.there:
        return said
    away = tr("It is not there now: plug it in, or choose another.")
    return f"{said}\n{away}"


def back_up_everywhere(journal: Journal) -> Generator[None, None, list[str]]:
    """One in each place, for the worker. Returns the folders."""
    second = str(journal.settings.get("second_backup_place"))
    made: list[str] = []
    for place in [Path(second), None] if second else [None]:
        new = yield from journal.backups.make_steps(place)
        made.append(str(new.out.parent))
    return made


def described(backup: BackupFound) -> str:
    """One line of the list."""
    if backup.problem:
        return tr("{name}: {problem}").format(name=backup.path.name, problem=backup.problem)
    made = datetime.fromisoformat(backup.created).astimezone().isoformat()
    entries = trn("{count} entry", "{count} entries", backup.entries).format(count=backup.entries)
    return f"{when.day(made)}, {made[11:16]} · {entries} · {backup.path.parent}"
