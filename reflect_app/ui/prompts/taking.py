"""Taking prompts in from a file: who signed it and what would change, before anything does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal

from reflect_app.core.changes import Changes
from reflect_app.core.prompts import Template, TemplateLibrary
from reflect_app.core.prompts.differences import differences
from reflect_app.errors import ReflectError
from reflect_app.services.journal import Journal
from reflect_app.services.prompt_packs import PackLook, is_pack
from reflect_app.services.templates import read_template
from reflect_app.ui.page import Desk
from reflect_app.ui.prompts.rows import OWN, Told
from reflect_app.ui.widgets.buttons import button, primary
from reflect_app.ui.widgets.card import Card, flow
from reflect_app.ui.widgets.notice import ERROR, Notice
from reflect_app.ui.widgets.text import body, heading, small, subheading
from reflect_app.words import tr, trn


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file holds. One of `pack` and `template` is there."""

    path: Path
    pack: PackLook | None = None
    template: Template | None = None
    told: tuple[str, ...] = ()
    known: bool = False


def look_at(journal: Journal, path: Path, library: TemplateLibrary) -> Looked:
    """Read a file without taking it in.

    Raises:
        TemplateError: it is broken; names file, line and reason.
    """
    if is_pack(path):
        return Looked(path, journal.prompt_packs.inspect(path))
    template = read_template(path, library)
    held = journal.templates.held(template.id)
    told = differences(held, template) if held else ()
    return Looked(path, None, template, told, held is not None)


class TakingCard(Card):
    """Shows one file and takes it in when told to. `taken` says what came of it, in words."""

    taken = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._looked: Looked | None = None
        self.notice = Notice(parent=self)
        self.lines: list[str] = []
        self.add = primary(tr("Add these"), self._take)
        self.leave = button(tr("Leave it"), self.hide)
        for step in (self.add, self.leave):
            step.setParent(self)
        self.hide()

    def look(self, path: Path) -> None:
        """Read a file and show it, or why it is refused."""
        library = self._desk.library
        self._desk.ask(
            lambda journal: look_at(journal, path, library),
            self._came,
            failed=self._refused,
            owner=self,
        )

    def _refused(self, error: ReflectError) -> None:
        self._clear()
        self.box.addWidget(heading(tr("This file cannot be added")))
        hint = error.hint or tr("Nothing was changed.")
        self.box.addWidget(Notice(error.message, hint, ERROR))
        self.lines = [error.message]
        self.leave.setText(tr("Close"))
        self._end(offer=False)

    def _came(self, looked: Looked) -> None:
        self._clear()
        self._looked = looked
        self.leave.setText(tr("Leave it"))
        if looked.pack is not None:
            self._show_pack(looked.pack)
        elif looked.template is not None:
            self._show_template(looked, looked.template)

    def _show_pack(self, pack: PackLook) -> None:
        self.box.addWidget(heading(tr("A prompt pack: {title}").format(title=pack.title)))
        self._say(pack.signer.line)
        if pack.signer.standing == "unknown":
            words = tr("Compare these words with the sender, by telephone or in person.")
            self.box.addWidget(small(words))
        for step in pack.steps:
            self.box.addWidget(subheading(step.title))
            self._say(step.line)
            for line in step.differences:
                self._say("– " + line)
        if pack.refusal:
            self.box.addWidget(Notice(pack.refusal, tr("Nothing was changed."), ERROR))
            self.lines.append(pack.refusal)
        self._end(offer=not pack.refusal)

    def _show_template(self, looked: Looked, template: Template) -> None:
        self.box.addWidget(heading(template.title))
        self._say(template.purpose)
        self._say(tr("Not signed: anyone could have written it."))
        count = len(template.questions)
        words = trn("{count} question", "{count} questions", count).format(count=count)
        new = tr("It replaces the one you have.") if looked.known else tr("It is new here.")
        self._say(f"{words}. {new}")
        for line in looked.told:
            self._say("– " + line)
        self._end(offer=True)

    def _say(self, text: str) -> None:
        self.lines.append(text)
        self.box.addWidget(body(text))

    def _end(self, *, offer: bool) -> None:
        self.box.addWidget(self.notice)
        self.box.addLayout(flow(self.add, self.leave))
        self.add.setVisible(offer)
        self.leave.show()
        self.show()
        (self.add if offer else self.leave).setFocus()

    def _clear(self) -> None:
        self._looked = None
        self.lines = []
        self.notice.clear()
        while (item := self.box.takeAt(0)) is not None:
            old, inner = item.widget(), item.layout()
            if old is not None and old is not self.notice:
                old.hide()
                old.deleteLater()
            elif inner is not None:
                while inner.takeAt(0) is not None:
                    pass
                inner.deleteLater()

    def _take(self) -> None:
        looked = self._looked
        if looked is None:
            return

        def job(journal: Journal) -> Told:
            if looked.template is not None:
                journal.templates.add(looked.template)
                return Told(OWN)
            return Told(journal.prompt_packs.take(looked.path).changes | Changes())

        self._desk.save(job, self._done, failed=self.notice.show_error, owner=self)

    def _done(self, _told: Told) -> None:
        self.hide()
        self.taken.emit(tr("Added. Entries that are there keep the wording they answered."))
