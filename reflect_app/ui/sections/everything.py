"""Everything out: the whole journal in clear text, with a bar and a way to stop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QProgressBar

from reflect_app.errors import ReflectError
from reflect_app.ui.files import choose_to_save
from reflect_app.ui.jobs import Handle
from reflect_app.ui.pack.targets import PAGE_ID, PackOf
from reflect_app.ui.page import Desk
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import flow
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.notice import GOOD
from reflect_app.ui.widgets.text import body
from reflect_app.ui.widgets.wheel import calm_wheel
from reflect_app.words import tr, trn

if TYPE_CHECKING:
    from reflect_app.services.everything import Exported, Form, Progress


class EverythingSection(Section):
    """A clear-text copy says so before it is made, and in itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Export everything"),
            tr("Every entry with all its revisions, to take elsewhere or to bring back here."),
        )
        self._asked: Handle | None = None
        self.form = QComboBox()
        calm_wheel(self.form)
        self.form.addItem(tr("One JSON file, for programs"), "json")
        self.form.addItem(tr("A folder of Markdown, to read"), "md")
        self.export = button(tr("Export everything…"), self._choose)
        self.stop = button(tr("Stop"), self.cancel)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("Progress"))
        self.box.addWidget(
            body(
                tr(
                    "Nothing protects such a file: whoever can open it can read it. A backup is the"
                    " same journal under your passphrase. Your list of real names and all keys stay"
                    " here."
                )
            )
        )
        self.box.addWidget(
            body(
                tr(
                    "Names stand in it as you wrote them, in earlier wordings too. To be rid of"
                    " one, look through your pages first and tick “In my journal too” as you"
                    " replace it."
                )
            )
        )
        self.box.addWidget(Field(tr("Form"), self.form))
        self.look = button(
            tr("Look for names first"),
            lambda: desk.go(PAGE_ID, PackOf((), layout="journal")),
        )
        self.box.addLayout(flow(self.look, self.export, self.stop))
        self.box.addWidget(self.bar)
        self._busy(on=False)

    def _choose(self) -> None:
        form: Form = self.form.currentData()
        name = tr("my-journal") + (".json" if form == "json" else "")
        kinds = "JSON (*.json)" if form == "json" else tr("A new folder") + " (*)"
        place = choose_to_save(self, tr("Export everything"), name, kinds)
        if place is not None:
            self.write(place)

    def write(self, place: Path) -> None:
        """Write it all there, giving way to whatever is being written meanwhile."""
        form: Form = self.form.currentData()
        self.notice.clear()
        self._busy(on=True)
        self._asked = self.desk.maintain(
            lambda journal: journal.everything.export_steps(form, place),
            self._made,
            progress=self._moved,
            failed=self._failed,
            owner=self,
        )

    def cancel(self) -> None:
        """Stop; nothing is left of it."""
        if self._asked is not None:
            self._asked.cancel()
        self._busy(on=False)
        self.notice.tell(tr("Stopped. Nothing was written."))

    def _busy(self, *, on: bool) -> None:
        self.export.setEnabled(not on)
        self.stop.setVisible(on)
        self.bar.setVisible(on)
        self.bar.setRange(0, 0)

    def _moved(self, seen: Progress) -> None:
        self.bar.setRange(0, seen.total)
        self.bar.setValue(seen.done)

    def _made(self, made: Exported) -> None:
        self._busy(on=False)
        text = trn("{count} entry is in {path}.", "{count} entries are in {path}.", made.entries)
        same = tr("It was read back and is the same. Delete it when it has been used.")
        self.notice.tell(
            text.format(count=made.entries, path=made.out),
            " ".join(filter(None, (made.behind(), same))),
            GOOD,
        )
        self.desk.save(
            lambda journal: journal.activity.record("exported", entries=made.entries), quiet=True
        )

    def _failed(self, error: ReflectError) -> None:
        self._busy(on=False)
        self.notice.show_error(error)
