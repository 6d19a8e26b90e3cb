"""What a prompt template is made of: questions, choices, conditions and follow-ups.

Everything here is frozen and holds plain text only. The closed lists in this module are the
whole vocabulary of a template: what is not listed here, no template file can ask for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

QuestionType = Literal[
    "text",
    "long_text",
    "scale",
    "number",
    "choice",
    "multi_choice",
    "emotions",
    "people",
    "date",
    "shift",
    "yes_no",
    "actions",
    "options",
]
QUESTION_TYPES: tuple[QuestionType, ...] = get_args(QuestionType)

# What a question is for, so that pages and rules need not know a template's own ids.
# Each role says which types may carry it; a template uses a role at most once.
ROLES: dict[str, tuple[QuestionType, ...]] = {
    "title": ("text",),
    "event": ("date", "shift"),
    "setting": ("choice",),
    "distress": ("scale",),
    "distress_then": ("scale",),
    "energy": ("scale",),
    "strain": ("scale",),
    "satisfaction": ("scale",),
    "connection": ("scale",),
    "workload": ("scale",),
    "warmth": ("scale",),
    "wariness": ("scale",),
    "clarity": ("scale",),
    "useful": ("scale",),
    "felt_safe": ("scale",),
    "contact": ("choice",),
    "door": ("choice",),
    "pull": ("multi_choice",),
    "barriers": ("multi_choice",),
    "uses": ("multi_choice",),
    "safe": ("choice",),
    "reported": ("choice",),
    "mark": ("yes_no",),
    "record": ("yes_no",),
    "record_next": ("choice",),
    "quiet": ("yes_no",),
    "come_back": ("yes_no",),
    "recognisable": ("yes_no",),
    "bring": ("options",),
    "attendance": ("options",),
    "actions": ("actions",),
    "sign_off": ("choice",),
    "next_meeting": ("date",),
    "hours": ("number",),
}

# Before these the window says that nobody reads the number (see `lines.distress_line`).
DISTRESS_ROLES = frozenset({"distress", "distress_then"})

# Where a template stands in the gallery.
Group = Literal[
    "shift", "hard-day", "people", "team", "supervision", "review", "learning", "more", "own"
]
GROUPS: tuple[Group, ...] = get_args(Group)

# The only things a follow-up can do. None marks, shares, hides support or refuses a save.
Action = Literal["message", "support", "suggest", "offer-mark"]
ACTIONS: tuple[Action, ...] = get_args(Action)

ButtonKind = Literal["save-and-lock", "carry-on", "answer"]
BUTTONS: tuple[ButtonKind, ...] = get_args(ButtonKind)

Op = Literal["at_least", "at_most", "equals", "any_of", "answered"]
OPS: tuple[Op, ...] = get_args(Op)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to pick. Also used for a route: somewhere to turn, by id and plain name."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One part of each row of an `options` question."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Meets:
    """Whether one answer of an entry meets a value. An unanswered question never does,
    save under `answered = false`."""

    question: str
    op: Op
    value: bool | int | float | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Now, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Now, ...]


Now: TypeAlias = Meets | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Often:
    """`part` holds in `times` entries of the template, this one counted.

    `within_days` is a number of calendar days that ends on this entry's own day;
    `same_person` asks that one pseudonym stands in all of them.
    """

    part: Now
    times: int
    within_days: int | None = None
    same_person: bool = False


@dataclass(frozen=True, slots=True)
class InARow:
    """`part` holds in this entry and in the ones before it that answered the same questions.
    An entry counts without an answer where having none is what `part` asks for."""

    part: Now
    in_a_row: int


@dataclass(frozen=True, slots=True)
class Months:
    """`part` holds in this entry's month and in each of the calendar months just before it.
    A month without an entry breaks the chain: silence is not strain."""

    part: Now
    months: int


Condition: TypeAlias = Meets | AllOf | AnyOf | Often | InARow | Months


@dataclass(frozen=True, slots=True)
class Button:
    """What a message lets the person do next. `answer` fills in `question` with `choice`."""

    do: ButtonKind
    question: str = ""
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Followup:
    """What is offered when a condition holds. `mark` names the question that `offer-mark`
    would mark, or nothing for the whole entry; `support` shows the support list with it."""

    id: str
    when: Condition
    action: Action
    message: str = ""
    suggest: tuple[str, ...] = ()
    mark: str = ""
    support: bool = False
    buttons: tuple[Button, ...] = ()
    routes: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Every one may be left out.

    `show_when` decides only what is shown: an answer to a hidden question is kept.
    `notice` stands before the question; `folded` ones wait under "More"; `up_to` bounds how
    many may be picked; `default` is what a yes/no means while it is unanswered.
    """

    id: str
    type: QuestionType
    text: str
    help: str = ""
    choices: tuple[Choice, ...] = ()
    fields: tuple[Field, ...] = ()
    min: int | float | None = None
    max: int | float | None = None
    min_label: str = ""
    max_label: str = ""
    role: str | None = None
    folded: bool = False
    notice: str = ""
    routes: tuple[Choice, ...] = ()
    show_when: Now | None = None
    up_to: int | None = None
    default: bool | None = None
    block: str = ""

    def choice(self, choice_id: str) -> Choice | None:
        """The choice with this id, or None."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)


@dataclass(frozen=True, slots=True)
class Template:
    """One prompt template at one version. A new wording is a new version.

    `cy` is the Welsh text as pairs of a path (`title`, `question.heavy.text`,
    `question.heavy.choice.yes`, `followup.pull.message`) and its words; what is missing there
    stays English. `support_on_top` keeps the support list above the page from the start.
    """

    id: str
    version: int
    title: str
    purpose: str
    minutes: int
    questions: tuple[Question, ...]
    framework: str = ""
    attribution: str = ""
    group: Group = "own"
    occasion: str = ""
    banner: str = ""
    order: int = 1000
    support_on_top: bool = False
    followups: tuple[Followup, ...] = ()
    cy: tuple[tuple[str, str], ...] = ()

    def question(self, question_id: str) -> Question | None:
        """The question with this id, or None."""
        return next((item for item in self.questions if item.id == question_id), None)

    def with_role(self, role: str) -> Question | None:
        """The question that carries this role, or None."""
        return next((item for item in self.questions if item.role == role), None)


def meets_in(condition: Condition) -> Iterator[Meets]:
    """Every single comparison inside a condition, in the order they are written."""
    if isinstance(condition, Meets):
        yield condition
    elif isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from meets_in(part)
    else:
        yield from meets_in(condition.part)
