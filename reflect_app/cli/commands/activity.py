"""activity: what was done with the journal, by kind and number."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.words import tr


def add(subparsers: Subparsers) -> None:
    """Add the command."""
    made = command(subparsers, "activity", "what was done with the journal", _activity)
    made.add_argument("--limit", type=int, default=200, metavar="N", help="how many lines")


def _activity(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        told = journal.activity.newest(max(args.limit, 0))
    text = "\n".join(f"{line.at[:16].replace('T', ' ')}  {line.sentence}" for line in told)
    return Result([asdict(line) for line in told], text or tr("Nothing yet."))
