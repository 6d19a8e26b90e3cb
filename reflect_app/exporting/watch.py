"""How long work is watched and stopped, without a thread or a toolkit in sight."""

from __future__ import annotations

from typing import Protocol

from reflect_app.errors import CancelledError
from reflect_app.words import tr


class Watch(Protocol):
    """What the caller hands down to hear about progress and to stop the work."""

    def cancelled(self) -> bool:
        """Whether the person has asked to stop. Called often; must be quick."""
        ...

    def progress(self, done: int, total: int) -> None:
        """How far the work is; `total` 0 while nobody can tell."""
        ...


class Unwatched:
    """Nobody is looking and nobody will stop it."""

    def cancelled(self) -> bool:
        """Never."""
        return False

    def progress(self, done: int, total: int) -> None:
        """Goes nowhere."""


UNWATCHED: Watch = Unwatched()


def stop_if_cancelled(watch: Watch) -> None:
    """Raise CancelledError where the person has asked to stop."""
    if watch.cancelled():
        raise CancelledError(tr("Stopped. Nothing was written."))
