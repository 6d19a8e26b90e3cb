"""Pseudonyms: people list, add, retire."""

from __future__ import annotations

import argparse

from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.words import tr


def add(subparsers: Subparsers) -> None:
    """Add the commands."""
    people = command(subparsers, "people", "pseudonyms").add_subparsers(
        metavar="WHAT", required=True
    )
    command(people, "list", "every pseudonym", _list)
    command(people, "add", "make a pseudonym", _add).add_argument("pseudonym")
    command(people, "retire", "offer it no longer", _retire).add_argument("pseudonym")


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
