"""evaluate: one's own row, opted into and looked at; and the evaluator's tables of many."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.errors import UsageError
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.services.evaluation import Line, OwnRow


_PLAIN: dict[str, bool | None] = {"": None, "yes": True, "no": False}


def add(subparsers: Subparsers) -> None:
    """Add the command and its own."""
    evaluate = command(subparsers, "evaluate", "your own row for evaluation, or tables of many")
    own = evaluate.add_subparsers(metavar="WHAT", required=True)
    preview = command(own, "preview", "every line that would be sent; writes nothing", _preview)
    consent = command(own, "consent", "say yes for one evaluator, or take it back", _consent)
    which = consent.add_mutually_exclusive_group(required=True)
    which.add_argument("--to", metavar="CONTACT", help="the evaluator")
    which.add_argument("--off", action="store_true", help="take it back")
    tell = command(own, "tell", "say something for the row", _tell)
    tell.add_argument("columns", metavar="COLUMN=VALUE", nargs="*", help="empty: say nothing")
    tell.add_argument("--leave-out", metavar="COLUMN", action="append", default=[])
    tell.add_argument("--let-in", metavar="COLUMN", action="append", default=[])
    export = command(own, "export", "seal the row to the evaluator", _export)
    export.add_argument("--out", metavar="FILE", required=True)
    export.add_argument("--take-back", action="store_true", help="take back what was sent instead")
    export.add_argument("--unconfirmed", action="store_true", help="the card was not compared")
    for parser in (preview, tell, export):
        parser.add_argument("--quarter", metavar="2026-Q1", default="", help="else the last whole")
    combine = command(own, "combine", "tables of the rows that were sent to you", _combine)
    combine.add_argument("files", metavar="FILE", nargs="+")
    combine.add_argument("--out", metavar="DIR", required=True)


def _preview(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        own = journal.evaluation.preview(args.quarter)
    return _said(own)


def _consent(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        if args.off:
            journal.evaluation.withdraw()
        else:
            journal.evaluation.consent(args.to)
        own = journal.evaluation.preview()
    return _said(own)


def _tell(args: argparse.Namespace, console: Console) -> Result:
    told = [_column(text) for text in args.columns]
    with unlocked(args, console, write=True) as journal:
        for column, value in told:
            journal.evaluation.tell(column, value, args.quarter)
        for column in args.leave_out:
            journal.evaluation.leave_out(column)
        for column in args.let_in:
            journal.evaluation.leave_out(column, out=False)
        own = journal.evaluation.preview(args.quarter)
    return _said(own)


def _column(text: str) -> tuple[str, Any]:
    column, sign, value = text.partition("=")
    if not sign:
        raise UsageError(
            tr("{text} says nothing.").format(text=text[:40]),
            tr("Write it like {example}.").format(example="agency=nhs"),
        )
    if value in _PLAIN:
        return column, _PLAIN[value]
    return column, int(value) if value.isascii() and value.isdecimal() else value


def _said(own: OwnRow) -> Result:
    evaluator = own.evaluator
    document = {
        "quarter": own.quarter,
        "consent": own.consent,
        "evaluator": evaluator and {
            "id": evaluator.id, "name": evaluator.name, "agency": evaluator.agency,
            "fingerprint": evaluator.fingerprint, "confirmed": evaluator.confirmed,
        },
        "sent": own.sent,
        "out": list(own.out),
        "lines": [
            {
                "id": line.column.id, "label": str(line.column.label),
                "source": line.column.source, "value": line.value, "left_out": line.left_out,
            }
            for line in own.lines
        ],
    }  # fmt: skip
    lines = [_consent_line(own), own.quarter]
    lines += [_column_line(line) for line in own.lines]
    lines.append(tr("Nothing else would leave: no name, no place and nothing you wrote."))
    return Result(document, "\n".join(lines))


def _column_line(line: Line) -> str:
    """A column with what the row says in it; of one that is told, its name and its choices too."""
    said = f"  {line.column.label}: {line.words or '–'}"
    if line.column.source != "told":
        return said
    picks = "|".join(pick.id for pick in line.column.choices)
    return f"{said}  [{line.column.id}={picks or '...'}]"


def _consent_line(own: OwnRow) -> str:
    if not own.consent or own.evaluator is None:
        return tr("You have not said yes. Nothing leaves.")
    return tr("You said yes, for {name}. Nothing leaves by itself.").format(name=own.evaluator.name)


def _export(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        made = journal.evaluation.export(
            Path(args.out), args.quarter,
            unconfirmed=args.unconfirmed, take_back=args.take_back,
        )  # fmt: skip
    document = {
        "out": str(made.out), "bytes": made.bytes, "quarter": made.quarter,
        "withdrawn": made.withdrawn,
    }  # fmt: skip
    text = tr("{path} is for the evaluator alone. You may say no again at any time.")
    return Result(document, text.format(path=made.out))


def _combine(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        made = journal.combining.combine([Path(name) for name in args.files], Path(args.out))
    document = {
        "period": made.period,
        "out": [str(path) for path in made.out],
        "read": made.read,
        "people": made.people,
        "withdrawn": made.withdrawn,
        "superseded": made.superseded,
        "left_out": list(made.left_out),
    }
    lines = [str(path) for path in made.out]
    return Result(document, "\n".join(lines))
