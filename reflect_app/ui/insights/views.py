"""What Insights can show, a few charts at a time, each under a plain name."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from reflect_app.core.charts import Chart
from reflect_app.core.periods import Period
from reflect_app.services.insights import Insights
from reflect_app.services.journal import Journal
from reflect_app.ui.charts.thinning import thinned
from reflect_app.words import tr


@dataclass(frozen=True, slots=True)
class View:
    """Charts that belong together, by their ids, in the order to read them."""

    id: str
    name: str
    charts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking. `drawn` are the same charts with no more points than can be seen."""

    periods: tuple[Period, ...]
    insights: Insights
    drawn: tuple[Chart, ...]


def views() -> tuple[View, ...]:
    """Every view, in the order it is offered."""
    return (
        View("heavy", tr("How heavy it felt"), ("distress", "distress-by-shift",
                                                "distress-by-month")),
        View("energy", tr("Energy"), ("energy", "energy-by-shift", "energy-by-month")),
        View("feelings", tr("Feelings"), ("feelings", "feelings-by-month")),
        View("contact", tr("Contact"), ("contact", "contact-by-month")),
        View("pull", tr("Pulls"), ("pull", "pull-by-month")),
        View("door", tr("The office door"), ("door", "door-by-month")),
        View("months", tr("Month reviews"), ("months",)),
    )  # fmt: skip


def look(
    journal: Journal, period: Period | None, shift: str | None
) -> Generator[tuple[int, int], None, Looked]:
    """Read a period, giving way to other work. Without one it is the last three months, or all
    of it where those are empty.
    """
    periods = journal.insights.periods()
    wanted = [each for each in periods if each.kind in {"quarter", "all"}]
    for each in [period] if period is not None else wanted:
        found = yield from journal.insights.overview_steps(each, shift)
        if found.entries:
            break
    return Looked(periods, found, thinned(found.charts))
