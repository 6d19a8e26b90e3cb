"""A confirmed name that stands in a longer one is only a part of it: the whole is pointed out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.lists import NAMES, NEVER, SURNAME, WELSH, WORD
from reflect_app.identifiers.spans import Found
from reflect_app.identifiers.tokens import Token


def widened(doc: Doc, confirmed: Sequence[Found], found: Sequence[Found]) -> list[Found]:
    """`confirmed`, each person as long as the name around it: what a detector found there, or
    with the next word where that can only be a family name ("Zebulika Strangefold")."""
    if not confirmed:
        return []
    people = sorted(
        (item for item in found if item.type == "PERSON" and item.tier == "likely"),
        key=lambda item: item.start,
    )
    starts = [item.start for item in people]
    ends = [token.end for token in doc.tokens]
    return [_wide(doc, item, people, starts, ends) for item in confirmed]


def _wide(
    doc: Doc, item: Found, people: Sequence[Found], starts: Sequence[int], ends: Sequence[int]
) -> Found:
    if item.type != "PERSON":
        return item
    at = bisect_right(starts, item.start) - 1
    if at >= 0 and people[at].end >= item.end:
        return replace(item, start=people[at].start, end=people[at].end)
    after = bisect_left(ends, item.end) + 1
    if after < len(ends) and after > 0 and ends[after - 1] == item.end:
        token = doc.tokens[after]
        if not doc.tokens[after - 1].owns and _is_family_name(doc, token):
            return replace(item, end=token.end)
    return item


def _is_family_name(doc: Doc, token: Token) -> bool:
    if token.gap != " " or not token.capital or token.loud or token.index in doc.spared:
        return False
    return bool(token.flags & SURNAME) or not token.flags & (WORD | WELSH | NEVER | NAMES)
