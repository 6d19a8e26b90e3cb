"""The Prompts page: hide, copy, write with no TOML, take in and hand out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from reflect_app.core.entries import EntryInput
from reflect_app.core.prompts import Template
from reflect_app.core.prompts.forms import QuestionForm, TemplateForm
from reflect_app.services.journal import Journal
from reflect_app.ui.compose.targets import WriteNew
from reflect_app.ui.page import Desk, Undo
from reflect_app.ui.pages.prompts import PromptsPage
from reflect_app.ui.prompts.lines import as_choices, as_lines
from reflect_app.ui.questions.scale import ScaleField
from tests.fixtures import PASSPHRASE, make_app
from tests.helpers.keys import bring_up, press

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYS = TemplateForm(
    title="Keys", purpose="Leave the building.",
    questions=(QuestionForm("long_text", "What stays here?"), QuestionForm(block="record-nudge")),
)  # fmt: skip


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> PromptsPage:
    made = PromptsPage(desk)
    bring_up(qtbot, made, 1200, 800)
    desk.changed.connect(made.refresh)
    made.shown()
    return made


def pick(page: PromptsPage, id_: str) -> None:
    for place in range(page.list.list.count()):
        if page.list.list.item(place).data(Qt.ItemDataRole.UserRole) == id_:
            page.list.list.setCurrentRow(place)
            return
    raise AssertionError(id_)


def named(journal: Journal, title: str) -> Template:
    (found,) = [each for each in journal.templates.all() if each.title == title]
    return found


def test_every_prompt_is_there_and_one_can_be_found(page: PromptsPage, desk: Desk) -> None:
    assert page.list.list.count() == len(desk.library.all())
    page.begin_search()
    press(page, "relationship dynamics")
    shown = [i for i in range(page.list.list.count()) if not page.list.list.item(i).isHidden()]
    assert len(shown) >= 1
    assert len(shown) < 5


def test_hide_and_show_again(page: PromptsPage, journal: Journal) -> None:
    pick(page, "free")
    page.list.acts["hide"].click()
    assert journal.templates.hidden() == {"free"}
    row = page.list.current()
    assert row is not None
    assert (row.id, row.hidden) == ("free", True)
    assert page.list.acts["hide"].text() == "Show again"
    page.list.acts["hide"].click()
    assert journal.templates.hidden() == frozenset()


def test_a_built_in_one_is_copied_and_opened(page: PromptsPage, journal: Journal) -> None:
    pick(page, "free")
    assert page.list.acts["change"].isHidden()
    page.list.acts["duplicate"].click()
    assert page.is_editing()
    page.editor.name.setText("Free, ours")
    page.editor.keep()
    assert not page.is_editing()
    row = page.list.current()
    assert row is not None
    assert (row.template.title, row.origin) == ("Free, ours", "own")
    assert journal.templates.get(row.id).version == 2


def test_a_prompt_is_written_by_keyboard(page: PromptsPage, journal: Journal) -> None:
    page.list.new.click()
    editor = page.editor
    assert editor.name.hasFocus()
    press(page, "At the gate", Qt.Key.Key_Tab, "For the walk home", Qt.Key.Key_Tab)
    assert editor.minutes.hasFocus()
    editor.cards[0].wording.setFocus()
    press(page, "What did you leave?")
    press(page, Qt.Key.Key_Return, held=CTRL | SHIFT)
    assert [card.given.block for card in editor.cards] == ["", "", "record-nudge"]
    press(page, "How heavy?")
    card = editor.cards[1]
    card.type.setCurrentIndex(card.type.findData("scale"))
    assert not card.fields["min_label"].isHidden()
    card.min_label.setText("light")
    card.max_label.setText("heavy")
    card.wording.setFocus()
    press(page, Qt.Key.Key_Up, held=ALT)
    assert editor.cards[0] is card
    assert card.wording.hasFocus()
    assert not card.up.isEnabled()
    editor.look()
    assert editor.preview.form is not None
    fields = [block.field for block in editor.preview.form.blocks.values()]
    assert isinstance(fields[0], ScaleField)
    press(page, Qt.Key.Key_S, held=CTRL)
    made = next(t for t in journal.templates.all() if t.title == "At the gate")
    assert [question.text for question in made.questions[:2]] == [
        "How heavy?",
        "What did you leave?",
    ]
    assert made.questions[2].block == "record-nudge"


def test_what_is_missing_is_said_where_it_is(page: PromptsPage, journal: Journal) -> None:
    page.list.new.click()
    editor = page.editor
    assert editor.head["title"].wrong.isHidden()
    editor.cards[0].type.setCurrentIndex(editor.cards[0].type.findData("choice"))
    editor.keep()
    assert editor.head["title"].wrong.text() == "Give it a title."
    assert editor.cards[0].fields["choices"].wrong.text() == "Give at least one choice."
    assert editor.preview.form is not None  # drawn all the same, with dots
    assert len(journal.templates.all()) == page.list.list.count()
    editor.name.setText("x")
    editor.look()
    assert editor.head["title"].wrong.isHidden()


def test_a_question_taken_out_comes_back(page: PromptsPage, journal: Journal) -> None:
    made = journal.prompt_editor.save(KEYS)
    page.edit(made.id)
    page.editor.cards[0].wording.setFocus()
    press(page, Qt.Key.Key_Delete, held=CTRL | SHIFT)
    assert len(page.editor.cards) == 1
    page.editor.notice.action.click()
    assert page.editor.form() == journal.prompt_editor.form(made.id)
    assert not page.editor.is_changed()


def test_leaving_keeps_what_is_sound_and_the_ids_with_it(
    page: PromptsPage, journal: Journal
) -> None:
    page.list.new.click()
    editor = page.editor
    page.leave()
    assert len(journal.templates.all()) == page.list.list.count()
    editor.name.setText("Gate")
    editor.purpose.setText("Go")
    editor.cards[0].wording.setPlainText("What now?")
    page.leave()
    page.leave()
    editor.cards[0].wording.setPlainText("What then?")
    editor.keep()
    made = named(journal, "Gate")
    assert (made.version, made.questions[0].id) == (2, "q1")


def test_what_does_not_fit_yet_outlives_the_lock(
    page: PromptsPage, journal: Journal, desk: Desk
) -> None:
    page.list.new.click()
    page.editor.name.setText("Half a prompt")
    page.editor.cards[0].type.setCurrentIndex(page.editor.cards[0].type.findData("choice"))
    page.leave()
    again = PromptsPage(desk)
    again.shown()
    told = [each.text() for each in again.list.notice.findChildren(QLabel)]
    assert any("Half a prompt" in text for text in told)
    again.list.notice.action.click()
    assert again.is_editing()
    assert again.editor.form() == page.editor.form()
    editor = again.editor
    editor.purpose.setText("Go")
    editor.cards[0].type.setCurrentIndex(editor.cards[0].type.findData("long_text"))
    editor.cards[0].wording.setPlainText("What now?")
    editor.keep()
    assert named(journal, "Half a prompt").questions[0].text == "What now?"
    assert journal.prompt_editor.aside() is None
    again.deleteLater()
    QApplication.sendPostedEvents(again, QEvent.Type.DeferredDelete)


def test_leaving_it_as_it_was_can_be_undone(
    page: PromptsPage, journal: Journal, desk: Desk
) -> None:
    undos: list[Undo] = []
    desk.undoable.connect(undos.append)
    made = journal.prompt_editor.save(KEYS)
    page.edit(made.id)
    page.editor.name.setText("Another name")
    page.editor.drop.click()
    assert not page.is_editing()
    assert journal.templates.get(made.id).title == made.title
    undos[0].action()
    assert page.is_editing()
    assert page.editor.name.text() == "Another name"
    page.leave()
    assert journal.templates.get(made.id).title == "Another name"


def test_removing_can_be_undone(page: PromptsPage, desk: Desk, journal: Journal) -> None:
    made = journal.prompt_editor.save(KEYS)
    page.shown()
    pick(page, made.id)
    undos: list[Undo] = []
    desk.undoable.connect(undos.append)
    page.list.acts["remove"].click()
    assert made not in journal.templates.all()
    undos[0].action()
    assert made in journal.templates.all()


def test_write_with_it(page: PromptsPage, desk: Desk) -> None:
    asked: list[tuple[str, object]] = []
    desk.moved.connect(lambda name, target: asked.append((name, target)))
    pick(page, "free")
    page.list.acts["write"].click()
    assert asked == [("compose", WriteNew("free"))]


def test_a_pack_goes_from_one_journal_to_another(
    page: PromptsPage, journal: Journal, tmp_path: Path
) -> None:
    other = make_app(tmp_path / "other")
    theirs = other.vaults.create(other.paths.default_vault, PASSPHRASE).journal
    made = theirs.prompt_editor.save(KEYS)
    pack = tmp_path / "keys.reflect-prompts"
    theirs.prompt_packs.export((made.id,), pack, service="norfolk", title="Keys")
    theirs.close()
    page.look_at(pack)
    assert page.taking.lines[0].startswith("Signed by somebody unknown, fingerprint ")
    assert "New here." in page.taking.lines
    page.taking.add.click()
    assert page.taking.isHidden()
    taken = named(journal, "Keys")
    assert taken.id == made.id.replace("own:", "norfolk:")
    pick(page, taken.id)
    assert page.list.acts["change"].isHidden()
    assert "Signed by the key" in page.list.about.text()


def test_an_update_needs_the_same_key_and_says_what_changes(
    page: PromptsPage, journal: Journal, tmp_path: Path
) -> None:
    packs: dict[str, Path] = {}
    for who, wordings in (("first", ("What stays here?", "What stays?")), ("false", ("Mine?",))):
        other = make_app(tmp_path / who)
        theirs = other.vaults.create(other.paths.default_vault, PASSPHRASE).journal
        id_ = question_id = ""
        for words in wordings:
            question = QuestionForm("long_text", words, id=question_id)
            saved = theirs.prompt_editor.save(replace(KEYS, id=id_, questions=(question,)))
            id_, question_id = saved.id, saved.questions[0].id
            packs[words] = tmp_path / f"{len(packs)}.reflect-prompts"
            theirs.prompt_packs.export((id_,), packs[words], service="norfolk")
        theirs.close()
    page.look_at(packs["What stays here?"])
    page.taking.add.click()
    [asked] = named(journal, "Keys").questions
    entry = journal.entries.write(EntryInput(named(journal, "Keys").id, {asked.id: "words"}))
    page.look_at(packs["What stays?"])
    assert "A new wording: version 2, you have 1." in page.taking.lines
    assert "– Reworded: “What stays here?” becomes “What stays?”" in page.taking.lines
    page.taking.add.click()
    assert named(journal, "Keys").questions[0].text == "What stays?"
    kept = journal.entries.template_of(journal.entries.show(entry.id))
    assert kept.questions[0].text == "What stays here?"
    page.look_at(packs["Mine?"])
    assert "signed by another key" in page.taking.lines[-1]
    assert page.taking.add.isHidden()
    assert named(journal, "Keys").questions[0].text == "What stays?"


def test_a_broken_file_is_refused_by_file_line_and_reason(
    page: PromptsPage, tmp_path: Path
) -> None:
    file = tmp_path / "broken.toml"
    file.write_text('id = "own:x"\nversion = 1\ntitle = 7\n[[questions]]\n', encoding="utf-8")
    page.look_at(file)
    assert page.taking.lines[0].startswith("broken.toml, line 4: ")
    assert page.taking.add.isHidden()


def test_own_ones_are_signed_and_handed_out(
    page: PromptsPage, journal: Journal, tmp_path: Path
) -> None:
    assert not page.list.hand_out.isEnabled()
    journal.prompt_editor.save(KEYS)
    page.shown()
    page.list.hand_out.click()
    page.handing.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not page.handing.save.isEnabled()
    page.handing.list.item(0).setCheckState(Qt.CheckState.Checked)
    page.handing.write(tmp_path / "ours.reflect-prompts")
    assert journal.prompt_packs.inspect(tmp_path / "ours.reflect-prompts").signer.standing == "you"


def test_a_name_in_a_prompt_is_looked_at_before_it_is_handed_out_or_printed(
    page: PromptsPage, journal: Journal, tmp_path: Path
) -> None:
    question = replace(KEYS.questions[0], text="What did Zebedee Quill say?")
    made = journal.prompt_editor.save(replace(KEYS, questions=(question,)))
    page.shown()
    page.list.hand_out.click()
    page.handing.write(out := tmp_path / "ours.reflect-prompts")
    assert not out.exists()
    review = page.handing.review
    assert review is not None
    assert review.copy.pointed.list.hasFocus()
    review.copy.pointed.word.setCurrentText("Heron")
    press(page, "r")
    review.go.click()
    (step,) = journal.prompt_packs.inspect(out).steps
    assert step.title == made.title
    assert "zebedee" not in out.read_text(encoding="utf-8").casefold()
    assert "What did Heron say?" in out.read_text(encoding="utf-8")
    page.write_sheet(made, sheet := tmp_path / "sheet.pdf")
    assert not sheet.exists()
    assert page.first.review is not None
    press(page, Qt.Key.Key_Escape)
    assert page.list.list.hasFocus()
    page.write_sheet(made, sheet)
    press(page, "l")
    page.first.review.go.click()
    assert sheet.exists()


def test_a_blank_sheet(page: PromptsPage, desk: Desk, tmp_path: Path) -> None:
    page.write_sheet(desk.library.get("free"), tmp_path / "free.pdf")
    assert (tmp_path / "free.pdf").read_bytes().startswith(b"%PDF")
    assert page.list.notice.message.startswith("A blank sheet is in ")
    page.write_sheet(desk.library.get("free"), tmp_path / "nowhere" / "free.pdf")
    assert page.list.notice.message.startswith("There is no folder ")


def test_lines_keep_the_ids_of_choices() -> None:
    before = as_choices("yes\nno", ())
    held = tuple(type(c)(c.label[0], c.label) for c in before)
    assert as_lines(held) == "yes\nno"
    assert [c.id for c in as_choices("no\n\n yes \nmaybe", held)] == ["n", "y", ""]
    assert [c.id for c in as_choices("yes\nno, not yet", held)] == ["y", "n"]


def test_the_editor_fits_a_small_window(page: PromptsPage) -> None:
    page.resize(820, 700)
    page.list.new.click()
    editor = page.editor
    assert editor.preview.isHidden()
    editor.look_button.click()
    assert editor.preview.isVisible()
    inner = editor.column.widget()
    assert inner is not None
    assert inner.width() <= editor.column.viewport().width()
    page.resize(1200, 700)
    assert editor.preview.isVisible()
    assert editor.look_button.isHidden()
    page.desk.theme.choose(scale=150)
    assert editor.look_button.isVisible(), "larger text leaves no room for both"
