"""What a page offers after an answer: a message, support, another prompt, or to mark.

An offer is only ever shown. Nothing here marks, shares, hides the support list or keeps an
entry from being saved, and nothing is counted that the writer cannot see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reflect_app.core.entries import Answers
from reflect_app.core.prompts.model import (
    Action,
    Button,
    Choice,
    Condition,
    Followup,
    InARow,
    Meets,
    Months,
    Often,
    Template,
    meets_in,
)
from reflect_app.core.prompts.sentences import SUPPORT_FROM, support_offer, support_strip
from reflect_app.core.prompts.showing import holds, is_answered
from reflect_app.core.prompts.text import people_in


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier entry, as far as follow-ups look at it. `event` is its own local day."""

    template: str
    event: date
    answers: Answers
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to show. `after` is the question it belongs under; `mark` the question it
    would mark (nothing: the entry); `support` whether the support list comes with it."""

    id: str
    kind: Action
    message: str
    after: str
    templates: tuple[str, ...] = ()
    mark: str = ""
    support: bool = False
    buttons: tuple[Button, ...] = ()
    routes: tuple[Choice, ...] = ()


def evaluate(
    template: Template, answers: Answers, history: Sequence[Past], now: date
) -> tuple[Offer, ...]:
    """What to offer for these answers, in the order of the template.

    `now` is the day the entry is about. `history` holds the writer's other entries, without
    this one; those of other templates, and later ones, are left aside. The support strip
    comes at most once an entry, first, for any scale of distress at 7 or more.
    """
    today = now.date() if isinstance(now, datetime) else now
    past = [item for item in history if item.template == template.id and item.event <= today]
    looking = _Looking(answers, people_in(template, answers), past, today)
    return tuple(_once(_offers(template, looking)))


def _offers(template: Template, looking: _Looking) -> Iterator[Offer]:
    distress = template.with_role("distress")
    if distress and holds(Meets(distress.id, "at_least", SUPPORT_FROM), looking.answers):
        yield Offer("support", "support", support_strip(), distress.id, support=True)
    for followup in template.followups:
        if looking.finds(followup.when):
            yield _offer(followup, looking.answers)


def _once(offers: Iterator[Offer]) -> Iterator[Offer]:
    """The offers with only the first of the support strips."""
    shown = False
    for offer in offers:
        if offer.kind != "support" or not shown:
            yield offer
        shown = shown or offer.kind == "support"


def _offer(followup: Followup, answers: Answers) -> Offer:
    support = followup.action == "support"
    return Offer(
        id=followup.id,
        kind=followup.action,
        message=followup.message or (support_offer() if support else ""),
        after=_under(followup.when, answers),
        templates=followup.suggest,
        mark=followup.mark,
        support=support or followup.support,
        buttons=followup.buttons,
        routes=followup.routes,
    )


def _under(condition: Condition, answers: Answers) -> str:
    """The question to show an offer under: the first that brought it up."""
    tests = list(meets_in(condition))
    return next((test.question for test in tests if holds(test, answers)), tests[0].question)


@dataclass(frozen=True, slots=True)
class _Looking:
    """One entry and what came before it."""

    answers: Answers
    people: tuple[str, ...]
    past: list[Past]
    today: date

    def finds(self, condition: Condition) -> bool:
        if isinstance(condition, Often):
            return self._often(condition)
        if isinstance(condition, InARow):
            return self._in_a_row(condition)
        if isinstance(condition, Months):
            return self._months(condition)
        return holds(condition, self.answers)

    def _often(self, condition: Often) -> bool:
        if not holds(condition.part, self.answers):
            return False
        days = condition.within_days
        alike = [
            item
            for item in self.past
            if holds(condition.part, item.answers)
            and (days is None or (self.today - item.event).days < days)
        ]
        if not condition.same_person:
            return 1 + len(alike) >= condition.times
        return any(
            1 + sum(person in item.people for item in alike) >= condition.times
            for person in self.people
        )

    def _in_a_row(self, condition: InARow) -> bool:
        tests = meets_in(condition.part)
        asked = {test.question for test in tests if (test.op, test.value) != ("answered", False)}
        told = [
            item
            for item in self.past
            if all(is_answered(item.answers.get(question)) for question in asked)
        ]
        last = sorted(told, key=lambda item: item.event)[-(condition.in_a_row - 1) :]
        return (
            holds(condition.part, self.answers)
            and len(last) == condition.in_a_row - 1
            and all(holds(condition.part, item.answers) for item in last)
        )

    def _months(self, condition: Months) -> bool:
        this = _month(self.today)
        met = {_month(item.event) for item in self.past if holds(condition.part, item.answers)}
        return holds(condition.part, self.answers) and all(
            this - back in met for back in range(1, condition.months)
        )


def _month(day: date) -> int:
    """Months counted from the year nought, so that December and January adjoin."""
    return day.year * 12 + day.month
