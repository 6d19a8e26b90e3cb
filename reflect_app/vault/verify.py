"""Is the vault what was written? Every check names what it found; none changes anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, func, select

from reflect_app.crypto import chain
from reflect_app.errors import ReflectError
from reflect_app.vault import history, projections, schema
from reflect_app.vault.engine import memory_engine
from reflect_app.vault.vault import Vault, get_meta
from reflect_app.words import tr

Status = Literal["clean", "damaged", "rolled-back"]
_MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: a stable code and a sentence without any content."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """What `verify` found. `first_seen`: this device had no anchor for the vault."""

    status: Status
    entries: int
    revisions: int
    first_seen: bool
    problems: tuple[Problem, ...]


def verify(vault: Vault, *, deep: bool = False) -> Report:
    """Check pages, tables, index, chain, counter and anchor; `deep` also every projection."""
    problems: list[Problem] = []
    entries = revisions = 0
    try:
        with vault.reading() as connection:
            problems += _pages(vault, connection)
            problems += _chain(connection)
            problems += _counts(connection)
            entries = _count(connection, schema.entry)
            revisions = _count(connection, schema.revision)
            if deep and not problems:
                problems += _projections(connection)
    except ReflectError as problem:
        problems.append(Problem(problem.name, problem.message))
    except (ValueError, KeyError, TypeError, msgspec.MsgspecError):
        problems.append(Problem("content", tr("A row of the journal cannot be read.")))
    return _report(vault, problems, entries, revisions)


def _report(vault: Vault, problems: list[Problem], entries: int, revisions: int) -> Report:
    status: Status = "damaged" if problems else "clean"
    if vault.rollback is not None:
        problems.append(Problem("rolled-back", vault.rollback.refusal().message))
        status = "rolled-back" if status == "clean" else status
    if vault.damaged_anchor_slots:
        text = tr("What this computer remembered of the journal is partly unreadable.")
        problems.append(Problem("anchor", text))
    kept = tuple(problems[:_MOST_PROBLEMS])
    return Report(status, entries, revisions, vault.first_seen, kept)


def _count(connection: Connection, table: Any) -> int:  # noqa: ANN401  any table
    return int(connection.execute(select(func.count()).select_from(table)).scalar() or 0)


def _pages(vault: Vault, connection: Connection) -> list[Problem]:
    """What the database library itself can see. Each check sees what the others miss."""
    problems = []
    run = connection.exec_driver_sql
    size = vault.place.database.stat().st_size
    pages = int(run("PRAGMA page_count").scalar() or 0) * int(run("PRAGMA page_size").scalar() or 0)
    if size != pages:
        problems.append(Problem("size", tr("The journal's file is not as long as it should be.")))
    if run("PRAGMA cipher_integrity_check").fetchall():
        problems.append(Problem("pages", tr("Part of the journal's file was changed or damaged.")))
        return problems
    if [row[0] for row in run("PRAGMA integrity_check").fetchall()] != ["ok"]:
        problems.append(Problem("tables", tr("The journal's tables are damaged.")))
    if run("PRAGMA foreign_key_check").fetchall():
        problems.append(Problem("references", tr("A list points at something that is not there.")))
    return problems


def _chain(connection: Connection) -> list[Problem]:
    """Walk every row: digest, link, number, and content that is missing without a tombstone."""
    problems: list[Problem] = []
    previous, expected = chain.GENESIS, 1
    emptied: dict[int, str] = {}
    buried: dict[int, str] = {}
    numbers: dict[tuple[str, str], int] = {}
    for row in history.walk(connection):
        link = chain.link(previous, row.id, row.kind, row.at, row.digest)
        whole = row.seq == expected and link == row.link
        number = numbers.get((row.kind, row.id), 0) + 1
        numbers[row.kind, row.id] = number
        if row.content is None or row.salt is None:
            emptied[row.seq] = row.id
        else:
            whole = whole and chain.digest(row.salt, row.content) == row.digest
            content = row.decoded()
            whole = whole and content.number == row.number == number
            if row.kind == "tombstone":
                buried.update((seq, row.id) for seq in content.body["rows"])
        if not whole:
            problems.append(_at("chain", tr("Row {row} was changed outside Reflect."), row.seq))
        previous, expected = row.link, row.seq + 1
    problems += [
        _at("missing", tr("The content of row {row} is missing."), seq)
        for seq, id_ in emptied.items()
        if buried.get(seq) != id_
    ]
    return problems


def _counts(connection: Connection) -> list[Problem]:
    """The lists and the index against the chain, and the index against its own text."""
    problems = []
    indexed = connection.execute(
        select(func.count()).select_from(schema.entry).where(schema.entry.c.deleted.is_(None))
    ).scalar()
    if indexed != _count(connection, schema.entry_text):
        problems.append(Problem("index", tr("The search index has lost an entry.")))
    objects = connection.execute(
        select(func.count(func.distinct(schema.revision.c.id))).where(
            schema.revision.c.kind == "entry", schema.revision.c.content.is_not(None)
        )
    ).scalar()
    if objects != _count(connection, schema.entry):
        problems.append(Problem("list", tr("The list of entries and their history differ.")))
    if int(get_meta(connection, "counter")) < 0:
        problems.append(Problem("counter", tr("The journal's counter is impossible.")))
    return problems


def _at(code: str, sentence: str, row: int) -> Problem:
    return Problem(code, sentence.format(row=row))


def _projections(connection: Connection) -> list[Problem]:
    """Make every projection again in memory, and compare with the ones that lie there."""
    # Compares the index with its text; a statement that changes nothing.
    check = "INSERT INTO entry_fts(entry_fts, rank) VALUES('integrity-check', 1)"
    connection.exec_driver_sql(check)
    lying = _snapshot(connection)
    with memory_engine().connect() as made:
        schema.create(made)
        projections.rebuild(made, history.walk(connection))
        due = _snapshot(made)
    return [
        Problem("projection", tr("The table “{name}” differs from the history.").format(name=name))
        for name in lying
        if lying[name] != due[name]
    ]


def _snapshot(connection: Connection) -> dict[str, list[Any]]:
    """Every projection's rows. Keys of one second may differ in their low bits: left out."""
    second = schema.entry.c.key.op(">>")(schema.KEY_BITS).label("second")
    columns = [column for column in schema.entry.c if column.name != "key"]
    by_id = schema.entry.c.id
    queries = {
        "entry": select(second, *columns).order_by(by_id),
        "live": select(schema.live).order_by(schema.live.c.kind, schema.live.c.id),
    }
    for name, table in (
        ("entry_text", schema.entry_text),
        ("entry_tag", schema.entry_tag),
        ("entry_person", schema.entry_person),
    ):
        own = [column for column in table.c if column.name != "key"]
        queries[name] = (
            select(by_id, *own).join(table, table.c.key == schema.entry.c.key).order_by(by_id, *own)
        )
    return {name: [tuple(row) for row in connection.execute(q)] for name, q in queries.items()}
