"""Day One's rich text, which is JSON inside a string: its words as lines, lists still marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reflect_app.importing import problems
from reflect_app.importing.html_text import LONGEST_ADDRESS
from reflect_app.importing.json_text import object_in, text_in
from reflect_app.importing.text import LONGEST_TITLE

_DEEPEST = 10
_WEB = ("http://", "https://", "mailto:")


def rich_text(value: object) -> tuple[str, str]:
    """The heading that it begins with, else "", and its words. Nothing in them is Markdown."""
    title, lines = "", list[str]()
    numbers = [0] * (_DEEPEST + 1)
    for words, about in _lines(value):
        header = about.get("header")
        heads = not (title or lines) and isinstance(header, int) and 0 < header <= 6
        if heads and 0 < len(words.strip()) <= LONGEST_TITLE:
            title = words.strip()
        else:
            lines.append(_mark(about, numbers) + words)
    return title, "\n".join(lines)


def _lines(value: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each line with what is said of it; its runs say it where they end it or make it up."""
    held, about = "", dict[str, Any]()
    for words, line in _runs(value):
        for piece in words.splitlines(keepends=True):
            held, about = held + piece.rstrip("\r\n"), line or about
            if piece.endswith(("\r", "\n")):
                yield held, about
                held, about = "", {}
    if held:
        yield held, about


def _runs(value: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """Words in a row, each with its line's attributes; pictures are counted elsewhere."""
    if not isinstance(value, str) or not value:
        return
    try:
        contents = object_in(value.encode("utf-8", "replace"), "richText").get("contents")
    except problems.ImportRefusedError:
        return
    for item in contents if isinstance(contents, list) else []:
        if not isinstance(item, dict):
            continue
        found = item.get("attributes")
        attributes: dict[str, Any] = found if isinstance(found, dict) else {}
        line = attributes.get("line")
        words, target = text_in(item.get("text")), text_in(attributes.get("linkURL"))
        if target.startswith(_WEB) and len(target) <= LONGEST_ADDRESS and target != words.strip():
            end = len(words.rstrip("\r\n"))
            words = f"{words[:end]} ({target}){words[end:]}"
        yield words, line if isinstance(line, dict) else {}


def _mark(about: dict[str, Any], numbers: list[int]) -> str:
    """What stands before a line; counts the lines of each depth of numbered lists."""
    said = about.get("indentLevel")
    depth = min(max(said, 1), _DEEPEST) if isinstance(said, int) else 1
    style = about.get("listStyle")
    numbers[depth + 1 :] = [0] * (_DEEPEST - depth)
    if style == "numbered":
        at = about.get("listIndex")
        numbers[depth] = at if isinstance(at, int) else numbers[depth] + 1
        mark = f"{numbers[depth]}. "
    else:
        numbers[depth:] = [0] * (_DEEPEST + 1 - depth)
        done = "x" if about.get("checked") is True else " "
        marks = {"bulleted": "- ", "checkbox": f"- [{done}] "}
        mark = marks.get(style, "") if isinstance(style, str) else ""
    if mark:
        return "  " * (depth - 1) + mark
    return "> " if about.get("quote") is True else ""
