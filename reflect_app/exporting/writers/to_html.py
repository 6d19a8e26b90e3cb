"""HTML: one file with no script and nothing fetched, for screen, screen reader and print.

The look is `resources/html/document.html`. Words are escaped by Jinja2 wherever they stand;
what comes out is read back, and any element that the template does not use is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from reflect_app import assets
from reflect_app.core.charts import Chart
from reflect_app.exporting import phrases
from reflect_app.exporting.document import Action, Document, with_texts
from reflect_app.exporting.drawing import drawing
from reflect_app.exporting.outline import levelled
from reflect_app.exporting.plain import paragraphs, without_controls
from reflect_app.exporting.readback import ReadBackError, compare, pieces
from reflect_app.exporting.watch import UNWATCHED, Watch, stop_if_cancelled
from reflect_app.words import tr

if TYPE_CHECKING:
    from jinja2 import Template

# What stands around the two ends of a scale.
_AROUND_ENDS = re.compile("[()]*")
_ELEMENTS = frozenset(
    "html head meta title style body header main footer nav section article h1 h2 h3 h4 h5 h6"
    " p br span a ul ol li dl dt dd table caption thead tbody tr th td div"
    " figure figcaption svg g path circle rect".split()
)
_UNREAD = frozenset({"title", "style"})


class Format:
    """The HTML writer."""

    name = "html"
    suffix = ".html"

    @property
    def label(self) -> str:
        """What a list of formats calls it."""
        return tr("Web page (one file)")

    def write(self, document: Document, watch: Watch = UNWATCHED) -> bytes:
        """UTF-8; the same bytes for the same document."""
        stop_if_cancelled(watch)
        document = with_texts(document, without_controls)
        if not document.title.strip():
            document = replace(document, title=tr("Document"))
        html = self._template.render(
            document=document,
            contents_title=phrases.contents_title(),
            action_headers=phrases.action_headers(),
            anchors={
                section.entry.id: f"part-{number}"
                for number, section in enumerate(document.sections, 1)
                if section.entry
            },
        )
        stop_if_cancelled(watch)
        expected = pieces(document, contents=True, footer=True)
        compare(expected, visible_text(html), between=_AROUND_ENDS)
        return html.encode()

    @cached_property
    def _template(self) -> Template:
        import jinja2

        environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
        environment.filters |= {
            "paragraphs": paragraphs,
            "kind": lambda block: type(block).__name__,
            "levelled": levelled,
            "cells": _cells,
            "scale_value": phrases.scale_value,
            "scale_ends": phrases.scale_ends,
            "note_by": phrases.note_by,
            "css_string": _css_string,
            "picture": _picture,
        }
        return environment.from_string(assets.read_text("html/document.html"))


def _cells(actions: Iterable[Action]) -> list[tuple[str, str, str]]:
    return [(action.text, action.owner, action.due) for action in actions]


def _picture(chart: Chart) -> str:
    """The drawing, which is made of numbers alone, in the colour of what stands round it."""
    from markupsafe import Markup

    return Markup(drawing(chart))  # noqa: S704 - see above


def _css_string(text: str) -> str:
    """A text as a string of a style sheet.

    Whatever is no letter, digit or blank is written as a code, so that nothing in it can end
    the string or the sheet; only then is it spared the escaping that a sheet does not undo.
    """
    from markupsafe import Markup

    safe = "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text)
    return Markup(f"'{safe}'")  # noqa: S704 - see above


def visible_text(html: str) -> str:
    """The text a browser shows, in order; ReadBackError for an element we do not write."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


class _Reader(HTMLParser):
    """Gathers text and refuses what the template has no use for."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ELEMENTS or any(name.startswith("on") for name, _ in attrs):
            raise ReadBackError
        if tag in _UNREAD:
            self._unread += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREAD:
            self._unread -= 1

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.parts.append(data)

    def handle_comment(self, data: str) -> None:
        del data
        raise ReadBackError
