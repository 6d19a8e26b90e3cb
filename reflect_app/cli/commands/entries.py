"""Entries: write, show, edit, history, delete, undelete, purge, mark, unmark."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from reflect_app.app import App
from reflect_app.cli.console import Console
from reflect_app.cli.filling import fill_in, offer_after
from reflect_app.cli.options import Subparsers, add_shift, command, shift_of
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.cli.telling import entry_text
from reflect_app.core.changes import Saved
from reflect_app.core.diff import Comparison, as_text
from reflect_app.core.entries import Comment, Entry, EntryInput
from reflect_app.core.prompts import in_language
from reflect_app.errors import UsageError
from reflect_app.words import language, tr


def add(subparsers: Subparsers) -> None:
    """Add the commands."""
    write = command(subparsers, "write", "save an entry", _write)
    write.add_argument("template", metavar="TEMPLATE_ID")
    write.add_argument("--answers", metavar="FILE|-", help="JSON; asked for when left out")
    write.add_argument("--at", metavar="ISO", help="when it happened")
    add_shift(write)
    write.add_argument("--tag", action="append", default=[], metavar="T")
    write.add_argument("--mark", action="store_true", help="bring it to supervision")
    show = command(subparsers, "show", "one entry", _show)
    show.add_argument("id")
    edit = command(subparsers, "edit", "change an entry", _edit)
    edit.add_argument("id")
    edit.add_argument("--answers", metavar="FILE|-", help="JSON, merged; null removes one")
    edit.add_argument("--tag", action="append", metavar="T", help="replaces the tags it has")
    mark = edit.add_mutually_exclusive_group()
    mark.add_argument("--mark", dest="marked", action="store_true", default=None)
    mark.add_argument("--unmark", dest="marked", action="store_false")
    edit.add_argument("--at", metavar="ISO")
    add_shift(edit)
    history = command(subparsers, "history", "every revision of an entry", _history)
    history.add_argument("id")
    which = history.add_mutually_exclusive_group()
    which.add_argument("--restore", type=int, metavar="N")
    which.add_argument("--compare", type=int, metavar="N", help="with the newest, word by word")
    _add_simple(subparsers)


def _add_simple(subparsers: Subparsers) -> None:
    about = {
        "delete": "put an entry in the bin",
        "undelete": "take it out again",
    }
    for name, text in about.items():
        command(subparsers, name, text, _simple).add_argument("id")
        subparsers.choices[name].set_defaults(verb=name)
    purge = command(subparsers, "purge", "erase an entry for good, every wording of it", _purge)
    purge.add_argument("id")
    purge.add_argument(
        "--everywhere", action="store_true", help="and replace the backups within reach"
    )
    for name, text in (("mark", "bring it to supervision"), ("unmark", "leave it out again")):
        parser = command(subparsers, name, text, _mark)
        parser.add_argument("id")
        parser.add_argument("--question", metavar="Q", help="only this question of it")
        parser.set_defaults(on=name == "mark")


def _write(args: argparse.Namespace, console: Console) -> Result:
    app: App = args.app
    if args.answers is None and not console.can_ask:
        raise _nobody_to_ask(app, args.template)
    shift = shift_of(args, app.clock.zone())
    given = None if args.answers is None else console.read_answers(args.answers)
    wanted = EntryInput(args.template, given or {}, args.at, shift, tuple(args.tag), args.mark)
    with unlocked(args, console, write=True) as journal:
        if given is None:
            wanted, draft = fill_in(console, app, journal, wanted)
            if draft is not None:
                return _waiting(journal.drafts.save(draft))
        saved = journal.entries.write(wanted)
        if given is not None:
            offer_after(console, app, journal, saved.id)
    if not any(value is not None for value in wanted.answers.values()):
        empty = tr("No question was answered. To fill it in: {command}")
        console.note(empty.format(command=f"reflect edit {saved.id} --answers FILE"))
    return _saved(saved, tr("Saved {time}.").format(time=saved.at[11:16]))


def _nobody_to_ask(app: App, template: str) -> UsageError:
    """Why the questions cannot be asked, and how to answer them; a slip in a built-in prompt's
    id is told first.

    Raises:
        NotFoundError: there is no such prompt.
    """
    if ":" not in template:
        app.library.get(template)
    how = tr(
        "Put them in a JSON file and add “--answers FILE”; “reflect prompts show {id}” lists the"
        " questions. On a terminal, without --json, each question is asked."
    )
    return UsageError(
        tr("Nobody can be asked here, so the answers have to come from a file."),
        how.format(id=template[:60]), code="answers-needed",
    )  # fmt: skip


def _waiting(saved: Saved) -> Result:
    words = tr("It waits among the unfinished pages. To make an entry of it: {command}")
    command = f"reflect drafts finish {saved.id}"
    return Result({"id": saved.id, "revision": saved.revision}, words.format(command=command))


def _show(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        entry = journal.entries.show(args.id)
        template = journal.entries.template_of(entry)
    return Result(document_of(entry), lambda: entry_text(entry, in_language(template, language())))


def document_of(entry: Entry) -> dict[str, Any]:
    """An entry in the shape of cli.md."""
    shift = entry.shift
    return {
        "id": entry.id,
        "template": entry.template,
        "template_version": entry.template_version,
        "revision": entry.revision,
        "written": entry.written,
        "event": entry.event,
        "shift": shift and {"start": shift.start, "kind": shift.kind, "zone": shift.zone},
        "answers": dict(entry.answers),
        "tags": list(entry.tags),
        "people": list(entry.people),
        "marked": entry.marked,
        "marked_questions": list(entry.marked_questions),
        "comments": [comment_document(comment) for comment in entry.comments],
        "deleted": entry.deleted,
    }


def comment_document(comment: Comment) -> dict[str, str]:
    """A comment in the shape of cli.md."""
    return {
        "field": comment.field,
        "text": comment.text,
        "author": comment.author,
        "at": comment.at,
    }


def _edit(args: argparse.Namespace, console: Console) -> Result:
    app: App = args.app
    shift = shift_of(args, app.clock.zone())
    patch = None if args.answers is None else console.read_answers(args.answers)
    tags = None if args.tag is None else tuple(args.tag)
    if patch is None and tags is None and args.at is None and shift is None and args.marked is None:
        raise UsageError(
            tr("There is nothing to change."), tr("Give --answers, --tag, --mark or --at.")
        )
    with unlocked(args, console, write=True) as journal:
        saved = journal.entries.edit(
            args.id, patch, event=args.at, shift=shift, tags=tags, marked=args.marked
        )
        if patch:
            offer_after(console, app, journal, saved.id)
    return _saved(saved, tr("Saved."))


def _history(args: argparse.Namespace, console: Console) -> Result:
    if args.compare is not None:
        with unlocked(args, console, write=False) as journal:
            return _compared(journal.revisions.compare(args.id, args.compare))
    with unlocked(args, console, write=args.restore is not None) as journal:
        if args.restore is not None:
            return _saved(journal.entries.restore(args.id, args.restore), tr("Restored."))
        notes = journal.entries.history(args.id)
    document = [{"revision": n.revision, "at": n.at, "change": n.change} for n in notes]
    return Result(document, "\n".join(f"{n.revision:>4}  {n.at}  {n.change}" for n in notes))


def _compared(found: Comparison) -> Result:
    fields = [
        {
            "id": field.id,
            "label": field.label,
            "change": field.change,
            "parts": [asdict(part) for part in field.parts],
        }
        for field in found.fields
    ]
    document = {"old": found.old, "new": found.new, "fields": fields}
    lines = [f"{field.label}\n  {as_text(field.parts)}" for field in found.fields]
    return Result(document, "\n".join(lines) or tr("They say the same."))


def _simple(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        saved = getattr(journal.entries, args.verb)(args.id)
    done = {
        "delete": tr("In the bin. “reflect undelete” takes it out again."),
        "undelete": tr("Out of the bin."),
    }
    return _saved(saved, done[args.verb])


def _purge(args: argparse.Namespace, console: Console) -> Result:
    from reflect_app.services.erasing import erased_line, unseen_line

    with unlocked(args, console, write=True) as journal:
        if not args.everywhere:
            saved = journal.entries.purge(args.id)
            return _saved(saved, tr("Erased. Backups made before still hold it."))
        done = journal.erasing.everywhere(args.id)
    document = {
        "id": done.id, "revision": done.revision,
        "backups": [str(path) for path in done.made],
        "deleted": [str(path) for path in done.gone],
        "left": [{"path": str(one.place), "day": one.day, "why": one.why} for one in done.left],
    }  # fmt: skip
    lines = [erased_line(len(done.gone))]
    if done.left:
        lines += [tr("These may still hold it:"), *(one.sentence() for one in done.left)]
    return Result(document, "\n".join([*lines, unseen_line()]))


def _mark(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        saved = journal.entries.mark(args.id, args.question, on=args.on)
    marked = tr("Marked for you to bring. Nothing has been sent.")
    return _saved(saved, marked if args.on else tr("Not marked any more."))


def _saved(saved: Saved, text: str) -> Result:
    return Result({"id": saved.id, "revision": saved.revision}, f"{text} {saved.id}")
