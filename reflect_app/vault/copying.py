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
from reflect_app.errors import DamagedError
from reflect_app.vault import checks, draft_store, schema
from reflect_app.vault.engine import (
    check_cipher,
    connected,
    open_engine,
    plain_refusals,
    stoppable,
)
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
    engine = open_engine(path, key)
    try:
        with plain_refusals(path), engine.connect() as connection, stoppable(connection, pace):
            check_schema(connection, known, known)
            for part in (
                partial(checks.pages, connection, path, portion(pace, 0, 55)),
                partial(checks.whole_chain, connection, portion(pace, 55, 70)),
                partial(checks.counts, connection),
            ):
                if any(part()):
                    raise DamagedError(code="copy")
                yield
            pace(80, 100)
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
