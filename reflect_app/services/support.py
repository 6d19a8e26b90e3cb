"""Who is there on a bad day. Read from clear text beside the vault, without unlocking it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reflect_app import assets

NAME = "support.toml"
_LARGEST = 64 * 1024
_MOST_LINES = 40
_MOST_DOTS = 200  # on one line: `tomllib` takes time and room by the square of a key's dots


@dataclass(frozen=True, slots=True)
class SupportLine:
    """One place to turn: its name, how to reach it, and a word on what it is for."""

    name: str
    contact: str = ""
    note: str = ""


def support_lines(
    folder: Path | None, added: tuple[tuple[str, str, str], ...] = ()
) -> tuple[SupportLine, ...]:
    """The list in the folder, or the built-in one where there is none that can be read.

    `added` are an organisation's own rows, which come first. Reading it writes nothing. A list
    that is broken must not leave a person with none.
    """
    first = tuple(SupportLine(*row) for row in added)
    if folder is not None:
        try:
            with (folder / NAME).open("rb") as source:
                data = source.read(_LARGEST)
            text = data.decode("utf-8-sig")
            dotted = any(line.count(".") > _MOST_DOTS for line in text.split("\n"))
            own = () if dotted else _lines(tomllib.loads(text))
        except (OSError, ValueError, RecursionError):
            own = ()
        if own:
            return first + own
    return first + _lines(tomllib.loads(assets.read_text(NAME)))


def _lines(document: dict[str, Any]) -> tuple[SupportLine, ...]:
    rows = document.get("support", [])
    found = (
        SupportLine(*(str(row.get(part, ""))[:300] for part in ("name", "contact", "note")))
        for row in (rows if isinstance(rows, list) else [])[:_MOST_LINES]
        if isinstance(row, dict)
    )
    return tuple(line for line in found if line.name.strip())
