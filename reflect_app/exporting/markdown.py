r"""A person's text inside Markdown, so that a renderer shows it and interprets none of it.

Only characters that CommonMark (or GitHub's additions) would act on get a backslash, and only
where they would; ordinary sentences stay as they were typed, so that the file is pleasant to
read and to search as plain text.
"""

from __future__ import annotations

import re

from reflect_app.exporting.plain import paragraphs
from reflect_app.exporting.readback import ReadBackError

# Acted on anywhere: emphasis, code, links, HTML, strikethrough, and the escape itself.
_ANYWHERE = re.compile(r"[\\`*_\[\]<~]")
# "&" acts only before what could be a character reference.
_REFERENCE = re.compile(r"&(?=#?[0-9A-Za-z]+;)")
# Addresses become links by themselves; the break hides them from that and shows the same.
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(:)|\b(www)(\.)|(?<=[\w.+-])(@)(?=[\w-]+\.)")
# At the beginning of a line: headings, quotes, lists, underlines of headings, rules of tables.
_AT_START = re.compile(r">|[-+](?=[ \t]|$)|#{1,6}(?=[ \t]|$)|=+[ \t]*$|[-:| \t]+$")
_ORDERED = re.compile(r"(\d{1,9})([.)])(?=[ \t]|$)")


def inline(text: str) -> str:
    """One line of text, safe anywhere within a line."""
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    text = _REFERENCE.sub(r"\\&", text)
    return _ADDRESS.sub(_hidden, text)


def line(text: str) -> str:
    """One line of text, safe at the beginning of a line as well. Outer spaces are kept."""
    bare = text.strip(" \t")
    if not bare:
        return ""
    begin = text[: len(text) - len(text.lstrip(" \t"))]
    end = text[len(text.rstrip(" \t")) :]
    safe = inline(bare)
    if _ORDERED.match(safe):
        safe = _ORDERED.sub(r"\1\\\2", safe, count=1)
    elif _AT_START.match(safe):
        safe = "\\" + safe
    return _spaces(begin) + safe + _spaces(end)


def block(text: str) -> str:
    """A text as paragraphs, its line ends kept as hard breaks."""
    return "\n\n".join(
        "\\\n".join(line(part) for part in paragraph.split("\n")) for paragraph in paragraphs(text)
    )


def cell(text: str) -> str:
    """A text inside a table, on one line."""
    lines = (
        inline(part.strip()) for paragraph in paragraphs(text) for part in paragraph.split("\n")
    )
    return "<br>".join(part.replace("|", "\\|") for part in lines if part)


def rendered(text: str) -> str:
    """The text that a renderer shows, in order. What was interpreted shows as it is not."""
    from markdown_it import MarkdownIt

    parts: list[str] = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        if token.type in ("fence", "code_block", "html_block"):
            raise ReadBackError
        for child in token.children or ():
            if child.type in ("text", "text_special"):
                parts.append(child.content)
            elif child.type in ("softbreak", "hardbreak") or child.content == "<br>":
                parts.append("\n")
            else:
                raise ReadBackError
        parts.append("\n")
    return "".join(parts)


def _hidden(match: re.Match[str]) -> str:
    word = match[1] or match[3] or ""
    sign = match[2] or match[4] or match[5]
    return f"{word}\\{sign}"


def _spaces(text: str) -> str:
    """Spaces at the edge of a line, which Markdown would drop."""
    return "".join("&#9;" if character == "\t" else "&#32;" for character in text)
