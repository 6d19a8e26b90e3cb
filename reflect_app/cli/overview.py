"""What `reflect --help` says: every command under what somebody wants to do."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Mapping

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("to begin", ("init", "info")),
    ("to write", ("write", "note", "notes", "drafts", "prompts", "people")),
    ("to read and change", (
        "list", "search", "show", "edit", "mark", "unmark", "history", "delete", "undelete",
        "purge", "tidy",
    )),
    ("to bring to supervision", (
        "session", "actions", "agreements", "groups", "identifiers", "preview", "pack",
    )),
    ("to share with one person", (
        "card", "contacts", "share", "shares", "withdraw", "exchange",
    )),
    ("to read what others shared", (
        "receive", "inbox", "seen", "comment", "discussed", "thank", "countersign", "reply", "pin",
        "unpin", "hold", "release", "retention", "clear",
    )),
    ("to learn, and to be counted", ("learning", "evaluate")),
    ("to keep it safe", (
        "backup", "restore", "verify", "salvage", "passphrase", "recover", "keychain", "rotate",
        "state-hash", "activity", "bench",
    )),
    ("to bring in and to take away", ("import", "export", "keep", "gather", "leave")),
)  # fmt: skip

FILES = (
    "files: .rcard is somebody's contact card; .rbundle is sealed for one reader, who takes it in"
    " with “reflect receive”; .rrow is a row for an evaluator; .reflect-backup is a whole journal,"
    " still locked"
)
_WIDTH = 88
_NAMES = 14


def overview(commands: Mapping[str, argparse.ArgumentParser]) -> str:
    """Each command with what it does, in groups."""
    lines: list[str] = []
    for heading, names in GROUPS:
        lines += ["", f"{heading}:"]
        for name in names:
            about = textwrap.wrap(commands[name].description or "", _WIDTH - _NAMES - 2)
            lines += [f"  {name:<{_NAMES}}{about[0]}"]
            lines += [" " * (_NAMES + 2) + more for more in about[1:]]
    return "\n".join(lines)


def wrapped(*paragraphs: str) -> str:
    """Paragraphs for a help page that keeps its line ends."""
    return "\n\n".join(textwrap.fill(text, _WIDTH) for text in paragraphs)
