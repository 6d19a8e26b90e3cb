"""A month as its writer told it: their own words, gathered under plain headings.

Strengths come first. Nothing is counted against anybody, and a month without an entry is only a
month without an entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reflect_app.core.charts import Chart
from reflect_app.core.relationships import Said
from reflect_app.words import tr

REVIEW = "month-review"


@dataclass(frozen=True, slots=True)
class Heading:
    """Where words of the same kind come from: questions by template, in the order to read them."""

    id: str
    questions: Mapping[str, tuple[str, ...]]


HEADINGS = (
    Heading("went-well", {
        "strengths": ("moment", "you_did", "they_did", "again"),
        "good-handover": ("passed_on", "easier"),
        "supervision-preparation": ("went_well",),
    }),
    Heading("put-down", {"after-shift": ("leave_here",), "ending": ("keep",)}),
    Heading("carried", {
        "critical-incident": ("staying",),
        "restorative": ("taken_out",),
        "hard-decision": ("sits_badly",),
    }),
    Heading("help", {
        "emotional-impact": ("would_help",),
        "restorative": ("before_next", "company"),
        "hard-decision": ("need_now",),
        "critical-incident": ("next_day", "helped"),
    }),
    Heading("next", {
        "what-so-what": ("now_what", "actions"),
        "supervision-record": ("actions",),
        "partnership": ("actions",),
        "gibbs": ("next_time",),
    }),
    Heading("to-bring", {
        "supervision-preparation": ("want_most",),
        REVIEW: ("take_to_supervision",),
    }),
    Heading("review", {
        REVIEW: ("keeps_coming_up", "others_eyes", "training_reading", "own_story",
                 "ask_and_let_go"),
    }),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """Words of one kind, oldest first. Sections without words are left out."""

    id: str
    title: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class MonthReview:
    """One month, `YYYY-MM`. `marked` are the entries marked for supervision, by id and title."""

    month: str
    title: str
    sections: tuple[Section, ...]
    charts: tuple[Chart, ...]
    marked: tuple[tuple[str, str], ...]

    @property
    def empty(self) -> bool:
        """Whether nothing was written that could be gathered."""
        return not (self.sections or self.marked or any(not chart.empty for chart in self.charts))


def heading_title(id_: str) -> str:
    """The words of a heading."""
    titles: dict[str, Callable[[], str]] = {
        "went-well": lambda: tr("What went well"),
        "put-down": lambda: tr("What you put down"),
        "carried": lambda: tr("What stayed with you"),
        "help": lambda: tr("What would help, or did"),
        "next": lambda: tr("What you meant to do"),
        "to-bring": lambda: tr("What you wanted to take to supervision"),
        "review": lambda: tr("Looking back at the month"),
    }
    return titles[id_]()
