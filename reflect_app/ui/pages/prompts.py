"""Prompts: hide, copy, write and change them, take packs in and hand them out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from reflect_app.core.changes import Changes, Saved
from reflect_app.core.prompts import Template
from reflect_app.core.prompts.forms import TemplateForm
from reflect_app.services.journal import Journal
from reflect_app.services.prompts_out import PromptsPreview
from reflect_app.services.sheets import write_sheet
from reflect_app.ui.compose.targets import PAGE_ID as COMPOSE
from reflect_app.ui.compose.targets import WriteNew
from reflect_app.ui.files import choose_to_open, choose_to_save
from reflect_app.ui.pack.look_first import LookFirst
from reflect_app.ui.page import Desk, Page, PageSpec
from reflect_app.ui.prompts.editor import PromptEditorView
from reflect_app.ui.prompts.handing import HandingCard
from reflect_app.ui.prompts.listing import PromptList
from reflect_app.ui.prompts.rows import OWN, PromptRow, Told, rows_of
from reflect_app.ui.prompts.taking import TakingCard
from reflect_app.ui.widgets.notice import GOOD
from reflect_app.words import tr

_Opened = tuple[TemplateForm, tuple[tuple[str, str], ...]]


class PromptsPage(Page):
    """The list, and the editor in front of it while a prompt is written."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = PromptList(desk)
        self.editor = PromptEditorView(desk)
        self.taking = TakingCard(desk)
        self.handing = HandingCard(desk)
        self.list.box.insertWidget(4, self.taking)
        self.list.box.insertWidget(5, self.handing)
        self.first = LookFirst(desk, self, lambda part: self.list.box.insertWidget(6, part))
        self._pick = ""
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.editor)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.list.asked.connect(self._act)
        self.editor.closed.connect(self._close_editor)
        self.editor.kept.connect(self._kept)
        self.editor.reopened.connect(self._go_on)
        self.taking.taken.connect(self._said)
        self.handing.written.connect(self._said)

    def shown(self, target: object = None) -> None:
        """Read the list. A target is the id of the prompt to pick in it."""
        del target
        self._ask()

    def refresh(self, changes: Changes) -> None:
        """Prompts came, went or were hidden."""
        if changes.settings & {"own_templates", "hidden_templates", "prompt_in_work"}:
            self._ask()

    def leave(self) -> None:
        """A prompt that fits is saved; one that does not yet is put aside."""
        if self.is_editing():
            self.editor.keep_on_the_way_out()

    def begin_search(self) -> bool:
        """Find among the prompts."""
        if self.is_editing():
            return False
        self.list.filter.setFocus()
        return True

    def is_editing(self) -> bool:
        """Whether the editor is in front."""
        return self._stack.currentWidget() is self.editor

    def edit(self, id_: str = "") -> None:
        """Open the editor on a prompt of one's own, or on an empty page."""

        def job(journal: Journal) -> _Opened:
            editor = journal.prompt_editor
            return (editor.form(id_) if id_ else editor.new()), editor.blocks()

        self.desk.ask(job, self._opened, owner=self)

    def _opened(self, opened: _Opened) -> None:
        self._stack.setCurrentWidget(self.editor)
        self.editor.open(*opened)

    def _go_on(self, form: TemplateForm) -> None:
        """Open the editor on a page that was put aside."""

        def job(journal: Journal) -> _Opened:
            return form, journal.prompt_editor.blocks()

        def opened(found: _Opened) -> None:
            self._stack.setCurrentWidget(self.editor)
            self.editor.open(*found, in_work=True)

        self.desk.ask(job, opened, owner=self)

    def _ask(self) -> None:
        def job(journal: Journal) -> tuple[tuple[PromptRow, ...], TemplateForm | None]:
            return rows_of(journal), journal.prompt_editor.aside()

        self.desk.ask(job, self._came, owner=self)

    def _came(self, found: tuple[tuple[PromptRow, ...], TemplateForm | None]) -> None:
        rows, aside = found
        self.list.show_rows(rows, self._pick)
        self._pick = ""
        if aside is not None and not self.is_editing():
            self.list.notice.tell(
                tr("A prompt you had begun is still here: {title}").format(
                    title=aside.title or tr("No title yet")
                ),
                action=tr("Go on with it"), act=lambda: self._go_on(aside),
            )  # fmt: skip

    def _act(self, act: str, row: PromptRow | None) -> None:
        if act == "new":
            self.edit()
        elif act == "take":
            self._choose_file()
        elif act == "hand-out":
            self.taking.hide()
            self.handing.open(self.list.own())
        elif row is not None:
            self._act_on(act, row)

    def _act_on(self, act: str, row: PromptRow) -> None:
        if act == "write":
            self.desk.go(COMPOSE, WriteNew(row.id))
        elif act == "change":
            self.edit(row.id)
        elif act == "duplicate":
            self._duplicate(row)
        elif act == "hide":
            self._hide(row.id, on=not row.hidden)
        elif act == "sheet":
            self._choose_sheet(row)
        elif act == "remove":
            self._remove(row)

    def _choose_file(self) -> None:
        kinds = tr("Prompts and packs") + " (*.toml *.reflect-prompts)"
        path = choose_to_open(self, tr("Add from a file"), kinds)
        if path is not None:
            self.look_at(path)

    def look_at(self, path: Path) -> None:
        """Show what a file holds, before anything is taken in."""
        self.handing.hide()
        self.taking.look(path)

    def _choose_sheet(self, row: PromptRow) -> None:
        self._look(row.template, lambda template: self._choose_place(row.id, template))

    def _choose_place(self, id_: str, template: Template) -> None:
        name = id_.replace(":", "-") + ".pdf"
        place = choose_to_save(self, tr("Save the blank sheet"), name, "PDF (*.pdf)")
        if place is not None:
            self._write_sheet(template, place)

    def write_sheet(self, template: Template, place: Path) -> None:
        """Write a template's blank sheet, once it was looked at where there is something to see."""
        self._look(template, lambda looked: self._write_sheet(looked, place))

    def _look(self, template: Template, act: Callable[[Template], object]) -> None:
        self.list.notice.clear()
        words = tr("Save the blank sheet")
        self.first.ask(
            lambda journal, swaps: journal.prompts_out.preview((template,), swaps),
            lambda found: act(cast("PromptsPreview", found).templates[0]),
            (words, words, self.list.list),
            self.list.notice.show_error,
        )

    def _write_sheet(self, template: Template, place: Path) -> None:
        clock, language = self.desk.clock, self.desk.app.language
        self.desk.work(
            lambda: write_sheet(template, place, clock, language=language),
            lambda made: self._said(tr("A blank sheet is in {path}.").format(path=made.out)),
            failed=self.list.notice.show_error,
            owner=self,
        )

    def _duplicate(self, row: PromptRow) -> None:
        def job(journal: Journal) -> Saved:
            return Saved(journal.prompt_editor.duplicate(row.id).id, 0, "", OWN)

        def copied(saved: Saved) -> None:
            self._pick = saved.id
            self.edit(saved.id)

        self.desk.save(job, copied, owner=self)

    def _hide(self, id_: str, *, on: bool) -> None:
        def job(journal: Journal) -> Told:
            held = journal.templates
            return Told(held.hide(id_) if on else held.unhide(id_))

        self.desk.save(job, owner=self)
        if on:
            self.desk.say(tr("Hidden from Write. Nothing else changed."))

    def _remove(self, row: PromptRow) -> None:
        def job(journal: Journal) -> Told:
            journal.templates.remove(row.id)
            return Told(OWN)

        self.desk.save(job, lambda _told: self._removed(row.template), owner=self)

    def _removed(self, template: Template) -> None:
        def put_back(journal: Journal) -> Told:
            journal.templates.put_back(template)
            return Told(OWN)

        words = tr("Removed “{title}”. Entries that used it keep their wording.")
        self.desk.offer_undo(words.format(title=template.title), lambda: self.desk.save(put_back))

    def _close_editor(self) -> None:
        self.editor.keep_on_the_way_out()
        self._stack.setCurrentWidget(self.list)
        self.list.list.setFocus()

    def _kept(self, template: Template) -> None:
        self._pick = template.id
        self._stack.setCurrentWidget(self.list)
        self._ask()
        self.list.list.setFocus()
        self._said(tr("Saved “{title}”.").format(title=template.title))

    def _said(self, sentence: str) -> None:
        self.list.notice.tell(sentence, kind=GOOD)


PAGE = PageSpec("prompts", tr("Prompts"), "write", 85, PromptsPage, listed=False)
