"""Reading the `when` and `show_when` of a template, and writing them back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reflect_app.core.prompts.model import (
    OPS,
    AllOf,
    AnyOf,
    Condition,
    InARow,
    Meets,
    Months,
    Now,
    Often,
    Op,
    Question,
)
from reflect_app.core.prompts.reader import Table, TemplateError
from reflect_app.words import tr

_NUMBERED = frozenset({"scale", "number"})
_CHOSEN = frozenset({"choice", "multi_choice", "emotions"})
_OVER_TIME = ("times", "within_days", "same_person", "in_a_row", "months")
_JOINS = ("all", "any")
_DEEPEST = 4
_MOST_PARTS = 20

Questions = Mapping[str, Question]


def read_condition(table: Table, questions: Questions) -> Condition:
    """A condition that may also look back over earlier entries of the template."""
    table.only((*_JOINS, "question", *OPS, *_OVER_TIME))
    part = read_now(table, questions, also=_OVER_TIME)
    times = table.whole("times", 2, 100)
    row = table.whole("in_a_row", 2, 24)
    months = table.whole("months", 2, 12)
    days = table.whole("within_days", 1, 3660)
    same_person = bool(table.flag("same_person"))
    if sum(value is not None for value in (times, row, months)) > 1:
        raise table.error(tr("Use only one of “times”, “in_a_row” and “months”."))
    if times is None and (days is not None or same_person):
        raise table.error(tr("“within_days” and “same_person” need “times” beside them."))
    if times is not None:
        if same_person and all(item.type != "people" for item in questions.values()):
            reason = tr("“same_person” needs a question of the type people.")
            raise table.error(reason, "same_person")
        return Often(part, times, days, same_person)
    if row is not None:
        return InARow(part, row)
    return Months(part, months) if months is not None else part


def read_now(
    table: Table, questions: Questions, *, also: tuple[str, ...] = (), depth: int = 0
) -> Now:
    """A condition on the answers of one entry alone."""
    if depth > _DEEPEST:
        raise table.error(tr("Conditions are nested too deep."))
    table.only((*_JOINS, "question", *OPS, *also))
    joins = [name for name in _JOINS if table.has(name)]
    if not joins:
        return _meets(table, questions)
    if len(joins) > 1 or table.has("question"):
        raise table.error(tr("Use “question”, “all” or “any”, only one of them."))
    parts = tuple(
        read_now(part, questions, depth=depth + 1) for part in table.tables(joins[0], _MOST_PARTS)
    )
    if not parts:
        raise table.error(tr("“{key}” is empty.").format(key=joins[0]), joins[0])
    return AllOf(parts) if joins[0] == "all" else AnyOf(parts)


def _meets(table: Table, questions: Questions) -> Meets:
    name = table.text("question", required=True, longest=120)
    question = questions.get(name)
    if question is None:
        reason = tr("There is no question “{name}” in this template.")
        raise table.error(reason.format(name=name), "question")
    ops = [op for op in OPS if table.has(op)]
    if len(ops) != 1:
        raise table.error(tr("A condition needs exactly one of: {ops}.").format(ops=", ".join(OPS)))
    return Meets(name, ops[0], _value(table, ops[0], question))


def _value(table: Table, op: Op, question: Question) -> bool | int | float | str | tuple[str, ...]:
    if op == "answered":
        return bool(table.flag(op))
    if op in ("at_least", "at_most"):
        return _bound(table, op, question)
    if op == "any_of":
        if question.type not in _CHOSEN:
            raise _unfit(table, op, question)
        names = table.words(op, 60)
        for name in names:
            _known_choice(table, op, question, name)
        if not names:
            raise table.error(tr("“{key}” is empty.").format(key=op), op)
        return names
    return _equal(table, question)


def _equal(table: Table, question: Question) -> bool | int | float | str:
    if question.type == "yes_no":
        return bool(table.flag("equals"))
    if question.type in _NUMBERED:
        return _bound(table, "equals", question)
    if question.type == "choice":
        name = table.text("equals", required=True, longest=120)
        _known_choice(table, "equals", question, name)
        return name
    raise _unfit(table, "equals", question)


def _bound(table: Table, op: Op, question: Question) -> int | float:
    if question.type not in _NUMBERED:
        raise _unfit(table, op, question)
    value = table.number(op)
    low, high = question.min, question.max
    if value is None or (low is not None and value < low) or (high is not None and value > high):
        reason = tr("No answer to “{name}” can be that number.")
        raise table.error(reason.format(name=question.id), op)
    return value


def _known_choice(table: Table, op: Op, question: Question, name: str) -> None:
    if question.choice(name) is None:
        reason = tr("“{name}” is not a choice of the question “{question}”.")
        raise table.error(reason.format(name=name, question=question.id), op)


def _unfit(table: Table, op: Op, question: Question) -> TemplateError:
    reason = tr("“{op}” does not fit a question of the type {type}.")
    return table.error(reason.format(op=op, type=question.type), op)


def condition_to_json(condition: Condition) -> dict[str, Any]:
    """The condition as a template file would write it."""
    if isinstance(condition, Meets):
        value = condition.value
        plain = list(value) if isinstance(value, tuple) else value
        return {"question": condition.question, condition.op: plain}
    if isinstance(condition, AllOf | AnyOf):
        join = "all" if isinstance(condition, AllOf) else "any"
        return {join: [condition_to_json(part) for part in condition.parts]}
    written = condition_to_json(condition.part)
    if isinstance(condition, InARow):
        return {**written, "in_a_row": condition.in_a_row}
    if isinstance(condition, Months):
        return {**written, "months": condition.months}
    written["times"] = condition.times
    if condition.within_days is not None:
        written["within_days"] = condition.within_days
    if condition.same_person:
        written["same_person"] = True
    return written
