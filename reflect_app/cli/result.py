"""What a command hands back: one document for machines, one text for people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Result:
    """`document` is the JSON of cli.md, `text` what a terminal shows; both go to stdout.

    `lines` are JSON documents one a line, for commands that stream.
    """

    document: Any
    text: str | Callable[[], str] = ""
    exit_code: int = 0
    lines: tuple[str, ...] | None = None

    def for_people(self) -> str:
        """The text, made now when it was put off."""
        return self.text() if callable(self.text) else self.text
