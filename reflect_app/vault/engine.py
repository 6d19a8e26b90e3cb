"""The way to `vault.db`: keyed first, proved, then made strict. One connection, one thread."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import (
    Connection,
    Engine,
    ExceptionContext,
    NullPool,
    QueuePool,
    create_engine,
    event,
    exc,
)

from reflect_app.core.steps import Pace
from reflect_app.errors import (
    CancelledError,
    DamagedError,
    DiskFullError,
    FileProblemError,
    InvalidInputError,
    ReflectError,
    VaultInUseError,
)
from reflect_app.vault.files import create_private, explained
from reflect_app.words import tr

KEY_BYTES = 32
_FREELIST = ("freelist_count", "page_size")
_OLDEST_SQLITE = (3, 51, 3)
_OFTEN = 20_000  # instructions of SQLite's machine between two looks: some milliseconds
# A reader that checks a long journal holds a writer up; nobody is told "busy" for that.
_BUSY_SECONDS = 30.0
_PLAIN = b"SQLite format 3"

_PRAGMAS = (
    "temp_store=MEMORY",  # FILE would leave clear text in the temp folder
    "cache_size=-65536",
    "foreign_keys=ON",
    # Never DELETE with FULL: it does not sync the folder after removing the journal.
    "journal_mode=TRUNCATE",
    "synchronous=FULL",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "checkpoint_fullfsync=ON",
    "fullfsync=ON",
)
_READER = ("query_only=ON",)  # a reader may still roll back what a dead writer left half done


def open_engine(
    path: Path, key: bytes, opened: Callable[[Any], None] | None = None, *, write: bool = True
) -> Engine:
    """An engine of exactly one connection, opened when first used.

    `opened` is told the driver's own connection, which alone can be interrupted from another
    thread. Without `write` the connection refuses to change anything.

    Raises on use:
        DamagedError: the key (known to be right by the envelope) does not open the file.
    """
    if len(key) != KEY_BYTES:  # another length would be taken for a passphrase, in silence
        raise ValueError("a raw key has 32 bytes")

    def creator() -> Any:  # noqa: ANN401  the driver has no types
        connection = _connected(path, key, _PRAGMAS if write else _PRAGMAS + _READER)
        if opened is not None:
            opened(connection)
        return connection

    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=creator,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_reset_on_return="rollback",
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _doubt)
    event.listen(engine, "commit", check_cipher)
    return engine


def memory_engine() -> Engine:
    """An engine on an empty database that lives in memory and is gone with its connection."""

    def creator() -> Any:  # noqa: ANN401  the driver has no types
        connection = sqlcipher.connect(":memory:")
        connection.execute("PRAGMA temp_store=MEMORY")  # long sorts would go to a clear file
        return connection

    return create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=creator,
        poolclass=NullPool,
        hide_parameters=True,
    )


def compact(engine: Engine, path: Path, then: str, pace: Pace) -> None:
    """Write every page anew, and then run one statement outside any transaction of ours.

    SQLite wipes what it deletes, but not the copies that it left on a page when it moved a row
    to another. The new pages are made in memory, which takes as much as the file. Its pace can
    stop it, which raises CancelledError and leaves the file as it was.
    """
    with plain_refusals(path):
        try:
            _run(engine, ["VACUUM", then], pace)
        except MemoryError:  # how the cipher tells of a page that it cannot read, or truly memory
            engine.dispose()  # it has refused, and would go on to refuse on that connection
            _run(engine, _filling(engine), pace)
            _run(engine, ["VACUUM", then], pace)


def _run(engine: Engine, statements: list[str], pace: Pace) -> None:
    """Statements outside any transaction of ours; one that they begin is undone if they fail."""
    with engine.connect() as connection, stoppable(connection, pace):
        driver = connection.connection.driver_connection
        assert driver is not None
        try:
            for statement in statements:
                driver.execute(statement)
        finally:
            if driver.in_transaction:
                driver.execute("ROLLBACK")


def _filling(engine: Engine) -> list[str]:
    """What writes every free page, which needs no reading, so that none is torn any more.

    A power cut can leave one so: SQLite keeps no copy of a free page that it is about to fill.
    """
    with engine.connect() as connection:
        run = connection.exec_driver_sql
        free, size = (int(run(f"PRAGMA {name}").scalar() or 0) for name in _FREELIST)
    return [
        "BEGIN IMMEDIATE",
        f"INSERT INTO meta (name, value) VALUES ('filling', zeroblob({free * size}))",  # noqa: S608  a number
        "DELETE FROM meta WHERE name = 'filling'",
        "COMMIT",
    ]


def interrupt(driver: Any) -> None:  # noqa: ANN401  the driver has no types
    """Stop what the driver's connection is doing; nothing where it is closed already."""
    with suppress(sqlcipher.Error):
        driver.interrupt()


@contextmanager
def stoppable(connection: Connection, pace: Pace) -> Iterator[None]:
    """Ask a pace now and then, while a statement runs, whether it is to be stopped.

    A statement that is stopped raises what `plain_refusals` makes a CancelledError.
    """
    driver = connection.connection.driver_connection
    assert driver is not None

    def asked() -> bool:
        try:
            pace(0, 0)  # how far the statement is nobody knows
        except CancelledError:
            return True
        return False

    driver.set_progress_handler(asked, _OFTEN)
    try:
        yield
    finally:
        with suppress(sqlcipher.Error):  # damage has thrown the connection away
            driver.set_progress_handler(None, 0)


def new_file(path: Path) -> None:
    """An empty database file, 0600 from birth, for the engine to fill."""
    os.close(create_private(path))


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _doubt(context: ExceptionContext) -> None:
    """After a failed read, write or sync, nobody knows what the connection's cache is worth.

    It is thrown away; the next one starts from what lies on the disk.
    """
    if _primary(context.original_exception) in (_IOERR, _CORRUPT, _NOTADB):
        context.is_disconnect = True


def check_cipher(connection: Connection) -> None:
    """Refuse whatever was read since the connection was made, if any page of it was not true.

    A page whose MAC fails is handed over as zeros. SQLite notices zeros in most places, but not
    at the end of a long value, which then comes out changed and without any error. The cipher
    remembers, for as long as the connection lives.

    Raises:
        DamagedError: the connection is thrown away, so that the sound rest can still be read.
    """
    if connection.invalidated:
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    if driver.execute("PRAGMA cipher_status").fetchone() != ("1",):
        connection.invalidate()
        raise DamagedError(code="pages")


def _connected(path: Path, key: bytes, pragmas: tuple[str, ...]) -> Any:  # noqa: ANN401  no types
    _check_build()
    connection = connected(path)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")  # or it would write to our stderr
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def connected(path: Path) -> Any:  # noqa: ANN401  the driver has no types
    """A bare connection to a file that is there, still without a key; it never makes one."""
    return sqlcipher.connect(
        address(path) + "?mode=rw",
        uri=True,
        isolation_level=None,
        timeout=_BUSY_SECONDS,
        cached_statements=256,
    )


def address(path: Path) -> str:
    """The path as SQLite's own kind of URI, whatever bytes it has.

    A network share keeps both its slashes after an empty host: SQLite takes no other host.
    """
    text = path.absolute().as_posix()
    return "file://" + ("" if text.startswith("/") else "/") + quote(os.fsencode(text))


def _check_build() -> None:
    """Without SQLCipher's codec the same calls would write plain text and say nothing."""
    probe = sqlcipher.connect(":memory:")
    cipher = probe.execute("PRAGMA cipher_version").fetchone()
    probe.close()
    if not cipher or sqlcipher.sqlite_version_info < _OLDEST_SQLITE:
        raise ReflectError(
            tr("This build of the database library cannot encrypt."),
            tr("Install Reflect from its own package, which carries one that can."),
            code="no-cipher",
        )


def check_encrypted(path: Path) -> None:
    """Refuse a database that reads as plain SQLite."""
    with path.open("rb") as data:
        if data.read(len(_PLAIN)) == _PLAIN:
            raise DamagedError(tr("The journal's file is not encrypted."), code="not-encrypted")


@contextmanager
def plain_refusals(path: Path) -> Iterator[None]:
    """Turn what the database library raises into our errors, without its values."""
    try:
        yield
    except exc.DBAPIError as problem:
        raise _translated(problem.orig or problem, path) from None
    except sqlcipher.Error as problem:
        raise _translated(problem, path) from None
    except UnicodeEncodeError:
        raise InvalidInputError(
            tr("What was given holds a character that cannot be written down."),
            tr("Take it out and try again."),
            code="bad-character",
        ) from None
    except OverflowError:
        raise InvalidInputError(
            tr("What was given holds a number that is too large."),
            tr("Give a smaller one."),
            code="too-large",
        ) from None
    except OSError as problem:
        raise explained(problem, path) from None


# SQLite's primary result codes (sqlite.org/rescode.html).
_PERM, _BUSY, _LOCKED, _NOMEM, _READONLY, _INTERRUPT = 3, 5, 6, 7, 8, 9
_IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 10, 11, 13, 14, 26
_IOERR_NOMEM = 3082


_BY_WORDS = {
    "database or disk is full": _FULL,
    "disk I/O error": _IOERR,
    "database is locked": _BUSY,
    "unable to open database file": _CANTOPEN,
    "attempt to write a readonly database": _READONLY,
    "interrupted": _INTERRUPT,
    "out of memory": _NOMEM,
}


def _primary(problem: BaseException) -> int | None:
    """The result code without its extension; None where the driver itself objects."""
    code = getattr(problem, "sqlite_errorcode", None)
    if code == _IOERR_NOMEM:
        return _NOMEM
    if code is None:  # the driver's `backup` gives only the library's own fixed words
        return _BY_WORDS.get(str(problem))
    return int(code) & 0xFF


def _translated(problem: BaseException, path: Path) -> ReflectError:
    code = _primary(problem)
    if code in (_BUSY, _LOCKED):
        return VaultInUseError(
            tr("The journal is busy in another program."), tr("Try again in a moment.")
        )
    if code == _FULL:
        return DiskFullError()
    if code == _INTERRUPT:
        return CancelledError(tr("Stopped."))
    if code in (_READONLY, _CANTOPEN, _PERM):
        return FileProblemError(
            tr("Reflect may not write to {path}.").format(path=path),
            tr("Check the folder's permissions and that the disk is connected."),
        )
    if code == _IOERR:
        return FileProblemError(
            tr("The disk would not take or give the journal's data."),
            tr("Nothing that was saved before is lost. Check the disk and try again."),
        )
    if code == _NOMEM:
        return ReflectError(
            tr("There is too little free memory for this."),
            tr("Close some programs and try again."),
            code="no-memory",
        )
    if isinstance(problem, sqlcipher.ProgrammingError) and code is None:
        return closed()
    return DamagedError()


def closed() -> ReflectError:
    """The refusal of whatever comes after the end."""
    return ReflectError(tr("The journal is closed."), tr("Open it and try again."), code="closed")
