"""What could point to someone: identifiers. Help, not a gate."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.errors import InvalidInputError
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.identifiers import Finder, Span


def add(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = command(subparsers, "identifiers", "what in a text could point to someone", _run)
    parser.add_argument("file", metavar="FILE|-", help="a text file; “-” to type it")
    parser.add_argument("--each", action="store_true", help='JSON lines {"id","text"} in and out')
    parser.add_argument("--people", action="store_true", help="the journal's own list too")


def _run(args: argparse.Namespace, console: Console) -> Result:
    text = console.read_words(args.file)
    finder = _finder(args, console)
    if args.each:
        return Result(None, lines=tuple(_each(text, finder)))
    spans = finder.find(text)
    rows = [shape(span) for span in spans]
    shown = "\n".join(f"{s.start}-{s.end}  {s.tier:<6}  {s.type:<14}  {s.text}" for s in spans)
    return Result(rows, shown or tr("Nothing was found. That is no promise: please look too."))


def _finder(args: argparse.Namespace, console: Console) -> Finder:
    if not args.people:
        from reflect_app.identifiers import Finder

        return Finder()
    with unlocked(args, console, write=False) as journal:
        return journal.names.finder()


def shape(span: Span) -> dict[str, Any]:
    """A span in the shape of cli.md."""
    return {
        "start": span.start,
        "end": span.end,
        "type": span.type,
        "text": span.text,
        "tier": span.tier,
    }


def _each(text: str, finder: Finder) -> Iterator[str]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            given, id_ = record["text"], record["id"]
            if not isinstance(given, str):
                raise TypeError
        except (ValueError, KeyError, TypeError, RecursionError):
            raise InvalidInputError(
                tr("Line {line} is not {shape}.").format(line=number, shape='{"id", "text"}'),
                tr("Give one JSON document a line."),
                code="bad-json",
            ) from None
        spans = [shape(span) for span in finder.find(given)]
        yield json.dumps({"id": id_, "spans": spans}, ensure_ascii=False)
