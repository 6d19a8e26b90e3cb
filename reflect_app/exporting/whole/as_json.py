"""Everything as one JSON document, an object on each line; the shape is published in
`resources/schemas/everything.schema.json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from reflect_app.core.records import Record
from reflect_app.exporting.whole.frame import FORMAT, VERSION, about


def told(record: Record) -> dict[str, Any]:
    """An object as both forms write it."""
    revisions = [
        {"number": one.number, "at": one.at, "change": one.change, "body": one.body}
        for one in record.revisions
    ]
    return {"kind": record.kind, "id": record.id, "revisions": revisions}


class JsonExport:
    """The document in pieces. `made` is RFC 3339; the state hash comes last, when it is known.

    `says` is what it says of itself, unless it holds everything.
    """

    def __init__(self, made: str, says: Sequence[str] = ()) -> None:
        self._made = made
        self._says = list(says) or about()
        self._first = True

    def begin(self) -> bytes:
        """Everything up to the first object."""
        head = {"format": FORMAT, "version": VERSION, "made": self._made, "about": self._says}
        text = msgspec.json.format(msgspec.json.encode(head), indent=2)
        return text.rstrip(b"\n}") + b',\n  "objects": ['

    def objects(self, records: Iterable[Record]) -> Iterator[bytes]:
        """A line for each object."""
        for record in records:
            yield (b"\n" if self._first else b",\n") + msgspec.json.encode(told(record))
            self._first = False

    def end(self, state_hash: str) -> bytes:
        """What comes after the last object."""
        return b'\n  ],\n  "state_hash": ' + msgspec.json.encode(state_hash) + b"\n}\n"
