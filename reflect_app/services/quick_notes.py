"""Leaving a note without unlocking: no passphrase, no lease, no database library."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from reflect_app.core.clock import Clock, stamp
from reflect_app.errors import InvalidInputError
from reflect_app.vault import notes_box
from reflect_app.words import tr

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Left:
    """A note that was kept: it is on the disk and nobody can read it until the next unlock.

    `waiting` counts it and those before it.
    """

    id: str
    at: str
    waiting: int


class QuickNotes:
    """Use cases on the notes of a journal that stays locked."""

    def __init__(self, clock: Clock, anchors: Path) -> None:
        self._clock = clock
        self._anchors = anchors

    def leave(self, folder: Path, text: str) -> Left:
        """Seal a few lines for the journal in the folder, also while it is open elsewhere.

        Raises:
            InvalidInputError: there is nothing in it, it is too long, or a thousand wait.
            NoVaultError, DamagedError: there is no journal that could ever read it.
            DiskFullError, FileProblemError: it was not kept.
        """
        if not text.strip():
            raise InvalidInputError(
                tr("There is nothing in that note."), tr("Write a word or two, then keep it.")
            )
        if _UNSTORABLE.search(text):
            raise InvalidInputError(
                tr("The note holds a character that cannot be stored."),
                tr("Take it out and try again."),
                code="bad-character",
            )
        now = self._clock.now()
        id_ = notes_box.leave(folder, self._anchor, text.encode(), now)
        return Left(id_, stamp(now), notes_box.waiting(folder))

    def waiting(self, folder: Path) -> int:
        """How many notes wait in the folder; 0 where there is no journal."""
        return notes_box.waiting(folder)

    def _anchor(self, instance: str) -> Path:
        return self._anchors / f"{instance}.anchor"


def urgent_line() -> str:
    """What stands beside the place to write a note."""
    return tr(
        "Urgent, or about someone's safety? Tell the person on duty now. This note waits unread."
    )
