"""Writing, as a person does it: keys, ticks, and what is on disk afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput, Query
from reflect_app.errors import DiskFullError
from reflect_app.services.drafts import DraftService
from reflect_app.services.journal import Journal
from reflect_app.services.templates import built_in
from reflect_app.ui.compose.sheet import Sheet
from reflect_app.ui.compose.targets import CarryOn, EditEntry, Target, WriteNew
from reflect_app.ui.page import Desk, Undo
from reflect_app.ui.pages.compose import ComposePage
from reflect_app.ui.questions.long_text import LongTextField
from reflect_app.ui.questions.shift import ShiftField
from reflect_app.ui.supervision.targets import ShowSession
from tests.helpers.keys import bring_up, press

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[ComposePage]:
    made = ComposePage(desk)
    bring_up(qtbot, made)
    yield made
    made.close_sheet()


def write(page: ComposePage, template: str, **more: Any) -> Sheet:
    page.shown(WriteNew(template, **more))
    assert page.sheet is not None
    return page.sheet


def editor(sheet: Sheet, question: str) -> Any:
    field = sheet.form.blocks[question].field
    return field.editor if isinstance(field, LongTextField) else field


def is_open(page: ComposePage, sheet: Sheet) -> bool:
    return page.sheet is sheet


def only_entry(journal: Journal) -> Any:
    page = journal.entries.page(Query())
    assert page.total == 1
    return journal.entries.show(page.entries[0].id)


def test_the_gallery_opens_a_page(page: ComposePage, qtbot: QtBot) -> None:
    page.shown()
    card = page.gallery.cards()[0]
    assert card.accessibleName() == "After-shift check-in, 3 minutes"
    card.click()
    assert page.sheet is not None
    assert page.sheet.template.id == "after-shift"


def test_an_after_shift_page_by_keyboard_alone(
    page: ComposePage, journal: Journal, desk: Desk, qtbot: QtBot
) -> None:
    moves: list[str] = []
    desk.moved.connect(lambda name, _target: moves.append(name))
    sheet = write(page, "after-shift", shift=journal.drafts.offered_shift())
    blocks = sheet.form.blocks
    blocks["heavy"].field.focus_target().setFocus()
    press(page, "4")
    blocks["energy"].field.focus_target().setFocus()
    press(page, "2")
    blocks["feelings"].field.focus_target().setFocus()
    press(page, "ten", Qt.Key.Key_Return)
    blocks["leave_here"].field.focus_target().setFocus()
    press(page, "the toaster, again")
    blocks["contact"].field.focus_target().setFocus()
    press(page, Qt.Key.Key_Right, Qt.Key.Key_Space)
    blocks["record"].field.focus_target().setFocus()
    press(page, Qt.Key.Key_Right, Qt.Key.Key_Space)
    press(page, Qt.Key.Key_Return, held=CTRL)
    entry = only_entry(journal)
    assert entry.answers == {
        "shift": {"start": "2026-03-11T21:45", "kind": "night"},
        "heavy": 4,
        "energy": 2,
        "feelings": ["tense"],
        "leave_here": "the toaster, again",
        "contact": "mixed",
        "record": False,
    }
    assert entry.shift is not None
    assert entry.shift.start == "2026-03-11T21:45"
    assert entry.event == "2026-03-12T07:30:00+00:00"
    assert journal.drafts.list() == []
    assert moves == ["today"]
    assert page.sheet is None


def test_every_question_can_be_skipped(page: ComposePage, journal: Journal) -> None:
    sheet = write(page, "emotional-impact")
    sheet.closing.finish.click()
    assert sheet.trouble.message == "There is nothing on this page yet."
    sheet.closing.tags.line.setFocus()
    press(page, "nights", Qt.Key.Key_Return)
    sheet.closing.finish.click()
    assert only_entry(journal).tags == ("nights",)


def test_nothing_is_written_for_a_page_that_was_only_looked_at(
    page: ComposePage, journal: Journal
) -> None:
    write(page, "after-shift", shift=journal.drafts.offered_shift())
    page.leave()
    assert journal.drafts.list() == []
    assert not page.unsaved()


def test_leaving_saves_at_once_and_coming_back_puts_the_caret_where_it_was(
    page: ComposePage, journal: Journal
) -> None:
    sheet = write(page, "free")
    editor(sheet, "page").setFocus()
    press(page, "half a thought")
    press(page, Qt.Key.Key_Home)
    page.leave()
    draft = journal.drafts.list()[0]
    assert draft.answers == {"page": "half a thought"}
    assert draft.caret is not None
    assert (draft.caret.question, draft.caret.position) == ("page", 0)
    page.close_sheet()
    page.shown(CarryOn(draft.id))
    press(page, "not ")
    assert page.sheet is not None
    assert page.sheet.draft().answers == {"page": "not half a thought"}


def test_undo_reaches_back_over_an_autosave(page: ComposePage, journal: Journal) -> None:
    sheet = write(page, "free")
    field = editor(sheet, "page")
    field.setFocus()
    press(page, "first")
    sheet.keeper.flush()
    press(page, " and second")
    sheet.keeper.flush()
    assert journal.drafts.list()[0].answers == {"page": "first and second"}
    while field.document().isUndoAvailable():
        field.undo()
    assert field.toPlainText() == ""


def test_words_stay_on_the_page_when_the_disk_is_full(
    page: ComposePage, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFullError

    sheet = write(page, "free")
    editor(sheet, "page").setFocus()
    with monkeypatch.context() as disk:
        disk.setattr(DraftService, "save", full)
        press(page, "cannot be lost")
        page.leave()
        assert page.unsaved()
        assert sheet.trouble.message.startswith("There is no room left")
        sheet.closing.carry_on.click()
        sheet.closing.finish.click()
        assert page.sheet is sheet
        assert editor(sheet, "page").toPlainText() == "cannot be lost"
    sheet.trouble.action.click()
    assert journal.drafts.list()[0].answers == {"page": "cannot be lost"}
    assert sheet.trouble.isHidden()
    assert not page.unsaved()


def test_carry_on_later_keeps_the_page_and_goes_back(
    page: ComposePage, journal: Journal, desk: Desk
) -> None:
    said: list[str] = []
    desk.said.connect(said.append)
    sheet = write(page, "free")
    editor(sheet, "page").setFocus()
    press(page, "later")
    sheet.closing.carry_on.click()
    assert page.sheet is None
    assert said == ["Kept. It is waiting for you on Today."]
    assert [draft.answers for draft in journal.drafts.list()] == [{"page": "later"}]


def test_a_deleted_page_comes_back_on_undo(page: ComposePage, journal: Journal, desk: Desk) -> None:
    undos: list[Undo] = []
    desk.undoable.connect(undos.append)
    desk.moved.connect(lambda name, target: page.shown(target) if name == "compose" else None)
    sheet = write(page, "free")
    editor(sheet, "page").setFocus()
    press(page, "thrown away")
    sheet.closing.drop.click()
    assert journal.drafts.list() == []
    assert page.sheet is None
    undos[0].action()
    assert [draft.answers for draft in journal.drafts.list()] == [{"page": "thrown away"}]
    assert page.sheet is not None


def test_distress_of_seven_shows_support_once_and_puts_nothing_in_the_entry(
    page: ComposePage, journal: Journal, qtbot: QtBot
) -> None:
    sheet = write(page, "after-shift")
    sheet.form.answer("heavy", 6)
    sheet.form.answer("heavy", 7)
    qtbot.waitUntil(lambda: "support" in sheet.offering.panels)
    panel = sheet.offering.panels["support"]
    assert panel.offer.message.startswith("You marked 7 or more.")
    sheet.form.answer("heavy", 5)
    qtbot.waitUntil(lambda: not sheet.offering.panels)
    sheet.form.answer("heavy", 9)
    qtbot.waitUntil(lambda: "support" in sheet.offering.panels)
    sheet.offering._dismiss(sheet.offering.panels["support"].offer)
    with qtbot.waitSignal(sheet.offering._soon.timeout):
        sheet.form.answer("heavy", 10)
    assert sheet.offering.panels == {}
    sheet.closing.finish.click()
    assert only_entry(journal).answers == {"heavy": 10}


def test_before_each_distress_scale_the_promise_is_said(page: ComposePage) -> None:
    from PySide6.QtWidgets import QLabel

    sheet = write(page, "after-shift")
    said = [label.text() for label in sheet.form.blocks["heavy"].findChildren(QLabel)]
    assert any("tells nobody" in text and "call 999" in text for text in said)
    other = [label.text() for label in sheet.form.blocks["energy"].findChildren(QLabel)]
    assert not any("tells nobody" in text for text in other)


def test_the_mark_question_sets_the_mark(page: ComposePage, journal: Journal) -> None:
    sheet = write(page, "after-shift")
    assert sheet.closing.mark.isHidden()
    block = sheet.form.blocks["to_supervision"]
    block.field.focus_target().setFocus()
    press(page, Qt.Key.Key_Space)
    sheet.closing.finish.click()
    entry = only_entry(journal)
    assert entry.marked
    assert entry.answers == {"to_supervision": True}


def test_a_question_alone_can_be_marked(page: ComposePage, journal: Journal) -> None:
    sheet = write(page, "free")
    editor(sheet, "page").setFocus()
    press(page, "for Nuala")
    sheet.form.blocks["page"].mark.toggle()  # a screen reader's way
    sheet.closing.finish.click()
    assert only_entry(journal).marked_questions == ("page",)


def test_take_this_to_supervision_says_that_nothing_is_sent(
    page: ComposePage, journal: Journal
) -> None:
    sheet = write(page, "free")
    assert sheet.closing.note.isHidden()
    sheet.closing.mark.click()
    assert not sheet.closing.note.isHidden()
    assert sheet.closing.note.text() == "Marked for you to bring. Nothing has been sent."
    sheet.closing.finish.click()
    assert only_entry(journal).marked


def test_the_second_record_question_waits_for_the_first(page: ComposePage) -> None:
    sheet = write(page, "free")
    after = sheet.form.blocks["record_next"]
    assert after.isHidden()
    sheet.form.answer("record", True)
    assert not after.isHidden()
    sheet.form.answer("record_next", "at_handover")
    sheet.form.answer("record", False)
    assert after.isHidden()
    assert sheet.draft().answers["record_next"] == "at_handover"


def test_folded_questions_wait_under_more(page: ComposePage) -> None:
    sheet = write(page, "after-shift")
    assert not sheet.form.fold.is_open()
    sheet.form.fold.button.click()
    assert sheet.form.blocks["staffing"].isVisible()


def test_the_day_it_happened_can_be_changed(
    page: ComposePage, journal: Journal, clock: FixedClock
) -> None:
    sheet = write(page, "free")
    editor(sheet, "page").setFocus()
    press(page, "on Tuesday")
    sheet.when.change.click()
    sheet.when.day.line.selectAll()
    press(page, "10/3", Qt.Key.Key_Tab)
    sheet.when.time.selectAll()
    sheet.when.time.setFocus()
    press(page, "0615")
    sheet.closing.finish.click()
    assert only_entry(journal).event == "2026-03-10T06:15:00+00:00"


def test_another_shift_can_be_said(page: ComposePage, journal: Journal) -> None:
    sheet = write(page, "after-shift", shift=journal.drafts.offered_shift())
    field = sheet.form.blocks["shift"].field
    assert isinstance(field, ShiftField)
    field.edit.kinds.press("sleep-in")
    assert sheet.draft().shift is not None
    sheet.closing.finish.click()
    entry = only_entry(journal)
    assert entry.shift is not None
    assert entry.shift.kind == "sleep-in"
    assert entry.answers["shift"] == {"start": "2026-03-11T21:45", "kind": "sleep-in"}


def test_an_entry_is_changed_in_the_same_form(
    page: ComposePage, journal: Journal, desk: Desk
) -> None:
    saved = journal.entries.write(
        EntryInput("after-shift", {"heavy": 3, "leave_here": "it", "to_supervision": True})
    )
    page.shown(EditEntry(saved.id))
    sheet = page.sheet
    assert sheet is not None
    assert "to_supervision" not in sheet.form.blocks
    assert sheet.closing.mark.isChecked()
    sheet.closing.mark.click()
    sheet.form.answer("heavy", 8)
    sheet.closing.finish.click()
    entry = journal.entries.show(saved.id)
    assert entry.answers == {"heavy": 8, "leave_here": "it", "to_supervision": True}
    assert not entry.marked
    assert [note.revision for note in journal.entries.history(saved.id)] == [1, 2]


def test_a_new_pseudonym_is_kept_and_used(page: ComposePage, journal: Journal) -> None:
    sheet = write(page, "relationship-dynamics")
    sheet.form.blocks["people"].field.focus_target().setFocus()
    press(page, "Heron", Qt.Key.Key_Return)
    sheet.closing.finish.click()
    assert [person.pseudonym for person in journal.people.list()] == ["Heron"]
    assert only_entry(journal).people == ("Heron",)


def test_opening_another_page_keeps_the_first(page: ComposePage, journal: Journal) -> None:
    sheet = write(page, "free")
    editor(sheet, "page").setFocus()
    press(page, "interrupted")
    write(page, "after-shift")
    assert [draft.answers for draft in journal.drafts.list()] == [{"page": "interrupted"}]


def test_a_page_deleted_elsewhere_does_not_come_back(page: ComposePage, journal: Journal) -> None:
    sheet = write(page, "free")
    editor(sheet, "page").setFocus()
    press(page, "gone")
    page.leave()
    journal.drafts.discard(sheet.draft().id)
    page.shown()
    assert page.sheet is None


def test_save_and_lock(page: ComposePage, journal: Journal, desk: Desk, qtbot: QtBot) -> None:
    sheet = write(page, "free")
    editor(sheet, "page").setFocus()
    press(page, "good night")
    with qtbot.waitSignal(desk.lock_asked):
        sheet.closing.lock.click()
    assert only_entry(journal).answers == {"page": "good night"}


@pytest.mark.parametrize("template", built_in().ids())
def test_what_is_on_the_page_is_what_is_kept(
    page: ComposePage, journal: Journal, template: str
) -> None:
    """Every question of a template answered through its field comes back from disk the same."""
    journal.people.add("Wren")
    answers = {
        question.id: _example(question)
        for question in journal.templates.get(template).questions
        if question.role != "bring"
    }
    sheet = write(page, template)
    for name, value in answers.items():
        sheet.form.answer(name, value)
    sheet.closing.finish.click()
    assert only_entry(journal).answers == answers


def _example(question: Any) -> Any:
    first = question.choices[0].id if question.choices else None
    last = question.choices[-1].id if question.choices else None
    return {
        "text": "one line",
        "long_text": "Tŷ Celyn 🙂\n\nmore",
        "scale": 7,
        "number": 2.5,
        "choice": last,
        "multi_choice": [first, last],
        "emotions": [first, last],
        "people": ["Wren"],
        "date": "2026-03-20",
        "shift": {"start": "2026-03-11T21:45", "kind": "night"},
        "yes_no": True,
        "actions": [{"text": "ring"}],
        "options": [{question.fields[0].id: "x"}] if question.fields else None,
    }[question.type]


def test_focus_mode_asks_for_the_window_and_gives_it_back(page: ComposePage, desk: Desk) -> None:
    asked: list[bool] = []
    desk.alone_asked.connect(asked.append)
    write(page, "free")
    press(page, Qt.Key.Key_F11)
    press(page, Qt.Key.Key_F11)
    press(page, Qt.Key.Key_F11)
    page.hidden()
    page.hidden()
    assert asked == [True, False, True, False]


def test_mark_by_key(page: ComposePage) -> None:
    sheet = write(page, "free")
    editor(sheet, "page").setFocus()
    press(page, Qt.Key.Key_M, held=CTRL)
    assert sheet.draft().marked_questions == ("page",)
    press(page, Qt.Key.Key_M, held=CTRL)
    assert sheet.draft().marked_questions == ()


def test_asked_for_again_the_gallery_comes_back_and_the_page_is_kept(
    page: ComposePage, journal: Journal
) -> None:
    sheet = write(page, "free")
    editor(sheet, "page").setFocus()
    press(page, "half")
    page.leave()
    page.hidden()
    page.shown()
    assert is_open(page, sheet), "coming back goes on with what is open"
    page.shown()
    assert not is_open(page, sheet)
    assert [draft.answers for draft in journal.drafts.list()] == [{"page": "half"}]


def test_a_page_with_nothing_on_it_does_not_stand_in_the_way(page: ComposePage) -> None:
    write(page, "free")
    page.hidden()
    page.shown()
    assert page.sheet is None
    assert page.gallery.cards()[0].hasFocus()


def test_an_incident_page_waits_when_people_come_first(
    page: ComposePage, journal: Journal, desk: Desk, qtbot: QtBot
) -> None:
    sheet = write(page, "critical-incident")
    sheet.form.answer("safe", "no")
    qtbot.waitUntil(lambda: bool(sheet.offering.panels))
    panel = next(iter(sheet.offering.panels.values()))
    assert panel.offer.message.startswith("Get to people first.")
    with qtbot.waitSignal(desk.lock_asked):
        _button(panel, "Save and lock").click()
    assert journal.entries.page(Query()).total == 0
    assert [draft.answers for draft in journal.drafts.list()] == [{"safe": "no"}]


def test_an_offered_answer_is_filled_in(page: ComposePage, qtbot: QtBot) -> None:
    sheet = write(page, "critical-incident")
    sheet.form.answer("reported", "not_yet")
    qtbot.waitUntil(lambda: bool(sheet.offering.panels))
    panel = next(iter(sheet.offering.panels.values()))
    _button(panel, "someone else is doing it").click()
    assert sheet.draft().answers["reported"] != "not_yet"
    qtbot.waitUntil(lambda: not sheet.offering.panels)


def test_an_offer_to_mark_marks_only_when_pressed(
    page: ComposePage, journal: Journal, qtbot: QtBot
) -> None:
    journal.people.add("Wren")
    again = {"people": ["Wren"], "pulls": ["rescue"]}
    for _ in range(2):
        journal.entries.write(EntryInput("relationship-dynamics", again))
    sheet = write(page, "relationship-dynamics")
    sheet.form.answer("people", ["Wren"])
    sheet.form.answer("pulls", ["rescue"])
    qtbot.waitUntil(lambda: "pull_again" in sheet.offering.panels)
    assert sheet.draft().marked_questions == ()
    _button(sheet.offering.panels["pull_again"], "Mark it to bring").click()
    assert sheet.draft().marked_questions == ("pulls",)


def test_a_suggested_prompt_opens_and_keeps_this_page(
    page: ComposePage, journal: Journal, qtbot: QtBot
) -> None:
    sheet = write(page, "relationship-dynamics")
    sheet.form.answer("views_apart", "far")
    qtbot.waitUntil(lambda: "views_far_apart" in sheet.offering.panels)
    title = journal.templates.get("formulation").title
    _button(sheet.offering.panels["views_far_apart"], f"Open “{title}”").click()
    assert page.sheet is not None
    assert page.sheet.template.id == "formulation"
    assert [draft.answers for draft in journal.drafts.list()] == [{"views_apart": "far"}]


def _button(panel: QWidget, words: str) -> QPushButton:
    return next(b for b in panel.findChildren(QPushButton) if b.text() == words)


def test_done_goes_where_one_sees_what_became_of_the_page(
    page: ComposePage, journal: Journal, desk: Desk
) -> None:
    moves: list[tuple[str, object]] = []
    desk.moved.connect(lambda name, target: moves.append((name, target)))

    def done(target: Target) -> tuple[str, object]:
        page.open(target)
        assert page.sheet is not None
        page.sheet.form.answer(_a_text(page.sheet), "We slowed down.")
        page.sheet.closing.finish.click()
        return moves[-1]

    session = journal.sessions.add("Morgan", "2026-03-20T14:00").id
    there = ("supervision", ShowSession(session))
    assert done(CarryOn(journal.records.prepare(session).id)) == there
    assert done(CarryOn(journal.records.record(session).id)) == there
    assert done(EditEntry(journal.sessions.find(session).record)) == there
    agreement = journal.agreements.add("Morgan").id
    assert done(CarryOn(journal.agreements.page(agreement).id)) == ("supervision", None)
    assert done(WriteNew("supervision-record")) == ("supervision", None)
    assert done(WriteNew("supervision-preparation")) == ("today", None)
    assert done(WriteNew("cpd-account")) == ("learning", None)
    # A session that was taken off meanwhile is not asked for.
    draft = journal.records.record(journal.sessions.add("Sam", "2026-03-21T14:00").id)
    journal.sessions.remove(draft.session)
    assert done(CarryOn(draft.id)) == ("supervision", None)


def _a_text(sheet: Sheet) -> str:
    kinds = ("text", "long_text")
    return next(each.id for each in sheet.template.questions if each.type in kinds)
