"""Who is there on a bad day: the list of people to turn to, written by whoever uses it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPlainTextEdit

from reflect_app.errors import ReflectError
from reflect_app.services.journal import Journal
from reflect_app.services.support import SupportLine, SupportSaved, save_support, support_lines
from reflect_app.ui.page import Desk
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import flow
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.notice import GOOD
from reflect_app.words import tr

_BETWEEN = "|"


class SupportSection(Section):
    """One line for each place to turn: a name, a number and a word more, with a bar between."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("People to turn to"),
            tr(
                "This list opens without the passphrase, so anyone at this computer can read it. "
                "Put nothing private in it."
            ),
        )
        self._before: tuple[SupportLine, ...] = ()
        self.list = QPlainTextEdit()
        self.list.setTabChangesFocus(True)
        self.list.setMinimumHeight(190)
        hint = tr("One on each line: name | number or place | a word more")
        self.box.addWidget(Field(tr("Your list"), self.list, hint))
        self.save = button(tr("Save the list"), self.keep)
        self.usual = button(tr("Put the usual list back"), lambda: self._keep(()), "quiet")
        self.box.addLayout(flow(self.save, self.usual))

    def show_now(self) -> None:
        """Read the list, unless it is being changed."""
        if not self.list.document().isModified():
            self._ask()

    def keep(self) -> None:
        """Write what stands in the box."""
        self._keep(tuple(map(_line, self.list.toPlainText().splitlines())))

    def _ask(self) -> None:
        self.desk.ask(
            lambda journal: (support_lines(journal.folder), journal.read_only),
            self._came, owner=self,
        )  # fmt: skip

    def _came(self, found: tuple[tuple[SupportLine, ...], bool]) -> None:
        lines, read_only = found
        self._before = lines
        self.list.setPlainText("\n".join(map(_written, lines)))
        self.list.document().setModified(False)
        self.list.setReadOnly(read_only)
        for each in (self.save, self.usual):
            each.setEnabled(not read_only)

    def _keep(self, lines: tuple[SupportLine, ...]) -> None:
        before = self._before

        def kept() -> None:
            self._kept()
            self.desk.offer_undo(
                tr("The list was changed."), lambda: self._write(before, self._kept)
            )

        self._write(lines, kept)

    def _write(self, lines: tuple[SupportLine, ...], kept: Callable[[], object]) -> None:
        def job(journal: Journal) -> SupportSaved:
            return save_support(journal.folder, lines)

        self.list.document().setModified(False)
        self.desk.save(job, lambda _saved: kept(), failed=self._refused, owner=self)

    def _refused(self, error: ReflectError) -> None:
        self.list.document().setModified(True)
        self.notice.show_error(error)

    def _kept(self) -> None:
        self.notice.tell(tr("The list is saved."), kind=GOOD)
        self._ask()


def _line(text: str) -> SupportLine:
    name, contact, note = (*(part.strip() for part in text.split(_BETWEEN, 2)), "", "")[:3]
    return SupportLine(name, contact, note)


def _written(line: SupportLine) -> str:
    parts = (line.name, line.contact, line.note)
    return f" {_BETWEEN} ".join(parts).rstrip(f" {_BETWEEN}")
