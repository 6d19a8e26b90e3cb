"""What a review before sharing needs: spans in groups, what meets in one entry, replacements.

Nothing here decides. Words with no identifier found are still the writer's to read through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.known import KnownNames
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.settle import settle
from reflect_app.identifiers.spans import QUASI_TYPES, TYPES, Known, Span, Tier
from reflect_app.words import tr

_LEAST_MEETING = 2
# Events few people have had: with a place or an age they may be enough.
_RARE = Pattern(
    r"\b(?:inquest|murder\w*|manslaughter|arson|kidnap\w*|hostage|trial|in the (?:news|papers?)|"
    r"on the news|front page|documentary|stabb\w+|shooting|shot dead|explosion|overdose\w*|"
    r"death in custody|died in custody|suicide|hanged|riot|escape\w*|absconded|"
    r"pregnan\w+|gave birth|"
    r"twins|triplets|transplant|amputat\w+|wheelchair|former (?:soldier|police\w*|"
    r"teacher|doctor|nurse)|"
    r"ex-(?:soldier|police\w*|army|copper|teacher|doctor|nurse)|served in)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Spans of one tier and type, in the order of the text."""

    tier: Tier
    type: str
    label: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Several things in one entry that name nobody alone. `sentence` says so to the writer."""

    kinds: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Change:
    """One replacement: where it was in the old text, and what stood there and stands now."""

    start: int
    end: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """A text after replacements; `changes` are in the order of the old text."""

    text: str
    changes: tuple[Change, ...]


def label(kind: str) -> str:
    """A span type in the reader's words."""
    return _LABELS[kind]()


_LABELS: dict[str, Callable[[], str]] = {
    "PERSON": lambda: tr("a name"),
    "INITIALS": lambda: tr("initials"),
    "PRISON_NUMBER": lambda: tr("a prison number"),
    "CRN": lambda: tr("a case reference number"),
    "PNC": lambda: tr("a police computer number"),
    "CRO": lambda: tr("a criminal records number"),
    "NHS_NUMBER": lambda: tr("an NHS number"),
    "NINO": lambda: tr("a National Insurance number"),
    "POSTCODE": lambda: tr("a postcode"),
    "PHONE": lambda: tr("a phone number"),
    "EMAIL": lambda: tr("an email address"),
    "SOCIAL_HANDLE": lambda: tr("a name used online"),
    "VEHICLE_REG": lambda: tr("a vehicle registration"),
    "COURT_CASE": lambda: tr("a court case number"),
    "DOB": lambda: tr("a date of birth"),
    "AGE": lambda: tr("an age"),
    "PLACE": lambda: tr("a place"),
    "PREMISES": lambda: tr("the name of a building"),
    "ADDRESS": lambda: tr("an address"),
    "EVENT": lambda: tr("a rare event"),
}


def groups(spans: Iterable[Span]) -> tuple[Group, ...]:
    """Likely ones first, then those to check; within a tier, direct identifiers first."""
    sorted_spans = sorted(spans)
    return tuple(
        Group(tier, kind, label(kind), members)
        for tier in _TIERS
        for kind in TYPES
        if (members := tuple(s for s in sorted_spans if s.tier == tier and s.type == kind))
    )


_TIERS: tuple[Tier, Tier] = ("likely", "check")


def meeting(text: str, spans: Iterable[Span]) -> Meeting | None:
    """A warning where two or more kinds of thing that name nobody alone stand in one entry."""
    present = {span.type for span in spans if span.type in QUASI_TYPES}
    kinds = [kind for kind in TYPES if kind in present]
    if _RARE.search(text):
        kinds.append("EVENT")
    if len(kinds) < _LEAST_MEETING:
        return None
    sentence = tr(
        "Several things here name nobody alone, but together may be enough "
        "to tell who it is: {kinds}."
    ).format(kinds=_listed([label(kind) for kind in kinds]))
    return Meeting(tuple(kinds), sentence)


def _listed(words: Sequence[str]) -> str:
    if len(words) == 1:
        return words[0]
    return tr("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])


def replace_here(text: str, span: Span, new: str) -> Replaced:
    """One span replaced. A possessive stays behind it, so "Darren's" becomes "Copper's"."""
    return _replaced(text, [(span.start, span.end)], new)


def replace_everywhere(
    text: str, name: str, new: str, *, variants: Sequence[str] = (), parts: bool = True
) -> Replaced:
    """Every occurrence in any case, and with `parts` each word of a full name by itself too.

    A word that is only a word there stays: "Will said he will" changes once.
    """
    spellings = [name, *variants]
    if parts:
        spellings += [word for spelling in tuple(spellings) for word in spelling.split()]
    kept = dict.fromkeys(s for s in spellings if len(s) > 1)
    doc = Doc(text)
    found = settle(KnownNames([Known(spelling) for spelling in kept]).find(doc))
    return _replaced(text, [doc.normal.original(item.start, item.end) for item in found], new)


def _replaced(text: str, places: Sequence[tuple[int, int]], new: str) -> Replaced:
    parts: list[str] = []
    changes: list[Change] = []
    done = 0
    for start, end in places:
        parts += [text[done:start], new]
        changes.append(Change(start, end, text[start:end], new))
        done = end
    parts.append(text[done:])
    return Replaced("".join(parts), tuple(changes))
