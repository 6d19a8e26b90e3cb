"""Actions: what somebody said they would do, whichever page it was written on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from reflect_app.core.alike import did_you_mean
from reflect_app.core.changes import Changes, Saved
from reflect_app.core.clock import Clock
from reflect_app.core.supervision import Action
from reflect_app.errors import NotFoundError
from reflect_app.services.checked import found_by, prose_of
from reflect_app.vault.supervision_store import SupervisionStore
from reflect_app.vault.vault import Vault
from reflect_app.words import tr

_SOON = timedelta(days=7)


class ActionService:
    """Use cases on the actions of one unlocked vault. Pages make them; see `following`."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock
        self._store = SupervisionStore(vault)

    def list(self, *, open_only: bool = False) -> list[Action]:
        """Every action whose page is not in the bin: open ones first, by the day they are due."""
        found = [
            action
            for action in self._store.actions.all()
            if not action.put_by and not (open_only and action.done)
        ]
        return sorted(
            found,
            key=lambda each: (bool(each.done), each.due or "9999", each.created, each.place),
        )

    def due(self) -> tuple[Action, ...]:
        """Open ones whose day is within the week or gone by. Nobody counts how long."""
        last = (self._clock.now().date() + _SOON).isoformat()
        return tuple(each for each in self.list(open_only=True) if each.due and each.due <= last)

    def find(self, id_: str) -> Action:
        """An action by its id or the beginning of one.

        Raises:
            NotFoundError: there is none, or several begin so.
        """
        found = found_by(self.list(), id_)
        if found is None:
            raise NotFoundError(
                tr("There is no action {id}.").format(id=id_[:40]),
                did_you_mean(id_, (each.id for each in self.list())),
                code="unknown-action",
            )
        return found

    def done(self, id_: str, *, on: bool = True) -> Saved:
        """Tick an action off, or take the tick back."""
        with self._vault.writing() as tx:
            action = replace(self.find(id_), done=tx.at if on else "")
            number = self._store.actions.put(tx, action, "done" if on else "open again")
            return Saved(action.id, number, tx.at, _changes(action))

    def went(self, id_: str, text: str) -> Saved:
        """Say how it went; no words take what was said back."""
        words = prose_of(text, tr("How it went"), may_be_empty=True)
        with self._vault.writing() as tx:
            action = replace(self.find(id_), went=words)
            number = self._store.actions.put(tx, action, "how it went")
            return Saved(action.id, number, tx.at, _changes(action))


def _changes(action: Action) -> Changes:
    return Changes(supervision=frozenset({action.id}))
