"""The learning portfolio: accounts in the order and under the headings of one body.

It is a help towards a body's own form and never stands in for it; it says so on its cover. The
same tree gives every format; `as_csv` lays it out with one account a row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reflect_app.core import when
from reflect_app.core.charts import FORMULA
from reflect_app.core.learning.accounts import Account, account_of, in_words, totals
from reflect_app.core.learning.bodies import Body
from reflect_app.exporting.answers import answered
from reflect_app.exporting.document import (
    Block,
    Choices,
    Document,
    EntryRef,
    Fact,
    Question,
    Section,
    Table,
)
from reflect_app.exporting.pack import Chosen
from reflect_app.words import tag, tr

_CONTENTS_FROM = 7


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Everything it may say. Each account holds only the answers that leave; `made` is an ISO
    date; `writer` stands on the cover where the person ticked it.
    """

    body: Body
    accounts: tuple[Chosen, ...]
    made: str
    language: str = field(default_factory=tag)
    writer: str = ""


def learning_portfolio(content: Portfolio) -> Document:
    """The document: a dated list with its sums, then the accounts one by one."""
    counted = [
        account_of(chosen.entry.id, chosen.entry.event[:10], chosen.entry.answers)
        for chosen in content.accounts
    ]
    sums = totals(counted)
    facts = [Fact(tr("From"), content.writer)] if content.writer else []
    facts += [
        Fact(tr("Written for"), str(content.body.full_name)),
        Fact(tr("Accounts"), str(sums.accounts)),
        Fact(tr("Hours"), in_words(sums.hours)),
        Fact(tr("Of those, with other people"), in_words(sums.participatory)),
    ]
    return Document(
        title=tr("Learning accounts"),
        made=content.made,
        sections=(
            Section(tr("All accounts"), (_list(content.accounts, counted),)),
            *_sections(content, counted),
        ),
        language=content.language,
        subtitle=when.opening(when.full_day(content.made)),
        facts=tuple(facts),
        notes=(
            str(content.body.form),
            tr("Nobody should be recognisable from this: not a resident, a colleague or a place."),
        ),
        footer=tr("Private. If found, please hand to the duty manager, unread."),
        contents=len(counted) >= _CONTENTS_FROM,
    )


def headings_of(body: Body) -> tuple[tuple[str, str], ...]:
    """The body's headings by question, in its order."""
    return tuple((field.question, str(field.heading)) for field in body.fields)


def as_csv(document: Document, headings: Sequence[tuple[str, str]]) -> bytes:
    """One account a row, a column for each heading; UTF-8 with a mark, so that every spreadsheet
    reads it. Numbers and dates stay as they were given. A cell that a spreadsheet would run as a
    formula is led by an apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([heading for _, heading in headings])
    for section in document.entries():
        asked = {block.field: block for block in section.blocks if isinstance(block, Question)}
        writer.writerow([_cell(asked.get(field)) for field, _ in headings])
    return out.getvalue().encode("utf-8-sig")


def _cell(question: Question | None) -> str:
    if question is None:
        return ""
    picked = [
        label for block in question.blocks if isinstance(block, Choices) for label in block.labels
    ]
    value = question.value
    if picked:
        text = "; ".join(picked)
    elif isinstance(value, int | float):
        return in_words(value)
    else:
        text = str(value or "")
    return "'" + text if text.startswith(FORMULA) else text


def _list(accounts: Sequence[Chosen], counted: Sequence[Account]) -> Table:
    rows = [
        (
            when.day(account.day),
            _kind(chosen),
            in_words(account.hours) if account.hours else "",
            in_words(account.participatory) if account.participatory else "",
        )
        for chosen, account in zip(accounts, counted, strict=True)
    ]
    sums = totals(counted)
    rows.append((tr("Together"), "", in_words(sums.hours), in_words(sums.participatory)))
    header = (tr("Date"), tr("Kind"), tr("Hours"), tr("Of those, with other people"))
    return Table(header, tuple(rows), tr("Accounts by date, with their hours"))


def _kind(chosen: Chosen) -> str:
    question = chosen.template.question("activity_type")
    choice = (
        question.choice(str(chosen.entry.answers.get("activity_type", ""))) if question else None
    )
    return choice.label if choice else ""


def _sections(content: Portfolio, counted: Sequence[Account]) -> Iterator[Section]:
    pairs = zip(content.accounts, counted, strict=True)
    for number, (chosen, account) in enumerate(pairs, 1):
        blocks: list[Block] = []
        for heading in content.body.fields:
            asked = chosen.template.question(heading.question)
            value = chosen.entry.answers.get(heading.question)
            if asked is None or value is None:
                continue
            question = answered(asked, value)
            if question is not None:
                blocks.append(replace(question, wording=str(heading.heading)))
        yield Section(
            title=tr("Account {number}, {day}").format(number=number, day=when.day(account.day)),
            blocks=tuple(blocks),
            entry=EntryRef(chosen.entry.id, chosen.template.id, chosen.template.title),
        )
