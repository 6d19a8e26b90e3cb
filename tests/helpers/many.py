"""A vault with very many entries, made once and kept in a temporary folder for later runs."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from reflect_app.core.clock import FixedClock
from reflect_app.services.journal import Journal
from reflect_app.services.made_up import COMMON, FEELING, FIRST, PHRASE, RARE, Pages, fill
from reflect_app.vault import schema
from tests.fixtures import PASSPHRASE, make_app

__all__ = ["COMMON", "FEELING", "PHRASE", "RARE", "Pages", "folder_of", "opened"]

_VERSION = "2"


def folder_of(count: int) -> Path:
    """A folder with a vault of that many entries in `v` and its program's home in `home`.

    Kept in the temporary folder between runs, under a name that changes with the tables.
    """
    tables = repr([str(column) for table in schema.metadata.sorted_tables for column in table.c])
    mark = hashlib.sha256((tables + "".join(schema.FULL_TEXT) + _VERSION).encode()).hexdigest()
    user = os.getuid() if hasattr(os, "getuid") else 0
    ready = Path(tempfile.gettempdir()) / f"reflect-many-{user}-{count}-{mark[:12]}"
    if not ready.exists():
        making = Path(tempfile.mkdtemp(prefix="reflect-many-"))
        app = make_app(making / "home", FixedClock(FIRST))
        created = app.vaults.create(making / "v", PASSPHRASE)
        templates = (app.library.get("free"), app.library.get("after-shift"))
        for _ in fill(created.journal.vault, *templates, count):
            pass
        created.journal.close()
        try:
            making.rename(ready)
        except OSError:  # another run was quicker
            shutil.rmtree(making)
    return ready


def opened(folder: Path) -> Journal:
    """The vault of `folder_of`, open for writing."""
    app = make_app(folder / "home", FixedClock(datetime(2026, 3, 12, 7, 30, tzinfo=UTC)))
    return app.vaults.unlock(folder / "v", PASSPHRASE)
