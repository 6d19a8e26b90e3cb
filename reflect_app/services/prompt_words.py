"""The words of a prompt that somebody here wrote: "How was Darren?" names him as an answer would.

Each text has the name of its part. What a pack or a share prints of a prompt is less than what a
copy for another journal holds of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from reflect_app.core.prompts import Choice, Field, Followup, Question, Template, TemplateLibrary
from reflect_app.words import tr

TITLE = ""
"""The part that is a prompt's title."""
_TOP = ("purpose", "occasion", "banner", "framework", "attribution")
_ENDS = ("min_label", "max_label")
_BESIDE = ("help", "notice")

_FORM = frozenset({"title", "label", "text", *_TOP, *_ENDS, *_BESIDE})
IN_WORK = "prompt_in_work"
"""The setting that a prompt is put aside in which does not fit yet."""

Put = Callable[[str, str], str]
"""What is to stand in the place of a text, given its part and the text itself."""


def is_own(template: Template) -> bool:
    """Whether a prompt did not come with the program: those of the program name nobody."""
    return ":" in template.id


def wording(template: Template) -> Iterator[tuple[str, str]]:
    """What of a prompt stands in a document or a share that leaves."""
    for part, text in every_wording(template):
        if part == TITLE or not part.partition(":")[2].startswith("+"):
            yield part, text


def question_of(part: str) -> str:
    """The id of the question that a part belongs to; "" for the title and what is beside."""
    return part.partition(":")[0]


def every_wording(template: Template) -> Iterator[tuple[str, str]]:
    """All the words of a prompt that a person may have typed, each once; no empty ones."""
    found: list[tuple[str, str]] = []

    def note(part: str, text: str) -> str:
        if text:
            found.append((part, text))
        return text

    put_words(template, note)
    yield from found


class ProgramWords:
    """Every text of the prompts that came with the program, gathered at the first use: a copy of
    one says them too, and in Welsh many look like names."""

    def __init__(self, library: TemplateLibrary) -> None:
        self._library = library

    @cached_property
    def texts(self) -> frozenset[str]:
        """All of them, and what a copy of each is called."""
        found = set[str]()
        for each in self._library.wordings():
            found.update(text for _, text in every_wording(each))
            found.add(title_of_copy(each.title))
        return frozenset(found)


def title_of_copy(title: str) -> str:
    """What a copy of a prompt is called until its owner calls it something else."""
    return tr("{title} (my own)").format(title=title)


def put_words(template: Template, put: Put) -> Template:
    """The prompt with other words in it, but for its ids and rules. What is printed is named by
    its question, as `how:text`; what is not has a `+` after the colon."""
    title = put(TITLE, template.title)  # they are shown in this order: as they stand on a page
    top: dict[str, Any] = {name: put(f":+{name}", getattr(template, name)) for name in _TOP}
    return replace(
        template,
        title=title,
        questions=tuple(_question(each, put) for each in template.questions),
        followups=tuple(_followup(each, put) for each in template.followups),
        cy=tuple((path, put(f":+cy.{path}", text)) for path, text in template.cy),
        **top,
    )


def _question(question: Question, put: Put) -> Question:
    id_ = question.id
    changed: dict[str, Any] = {name: put(f"{id_}:{name}", getattr(question, name))
                               for name in ("text", *_ENDS)}  # fmt: skip
    changed |= {name: put(f"{id_}:+{name}", getattr(question, name)) for name in _BESIDE}
    return replace(
        question,
        choices=_choices(question.choices, f"{id_}:choice", put),
        fields=tuple(
            Field(each.id, put(f"{id_}:field.{each.id}", each.label)) for each in question.fields
        ),
        routes=_choices(question.routes, f"{id_}:+route", put),
        **changed,
    )


def _followup(followup: Followup, put: Put) -> Followup:
    part = f":+followup.{followup.id}"
    return replace(
        followup,
        message=put(part, followup.message),
        routes=_choices(followup.routes, f"{part}.route", put),
    )


def _choices(choices: Sequence[Choice], part: str, put: Put) -> tuple[Choice, ...]:
    return tuple(Choice(each.id, put(f"{part}.{each.id}", each.label)) for each in choices)


def reworded_form(put: Callable[[str], str], held: Any) -> Any:  # noqa: ANN401  any JSON
    """A form that was put aside, as JSON, with `put` over what was typed in it."""
    if isinstance(held, list | tuple):
        return [reworded_form(put, each) for each in held]
    if isinstance(held, dict):
        return {
            name: put(each) if name in _FORM and isinstance(each, str) else reworded_form(put, each)
            for name, each in held.items()
        }
    return held
