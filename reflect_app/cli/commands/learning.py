"""learning: the body, the counts, copying an entry into an account, and accounts that leave."""

from __future__ import annotations

import argparse
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.errors import InvalidInputError, ReflectError, UsageError
from reflect_app.words import tr, trn

if TYPE_CHECKING:
    from reflect_app.core.learning.accounts import Account
    from reflect_app.services.learning import Learning, Promoted
    from reflect_app.services.portfolio import PortfolioPreview, PortfolioRequest

_FORMATS = ("pdf", "docx", "html", "md", "json", "csv")


def add(subparsers: Subparsers) -> None:
    """Add the command and its own."""
    learning = command(subparsers, "learning", "accounts for registration, and what is counted")
    own = learning.add_subparsers(metavar="WHAT", required=True)
    body = command(own, "body", "choose the body to count for, or see what each asks", _body)
    body.add_argument("id", nargs="?", metavar="BODY")
    body.add_argument("--since", metavar="DATE", help="count from this day on; “” for its round")
    body.add_argument(
        "--figure", metavar="WHAT=N", action="append", default=[],
        help="see a count beside another number; “hours=” for the body's own",
    )  # fmt: skip
    command(own, "list", "what there is so far", _list)
    promote = command(own, "promote", "copy an entry into a draft account", _promote)
    promote.add_argument("id", metavar="ENTRY")
    promote.add_argument(
        "--answers", metavar="FILE|-", help="answers to put in, and then finish the account"
    )
    preview = command(own, "preview", "exactly what would leave; writes nothing", _preview)
    export = command(own, "export", "write the accounts in the body's order", _export)
    for parser in (preview, export):
        parser.add_argument("--accounts", metavar="ID,...", help="else every one that counts")
        parser.add_argument("--writer", action="store_true", help="put your display name on it")
    export.add_argument("--out", metavar="FILE", required=True)
    export.add_argument("--format", choices=_FORMATS)
    export.add_argument("--reviewed", action="store_true", help="you looked at what is pointed out")
    export.add_argument("--password-file", metavar="FILE", help="protect a PDF")


def _body(args: argparse.Namespace, console: Console) -> Result:
    figures = [_figure(text) for text in args.figure]
    changes = bool(args.id or figures or args.since is not None)
    with unlocked(args, console, write=changes) as journal:
        if args.id:
            journal.learning.choose(args.id)
        if args.since is not None:
            journal.learning.count_since(args.since)
        for measure, number in figures:
            journal.learning.set_figure(measure, number)
        look, bodies = journal.learning.look(), journal.learning.bodies
    document = {
        "body": look.body.id if look.chosen else None,
        "since": look.since,
        "counts": _counts(look),
        "bodies": [
            {
                "id": body.id,
                "name": str(body.full_name),
                "months": body.months,
                "form": str(body.form),
                "figures": [
                    {
                        "id": each.counts, "figure": each.figure,
                        "source": str(each.source), "noted": each.noted,
                    }
                    for each in body.figures
                ],
                "fields": [
                    {"id": each.question, "heading": str(each.heading)} for each in body.fields
                ],
            }
            for body in bodies
        ],
    }  # fmt: skip
    lines = [f"  {body.id}  {body.full_name}" for body in bodies]
    return Result(document, "\n".join([*_said(look), "", *lines]))


def _figure(text: str) -> tuple[str, float | int | None]:
    measure, _, number = text.partition("=")
    try:
        value = float(number) if number.strip() else None
    except ValueError:
        raise UsageError(
            tr("{text} is not a number.").format(text=number[:40]),
            tr("Write it like {example}.").format(example="--figure hours=35"),
        ) from None
    return measure.strip(), int(value) if value is not None and value.is_integer() else value


def _list(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        look = journal.learning.look()
    document = {
        "body": look.body.id if look.chosen else None,
        "since": look.since,
        "counts": _counts(look),
        "totals": {
            name: getattr(look.totals, name)
            for name in ("accounts", "hours", "participatory", "alone", "peer", "kinds")
        },
        "accounts": [_account(account) for account in look.accounts],
        "others": [_account(account) for account in look.others],
        "drafts": [_account(account) for account in look.drafts],
    }
    rows = [f"{account.day}  {account.id}" for account in look.accounts]
    rows += [tr("{id}, not finished").format(id=account.id) for account in look.drafts]
    return Result(document, "\n".join([*_said(look), *rows]))


def _counts(look: Learning) -> list[dict[str, Any]]:
    return [
        {
            "id": each.measure, "count": each.count, "figure": each.figure, "own": each.own,
            "sentence": each.sentence, "source": each.source,
        }
        for each in look.counts
    ]  # fmt: skip


def _account(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "day": account.day,
        "body": account.body,
        "kind": account.kind,
        "hours": account.hours,
        "participatory": account.participatory,
        "peer": account.peer,
        "recognisable": account.recognisable,
    }


def _said(look: Learning) -> list[str]:
    lines = [str(look.body.full_name)]
    for each in look.counts:
        lines += [each.sentence, f"    {each.source}"]
    return lines


def _promote(args: argparse.Namespace, console: Console) -> Result:
    answers = None if args.answers is None else console.read_answers(args.answers)
    with unlocked(args, console, write=True) as journal:
        made = journal.learning.promote(args.id)
        try:
            saved = None if answers is None else journal.learning.write(made.draft, answers)
            if saved is not None:  # the answers took the place of words, or brought others
                made = replace(made, pointed=journal.learning.pointed(saved.id))
        except ReflectError:
            with suppress(InvalidInputError):  # of keeping everything, which is not at fault here
                journal.drafts.discard(made.draft)  # nobody asked for a page that waits
            raise
    document: dict[str, Any] = {"identifiers": _found(made)}
    if saved is None:
        document = {"draft": made.draft, **document}
    else:
        document = {"id": saved.id, "revision": saved.revision, **document}
    return Result(document, _promoted_text(made))


def _found(made: Promoted) -> list[dict[str, Any]]:
    return [
        {
            "field": field, "start": span.start, "end": span.end, "type": span.type,
            "text": span.text, "tier": span.tier,
        }
        for field, span in made.pointed
    ]  # fmt: skip


def _promoted_text(made: Promoted) -> str:
    lines = [tr("The words are copied. The entry itself stays as it is, and private.")]
    if made.pointed:
        lines.append(tr("Please look at these: they could point to someone."))
        lines += [f"  {span.text}  ({span.type})" for _, span in made.pointed]
    return "\n".join(lines)


def _request(args: argparse.Namespace) -> PortfolioRequest:
    from reflect_app.services.portfolio import PortfolioRequest

    ids = tuple(part.strip() for part in (args.accounts or "").split(",") if part.strip())
    return PortfolioRequest(ids, args.writer)


def _preview(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        preview = journal.portfolio.preview(_request(args))
    return Result(_document(preview), lambda: _text(preview))


def _document(preview: PortfolioPreview) -> dict[str, Any]:
    headings = dict(preview.headings)
    return {
        "entries": [
            {
                "id": item.entry.id,
                "template": item.entry.template,
                "fields": [
                    {
                        "id": field.question.id,
                        "question": headings[field.question.id],
                        "value": field.value,
                    }
                    for field in item.fields
                ],
            }
            for item in preview.chosen
        ],
        "identifiers": [
            {
                "entry": found.entry, "field": found.field, "start": found.span.start,
                "end": found.span.end, "type": found.span.type, "text": found.span.text,
                "tier": found.span.tier,
            }
            for found in preview.identifiers
        ],
    }  # fmt: skip


def _text(preview: PortfolioPreview) -> str:
    from reflect_app.exporting.writers import writer_for

    lines = [writer_for("md").write(preview.document).decode()]
    if preview.identifiers:
        lines.append(tr("Please look at these: they could point to someone."))
        lines += [f"  {found.span.text}  ({found.span.type})" for found in preview.identifiers]
    return "\n".join(lines)


def _export(args: argparse.Namespace, console: Console) -> Result:
    from reflect_app.services.portfolio import write_portfolio

    password = console.passphrase(args.password_file, "") if args.password_file else None
    with unlocked(args, console, write=False) as journal:
        preview = journal.portfolio.preview(_request(args))
    if preview.identifiers and not args.reviewed:
        raise InvalidInputError(
            trn(
                "{count} thing in these accounts could point to someone, so nothing was written.",
                "{count} things in these accounts could point to someone, so nothing was written.",
                len(preview.identifiers),
            ).format(count=len(preview.identifiers)),
            tr("“reflect learning preview” shows them."),
            code="identifiers-found",
        )
    made = write_portfolio(preview, Path(args.out), args.format, password=password)
    text = trn("{count} account is in {path}.", "{count} accounts are in {path}.", made.entries)
    return Result(
        {"out": str(made.out), "bytes": made.bytes, "entries": made.entries},
        f"{text.format(count=made.entries, path=made.out)} {preview.document.notes[0]}",
    )
