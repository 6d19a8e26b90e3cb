"""Actions: list, done."""

from __future__ import annotations

import argparse

from reflect_app.cli.commands.sessions import action_document
from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.core import when
from reflect_app.words import tr


def add(subparsers: Subparsers) -> None:
    """Add the commands."""
    words = command(subparsers, "actions", "what somebody said they would do").add_subparsers(
        metavar="WHAT", required=True
    )
    listed = command(words, "list", "every action, open ones first", _list)
    listed.add_argument("--open", action="store_true", help="only what is not done")
    done = command(words, "done", "tick one off", _done)
    done.add_argument("id")
    done.add_argument("--undo", action="store_true", help="it is not done after all")
    done.add_argument("--went", metavar="FILE|-", help="how it went, in words")


def _list(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        found = journal.actions.list(open_only=args.open)
    lines = [
        f"[{'x' if each.done else ' '}] {each.id}  "
        + " · ".join(part for part in (each.text, each.owner, when.day(each.due)) if part)
        for each in found
    ]
    return Result(
        [action_document(each) for each in found], "\n".join(lines) or tr("There are no actions.")
    )


def _done(args: argparse.Namespace, console: Console) -> Result:
    words = console.read_words(args.went) if args.went else None
    with unlocked(args, console, write=True) as journal, journal.one_commit():
        saved = journal.actions.done(args.id, on=not args.undo)
        if words is not None:
            saved = journal.actions.went(args.id, words)
    return Result(
        {"id": saved.id, "revision": saved.revision},
        tr("Open again.") if args.undo else tr("Done."),
    )
