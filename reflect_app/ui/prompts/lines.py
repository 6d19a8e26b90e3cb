"""Choices as lines of text, one to a line: how they are typed without thinking of ids."""

from __future__ import annotations

from collections.abc import Sequence

from reflect_app.core.prompts.model import Choice


def as_lines(choices: Sequence[Choice]) -> str:
    """The labels, one to a line."""
    return "\n".join(choice.label for choice in choices)


def as_choices(text: str, before: Sequence[Choice]) -> tuple[Choice, ...]:
    """What the lines say. A line that was there keeps its id, wherever it moved; so does one
    that was only reworded in its place. Old answers point at ids, not at words."""
    labels = [line.strip() for line in text.splitlines() if line.strip()]
    ids = {choice.label: choice.id for choice in before}
    found = [Choice(ids.pop(label, ""), label) for label in labels]
    if len(labels) == len(before):
        taken = {choice.id for choice in found}
        found = [
            now if now.id or old.id in taken else Choice(old.id, now.label)
            for now, old in zip(found, before, strict=True)
        ]
    return tuple(found)
