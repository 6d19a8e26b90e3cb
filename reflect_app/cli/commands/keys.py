"""What opens the journal: passphrase, recover."""

from __future__ import annotations

import argparse

from reflect_app.app import App
from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import folder_of, unlocked
from reflect_app.errors import PassphraseNeededError
from reflect_app.services.keys import old_copies
from reflect_app.words import tr


def add(subparsers: Subparsers) -> None:
    """Add the commands."""
    change = command(subparsers, "passphrase", "change the passphrase", _passphrase)
    change.add_argument("--new-passphrase-file", metavar="FILE|-")
    recover = command(subparsers, "recover", "a new passphrase by the recovery words", _recover)
    recover.add_argument("--words-file", metavar="FILE|-")
    recover.add_argument("--new-passphrase-file", metavar="FILE|-")


def _new_phrase(args: argparse.Namespace, console: Console) -> str:
    return console.passphrase(args.new_passphrase_file, tr("New passphrase:"), twice=True)


def _passphrase(args: argparse.Namespace, console: Console) -> Result:
    if args.new_passphrase_file is None and not console.can_ask:
        raise PassphraseNeededError
    with unlocked(args, console, write=True) as journal:
        journal.keys.change_passphrase(_new_phrase(args, console))
        document = {"slots": [{"kind": way.kind} for way in journal.keys.ways()]}
    return Result(document, tr("The passphrase is changed.") + "\n" + old_copies())


def _recover(args: argparse.Namespace, console: Console) -> Result:
    app: App = args.app
    folder = folder_of(args, app)
    app.vaults.info(folder)  # no vault or a damaged envelope is said before anything is asked
    words = console.passphrase(args.words_file, tr("Recovery words:"))
    app.vaults.check_words(folder, words)
    phrase = _new_phrase(args, console)
    journal = app.vaults.unlock_with_words(folder, words)
    try:
        journal.keys.change_passphrase(phrase)
        document = {"slots": [{"kind": way.kind} for way in journal.keys.ways()]}
    finally:
        journal.close()
    said = tr("The journal opens with the new passphrase. The recovery words stay as they are.")
    return Result(document, said + "\n" + old_copies())
