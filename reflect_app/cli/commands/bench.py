"""Measured figures on the machine at hand."""

from __future__ import annotations

import argparse
from typing import Any

from reflect_app.app import App
from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command, whole_number
from reflect_app.cli.result import Result
from reflect_app.words import tr

_ENTRIES = 10_000
_PLACES = 6  # of a second: a figure finer than a microsecond says nothing


def add(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = command(subparsers, "bench", "how quick the daily work is on this computer", _run)
    parser.add_argument(
        "--entries", type=_some, default=_ENTRIES, metavar="N",
        help=f"how many pages to make up, in a journal that goes at once (usually {_ENTRIES})",
    )  # fmt: skip


def _some(text: str) -> int:
    """At least one, for argparse: there has to be an entry to look at."""
    if not (value := whole_number(text)):
        raise ValueError(text)
    return value


def _run(args: argparse.Namespace, console: Console) -> Result:
    from reflect_app.services.bench import bench, machine

    app: App = args.app
    rows = console.followed(bench(app, app.library, args.entries))
    document: dict[str, Any] = {
        "machine": machine(),
        "rows": [
            {
                "work": row.work,
                "size": row.size,
                "floor": round(row.floor, _PLACES),
                "ours": round(row.ours, _PLACES),
                "ratio": round(row.ratio, 2),
                "budget": round(row.budget, 2),
                "met": row.met,
            }
            for row in rows
        ],
    }
    shape = "{:<26} {:>9} {:>11} {:>11} {:>7} {:>7}  {}"
    names = (tr("work"), tr("size"), tr("floor, ms"), tr("ours, ms"), tr("ratio"), tr("budget"), "")
    lines = [machine(), "", shape.format(*names).rstrip()]
    for row in rows:
        figures = f"{row.floor * 1e3:.3f}", f"{row.ours * 1e3:.3f}"
        ratios = f"{row.ratio:.2f}", f"{row.budget:.2f}"
        met = tr("met") if row.met else tr("not met")
        lines.append(shape.format(row.work, row.size, *figures, *ratios, met))
    return Result(document, "\n".join(lines))
