"""What an unexpected error may say: kinds of error, file names and line numbers, never a value.

A traceback's message can hold journal text or SQL parameters, so it never leaves this module.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import PurePath

from reflect_app.errors import ReflectError
from reflect_app.words import tr


class Fault(ReflectError):
    """A mistake of ours. `report` is scrubbed: it can be read out or written down safely."""

    code = "fault"

    def __init__(self, report: str) -> None:
        super().__init__(
            tr("Something in Reflect went wrong. That is our mistake, not yours."),
            tr("What is saved is safe. Try again; if it happens again, lock and come back."),
        )
        self.report = report


def _place(frame: traceback.FrameSummary) -> str:
    parts = PurePath(frame.filename.replace("\\", "/")).parts
    at = parts.index("reflect_app") if "reflect_app" in parts else max(len(parts) - 1, 0)
    return f"{'/'.join(parts[at:])}:{frame.lineno}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def scrub(error: BaseException) -> str:
    """The error as lines of `Kind: file:line, file:line`, innermost call last. No messages."""
    lines = []
    for each in _chain(error):
        places = ", ".join(_place(frame) for frame in traceback.extract_tb(each.__traceback__))
        lines.append(f"{type(each).__name__}: {places}" if places else type(each).__name__)
    return "\n".join(lines)
