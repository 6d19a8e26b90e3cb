"""A template as a blank sheet: every question with room to answer it by hand."""

from __future__ import annotations

from collections.abc import Iterator

from reflect_app.core.prompts import DISTRESS_ROLES, Template, distress_line
from reflect_app.core.prompts import Question as Asked
from reflect_app.exporting.document import (
    AnswerBlock,
    Block,
    Boxes,
    Document,
    Note,
    Paragraph,
    Question,
    Rules,
    Section,
    Steps,
)
from reflect_app.words import tr, trn

_LINES = {"long_text": 6, "text": 2, "number": 1, "people": 1, "date": 1, "shift": 1}
_ONLY_PAGE = 20  # lines where there is one place to write and nothing else is long
_ROWS = 3


def blank_sheet(template: Template, made: str, language: str = "en-GB") -> Document:
    """The sheet of a template; `made` is an ISO date. It names nobody and holds no answer."""
    blocks: list[Block] = []
    if template.banner:
        blocks.append(Note(template.banner))
    wordy = sum(asked.type == "long_text" for asked in template.questions)
    for asked in template.questions:
        if asked.notice:
            blocks.append(Note(asked.notice))
        answers = tuple(_answers(asked, alone=wordy == 1))
        blocks.append(Question(asked.id, asked.text, answers))
    return Document(
        title=template.title,
        made=made,
        sections=(Section("", tuple(blocks)),),
        language=language,
        subtitle=_subtitle(template),
        notes=(
            tr("Leave out whatever you like."),
            tr("Use this for your learning. Risk and incidents go in the proper record."),
        ),
        footer=tr("Private. If found, please hand to the duty manager, unread."),
        cover=False,
    )


def _subtitle(template: Template) -> str:
    count = template.minutes
    minutes = trn("{count} minute", "{count} minutes", count).format(count=count)
    return tr("{minutes} · {purpose}").format(minutes=minutes, purpose=template.purpose)


def _answers(asked: Asked, *, alone: bool) -> Iterator[AnswerBlock]:
    if asked.role in DISTRESS_ROLES:
        yield Paragraph(distress_line())
    if asked.help:
        yield Paragraph(asked.help)
    if asked.type == "yes_no":
        yield Boxes((tr("Yes"), tr("No")))
    elif asked.type == "scale":
        low = int(asked.min) if asked.min is not None else 0
        high = int(asked.max) if asked.max is not None else 10
        yield Steps(low, high, asked.min_label, asked.max_label)
    elif asked.choices:
        yield Boxes(tuple(choice.label for choice in asked.choices))
    elif asked.type in ("actions", "options"):
        yield from _rows(asked)
    else:
        whole = alone and asked.type == "long_text"
        yield Rules(_ONLY_PAGE if whole else _LINES.get(asked.type, 2))


def _rows(asked: Asked) -> Iterator[AnswerBlock]:
    parts = [part.label for part in asked.fields] or [tr("What"), tr("Who"), tr("By when")]
    for _ in range(_ROWS):
        for part in parts:
            yield Paragraph(part)
            yield Rules(1)
