"""Making and changing prompts in the program, and hiding those one does not use."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reflect_app.core.entries import EntryInput
from reflect_app.core.prompts import TemplateError
from reflect_app.core.prompts.forms import QuestionForm, TemplateForm
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.services.journal import Journal

FORM = TemplateForm(
    title="Gibbs", purpose="Look back.",
    questions=(QuestionForm("long_text", "What happened?"), QuestionForm(block="record-nudge")),
)  # fmt: skip


def test_a_page_of_ones_own_is_saved_and_written_with(journal: Journal) -> None:
    made = journal.prompt_editor.save(FORM)
    assert re.fullmatch("own:p-[0-9a-f]{12}", made.id), "its title is nobody else's business"
    assert made.version == 1
    saved = journal.entries.write(EntryInput(made.id, {"q1": "words"}))
    assert journal.entries.show(saved.id).answers == {"q1": "words"}
    assert made in journal.templates.offered()


def test_a_change_is_a_new_version_and_old_answers_keep_their_wording(journal: Journal) -> None:
    editor = journal.prompt_editor
    made = editor.save(FORM)
    entry = journal.entries.write(EntryInput(made.id, {"q1": "words"})).id
    form = editor.form(made.id)
    first = replace(form.questions[0], text="And then?")
    changed = editor.save(replace(form, questions=(first, *form.questions[1:])))
    assert (changed.id, changed.version) == (made.id, 2)
    assert changed.questions[0].id == "q1"
    shown = journal.entries.show(entry)
    assert journal.entries.template_of(shown).questions[0].text == "What happened?"
    assert journal.templates.get(made.id).questions[0].text == "And then?"


def test_saving_the_same_page_again_saves_nothing(journal: Journal) -> None:
    made = journal.prompt_editor.save(FORM)
    assert journal.prompt_editor.save(journal.prompt_editor.form(made.id)) == made


def test_a_copy_of_a_built_in_one(journal: Journal) -> None:
    copy = journal.prompt_editor.duplicate("relationship-dynamics")
    source = journal.templates.get("relationship-dynamics")
    assert copy.id == "own:relationship-dynamics-own"
    assert copy.title == "Relationship dynamics (my own)"
    assert (copy.questions, copy.followups) == (source.questions, source.followups)
    assert journal.prompt_editor.duplicate("relationship-dynamics").id.endswith("-own-2")
    assert journal.prompt_editor.is_own(copy.id)
    assert not journal.prompt_editor.is_own("relationship-dynamics")
    same = journal.prompt_editor.preview(journal.prompt_editor.form(copy.id))
    assert same.dropped == ()


@pytest.mark.parametrize("id_", ["free", "critical-incident", "group-session"])
def test_what_is_built_in_is_never_changed(journal: Journal, id_: str) -> None:
    form = journal.prompt_editor.form(id_)
    with pytest.raises(InvalidInputError) as refused:
        journal.prompt_editor.save(form)
    assert refused.value.name == "not-own"
    with pytest.raises(NotFoundError):
        journal.prompt_editor.save(replace(form, id="own:none"))


def test_a_page_that_is_not_ready(journal: Journal) -> None:
    editor = journal.prompt_editor
    unready = replace(FORM, questions=(QuestionForm("text", "See www.x.org"),))
    [problem] = editor.problems(unready)
    assert (problem.question, problem.part) == (0, "text")
    with pytest.raises(InvalidInputError):
        editor.save(unready)
    with pytest.raises(TemplateError):
        editor.preview(unready)
    assert [p.part for p in editor.problems(editor.new())] == ["title", "purpose", "text"]
    assert len(journal.templates.all()) == len(journal.templates.offered()) == 27


def test_a_removed_page_does_not_lend_its_id_or_its_words(journal: Journal) -> None:
    made = journal.prompt_editor.save(FORM)
    journal.templates.remove(made.id)
    assert journal.prompt_editor.save(FORM).id != made.id


def test_blocks_to_choose_from(journal: Journal) -> None:
    blocks = dict(journal.prompt_editor.blocks())
    assert "record-nudge" in blocks
    assert all(blocks.values())


def test_hidden_templates_leave_the_gallery_and_nothing_else(journal: Journal) -> None:
    journal.templates.hide("gibbs")
    journal.templates.hide("gibbs")
    assert journal.templates.hidden() == {"gibbs"}
    assert "gibbs" not in {template.id for template in journal.templates.offered()}
    assert "gibbs" in {template.id for template in journal.templates.all()}
    journal.entries.write(EntryInput("gibbs", {}))
    journal.templates.unhide("gibbs")
    journal.templates.unhide("gibbs")
    assert journal.templates.hidden() == frozenset()
    with pytest.raises(NotFoundError):
        journal.templates.hide("none")
