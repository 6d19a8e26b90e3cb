"""Someone has asked for the journal: keep everything, and gather the part that was asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QComboBox

from reflect_app.core import when
from reflect_app.core.entries import Query
from reflect_app.errors import ReflectError
from reflect_app.services.gathering import Gathered, GatheredFolder, GatherRequest, write_gathered
from reflect_app.services.journal import Journal
from reflect_app.services.keeping import KEEP
from reflect_app.services.pack_choice import Swap
from reflect_app.services.packs import PackPreview
from reflect_app.ui.files import choose_to_save
from reflect_app.ui.journal.fetch import FilterWords, filter_words
from reflect_app.ui.pack.copying import CopyReview
from reflect_app.ui.page import Desk
from reflect_app.ui.questions.dates import DateEdit
from reflect_app.ui.sections.section import Section
from reflect_app.ui.supervision.fetch import headline
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.notice import GOOD
from reflect_app.ui.widgets.text import body, subheading
from reflect_app.ui.widgets.wheel import calm_wheel
from reflect_app.words import tr, trn

Words = tuple[tuple[str, str], ...]
"""Values with the words for them."""


def _fetch(journal: Journal) -> tuple[bool, FilterWords, Words]:
    """Whether everything is kept, and what there is to choose by."""
    groups = {group.id: group.name for group in journal.groups.list()}
    whose = ((one, one.with_name or groups.get(one.group, "")) for one in journal.sessions.list())
    sessions = ((one.id, f"{when.instant(one.at)} · {headline(one, who)}") for one, who in whose)
    return bool(journal.settings.get(KEEP)), filter_words(journal), tuple(sessions)


class AskedForSection(Section):
    """The journal is read here and never changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Someone has asked for my journal"),
            tr(
                "Don't delete anything. Tell your information-governance lead or your union."
                " Reflect can't advise you."
            ),
        )
        self.keep = QCheckBox(tr("Keep everything for now"))
        self.keep.toggled.connect(self._keep)
        self.help = button(tr("More about this"), lambda: desk.go("help", "someone-asks"), "quiet")
        today = desk.clock.now().date()
        self.first, self.last = DateEdit(today), DateEdit(today)
        self.first.name(tr("From"), "")
        self.last.name(tr("To"), "")
        self.tag, self.person, self.session = QComboBox(), QComboBox(), QComboBox()
        self.look = button(tr("See what would be gathered"), self._look)
        self.save = button(tr("Gather into a folder…"), self._choose)
        self._found: Gathered | None = None
        self.review = CopyReview(desk, self.save.setEnabled, every_wording=True)
        self.box.addWidget(self.keep)
        self.box.addWidget(
            body(
                tr(
                    "The bin is not emptied, nothing that was shared with you expires or goes when"
                    " it is withdrawn, older backups stay, and nothing can be erased by hand."
                )
            )
        )
        self.box.addLayout(row(self.help, None))
        self.box.addWidget(subheading(tr("Gather")))
        days = row(Field(tr("From"), self.first), Field(tr("To"), self.last), None)
        self.box.addLayout(days)
        for combo in (self.tag, self.person, self.session):
            calm_wheel(combo)
        self.box.addWidget(Field(tr("With the tag"), self.tag))
        self.box.addWidget(Field(tr("About"), self.person))
        self.box.addWidget(
            Field(
                tr("At the supervision session"),
                self.session,
                tr("Its preparation, what was on its agenda, and its record."),
            )
        )
        self.box.addLayout(row(self.look, None))
        self.box.addWidget(self.review)
        self.box.addLayout(row(self.save, None))

    def show_now(self) -> None:
        """Read whether everything is kept, and what there is to choose by."""
        self.desk.ask(_fetch, self._shown, owner=self)

    def _shown(self, read: tuple[bool, FilterWords, Words]) -> None:
        on, words, sessions = read
        with QSignalBlocker(self.keep):
            self.keep.setChecked(on)
        lists = ((self.tag, words.tags), (self.person, words.people), (self.session, sessions))
        for combo, offered in lists:
            chosen = combo.currentData()
            combo.clear()
            combo.addItem(tr("any"), "")
            for value, said in offered:
                combo.addItem(said, value)
            combo.setCurrentIndex(max(combo.findData(chosen), 0))

    def _keep(self, on: bool) -> None:
        self.desk.save(
            lambda journal: journal.settings.set(KEEP, on),
            failed=self._failed,
            owner=self,
        )

    def query(self) -> Query:
        """What is asked for, by the form."""
        first, last = self.first.day(), self.last.day()
        filters: dict[str, Any] = {
            "start": first.isoformat() if first else None,
            "end": last.isoformat() if last else None,
            "tag": self.tag.currentData() or None,
            "person": self.person.currentData() or None,
        }
        return Query(**filters)

    def _look(self) -> None:
        query, session = self.query(), str(self.session.currentData() or "")
        self.notice.clear()

        def look(journal: Journal, swaps: tuple[Swap, ...]) -> PackPreview:
            found = journal.gathering.preview(GatherRequest(query, session=session, swaps=swaps))
            self._found = found
            return found.as_preview()

        self.review.start(look)

    def _choose(self) -> None:
        place = choose_to_save(
            self, tr("A new folder for the copy"), tr("gathered"), tr("A new folder") + " (*)"
        )
        if place is not None:
            self.write(place)

    def write(self, place: Path) -> None:
        """Write what was looked at into a new folder."""
        found = self._found
        if found is None:
            return
        self.save.setEnabled(False)
        self.desk.work(
            lambda: write_gathered(found, place), self._made, failed=self._failed, owner=self
        )

    def _made(self, made: GatheredFolder) -> None:
        self.save.setEnabled(True)
        text = trn("{count} entry is in {path}.", "{count} entries are in {path}.", made.entries)
        hint = tr("Nothing protects it. The journal here is as it was.")
        self.notice.tell(text.format(count=made.entries, path=made.out), hint, GOOD)

    def _failed(self, error: ReflectError) -> None:
        self.save.setEnabled(self.review.preview is not None)
        self.notice.show_error(error)
