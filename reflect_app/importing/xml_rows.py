"""Rows out of an XML backup, streamed. No document type, so no entity can grow."""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from reflect_app.importing import problems

_STEP = 1 << 16
_MOST_STEPS = 64  # an older expat reads an unfinished tag again at every step
_DEEPEST = 20
_LARGEST_FIELD = 2_000_000


class _Reader:
    """Collects `<table name="T"><r><field>text</field></r></table>`."""

    def __init__(self, name: str) -> None:
        self.rows: list[tuple[str, dict[str, str]]] = []
        self._name = name
        self._table = ""
        self._row: dict[str, str] | None = None
        self._field = ""
        self._text: list[str] = []
        self._size = 0
        self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise problems.too_deep(self._name)
        if tag == "table":
            self._table = attributes.get("name") or attributes.get("title") or ""
        elif tag in ("r", "row") and self._row is None:
            self._row = {}
        elif self._row is not None and not self._field:
            self._field, self._text, self._size = tag, [], 0

    def end(self, tag: str) -> None:
        self._depth -= 1
        if self._row is None:
            return
        if tag == self._field:
            self._row[tag] = "".join(self._text)
            self._field = ""
        elif tag in ("r", "row") and not self._field:
            self.rows.append((self._table, self._row))
            self._row = None

    def text(self, data: str) -> None:
        if self._field:
            self._size += len(data)
            if self._size > _LARGEST_FIELD:
                raise problems.too_large(self._name)
            self._text.append(data)

    def refuse(self, *_about: object) -> None:
        raise problems.hostile(self._name)


def rows_in(data: bytes, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of every table with the table's name, in their order.

    Raises:
        ImportRefusedError: it is no XML, declares a document type, or nests without end.
    """
    reader = _Reader(name)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.refuse
    try:
        step = max(_STEP, len(data) // _MOST_STEPS)
        for at in range(0, len(data), step):
            parser.Parse(data[at : at + step], False)
            yield from _taken(reader)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):
        raise problems.damaged(name) from None
    yield from _taken(reader)


def _taken(reader: _Reader) -> list[tuple[str, dict[str, str]]]:
    rows, reader.rows = reader.rows, []
    return rows
