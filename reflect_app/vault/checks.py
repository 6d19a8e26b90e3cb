"""What can be asked of an open database: pages, tables, chain, counts, and every projection.

Each check sees what the others miss. None changes anything, and no finding holds content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, func, select

from reflect_app.core.steps import Pace, portion, unpaced
from reflect_app.crypto import chain
from reflect_app.vault import draft_store, history, projections, schema
from reflect_app.vault.engine import memory_engine
from reflect_app.vault.meta import find_meta
from reflect_app.words import tr

_NO_ROW = object()
#: The code of a finding that is no damage: a page that holds nothing is not what was written.
UNUSED = "unused-page"
_LOOK = 200  # rows of history between two looks at the pace
_UNTRUE = re.compile(r"HMAC verification failed for page (\d+)")


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: a stable code and a sentence without any content. `dates` are the ones the
    sentence names in words, as RFC 3339, for whoever compares them.
    """

    code: str
    message: str
    dates: tuple[str, ...] = ()


def shallow(connection: Connection, database: Path, pace: Pace = unpaced) -> Iterator[Problem]:
    """Pages first; where those are damaged, the rest would only repeat it.

    Raises:
        DamagedError: a draft, or what a check needs, cannot be read at all.
    """
    found = list(pages(connection, database, portion(pace, 0, 60)))
    yield from found
    if not any(problem.code == "pages" for problem in found):
        yield from whole_chain(connection, portion(pace, 60, 85))
        yield from counts(connection)
        draft_store.check(connection)


def count(connection: Connection, table: Any) -> int:  # noqa: ANN401  any table
    """How many rows a table has."""
    return int(connection.execute(select(func.count()).select_from(table)).scalar() or 0)


def pages(connection: Connection, database: Path, pace: Pace = unpaced) -> Iterator[Problem]:
    """What the database library itself can see."""
    run = connection.exec_driver_sql
    pace(0, 2)
    if untrue := [str(row[0]) for row in run("PRAGMA cipher_integrity_check").fetchall()]:
        if not _all_unused(connection, untrue):
            yield Problem("pages", tr("Part of the journal's file was changed or damaged."))
            return
        yield Problem(
            UNUSED, tr("An empty page of the journal's file is damaged. Nothing is lost.")
        )
    pace(1, 2)
    yield from tables(connection, database)


def tables(connection: Connection, database: Path) -> Iterator[Problem]:
    """What the database library can see where every page is known to be true."""
    run = connection.exec_driver_sql
    if not _as_long_as_due(connection, database.stat().st_size):
        yield Problem("size", tr("The journal's file is not as long as it should be."))
    if [row[0] for row in run("PRAGMA integrity_check").fetchall()] != ["ok"]:
        yield Problem("tables", tr("The journal's tables are damaged."))
    if run("PRAGMA foreign_key_check").fetchall():
        yield Problem("references", tr("A list points at something that is not there."))


def _as_long_as_due(connection: Connection, size: int) -> bool:
    """Whether the file ends where its last page does, or a sweep that was due explains the rest.

    SQLite cuts the file off after it has committed a sweep: a kill in between leaves whole pages
    of before behind the last one, and the sweep still due.
    """
    run = connection.exec_driver_sql
    page = int(run("PRAGMA page_size").scalar() or 0)
    beyond = size - page * int(run("PRAGMA page_count").scalar() or 0)
    swept = beyond > 0 and beyond % page == 0
    return not beyond or (swept and find_meta(connection, history.SWEEP_DUE) is not None)


def _all_unused(connection: Connection, findings: list[str]) -> bool:
    """Whether all that is untrue lies on free pages, as a power cut can leave one.

    SQLite keeps no copy of a free page before it uses it again, since nothing on it is missed. If
    the power goes while it is written, the commit is taken back but the page stays torn. All
    others are read here from the disk anew, and the cipher would know.
    """
    numbers = [found[1] for finding in findings if (found := _UNTRUE.fullmatch(finding))]
    if len(numbers) < len(findings) or "1" in numbers:
        return False
    run = connection.exec_driver_sql
    run("PRAGMA shrink_memory")  # lets go of every page that was read before
    sound = [row[0] for row in run("PRAGMA integrity_check").fetchall()] == ["ok"]
    return sound and str(run("PRAGMA cipher_status").scalar()) == "1"


def whole_chain(connection: Connection, pace: Pace = unpaced) -> Iterator[Problem]:
    """Walk every row: digest, link, number, and content that is missing without a tombstone."""
    previous, expected = chain.GENESIS, 1
    rows = count(connection, schema.revision)
    emptied: dict[int, tuple[str, str]] = {}
    buried: dict[int, tuple[str, str]] = {}
    numbers: dict[tuple[str, str], int] = {}
    for row in history.walk(connection):
        if expected % _LOOK == 1:
            pace(min(expected, rows), rows)
        link = chain.link(previous, row.id, row.kind, row.at, row.digest)
        whole = row.seq == expected and link == row.link
        number = numbers.get((row.kind, row.id), 0) + 1
        numbers[row.kind, row.id] = number
        if row.content is None or row.salt is None:
            emptied[row.seq] = (row.kind, row.id)
            whole = whole and row.number == number and row.content is row.salt
        else:
            true = chain.digest(row.salt, row.content) == row.digest
            content = row.decoded() if true else None
            whole = whole and content is not None and content.number == row.number == number
            if content is not None and row.kind == "tombstone":
                named = (content.body["kind"], row.id)
                buried.update((seq, named) for seq in content.body["rows"])
        if not whole:
            yield _at("chain", tr("Row {row} was changed outside Reflect."), row.seq)
        previous, expected = row.link, row.seq + 1
    for seq, named in emptied.items():
        if buried.get(seq) != named:
            yield _at("missing", tr("The content of row {row} is missing."), seq)


def _at(code: str, sentence: str, row: int) -> Problem:
    return Problem(code, sentence.format(row=row))


def counts(connection: Connection) -> Iterator[Problem]:
    """The lists and the index against the chain."""
    indexed = connection.execute(
        select(func.count()).select_from(schema.entry).where(schema.entry.c.deleted.is_(None))
    ).scalar()
    if indexed != count(connection, schema.entry_text):
        yield Problem("index", tr("The search index has lost an entry."))
    revision = schema.revision.c
    objects = connection.execute(
        select(func.count(func.distinct(revision.id))).where(
            revision.kind == "entry", revision.content.is_not(None)
        )
    ).scalar()
    if objects != count(connection, schema.entry):
        yield Problem("list", tr("The list of entries and their history differ."))


def check_index(connection: Connection) -> None:
    """Compare the full-text index with its own text; damage raises the library's own error.

    The statement changes nothing but counts as a write, which is let through for this moment.
    """
    run = connection.exec_driver_sql
    held = run("PRAGMA query_only").scalar()
    run("PRAGMA query_only=OFF")
    try:
        run("INSERT INTO entry_fts(entry_fts, rank) VALUES('integrity-check', 1)")
    finally:
        if not connection.invalidated:  # damage throws it away
            run(f"PRAGMA query_only={int(held or 0)}")


def every_projection(connection: Connection) -> Iterator[Problem]:
    """Make every projection again in memory, and compare with the ones that lie there.

    The index is not made again: it is compared with the text it was made of.
    """
    check_index(connection)
    with memory_engine().connect() as made:
        schema.metadata.create_all(made)
        projections.rebuild(made, history.walk(connection))
        for name, query in _comparable().items():
            rows = zip_longest(
                connection.execute(query), made.execute(query), fillvalue=_NO_ROW
            )  # row by row: a long journal twice in lists would not fit
            if any(lying != due for lying, due in rows):
                text = tr("The table “{name}” differs from the history.")
                yield Problem("projection", text.format(name=name))


def _comparable() -> dict[str, Select[Any]]:
    """Every projection's rows. Keys of one second may differ in their low bits: left out."""
    second = schema.entry.c.key.op(">>")(schema.KEY_BITS).label("second")
    columns = [column for column in schema.entry.c if column.name != "key"]
    by_id = schema.entry.c.id
    queries: dict[str, Select[Any]] = {
        "entry": select(second, *columns).order_by(by_id),
        "live": select(schema.live).order_by(schema.live.c.kind, schema.live.c.id),
    }
    for name, table in (
        ("entry_text", schema.entry_text),
        ("entry_tag", schema.entry_tag),
        ("entry_person", schema.entry_person),
    ):
        own = [column for column in table.c if column.name != "key"]
        joined = select(by_id, *own).join(table, table.c.key == schema.entry.c.key)
        queries[name] = joined.order_by(by_id, *own[:1])
    return queries
