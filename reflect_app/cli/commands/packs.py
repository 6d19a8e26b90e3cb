"""Packs: preview says exactly what would leave, pack writes it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command, iso_date
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.errors import InvalidInputError, UsageError
from reflect_app.words import tr, trn

if TYPE_CHECKING:
    from reflect_app.core.entries import Query
    from reflect_app.services.journal import Journal
    from reflect_app.services.pack_choice import PackRequest
    from reflect_app.services.packs import PackPreview
    from reflect_app.services.pointed import Pointed, Pointing

_FORMATS = ("pdf", "docx", "html", "md", "json")
_LEARNING = "learning"
_WHOLE = ("journal", "group", _LEARNING)
_LAYOUTS = ("supervision", "month", "group", _LEARNING, "journal")


def add(subparsers: Subparsers) -> None:
    """Add the commands."""
    preview = command(subparsers, "preview", "exactly what would leave; writes nothing", _preview)
    _add_choice(preview)
    pack = command(subparsers, "pack", "write what was chosen to a file", _pack)
    pack.add_argument("--out", metavar="FILE", required=True)
    _add_choice(pack)


def _add_choice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=_FORMATS)
    parser.add_argument(
        "--session", metavar="ID", help="its agenda in its order, and last time's actions"
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--entries", metavar="ID,...")
    which.add_argument("--marked", action="store_true")
    fields = parser.add_mutually_exclusive_group()
    fields.add_argument(
        "--fields", metavar="F,...", help="question, template.question or entry:question"
    )
    fields.add_argument("--all-fields", action="store_true", help="scores too")
    parser.add_argument("--layout", choices=_LAYOUTS, default="supervision")
    parser.add_argument("--charts", metavar="C,...", help="such as distress,feelings")
    parser.add_argument("--from", dest="start", type=iso_date, metavar="DATE")
    parser.add_argument("--to", dest="end", type=iso_date, metavar="DATE")
    parser.add_argument("--template", metavar="ID")
    parser.add_argument("--tag")
    parser.add_argument("--person", metavar="PSEUDONYM")
    parser.add_argument("--title", default="", help="instead of the layout's own")
    parser.add_argument("--writer", action="store_true", help="put your display name on the cover")
    parser.add_argument("--password-file", metavar="FILE", help="protect a PDF")


def _request(args: argparse.Namespace) -> PackRequest:
    from reflect_app.services.pack_choice import PackRequest

    query = _query(args)
    if not args.entries and not args.marked and not args.session and query is None:
        raise UsageError(
            tr("Which entries?"),
            tr("Give --entries, --marked, --session, or a filter such as --from."),
        )
    return PackRequest(
        entries=_parts(args.entries),
        marked=args.marked and query is None,
        query=query,
        layout=args.layout,
        charts=_parts(args.charts),
        fields=_parts(args.fields),
        all_fields=args.all_fields,
        title=args.title,
        writer=args.writer,
        session=args.session or "",
    )


def _query(args: argparse.Namespace) -> Query | None:
    """What the filters ask for; with `--marked`, only what is marked of it. A layout of the whole
    journal without any choice is all of it.
    """
    from reflect_app.core.entries import Query

    names = ("start", "end", "template", "tag", "person")
    filters = {name: getattr(args, name) for name in names if getattr(args, name)}
    if not filters and (args.layout not in _WHOLE or args.entries or args.marked):
        return None
    return Query(**filters, marked=True if args.marked else None)


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _preview(args: argparse.Namespace, console: Console) -> Result:
    request = _request(args)
    with unlocked(args, console, write=False) as journal:
        preview = _looked(journal, request)
    return Result(_document(preview), lambda: _text(preview))


def _looked(journal: Journal, request: PackRequest) -> PackPreview:
    """What would leave; learning accounts stand in the order of the body they are written for."""
    if request.layout != _LEARNING:
        return journal.packs.preview(request)
    from reflect_app.services.portfolio import PortfolioRequest

    return journal.portfolio.preview(PortfolioRequest(request.entries, request.writer))


def _document(preview: PackPreview) -> dict[str, Any]:
    document: dict[str, Any] = {
        "entries": [
            {
                "id": item.entry.id,
                "template": item.entry.template,
                "fields": [
                    {"id": field.question.id, "question": field.question.text, "value": field.value}
                    for field in item.fields
                ],
            }
            for item in preview.chosen
        ],
        "identifiers": [pointed_document(found) for found in preview.identifiers],
    }
    if preview.session:
        document["agenda"] = [{"entry": entry, "text": text} for entry, text in preview.agenda]
        document["actions"] = [
            {"text": row.text, "owner": row.owner, "due": row.due} for row in preview.actions
        ]
    return document


def pointed_document(found: Pointed) -> dict[str, Any]:
    """A likely identifier in what would leave, in the shape of cli.md."""
    return {
        "entry": found.entry,
        "field": found.field,
        "start": found.span.start,
        "end": found.span.end,
        "type": found.span.type,
        "text": found.span.text,
        "tier": found.span.tier,
    }


def warn(console: Console, preview: PackPreview) -> list[str]:
    """Say that something in what leaves now could point to someone. The words themselves, which
    come back as lines, belong with the answer: no error stream has them."""
    if preview.identifiers or preview.meetings:
        console.note(tr("What leaves could point to someone. Look at these:"))
    return found_lines(preview)


def found_lines(preview: Pointing) -> list[str]:
    """What was found, a line each, and where several things meet that name nobody alone."""
    lines = [f"  {found.span.text}  ({found.span.type})" for found in preview.identifiers]
    return lines + [f"  {met.heading}: {met.sentence}" for met in preview.meetings]


def refusal(problem: InvalidInputError, preview: Pointing, console: Console) -> Result:
    """The refusal with what was found: it is the writer's own screen, and they must look at it."""
    spans = [pointed_document(found) for found in preview.identifiers]
    error = {"code": problem.name, "message": problem.message, "hint": problem.hint}
    document = {"error": {**error, "identifiers": spans}, "identifiers": spans}
    console.note(f"{problem.message}\n{problem.hint}")
    console.note(tr("Then say “--reviewed”. This is what was found:"))
    return Result(document, "\n".join(found_lines(preview)), problem.exit_code)


def _text(preview: PackPreview) -> str:
    from reflect_app.exporting.writers import writer_for

    lines = [writer_for("md").write(preview.document).decode()]
    if preview.identifiers or preview.meetings:
        lines.append(tr("Please look at these: they could point to someone."))
        lines += found_lines(preview)
    return "\n".join(lines)


def _pack(args: argparse.Namespace, console: Console) -> Result:
    from reflect_app.services.packs import write_pack

    request = _request(args)
    password = None
    if args.password_file:
        password = console.passphrase(args.password_file, "")
    with unlocked(args, console, write=False) as journal:
        preview = _looked(journal, request)
    made = write_pack(preview, Path(args.out), args.format, password=password)
    if preview.identifiers or preview.meetings:
        console.note(
            tr("What leaves may point to someone. “reflect preview” shows where: read it first.")
        )
    document = {"out": str(made.out), "bytes": made.bytes, "entries": made.entries}
    text = trn(
        "{count} entry is in {path}.", "{count} entries are in {path}.", made.entries
    ).format(count=made.entries, path=made.out)
    private = tr("Nothing in that file is protected once it leaves this computer.")
    return Result(document, text if password else f"{text} {private}")
