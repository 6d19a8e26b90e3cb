"""HTML to plain text: words, line ends and list marks. Loads nothing, runs nothing.

A small reader of our own: it goes over the text once, whatever stands there.
"""

from __future__ import annotations

import re
from html import unescape

from reflect_app.importing.notes import Notes

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)([^<>]*)>")
LONGEST_ADDRESS = 2_000
"""Characters of a link's address; a longer one is no link to somewhere."""
# Python refuses to read such a number, and no character has one.
_NO_CHARACTER = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})')""", re.IGNORECASE)
_MANY_LINES = re.compile(r"\n{3,}")
_HIDDEN = frozenset({"script", "style", "head", "title", "template", "noscript"})
_ENDS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in _HIDDEN}
_BREAKS = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "table", "hr",
    "section", "article", "header", "footer",
})  # fmt: skip
_LINES = frozenset({"div", "br", "li", "tr", "dt", "dd", "figcaption"})
_PICTURES = frozenset({"img", "video", "audio", "iframe", "object", "embed", "svg"})


def html_to_text(html: str, notes: Notes) -> str:
    """The words of an HTML text with paragraphs, lists and the addresses of its links."""
    reader = _Reader(notes)
    place, end = 0, len(html)
    while place < end:
        start = html.find("<", place)
        if start < 0:
            reader.words(html[place:])
            break
        reader.words(html[place:start])
        place = _after(html, start, reader)
    return _MANY_LINES.sub("\n\n", "".join(reader.out)).strip()


def _after(html: str, start: int, reader: _Reader) -> int:
    """Read what begins with "<" and say where it ends."""
    if html.startswith("<!--", start):
        end = html.find("-->", start + 4)
        return len(html) if end < 0 else end + 3
    if html.startswith(("<!", "<?"), start):
        end = html.find(">", start)
        return len(html) if end < 0 else end + 1
    found = _TAG.match(html, start)
    if found is None:
        reader.words("<")
        return start + 1
    closing, name, rest = found[1] == "/", found[2].lower(), found[3]
    if name in _HIDDEN and not closing:
        ends = _ENDS[name].search(html, found.end())
        return ends.start() if ends else len(html)
    reader.tag(name, rest, closing=closing)
    return found.end()


def _unescaped(html: str) -> str:
    return unescape(_NO_CHARACTER.sub("\ufffd", html))


class _Reader:
    """What was read so far."""

    def __init__(self, notes: Notes) -> None:
        self.out: list[str] = []
        self._notes = notes
        self._links: list[tuple[str, int]] = []
        self._lists: list[int | None] = []

    def words(self, html: str) -> None:
        text = _SPACES.sub(" ", _unescaped(html))
        if not self.out or self.out[-1].endswith("\n"):
            text = text.lstrip(" ")
        if text:
            self.out.append(text)

    def tag(self, name: str, rest: str, *, closing: bool) -> None:
        if name in ("ul", "ol"):
            self._list(name, closing=closing)
        elif name in _BREAKS:
            self._break("\n\n")
        elif name == "a":
            self._link(rest, closing=closing)
        elif name == "li" and not closing:
            self._break("\n")
            self.out.append(self._mark())
        elif name == "br":
            self.out.append("\n")
        elif name in _LINES:
            self._break("\n")
        elif name in ("td", "th") and closing:
            self.out.append(" ")
        elif name in _PICTURES and not closing:
            self._notes.tell("pictures")

    def _break(self, end: str) -> None:
        if not self.out:
            return
        last = self.out[-1] = self.out[-1].rstrip(" ")
        missing = len(end) - (len(last) - len(last.rstrip("\n")))
        if missing > 0:
            self.out.append("\n" * missing)

    def _list(self, name: str, *, closing: bool) -> None:
        self._break("\n" if self._lists else "\n\n")
        if not closing:
            self._lists.append(1 if name == "ol" else None)
        elif self._lists:
            self._lists.pop()

    def _mark(self) -> str:
        indent = "  " * min(max(len(self._lists) - 1, 0), 10)
        number = self._lists[-1] if self._lists else None
        if number is None:
            return indent + "- "
        self._lists[-1] = number + 1
        return f"{indent}{number}. "

    def _link(self, rest: str, *, closing: bool) -> None:
        if not closing:
            found = _HREF.search(rest)
            target = _unescaped(found[1] or found[2] or "") if found else ""
            self._links = [(target, len(self.out))]  # HTML has no link inside another
        elif self._links:
            target, since = self._links.pop()
            shown = "".join(self.out[since:]).strip()
            if target.startswith(("http://", "https://", "mailto:")) and target != shown:
                self.out.append(f" ({target})" if shown else target)
