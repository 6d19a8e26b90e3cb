"""Text to spans: what could identify a person. Works offline, in this process.

    from reflect_app.identifiers import Finder, Known, find
    find("Spoke to Ngozi")                              # the default finder
    Finder(known=[Known("The Haven", "PREMISES")], allow=["Delius"]).find(text)

Lists are read at the first text, not at import.
"""

from __future__ import annotations

from reflect_app.identifiers.finder import Finder
from reflect_app.identifiers.spans import PEOPLE_TYPES, QUASI_TYPES, TYPES, Known, Span, Tier

__all__ = ["PEOPLE_TYPES", "QUASI_TYPES", "TYPES", "Finder", "Known", "Span", "Tier", "find"]

_default = Finder()


def find(text: str) -> list[Span]:
    """What the default finder finds: nothing of the writer's own in it."""
    return _default.find(text)
