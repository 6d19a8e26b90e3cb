"""Word: real styles and headings, a filled-in contents list, tables with repeated headers."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from reflect_app import assets
from reflect_app.core.charts import Chart
from reflect_app.exporting import phrases
from reflect_app.exporting.document import (
    Actions,
    Agenda,
    AnswerBlock,
    Block,
    Choices,
    Document,
    Graph,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Question,
    ScaleAnswer,
    Section,
    Table,
    with_texts,
)
from reflect_app.exporting.drawing import INK, drawing
from reflect_app.exporting.outline import levelled
from reflect_app.exporting.pdf.glyphs import right_to_left
from reflect_app.exporting.plain import paragraphs, without_controls
from reflect_app.exporting.readback import compare, pieces
from reflect_app.exporting.watch import UNWATCHED, Watch, stop_if_cancelled
from reflect_app.words import tr

_AROUND_ENDS = re.compile("[()]*")
_CONTENTS = 'TOC \\o "1-1" \\n \\h \\z'


# Parts of python-docx's own template that say what made it, or nothing at all.
_LEFT_OUT = ("/thumbnail", "/extended-properties", "/stylesWithEffects", "/customXml")
_TEXT_WIDTH = 156  # millimetres


class Format:
    """The Word writer."""

    name = "docx"
    suffix = ".docx"

    @property
    def label(self) -> str:
        """What a list of formats calls it."""
        return tr("Word")

    def write(self, document: Document, watch: Watch = UNWATCHED) -> bytes:
        """The file, the same bytes for the same document."""
        from reflect_app.exporting.word.reading import read_text, repacked

        document = with_texts(document, without_controls)
        if not document.title.strip():
            document = replace(document, title=tr("Document"))
        page = _Page(document, _pictures(document, watch))
        page.cover()
        for done, section in enumerate(document.sections):
            stop_if_cancelled(watch)
            watch.progress(done, len(document.sections))
            page.section(done, section)
        file = repacked(page.saved())
        compare(pieces(document, contents=True), read_text(file), between=_AROUND_ENDS)
        return file


class _Page:
    """A Word file being filled from top to bottom."""

    def __init__(self, document: Document, pictures: Mapping[str, bytes]) -> None:
        import docx

        from reflect_app.exporting.word import styles, xml

        self._document, self._pictures = document, pictures
        self._styles, self._xml = styles, xml
        self._word: Any = docx.Document()  # its own types are half there
        styles.apply_styles(self._word, document.language)
        self._describe()
        self._footer()
        self._anchors = {
            section.entry.id: f"part{number}"
            for number, section in enumerate(document.sections)
            if section.entry
        }

    def saved(self) -> bytes:
        """The container as python-docx writes it."""
        out = io.BytesIO()
        self._word.save(out)
        return out.getvalue()

    def _describe(self) -> None:
        """A title and a day; no author, no program's version, no preview picture."""
        about = self._word.core_properties
        about.title, about.language = self._document.title, self._document.language
        about.author = about.last_modified_by = about.comments = about.keywords = ""
        made = datetime.fromisoformat(self._document.made).replace(tzinfo=UTC)
        about.created = about.modified = made
        about.revision = 1
        package = self._word.part.package
        for name, relation in list(package.rels.items()):
            if relation.reltype.endswith(_LEFT_OUT):
                del package.rels[name]
        for name, relation in list(self._word.part.rels.items()):
            if relation.reltype.endswith(_LEFT_OUT):
                del self._word.part.rels[name]

    def _footer(self) -> None:
        """The footer's sentence and the page number, on every page."""
        paragraph = self._word.sections[0].footer.paragraphs[0]
        if self._document.footer.strip():
            paragraph.add_run(f"{self._document.footer} ")
        for part in re.split(r"(\{pages?\})", phrases.page_of()):
            if part in ("{page}", "{pages}"):
                code = "PAGE" if part == "{page}" else "NUMPAGES"
                paragraph._p.extend(self._xml.field(code, "1"))  # noqa: SLF001
            elif part:
                paragraph.add_run(part)

    def cover(self) -> None:
        """The first page, then the contents where they are wanted, each on a page of its own."""
        document = self._document
        self._text(document.title, "Title")
        self._text(document.subtitle, "Subtitle")
        for fact in document.facts:
            self._text(f"{fact.label}: {fact.value}")
        for note in document.notes:
            self._text(note)
        self._word.add_page_break()
        if document.contents:
            self._contents()

    def _contents(self) -> None:
        """A contents field with its result filled in, so that no reader has to refresh it."""
        self._text(phrases.contents_title(), "TOC Heading")
        lines = [self._word.add_paragraph()._p for _ in self._document.sections]  # noqa: SLF001
        if lines:
            lines[0].extend(self._xml.field_begin(_CONTENTS))
        for number, section in enumerate(self._document.sections):
            title = " ".join(section.title.split())
            lines[number].append(self._xml.link(f"part{number}", title))
        if lines:
            lines[-1].append(self._xml.field_end())
        self._word.add_page_break()

    def section(self, number: int, section: Section) -> None:
        """One section with its heading and all its blocks."""
        title = self._text(section.title, "Heading 1")
        if title is not None:
            self._xml.bookmark(title._p, f"part{number}", number + 1)  # noqa: SLF001
        if section.entry:
            self._text("\n".join(section.entry.lines), self._styles.LINES)
        for level, block in levelled(section):
            self._block(level - 1, block)

    def _block(self, level: int, block: Block) -> None:
        match block:
            case Heading():
                self._text(block.text, f"Heading {level}")
            case Question():
                self._text(block.wording, f"Heading {level}")
                for answer in block.blocks:
                    self._answer(answer)
            case Agenda():
                self._agenda(block)
            case PageBreak():
                self._word.add_page_break()
            case Graph():
                self._graph(block.chart)
            case _:
                self._answer(block)

    def _answer(self, block: AnswerBlock) -> None:
        match block:
            case Paragraph():
                self._text(block.text)
            case ScaleAnswer():
                ends = phrases.scale_ends(block)
                self._text(phrases.scale_value(block) + (f" ({ends})" if ends else ""))
            case Choices():
                for label in block.labels:
                    self._text(label, "List Bullet" if len(block.labels) > 1 else "Normal")
            case Actions():
                rows = [(row.text, row.owner, row.due) for row in block.rows]
                self._table("", phrases.action_headers(), rows, actions=True)
            case Table():
                self._table(block.caption, block.header, block.rows)
            case Note():
                by = phrases.note_by(block.by) if block.by.strip() else ""
                self._text(f"{by}\n\n{block.text}", self._styles.NOTE)

    def _graph(self, chart: Chart) -> None:
        """The picture with its words for those who do not see it, then the words and figures."""
        self._text(chart.title, "Caption")
        picture = self._pictures.get(drawing(chart, INK))
        if picture is not None:
            from docx.shared import Mm

            shape = self._word.add_picture(io.BytesIO(picture), Mm(_TEXT_WIDTH))
            about = shape._inline.docPr  # noqa: SLF001
            about.set("descr", chart.summary)
            about.set("title", chart.title)
        for words in (chart.summary, *chart.notes):
            self._text(words)
        if chart.table.rows:
            self._table("", chart.table.columns, chart.table.rows)

    def _agenda(self, agenda: Agenda) -> None:
        style = self._word.styles["List Number"]
        numbering = self._word.part.numbering_part.element
        number = self._xml.restarted_numbering(numbering, style)
        for item in agenda.items:
            paragraph = self._word.add_paragraph()
            paragraph._p.style = style.style_id  # noqa: SLF001
            properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
            properties.get_or_add_numPr().get_or_add_numId().val = number
            anchor = self._anchors.get(item.entry)
            words = " ".join(item.text.split())
            if anchor:
                paragraph._p.append(self._xml.link(anchor, words))  # noqa: SLF001
            else:
                paragraph.add_run(words)
            for line in item.lines:
                run = paragraph.add_run(f"\n{line}")
                run.font.size = self._word.styles[self._styles.LINES].font.size

    def _table(
        self,
        caption: str,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        actions: bool = False,
    ) -> None:
        self._text(caption, "Caption")
        table = self._word.add_table(rows=0, cols=len(header))
        table._tbl.tblStyle_val = self._ids[self._styles.GRID]  # noqa: SLF001
        for column, share in zip(table.columns, _shares(len(header), actions=actions), strict=True):
            column.width = share
        self._row(table, header, self._styles.CELL_HEADING, ("w:cantSplit", "w:tblHeader"))
        for row in rows:
            self._row(table, row, self._styles.CELL, ())
        self._fill(self._word.add_paragraph(), "", self._styles.CELL)

    def _row(self, table: Any, cells: Sequence[str], style: str, marks: Sequence[str]) -> None:  # noqa: ANN401
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001
        properties.extend(self._xml.element(mark, {}) for mark in marks)
        for cell, words in zip(row.cells, cells, strict=True):
            lines = "\n".join(paragraphs(words))
            self._fill(cell.paragraphs[0], lines, style)

    def _text(self, words: str, style: str = "Normal") -> Any:  # noqa: ANN401
        """Paragraphs of plain text; the last one, or None where there is nothing to say."""
        last = None
        for part in paragraphs(words):
            last = self._fill(self._word.add_paragraph(), part, style)
        return last

    def _fill(self, paragraph: Any, words: str, style: str) -> Any:  # noqa: ANN401
        paragraph._p.style = self._ids[style]  # noqa: SLF001
        run = paragraph.add_run(words)
        if right_to_left(words):
            element = self._xml.element
            paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001
                element("w:bidi", {}), "w:adjustRightInd", "w:spacing", "w:ind", "w:jc", "w:rPr"
            )
            run.font.rtl = True
        return paragraph

    @cached_property
    def _ids(self) -> dict[str, str]:
        """Style ids by name; python-docx searches all styles each time it is given one."""
        return {style.name: style.style_id for style in self._word.styles}


def _pictures(document: Document, watch: Watch) -> dict[str, bytes]:
    """A PNG for each chart's drawing, all made at once; Word shows no SVG everywhere."""
    graphs = [
        block.chart
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Graph)
    ]
    drawings = list(dict.fromkeys(filter(None, (drawing(chart, INK) for chart in graphs))))
    if not drawings:
        return {}
    from reflect_app.exporting.pdf.typesetter import Typesetter

    setter = Typesetter(template=assets.read_text("typst/picture.typ"))
    return dict(zip(drawings, setter.pictures(drawings, document.made, watch), strict=True))


def _shares(count: int, *, actions: bool) -> Sequence[Any]:
    """The widths of a table's columns; what is to be done needs more room than who and when."""
    from docx.shared import Mm

    if actions:
        return [Mm(84), Mm(30), Mm(42)]
    return [Mm(_TEXT_WIDTH / count)] * count
