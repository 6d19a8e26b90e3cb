"""Blank sheets: any template on paper, for those who would rather write by hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reflect_app.core.clock import Clock
from reflect_app.core.prompts import Template
from reflect_app.core.prompts.welsh import in_welsh
from reflect_app.exporting.files import write_file
from reflect_app.exporting.sheet import blank_sheet
from reflect_app.exporting.watch import UNWATCHED, Watch


@dataclass(frozen=True, slots=True)
class SheetMade:
    """A sheet that was written."""

    out: Path
    bytes: int


def write_sheet(
    template: Template, out: Path, clock: Clock, *, language: str = "en", watch: Watch = UNWATCHED
) -> SheetMade:
    """Write a template's blank sheet as a tagged PDF. Needs no vault.

    Raises:
        FileProblemError, DiskFullError: nothing was written.
    """
    welsh = language == "cy"
    shown = in_welsh(template) if welsh else template
    made = clock.now().date().isoformat()
    document = blank_sheet(shown, made, "cy" if welsh else "en-GB")
    written = write_file(document, "pdf", out, watch=watch)
    return SheetMade(written.path, written.bytes)
