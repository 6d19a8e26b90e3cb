"""Bytes to text, and text to what can be kept: no NUL, no lone surrogate, one kind of line end."""

from __future__ import annotations

import codecs
import re

from reflect_app.core.tags import LONGEST, MOST_TAGS
from reflect_app.importing.notes import Notes

LONGEST_TITLE = 200
LONGEST_TEXT = 1_000_000
"""Code points of one entry; an answer holds no more."""

# Marks that cannot be seen and change what is: controls, a zero-width space (Day One writes
# them), and what turns the direction of writing. The joiners that scripts and emoji need stay.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff"
                     "\u202a-\u202e\u2066-\u2069\ufffe\uffff]")  # fmt: skip
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
_TOO_MANY_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


def decode(data: bytes, notes: Notes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, else Windows' Western European."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                break
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        notes.tell("encoding")
        return data.decode("cp1252", "replace")


def looks_binary(head: bytes) -> bool:
    """Whether the first bytes are no text: many NULs where there is no mark of UTF-16."""
    marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return 20 * head.count(0) > len(head) and not marked


def bare(text: str) -> str:
    """The text with one kind of line end and no hidden characters, else as it stands."""
    return _SURROGATE.sub("\ufffd", _HIDDEN.sub("", _LINE_END.sub("\n", text)))


def clean(text: str, notes: Notes | None = None) -> str:
    """The text without hidden characters, trailing blanks and needless blank lines."""
    if notes is not None and any(c in text for c in "\0\u202e\u202d"):
        notes.tell("controls")
    lines = [line.rstrip() for line in bare(text).split("\n")]
    return _TOO_MANY_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def one_line(text: str) -> str:
    """The text on one line, as a title or a field is."""
    return " ".join(clean(text).split())


def title_and_body(text: str) -> tuple[str, str]:
    """The first line as a title where it is short enough to be one, and the rest."""
    first, _, rest = text.partition("\n")
    if len(first) > LONGEST_TITLE:
        return "", text
    return first.strip(), rest.strip("\n")


def fitting_tags(tags: list[str], notes: Notes) -> tuple[str, ...]:
    """The tags that can be kept, in their order, without repeats and their leading marks."""
    cleaned = (one_line(tag).lstrip("#@").strip() for tag in tags)
    unique = list(dict.fromkeys(filter(None, cleaned)))
    kept = [tag for tag in unique if len(tag) <= LONGEST][:MOST_TAGS]
    notes.tell("tags", len(unique) - len(kept))
    return tuple(kept)
