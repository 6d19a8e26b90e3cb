"""What the writing page may be asked to open: `desk.go("compose", target)`."""

from __future__ import annotations

from dataclasses import dataclass

from reflect_app.core.entries import Shift

PAGE_ID = "compose"


@dataclass(frozen=True, slots=True)
class WriteNew:
    """A new page of a template; with `shift`, about that shift."""

    template: str
    shift: Shift | None = None


@dataclass(frozen=True, slots=True)
class CarryOn:
    """An unfinished page, with the caret where it was."""

    draft: str


@dataclass(frozen=True, slots=True)
class EditEntry:
    """An entry that is already written, in the same form."""

    entry: str


Target = WriteNew | CarryOn | EditEntry
