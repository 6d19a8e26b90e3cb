"""An answer as a reader sees it: labels in place of ids, dates in words, rows as a table."""

from __future__ import annotations

from collections.abc import Iterator

from reflect_app.core import when
from reflect_app.core.entries import Answer
from reflect_app.core.prompts import Question as Asked
from reflect_app.exporting.document import (
    Action,
    Actions,
    AnswerBlock,
    Choices,
    Paragraph,
    Question,
    ScaleAnswer,
    Table,
)
from reflect_app.words import tr


def answered(asked: Asked, value: Answer, names: dict[str, str] | None = None) -> Question | None:
    """The question with its answer, or None where nothing stands in the answer.

    `names` gives the words for ids of other entries, where an answer points at some; one that
    is not among them is called "another entry", since its id tells a reader nothing.
    """
    if value is None or value == "" or value == []:
        return None
    blocks = tuple(_blocks(asked, value, names or {}))
    return Question(asked.id, asked.text, blocks, value) if blocks else None


def _blocks(asked: Asked, value: Answer, names: dict[str, str]) -> Iterator[AnswerBlock]:
    match asked.type:
        case "scale" if isinstance(value, int) and not isinstance(value, bool):
            low, high = int(asked.min or 0), int(asked.max or 10)
            yield ScaleAnswer(value, low, high, asked.min_label, asked.max_label)
        case "choice" | "multi_choice" | "emotions" | "people":
            picked = value if isinstance(value, list) else [value]
            yield Choices(tuple(_label(asked, str(item)) for item in picked))
        case "yes_no":
            yield Choices((tr("Yes") if value else tr("No"),))
        case "date":
            yield Paragraph(when.opening(when.full_day(str(value))))
        case "shift" if isinstance(value, dict):
            yield Paragraph(when.shift(value.get("kind", ""), value.get("start", "")))
        case "actions":
            yield from _actions(value)
        case "options":
            yield from _options(asked, _named(asked, value, names))
        case _:
            yield Paragraph(str(value))


def _label(asked: Asked, choice_id: str) -> str:
    choice = asked.choice(choice_id)
    return choice.label if choice else choice_id


def _rows(value: Answer) -> list[dict[str, str]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _actions(value: Answer) -> Iterator[AnswerBlock]:
    rows = tuple(
        Action(row.get("text", ""), row.get("owner", ""), when.full_day(row.get("due", "")))
        for row in _rows(value)
    )
    if rows:
        yield Actions(rows)


def _options(asked: Asked, rows: list[dict[str, str]]) -> Iterator[AnswerBlock]:
    cells = tuple(tuple(row.get(field.id, "") for field in asked.fields) for row in rows)
    if cells:
        yield Table(tuple(field.label for field in asked.fields), cells)


def _named(asked: Asked, value: Answer, names: dict[str, str]) -> list[dict[str, str]]:
    """The rows, with entries called by their names where the rows point at entries."""
    rows = _rows(value)
    if asked.role != "bring":
        return rows
    unknown = tr("another entry")
    return [
        {**row, "entry": names.get(row["entry"], unknown)} if "entry" in row else row
        for row in rows
    ]
