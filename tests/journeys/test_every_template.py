"""Each of the 27 prompts, filled in by keys in the window and by the command line: one entry.

First every question is answered, in the order of the page, by what a person would press in its
field; then every second one, groups that repeat twice and “can't tell yet” where it stands;
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
CANNOT_TELL = "cant_tell"
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


def one_row(block: QuestionBlock, page: ComposePage, place: int) -> dict[str, str]:
    """A row of a group that repeats, filled in; another empty one stands under it then."""
    cells = block.field.rows.rows[place].cells  # type: ignore[attr-defined]
    said = {}
    for name, cell in cells.items():
        if isinstance(cell, QComboBox):
            cell.setFocus()
            press(page, *[Key.Key_Down] * (place + 1))
            cell.activated.emit(cell.currentIndex())  # as Qt does once a list is shown
            said[name] = str(cell.currentData())
        elif isinstance(cell, LineCell):
            cell.setFocus()
            press(page, f"the {name} {place}")
            said[name] = f"the {name} {place}"
        else:  # a day, which Tab comes to
            press(page, Key.Key_Tab, "20/3/26", Key.Key_Tab)
            said[name] = "2026-03-20"
    return said


def row(block: QuestionBlock, page: ComposePage) -> Any:
    return [one_row(block, page, 0)]


def two_rows(block: QuestionBlock, page: ComposePage) -> Any:
    return [one_row(block, page, 0), one_row(block, page, 1)]


def way_out(block: QuestionBlock, page: ComposePage) -> Any:
    """The way out, “can't tell yet”, where it stands; else the last that can be picked."""
    ids = [choice.id for choice in block.question.choices]
    place = ids.index(CANNOT_TELL) if CANNOT_TELL in ids else len(ids) - 1
    press(page, Key.Key_Home, *[Key.Key_Right] * place, Key.Key_Space)
    return ids[place] if block.question.type == "choice" else [ids[place]]


def no_word_for_it(block: QuestionBlock, page: ComposePage) -> Any:
    found = next(each for each in block.question.choices if each.id == CANNOT_TELL)
    press(page, found.label, Key.Key_Return)
    return [found.id]


Hands = dict[str, Callable[[QuestionBlock, ComposePage], Any]]
HANDS: Hands = {
    "text": typed, "long_text": typed, "scale": number_key, "number": number_key,
    "choice": first_chip, "multi_choice": first_chip, "emotions": two_words,
    "people": pseudonym, "date": day, "shift": shift, "yes_no": yes, "actions": action,
    "options": row,
}  # fmt: skip
UNSURE: Hands = HANDS | {
    "choice": way_out, "multi_choice": way_out, "emotions": no_word_for_it,
    "actions": two_rows, "options": two_rows,
}  # fmt: skip


def everything(place: int, question: Question) -> bool:
    return True


def every_second(place: int, question: Question) -> bool:
    """Every second one is skipped, but no group that repeats and no way out."""
    told = CANNOT_TELL in {choice.id for choice in question.choices}
    return place % 2 == 0 or told or question.type in ("actions", "options")


def is_open(page: ComposePage) -> bool:
    return page.sheet is not None


def prepared(app: App) -> tuple[Journal, list[str]]:
    """A journal with somebody to write about, and entries to bring."""
    journal = app.vaults.create(app.paths.default_vault, PASSPHRASE).journal
    journal.people.add(WHO)
    pages = ("to bring", "to bring as well")
    return journal, [
        journal.entries.write(EntryInput("free", {"page": page}, marked=True)).id for page in pages
    ]


def newest(journal: Journal, known: list[str]) -> dict[str, Any]:
    """The one entry that is not known, which is from now on."""
    (found,) = {each.id for each in journal.entries.page(Query()).entries} - {*known}
    known.append(found)
    kept = asdict(journal.entries.show(found))
    return {name: value for name, value in kept.items() if name not in OWN}


def filled_in(
    page: ComposePage, template: str, hands: Hands, takes: Callable[[int, Question], bool]
) -> dict[str, Any]:
    """A new page, each question that `takes` names answered by keys, and saved."""
    page.shown(WriteNew(template))
    assert page.sheet is not None
    form, answers, place = page.sheet.form, dict[str, Any](), 0
    form.fold.open(True)
    for name, block in form.blocks.items():
        if block.isHidden():
            continue  # it waits for another answer than ours
        if takes(place, block.question):
            block.field.focus_target().setFocus()
            answers[name] = hands[block.question.type](block, page)
        place += 1
    assert {question.id for question in page.sheet.template.questions} >= set(answers)
    kept = dict(form.answers())
    left = [each for each in page.sheet.template.questions if each.id in kept.keys() - answers]
    assert all(question.type == "shift" for question in left)  # it is offered, and stays
    assert {name: kept.get(name) for name in answers} == answers
    press(page, Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    assert not is_open(page)
    return kept


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_window_and_the_command_line_keep_the_same(
    template: str, app: App, clock: FixedClock, qtbot: QtBot, tmp_path: Path
) -> None:
    journal, known = prepared(app)
    brought = list(known)
    page = ComposePage(Desk(app, journal, InlineTasks(), ThemeKeeper(root())))
    bring_up(qtbot, page)
    written = []
    for hands, takes in ((HANDS, everything), (UNSURE, every_second)):
        answers = filled_in(page, template, hands, takes)
        here = newest(journal, known)
        assert here["answers"] == answers
        written.append(here)
    journal.close()

    there_app = make_app(tmp_path / "terminal", clock)
    there_journal, there_known = prepared(there_app)
    there_journal.close()
    to_there = dict(zip(brought, there_known, strict=True))
    to_here = {theirs: ours for ours, theirs in to_there.items()}
    commands = Commands(there_app, tmp_path)
    for here in written:
        given = {name: moved(value, to_there) for name, value in here["answers"].items()}
        shift_words = []
        if here["shift"] is not None:
            start, kind = here["shift"]["start"], here["shift"]["kind"]
            shift_words = ["--shift-start", start, "--shift-kind", kind]
        commands.write(template, given, *shift_words)
        opened = there_app.vaults.unlock(there_app.paths.default_vault, PASSPHRASE, write=False)
        there = newest(opened, there_known)
        opened.close()
        there["answers"] = {name: moved(value, to_here) for name, value in there["answers"].items()}
        assert there == here


def test_ways_out_and_groups_that_repeat_are_among_the_questions() -> None:
    """What the journey answers second: were there none, it would show less than it says."""
    questions = [each for template in built_in().all() for each in template.questions]
    unsure = [q for q in questions if CANNOT_TELL in {choice.id for choice in q.choices}]
    assert {question.type for question in unsure} >= {"choice", "multi_choice", "emotions"}
    assert {"actions", "options"} <= {question.type for question in questions}


def moved(value: Any, to: dict[str, str]) -> Any:
    """An answer that points at an entry points at the other journal's own."""
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return value
    return [{key: to.get(part, part) for key, part in each.items()} for each in value]
