"""Asking a template's questions on a terminal. An empty line leaves a question out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reflect_app.cli.console import Console
from reflect_app.cli.offering import Around, Offering, said_yes, turn_to
from reflect_app.core.prompts import (
    DISTRESS_ROLES,
    Question,
    Template,
    check_answers,
    distress_line,
)
from reflect_app.core.prompts.showing import is_shown
from reflect_app.errors import InvalidInputError
from reflect_app.words import tr


@dataclass(frozen=True, slots=True)
class Given:
    """What a person typed: the answers, and what they marked when it was offered.

    `later`: they stopped before the end, so that the page is to wait as it stands.
    """

    answers: dict[str, Any]
    marked: bool = False
    marked_questions: tuple[str, ...] = ()
    later: bool = False


def ask_answers(
    console: Console, template: Template, people: Sequence[str], around: Around
) -> Given:
    """The answers a person typed, each checked before the next question is asked.

    As on the page: a question that waits for another answer is asked when that is given, what
    must be said before one is said, and what an answer brings up is offered under it. The end of
    the input, such as by Ctrl+D, stops there.
    """
    console.note(template.title)
    if template.banner:
        console.note(template.banner)
    answers: dict[str, Any] = {}
    offering = Offering(console, template, around, answers)
    console.note(tr("An empty line leaves a question out."))
    try:
        _ask_each(console, template, people, offering, answers)
    except EOFError:
        offering.stopped = True
    return Given(answers, offering.marked, tuple(offering.marked_questions), later=offering.stopped)


def _ask_each(
    console: Console, template: Template, people: Sequence[str], offering: Offering,
    answers: dict[str, Any],
) -> None:  # fmt: skip
    for question in template.questions:
        # One that an offer answered already is not asked again.
        if question.id in answers or not is_shown(question, answers):
            continue
        _say_before(console, question)
        value = _asked(console, template, question, people)
        if value is not None:
            answers[question.id] = value
        offering.after(question.id)
        if offering.stopped:
            return
    offering.at_the_end()


def _say_before(console: Console, question: Question) -> None:
    if question.notice:
        console.note("\n" + question.notice)
    if question.routes:
        console.note(turn_to(question.routes))
    if question.role in DISTRESS_ROLES:
        console.note("\n" + distress_line())


def _asked(console: Console, template: Template, question: Question, people: Sequence[str]) -> Any:  # noqa: ANN401  any answer
    while True:
        typed = console.ask("\n" + "\n".join(_wording(question, people)))
        if not typed.strip():
            return None
        try:
            value = _READ.get(question.type, _as_text)(question, typed)
            check_answers(template, {question.id: value}, people)
        except InvalidInputError as problem:
            console.note(f"{problem.message} {problem.hint}")
        except ValueError:
            console.note(tr("That does not fit this question."))
        else:
            return value


def _wording(question: Question, people: Sequence[str]) -> list[str]:
    lines = [question.text]
    if question.help:
        lines.append(f"  ({question.help})")
    if question.type == "scale":
        ends = tr("{low} {low_words} … {high} {high_words}")
        lines.append("  " + ends.format(
            low=question.min, low_words=question.min_label,
            high=question.max, high_words=question.max_label,
        ))  # fmt: skip
    lines += [f"  {place}  {choice.label}" for place, choice in enumerate(question.choices, 1)]
    how = _HOW.get(question.type)
    if how:
        lines.append("  " + how().format(people=", ".join(people) or "–"))
    return lines


def _as_text(question: Question, typed: str) -> str:
    del question
    return typed


def _as_scale(question: Question, typed: str) -> int:
    del question
    return int(typed)


def _as_number(question: Question, typed: str) -> int | float:
    del question
    value = float(typed)
    return int(value) if value.is_integer() else value


def _as_choice(question: Question, typed: str) -> str:
    wanted = typed.strip()
    if wanted.isdecimal() and 1 <= int(wanted) <= len(question.choices):
        return question.choices[int(wanted) - 1].id
    for choice in question.choices:
        if wanted.casefold() in (choice.id.casefold(), choice.label.casefold()):
            return choice.id
    return wanted


def _as_choices(question: Question, typed: str) -> list[str]:
    return [_as_choice(question, part) for part in typed.split(",") if part.strip()]


def _as_people(question: Question, typed: str) -> list[str]:
    del question
    return [part.strip() for part in typed.split(",") if part.strip()]


def _as_shift(question: Question, typed: str) -> dict[str, str]:
    del question
    start, _, kind = typed.strip().partition(" ")
    return {"start": start, "kind": kind.strip() or "other"}


def _as_yes_no(question: Question, typed: str) -> bool:
    del question
    return said_yes(typed)


def _as_actions(question: Question, typed: str) -> list[dict[str, str]]:
    del question
    return [_row(("text", "owner", "due"), part) for part in typed.split("|") if part.strip()]


def _as_options(question: Question, typed: str) -> list[dict[str, str]]:
    names = tuple(field.id for field in question.fields)
    return [_row(names, part) for part in typed.split("|") if part.strip()]


def _row(names: tuple[str, ...], text: str) -> dict[str, str]:
    parts = [part.strip() for part in text.split(";")]
    return {name: part for name, part in zip(names, parts, strict=False) if part}


_READ: dict[str, Callable[[Question, str], Any]] = {
    "scale": _as_scale,
    "number": _as_number,
    "choice": _as_choice,
    "multi_choice": _as_choices,
    "emotions": _as_choices,
    "people": _as_people,
    "shift": _as_shift,
    "yes_no": _as_yes_no,
    "actions": _as_actions,
    "options": _as_options,
}
_HOW: dict[str, Callable[[], str]] = {
    "multi_choice": lambda: tr("Numbers with commas between, such as 1, 3"),
    "emotions": lambda: tr("Numbers with commas between, such as 1, 3"),
    "people": lambda: tr("Pseudonyms with commas between: {people}"),
    "date": lambda: tr("A date such as 2026-03-28"),
    "shift": lambda: tr("Start and kind, such as 2026-03-28T21:45 night"),
    "yes_no": lambda: tr("yes or no"),
    "actions": lambda: tr("What; who; by when (2026-03-28). Several with | between"),
    "options": lambda: tr("The parts with ; between. Several with | between"),
}
