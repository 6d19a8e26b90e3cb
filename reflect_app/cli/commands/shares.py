"""Sharing: share, shares list, withdraw."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reflect_app.cli.commands.packs import refusal
from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.core.shares import PURPOSES, hold_line, state_line, unread_line
from reflect_app.errors import InvalidInputError
from reflect_app.words import tr, trn

if TYPE_CHECKING:
    from reflect_app.services.share_rows import ShareRow


def add(subparsers: Subparsers) -> None:
    """Add the commands."""
    share = command(subparsers, "share", "seal chosen parts for one reader", _share)
    share.add_argument("--to", metavar="CONTACT", required=True)
    share.add_argument("--entries", metavar="ID,...", required=True)
    fields = share.add_mutually_exclusive_group(required=True)
    fields.add_argument(
        "--fields", metavar="F,...", help="question, template.question or entry:question"
    )
    fields.add_argument("--all-fields", action="store_true", help="scores too")
    add_where(share)
    share.add_argument("--expires", metavar="ISO", default="", help="ninety days when left out")
    share.add_argument(
        "--purpose", metavar="TEXT_ID", default="", choices=PURPOSES,
        help="what for: " + ", ".join(filter(None, PURPOSES)),
    )  # fmt: skip
    share.add_argument("--replaces", metavar="SHARE_ID", default="", help="a newer copy of that")
    share.add_argument("--reviewed", action="store_true", help="you looked at what was found")
    share.add_argument("--unconfirmed", action="store_true", help="the card is not confirmed")
    shares = command(subparsers, "shares", "who has what").add_subparsers(
        metavar="WHAT", required=True
    )
    command(shares, "list", "who has what", _list).add_argument("--to", metavar="CONTACT")
    withdraw = command(subparsers, "withdraw", "ask for a share back", _withdraw)
    withdraw.add_argument("id", metavar="SHARE_ID")
    add_where(withdraw)


def add_where(parser: argparse.ArgumentParser) -> None:
    """Where a bundle goes: to a file, or to the exchange folder."""
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--out", metavar="FILE", help="such as for-priya.rbundle")
    where.add_argument("--exchange", action="store_true", help="put it in the exchange folder")


def out_of(args: argparse.Namespace) -> Path | None:
    """The file that was given; None means the exchange folder."""
    return Path(args.out) if args.out else None


def _share(args: argparse.Namespace, console: Console) -> Result:
    from reflect_app.services.shares import ShareRequest

    request = ShareRequest(
        to=args.to, entries=_parts(args.entries), fields=_parts(args.fields),
        all_fields=args.all_fields, purpose=args.purpose, expires=args.expires,
        replaces=args.replaces,
    )  # fmt: skip
    with unlocked(args, console, write=True) as journal:
        try:
            done = journal.shares.share(
                request, out_of(args), reviewed=args.reviewed, unconfirmed=args.unconfirmed
            )
        except InvalidInputError as problem:
            if problem.name != "identifiers-found":
                raise
            preview = journal.shares.preview(request)
            return refusal(problem, preview, console)
        name = journal.contacts.find(args.to).name
    document = {
        "share": done.id, "out": str(done.outs[0]), "outs": [str(path) for path in done.outs],
        "entries": done.entries, "fields": done.fields,
    }  # fmt: skip
    text = trn(
        "{count} answer is sealed for {name} in {path}.",
        "{count} answers are sealed for {name} in {path}.",
        done.fields,
    )
    said = text.format(count=done.fields, name=name, path=", ".join(map(str, done.outs)))
    return Result(document, f"{said} {tr('Nothing else can open it.')}")


def _list(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        rows = journal.shares.list(args.to or "")
    return Result([_document(row) for row in rows], "\n".join(map(_line, rows)))


def _document(row: ShareRow) -> dict[str, Any]:
    document: dict[str, Any] = {
        "share": row.id, "out": row.out, "entries": row.entries, "fields": row.fields,
        "to": row.to, "contact": row.contact, "created": row.created, "expires": row.expires,
        "state": row.state,
    }  # fmt: skip
    return document | ({"reason": row.reason} if row.reason else {})


def _line(row: ShareRow) -> str:
    said = state_line(row.state)
    if row.reason:
        said = tr("{state}: {reason}").format(state=said, reason=hold_line(row.reason))
    count = trn("{count} answer", "{count} answers", row.fields).format(count=row.fields)
    return f"{row.created[:10]}  {row.id}  {row.to}  {count}  {said}"


def _withdraw(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        done = journal.withdrawals.withdraw([args.id], out_of(args))
    document = {
        "share": done.shares[0], "out": str(done.outs[0]),
        "outs": [str(path) for path in done.outs],
    }  # fmt: skip
    return Result(document, f"{tr('Asked back.')} {unread_line()}")


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())
