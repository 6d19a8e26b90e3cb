"""Sessions, actions, agreements and groups: each an object with a chained history of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from typing import Any, Generic, TypeVar

import msgspec

from reflect_app.core.renaming import Renaming
from reflect_app.core.supervision import Action, Agreement, Group, Session
from reflect_app.errors import DamagedError
from reflect_app.vault.history import Kind
from reflect_app.vault.object_store import ObjectStore
from reflect_app.vault.vault import Vault, Writing

T = TypeVar("T", bound=Session | Action | Agreement | Group)

KINDS: tuple[Kind, ...] = ("session", "action", "agreement", "group")
# The names of colleagues stay: a pseudonym is never one of them.
_PROSE = frozenset({"text", "owner", "went", "rules"})


class KeptObjects(Generic[T]):
    """Every live object of one of these kinds."""

    def __init__(self, vault: Vault, kind: Kind, made: type[T]) -> None:
        self._objects = ObjectStore(vault, kind)
        self._made = made

    def all(self) -> list[T]:
        """All of them, ordered by id."""
        return [self._from(id_, body) for id_, body in self._objects.all().items()]

    def put(self, tx: Writing, kept: T, change: str) -> int:
        """Save a state; its revision number."""
        body = msgspec.to_builtins(kept)
        id_ = body.pop("id")
        return self._objects.put(tx, id_, change, {k: v for k, v in body.items() if _said(v)})

    def purge(self, tx: Writing, id_: str) -> None:
        """Erase every state it had."""
        self._objects.purge(tx, id_)

    def _from(self, id_: str, body: dict[str, Any]) -> T:
        try:
            return msgspec.convert({"id": id_, **body}, self._made)
        except msgspec.ValidationError:
            raise DamagedError(code="content") from None


class SupervisionStore:
    """The four kinds of one vault, and putting another word for a person into all of them."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self.sessions = KeptObjects(vault, "session", Session)
        self.actions = KeptObjects(vault, "action", Action)
        self.agreements = KeptObjects(vault, "agreement", Agreement)
        self.groups = KeptObjects(vault, "group", Group)

    def rename(
        self, tx: Writing, renaming: Renaming, *, only: Collection[str] | None = None
    ) -> set[str]:
        """Add a revision with the other word wherever one is needed; the ids.

        `only` keeps it to the actions written on these entries; None means everything.
        """
        return self._change(tx, renaming, only, keeps=True)

    def forget(
        self, tx: Writing, renaming: Renaming, *, only: Collection[str] | None = None
    ) -> set[str]:
        """Erase every wording that holds a name; the ids of what had one. `only` as above."""
        return self._change(tx, renaming, only, keeps=False)

    def _change(
        self, tx: Writing, renaming: Renaming, only: Collection[str] | None, *, keeps: bool
    ) -> set[str]:
        changed = set()
        for kind, id_ in list(self._among(only)):
            put = partial(_reworded, renaming, kind)
            if ObjectStore(self._vault, kind).change(tx, id_, put, keeps=keeps):
                changed.add(id_)
        return changed

    def _among(self, only: Collection[str] | None) -> Iterator[tuple[Kind, str]]:
        for kind in KINDS:
            for id_, body in ObjectStore(self._vault, kind).all().items():
                if only is None or (kind == "action" and body.get("entry", "") in only):
                    yield kind, id_


def _reworded(renaming: Renaming, kind: Kind, body: dict[str, Any]) -> dict[str, Any]:
    """A body with the other word in it; of a group also what it is called."""
    changed: dict[str, Any] = _changed(renaming, body)
    return {**changed, "name": renaming.text(body["name"])} if kind == "group" else changed


def _said(value: object) -> bool:
    """Whether a value says more than its default does."""
    return value not in ("", None, 0, False) and value != [] and value != ()


def _changed(renaming: Renaming, value: Any) -> Any:  # noqa: ANN401  any JSON
    if isinstance(value, dict):
        return {
            key: renaming.text(part)
            if key in _PROSE and isinstance(part, str)
            else _changed(renaming, part)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [_changed(renaming, part) for part in value]
    return value
