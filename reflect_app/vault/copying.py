"""A database copied under another key, and a look at such a copy: long work that can be stopped.

How much of the whole each part takes was measured on 100,000 entries.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from functools import partial
from pathlib import Path
from typing import Any

from reflect_app.core.steps import Pace, portion, unpaced
from reflect_app.crypto.pages import PAGE_BYTES, SALT_BYTES, PageKey
from reflect_app.errors import DamagedError
from reflect_app.vault import checks, draft_store, schema
from reflect_app.vault.engine import (
    check_cipher,
    connected,
    open_engine,
    plain_refusals,
    stoppable,
)
from reflect_app.vault.files import said_plainly
from reflect_app.vault.gate import check_schema

_PAGES = 256  # a megabyte between two looks at the pace


def recrypt(source: Any, target: Path, key: bytes, pace: Pace = unpaced) -> None:  # noqa: ANN401  a driver connection
    """Copy an open database page by page into a file under another key.

    Whoever holds the source open for reading gets it as it was when they began.
    """
    goal = connected(target)
    try:
        goal.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        goal.execute("PRAGMA synchronous=FULL")
        source.backup(goal, pages=_PAGES, progress=lambda _, left, whole: pace(whole - left, whole))
    finally:
        goal.close()
    handle = os.open(target, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def look_over(
    path: Path, key: bytes, known: tuple[str, ...] = schema.VERSIONS, pace: Pace = unpaced
) -> Generator[None, None, tuple[int, int]]:
    """Refuse a copy unless all that `verify` asks of one holds; its rows of history and entries.

    Older tables are fine. Gives way between the parts.

    Raises:
        DamagedError: it does not hold. VersionError: a newer Reflect made it.
    """
    _every_page(path, key, portion(pace, 0, 15))
    yield
    engine = open_engine(path, key)
    try:
        with plain_refusals(path), engine.connect() as connection, stoppable(connection, pace):
            check_schema(connection, known, known)
            for part in (
                partial(checks.tables, connection, path),
                partial(checks.whole_chain, connection, portion(pace, 45, 65)),
                partial(checks.counts, connection),
            ):
                if any(part()):
                    raise DamagedError(code="copy")
                yield
            pace(75, 100)
            draft_store.check(connection)
            checks.check_index(connection)
            check_cipher(connection)
            pace(100, 100)
            return (
                checks.count(connection, schema.revision),
                checks.count(connection, schema.entry),
            )
    finally:
        engine.dispose()


def _every_page(path: Path, key: bytes, pace: Pace) -> None:
    """Refuse a file with a page whose MAC does not fit, free ones included.

    The library's own check does the same in one long call that nothing stops. No connection is on
    the file yet: closing it here would drop that one's locks.
    """
    with said_plainly(path), path.open("rb") as source:
        pages, rest = divmod(os.fstat(source.fileno()).st_size, PAGE_BYTES)
        reader = PageKey(key, source.read(SALT_BYTES))
        source.seek(0)
        for number in range(1, pages + 1):
            if number % _PAGES == 1:
                pace(number, pages)
            if not reader.fits(number, source.read(PAGE_BYTES)):
                raise DamagedError(code="pages")
        if rest or not pages:
            raise DamagedError(code="size")
