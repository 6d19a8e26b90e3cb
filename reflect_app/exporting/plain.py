"""Plain text as every format needs it: one kind of line end, paragraphs, no hidden controls."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_EMPTY_LINES = re.compile(r"\n(?:[ \t\u00a0]*\n)+")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def one_line_end(text: str) -> str:
    """The text with every kind of line end as a line feed."""
    return _LINE_ENDS.sub("\n", text)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: what empty lines part. Line ends inside one are kept."""
    parts = _EMPTY_LINES.split(one_line_end(text).strip("\n"))
    return [part.rstrip() for part in parts if part.strip()]


def without_controls(text: str) -> str:
    """The text without characters that XML and HTML forbid; they are invisible anyway."""
    return _CONTROLS.sub("", one_line_end(text))
