"""Every layout with hard text and names from everywhere, as long as a test asks for."""

from __future__ import annotations

from dataclasses import replace

from reflect_app import assets
from reflect_app.core.learning.bodies import read_bodies
from reflect_app.exporting.document import Document
from reflect_app.exporting.layouts import layout_for, layout_names
from reflect_app.exporting.learning import Portfolio, learning_portfolio
from reflect_app.exporting.pack import Chosen, PackContent
from reflect_app.services.templates import built_in
from tests.exporting.making import HARD_TEXTS
from tests.exporting.test_drawing import CHARTS
from tests.exporting.test_pack import TEMPLATE, entry_of

NAMES = "Siân, Ọ̀rẹ́mi, محمد, 李小龍, 김철수, 😮‍💨"
LEARNING = "learning"


def every_layout() -> tuple[str, ...]:
    """The layouts of entries, and the learning portfolio."""
    return (*layout_names(), LEARNING)


def chosen(count: int) -> tuple[Chosen, ...]:
    """Entries on many days, with hard text and names in every part that takes any."""
    found = []
    for number in range(count):
        entry = entry_of(number)
        hard = HARD_TEXTS[number % len(HARD_TEXTS)]
        answers = {**entry.answers, "page": f"{NAMES} {number}\n\n{hard}", "name": NAMES}
        found.append(Chosen(replace(entry, answers=answers, tags=(NAMES, "nights")), TEMPLATE))
    return tuple(found)


def made(name: str, entries: tuple[Chosen, ...]) -> Document:
    """One layout of entries."""
    content = PackContent(entries, "2026-11-12", writer=NAMES, charts=CHARTS)
    return layout_for(name).document(content)


def document_of(name: str, count: int) -> Document:
    """Any layout, so many entries long."""
    return _portfolio(count) if name == LEARNING else made(name, chosen(count))


def _portfolio(count: int) -> Document:
    """Accounts with every heading that the first body asks for."""
    bodies = read_bodies(map(assets.read_bytes, assets.names("learning", ".toml")))
    template = built_in().get("cpd-account")
    accounts = []
    for number in range(count):
        words = f"{NAMES} {number}\n\n{HARD_TEXTS[number % len(HARD_TEXTS)]}"
        answers = {
            question.id: words
            for question in template.questions
            if question.type in ("text", "long_text")
        }
        entry = entry_of(number, {**answers, "hours": 2.5, "participatory": 1})
        accounts.append(Chosen(replace(entry, template=template.id), template))
    return learning_portfolio(Portfolio(bodies[0], tuple(accounts), "2026-11-12", writer=NAMES))
