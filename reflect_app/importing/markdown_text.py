"""Markdown to plain text: what a reader of the page would read, lists and quotes still marked.

A journal's text is plain text, so stars and brackets go, and words, line ends, list marks and
the addresses of links stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from reflect_app.importing.html_text import LONGEST_ADDRESS, html_to_text
from reflect_app.importing.notes import Notes

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LARGEST = 200_000
"""Characters that are read as Markdown; a longer text keeps its signs."""
MOST_SIGNS = 4_000
"""Of one kind of bracket or star: beyond it a parser takes long and the text is no prose."""

_MARKED = re.compile(r"[\\`*_\[\]<>#~|&]|^\s*(?:[-+=]|\d+[.)])", re.MULTILINE)
_WEB = ("http://", "https://", "mailto:")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def markdown_to_text(text: str, notes: Notes) -> str:
    """The words of a Markdown text."""
    if not _MARKED.search(text):
        return text
    if len(text) > LARGEST or any(text.count(sign) > MOST_SIGNS for sign in "[]*_`<>~&"):
        notes.tell("plain")
        return text
    page = _Page(notes)
    for token in _parser().parse(text):
        page.take(token)
    return "\n".join(page.lines).strip("\n")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"])


class _Page:
    """The lines so far, and the marks that stand before the next one."""

    def __init__(self, notes: Notes) -> None:
        self.lines: list[str] = []
        self._notes = notes
        self._marks: list[tuple[str, str]] = []
        self._numbers: list[int | None] = []
        self._row: list[str] | None = None
        self._tight = False
        self._first = False

    def take(self, token: Token) -> None:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            self._first = not self._numbers
            start = token.attrGet("start")
            number = int(start) if isinstance(start, int) else 1
            self._numbers.append(number if kind.startswith("ordered") else None)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._numbers.pop()
        elif kind == "list_item_open":
            self._marks.append(self._mark())
        elif kind == "blockquote_open":
            self._marks.append(("> ", "> "))
        elif kind in ("list_item_close", "blockquote_close"):
            self._marks.pop()
        elif kind == "paragraph_open":
            self._tight = token.hidden
        elif kind in ("tr_open", "tr_close"):
            self._table_row(kind)
        elif kind == "inline":
            self._words(inline_text(token.children or (), self._notes))
        elif kind in ("fence", "code_block"):
            self._block(token.content.rstrip("\n"))
        elif kind == "html_block":
            self._block(html_to_text(token.content, self._notes))

    def _mark(self) -> tuple[str, str]:
        number = self._numbers[-1]
        if number is None:
            return "- ", "  "
        self._numbers[-1] = number + 1
        mark = f"{number}. "
        return mark, " " * len(mark)

    def _table_row(self, kind: str) -> None:
        if kind == "tr_open":
            self._row = []
        elif self._row is not None:
            row, self._row = self._row, None
            self._tight = self._numbers == [] and bool(self.lines) and " | " in self.lines[-1]
            self._block(" | ".join(row), together=self._tight)

    def _words(self, text: str) -> None:
        if self._row is not None:
            self._row.append(text.replace("\n", " "))
            return
        self._block(text, together=self._tight and not self._first)
        self._first = self._tight = False

    def _block(self, text: str, *, together: bool = False) -> None:
        if not text.strip():
            return
        if self.lines and not together:
            self.lines.append("")
        for line in text.split("\n"):
            before = "".join(first for first, _ in self._marks)
            self.lines.append((before + line).rstrip())
            self._marks = [(rest, rest) for _, rest in self._marks]


def inline_text(children: Sequence[Token], notes: Notes) -> str:
    """The words of one run of text."""
    out: list[str] = []
    links: list[tuple[str, int]] = []
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            out.append("\n")
        elif child.type == "image":
            notes.tell("pictures")
        elif child.type == "link_open":
            links.append((str(child.attrGet("href") or ""), len(out)))
        elif child.type == "link_close" and links:
            out.append(_address(*links.pop(), out, notes))
        elif child.type == "html_inline":
            out.append("\n" if _BREAK.fullmatch(child.content) else "")
        else:
            out.append(child.content)
    return "\n".join(line.strip() for line in "".join(out).split("\n"))


def _address(target: str, since: int, out: list[str], notes: Notes) -> str:
    # One definition can be pointed at thousands of times.
    if not target.startswith(_WEB) or len(target) > LONGEST_ADDRESS:
        notes.tell("links")
        return ""
    shown = "".join(out[since:]).strip()
    if shown in (target, target.removeprefix("mailto:")):
        return ""
    return f" ({target})" if shown else target
