"""Whether answers fit their template. What fits is kept letter for letter.

A complaint names the question and never repeats what was written: it may be private.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, cast

from reflect_app.core.alike import did_you_mean
from reflect_app.core.entries import Answer, Answers, Shift
from reflect_app.core.prompts.model import Question, Template
from reflect_app.core.shifts import check_shift
from reflect_app.core.supervision.model import ATTENDANCE
from reflect_app.errors import InvalidInputError
from reflect_app.words import tr

MAX_TEXT = 1_000_000
MAX_ROWS = 500

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_ACTION_PARTS = ("text", "owner", "due")
_IN_ROWS = frozenset({"actions", "options"})


def check_answers(
    template: Template, answers: Mapping[str, Any], people: Collection[str]
) -> Answers:
    """The answers without their nulls, or InvalidInputError naming the question that does not fit.

    `people` are the pseudonyms that exist. Conditions on showing a question play no part:
    an answer given before a question was hidden is still an answer.
    """
    if not isinstance(answers, Mapping):
        raise InvalidInputError(tr("Answers must be an object with a question id for each answer."))
    kept: dict[str, Answer] = {}
    for name, value in answers.items():
        question = template.question(name) if isinstance(name, str) else None
        if question is None:
            raise _unknown(template, name)
        if value is not None:
            fitting: object = _without_nulls(value) if question.type in _IN_ROWS else value
            _CHECKS[question.type](question, fitting, people)
            kept[name] = cast("Answer", fitting)
    return kept


def _without_nulls(rows: object) -> object:
    """Rows with their nulls left out, as answers are; anything else is for the check to refuse."""
    if not isinstance(rows, list):
        return rows
    return [
        {key: item for key, item in row.items() if item is not None}
        if isinstance(row, Mapping)
        else row
        for row in rows
    ]


def _unknown(template: Template, name: object) -> InvalidInputError:
    shown = _UNSTORABLE.sub("\ufffd", str(name))[:40]
    return InvalidInputError(
        tr("There is no question “{id}” in “{template}”.").format(
            id=shown, template=template.title
        ),
        did_you_mean(
            shown,
            (question.id for question in template.questions),
            tr("Its questions are: {ids}.").format(ids=", ".join(q.id for q in template.questions)),
        ),
    )


def _refuse(question: Question, reason: str, hint: str = "") -> InvalidInputError:
    return InvalidInputError(
        tr("“{id}”: {reason}").format(id=question.id, reason=reason),
        hint or tr("The question is: {text}").format(text=question.text),
    )


def _words(question: Question, value: object) -> str:
    if not isinstance(value, str):
        raise _refuse(question, tr("the answer must be text."))
    if len(value) > MAX_TEXT:
        raise _refuse(question, tr("the answer is longer than a million characters."))
    if _UNSTORABLE.search(value):
        raise _refuse(question, tr("the answer holds a character that cannot be stored."))
    return value


def _text(question: Question, value: object, _people: Collection[str]) -> None:
    _words(question, value)


def _scale(question: Question, value: object, _people: Collection[str]) -> None:
    low, high = question.min, question.max
    assert low is not None
    assert high is not None
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        reason = tr("the answer must be a whole number from {low} to {high}.")
        raise _refuse(question, reason.format(low=low, high=high))


def _number(question: Question, value: object, _people: Collection[str]) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _refuse(question, tr("the answer must be a number."))
    # A whole number too large for the disk's own numbers would come back changed.
    if not math.isfinite(value) if isinstance(value, float) else abs(value) > 2**53:
        raise _refuse(question, tr("the answer must be an ordinary number."))
    if question.min is not None and value < question.min:
        raise _refuse(question, tr("the answer must be {low} or more.").format(low=question.min))
    if question.max is not None and value > question.max:
        raise _refuse(question, tr("the answer must be {high} or less.").format(high=question.max))


def _choice(question: Question, value: object, _people: Collection[str]) -> None:
    if not isinstance(value, str) or question.choice(value) is None:
        ids = ", ".join(choice.id for choice in question.choices)
        reason = tr("the answer must be one of its choices.")
        raise _refuse(question, reason, tr("Its choices are: {ids}.").format(ids=ids))


def _choices(question: Question, value: object, people: Collection[str]) -> None:
    for item in _list(question, value):
        _choice(question, item, people)


def _pseudonyms(question: Question, value: object, people: Collection[str]) -> None:
    for item in _list(question, value):
        name = _words(question, item)
        if name not in people:
            reason = tr("that pseudonym is not in your list.")
            meant = did_you_mean(name, people, tr("Add it under people first."))
            raise _refuse(question, reason, meant)


def _yes_no(question: Question, value: object, _people: Collection[str]) -> None:
    if not isinstance(value, bool):
        raise _refuse(question, tr("the answer must be true or false."))


def _date(question: Question, value: object, _people: Collection[str]) -> None:
    _day(question, _words(question, value))


def _day(question: Question, value: str) -> None:
    try:
        if _DATE.fullmatch(value):
            date.fromisoformat(value)
            return
    except ValueError:
        pass
    raise _refuse(question, tr("the answer must be a date such as 2026-03-28."))


def _shift(question: Question, value: object, _people: Collection[str]) -> None:
    if not isinstance(value, Mapping) or set(value) != {"start", "kind"}:
        raise _refuse(question, tr("the answer must be an object with “start” and “kind”."))
    start, kind = _words(question, value["start"]), _words(question, value["kind"])
    try:
        # The zone is the entry's, not the answer's; in UTC every wall-clock time exists.
        check_shift(Shift(start, kind, "UTC"))
    except InvalidInputError as error:
        raise _refuse(question, error.message) from None


def _actions(question: Question, value: object, _people: Collection[str]) -> None:
    for row in _rows(question, value, _ACTION_PARTS):
        if not row.get("text"):
            raise _refuse(question, tr("every action needs its “text”."))
        if row.get("due"):
            _day(question, row["due"])


def _options(question: Question, value: object, _people: Collection[str]) -> None:
    rows = _rows(question, value, tuple(item.id for item in question.fields))
    if question.role == "attendance":
        _attendance(question, rows)


def _attendance(question: Question, rows: list[Mapping[str, str]]) -> None:
    """The last part of each row says whether somebody was there, and there is no room for why."""
    part = question.fields[-1].id
    if any(row.get(part, "") not in ("", *ATTENDANCE) for row in rows):
        raise _refuse(
            question,
            tr("each member is present, part or absent."),
            tr("Reasons are never kept beside a name."),
        )


def _rows(question: Question, value: object, parts: tuple[str, ...]) -> list[Mapping[str, str]]:
    rows = _list(question, value)
    for row in rows:
        if not isinstance(row, Mapping) or not set(row) <= set(parts):
            reason = tr("each item must be an object with: {parts}.")
            raise _refuse(question, reason.format(parts=", ".join(parts)))
        for item in row.values():
            _words(question, item)
    return rows


def _list(question: Question, value: object) -> list[Any]:
    if not isinstance(value, list):
        raise _refuse(question, tr("the answer must be a list."))
    most = question.up_to or MAX_ROWS
    if len(value) > most:
        raise _refuse(question, tr("at most {count} may be given.").format(count=most))
    return value


_CHECKS: dict[str, Callable[[Question, object, Collection[str]], None]] = {
    "text": _text,
    "long_text": _text,
    "scale": _scale,
    "number": _number,
    "choice": _choice,
    "multi_choice": _choices,
    "emotions": _choices,
    "people": _pseudonyms,
    "date": _date,
    "shift": _shift,
    "yes_no": _yes_no,
    "actions": _actions,
    "options": _options,
}
