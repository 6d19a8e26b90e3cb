"""Puts the neutral document on a page to read: the reading pane and the preview of a pack.

Everything is inserted as plain text with formats of our own, never as markup, so an entry can
say `<b>` and mean it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QByteArray, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from reflect_app.core.diff import Part, as_text
from reflect_app.exporting.document import (
    Action,
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
)
from reflect_app.exporting.drawing import drawing
from reflect_app.exporting.phrases import action_headers, note_by, scale_ends, scale_value
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.words import tr

_MARGIN = 4
_WIDE = 340
_FINE = 2  # pixels a side for one: sharp on a fine screen too
_IMAGE = QTextDocument.ResourceType.ImageResource.value


class ReadingView(QTextBrowser):
    """Text to read, select and copy; by keyboard too. It follows no link and loads nothing."""

    def __init__(self, theme: ThemeKeeper, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._page: QTextDocument | None = None
        self._coming: QTextDocument | None = None
        self.setProperty("role", "reading")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    @contextmanager
    def fresh(self) -> Iterator[Pen]:
        """Write on an empty page; it is laid out once, at the end."""
        self.clear()
        self.document().setDocumentMargin(_MARGIN)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        yield Pen(cursor, self._theme)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def redraw(self, document: Document, drawn: Callable[[], object]) -> Iterator[None]:
        """Steps that write a document on a page beside the one that shows, and then show it at
        the same place. A newer one ends an older one; `drawn` is called at the end of the newest.
        """
        page = self._coming = QTextDocument(self)
        page.setUndoRedoEnabled(False)
        page.setDocumentMargin(_MARGIN)
        page.setDefaultFont(self.font())
        cursor = QTextCursor(page)
        cursor.beginEditBlock()
        for step in Pen(cursor, self._theme).steps(document):
            if self._coming is not page:
                page.deleteLater()
                return
            yield step
        cursor.endEditBlock()
        self._coming = None
        self._turn_to(page)
        drawn()

    def _turn_to(self, page: QTextDocument) -> None:
        at, before = self.verticalScrollBar().value(), self._page
        self._page = page
        self.setDocument(page)
        if before is not None:
            before.deleteLater()
        # A long page is laid out as far as it is looked at: without this it cannot be come to.
        page.documentLayout().hitTest(
            QPointF(0, at + self.viewport().height()), Qt.HitTestAccuracy.FuzzyHit
        )
        self.verticalScrollBar().setValue(at)

    def wipe(self) -> None:
        """Nothing is written here, and nothing that is being written will be."""
        self._coming = None
        self.clear()


class Pen:
    """Writes blocks at the end of a document, in the sizes and colours of the theme."""

    def __init__(self, cursor: QTextCursor, theme: ThemeKeeper) -> None:
        self._cursor = cursor
        self._theme = theme
        self._begun = False

    def title(self, text: str, level: int = 1) -> None:
        """The name of a page or part; screen readers step from one to the next."""
        size = {1: "title", 2: "heading"}.get(level, "lead")
        self._block(0 if level == 1 else 18, 4, level)
        self._say(text, size=size, weight=QFont.Weight.DemiBold)

    def paragraph(self, text: str) -> None:
        """Plain text with its line breaks."""
        self._block(2, 8, spacing=128)
        self._say(text)

    def small(self, text: str, role: str = "muted") -> None:
        """Small print: dates, tags, marks."""
        self._block(0, 3)
        self._say(text, size="small", role=role)

    def changed(self, parts: Iterable[Part]) -> None:
        """A text with what went struck through and what came underlined. Both stand in brackets
        of their own too: a screen reader says those, and colour plays no part.
        """
        self._block(0, 10)
        for part in parts:
            if part.kind == "same":
                self._say(part.text)
            else:
                self._say(
                    as_text([part]), strike=part.kind == "removed", under=part.kind == "added"
                )

    def document(self, document: Document) -> None:
        """A whole document, part by part, as it would leave."""
        for _ in self.steps(document):
            pass

    def steps(self, document: Document) -> Iterator[None]:
        """The same, a block a step: a long one takes longer than a window may keep still."""
        self.title(document.title)
        if document.subtitle:
            self.small(document.subtitle)
        for fact in document.facts:
            self.small(tr("{label}: {value}").format(label=fact.label, value=fact.value))
        for note in document.notes:
            self.small(note)
        for section in document.sections:
            self._head(section)
            for block in section.blocks:
                self.blocks((block,))
                yield
        if document.footer:
            self._block(22, 0)
            foot = tr("At the foot of every page: {text}").format(text=document.footer)
            self._say(foot, size="small", role="muted")

    def _head(self, section: Section) -> None:
        self.title(section.title, 2)
        if section.entry is not None:
            for line in section.entry.lines:
                self.small(line)

    def blocks(self, blocks: Iterable[Block]) -> None:
        """Whatever comes."""
        for block in blocks:
            if isinstance(block, Question):
                self.question(block)
            elif isinstance(block, Heading):
                self.title(block.text, block.level + 2)
            elif isinstance(block, Agenda):
                for number, item in enumerate(block.items, 1):
                    said = tr("{number}. {text}").format(number=number, text=item.text)
                    self.paragraph("\n".join((said, *(f"    {line}" for line in item.lines))))
            elif isinstance(block, Graph):
                self.graph(block)
            elif not isinstance(block, PageBreak):
                self.answer(block)

    def graph(self, graph: Graph) -> None:
        """A chart: its picture, and the same in words and figures."""
        chart = graph.chart
        self.title(chart.title, 3)
        self._picture(drawing(chart, self._theme.colour("accent").name()))
        for words in (chart.summary, *chart.notes):
            self.paragraph(words)
        if chart.table.rows:
            self._table(chart.table.columns, chart.table.rows)

    def question(self, question: Question, *, marked: bool = False) -> None:
        """The wording, and the answer under it."""
        self._block(16, 2, level=3)
        self._say(question.wording, role="muted", weight=QFont.Weight.DemiBold)
        if marked:
            self.small(tr("Marked to bring"), role="accent")
        for block in question.blocks:
            self.answer(block)

    def answer(self, block: AnswerBlock) -> None:
        """One part of an answer."""
        if isinstance(block, Paragraph):
            self.paragraph(block.text)
        elif isinstance(block, ScaleAnswer):
            self.paragraph(scale_value(block))
            if ends := scale_ends(block):
                self.small(ends)
        elif isinstance(block, Choices):
            self.paragraph(" · ".join(block.labels))
        elif isinstance(block, Actions):
            self._table(action_headers(), [_cells(row) for row in block.rows])
        elif isinstance(block, Table):
            self._table(block.header, block.rows)
        elif isinstance(block, Note):
            self.small(note_by(block.by) if block.by else "")
            self.paragraph(block.text)

    def _picture(self, source: str) -> None:
        """An SVG of our own, as wide as the narrowest preview; none where there is none."""
        if not source:
            return
        from PySide6.QtSvg import QSvgRenderer  # after the first paint

        drawn = QSvgRenderer(QByteArray(source.encode()))
        size = drawn.defaultSize()
        size.scale(self._theme.pixels(_WIDE), size.height(), Qt.AspectRatioMode.KeepAspectRatio)
        image = QImage(size * _FINE, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        drawn.render(painter)
        painter.end()
        shape = QTextImageFormat()
        shape.setWidth(size.width())
        shape.setHeight(size.height())
        shape.setName(f"chart:{hash(source)}")
        self._cursor.document().addResource(_IMAGE, QUrl(shape.name()), image)
        self._block(4, 4)
        self._cursor.insertImage(shape)

    def _block(self, above: int, below: int, level: int = 0, spacing: int = 115) -> None:
        shape = QTextBlockFormat()
        shape.setTopMargin(self._theme.pixels(above))
        shape.setBottomMargin(self._theme.pixels(below))
        shape.setLineHeight(spacing, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setHeadingLevel(level)
        if self._begun:
            self._cursor.insertBlock(shape)
        else:
            self._cursor.setBlockFormat(shape)
        self._begun = True

    def _say(
        self,
        text: str,
        size: str = "body",
        role: str = "text",
        weight: QFont.Weight = QFont.Weight.Normal,
        *,
        strike: bool = False,
        under: bool = False,
    ) -> None:
        look = QTextCharFormat()
        look.setFontStrikeOut(strike)
        look.setFontUnderline(under)
        look.setFontPointSize(self._theme.points(size))
        look.setFontWeight(weight)
        look.setForeground(self._theme.colour(role))
        # A line separator keeps one paragraph's lines in one block.
        self._cursor.insertText(text.replace("\r\n", "\n").replace("\n", "\u2028"), look)

    def _table(self, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
        rows = list(rows)
        shape = QTextTableFormat()
        shape.setCellPadding(5)
        shape.setCellSpacing(0)
        shape.setBorder(1)
        shape.setBorderBrush(self._theme.colour("line"))
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderCollapse(True)
        shape.setHeaderRowCount(1)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table = self._cursor.insertTable(len(rows) + 1, len(header), shape)
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.DemiBold)
        for across, words in enumerate(header):
            table.cellAt(0, across).firstCursorPosition().insertText(words, bold)
        for down, row in enumerate(rows, 1):
            for across, words in enumerate(row):
                table.cellAt(down, across).firstCursorPosition().insertText(words)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)


def _cells(row: Action) -> tuple[str, str, str]:
    return (row.text, row.owner, row.due)
