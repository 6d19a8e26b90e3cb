"""The report on a period: what it is, what it cannot guard against, then the tables."""

from __future__ import annotations

import csv
import io

from reflect_app.core import when
from reflect_app.core.evaluation.tables import HIDDEN, Tables
from reflect_app.exporting.document import Block, Document, Fact, Paragraph, Section, Table
from reflect_app.words import tr


def report(tables: Tables, period: str, made: str, language: str) -> Document:
    """The document. `made` is an ISO date, `period` such as `2026-Q1`."""
    return Document(
        title=tr("Reflective practice: what people sent"),
        made=made,
        sections=(
            Section(tr("How to read this"), tuple(Paragraph(text) for text in cautions())),
            *(
                Section(table.title, (Table(table.header, table.rows, table.title),))
                for table in tables.tables
            ),
            *_left_out(tables),
        ),
        language=language,
        subtitle=tr("{period}, made on {day}").format(period=period, day=when.day(made)),
        facts=(
            Fact(tr("Period"), period),
            Fact(tr("People, to the nearest 5"), str(tables.people)),
        ),
        notes=(tr("Exploratory, from people who chose to send a row. Not proof of effect."),),
        contents=True,
    )


def cautions() -> tuple[str, ...]:
    """What the report is not, and what it cannot guard against."""
    return (
        tr("This is exploratory. The people in it chose to be in it, so it says nothing about "
           "those who did not, and it is no proof that anything works."),
        tr("{sign} stands for a number that is not told. Numbers of 1 to 7 are never told, nor "
           "anything about a group of fewer than ten people; other numbers are hidden where one "
           "could be worked out from them. All others are rounded to the nearest 5, and shares are "
           "worked out from rounded numbers. 0 means nobody.").format(sign=HIDDEN),
        tr("Medians are whole numbers from 0 to 10, of ten people or more. What people left out "
           "is “not said”."),
        tr("One house or team is nearly always too small to be told of. A region, or several "
           "services together, can be."),
        tr("It cannot guard against somebody who knows some of the answers already, who puts it "
           "together with other figures, or who is among the people in it."),
        tr("It cannot guard against whoever holds the rows themselves. The list of earlier sets "
           "keeps two sets that are almost alike from being made by accident; it does not stop the "
           "person who keeps it."),
        tr("A row is not signed, since a signature would say whose it is. Nobody can prove that a "
           "row is true, or that one person sent only one."),
        tr("Somebody who takes their row back is left out of tables made after that. Tables that "
           "were already made stay as they are."),
        tr("Never use this to rate a worker, a house or a team."),
    )  # fmt: skip


def as_csv(tables: Tables, document: Document) -> bytes:
    """Every figure in a row of its own, the cautions first; UTF-8 with a mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow((tr("Table"), tr("Row"), tr("Column"), tr("Figure")))
    for text in (*document.notes, *cautions()):
        writer.writerow((tr("How to read this"), "", "", text))
    for fact in document.facts:
        writer.writerow((fact.label, "", "", fact.value))
    for table in tables.tables:
        for row in table.rows:
            for heading, figure in zip(table.header[1:], row[1:], strict=True):
                writer.writerow((table.title, row[0], heading, figure))
    for title in tables.left_out:
        writer.writerow((title, "", "", tr("left out")))
    return out.getvalue().encode("utf-8-sig")


def _left_out(tables: Tables) -> tuple[Section, ...]:
    if not tables.left_out:
        return ()
    blocks: list[Block] = [
        Paragraph(tr("These tables would have given somebody away, so they are not here.")),
        *(Paragraph(title) for title in tables.left_out),
    ]
    return (Section(tr("Left out"), tuple(blocks)),)
