"""What a month's page is made of: what is asked for, and a box of the writer's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from reflect_app.core import when
from reflect_app.core.looking_back import MonthReview
from reflect_app.services.insights import month_of
from reflect_app.services.journal import Journal
from reflect_app.ui.today.lines import Line
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import Card, hairline
from reflect_app.ui.widgets.text import heading, muted
from reflect_app.words import tr, trn

MOST = 60
"""Lines in one box; beyond them the Journal is the better place to read."""

Read = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Looked:
    """A month as it was told. `first` and `last` bound where there is anything to look back on."""

    review: MonthReview
    first: str
    last: str

    def beside(self, by: int) -> str | None:
        """The month before (-1) or after (1), None where nothing can lie there."""
        year, month = map(int, self.review.month.split("-"))
        years, month = divmod(month - 1 + by, 12)
        to = f"{year + years:04}-{month + 1:02}"
        return to if self.first <= to <= self.last else None


def look(journal: Journal, month: str | None) -> Looked:
    """A month; without one this month, or the newest before it in which something was said."""
    now = month_of(journal.insights.today())
    bounds = journal.insights.bounds()
    first, last = (bounds[0][:7], max(bounds[1][:7], now)) if bounds else (now, now)
    review = journal.insights.month(month or now)
    if month is None and review.empty and bounds is not None:
        review = journal.insights.month(min(bounds[1][:7], now))
    return Looked(review, first, last)


def gathered(review: MonthReview, read: Read) -> list[GatheredBox]:
    """The boxes of a month, what went well first; `fill` each."""
    boxes = []
    for section in review.sections:
        told = [(said.entry, said.text, when.full_day(said.day)) for said in section.said]
        boxes.append(GatheredBox(section.title, told, read))
    if review.marked:
        marked = [(entry, words, "") for entry, words in review.marked]
        boxes.append(GatheredBox(tr("Marked for supervision"), marked, read))
    return boxes


class GatheredBox(QWidget):
    """A heading, and under it (entry, words, day) each with a way to the entry."""

    def __init__(self, title: str, told: Sequence[tuple[str, str, str]], read: Read) -> None:
        super().__init__()
        self._told = told
        self._read = read
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(heading(title))
        self._card = Card()
        self._card.box.setContentsMargins(18, 10, 14, 10)
        self._card.box.setSpacing(8)
        box.addWidget(self._card)

    def fill(self) -> Iterator[QWidget]:
        """Put the lines in, one by one."""
        for place, (entry, text, day) in enumerate(self._told[:MOST]):
            if place:
                self._card.box.addWidget(hairline())
            line = Line(text, day, [self._step(entry, day or text)])
            self._card.box.addWidget(line)
            yield line
        more = len(self._told) - MOST
        if more > 0:
            words = trn(
                "And {count} more, in the Journal.", "And {count} more, in the Journal.",
                more,
            ).format(count=more)  # fmt: skip
            self._card.box.addWidget(muted(words))

    def _step(self, entry: str, name: str) -> QPushButton:
        words = tr("Read: {title}").format(title=name)
        return button(tr("Read"), partial(self._read, entry), "quiet", name=words)
