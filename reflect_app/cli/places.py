"""Where a command writes: never unsaid over what stands there, and under a name that fits."""

from __future__ import annotations

import argparse
from pathlib import Path

from reflect_app.cli.console import Console
from reflect_app.errors import FileProblemError
from reflect_app.words import tr

FORMATS = {
    "pdf": "PDF",
    "docx": "Word",
    "html": "HTML",
    "md": "Markdown",
    "json": "JSON",
    "csv": "CSV",
}
"""What is in a file, by the ending that says so."""


def taken(args: argparse.Namespace) -> Path | None:
    """The file with something in it that stands where a command is to write.

    Folders are the services' own to judge: some are to be empty, in others a new file is put.
    """
    out = getattr(args, "out", None)
    if not out or not Path(out).is_file() or not Path(out).stat().st_size:
        return None
    return Path(out)


def make_way(path: Path, console: Console) -> None:
    """Ask a person whether what stands there may go. A script is not asked: it makes its files
    again under the same names, as with other programs, and is told afterwards (`replaced`).

    Raises:
        FileProblemError: it is to stay; nothing was asked of the journal yet, or done.
    """
    if not console.can_ask:
        return
    said = console.ask(tr("{path} is there already. Replace it? (yes or no)").format(path=path))
    if said.strip().casefold() not in {"y", "yes", tr("yes"), "ie"}:
        raise FileProblemError(
            tr("{path} is there already.").format(path=path), tr("Choose another name or folder.")
        )


def replaced(path: Path) -> str:
    """What to say once something else stands there."""
    return tr("{path} was there already, and is replaced.").format(path=path)


def misnamed(args: argparse.Namespace) -> str:
    """What to say of a file whose name promises another format than the one asked for: it was
    asked for, so it is written, but no program will open it by that name. "" where it fits.
    """
    wanted, out = getattr(args, "format", None), getattr(args, "out", None)
    if not wanted or not out:
        return ""
    named = Path(out).suffix.casefold().removeprefix(".")
    if wanted not in FORMATS or named not in FORMATS or named == wanted:
        return ""
    return tr(
        "{path} holds {format}, whatever its name says: it opens once it ends in .{ending}."
    ).format(path=out, format=FORMATS[wanted], ending=wanted)
