"""Who is there on a bad day. Read from clear text beside the vault, without unlocking it."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from reflect_app import assets
from reflect_app.core.changes import Changes
from reflect_app.languages import OWN_NAMES
from reflect_app.words import language

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


@dataclass(frozen=True, slots=True)
class SupportSaved:
    """The list was written: whoever shows it looks again."""

    changes: Changes


def save_support(folder: Path, lines: Sequence[SupportLine]) -> SupportSaved:
    """Write the list beside the vault, in clear text: it must open without the passphrase.

    No line at all, or the built-in ones in any language, put the built-in list back.

    Raises:
        ReflectError: it could not be written; the old list stands.
    """
    # Imported here: the lock screen reads the list before anything heavy is there.
    from reflect_app.vault.files import write_whole

    usual = {_built_in(code) for code in OWN_NAMES}
    rows = (
        "\n".join(
            f"{part} = {json.dumps(text.strip()[:300])}"
            for part, text in zip(("name", "contact", "note"), astuple(line), strict=True)
        )
        for line in (() if tuple(lines) in usual else lines)[:_MOST_LINES]
        if line.name.strip()
    )
    text = "\n".join(f"[[support]]\n{row}\n" for row in rows)
    write_whole(folder / NAME, text.encode())
    return SupportSaved(Changes(settings=frozenset({"support"})))


def support_lines(
    folder: Path | None, added: tuple[tuple[str, str, str], ...] = ()
) -> tuple[SupportLine, ...]:
    """The list in the folder, or the built-in one where there is none that can be read, in the
    language in force as far as it says its lines in it.

    `added` are an organisation's own rows, which come first. Reading it writes nothing. A list
    that is broken must not leave a person with none.
    """
    first = tuple(SupportLine(*row) for row in added)
    if folder is not None:
        try:
            # A pipe that somebody put there would keep the lock screen waiting.
            handle = os.open(folder / NAME, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            with os.fdopen(handle, "rb") as source:
                data = source.read(_LARGEST) or b""
            text = data.decode("utf-8-sig")
            dotted = any(line.count(".") > _MOST_DOTS for line in text.split("\n"))
            own = () if dotted else _lines(tomllib.loads(text), language())
        except (OSError, ValueError, RecursionError):
            own = ()
        if own:
            return first + own
    return first + _built_in(language())


def _built_in(spoken: str) -> tuple[SupportLine, ...]:
    return _lines(tomllib.loads(assets.read_text(NAME)), spoken)


def _lines(document: dict[str, Any], spoken: str) -> tuple[SupportLine, ...]:
    """The rows in a language: its own words over the others, and its own rows among them."""
    rows = document.get("support", [])
    found = (
        SupportLine(
            *(str(_said(row, spoken).get(part, ""))[:300] for part in ("name", "contact", "note"))
        )
        for row in (rows if isinstance(rows, list) else [])[:_MOST_LINES]
        if isinstance(row, dict) and row.get("only", spoken) == spoken
    )
    return tuple(line for line in found if line.name.strip())


def _said(row: dict[str, Any], spoken: str) -> dict[str, Any]:
    own = row.get(spoken)
    return row | own if isinstance(own, dict) else row
