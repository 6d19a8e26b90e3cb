"""The whole journal, or a part of it, as a book: oldest first, with days, shifts and tags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reflect_app.core import when
from reflect_app.core.entries import Entry
from reflect_app.exporting.document import Document, Fact, Note, Section
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
    """Nothing is arranged: entries stand in the order of what they are about."""

    name = "journal"
    everything = True
    fields = ()
    of = ""

    @property
    def label(self) -> str:
        """What a list of layouts calls it."""
        return tr("Whole journal")

    def document(self, content: PackContent) -> Document:
        """The book."""
        ordered = sorted(content.entries, key=moment)
        sections = [
            _section(chosen, section)
            for chosen, section in entry_sections(replace(content, entries=tuple(ordered)))
        ]
        return replace(
            frame(content, tr("Journal"), [*chart_section(content), *sections]),
            subtitle=when.opening(_from_to(ordered)),
            facts=tuple(_facts(content, len(sections))),
            notes=(
                tr("Written for the writer's own learning, who chose what is in it."),
                tr("Not for recording, deciding or planning anyone's care, risk or supervision."),
            ),
            contents=len(sections) >= CONTENTS_FROM,
        )


def _section(chosen: Chosen, section: Section) -> Section:
    """With when it was, what the rota said, and what readers wrote beside it."""
    entry, about = chosen.entry, section.entry
    assert about is not None
    remarks = tuple(
        Note(comment.text, comment.author)
        for comment in entry.comments
        if comment.field in entry.answers
    )
    return replace(
        section,
        blocks=(*section.blocks, *remarks),
        entry=replace(about, lines=tuple(_lines(entry))),
    )


def _lines(entry: Entry) -> Iterator[str]:
    yield when.opening(when.instant(entry.event))
    if entry.shift is not None:
        yield when.shift(entry.shift.kind, entry.shift.start)
    if entry.tags:
        yield tr("Tags: {tags}").format(tags=" · ".join(entry.tags))


def _facts(content: PackContent, count: int) -> Iterator[Fact]:
    if content.writer:
        yield Fact(tr("From"), content.writer)
    yield Fact(tr("Entries"), str(count))


def _from_to(ordered: list[Chosen]) -> str:
    days = [when.full_day(chosen.entry.event[:10]) for chosen in ordered]
    if not days or days[0] == days[-1]:
        return days[0] if days else ""
    return tr("{first} to {last}").format(first=days[0], last=days[-1])
