"""A printable document as plain JSON for the typst template, every word shown.

The template lays out and adds no text of its own, so that what can be read in a PDF is what
stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reflect_app.core.charts import Chart
from reflect_app.exporting import phrases
from reflect_app.exporting.document import (
    Actions,
    Agenda,
    AnswerBlock,
    Block,
    Boxes,
    Choices,
    Document,
    Graph,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Question,
    Rules,
    ScaleAnswer,
    Section,
    Steps,
    Table,
)
from reflect_app.exporting.drawing import INK, drawing
from reflect_app.exporting.outline import levelled
from reflect_app.exporting.pdf.glyphs import right_to_left
from reflect_app.exporting.plain import paragraphs

Node = dict[str, Any]
_MOST_STEPS = 21
# A cell longer than this may be parted by a page's end; shorter rows stay in one piece.
_LONG_CELL = 600


def document_tree(document: Document) -> Node:
    """The whole document, ready for `json.dumps`."""
    return _Tree().document(document)


def _run(text: str) -> Node:
    return {"text": text, "rtl": right_to_left(text)}


class _Tree:
    """Walks a document once."""

    def __init__(self) -> None:
        self._entries: set[str] = set()
        self._makers: dict[type, Callable[[Any], Node]] = {
            Paragraph: lambda block: self._paragraphs(block.text),
            ScaleAnswer: self._scale,
            Choices: lambda block: {
                "kind": "choices",
                "labels": [_run(label) for label in block.labels],
            },
            Actions: self._actions,
            Table: self._table,
            Agenda: self._agenda,
            Note: self._note,
            Rules: lambda block: {"kind": "rules", "count": block.count},
            Steps: self._steps,
            Boxes: lambda block: {
                "kind": "boxes",
                "labels": [_run(label) for label in block.labels],
            },
            Graph: lambda block: self._graph(block.chart),
            PageBreak: lambda _: {"kind": "page-break"},
        }

    def document(self, document: Document) -> Node:
        self._entries = {section.entry.id for section in document.entries() if section.entry}
        return {
            "language": document.language,
            "title": document.title,
            "subtitle": document.subtitle,
            "facts": [[fact.label, _run(fact.value)] for fact in document.facts],
            "notes": list(document.notes),
            "footer": document.footer,
            "page": phrases.page_of(),
            "on-page": phrases.on_page(),
            "cover": document.cover,
            "contents": phrases.contents_title() if document.contents else "",
            "sections": [self._section(section) for section in document.sections],
        }

    def _section(self, section: Section) -> Node:
        lines = section.entry.lines if section.entry else ()
        return {
            "title": _run(section.title),
            "lines": list(lines),
            "entry": section.entry.id if section.entry else "",
            "blocks": [self._block(level, block) for level, block in levelled(section)],
        }

    def _block(self, level: int, block: Block) -> Node:
        # Typst counts its headings from the sections down: the title is no heading there.
        if isinstance(block, Heading):
            return {"kind": "heading", "level": level - 1, "text": _run(block.text)}
        if isinstance(block, Question):
            return {
                "kind": "question",
                "level": level - 1,
                "text": _run(block.wording),
                "blocks": [self._answer(answer) for answer in block.blocks],
            }
        return self._answer(block)

    def _answer(self, block: AnswerBlock | Agenda | Graph | PageBreak) -> Node:
        return self._makers[type(block)](block)

    def _paragraphs(self, text: str) -> Node:
        return {"kind": "text", "paragraphs": [_run(part) for part in paragraphs(text)]}

    def _scale(self, scale: ScaleAnswer) -> Node:
        steps = scale.max - scale.min + 1
        return {
            "kind": "scale",
            "value": phrases.scale_value(scale),
            "ends": phrases.scale_ends(scale),
            "steps": steps if 1 < steps <= _MOST_STEPS else 0,
            "at": scale.value - scale.min,
        }

    def _steps(self, steps: Steps) -> Node:
        return {
            "kind": "steps",
            "numbers": [str(number) for number in range(steps.min, steps.max + 1)],
            "ends": phrases.scale_ends(steps),
        }

    def _actions(self, actions: Actions) -> Node:
        rows = tuple((row.text, row.owner, row.due) for row in actions.rows)
        return self._grid("actions", phrases.action_headers(), rows, "")

    def _table(self, table: Table) -> Node:
        return self._grid("table", table.header, table.rows, table.caption)

    def _grid(
        self, kind: str, header: tuple[str, ...], rows: Sequence[tuple[str, ...]], caption: str
    ) -> Node:
        return {
            "kind": kind,
            "caption": caption,
            "header": list(header),
            "rows": [
                {
                    "cells": [_run(cell) for cell in row],
                    "whole": max(map(len, row), default=0) < _LONG_CELL,
                }
                for row in rows
            ],
        }

    def _agenda(self, agenda: Agenda) -> Node:
        return {
            "kind": "agenda",
            "items": [
                {
                    "text": _run(item.text),
                    "lines": [_run(line) for line in item.lines],
                    "entry": item.entry if item.entry in self._entries else "",
                }
                for item in agenda.items
            ],
        }

    def _graph(self, chart: Chart) -> Node:
        columns, rows = chart.table.columns, chart.table.rows
        return {
            "kind": "graph",
            "title": _run(chart.title),
            "picture": drawing(chart, INK),
            "alt": chart.summary,
            "paragraphs": [_run(part) for part in (chart.summary, *chart.notes)],
            "table": self._grid("table", columns, rows, "") if rows else None,
        }

    def _note(self, note: Note) -> Node:
        return {
            "kind": "note",
            "by": phrases.note_by(note.by) if note.by.strip() else "",
            "paragraphs": [_run(part) for part in paragraphs(note.text)],
        }
