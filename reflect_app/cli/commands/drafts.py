"""drafts: pages begun in the window, from a note or from a copied entry, and not finished."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from reflect_app.cli.console import Console
from reflect_app.cli.filling import offer_after
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.core.prompts import in_language, title_in
from reflect_app.words import language, tr

if TYPE_CHECKING:
    from reflect_app.core.entries import Draft
    from reflect_app.core.prompts import Template


def add(subparsers: Subparsers) -> None:
    """Add the command and its own."""
    drafts = command(subparsers, "drafts", "pages that are not finished", _list)
    which = drafts.add_subparsers(metavar="WHAT")
    command(which, "list", "the same", _list)
    show = command(which, "show", "what stands in one so far", _show)
    finish = command(which, "finish", "make an entry of it", _finish)
    discard = command(which, "discard", "drop it; what it was changing stays as it is", _discard)
    for parser in (show, finish, discard):
        parser.add_argument("id", metavar="ID")
    finish.add_argument("--answers", metavar="FILE|-", help="over its own; null takes one out")


def _list(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        found = [
            (draft, journal.templates.wording(draft.template, draft.template_version))
            for draft in journal.drafts.list()
        ]
    lines = [
        f"{draft.updated[:16]}  {draft.id}  {title_in(template, language())}"
        for draft, template in found
    ]
    said = "\n".join(lines) if lines else tr("No page is unfinished.")
    return Result([_row(draft, template) for draft, template in found], said)


def _row(draft: Draft, template: Template) -> dict[str, Any]:
    return {
        "id": draft.id, "template": draft.template, "title": str(template.title),
        "entry": draft.entry, "event": draft.event, "updated": draft.updated,
    }  # fmt: skip


def _show(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        draft = journal.drafts.get(args.id)
        template = journal.templates.wording(draft.template, draft.template_version)
    document = {
        **_row(draft, template), "answers": draft.answers, "tags": list(draft.tags),
        "marked": draft.marked, "marked_questions": list(draft.marked_questions),
    }  # fmt: skip
    shown = in_language(template, language())
    asked = {question.id: str(question.text) for question in shown.questions}
    lines = [f"{asked.get(name, name)}\n    {value}" for name, value in draft.answers.items()]
    return Result(document, "\n".join([str(shown.title), *lines]))


def _finish(args: argparse.Namespace, console: Console) -> Result:
    answers = {} if args.answers is None else console.read_answers(args.answers)
    with unlocked(args, console, write=True) as journal:
        saved = journal.drafts.finish_with(args.id, answers)
        if answers:
            offer_after(console, args.app, journal, saved.id)
    return Result({"id": saved.id, "revision": saved.revision}, f"{tr('Saved.')} {saved.id}")


def _discard(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        journal.drafts.discard(args.id)
    return Result({"discarded": args.id}, tr("Dropped."))
