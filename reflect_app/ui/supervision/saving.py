"""What leaves the supervision page as a file with no words in it: a date, dates, a blank page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from reflect_app.exporting.files import Written
from reflect_app.services.journal import Journal
from reflect_app.services.sheets import SheetMade, write_sheet
from reflect_app.ui import files
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.notice import GOOD, Notice
from reflect_app.words import tr

_SHEET = "group-member"


class Saving:
    """Asks where, writes, and says so in the page's notice. Only a person's click starts it."""

    def __init__(self, desk: Desk, notice: Notice, owner: QWidget) -> None:
        self._desk = desk
        self._notice = notice
        self._owner = owner

    def calendar(self, session: str) -> None:
        """A session's date, without names."""
        self._write_to(
            tr("Save the date"),
            tr("supervision") + ".ics",
            tr("Calendar (*.ics)"),
            lambda journal, out: journal.dates.write_calendar(session, out),
        )

    def dates(self) -> None:
        """Held dates for an employer."""
        self._write_to(
            tr("Save the dates"),
            tr("supervision dates") + ".pdf",
            "PDF (*.pdf);;Word (*.docx);;CSV (*.csv);;Markdown (*.md)",
            lambda journal, out: journal.dates.write_dates(out),
        )

    def sheet(self) -> None:
        """A blank page for a member without Reflect."""
        out = files.choose_to_save(
            self._owner, tr("Save"), tr("after a group") + ".pdf", "PDF (*.pdf)"
        )
        if out is not None:
            clock, language = self._desk.clock, self._desk.app.language
            template = self._desk.library.get(_SHEET)
            self._desk.work(
                lambda: write_sheet(template, out, clock, language=language), self._printed,
                failed=self._notice.show_error, owner=self._owner,
            )  # fmt: skip

    def _write_to(
        self, words: str, name: str, kinds: str, write: Callable[[Journal, Path], Written]
    ) -> None:
        out = files.choose_to_save(self._owner, words, name, kinds)
        if out is not None:
            self._desk.ask(
                lambda journal: write(journal, out), self._written,
                failed=self._notice.show_error, owner=self._owner,
            )  # fmt: skip

    def _written(self, written: Written) -> None:
        self._told(written.path)

    def _printed(self, made: SheetMade) -> None:
        self._told(made.out)

    def _told(self, path: Path) -> None:
        self._notice.tell(tr("Saved as {name}.").format(name=path.name), "", GOOD)
