"""A template as an editor's form holds it, and back. No TOML, no ids to think of.

A form says what a person can see and change. What else a wording holds (roles, conditions,
follow-ups, Welsh) stays with the question it belongs to for as long as it still fits, and is
named when it had to go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reflect_app.core.prompts.jsonform import template_to_json
from reflect_app.core.prompts.model import Choice, Group, Question, QuestionType, Template
from reflect_app.core.prompts.parse import template_from_json
from reflect_app.core.prompts.reader import TemplateError
from reflect_app.core.prompts.shared import Shared
from reflect_app.core.prompts.tomlform import blocks_folded
from reflect_app.core.prompts.welsh import in_welsh, wanted
from reflect_app.words import tr

CANT_TELL = "cant_tell"
_PICKED = ("choice", "multi_choice")


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """One question on the editor's page. With a `block`, the shared questions of that name
    and nothing else. `id` is empty until it was saved once; new choices have empty ids."""

    type: QuestionType = "long_text"
    text: str = ""
    id: str = ""
    help: str = ""
    choices: tuple[Choice, ...] = ()
    fields: tuple[Choice, ...] = ()
    min: int | float | None = None
    max: int | float | None = None
    min_label: str = ""
    max_label: str = ""
    folded: bool = False
    up_to: int | None = None
    role: str | None = None
    block: str = ""


@dataclass(frozen=True, slots=True)
class TemplateForm:
    """A whole template on the editor's page. `id` is empty until it was saved once."""

    title: str = ""
    purpose: str = ""
    minutes: int = 5
    questions: tuple[QuestionForm, ...] = ()
    id: str = ""
    banner: str = ""
    occasion: str = ""
    framework: str = ""
    group: Group = "own"
    support_on_top: bool = False


@dataclass(frozen=True, slots=True)
class FormProblem:
    """What does not fit: which question (its place, None for the template itself), which part
    of it, and why."""

    question: int | None
    part: str
    reason: str


@dataclass(frozen=True, slots=True)
class Built:
    """A form as a template. `dropped` are sentences on rules that no longer fit a question."""

    template: Template
    dropped: tuple[str, ...] = ()


def copy_of(template: Template, id_: str, title: str) -> Template:
    """A template of one's own to change, that begins as another one."""
    welsh = tuple((path, text) for path, text in template.cy if path != "title")
    return replace(
        template, id=id_, version=1, title=title[:120], group="own", order=1000, cy=welsh
    )


def new_form() -> TemplateForm:
    """An empty page to begin with: one question, and the record nudge at its end."""
    last = QuestionForm("yes_no", block="record-nudge")
    return TemplateForm(questions=(QuestionForm(), last))


def form_of(template: Template, shared: Shared) -> TemplateForm:
    """The form that shows a template."""
    questions = tuple(
        QuestionForm("yes_no", block=part) if isinstance(part, str) else _question_form(part)
        for part in blocks_folded(template.questions, shared)
    )
    return TemplateForm(
        title=template.title, purpose=template.purpose, minutes=template.minutes,
        questions=questions, id=template.id, banner=template.banner, occasion=template.occasion,
        framework=template.framework, group=template.group,
        support_on_top=template.support_on_top,
    )  # fmt: skip


def problems(
    form: TemplateForm, shared: Shared, base: Template | None = None
) -> tuple[FormProblem, ...]:
    """Everything that keeps a form from being saved; empty when nothing does."""
    found = list(_plain_problems(form))
    if not found:
        try:
            built(form, shared, form.id or "own:form", 1, base)
        except TemplateError as error:
            place, part = _place(error, form, shared)
            found.append(FormProblem(place, part, error.reason))
    return tuple(found)


def built(
    form: TemplateForm, shared: Shared, id_: str, version: int, base: Template | None = None
) -> Built:
    """The template that a form comes to; `base` is the wording it was opened from.

    Raises:
        TemplateError: something does not fit; `path` says where.
    """
    document = _document(form, shared, id_, version, base)
    dropped: list[str] = []
    while True:
        try:
            template = template_from_json(document)
        except TemplateError as error:
            if not _give_way(document, error, dropped):
                raise
        else:
            return Built(_with_welsh(template, base), tuple(dropped))


def unique(wish: str, taken: Iterable[str], between: str = "_") -> str:
    """The id itself, or with the first number that makes it one of its own."""
    held = set(taken)
    number, found = 2, wish
    while found in held:
        found = f"{wish}{between}{number}"
        number += 1
    return found


def cant_tell() -> Choice:
    """The answer that is always there."""
    return Choice(CANT_TELL, tr("can't tell yet"))


def _question_form(question: Question) -> QuestionForm:
    return QuestionForm(
        type=question.type, text=question.text, id=question.id, help=question.help,
        choices=question.choices,
        fields=tuple(Choice(item.id, item.label) for item in question.fields),
        min=question.min, max=question.max, min_label=question.min_label,
        max_label=question.max_label, folded=question.folded, up_to=question.up_to,
        role=question.role,
    )  # fmt: skip


def _plain_problems(form: TemplateForm) -> Iterable[FormProblem]:
    """What a person most often leaves out, said in the words of the form."""
    if not form.title.strip():
        yield FormProblem(None, "title", tr("Give it a title."))
    if not form.purpose.strip():
        yield FormProblem(None, "purpose", tr("Say in a few words what it is for."))
    if not form.questions:
        yield FormProblem(None, "questions", tr("Ask at least one question."))
    for place, question in enumerate(form.questions):
        if question.block:
            continue
        if not question.text.strip():
            yield FormProblem(place, "text", tr("Write the question."))
        if question.type in _PICKED and not any(c.label.strip() for c in question.choices):
            yield FormProblem(place, "choices", tr("Give at least one choice."))
        if question.type == "options" and not any(c.label.strip() for c in question.fields):
            yield FormProblem(place, "fields", tr("Give at least one part."))
        if question.type == "scale" and not (question.min_label and question.max_label):
            yield FormProblem(place, "min_label", tr("Put words at both ends of the scale."))


def _document(
    form: TemplateForm, shared: Shared, id_: str, version: int, base: Template | None
) -> dict[str, Any]:
    old = {} if base is None else template_to_json(base)
    held = {row["id"]: row for row in old.get("questions", ())}
    taken = {question.id for question in form.questions if question.id} | set(held)
    rows: list[dict[str, Any]] = []
    for question in form.questions:
        if question.block:
            rows += _block(question.block, shared)
        else:
            rows.append(_row(question, held, taken, version))
            taken.add(rows[-1]["id"])
    return {
        "id": id_, "version": version, "title": form.title.strip(),
        "purpose": form.purpose.strip(), "minutes": form.minutes, "framework": form.framework,
        "attribution": old.get("attribution", ""), "group": form.group,
        "occasion": form.occasion, "banner": form.banner, "order": old.get("order", 1000),
        "support_on_top": form.support_on_top, "questions": rows,
        "followups": list(old.get("followups", ())),
    }  # fmt: skip


def _block(name: str, shared: Shared) -> list[dict[str, Any]]:
    if name not in shared.blocks:
        raise TemplateError("form", 0, tr("There is no shared block “{name}”.").format(name=name))
    carrier = Template("own:block", 1, "-", "-", 1, shared.blocks[name].questions)
    rows: list[dict[str, Any]] = template_to_json(carrier)["questions"]
    return rows


def _row(
    question: QuestionForm, held: dict[str, Any], taken: set[str], version: int
) -> dict[str, Any]:
    """A question with its ids. They are made of no word of it: an id goes wherever an answer goes,
    and in "How was Darren?" the words that leave may be others. With the version in it none is
    given twice."""
    old = held.get(question.id, {})
    if old and old["type"] != question.type:
        old = {}  # another kind of question: its rules meant another kind of answer
    name = question.id or unique(f"q{version}", taken)
    choices = question.choices
    if question.type in _PICKED and all(choice.id != CANT_TELL for choice in choices):
        choices = (*choices, cant_tell())
    row = {
        **old,
        "id": name, "type": question.type, "text": question.text.strip(), "help": question.help,
        "choices": _labelled(choices, version),
        "fields": _labelled(question.fields, version),
        "min": question.min, "max": question.max, "min_label": question.min_label,
        "max_label": question.max_label, "folded": question.folded, "up_to": question.up_to,
        "role": question.role,
    }  # fmt: skip
    row.pop("from_block", None)
    return row


def _labelled(choices: Sequence[Choice], version: int) -> list[dict[str, str]]:
    taken = {choice.id for choice in choices if choice.id}
    rows = []
    for choice in choices:
        if not choice.label.strip():
            continue
        name = choice.id or unique(f"c{version}", taken)
        taken.add(name)
        rows.append({"id": name, "label": choice.label.strip()})
    return rows


def _give_way(document: dict[str, Any], error: TemplateError, dropped: list[str]) -> bool:
    """Take out the rule that no longer fits; False where the form itself is what is wrong."""
    path = error.path
    if len(path) > 1 and path[0] == "followups" and isinstance(path[1], int):
        gone = document["followups"].pop(path[1])
        text = gone.get("message") or gone["id"]
        dropped.append(tr("No longer offered: “{text}”").format(text=text))
        return True
    if len(path) > 2 and path[0] == "questions" and path[2] == "show_when":
        row = document["questions"][path[1]]
        row["show_when"] = None
        dropped.append(tr("Now always shown: “{text}”").format(text=row["text"]))
        return True
    return False


def _with_welsh(template: Template, base: Template | None) -> Template:
    """Keep the Welsh whose English is unchanged; a new wording would not be what it says."""
    if base is None or not base.cy:
        return template
    english, now, welsh = _wordings(base), _wordings(template), dict(base.cy)
    kept = {
        path: text for path, text in welsh.items() if path in now and now[path] == english.get(path)
    }
    return replace(template, cy=tuple(sorted(kept.items())))


def _wordings(template: Template) -> dict[str, str]:
    """Every English wording by its path: what would be Welsh if each were laid over itself."""
    marked = replace(template, cy=tuple((path, path) for path in wanted(template)))
    shown = in_welsh(marked)
    pairs = zip(_texts(shown), _texts(template), strict=True)
    return {path: text for path, text in pairs if path != text}


def _texts(template: Template) -> list[str]:
    found = [template.title, template.purpose, template.occasion, template.banner]
    found += [template.framework, template.attribution]
    for question in template.questions:
        found += [question.text, question.help, question.notice]
        found += [question.min_label, question.max_label]
        found += [item.label for item in (*question.choices, *question.routes)]
        found += [part.label for part in question.fields]
    for followup in template.followups:
        found += [followup.message, *(route.label for route in followup.routes)]
    return found


def _place(error: TemplateError, form: TemplateForm, shared: Shared) -> tuple[int | None, str]:
    """Which question of the form a complaint about the built template is about."""
    path = error.path
    if len(path) < 2 or path[0] != "questions" or not isinstance(path[1], int):
        return None, str(path[0]) if path else ""
    last, place = 0, path[1]
    for number, question in enumerate(form.questions):
        block = shared.blocks.get(question.block)
        last += len(block.questions) if block else 1
        if place < last:
            return number, str(path[2]) if len(path) > 2 else ""
    return None, ""
