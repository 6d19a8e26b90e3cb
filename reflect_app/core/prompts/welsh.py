"""The Welsh words of a template: read, checked against the questions, and laid over the English.

In a file they are tables that repeat the template's own shape (`[cy.questions.heavy]`); in a
`Template` they are pairs of a path and its words. What has no Welsh stays English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from reflect_app.core.prompts.model import Choice, Field, Followup, Question, Template
from reflect_app.core.prompts.reader import Table
from reflect_app.core.prompts.shared import Words
from reflect_app.words import tr

_TOP = ("title", "purpose", "occasion", "banner", "framework", "attribution")
_QUESTION = ("text", "help", "notice", "min_label", "max_label")
_ROWS = (("choices", "choice"), ("fields", "field"), ("routes", "route"))


def read_welsh(
    table: Table | None, questions: Mapping[str, Question], followups: Mapping[str, Followup]
) -> dict[str, str]:
    """The words by path. A path that leads nowhere is refused: it would never be seen."""
    if table is None:
        return {}
    table.only((*_TOP, "questions", "followups"))
    found = {key: text for key in _TOP if (text := table.text(key))}
    for name, row in _rows(table, "questions", questions):
        row.only((*_QUESTION, "choices", "fields", "routes"))
        found |= {f"question.{name}.{key}": text for key in _QUESTION if (text := row.text(key))}
        question = questions[name]
        for key, step in _ROWS:
            ids = [item.id for item in getattr(question, key)]
            found |= _labels(row, key, f"question.{name}.{step}", ids)
    for name, row in _rows(table, "followups", followups):
        row.only(("message", "routes"))
        if text := row.text("message"):
            found[f"followup.{name}.message"] = text
        ids = [item.id for item in followups[name].routes]
        found |= _labels(row, "routes", f"followup.{name}.route", ids)
    return found


def read_labels(table: Table | None, ids: list[str]) -> dict[str, str]:
    """The Welsh labels of a shared list, by choice id."""
    if table is None:
        return {}
    table.only(("choices",))
    labels = _labels(table, "choices", "", ids)
    return {path.removeprefix("."): text for path, text in labels.items()}


def _rows(table: Table, key: str, known: Mapping[str, object]) -> Iterator[tuple[str, Table]]:
    below = table.table(key)
    for name in below.data if below else ():
        assert below is not None
        row = below.table(name)
        if name not in known or row is None:
            raise below.error(tr("There is nothing called “{id}” here.").format(id=name[:40]), name)
        yield name, row


def _labels(row: Table, key: str, path: str, ids: list[str]) -> dict[str, str]:
    below = row.table(key)
    if below is None:
        return {}
    below.only(ids)
    return {f"{path}.{name}": text for name in ids if (text := below.text(name, longest=200))}


def in_language(template: Template, language: str) -> Template:
    """The template in a reader's language (`cy`, `cy_GB`, `en_GB`), English where there is
    nothing else. Evaluate follow-ups on what this returns, and their words are in it too."""
    return in_welsh(template) if language.lower().startswith("cy") else template


def in_welsh(template: Template) -> Template:
    """The template with its Welsh laid over it. Ids, rules and order stay as they are."""
    words = dict(template.cy)
    top = {key: words[key] for key in _TOP if key in words}
    return replace(
        template,
        **top,  # type: ignore[arg-type]
        questions=tuple(_question(question, words) for question in template.questions),
        followups=tuple(_followup(followup, words) for followup in template.followups),
    )


def title_in(template: Template, language: str) -> str:
    """What `in_language` calls the template, without its questions: lists ask for many at once."""
    welsh = dict(template.cy).get("title", "") if language.lower().startswith("cy") else ""
    return welsh or template.title


def _question(question: Question, words: Mapping[str, str]) -> Question:
    path = f"question.{question.id}"
    own: dict[str, Any] = {
        key: words[f"{path}.{key}"] for key in _QUESTION if f"{path}.{key}" in words
    }
    return replace(
        question,
        choices=_choices(question.choices, f"{path}.choice", words),
        routes=_choices(question.routes, f"{path}.route", words),
        fields=tuple(
            Field(item.id, words.get(f"{path}.field.{item.id}", item.label))
            for item in question.fields
        ),
        **own,
    )


def _followup(followup: Followup, words: Mapping[str, str]) -> Followup:
    path = f"followup.{followup.id}"
    return replace(
        followup,
        message=words.get(f"{path}.message", followup.message),
        routes=_choices(followup.routes, f"{path}.route", words),
    )


def _choices(
    choices: tuple[Choice, ...], path: str, words: Mapping[str, str]
) -> tuple[Choice, ...]:
    return tuple(Choice(item.id, words.get(f"{path}.{item.id}", item.label)) for item in choices)


def wanted(template: Template) -> Iterator[str]:
    """The path of every English wording that a reader of Welsh would meet."""
    yield from (key for key in _TOP if getattr(template, key))
    for question in template.questions:
        path = f"question.{question.id}"
        yield from (f"{path}.{key}" for key in _QUESTION if getattr(question, key))
        for key, step in _ROWS:
            yield from (f"{path}.{step}.{item.id}" for item in getattr(question, key))
    for followup in template.followups:
        if followup.message:
            yield f"followup.{followup.id}.message"
        yield from (f"followup.{followup.id}.route.{item.id}" for item in followup.routes)


def missing(template: Template) -> tuple[str, ...]:
    """The paths that have no Welsh yet."""
    have = dict(template.cy)
    return tuple(path for path in wanted(template) if path not in have)


def welsh_to_json(words: Words) -> dict[str, Any]:
    """The words as a template file would write them."""
    written: dict[str, Any] = {}
    plural = {"question": "questions", "followup": "followups"}
    plural |= {step: key for key, step in _ROWS}
    for path, text in words:
        *steps, last = path.split(".")
        place = written
        for at, step in enumerate(steps):
            place = place.setdefault(plural[step] if at % 2 == 0 else step, {})
        place[last] = text
    return written
