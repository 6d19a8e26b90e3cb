"""Where a command writes: never over what stands there, and under a name that fits."""

from __future__ import annotations

import argparse
from pathlib import Path

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


def refuse_taken(args: argparse.Namespace) -> None:
    """Refuse a file that is there already, whichever command was to write it.

    Folders are the services' own to judge: some are to be empty, in others a new file is put.

    Raises:
        FileProblemError: before anything was asked, opened or done.
    """
    out = getattr(args, "out", None)
    if out and Path(out).is_file():
        raise FileProblemError(
            tr("{path} is there already.").format(path=out),
            tr("Choose another name or folder."),
        )


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
