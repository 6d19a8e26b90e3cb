"""Quick notes: note leaves one without a passphrase; notes lists, takes and drops them."""

from __future__ import annotations

import argparse
from typing import Any

from reflect_app.app import App
from reflect_app.cli.console import STDIN, Console
from reflect_app.cli.options import Subparsers, command, whole_number
from reflect_app.cli.result import Result
from reflect_app.cli.session import folder_of, unlocked
from reflect_app.words import tr, trn

_MOST_READ = 1_000_000  # more than a note may hold, so that the refusal can say how much that is


def add(subparsers: Subparsers) -> None:
    """Add the commands."""
    note = command(subparsers, "note", "leave a few lines, sealed, without a passphrase", _note)
    note.add_argument(
        "file", metavar="FILE|-", nargs="?", default=STDIN,
        help="a file with the words; “-”, or nothing, to type them",
    )  # fmt: skip
    notes = command(subparsers, "notes", "the notes that wait", _list)
    which = notes.add_subparsers(metavar="WHAT")
    command(which, "list", "the same", _list)
    take = command(which, "take", "make an unfinished page of a note", _take)
    take.add_argument("number", metavar="N", type=whole_number)
    take.add_argument("--template", metavar="ID", required=True)
    drop = command(which, "drop", "take a note that cannot be read off the list", _drop)
    drop.add_argument("number", metavar="N", type=whole_number)


def _note(args: argparse.Namespace, console: Console) -> Result:
    from reflect_app.services.quick_notes import urgent_line

    app: App = args.app
    if args.file == STDIN and console.can_ask:
        console.note(
            tr("Write your note. Ctrl+D (Ctrl+Z on Windows) on a line of its own ends it.")
        )
        console.note(urgent_line())
    text = console.read_words(args.file, _MOST_READ)
    left = app.quick_notes.leave(folder_of(args, app), text)
    said = trn(
        "Kept at {time}. {count} note waits; nobody can read it before the journal is unlocked.",
        "Kept at {time}. {count} notes wait; nobody can read them before the journal is unlocked.",
        left.waiting,
    ).format(time=left.at[11:16], count=left.waiting)
    return Result({"at": left.at, "waiting": left.waiting}, f"{said}\n{urgent_line()}")


def _list(args: argparse.Namespace, console: Console) -> Result:
    from reflect_app.services.notes import left_line

    with unlocked(args, console, write=False) as journal:
        found = journal.notes.list()
    document: list[dict[str, Any]] = []
    for note in found:
        row: dict[str, Any] = {"n": note.n, "at": note.at, "text": note.text}
        document.append(row | ({"problem": note.problem} if note.problem else {}))
    lines = [f"{note.n:>4}  {note.at}\n{note.problem or note.text}" for note in found]
    heading = f"{left_line()}." if found else tr("No notes wait.")
    return Result(document, "\n".join([heading, *lines]))


def _take(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        draft = journal.notes.take(args.number, args.template)
    text = tr("It is an unfinished page now. Finish it in the window, or with “reflect drafts”.")
    return Result({"draft": draft.id}, f"{text} {draft.id}")


def _drop(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        journal.notes.drop(args.number)
    return Result({"dropped": args.number}, tr("Off the list."))
