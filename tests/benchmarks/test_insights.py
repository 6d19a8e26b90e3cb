"""A year of insights in a journal of ten years: as quick as if there were only that year.

The floor is the same year alone. Both are read and drawn into charts, for the pages Insights and
Relationships; a page should be there within a tenth of a second of being asked for.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from reflect_app.core.clock import FixedClock, stamp
from reflect_app.core.entries import Answer, Entry, Shift
from reflect_app.core.periods import Period
from reflect_app.services.entries import new_id
from reflect_app.services.journal import Journal
from reflect_app.vault.entry_store import EntryStore
from reflect_app.vault.template_store import TemplateStore
from tests.fixtures import PASSPHRASE, make_app
from tests.helpers.many import Pages

BUDGET = 1.5
TENTH = 0.1  # seconds
A_DAY = 3
NOW = datetime(2026, 1, 1, 7, 30, tzinfo=UTC)
PEOPLE = ("Lantern", "Teapot", "Marble", "Bobbin")
KINDS = ("early", "late", "day", "night", "sleep-in")
_ZONE = "Europe/London"


def answers(rng: random.Random, pages: Pages, template: str) -> dict[str, Answer]:
    """What a busy worker would mark and write."""
    if template == "after-shift":
        feelings = rng.sample(["calm", "tense", "proud", "sad", "worried", "hopeful"], 3)
        return {
            "heavy": rng.randint(0, 10), "energy": rng.randint(0, 10), "feelings": feelings,
            "contact": rng.choice(["mixed", "mostly_hard"]), "leave_here": pages.text()[:120],
        }  # fmt: skip
    if template == "relationship-dynamics":
        return {
            "people": [rng.choice(PEOPLE)], "warmth": rng.randint(0, 10),
            "wariness": rng.randint(0, 10), "door": rng.choice(["open", "ajar", "closed"]),
            "pulls": rng.sample(["rescue", "please", "avoid"], 2), "repair": pages.text(),
        }  # fmt: skip
    return {"page": pages.text()}


def fill(journal: Journal, days: int) -> None:
    """So many days up to now, a few entries each."""
    vault, rng, pages = journal._vault, random.Random(3), Pages()
    templates = TemplateStore(vault)
    store = EntryStore(vault, templates)
    names = ["after-shift", "after-shift", "relationship-dynamics", "free"]
    with vault.writing() as tx:
        for name in set(names):
            templates.keep(tx, journal.templates.get(name))
        for place in range(days * A_DAY):
            at = NOW.astimezone(ZoneInfo(_ZONE)) - timedelta(days=days - place / A_DAY)
            name = rng.choice(names)
            shift = Shift(f"{at:%Y-%m-%dT%H:%M}", rng.choice(KINDS), _ZONE)
            written = stamp(at)
            answered = answers(rng, pages, name)
            entry = Entry(new_id(), name, 1, 0, written, written, shift, answered)
            store.put(tx, entry, _ZONE, "written")


@pytest.fixture(scope="module")
def journals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Journal, Journal]]:
    """One year alone, and ten years."""
    opened = []
    for years in (1, 10):
        folder: Path = tmp_path_factory.mktemp("years")
        app = make_app(folder / "home", FixedClock(NOW))
        journal = app.vaults.create(folder / "v", PASSPHRASE).journal
        for name in PEOPLE:
            journal.people.add(name)
        fill(journal, 365 * years)
        opened.append(journal)
    yield opened[0], opened[1]
    for journal in opened:
        journal.close()


def year(journal: Journal) -> Period:
    return next(period for period in journal.insights.periods() if period.kind == "year")


def seconds(work: Callable[[], object], rounds: int = 7) -> float:
    """The middle of some runs, after one that nobody counts."""
    work()
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return median(taken)


PAGES: dict[str, Callable[[Journal], object]] = {
    "insights": lambda journal: journal.insights.overview(year(journal)),
    "map": lambda journal: journal.insights.relationship_map(year(journal)),
    "person": lambda journal: journal.insights.relationship("Teapot", year(journal)),
    "month": lambda journal: journal.insights.month("2025-11"),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_year_among_ten(
    journals: tuple[Journal, Journal], page: str, benchmark: BenchmarkFixture
) -> None:
    alone, among = journals
    work = PAGES[page]
    floor, ours = seconds(lambda: work(alone)), seconds(lambda: work(among))
    benchmark.extra_info.update(page=page, floor=floor, ours=ours, ratio=ours / floor)
    benchmark.pedantic(work, args=(among,), rounds=3)  # type: ignore[no-untyped-call]
    assert ours < BUDGET * floor or ours < TENTH / 10
    assert ours < TENTH or floor > TENTH / BUDGET  # a slow or busy machine is not our doing
