"""Lists and search: newest first, a page at a time, bodies fetched only for what is shown."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Text, func, literal_column, select, text

from reflect_app.core.entries import EntrySummary, Page, Query
from reflect_app.core.query import Terms, terms
from reflect_app.vault.excerpts import excerpt
from reflect_app.vault.schema import entry, entry_person, entry_tag, entry_text
from reflect_app.vault.vault import Vault

_FTS = text("entry_fts")
_FTS_ROW = literal_column("entry_fts.rowid", Integer)


class SearchIndex:
    """Finds entries of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def page(self, query: Query, offset: int, limit: int) -> Page:
        """A slice of what matches, newest event first, and how many match in all."""
        wanted = terms(query.text)
        with self._vault.reading() as connection:
            total = int(connection.execute(_counted(query, wanted)).scalar() or 0)
            keys = [] if limit < 1 else list(
                connection.execute(
                    _keys(query, wanted).offset(max(offset, 0)).limit(limit)
                ).scalars()
            )  # fmt: skip
            rows = connection.execute(
                select(entry).where(entry.c.key.in_(keys)).order_by(entry.c.key.desc())
            ).all()
            tags = _tags(connection, keys)
            words = _words(connection, keys) if wanted.words or wanted.signs else {}
        found = [_summary(row, tags.get(row.key, ()), words.get(row.key), wanted) for row in rows]
        return Page(total, tuple(found))

    def position(self, query: Query, id_: str) -> int | None:
        """How many matches stand before the entry; None when it does not match."""
        wanted = terms(query.text)
        with self._vault.reading() as connection:
            key = connection.execute(select(entry.c.key).where(entry.c.id == id_)).scalar()
            if key is None:
                return None
            keys = _keys(query, wanted).order_by(None).subquery()
            held = connection.execute(select(keys.c.key).where(keys.c.key == key)).first()
            if held is None:
                return None
            before = select(func.count()).select_from(keys).where(keys.c.key > key)
            return int(connection.execute(before).scalar() or 0)

    def tags(self) -> list[tuple[str, int]]:
        """Every tag in use outside the bin with its count, commonest first."""
        each = select(entry_tag.c.tag, func.count().label("uses")).group_by(entry_tag.c.tag)
        # Counted over all and taken off for the few in the bin: a join over all is slow.
        binned = each.where(
            entry_tag.c.key.in_(select(entry.c.key).where(entry.c.deleted.is_not(None)))
        )
        with self._vault.reading() as connection:
            uses = {row.tag: row.uses for row in connection.execute(each)}
            for row in connection.execute(binned):
                uses[row.tag] -= row.uses
        used = ((tag, count) for tag, count in uses.items() if count)
        return sorted(used, key=lambda pair: (-pair[1], pair[0]))

    def days(self, first: str, last: str) -> list[str]:
        """The days from `first` to `last` (`YYYY-MM-DD`) that have an entry."""
        query = (
            select(entry.c.day)
            .where(entry.c.day.between(first, last), entry.c.deleted.is_(None))
            .distinct()
            .order_by(entry.c.day)
        )
        with self._vault.reading() as connection:
            return list(connection.execute(query).scalars())

    def bounds(self) -> tuple[str, str] | None:
        """The first and the last written day; None where nothing is written."""
        query = select(func.min(entry.c.day), func.max(entry.c.day)).where(
            entry.c.deleted.is_(None)
        )
        with self._vault.reading() as connection:
            first, last = connection.execute(query).one()
        return None if first is None else (first, last)

    def day_beside(self, day: str, *, later: bool) -> str | None:
        """The next written day after one, or the last before it; None where there is none."""
        order, beyond = (
            (entry.c.day.asc(), entry.c.day > day)
            if later
            else (entry.c.day.desc(), entry.c.day < day)
        )
        query = select(entry.c.day).where(beyond, entry.c.deleted.is_(None)).order_by(order)
        with self._vault.reading() as connection:
            found = connection.execute(query.limit(1)).scalar()
        return None if found is None else str(found)


def _keys(query: Query, wanted: Terms) -> Select[Any]:
    """The matching keys, newest first, with the index driving where there are words."""
    filters = _filters(query)
    if not wanted.words and not wanted.signs:
        return select(entry.c.key).where(*filters).order_by(entry.c.key.desc())
    conditions = _text_conditions(query, wanted)
    if not wanted.words:
        found = select(entry_text.c.key).where(*conditions)
        inner = [entry.c.key.in_(found), *filters]
        return select(entry.c.key).where(*inner).order_by(entry.c.key.desc())
    matches = select(_FTS_ROW.label("key")).select_from(_FTS).where(conditions[0])
    if wanted.signs:
        matches = matches.where(_FTS_ROW.in_(select(entry_text.c.key).where(*conditions[1:])))
    if query.binned or len(filters) > 1:  # more than "not in the bin", which the index holds anyway
        matches = matches.where(_FTS_ROW.in_(select(entry.c.key).where(*filters)))
    return matches.order_by(_FTS_ROW.desc())


def _counted(query: Query, wanted: Terms) -> Select[Any]:
    return select(func.count()).select_from(_keys(query, wanted).order_by(None).subquery())


def _filters(query: Query) -> list[ColumnElement[bool]]:
    binned = entry.c.deleted.is_not(None) if query.binned else entry.c.deleted.is_(None)
    filters: list[ColumnElement[bool]] = [binned]
    if query.start:
        filters.append(entry.c.day >= query.start)
    if query.end:
        filters.append(entry.c.day <= query.end)
    if query.template:
        filters.append(entry.c.template == query.template)
    if query.shift_kind:
        filters.append(entry.c.shift_kind == query.shift_kind)
    if query.marked is not None:
        # Written out, not bound: only then may a partial index be used.
        filters.append(entry.c.marked == literal_column(str(int(query.marked)), Integer))
    if query.tag:
        filters.append(entry.c.key.in_(select(entry_tag.c.key).where(entry_tag.c.tag == query.tag)))
    if query.person:
        filters.append(
            entry.c.key.in_(select(entry_person.c.key).where(entry_person.c.person == query.person))
        )
    return filters


def _text_conditions(query: Query, wanted: Terms) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.words:
        unfinished = query.prefix and not query.text.endswith((" ", '"'))
        match = match_expression(wanted, prefix=unfinished)
        conditions.append(literal_column("entry_fts").op("MATCH")(match))
    everything = literal_column("title || ' ' || body || ' ' || tags || ' ' || people", Text)
    conditions.extend(func.instr(everything, sign) > 0 for sign in wanted.signs)
    return conditions


def match_expression(wanted: Terms, *, prefix: bool) -> str:
    """The words as quoted FTS5 strings, ANDed; the last one as a beginning where asked."""
    quoted = ['"' + word.replace('"', '""') + '"' for word in wanted.words]
    if prefix and quoted:
        quoted[-1] += "*"
    return " AND ".join(quoted)


def _tags(connection: Any, keys: list[int]) -> dict[int, tuple[str, ...]]:  # noqa: ANN401
    found: dict[int, tuple[str, ...]] = {}
    query = select(entry_tag).where(entry_tag.c.key.in_(keys)).order_by(entry_tag.c.tag)
    for row in connection.execute(query):
        found[row.key] = (*found.get(row.key, ()), row.tag)
    return found


def _words(connection: Any, keys: list[int]) -> dict[int, str]:  # noqa: ANN401
    query = select(entry_text.c.key, entry_text.c.body).where(entry_text.c.key.in_(keys))
    return {row.key: row.body for row in connection.execute(query)}


def _summary(
    row: Any,  # noqa: ANN401  a row of `entry`
    tags: tuple[str, ...],
    words: str | None,
    wanted: Terms,
) -> EntrySummary:
    return EntrySummary(
        id=row.id,
        template=row.template,
        title=row.title,
        written=row.written,
        event=row.event,
        snippet=row.snippet if words is None else excerpt(words, wanted.words, row.snippet),
        marked=bool(row.marked),
        tags=tags,
        shift_kind=row.shift_kind,
    )
