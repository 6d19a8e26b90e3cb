"""What a chart reads of an entry: scores and picks by what they are for, never the words.

Questions say what they are for by their role, so a service's own template is read like a
built-in one. An entry that its writer keeps out of charts (role `quiet`) is read by nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from reflect_app.core.prompts import Question, Template

Score: TypeAlias = int | float

SCALES = (
    "distress", "energy", "strain", "satisfaction", "connection", "workload",
    "warmth", "wariness", "clarity",
)  # fmt: skip
PICKS = ("feelings", "contact", "pull", "door")
FEELINGS = "feelings"


@dataclass(frozen=True, slots=True)
class Reading:
    """One entry as charts see it. `day` is the event's own local day, `YYYY-MM-DD`.

    `scores` are by role; `picks` are choice ids by role, each once.
    """

    entry: str
    template: str
    event: str
    day: str
    shift_kind: str | None = None
    scores: Mapping[str, Score] = field(default_factory=dict)
    picks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What there is to read in one wording of a template: question ids by what they are for."""

    scales: tuple[tuple[str, str, float, float], ...] = ()
    picks: tuple[tuple[str, str], ...] = ()
    people: tuple[str, ...] = ()
    quiet: str = ""
    quiet_unless_said: bool = False
    questions: tuple[str, ...] = field(init=False)
    """The ids of every question whose answer is needed."""

    def __post_init__(self) -> None:
        names = (name for name, *_ in (*self.scales, *self.picks))
        found = dict.fromkeys((*names, *self.people, self.quiet))
        object.__setattr__(self, "questions", tuple(filter(None, found)))

    @property
    def charted(self) -> bool:
        """Whether anything but people can be read."""
        return bool(self.scales or self.picks)


def asked(template: Template) -> Asked:
    """What a wording asks that a chart can read. Scales of any length are read as 0 to 10."""
    scales, picks, people = [], [], []
    for question in template.questions:
        if question.role in SCALES and question.min is not None and question.max is not None:
            scales.append((question.id, question.role, float(question.min), float(question.max)))
        elif question.type == "emotions":
            picks.append((question.id, FEELINGS))
        elif question.role in PICKS:
            picks.append((question.id, question.role))
        elif question.type == "people":
            people.append(question.id)
    quiet = template.with_role("quiet")
    return Asked(
        tuple(scales), tuple(picks), tuple(people),
        "" if quiet is None else quiet.id, quiet is not None and bool(quiet.default),
    )  # fmt: skip


def is_quiet(wanted: Asked, answers: Mapping[str, object]) -> bool:
    """Whether the writer keeps the entry out of charts and of looking back."""
    return bool(wanted.quiet) and answers.get(wanted.quiet, wanted.quiet_unless_said) is True


def scores_in(wanted: Asked, answers: Mapping[str, object]) -> dict[str, Score]:
    """The scores by role, on 0 to 10."""
    found: dict[str, Score] = {}
    for name, role, low, high in wanted.scales:
        value = answers.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            found[role] = value if (low, high) == (0, 10) else _on_ten(value, low, high)
    return found


def picks_in(wanted: Asked, answers: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The picked choices by role, each once."""
    found: dict[str, tuple[str, ...]] = {}
    for name, role in wanted.picks:
        value = answers.get(name)
        picked = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        if picked:
            found[role] = tuple(dict.fromkeys((*found.get(role, ()), *map(str, picked))))
    return found


def people_among(wanted: Asked, answers: Mapping[str, object]) -> tuple[str, ...]:
    """The pseudonyms picked, each once."""
    found: dict[str, None] = {}
    for name in wanted.people:
        value = answers.get(name)
        found |= dict.fromkeys(map(str, value if isinstance(value, list) else ()))
    return tuple(found)


def drawn_of(template: Template, charts: Collection[str]) -> Iterator[Question]:
    """The questions of a template whose choices stand on these charts."""
    for question in template.questions:
        role = _pick_role(question)
        if role in PICKS and role in charts:
            yield question


def _pick_role(question: Question) -> str:
    return FEELINGS if question.type == "emotions" else question.role or ""


def labels(templates: Iterable[Template]) -> dict[tuple[str, str], str]:
    """The words for each choice, by what it is for and its id; the first wording counts."""
    found: dict[tuple[str, str], str] = {}
    for template in templates:
        for question in drawn_of(template, PICKS):
            for choice in question.choices:
                found.setdefault((_pick_role(question), choice.id), choice.label)
    return found


def _on_ten(value: float, low: float, high: float) -> float:
    return round((value - low) * 10 / (high - low), 2)
