"""Every layout in every format: checked by machine, in order, with names from everywhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reflect_app.errors import InvalidInputError
from reflect_app.exporting.document import Document, Graph, Note, Table
from reflect_app.exporting.layouts import layout_for, layout_names
from reflect_app.exporting.pack import Chosen, PackContent
from reflect_app.exporting.writers import format_names, writer_for
from tests.exporting.checking import problems
from tests.exporting.every_layout import chosen, document_of, every_layout, made
from tests.exporting.test_drawing import CHARTS
from tests.exporting.test_pack import TEMPLATE, canary, entry_of


def ids(document: Document) -> list[str]:
    return [section.entry.id for section in document.entries() if section.entry]


def test_there_are_the_layouts_that_are_offered() -> None:
    assert layout_names() == ("supervision", "group", "journal", "month")
    assert len({layout_for(name).label for name in layout_names()}) == 4
    with pytest.raises(InvalidInputError, match="no layout"):
        layout_for("scrapbook")


@pytest.mark.parametrize("name", every_layout())
def test_it_conforms_with_names_from_everywhere(name: str, request: pytest.FixtureRequest) -> None:
    count = 500 if request.config.getoption("--long") else 12
    pdf = writer_for("pdf").write(document_of(name, count))
    assert problems(pdf) == []


@pytest.mark.parametrize("name", every_layout())
@pytest.mark.parametrize("form", sorted(set(format_names()) - {"pdf"}))
def test_every_format_reads_back(name: str, form: str) -> None:
    assert writer_for(form).write(document_of(name, 9))  # or ReadBackError


@pytest.mark.parametrize("name", layout_names())
def test_what_was_not_chosen_is_not_in_it(name: str) -> None:
    entries = (
        Chosen(entry_of(1), TEMPLATE, frozenset({"page"})),
        Chosen(entry_of(2), TEMPLATE, frozenset()),
        Chosen(entry_of(3), TEMPLATE, frozenset({"do"})),
    )
    text = writer_for("json").write(made(name, entries)).decode()
    assert canary(1, "page") in text
    assert canary(3, "do") in text
    for absent in (canary(1, "name"), canary(1, "do"), canary(3, "page"), canary(2, "page")):
        assert absent not in text
    assert sorted(ids(made(name, entries))) == ["entry001", "entry003"]


def test_a_journal_runs_forwards_and_says_when() -> None:
    late, early = entry_of(20), entry_of(2)
    early = replace(early, answers={"page": early.answers["page"]})
    document = made("journal", (Chosen(late, TEMPLATE), Chosen(early, TEMPLATE)))
    assert ids(document) == ["entry002", "entry020"]
    first = document.entries()[0]
    assert first.entry is not None
    assert first.entry.lines[1:] == (
        "Night shift from Monday 2 November 2026, 21:30", f"Tags: {canary(2, 'tag')}",
    )  # fmt: skip
    assert isinstance(first.blocks[-1], Note)
    assert document.subtitle == "Tuesday 3 November 2026 to Saturday 21 November 2026"


def test_a_comment_leaves_with_the_answer_it_stands_beside() -> None:
    entry = entry_of(1)
    without = {"name": entry.answers["name"]}
    text = writer_for("md").write(
        made("journal", (Chosen(replace(entry, answers=without), TEMPLATE),))
    )
    assert canary(1, "comment") not in text.decode()


def test_a_month_begins_with_its_own_page() -> None:
    review = Chosen(entry_of(25), replace(TEMPLATE, id="month-review", title="Month review"))
    document = made("month", (Chosen(entry_of(5), TEMPLATE), Chosen(entry_of(3), TEMPLATE), review))
    assert ids(document) == ["entry025", "entry003", "entry005"]
    assert document.subtitle == "November 2026"
    charts, days = document.sections[:2]
    assert [type(block) for block in charts.blocks[1:]] == [Graph] * 3
    table = days.blocks[0]
    assert isinstance(table, Table)
    assert table.rows[0] == ("26 November 2026", "Month review")


def test_a_group_summary_has_no_cover_and_names_nobody() -> None:
    document = made("group", chosen(2))
    assert not document.cover
    assert document.facts == ()


def test_charts_are_where_they_were_ticked_alone() -> None:
    for name in layout_names():
        for charts in ((), CHARTS):
            content = PackContent(chosen(3), "2026-11-12", charts=charts)
            document = layout_for(name).document(content)
            drawn = [b.chart for s in document.sections for b in s.blocks if isinstance(b, Graph)]
            assert drawn == ([] if name == "group" else list(charts))
