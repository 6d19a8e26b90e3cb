"""Small objects kept whole: people and in-vault settings, each a chained history of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reflect_app.core.people import Person
from reflect_app.vault import history, projections
from reflect_app.vault.history import Content, Kind
from reflect_app.vault.vault import Vault, Writing

_ALL = (
    "SELECT live.id, salt, content, digest FROM live JOIN revision ON live.seq = revision.seq"
    " WHERE live.kind = ? ORDER BY live.id"
)
_STATE = "SELECT count(*), coalesce(max(seq), 0) FROM live WHERE kind = ?"
_ONE = (
    "SELECT salt, content, digest FROM live JOIN revision ON live.seq = revision.seq"
    " WHERE live.kind = ? AND live.id = ?"
)


class ObjectStore:
    """Live objects of one kind, as JSON bodies by id."""

    def __init__(self, vault: Vault, kind: Kind) -> None:
        self._vault = vault
        self._kind: Kind = kind

    def all(self) -> dict[str, dict[str, Any]]:
        """Every live object's body by id, ordered by id."""
        with self._vault.reading() as connection:
            rows = connection.exec_driver_sql(_ALL, (self._kind,)).all()
        return {row.id: history.content_of(row.salt, row.content, row.digest).body for row in rows}

    def state(self) -> tuple[int, ...]:
        """The same for as long as no object changes, comes or goes. Reads no content."""
        with self._vault.reading() as connection:
            count, newest = connection.exec_driver_sql(_STATE, (self._kind,)).one()
        return self._vault.undone, count, newest

    def get(self, id_: str) -> dict[str, Any] | None:
        """The newest body of a live object; None where there is none, or it was purged."""
        with self._vault.reading() as connection:
            row = connection.exec_driver_sql(_ONE, (self._kind, id_)).first()
        return None if row is None else history.content_of(row.salt, row.content, row.digest).body

    def was_there(self, id_: str) -> bool:
        """Whether there ever was such an object, purged or not."""
        with self._vault.reading() as connection:
            return history.latest_number(connection, self._kind, id_) > 0

    def put(self, tx: Writing, id_: str, change: str, body: dict[str, Any]) -> int:
        """Save a new state of the object; its revision number."""
        seq, number = tx.append(self._kind, id_, change, body)
        content = Content(body, change, number)
        projections.apply(tx.connection, self._kind, id_, seq, content, _no_template)
        return number

    def change(
        self, tx: Writing, id_: str, put: Callable[[dict[str, Any]], dict[str, Any]], *, keeps: bool
    ) -> bool:
        """Let `put` make another body of the object; False where it stays the same.

        Every state that would be another is erased; with `keeps` the earlier ones stay.
        """
        body = self.get(id_)
        if body is None:
            return False
        if keeps:
            if put(body) != body:
                self.put(tx, id_, "renamed", put(body))
            return put(body) != body
        rows = [
            row.seq
            for row in history.of_object(tx.connection, self._kind, id_)
            if row.content is not None and (old := row.decoded().body) != put(old)
        ]
        if rows:
            # The tombstone first: a rebuilt list drops the object there and takes it up again.
            history.purge_rows(tx.connection, self._kind, id_, rows, tx.at)
            self.put(tx, id_, "forgotten", put(body))
        return bool(rows)

    def purge(self, tx: Writing, id_: str) -> None:
        """Erase every state the object had."""
        history.purge(tx.connection, self._kind, id_, tx.at)
        projections.forget(tx.connection, self._kind, id_)


class PeopleStore:
    """The pseudonyms of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._objects = ObjectStore(vault, "person")

    def all(self) -> list[Person]:
        """Every pseudonym, in the order of the alphabet."""
        found = [
            Person(id=id_, **{**body, "formerly": tuple(body.get("formerly", ()))})
            for id_, body in self._objects.all().items()
        ]
        return sorted(found, key=lambda person: (person.pseudonym.casefold(), person.id))

    def put(self, tx: Writing, person: Person, change: str) -> int:
        """Save a pseudonym's state."""
        body: dict[str, Any] = {
            "pseudonym": person.pseudonym,
            "created": person.created,
            "retired": person.retired,
        }
        if person.formerly:
            body["formerly"] = list(person.formerly)
        return self._objects.put(tx, person.id, change, body)

    def purge(self, tx: Writing, id_: str) -> None:
        """Erase a pseudonym and every word that ever stood for the person."""
        self._objects.purge(tx, id_)


class SettingStore:
    """Settings that belong inside the vault: names, places, choices of content."""

    def __init__(self, vault: Vault) -> None:
        self._objects = ObjectStore(vault, "setting")

    def all(self) -> dict[str, Any]:
        """Every setting that was ever set, by name."""
        return {name: body["value"] for name, body in self._objects.all().items()}

    def put(self, tx: Writing, name: str, value: Any) -> int:  # noqa: ANN401  any JSON
        """Save one setting."""
        return self._objects.put(tx, name, "set", {"value": value})

    def change(self, tx: Writing, name: str, put: Callable[[Any], Any], *, keeps: bool) -> bool:
        """Let `put` make another value of a setting, see `ObjectStore.change`."""
        return self._objects.change(
            tx, name, lambda body: {**body, "value": put(body["value"])}, keeps=keeps
        )


def _no_template(id_: str, version: int) -> Any:  # noqa: ANN401  never returns
    raise AssertionError((id_, version))
