"""Pseudonyms: people list, add, retire, rename, merge, forget, words."""

from __future__ import annotations

import argparse

from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.core.changes import Saved
from reflect_app.words import tr, trn


def add(subparsers: Subparsers) -> None:
    """Add the commands."""
    people = command(subparsers, "people", "pseudonyms").add_subparsers(
        metavar="WHAT", required=True
    )
    command(people, "list", "every pseudonym", _list)
    command(people, "add", "make a pseudonym", _add).add_argument("pseudonym")
    command(people, "retire", "offer it no longer", _retire).add_argument("pseudonym")
    command(people, "words", "neutral words to choose from", _words)
    rename = command(people, "rename", "use another word for a person", _rename)
    rename.add_argument("pseudonym")
    rename.add_argument("new", metavar="NEW")
    merge = command(people, "merge", "two pseudonyms are one person", _merge)
    merge.add_argument("pseudonym")
    merge.add_argument("into", metavar="INTO")
    forget = command(people, "forget", "the scores stay, the link goes; for good", _forget)
    forget.add_argument("pseudonym")


def _list(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        found = journal.people.list()
    document = [{"id": p.id, "pseudonym": p.pseudonym, "retired": p.retired} for p in found]
    retired = tr(" (retired)")
    return Result(document, "\n".join(p.pseudonym + (retired if p.retired else "") for p in found))


def _add(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        saved = journal.people.add(args.pseudonym)
    return Result({"id": saved.id, "revision": saved.revision}, tr("Added."))


def _retire(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        saved = journal.people.retire(args.pseudonym)
    return Result({"id": saved.id, "revision": saved.revision}, tr("Retired."))


def _words(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        words = journal.people.offered_words()
    return Result(list(words), "\n".join(words))


def _rename(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        saved = journal.people.rename(args.pseudonym, args.new)
    return _touched(saved, tr("Renamed. Earlier wordings keep the earlier word."))


def _merge(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        saved = journal.people.merge(args.pseudonym, args.into)
    return _touched(saved, tr("Merged."))


def _forget(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        saved = journal.people.forget(args.pseudonym)
    said = tr("Forgotten: the scores stay, the link is gone. Backups made before still hold it.")
    return _touched(saved, said)


def _touched(saved: Saved, text: str) -> Result:
    count = len(saved.changes.entries)
    document = {"id": saved.id, "revision": saved.revision, "entries": count}
    changed = trn("{count} entry was changed.", "{count} entries were changed.", count)
    return Result(document, f"{text} {changed.format(count=count)}")
