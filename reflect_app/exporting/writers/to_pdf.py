"""PDF: tagged (PDF/UA-1) and for keeping (PDF/A-2a), with real text and no author or path."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property, partial

from reflect_app import assets
from reflect_app.exporting import phrases
from reflect_app.exporting.document import Document, with_texts
from reflect_app.exporting.pdf.endings import plain_endings
from reflect_app.exporting.pdf.glyphs import Coverage, printable
from reflect_app.exporting.pdf.marks import may_have_marks, mended
from reflect_app.exporting.pdf.text import read_text
from reflect_app.exporting.pdf.tree import document_tree
from reflect_app.exporting.pdf.typesetter import MissingGlyphError, TypesetError, Typesetter
from reflect_app.exporting.readback import compare, pieces, seen
from reflect_app.exporting.watch import UNWATCHED, Watch, stop_if_cancelled
from reflect_app.words import tr

# A pair that no single face draws is found only by trying; each find costs another run.
_TRIES = 8

_MAKER = re.compile(rb"(?:/Creator\(|<xmp:CreatorTool>|<stEvt:softwareAgent>)(Typst [0-9.]+)[)<]")

_NEAR = 40


class Format:
    """The PDF writer. The faces and the template are read when first needed."""

    name = "pdf"
    suffix = ".pdf"

    @property
    def label(self) -> str:
        """What a list of formats calls it."""
        return tr("PDF")

    def write(self, document: Document, watch: Watch = UNWATCHED) -> bytes:
        """The PDF, the same bytes for the same document."""
        pdf, shown = self._typeset(document, watch)
        if any(map(may_have_marks, pieces(shown))):
            pdf = mended(pdf)
        pdf = plain_endings(pdf)
        stop_if_cancelled(watch)
        expected = pieces(shown, contents=True)
        compare(expected, read_text(pdf), between=_between(), visual=True)
        return pdf

    def _typeset(self, document: Document, watch: Watch) -> tuple[bytes, Document]:
        """The PDF, and the document as the faces at hand can print it."""
        coverage = self._coverage
        for left in reversed(range(_TRIES)):
            shown = with_texts(document, partial(printable, coverage=coverage))
            if not shown.title.strip():
                shown = replace(shown, title=tr("Document"))
            try:
                pdf = self._typesetter.typeset(document_tree(shown), document.made, watch)
            except MissingGlyphError as missing:
                coverage = coverage.without(missing.character)
                coverage = coverage if left > 1 else coverage.plainest()
            else:
                return neutral(pdf), shown
        raise TypesetError

    @cached_property
    def _coverage(self) -> Coverage:
        return Coverage.parse(assets.read_text("typst/coverage.txt"))

    @cached_property
    def _typesetter(self) -> Typesetter:
        return Typesetter(
            template=assets.read_text("typst/document.typ"),
            fonts=(str(assets.asset("typst/fonts")),),
        )


def _between() -> re.Pattern[str]:
    """What the page adds: bullets, numbers of lists and pages."""
    page = re.escape(seen(phrases.on_page())).replace(re.escape("{page}"), r"\d+")
    return re.compile(rf"(?:[•\d.]|{page})*")


def neutral(pdf: bytes) -> bytes:
    """The PDF naming Reflect as its maker and no version, at the same length.

    A version would date the computer it was made on. Equal length keeps every offset true;
    the three places stand outside the (compressed) pages, and text in the title is escaped.
    """
    changed = bytearray(pdf)
    at = pdf.find(b"Typst ")
    while at >= 0:
        maker = _MAKER.search(pdf, max(at - _NEAR, 0), at + _NEAR)
        if maker and maker.start(1) == at:
            changed[at : maker.end(1)] = b"Reflect".ljust(maker.end(1) - at)
        at = pdf.find(b"Typst ", at + 1)
    return bytes(changed)
