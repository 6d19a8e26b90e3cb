"""salvage: what can still be read of a damaged journal, in a new one."""

from __future__ import annotations

import argparse
from pathlib import Path

from reflect_app.app import App
from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import folder_of
from reflect_app.errors import NoVaultError
from reflect_app.words import tr


def add(subparsers: Subparsers) -> None:
    """Add the command."""
    salvage = command(
        subparsers, "salvage", "bring what can still be read of a damaged journal into a new one",
        _salvage,
    )  # fmt: skip
    salvage.add_argument("--to", metavar="DIR", required=True)


def _salvage(args: argparse.Namespace, console: Console) -> Result:
    app: App = args.app
    folder = folder_of(args, app)
    if not app.has_vault(folder):
        raise NoVaultError(str(folder))
    newest = app.vaults.newest_backup(folder)
    if newest is not None:
        console.note(
            tr("A whole backup of {day} is in {path}: “reflect restore” is the first thing to try.")
            .format(day=newest.created[:10], path=newest.path)
        )  # fmt: skip
    phrase = console.passphrase(args.passphrase_file, tr("Passphrase:"))
    made = app.vaults.salvage(folder, Path(args.to), phrase)
    document = {
        "vault": str(made.folder), "entries": made.entries, "objects": made.objects,
        "drafts": made.drafts, "lost": made.lost, "pages": made.pages,
        "bad_pages": made.bad_pages, "newest": made.newest or None, "seen": made.seen or None,
        "to_the_end": made.to_the_end, "keys_kept": made.keys_kept, "whole": made.whole,
    }  # fmt: skip
    where = tr("The new journal is in {folder}. The damaged one stays as it is.")
    return Result(document, "\n".join([*made.sentences(), where.format(folder=made.folder)]))
