"""Lists and search: newest first, a page at a time, bodies fetched only for what is shown.

SQL is written out here: the planner has to be led, and a key in the search box should cost
little beside the query itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection

from reflect_app.core.entries import EntrySummary, Page, Query
from reflect_app.core.query import Terms, stands_in, terms
from reflect_app.vault.excerpts import Excerpts
from reflect_app.vault.feeling_index import FeelingIndex
from reflect_app.vault.schema import KEY_BITS
from reflect_app.vault.share_store import ShareStore
from reflect_app.vault.vault import Vault

# The plus keeps the index from being asked for one row at a time, a hundred thousand times.
_JOINED = "entry_fts f JOIN entry e ON e.key = +f.rowid"
_EVERYTHING = "title || ' ' || body || ' ' || tags || ' ' || people || ' ' || comments"
_SUMMARY = "key, id, template, title, written, event, snippet, marked, shift_kind"
_AMONG = "{} IN (SELECT value FROM json_each(?))"
_KEYS_OF = "SELECT key FROM entry WHERE id IN (SELECT value FROM json_each(?))"
_TAGS = "SELECT tag, count(*) FROM entry_tag GROUP BY tag"
_BINNED_TAGS = (
    "SELECT tag, count(*) FROM entry_tag"
    " WHERE key IN (SELECT key FROM entry WHERE deleted IS NOT NULL) GROUP BY tag"
)
_DAYS = "SELECT DISTINCT day FROM entry WHERE day BETWEEN ? AND ? AND deleted IS NULL ORDER BY day"
_BOUNDS = "SELECT min(day), max(day) FROM entry WHERE deleted IS NULL"
_NEXT_DAY = "SELECT min(day) FROM entry WHERE day > ? AND deleted IS NULL"
_LAST_DAY = "SELECT max(day) FROM entry WHERE day < ? AND deleted IS NULL"
# The farthest that a local day lies from the same day of UTC.
_EARLIEST, _LATEST = timedelta(hours=14), timedelta(hours=12)


Called = tuple[tuple[str, str], ...]
"""Titles as whoever searches reads them, each with the title that the index has in its place."""


class SearchIndex:
    """Finds entries of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._feelings = FeelingIndex(vault)
        self._shares = ShareStore(vault)

    def page(self, query: Query, offset: int, limit: int, called: Called = ()) -> Page:
        """A slice of what matches, newest event first, and how many match in all."""
        wanted = terms(query.text)
        found = self._matching(query, wanted, called)
        with self._vault.reading() as connection:
            total = int(_scalar(connection, found.count(), found.values))
            slice_ = (*found.values, max(limit, 0), max(offset, 0))
            keys = [row[0] for row in connection.exec_driver_sql(found.keys(), slice_).all()]
            rows = _rows(connection, f"SELECT {_SUMMARY} FROM entry", keys)  # noqa: S608
            tags = _tags(connection, keys)
            worded = bool(wanted.words or wanted.signs)
            words = _words(connection, keys) if worded else {}
        excerpts = Excerpts(wanted.words)
        return Page(
            total,
            tuple(
                _summary(row, tags.get(row[0], ()), words.get(row[0]), excerpts)
                for row in sorted(rows, reverse=True)
            ),
        )

    def position(self, query: Query, id_: str, called: Called = ()) -> int | None:
        """How many matches stand before the entry; None when it does not match."""
        found = self._matching(query, terms(query.text), called)
        with self._vault.reading() as connection:
            key = _scalar(connection, "SELECT key FROM entry WHERE id = ?", (id_,))
            if key is None:
                return None
            if not _scalar(connection, found.count(f"{found.key} = ?"), (*found.values, key)):
                return None
            newer = found.count(f"{found.key} > ?")
            return int(_scalar(connection, newer, (*found.values, key)))

    def tags(self) -> list[tuple[str, int]]:
        """Every tag in use outside the bin with its count, commonest first."""
        with self._vault.reading() as connection:
            uses = {row[0]: row[1] for row in connection.exec_driver_sql(_TAGS)}
            for tag, binned in connection.exec_driver_sql(_BINNED_TAGS):
                uses[tag] -= binned
        found = [(tag, count) for tag, count in uses.items() if count]
        return sorted(found, key=lambda item: (-item[1], item[0]))

    def days(self, first: str, last: str) -> list[str]:
        """The days from `first` to `last` (`YYYY-MM-DD`) that have an entry."""
        with self._vault.reading() as connection:
            return [row[0] for row in connection.exec_driver_sql(_DAYS, (first, last))]

    def bounds(self) -> tuple[str, str] | None:
        """The first and the last written day; None where nothing is written."""
        with self._vault.reading() as connection:
            first, last = connection.exec_driver_sql(_BOUNDS).one()
        return None if first is None else (first, last)

    def day_beside(self, day: str, *, later: bool) -> str | None:
        """The next written day after one, or the last before it; None where there is none."""
        with self._vault.reading() as connection:
            found = _scalar(connection, _NEXT_DAY if later else _LAST_DAY, (day,))
        return None if found is None else str(found)

    def _matching(self, query: Query, wanted: Terms, called: Called) -> _Matching:
        filters, values = _filters(query)
        among = self._feelings.keys(query.feeling) if query.feeling else ""
        if query.shared is not None:
            filters.append(("" if query.shared else "NOT ") + _AMONG.format("e.key"))
            values.append(self._shared())
        return _matching(query, wanted, filters, values, among, called)

    def _shared(self) -> str:
        """The keys of the entries that were ever shared, as a JSON list."""
        held = sorted({held.entry for share in self._shares.all() for held in share.entries})
        with self._vault.reading() as connection:
            ids = (msgspec.json.encode(held).decode(),)
            found = connection.exec_driver_sql(_KEYS_OF, ids).scalars().all()
        return msgspec.json.encode(found).decode()


@dataclass(frozen=True, slots=True)
class _Matching:
    """What matches: where it is looked for, by what, and with which values."""

    source: str
    key: str
    conditions: tuple[str, ...]
    values: tuple[Any, ...]

    def keys(self) -> str:
        """The keys of a slice, newest first; two more values: limit and offset."""
        where = " AND ".join(self.conditions)
        return (
            f"SELECT {self.key} FROM {self.source} WHERE {where}"  # noqa: S608  our own names
            f" ORDER BY {self.key} DESC LIMIT ? OFFSET ?"
        )

    def count(self, *more: str) -> str:
        """How many match; a value for each of `more`."""
        where = " AND ".join((*self.conditions, *more))
        return f"SELECT count(*) FROM {self.source} WHERE {where}"  # noqa: S608  our own names


def _matching(
    query: Query, wanted: Terms, filters: list[str], values: list[Any], among: str, called: Called
) -> _Matching:
    """With words the index leads, and each of its rows is asked about the rest.

    `among` is a JSON list of the only keys that may match, "" where any may.
    """
    if not wanted.words:
        if among:
            filters.append(_AMONG.format("e.key"))
            values.append(among)
        for sign in wanted.signs:
            held = _holds(sign, values)
            filters.append(f"e.key IN (SELECT key FROM entry_text WHERE {held})")  # noqa: S608
        return _Matching("entry e", "e.key", tuple(filters), tuple(values))
    unfinished = query.prefix and not query.text.endswith((" ", '"'))
    conditions = ["entry_fts MATCH ?"]
    worded: list[Any] = [match_expression(wanted, called, prefix=unfinished)]
    lowest, highest = _key_range(query)
    if lowest is not None:
        conditions.append("f.rowid >= ?")
        worded.append(lowest)
    if highest is not None:
        conditions.append("f.rowid <= ?")
        worded.append(highest)
    if among:
        conditions.append(_AMONG.format("+f.rowid"))
        worded.append(among)
    for sign in wanted.signs:
        held = _holds(sign, worded)
        conditions.append(f"EXISTS (SELECT 1 FROM entry_text WHERE key = +f.rowid AND {held})")  # noqa: S608
    # The index holds nothing from the bin.
    source = "entry_fts f" if len(filters) == 1 and not query.binned else _JOINED
    if source == _JOINED:
        conditions += filters
        worded += values
    return _Matching(source, "f.rowid", tuple(conditions), tuple(worded))


def _filters(query: Query) -> tuple[list[str], list[Any]]:
    """Conditions on a row `e` of entries; the first is always that of the bin."""
    conditions = [_of_the_bin(query)]
    values: list[Any] = []
    few = query.start and query.end  # of all pages of a template, those days are a small part
    for condition, value in (
        ("e.day >= ?", query.start or None),
        ("e.day <= ?", query.end or None),
        ("+e.template = ?" if few else "e.template = ?", query.template or None),
        ("e.shift_kind = ?", query.shift_kind or None),
        ("e.key IN (SELECT key FROM entry_tag WHERE tag = ?)", query.tag or None),
        ("e.key IN (SELECT key FROM entry_person WHERE person = ?)", query.person or None),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    if query.marked is not None:  # written out: a bound value keeps a partial index from use
        conditions.append(f"e.marked = {int(query.marked)}")
    return conditions, values


def _of_the_bin(query: Query) -> str:
    """The condition that the bin makes, worded for the planner, which knows no amounts.

    Left to itself it goes through all that is there by its index, one row of the table at a time.
    """
    if query.binned:
        return "e.deleted IS NOT NULL"
    if query.marked or query.shift_kind:  # few, or in no index: read the table as it lies
        return "+e.deleted IS NULL"
    if bool(query.template) != bool(query.start or query.end):  # their index then holds all asked
        return "e.key NOT IN (SELECT key FROM entry WHERE deleted IS NOT NULL)"
    return "e.deleted IS NULL"


def _holds(sign: str, values: list[Any]) -> str:
    values.append(sign)
    return f"instr({_EVERYTHING}, ?) > 0"


def _key_range(query: Query) -> tuple[int | None, int | None]:
    """Bounds of the keys that the days leave possible; the days themselves decide."""
    first, last = _midnight(query.start), _midnight(query.end)
    return (
        None if first is None else _key_at(first - _EARLIEST),
        None if last is None else _key_at(last + timedelta(days=1) + _LATEST),
    )


def _midnight(day: str | None) -> datetime | None:
    try:
        found = date.fromisoformat(day or "")
    except ValueError:
        return None
    if not 1 < found.year < 9999:
        return None
    return datetime(found.year, found.month, found.day, tzinfo=UTC)


def _key_at(at: datetime) -> int:
    return int(at.timestamp()) << KEY_BITS


def match_expression(wanted: Terms, called: Called = (), *, prefix: bool) -> str:
    """The words as quoted FTS5 strings, ANDed; the last one as a beginning where asked. One that
    stands in a title as it is read may be that title's instead.
    """
    last = len(wanted.words) - 1
    return " AND ".join(
        _one_of(word, called, beginning=prefix and at == last)
        for at, word in enumerate(wanted.words)
    )


def _one_of(word: str, called: Called, *, beginning: bool) -> str:
    itself = _quoted(word) + ("*" if beginning else "")
    kept = {title for read, title in called if stands_in(word, read, beginning=beginning)}
    if not kept:
        return itself
    return f"({' OR '.join((itself, *(f'title : {_quoted(title)}' for title in sorted(kept))))})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _scalar(connection: Connection, statement: str, values: tuple[Any, ...]) -> Any:  # noqa: ANN401
    return connection.exec_driver_sql(statement, values).scalar()


def _rows(connection: Connection, statement: str, keys: list[int]) -> list[Any]:
    if not keys:
        return []
    marks = ", ".join("?" * len(keys))
    found = connection.exec_driver_sql(f"{statement} WHERE key IN ({marks})", tuple(keys))
    return list(map(tuple, found.all()))


def _tags(connection: Connection, keys: list[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for key, tag in sorted(_rows(connection, "SELECT key, tag FROM entry_tag", keys)):
        found[key] = (*found.get(key, ()), tag)
    return found


def _words(connection: Connection, keys: list[int]) -> dict[int, str]:
    return {row[0]: row[1] for row in _rows(connection, "SELECT key, body FROM entry_text", keys)}


def _summary(
    row: Any,  # noqa: ANN401  columns of `_SUMMARY`
    tags: tuple[str, ...],
    words: str | None,
    excerpts: Excerpts,
) -> EntrySummary:
    _, id_, template, title, written, event, snippet, marked, shift_kind = row
    return EntrySummary(
        id=id_,
        template=template,
        title=title,
        written=written,
        event=event,
        snippet=snippet if words is None else excerpts.of(words, snippet),
        marked=bool(marked),
        tags=tags,
        shift_kind=shift_kind,
    )
