"""JSON for other programs; the shape is published in `resources/schemas/pack.schema.json`.

Entries and their fields are named as `reflect preview --json` names them. `value` is the
answer as stored; `shown` is what a reader of the other formats sees, where that says more.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from reflect_app.exporting import phrases
from reflect_app.exporting.document import (
    Actions,
    Agenda,
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
from reflect_app.exporting.readback import ReadBackError
from reflect_app.exporting.watch import UNWATCHED, Watch, stop_if_cancelled
from reflect_app.words import tr

FORMAT = "reflect-document"
VERSION = 1

Node = dict[str, Any]


class Format:
    """The JSON writer."""

    name = "json"
    suffix = ".json"

    @property
    def label(self) -> str:
        """What a list of formats calls it."""
        return tr("JSON, for other programs")

    def write(self, document: Document, watch: Watch = UNWATCHED) -> bytes:
        """UTF-8, indented, in the document's own order."""
        stop_if_cancelled(watch)
        tree = _document(document)
        data = (json.dumps(tree, ensure_ascii=False, indent=2) + "\n").encode()
        if json.loads(data) != tree:
            raise ReadBackError
        return data


def _document(document: Document) -> Node:
    return {
        "format": FORMAT,
        "version": VERSION,
        "title": document.title,
        "subtitle": document.subtitle,
        "language": document.language,
        "made": document.made,
        "facts": [{"label": fact.label, "value": fact.value} for fact in document.facts],
        "notes": list(document.notes),
        "footer": document.footer,
        "sections": [_section(part) for part in document.sections if part.entry is None],
        "entries": [_entry(section) for section in document.entries()],
    }


def _section(section: Section) -> Node:
    return {"title": section.title, "blocks": [_block(block) for block in section.blocks]}


def _entry(section: Section) -> Node:
    entry = section.entry
    assert entry is not None
    fields = [block for block in section.blocks if isinstance(block, Question)]
    others = [block for block in section.blocks if not isinstance(block, Question)]
    return {
        "id": entry.id,
        "template": entry.template,
        "template_title": entry.template_title,
        "title": section.title,
        "lines": list(entry.lines),
        "marked": entry.marked,
        "fields": [_field(question) for question in fields],
        "blocks": [_block(block) for block in others],
    }


def _field(question: Question) -> Node:
    """One answer. What the value already says is not said again: it stands in the file once."""
    node: Node = {"id": question.field, "question": question.wording, "value": question.value}
    shown = [_block(block) for block in question.blocks if not _is_said(block, question)]
    columns = [list(block.header) for block in question.blocks if isinstance(block, Table)]
    if columns:
        node["columns"] = columns[0]
    return {**node, "shown": shown} if shown else node


def _is_said(block: object, question: Question) -> bool:
    if isinstance(block, Paragraph):
        return block.text == question.value
    if isinstance(block, Choices):
        return list(block.labels) == question.value
    return isinstance(block, Actions | Table) and isinstance(question.value, list)


def _block(block: object) -> Node:
    return _MAKERS[type(block)](block)


def _scale(block: ScaleAnswer) -> Node:
    return {
        "kind": "scale",
        "value": block.value,
        "min": block.min,
        "max": block.max,
        "min_label": block.min_label,
        "max_label": block.max_label,
        "text": phrases.scale_value(block),
    }


_MAKERS: dict[type, Callable[[Any], Node]] = {
    Heading: lambda block: {"kind": "heading", "level": block.level, "text": block.text},
    Paragraph: lambda block: {"kind": "text", "text": block.text},
    Question: lambda block: {"kind": "question", **_field(block)},
    ScaleAnswer: _scale,
    Choices: lambda block: {"kind": "choices", "labels": list(block.labels)},
    Actions: lambda block: {
        "kind": "actions",
        "rows": [{"text": row.text, "owner": row.owner, "due": row.due} for row in block.rows],
    },
    Table: lambda block: {
        "kind": "table",
        "caption": block.caption,
        "header": list(block.header),
        "rows": [list(row) for row in block.rows],
    },
    Agenda: lambda block: {
        "kind": "agenda",
        "items": [
            {"text": item.text, "lines": list(item.lines), "entry": item.entry}
            for item in block.items
        ],
    },
    Note: lambda block: {"kind": "note", "text": block.text, "by": block.by},
    Graph: lambda block: {
        "kind": "chart",
        "title": block.chart.title,
        "summary": block.chart.summary,
        "notes": list(block.chart.notes),
        "header": list(block.chart.table.columns),
        "rows": [list(row) for row in block.chart.table.rows],
    },
    PageBreak: lambda _: {"kind": "page-break"},
}
