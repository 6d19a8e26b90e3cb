"""What came back from an export of everything: kept in the log of activity, so that the journal
it was brought into keeps the same as the one it came from.

A batch is two kinds of row under one id: `returning`, with all that will come and what gave
way, and `returned` once all of it is in. Undoing purges them both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from sqlalchemy import select

from reflect_app.core.records import Record, Wording
from reflect_app.errors import NotFoundError
from reflect_app.vault import history, schema
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import tr

_LOG = select(schema.revision.c.id).where(
    schema.revision.c.kind == "activity", schema.revision.c.content.is_not(None)
)


@dataclass(frozen=True, slots=True)
class Came:
    """An object of a batch, and the number of its newest revision when it came."""

    kind: str
    id: str
    number: int


@dataclass(frozen=True, slots=True)
class Returned:
    """One batch. `at` is when it began, RFC 3339; `entries` counts the entries among it."""

    id: str
    at: str
    state: Literal["running", "done", "part"]
    came: tuple[Came, ...]
    gave_way: tuple[Record, ...]

    @property
    def entries(self) -> int:
        """How many entries came."""
        return sum(one.kind == "entry" for one in self.came)


class ReturnedStore:
    """The batches of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def all(self) -> list[Returned]:
        """Every batch that is still here, newest first."""
        with self._vault.reading() as connection:
            ids = list(dict.fromkeys(connection.execute(_LOG).scalars()))
        found = [batch for id_ in ids if (batch := self.find(id_)) is not None]
        return sorted(found, key=lambda batch: (batch.at, batch.id), reverse=True)

    def find(self, id_: str) -> Returned | None:
        """One batch; None where the id is none."""
        with self._vault.reading() as connection:
            rows = list(history.of_object(connection, "activity", id_))
        contents = [(row.at, row.decoded()) for row in rows if row.content is not None]
        begun = [(at, content) for at, content in contents if content.change == "returning"]
        if not begun:
            return None
        at, first = begun[0][0], begun[-1][1]
        last = contents[-1][1]
        states: dict[str, Literal["done", "part"]] = {"returned": "done", "kept": "part"}
        return Returned(
            id_, at, states.get(last.change, "running"),
            tuple(Came(*one) for one in last.body.get("came", first.body["came"])),
            tuple(_record(one) for one in first.body["gave_way"]),
        )  # fmt: skip

    def get(self, id_: str) -> Returned:
        """One batch.

        Raises:
            NotFoundError: there is none by that id.
        """
        found = self.find(id_)
        if found is None:
            raise NotFoundError(
                tr("There is no import {id}.").format(id=id_[:40]),
                tr("It may have been taken out again already."),
            )
        return found

    def begin(
        self, tx: Writing, id_: str, came: Sequence[Came], gave_way: Sequence[Record]
    ) -> None:
        """Say what will come, before any of it does."""
        body: dict[str, Any] = {
            "came": [[one.kind, one.id, one.number] for one in came],
            "gave_way": [msgspec.to_builtins(record) for record in gave_way],
        }
        tx.append("activity", id_, "returning", body)

    def end(self, tx: Writing, id_: str) -> None:
        """All of it is in."""
        tx.append("activity", id_, "returned", {})

    def keep(self, tx: Writing, id_: str, kept: Sequence[Came]) -> None:
        """After an undo, some of it was worked on since and stays."""
        tx.append(
            "activity", id_, "kept", {"came": [[one.kind, one.id, one.number] for one in kept]}
        )

    def forget(self, tx: Writing, id_: str) -> None:
        """Erase every word of a batch."""
        history.purge(tx.connection, "activity", id_, tx.at)


def _record(body: dict[str, Any]) -> Record:
    return Record(body["kind"], body["id"], tuple(Wording(**one) for one in body["revisions"]))
