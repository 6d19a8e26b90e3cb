"""What in a text that leaves could point to someone: where it stands, and what meets there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from reflect_app.core.readings import drawn_of
from reflect_app.errors import InvalidInputError
from reflect_app.exporting.pack import heading_of
from reflect_app.identifiers import Finder, Span
from reflect_app.identifiers.review import meeting
from reflect_app.services.pack_choice import ChosenEntry, Place
from reflect_app.services.prompt_words import TITLE, is_own, question_of, wording
from reflect_app.services.swapping import (
    LOOKED_AT,
    PROMPT,
    REMARKS,
    TAGS,
    TYPED,
    Swapping,
    parts,
)
from reflect_app.words import tr

_AROUND = 60  # code points of the same line shown with what was found


@dataclass(frozen=True, slots=True)
class Pointed:
    """Something in an answer that leaves could point to someone.

    `span` counts in the part of the answer that leaves; `place` and `was` say where that stood
    and what it said before anything was put in the place of something else. What belongs to no
    entry, such as the title of a pack, has "" for the entry and says in `field` what it is.
    """

    entry: str
    field: str
    span: Span
    place: Place
    was: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class PointedWord(Pointed):
    """A word that is decided on once for the `count` places where it stands; `others` are a few
    more of them, each with the words around it."""

    count: int = 1
    others: tuple[Pointed, ...] = ()


@dataclass(frozen=True, slots=True)
class Met:
    """Several things in one entry that name nobody alone. `heading` is the entry's on paper."""

    entry: str
    heading: str
    sentence: str


class Pointing(Protocol):
    """What a review walks through."""

    @property
    def identifiers(self) -> Sequence[Pointed]:
        """Each place, or each word, to decide on."""

    @property
    def meetings(self) -> Sequence[Met]:
        """What may be enough only together."""


def pointed_in(
    text: str, finder: Finder, swaps: Swapping, *, entry: str = "", field: str = "", part: str = ""
) -> Iterator[Pointed]:
    """What is found in one text that has been through the swaps; never a word just put there."""
    for span in finder.find(text):
        if span.text.casefold() in swaps.put:
            continue
        before = text[max(0, span.start - _AROUND) : span.start].rpartition("\n")[2]
        after = text[span.end : span.end + _AROUND].partition("\n")[0]
        place, was = swaps.origin(entry, field, part, (span.start, span.end), span.text)
        yield Pointed(entry, field, span, place, was, before, after)


def pointed_at(chosen: Iterable[ChosenEntry], finder: Finder, swaps: Swapping) -> Iterator[Pointed]:
    """What is found in the chosen answers, which have been through the swaps."""
    for item in chosen:
        for field in item.fields:
            if field.question.type in LOOKED_AT:
                for part, text in parts(field.value):
                    yield from pointed_in(
                        text, finder, swaps,
                        entry=item.entry.id, field=field.question.id, part=part,
                    )  # fmt: skip


def pointed_asked(
    chosen: Iterable[ChosenEntry],
    finder: Finder,
    swaps: Swapping,
    program: Collection[str] = (),
    charts: Collection[str] = (),
) -> Iterator[Pointed]:
    """The same in the words of prompts that somebody here wrote, of the questions that leave and
    those that `charts` are drawn of. What the `program` says names nobody."""
    for item in chosen:
        if not is_own(item.template):
            continue
        asked = {field.question.id for field in item.fields}
        asked |= {question.id for question in drawn_of(item.template, charts)}
        for part, text in wording(item.template):
            if text not in program and (part == TITLE or question_of(part) in asked):
                yield from pointed_in(
                    text, finder, swaps, entry=item.entry.id, field=PROMPT, part=part
                )


def pointed_about(
    chosen: Iterable[ChosenEntry], finder: Finder, swaps: Swapping
) -> Iterator[Pointed]:
    """The same in the tags of the entries and in what readers wrote beside them."""
    for item in chosen:
        about = [(TAGS, tag, tag) for tag in item.entry.tags]
        about += [(REMARKS, str(at), one.text) for at, one in enumerate(item.entry.comments)]
        for field, part, text in about:
            yield from pointed_in(text, finder, swaps, entry=item.entry.id, field=field, part=part)


def meetings_in(chosen: Iterable[ChosenEntry], pointed: Iterable[Pointed]) -> Iterator[Met]:
    """The entries in which several things that were found may together be enough."""
    spans: dict[str, list[Span]] = {}
    for found in pointed:
        spans.setdefault(found.entry, []).append(found.span)
    for item in chosen:
        typed = [field for field in item.fields if field.question.type in TYPED]
        words = "\n".join(text for field in typed for _, text in parts(field.value))
        met = meeting(words, spans.get(item.entry.id, ()))
        if met is not None:
            yield Met(item.entry.id, heading_of(item.entry, item.template), met.sentence)


def pointed_out(
    chosen: Sequence[ChosenEntry],
    finder: Finder,
    swaps: Swapping,
    program: Collection[str] = (),
    charts: Collection[str] = (),
) -> tuple[tuple[Pointed, ...], tuple[Met, ...]]:
    """What in the chosen answers could point to someone, alone and together."""
    pointed = (
        *pointed_at(chosen, finder, swaps),
        *pointed_asked(chosen, finder, swaps, program, charts),
    )
    return pointed, tuple(meetings_in(chosen, pointed))


def check_unchanged(same: bool) -> None:
    """What leaves has to be what was looked at.

    Raises:
        InvalidInputError: code `changed-since-look`; nothing left.
    """
    if not same:
        raise InvalidInputError(
            tr("What would leave is not what you looked at any more, so nothing left."),
            tr("Something was changed meanwhile. Look at it again."),
            code="changed-since-look",
        )
