"""Each of the 27 prompts, filled in by keys in the window and by the command line: one entry.

Every question is answered, in the order of the page, by what a person would press in its field;
the command line is given the same answers as JSON. What both keep must be equal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from reflect_app.app import App
from reflect_app.assets import root
from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput, Query
from reflect_app.core.prompts import Question
from reflect_app.services.journal import Journal
from reflect_app.services.templates import built_in
from reflect_app.ui.compose.block import QuestionBlock
from reflect_app.ui.compose.targets import WriteNew
from reflect_app.ui.jobs import InlineTasks
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.compose import ComposePage
from reflect_app.ui.questions.rows import LineCell
from reflect_app.ui.questions.shift import ShiftField
from reflect_app.ui.theme import ThemeKeeper
from tests.fixtures import PASSPHRASE, make_app
from tests.helpers.commands import Commands
from tests.helpers.keys import bring_up, press

TEMPLATES = sorted(template.id for template in built_in().all())
WHO = "Teapot"
#: What differs between two entries that say the same.
OWN = {"id", "written", "event"}
Key = Qt.Key


def words(question: Question) -> str:
    return f"about {question.id}"


def typed(block: QuestionBlock, page: ComposePage) -> Any:
    press(page, words(block.question))
    return words(block.question)


def number_key(block: QuestionBlock, page: ComposePage) -> Any:
    press(page, "7")
    return 7


def first_chip(block: QuestionBlock, page: ComposePage) -> Any:
    press(page, Key.Key_Space)
    first = block.question.choices[0].id
    return first if block.question.type == "choice" else [first]


def two_words(block: QuestionBlock, page: ComposePage) -> Any:
    found = block.question.choices[:2]
    for choice in found:
        press(page, choice.label, Key.Key_Return)
    return [choice.id for choice in found]


def pseudonym(block: QuestionBlock, page: ComposePage) -> Any:
    press(page, WHO, Key.Key_Return)
    return [WHO]


def day(block: QuestionBlock, page: ComposePage) -> Any:
    press(page, "10/3/26", Key.Key_Tab)
    return "2026-03-10"


def shift(block: QuestionBlock, page: ComposePage) -> Any:
    assert isinstance(block.field, ShiftField)
    press(page, "11/3/26", Key.Key_Tab)
    block.field.edit.time.setFocus()
    press(page, "2145")
    block.field.edit.kinds.tab_stop().setFocus()
    press(page, "n", Key.Key_Space)
    return {"start": "2026-03-11T21:45", "kind": "night"}


def yes(block: QuestionBlock, page: ComposePage) -> Any:
    press(page, Key.Key_Space)
    return True


def action(block: QuestionBlock, page: ComposePage) -> Any:
    press(page, "ring them", Key.Key_Tab, "me", Key.Key_Tab, "20/3/26", Key.Key_Tab)
    return [{"text": "ring them", "owner": "me", "due": "2026-03-20"}]


def row(block: QuestionBlock, page: ComposePage) -> Any:
    first = block.field.rows.rows[0]  # type: ignore[attr-defined]
    said = {}
    for part in block.question.fields:
        cell = first.cells[part.id]
        cell.setFocus()
        if isinstance(cell, QComboBox):
            press(page, Key.Key_Down)
            cell.activated.emit(cell.currentIndex())  # as Qt does once a list is shown
            said[part.id] = str(cell.currentData())
        else:
            assert isinstance(cell, LineCell)
            press(page, f"the {part.id}")
            said[part.id] = f"the {part.id}"
    return [said]


HANDS: dict[str, Callable[[QuestionBlock, ComposePage], Any]] = {
    "text": typed, "long_text": typed, "scale": number_key, "number": number_key,
    "choice": first_chip, "multi_choice": first_chip, "emotions": two_words,
    "people": pseudonym, "date": day, "shift": shift, "yes_no": yes, "actions": action,
    "options": row,
}  # fmt: skip


def is_open(page: ComposePage) -> bool:
    return page.sheet is not None


def prepared(app: App) -> Journal:
    """A journal with somebody to write about and an entry to bring."""
    journal = app.vaults.create(app.paths.default_vault, PASSPHRASE).journal
    journal.people.add(WHO)
    return journal


def only(journal: Journal, leave_out: str) -> dict[str, Any]:
    found = [each.id for each in journal.entries.page(Query()).entries if each.id != leave_out]
    assert len(found) == 1
    kept = asdict(journal.entries.show(found[0]))
    return {name: value for name, value in kept.items() if name not in OWN}


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_window_and_the_command_line_keep_the_same(
    template: str, app: App, clock: FixedClock, qtbot: QtBot, tmp_path: Path
) -> None:
    journal = prepared(app)
    brought = journal.entries.write(EntryInput("free", {"page": "to bring"}, marked=True)).id
    theme = ThemeKeeper(root())
    page = ComposePage(Desk(app, journal, InlineTasks(), theme))
    bring_up(qtbot, page)
    page.shown(WriteNew(template))
    assert page.sheet is not None
    form, answers = page.sheet.form, {}
    form.fold.open(True)
    for name, block in form.blocks.items():
        if block.isHidden():
            continue  # it waits for another answer than ours
        block.field.focus_target().setFocus()
        answers[name] = HANDS[block.question.type](block, page)
    assert {question.id for question in page.sheet.template.questions} >= set(answers)
    assert page.sheet.form.answers() == answers
    press(page, Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    assert not is_open(page)
    here = only(journal, brought)
    journal.close()

    there_app = make_app(tmp_path / "terminal", clock)
    there_journal = prepared(there_app)
    there_brought = there_journal.entries.write(
        EntryInput("free", {"page": "to bring"}, marked=True)
    ).id
    there_journal.close()
    commands = Commands(there_app, tmp_path)
    given = {name: brought_there(value, brought, there_brought) for name, value in answers.items()}
    shift_words = []
    if here["shift"] is not None:
        start, kind = here["shift"]["start"], here["shift"]["kind"]
        shift_words = ["--shift-start", start, "--shift-kind", kind]
    commands.write(template, given, *shift_words)
    opened = there_app.vaults.unlock(there_app.paths.default_vault, PASSPHRASE, write=False)
    there = only(opened, there_brought)
    opened.close()
    there["answers"] = {
        name: brought_there(value, there_brought, brought)
        for name, value in there["answers"].items()
    }
    assert here["answers"] == answers
    assert there == here


def brought_there(value: Any, ours: str, theirs: str) -> Any:
    """An answer that points at an entry points at the other journal's own."""
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return value
    return [{key: theirs if part == ours else part for key, part in each.items()} for each in value]
