"""An entry as a terminal shows it: questions with the answers beneath, in words."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from reflect_app.core import when
from reflect_app.core.contacts import who_line
from reflect_app.core.entries import Comment, Entry, EntrySummary
from reflect_app.core.prompts import Question, Template, title_of
from reflect_app.core.shares import InboxItem, purpose_line
from reflect_app.words import tr

_WIDTH = 88


def entry_text(entry: Entry, template: Template) -> str:
    """One entry for people."""
    lines = [title_of(template, entry.answers), when.opening(when.instant(entry.event))]
    if entry.shift is not None:
        lines.append(when.shift_line(entry.shift))
    if entry.tags:
        lines.append(tr("Tags: {tags}").format(tags=", ".join(entry.tags)))
    if entry.marked:
        lines.append(tr("Marked for you to bring. Marking sends nothing."))
    if entry.deleted:
        said = tr("In the bin since {moment}. “reflect undelete” takes it out again.")
        lines.append(said.format(moment=when.instant(entry.deleted)))
    for question in template.questions:
        marked = question.id in entry.marked_questions
        if question.id in entry.answers or marked:
            lines += ["", question.text]
            lines += [tr("(marked for you to bring)")] if marked else []
        if question.id in entry.answers:
            lines += _answer(question, entry.answers[question.id])
    return "\n".join([*lines, *comments_lines(entry.comments)])


def item_text(item: InboxItem) -> str:
    """Something that was shared, for people: who, when, and the fields that were chosen."""
    confirmed = "" if item.sender.confirmed else tr(" (not confirmed)")
    lines = [
        item.title,
        tr("From {who}").format(who=who_line(item.sender.name, item.sender.agency)) + confirmed,
        when.opening(when.instant(item.event)),
        *filter(None, [purpose_line(item.purpose)]),
        *filter(None, [signed_line(item)]),
        tr("Can be read until {day}.").format(day=when.day(item.expires)) if item.expires else "",
    ]
    for part in item.fields:
        lines += ["", part.question.text, *_answer(part.question, part.value)]
    return "\n".join([*lines, *comments_lines(item.comments)])


def signed_line(item: InboxItem) -> str:
    """Whether the reader signed it, or how they could; "" for what is not signed at all."""
    if not item.may_be_signed:
        return ""
    if item.is_signed:
        return tr("Signed by your key on {day}.").format(day=when.day(item.signed))
    return tr("You can sign it as it stands: “reflect countersign {id}”.").format(id=item.id)


def comments_lines(comments: Sequence[Comment]) -> list[str]:
    """What was written beside an entry, each with its writer and field."""
    lines = []
    for said in comments:
        named = tr("{author}, beside “{field}”:").format(author=said.author, field=said.field)
        whole = tr("{author} wrote:").format(author=said.author)
        lines += ["", named if said.field else whole, *_wrapped(said.text)]
    return lines


def summaries_text(entries: tuple[EntrySummary, ...], total: int) -> str:
    """A list for people: day, id, title, and the beginning of what was written."""
    rows = [
        f"{found.event[:16].replace('T', ' ')}  {found.id}  {found.title}"
        + ("  *" if found.marked else "")
        + (f"\n    {found.snippet[:_WIDTH]}" if found.snippet else "")
        for found in entries
    ]
    shown = tr("{shown} of {total}").format(shown=len(entries), total=total)
    return "\n".join([*rows, shown])


def _answer(question: Question, value: Any) -> list[str]:  # noqa: ANN401  any answer
    if isinstance(value, bool):
        return ["  " + (tr("Yes") if value else tr("No"))]
    if isinstance(value, str):
        return _wrapped(_label(question, value))
    if isinstance(value, dict):
        return ["  " + " ".join(str(part) for part in value.values())]
    if isinstance(value, list):
        rows = [item if isinstance(item, dict) else _label(question, item) for item in value]
        return [
            "  - " + ("; ".join(filter(None, row.values())) if isinstance(row, dict) else row)
            for row in rows
        ]
    return [f"  {value}"]


def _label(question: Question, value: str) -> str:
    found = question.choice(value)
    return value if found is None else found.label


def _wrapped(text: str) -> list[str]:
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines += textwrap.wrap(paragraph, _WIDTH) or [""]
    return ["  " + line for line in lines]
