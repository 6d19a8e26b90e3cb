"""Overlapping answers settled: one for each stretch of text."""

from __future__ import annotations

from collections.abc import Iterable

from reflect_app.identifiers.spans import Found


def settle(found: Iterable[Found]) -> list[Found]:
    """The higher rank stays, then the longer, then the earlier; in the order of the text."""
    kept: list[Found] = []
    taken = bytearray()
    for item in sorted(found, key=lambda f: (-f.rank, f.start - f.end, f.start)):
        if item.end > len(taken):
            taken.extend(bytes(2 * item.end - len(taken)))
        if taken.find(1, item.start, item.end) < 0:
            taken[item.start : item.end] = b"\x01" * (item.end - item.start)
            kept.append(item)
    return sorted(kept, key=lambda f: f.start)
