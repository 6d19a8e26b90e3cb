"""From the global options to an open journal, and back out of it whatever happens."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reflect_app.app import App
from reflect_app.cli.console import Console
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal


def folder_of(args: argparse.Namespace, app: App) -> Path:
    """The journal's folder: the one given, else the default of the system."""
    return Path(args.vault) if args.vault else app.paths.default_vault


@contextmanager
def unlocked(
    args: argparse.Namespace, console: Console, *, write: bool, reports: bool = False
) -> Iterator[Journal]:
    """The journal of the options, open until the block ends.

    Reading works beside an open window and on an older copy, which is said on stderr; not where
    the command itself `reports` on that.
    """
    app: App = args.app
    folder = folder_of(args, app)
    app.vaults.info(folder)  # no vault or a damaged envelope is said before a passphrase is asked
    if args.keychain:
        journal = app.vaults.unlock_with_keychain(folder, write=write)
    else:
        phrase = console.passphrase(args.passphrase_file, tr("Passphrase:"))
        journal = app.vaults.unlock(folder, phrase, write=write)
    journal.keep_pace(console.pace)
    try:
        if journal.rollback is not None and not reports:
            console.note(journal.rollback.refusal().message)
        yield journal
    finally:
        journal.close()
