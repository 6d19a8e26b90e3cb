"""`import`: bring in another journal, look without keeping, or take a batch out again."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.errors import UsageError
from reflect_app.words import tr, trn

if TYPE_CHECKING:
    from reflect_app.services.import_plan import ImportRequest
    from reflect_app.services.import_survey import Survey
    from reflect_app.services.imports import Imported, ImportService

_UNDO = "undo"
_KEEP = ("place", "weather", "device", "other")
_NAMES = "formats: {names}. “reflect” takes back what “export --all” wrote."


class _Formats(argparse.HelpFormatter):
    """Looks for the formats there are when the help is printed, and not at each start."""

    def add_text(self, text: str | None) -> None:
        """As usual, with the names filled in."""
        if text == _NAMES:
            from reflect_app.importing.formats import OURS, importer_names

            text = text.format(names=", ".join((OURS, *importer_names())))
        super().add_text(text)


def add(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = command(
        subparsers, "import", "bring in another journal; “import undo BATCH” takes it out", _import
    )
    parser.formatter_class = _Formats
    parser.epilog = _NAMES
    parser.add_argument("format", metavar="FORMAT", help="which journal, see below; or “undo”")
    parser.add_argument("path", metavar="PATH", help="the file or folder, or the batch")
    parser.add_argument("--dry-run", action="store_true", help="look and keep nothing")
    parser.add_argument("--template", metavar="ID", default="free", help="what entries become")
    parser.add_argument("--question", metavar="Q", default="", help="which answer takes the text")
    parser.add_argument("--zone", default="", help="where you were, such as Europe/London")
    parser.add_argument(
        "--keep", metavar="KIND,...", default="other",
        help="further fields to keep: " + ", ".join(_KEEP) + "; empty for none",
    )  # fmt: skip


def _import(args: argparse.Namespace, console: Console) -> Result:
    if args.format == _UNDO:
        return _undo(args, console)
    request = _request(args)
    with unlocked(args, console, write=not args.dry_run) as journal:
        if args.dry_run:
            seen = console.followed(journal.imports.survey(request))
            return Result(_document("", seen), lambda: _surveyed(seen))
        made = _bring_in(journal.imports, request, console)
    ours = request.format == "reflect"
    return Result(_document(made.batch, made), lambda: _brought(made, ours=ours))


def _bring_in(imports: ImportService, request: ImportRequest, console: Console) -> Imported:
    """Keep it; an interrupted import leaves nothing."""
    batch = ""
    steps = imports.bring_in(request)
    try:
        while True:
            step = next(steps)
            batch = step.batch
            console.progress(str(step.done))
    except StopIteration as end:
        console.progress("")
        made: Imported = end.value
        return made
    except KeyboardInterrupt:
        steps.close()
        if batch:
            console.followed(imports.undo(batch, stopped=True))
        raise


def _undo(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        done = console.followed(journal.imports.undo(args.path))
    document = {"batch": done.batch, "removed": done.removed, "kept": done.kept}
    lines = [trn("{count} entry was taken out again.", "{count} entries were taken out again.",
                 done.removed).format(count=done.removed)]  # fmt: skip
    if done.kept:
        lines.append(
            trn("{count} was changed since and is still here.",
                "{count} were changed since and are still here.", done.kept)
            .format(count=done.kept)
        )  # fmt: skip
    return Result(document, "\n".join(lines))


def _request(args: argparse.Namespace) -> ImportRequest:
    from reflect_app.services.import_plan import ImportRequest

    kinds = [kind for kind in args.keep.split(",") if kind]
    if any(kind not in _KEEP for kind in kinds):
        raise UsageError(
            tr("--keep takes some of: {kinds}.").format(kinds=", ".join(_KEEP)),
            tr("Leave it empty to keep none of them."),
        )
    return ImportRequest(
        args.format, Path(args.path), args.template, args.question, args.zone, frozenset(kinds)
    )


def _document(batch: str, found: Imported | Survey) -> dict[str, Any]:
    return {
        "batch": batch or None,
        "read": found.read,
        "new": found.new,
        "known": found.known,
        "skipped": found.skipped,
        "warnings": list(found.warnings),
    }


def _surveyed(seen: Survey) -> str:
    lines = [
        trn("{count} new entry is in there.", "{count} new entries are in there.", seen.new)
        .format(count=seen.new)
    ]  # fmt: skip
    if seen.new:
        lines.append(tr("From {first} to {last}.").format(first=seen.first[:10],
                                                           last=seen.last[:10]))  # fmt: skip
    lines += _rest(seen)
    lines += [f"  {sample.at[:16]}  {sample.title or sample.text[:60]}" for sample in seen.samples]
    return "\n".join([*lines, tr("Nothing was kept.")])


def _brought(made: Imported, *, ours: bool) -> str:
    lines = [
        trn("{count} entry was brought in.", "{count} entries were brought in.", made.new)
        .format(count=made.new)
    ]  # fmt: skip
    lines += _rest(made)
    if not made.read:
        lines.append(tr("Nothing in it looks like an entry. Is it of another format?"))
    if made.batch:
        lines.append(tr("To take it out again: “reflect import undo {batch}”.")
                     .format(batch=made.batch))  # fmt: skip
    if made.batch and not ours:
        lines.append(tr("Nothing of it is marked or shared. Look for names before you share it."))
    return "\n".join(lines)


def _rest(found: Imported | Survey) -> list[str]:
    known = (
        trn("{count} was here already.", "{count} were here already.", found.known)
        .format(count=found.known)
    )  # fmt: skip
    return [*([known] if found.known else []), *found.warnings]
