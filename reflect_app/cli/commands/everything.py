"""Everything out: `export --all` writes the whole journal in clear text."""

from __future__ import annotations

import argparse
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.words import tr, trn

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal

_FORMS = ("json", "md")


def add(subparsers: Subparsers) -> None:
    """Add the command."""
    export = command(
        subparsers, "export", "the whole journal in clear text, with every revision", _export
    )
    export.add_argument("--all", action="store_true", required=True, help="everything there is")
    export.add_argument("--format", choices=_FORMS, required=True, help="md makes a folder")
    export.add_argument("--out", metavar="PATH", required=True)


def _export(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        named = console.followed(_looking(journal))
        made = journal.everything.export(args.format, Path(args.out))
        if named:
            console.note(
                tr("What left may point to someone: names stand in it as they were written.")
            )
    if made.behind():
        console.note(made.behind())
    document = {"out": str(made.out), "bytes": made.bytes, "entries": made.entries}
    text = trn(
        "{count} entry is in {path}.", "{count} entries are in {path}.", made.entries
    ).format(count=made.entries, path=made.out)
    warning = tr(
        "Nothing protects it: whoever can open it can read it. Your list of real names and all"
        " keys stayed behind."
    )
    return Result(document, f"{text} {warning}")


def _looking(journal: Journal) -> Generator[str, None, bool]:
    """Looks for names in all of it, before anything is written: who stops here has no copy."""
    steps = journal.everything.look(journal.names.finder())
    while True:
        try:
            seen = next(steps)
        except StopIteration as end:
            return bool(end.value)
        percent = 100 * seen.done // max(seen.total, 1)
        yield tr("Looking for names: {percent}%").format(percent=percent)
