"""Pieces that several commands share: how they are added, filters, and their values."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from reflect_app.cli.console import Console
from reflect_app.cli.result import Result
from reflect_app.core.entries import SHIFT_KINDS, Query, Shift
from reflect_app.core.shifts import kind_for, start_of
from reflect_app.errors import UsageError
from reflect_app.words import tr

if TYPE_CHECKING:
    # argparse gives this type no public name.
    Subparsers: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001
else:
    Subparsers = object

Run = Callable[[argparse.Namespace, Console], Result]

_GLOBAL: dict[str, dict[str, Any]] = {
    "--vault": {"metavar": "DIR", "help": "the journal's folder"},
    "--passphrase-file": {"metavar": "FILE|-", "help": "read the passphrase from a file"},
    "--keychain": {"action": "store_true", "help": "open with this device's own key"},
    "--json": {"action": "store_true", "help": "one JSON document on stdout"},
}


def command(
    subparsers: Subparsers, name: str, about: str, run: Run | None = None
) -> argparse.ArgumentParser:
    """A command's own parser; `run` is what does it, None where sub-commands do."""
    parser = subparsers.add_parser(name, help=about, description=about, allow_abbrev=False)
    add_global(parser, again=True)
    parser.set_defaults(used=parser)
    if run is not None:
        parser.set_defaults(run=run)
    return parser


def add_global(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """The options of every command. They are taken `again` after the command, where many people
    type them, and told of once."""
    for name, words in _GLOBAL.items():
        told = {"help": argparse.SUPPRESS, "default": argparse.SUPPRESS} if again else {}
        parser.add_argument(name, **(words | told))


def whole_number(text: str) -> int:
    """A number from 0 up, for argparse."""
    value = int(text)
    if value < 0:
        raise ValueError(text)
    return value


def iso_date(text: str) -> str:
    """A date `YYYY-MM-DD`, for argparse."""
    return date.fromisoformat(text).isoformat()


def add_filters(parser: argparse.ArgumentParser) -> None:
    """The filters of `list` and `search`."""
    parser.add_argument("--limit", type=whole_number, default=50)
    parser.add_argument("--offset", type=whole_number, default=0)
    parser.add_argument(
        "--from", dest="start", type=iso_date, metavar="DATE",
        help="by the day it happened, which `show` says first; a night is found by its morning",
    )  # fmt: skip
    parser.add_argument("--to", dest="end", type=iso_date, metavar="DATE", help="that day as well")
    parser.add_argument("--template", metavar="ID")
    parser.add_argument("--tag")
    parser.add_argument("--person", metavar="PSEUDONYM")
    parser.add_argument("--shift-kind", choices=SHIFT_KINDS)
    parser.add_argument("--marked", action="store_true", help="only what is for supervision")
    parser.add_argument("--feeling", metavar="ID", help="only where this feeling was picked")
    parser.add_argument("--shared", action="store_true", help="only what was ever shared")
    parser.add_argument("--binned", action="store_true", help="what is in the bin instead")


def query_of(args: argparse.Namespace, text: str = "") -> Query:
    """What the filters ask for."""
    return Query(
        text=text,
        start=args.start,
        end=args.end,
        template=args.template,
        tag=args.tag,
        person=args.person,
        shift_kind=args.shift_kind,
        marked=True if args.marked else None,
        feeling=args.feeling,
        shared=True if args.shared else None,
        binned=args.binned,
    )


def add_shift(parser: argparse.ArgumentParser) -> None:
    """The options that say which shift an entry is about."""
    parser.add_argument("--shift-start", metavar="LOCAL", help="such as 2026-03-28T21:45")
    parser.add_argument("--shift-kind", choices=SHIFT_KINDS)
    parser.add_argument(
        "--shift-fold", type=int, choices=(0, 1), default=0, help="1: the second of a repeated hour"
    )


def shift_of(args: argparse.Namespace, zone: str) -> Shift | None:
    """The shift the options name, checked; None when they name none.

    Raises:
        InvalidInputError: that time did not exist. UsageError: a kind without a start.
    """
    if args.shift_start is None:
        if args.shift_kind is not None:
            raise UsageError(
                tr("--shift-kind needs --shift-start."), tr("Say when the shift began.")
            )
        return None
    start_of(Shift(args.shift_start, "other", zone, args.shift_fold))
    kind = args.shift_kind or kind_for(args.shift_start)
    return Shift(args.shift_start, kind, zone, args.shift_fold)
