"""tidy: erase what has been in the bin for thirty days."""

from __future__ import annotations

import argparse

from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.words import tr, trn


def add(subparsers: Subparsers) -> None:
    """Add the command."""
    tidy = command(subparsers, "tidy", "erase what has been in the bin for thirty days", _tidy)
    tidy.add_argument("--clock-is-right", action="store_true", help="the answer when it is asked")


def _tidy(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        found = journal.tidy(clock_is_right=args.clock_is_right)
    doubt = found.doubt
    document = {
        "purged": list(found.purged),
        "doubt": doubt and {"last": doubt.last, "says": doubt.says, "due": doubt.due},
    }
    if doubt is not None:
        text = tr(
            "The journal was last open on {last}; this computer's clock says {says}. If that is"
            " right, {count} from the bin or received long ago would be erased:"
            " “reflect tidy --clock-is-right”."
        )
        return Result(document, text.format(last=doubt.last, says=doubt.says, count=doubt.due))
    count = len(found.purged)
    said = trn("{count} entry was erased.", "{count} entries were erased.", count)
    return Result(document, said.format(count=count))
