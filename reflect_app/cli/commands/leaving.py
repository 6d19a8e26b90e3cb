"""Someone asks for the journal, or its writer leaves the job: keep, gather and leave."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reflect_app.cli.commands.packs import found_lines, pointed_document, refusal
from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command, iso_date
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.errors import InvalidInputError, UsageError
from reflect_app.words import tr, trn

if TYPE_CHECKING:
    from reflect_app.services.pack_choice import Swap
    from reflect_app.services.pointed import Pointing

_FORMATS = ("journal", "pdf", "docx", "html", "md", "json")


def add(subparsers: Subparsers) -> None:
    """Add the commands."""
    keep = command(subparsers, "keep", "erase nothing while somebody may ask for it", _keep)
    keep.add_argument("state", choices=("on", "off"))
    gather = command(
        subparsers, "gather", "a copy of what was asked for, with its sharing and hashes", _gather
    )
    gather.add_argument("--from", dest="start", type=iso_date, metavar="DATE")
    gather.add_argument("--to", dest="end", type=iso_date, metavar="DATE")
    gather.add_argument("--tag")
    gather.add_argument("--person", metavar="PSEUDONYM")
    gather.add_argument("--entries", metavar="ID,...", default="", help="these besides")
    gather.add_argument(
        "--session",
        metavar="ID",
        default="",
        help="of its preparation, its agenda and its record alone",
    )
    _add_review(gather)
    gather.add_argument("--out", metavar="DIR", help="leave it out to look only")
    leave = command(subparsers, "leave", "what to take along when leaving the job", _leave)
    leave.add_argument("take", choices=("learning", "entries", "nothing"))
    leave.add_argument("--format", choices=_FORMATS, help="journal: for “import reflect”")
    _add_review(leave)
    leave.add_argument("--out", metavar="FILE", help="leave it out to look only")


def _add_review(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--replace", metavar="FILE", help='other words for the copy: [{"word", "to"}]'
    )
    parser.add_argument("--reviewed", action="store_true", help="what was found may stay")


def _keep(args: argparse.Namespace, console: Console) -> Result:
    on = args.state == "on"
    with unlocked(args, console, write=True) as journal:
        journal.settings.set("keep_everything", on)
    text = tr("Nothing is erased from now on, by itself or by hand, until you end it.")
    ended = tr("The bin, expiry and old backups go on as before.")
    return Result({"keeping": on}, text if on else ended)


def _gather(args: argparse.Namespace, console: Console) -> Result:
    from reflect_app.core.entries import Query
    from reflect_app.services.gathering import GatherRequest, refuse_unreviewed, write_gathered

    names = ("start", "end", "tag", "person")
    filters = {name: getattr(args, name) for name in names if getattr(args, name)}
    entries = tuple(part.strip() for part in args.entries.split(",") if part.strip())
    if not filters and not entries and not args.session:
        raise UsageError(
            tr("What was asked for?"),
            tr("Give --from, --to, --tag, --person, --session or --entries."),
        )
    query = Query(**filters) if filters else None
    swaps = _swaps(args, console)
    with unlocked(args, console, write=False) as journal:
        found = journal.gathering.preview(GatherRequest(query, entries, args.session, swaps))
    if args.out is None:
        return _looked(found.entries, found)
    try:
        refuse_unreviewed(found, reviewed=args.reviewed)
    except InvalidInputError as problem:
        return refusal(problem, found, console)
    made = write_gathered(found, Path(args.out))
    return _written(made.out, made.bytes, made.entries)


def _leave(args: argparse.Namespace, console: Console) -> Result:
    from reflect_app.services.leaving import JOURNAL, question, refuse_unreviewed
    from reflect_app.services.packs import format_for

    if args.take == "nothing":
        text = tr("Nothing goes. Ask what is to become of the journal before you delete it.")
        return Result({"out": None, "bytes": 0, "entries": 0}, text)
    swaps = _swaps(args, console)
    with unlocked(args, console, write=False) as journal:
        preview = journal.leaving.preview(args.take, swaps)
        if args.out is None:
            console.note(question())
            return _looked([item.entry.id for item in preview.chosen], preview)
        try:
            refuse_unreviewed(preview, reviewed=args.reviewed)
        except InvalidInputError as problem:
            return refusal(problem, preview, console)
        name = args.format or format_for(Path(args.out))
        made = journal.leaving.write(preview, Path(args.out), name, swaps)
    if made.format == JOURNAL:
        console.note(tr("“reflect import reflect” brings it into another journal."))
    return _written(made.out, made.bytes, made.entries)


def _swaps(args: argparse.Namespace, console: Console) -> tuple[Swap, ...]:
    from reflect_app.services.pack_choice import Swap

    if args.replace is None:
        return ()
    rows = console.read_json(args.replace)
    fitting = isinstance(rows, list) and all(
        isinstance(row, dict)
        and row.keys() <= {"word", "to", "kind"}
        and all(isinstance(row.get(name), str) and row[name].strip() for name in ("word", "to"))
        and isinstance(row.get("kind", ""), str)
        for row in rows
    )
    if not fitting:
        raise InvalidInputError(
            tr("{path} is no list of words to replace.").format(path=args.replace),
            tr("Write it like {example}.").format(example='[{"word": "Kieran", "to": "Heron"}]'),
            code="bad-json",
        )
    return tuple(Swap(row["word"], row["to"], row.get("kind", "PERSON")) for row in rows)


def _looked(entries: Sequence[str], found: Pointing) -> Result:
    document: dict[str, Any] = {
        "entries": list(entries),
        "identifiers": [pointed_document(one) for one in found.identifiers],
        "meetings": [{"entry": met.entry, "text": met.sentence} for met in found.meetings],
    }
    count = len(entries)
    lines = [trn("{count} entry would go.", "{count} entries would go.", count).format(count=count)]
    if found.identifiers or found.meetings:
        lines.append(tr("Please look at these: they could point to someone."))
        lines += found_lines(found)
    return Result(document, "\n".join([*lines, tr("Nothing was written.")]))


def _written(out: Path, size: int, entries: int) -> Result:
    text = trn("{count} entry is in {path}.", "{count} entries are in {path}.", entries)
    private = tr("Nothing in that file is protected once it leaves this computer.")
    return Result(
        {"out": str(out), "bytes": size, "entries": entries},
        f"{text.format(count=entries, path=out)} {private}",
    )
