"""Leaving this job: learning accounts, one's own entries after a look for names, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from reflect_app.core.clock import stamp
from reflect_app.errors import ReflectError
from reflect_app.services.leaving import JOURNAL, Take, question, write_journal
from reflect_app.services.packs import PackMade, write_pack
from reflect_app.ui.files import choose_to_save
from reflect_app.ui.pack.copying import CopyReview
from reflect_app.ui.page import Desk
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.notice import GOOD
from reflect_app.ui.widgets.text import body
from reflect_app.ui.widgets.wheel import calm_wheel
from reflect_app.words import tr, trn

if TYPE_CHECKING:
    from reflect_app.core.records import Record


class LeavingSection(Section):
    """Nothing is taken that was not looked at; the list of real names never goes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Leaving this job"))
        self.take = QComboBox()
        calm_wheel(self.take)
        for words, name in (
            (tr("Nothing"), ""),
            (tr("My learning accounts"), "learning"),
            (tr("My entries, after a look for names"), "entries"),
        ):
            self.take.addItem(words, name)
        self.form = QComboBox()
        calm_wheel(self.form)
        for words, name in (
            (tr("For another Reflect journal"), JOURNAL),
            ("PDF", "pdf"),
            ("Word", "docx"),
            (tr("Web page"), "html"),
            ("Markdown", "md"),
        ):
            self.form.addItem(words, name)
        self.look = button(tr("See what would go"), self._look)
        self.save = button(tr("Save…"), self._choose)
        self.review = CopyReview(desk, self.save.setEnabled)
        self.take.currentIndexChanged.connect(lambda _: self._chosen())
        self.box.addWidget(body(question()))
        self.box.addWidget(Field(tr("What to take"), self.take))
        self.box.addLayout(row(self.look, None))
        self.box.addWidget(self.review)
        self.box.addWidget(Field(tr("Form of the copy"), self.form))
        self.box.addLayout(row(self.save, None))
        self._chosen()

    def _chosen(self) -> None:
        self.review.forget()
        self.look.setEnabled(bool(self.take.currentData()))

    def _look(self) -> None:
        take: Take = self.take.currentData()
        self.notice.clear()
        self.review.start(lambda journal, swaps: journal.leaving.preview(take, swaps))

    def _choose(self) -> None:
        form = str(self.form.currentData())
        ending = "json" if form == JOURNAL else form
        kinds = f"{self.form.currentText()} (*.{ending})"
        place = choose_to_save(self, tr("Save a copy"), f"{tr('my-entries')}.{ending}", kinds)
        if place is not None:
            self.write(place)

    def write(self, place: Path) -> None:
        """Write what was looked at."""
        preview, form = self.review.preview, str(self.form.currentData())
        if preview is None:
            return
        self.save.setEnabled(False)
        if form != JOURNAL:
            self._work(lambda: write_pack(preview, place, form))
            return
        swaps, made = self.review.deciding.decided.swaps, stamp(self.desk.clock.now())

        def ready(records: tuple[Record, ...]) -> None:
            self._work(lambda: write_journal(records, place, made))

        self.desk.ask(
            lambda journal: journal.leaving.records(preview, swaps),
            ready,
            failed=self._failed,
            owner=self,
        )

    def _work(self, job: Callable[[], PackMade]) -> None:
        self.desk.work(job, self._made, failed=self._failed, owner=self)

    def _made(self, made: PackMade) -> None:
        self.save.setEnabled(True)
        text = trn("{count} entry is in {path}.", "{count} entries are in {path}.", made.entries)
        hint = tr("Nothing protects it. The journal here is as it was.")
        self.notice.tell(text.format(count=made.entries, path=made.out), hint, GOOD)

    def _failed(self, error: ReflectError) -> None:
        self.save.setEnabled(True)
        self.notice.show_error(error)
