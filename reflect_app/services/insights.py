"""Private patterns over time: charts, people, and a month gathered. Reads and never writes."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from reflect_app.core.charts import Chart
from reflect_app.core.clock import Clock
from reflect_app.core.entries import Query
from reflect_app.core.looking_back import HEADINGS, REVIEW, MonthReview, Section, heading_title
from reflect_app.core.measures import by_month, by_shift, over_time, picked, picked_over_time
from reflect_app.core.periods import Period, pieces, usual, whole_month
from reflect_app.core.prompts import Template, in_language
from reflect_app.core.readings import PICKS, Asked, Reading, asked, labels
from reflect_app.core.relationships import (
    Relationship,
    RelationshipMap,
    Said,
    relationship,
    relationship_map,
)
from reflect_app.services.templates import TemplateService
from reflect_app.vault.reading_store import ReadingStore
from reflect_app.vault.search_index import SearchIndex
from reflect_app.vault.vault import Vault
from reflect_app.words import language

SUPERVISION = "supervision-record"
_REPAIR = ("relationship-dynamics", "repair")
_SCALES = ("distress", "energy")
_CHARTS = 3 * len(_SCALES) + 2 * len(PICKS) + 1
_MONTH_SCALES = ("energy", "strain", "satisfaction", "connection")
_MOST_MARKED = 200

Steps = Generator[tuple[int, int], None, "Insights"]


@dataclass(frozen=True, slots=True)
class Insights:
    """Every chart of one period. `entries` is how many had something to draw."""

    period: Period
    entries: int
    charts: tuple[Chart, ...]

    def chart(self, id_: str) -> Chart:
        """One chart by its id, such as `distress`, `feelings` or `energy-by-shift`."""
        return next(chart for chart in self.charts if chart.id == id_)


class InsightService:
    """Use cases that look at many entries of one unlocked vault at once."""

    def __init__(self, vault: Vault, templates: TemplateService, clock: Clock) -> None:
        self._templates = templates
        self._clock = clock
        self._asked: dict[tuple[str, int], Asked] = {}
        self._readings = ReadingStore(vault, self._asked_by)
        self._index = SearchIndex(vault)

    def periods(self) -> tuple[Period, ...]:
        """What there is to choose from."""
        return usual(self._clock.now().date(), self.last_supervision())

    def today(self) -> date:
        """The day it is for the writer."""
        return self._clock.now().date()

    def bounds(self) -> tuple[str, str] | None:
        """The first and the last written day, `YYYY-MM-DD`; None where nothing is written."""
        return self._index.bounds()

    def last_supervision(self) -> str | None:
        """The day of the newest supervision record that is not in the future."""
        today = self._clock.now().date().isoformat()
        page = self._index.page(Query(template=SUPERVISION, end=today), 0, 1)
        return page.entries[0].event[:10] if page.entries else None

    def overview(self, period: Period, shift: str | None = None) -> Insights:
        """Every chart of a period, read at once; with `shift`, of that kind of shift alone."""
        readings = _on_shift(shift, self._readings.charted(period.first, period.last))
        return Insights(period, len(readings), tuple(make() for make in self._makers(readings)))

    def overview_steps(self, period: Period, shift: str | None = None) -> Steps:
        """The same a month at a time, then a chart at a time, giving way to other work between.

        Yields how many steps are done, and of how many.
        """
        found: list[Reading] = []
        parts = self._pieces(period)
        for place, (first, last) in enumerate(parts, 1):
            found += _on_shift(shift, self._readings.charted(first, last))
            yield place, len(parts) + _CHARTS
        charts = []
        for place, make in enumerate(self._makers(found), len(parts) + 1):
            charts.append(make())
            yield place, len(parts) + _CHARTS
        return Insights(period, len(found), tuple(charts))

    def relationship(self, person: str, period: Period) -> Relationship:
        """The writer's own pattern with one pseudonym."""
        readings = self._readings.with_people(period.first, period.last, person)
        template, question = _REPAIR
        told = self._readings.texts(template, (question,), period.first, period.last, person)
        repairs = [
            Said(entry, day, question, str(answers[question]))
            for entry, day, answers in reversed(told)
        ]
        return relationship(person, readings, self._labels(), repairs)

    def relationship_map(self, period: Period) -> RelationshipMap:
        """Everybody written about in a period, with the writer in the middle."""
        return relationship_map(self._readings.with_people(period.first, period.last))

    def month(self, month: str) -> MonthReview:
        """A month, `YYYY-MM`, as its writer told it."""
        period = whole_month(month)
        readings = _daily(self._readings.charted(period.first, period.last))
        titles = self._templates.titles()
        marked = self._index.page(
            Query(start=period.first, end=period.last, marked=True), 0, _MOST_MARKED
        )
        return MonthReview(
            month=month,
            title=period.label,
            sections=self._sections(period),
            charts=(
                over_time(("distress",), readings),
                over_time(("energy",), readings),
                picked("feelings", readings, self._labels()),
            ),
            marked=tuple(
                (found.id, titles.get((found.template, found.title), found.title))
                for found in reversed(marked.entries)
            ),
        )

    def _makers(self, readings: list[Reading]) -> tuple[Callable[[], Chart], ...]:
        words, daily = self._labels(), _daily(readings)
        monthly = [reading for reading in readings if reading.template == REVIEW]
        return (
            *(partial(over_time, (scale,), daily) for scale in _SCALES),
            *(partial(by_shift, scale, daily) for scale in _SCALES),
            *(partial(by_month, scale, daily) for scale in _SCALES),
            *(partial(picked, role, readings, words) for role in PICKS),
            *(partial(picked_over_time, role, readings, words) for role in PICKS),
            partial(over_time, _MONTH_SCALES, monthly, "months"),
        )

    def _sections(self, period: Period) -> tuple[Section, ...]:
        wanted: dict[str, list[str]] = {}
        for heading in HEADINGS:
            for template, questions in heading.questions.items():
                wanted.setdefault(template, []).extend(questions)
        told = {
            template: self._readings.texts(template, questions, period.first, period.last)
            for template, questions in wanted.items()
        }
        sections = []
        for heading in HEADINGS:
            said = [
                Said(entry, day, question, text)
                for template, questions in heading.questions.items()
                for entry, day, answers in told[template]
                for question in questions
                if question in answers
                for text in _words(answers[question])
            ]
            if said:
                ordered = tuple(sorted(said, key=lambda found: found.day))
                sections.append(Section(heading.id, heading_title(heading.id), ordered))
        return tuple(sections)

    def _asked_by(self, id_: str, version: int) -> Asked:
        if (id_, version) not in self._asked:
            self._asked[id_, version] = asked(self._templates.wording(id_, version))
        return self._asked[id_, version]

    def _labels(self) -> dict[tuple[str, str], str]:
        return labels(in_language(template, language()) for template in self._worded())

    def _worded(self) -> Iterable[Template]:
        """Today's wording first, then the others the vault has kept, newest first."""
        yield from self._templates.all()
        for id_, version in reversed(self._readings.wordings()):
            yield self._templates.wording(id_, version)

    def _pieces(self, period: Period) -> list[tuple[str, str]]:
        bounds = self._index.bounds()
        if bounds is None:
            return []
        first, last = max(period.first or "", bounds[0]), min(period.last or "9999", bounds[1])
        return pieces(first, last) if first <= last else []


def _daily(readings: Iterable[Reading]) -> list[Reading]:
    """Without month reviews, whose scores are of a whole month."""
    return [reading for reading in readings if reading.template != REVIEW]


def _on_shift(kind: str | None, readings: list[Reading]) -> list[Reading]:
    if kind is None:
        return readings
    return [reading for reading in readings if reading.shift_kind == kind]


def _words(value: Any) -> list[str]:  # noqa: ANN401  any answer
    """What was typed: a text, or the text of each row."""
    if isinstance(value, list):
        rows = (row.get("text", "") for row in value if isinstance(row, dict))
        return [text for text in rows if text.strip()]
    return [value] if isinstance(value, str) and value.strip() else []


def month_of(day: date) -> str:
    """The month a day lies in, as `month` wants it."""
    return f"{day:%Y-%m}"
