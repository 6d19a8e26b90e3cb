"""A month looked back on: charts where they were ticked, the month's own page, then its days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from reflect_app.core import when
from reflect_app.core.looking_back import REVIEW
from reflect_app.exporting.document import Document, Section, Table
from reflect_app.exporting.pack import (
    CONTENTS_FROM,
    Chosen,
    PackContent,
    chart_section,
    entry_sections,
    frame,
    moment,
)
from reflect_app.words import tr


class Layout:
    """What the writer said of the month itself comes first; nothing is counted against anybody."""

    name = "month"
    everything = False
    fields = ()
    of = ""

    @property
    def label(self) -> str:
        """What a list of layouts calls it."""
        return tr("Month review")

    def document(self, content: PackContent) -> Document:
        """The review."""
        ordered = sorted(content.entries, key=_place)
        shown = list(entry_sections(replace(content, entries=tuple(ordered))))
        sections = [section for _, section in shown]
        return replace(
            frame(
                content,
                self.label,
                [*chart_section(content), *_days([chosen for chosen, _ in shown]), *sections],
            ),
            subtitle=", ".join(_months(ordered)),
            contents=len(sections) >= CONTENTS_FROM,
        )


def _place(chosen: Chosen) -> tuple[bool, datetime]:
    return chosen.template.id != REVIEW, moment(chosen)


def _months(ordered: Sequence[Chosen]) -> list[str]:
    """Each month that something is about, oldest first."""
    first_days = sorted({f"{chosen.entry.event[:7]}-01" for chosen in ordered})
    return [when.month(day) for day in first_days]


def _days(shown: Sequence[Chosen]) -> Iterator[Section]:
    """What there is, by its day, where it is more than can be taken in at a glance."""
    if len(shown) >= CONTENTS_FROM:
        return
    rows = tuple((when.day(one.entry.event[:10]), one.template.title) for one in shown)
    if len(rows) > 1:
        yield Section(tr("What is in it"), (Table((tr("Day"), tr("Page")), rows),))
