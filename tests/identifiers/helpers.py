"""Short ways to ask the default finder."""

from __future__ import annotations

from reflect_app.identifiers import Span, find


def found(text: str, kind: str) -> list[str]:
    """The texts of one type, either tier."""
    return [span.text for span in find(text) if span.type == kind]


def likely(text: str) -> list[tuple[str, str]]:
    """(type, text) of every likely span."""
    return [(span.type, span.text) for span in find(text) if span.tier == "likely"]


def faithful(text: str, spans: list[Span]) -> bool:
    """Whether every span is where it says, in order and apart from the next."""
    done = 0
    for span in spans:
        if span.start < done or span.end <= span.start or text[span.start : span.end] != span.text:
            return False
        done = span.end
    return True
