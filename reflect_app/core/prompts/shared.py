"""What several templates share, written once as data: lists of choices and blocks of questions.

A shared file holds one thing under one id: `choices` (the feelings, the pulls, the routes) or
`questions` (the record nudge). A template names it: `choices = "emotions"`, or
`[[questions]]` with `block = "record-nudge"`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reflect_app.core.prompts.model import Choice, Question

Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SharedList:
    """A list of choices, and its Welsh labels by choice id."""

    choices: tuple[Choice, ...]
    cy: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SharedBlock:
    """Questions that go together, and their Welsh words by path."""

    questions: tuple[Question, ...]
    cy: Words = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """Everything a template may name instead of writing it out."""

    lists: Mapping[str, SharedList] = field(default_factory=dict)
    blocks: Mapping[str, SharedBlock] = field(default_factory=dict)


NOTHING_SHARED = Shared()
