"""The records of a database file, page by page, without its trees: damage to one page costs no
other (sqlite.org/fileformat2.html, sections 1.6 and 2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reflect_app.crypto.pages import PAGE_BYTES, USABLE_BYTES, PageKey

Value = int | float | bytes | str | None
_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER = 0x0D, 0x0A, 0x02
_FIRST_PAGE_HEADER = 100
_INTS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_MOST_PAYLOAD = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Carved:
    """One record. `rowid` is 0 in a table without one; `sound`: every page of it had its MAC."""

    rowid: int
    values: tuple[Value, ...]
    sound: bool


class Carver:
    """Walks every page of one file and counts those whose MAC does not fit."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._file = path.open("rb")
        self._key = PageKey(key, self._file.read(16))
        self.pages = -(-path.stat().st_size // PAGE_BYTES)
        self.bad = 0

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def page(self, number: int) -> list[Carved]:
        """Every record that begins on this page; the page counts if it is bad."""
        plain, sound = self._opened(number)
        self.bad += not sound
        start = _FIRST_PAGE_HEADER if number == 1 else 0
        if len(plain) < USABLE_BYTES:
            return []
        kind = plain[start]
        if kind not in (_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER):
            return []
        first = start + (12 if kind == _INDEX_INNER else 8)
        count = int.from_bytes(plain[start + 3 : start + 5])
        found = []
        for place in range(first, min(first + 2 * count, USABLE_BYTES - 1), 2):
            at = int.from_bytes(plain[place : place + 2])
            try:
                found.append(self._cell(plain, at, kind, sound=sound))
            except (IndexError, ValueError):
                continue  # noise, or a chain that leads nowhere
        return found

    def _opened(self, number: int) -> tuple[bytes, bool]:
        self._file.seek((number - 1) * PAGE_BYTES)
        page = self._file.read(PAGE_BYTES)
        return self._key.opened(number, page) if len(page) == PAGE_BYTES else (b"", False)

    def _cell(self, plain: bytes, at: int, kind: int, *, sound: bool) -> Carved:
        if kind == _INDEX_INNER:
            at += 4
        size, at = _varint(plain, at)
        rowid = 0
        if kind == _TABLE_LEAF:
            rowid, at = _varint(plain, at)
        if not 0 < size <= _MOST_PAYLOAD:
            raise ValueError(size)
        local = _local(size, table=kind == _TABLE_LEAF)
        payload = plain[at : at + local]
        if local < size:
            rest, whole = self._chain(plain[at + local : at + local + 4], size - local)
            payload, sound = payload + rest, sound and whole
        if len(payload) != size:
            raise ValueError(size)
        return Carved(rowid, tuple(_values(payload)), sound)

    def _chain(self, link: bytes, size: int) -> tuple[bytes, bool]:
        parts, whole = bytearray(), True
        while len(parts) < size:
            number = int.from_bytes(link)
            if not 0 < number <= self.pages:
                raise ValueError(number)
            plain, sound = self._opened(number)
            whole = whole and sound
            if len(plain) < USABLE_BYTES:
                raise ValueError(number)
            link, part = plain[:4], plain[4:USABLE_BYTES]
            parts += part[: size - len(parts)]
        return bytes(parts), whole


def _local(size: int, *, table: bool) -> int:
    """How much of a payload lies on the page itself."""
    most = USABLE_BYTES - 35 if table else (USABLE_BYTES - 12) * 64 // 255 - 23
    if size <= most:
        return size
    least = (USABLE_BYTES - 12) * 32 // 255 - 23
    wanted = least + (size - least) % (USABLE_BYTES - 4)
    return wanted if wanted <= most else least


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for step in range(8):
        byte = data[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    return value << 8 | data[at + 8], at + 9


def _values(payload: bytes) -> Iterator[Value]:
    end, at = _varint(payload, 0)
    begin = end
    while at < end:
        kind, at = _varint(payload, at)
        size = _INTS.get(kind, 8 if kind == 7 else max(kind - 12, 0) // 2)
        piece = payload[begin : begin + size]
        if len(piece) != size:
            raise ValueError(kind)
        begin += size
        yield _value(kind, piece)


def _value(kind: int, piece: bytes) -> Value:
    if kind == 0:
        return None
    if kind in _INTS:
        return int.from_bytes(piece, signed=True)
    if kind in (8, 9):
        return kind - 8
    if kind >= 12:
        return piece.decode() if kind % 2 else piece
    return None  # a float, which no table of ours has
