"""Charts and maps that leave: a name in a label is found, and goes from all that is read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reflect_app.core.charts import Chart, csv_text
from reflect_app.core.entries import EntryInput
from reflect_app.core.periods import Period
from reflect_app.core.prompts import parse_template
from reflect_app.core.relationships import RelationshipMap
from reflect_app.services.figures import FiguresPreview
from reflect_app.services.journal import Journal
from reflect_app.services.pack_choice import PackRequest, Swap

ALL = Period("all", "all", None, None)
NAME = "Zebedee Quill"
PROMPT = f"""
id = "service:pulls"
version = 1
title = "Pulls"
purpose = "A few words."
minutes = 3

[[questions]]
id = "pull"
type = "multi_choice"
text = "Drawn to?"
role = "pull"
choices = [
  {{ id = "ring", label = "ring {NAME}" }}, {{ id = "wait", label = "wait by the gate" }},
]

[[questions]]
id = "who"
type = "people"
text = "Who?"
"""


@pytest.fixture
def pulls(journal: Journal) -> tuple[str, ...]:
    journal.templates.add(parse_template(PROMPT.encode(), "pulls.toml"))
    journal.people.add("Heron")
    given = EntryInput("service:pulls", {"pull": ["ring", "wait"], "who": ["Heron"]})
    return tuple(journal.entries.write(given).id for _ in range(6))


def walked(journal: Journal, chart: Chart) -> FiguresPreview[Chart]:
    swaps: tuple[Swap, ...] = ()
    while True:
        found = journal.figures.preview(chart.title, chart, chart, swaps)
        if not found.identifiers:
            return found
        (hit, *_) = found.identifiers
        assert hit.was == NAME
        swaps = (*swaps, Swap(hit.was, "Heron", hit.span.type, hit.place))


@pytest.mark.parametrize("id_", ["pull", "pull-by-month"])
def test_a_name_in_a_choice_goes_from_picture_table_and_words(
    journal: Journal, pulls: tuple[str, ...], id_: str
) -> None:
    chart = journal.insights.overview(ALL).chart(id_)
    assert NAME in chart.summary
    found = walked(journal, chart)
    for left in (found.whole, found.drawn):
        assert NAME not in repr(left)
        assert "ring Heron" in repr(left)
        assert left.count == chart.count
    assert found.whole.table != chart.table
    assert "ring Heron" in csv_text(found.whole.table)
    assert NAME not in repr(found.document)
    assert NAME in chart.summary, "what is on the page stays"


def test_what_the_program_says_is_not_looked_at(journal: Journal) -> None:
    """“dan straen” would be taken for somebody called Dan."""
    journal.entries.write(EntryInput("after-shift", {"heavy": 3, "feelings": ["tense", "moved"]}))
    for chart in journal.insights.overview(ALL).charts:
        found = journal.figures.preview(chart.title, chart, chart)
        assert found.identifiers == ()
        assert found.whole == chart


def test_a_map_with_a_real_name_for_a_pseudonym(journal: Journal) -> None:
    for word in ("Heron", "Darren"):
        journal.people.add(word)
        journal.entries.write(EntryInput("relationship-dynamics", {"people": [word], "warmth": 3}))
    shown: RelationshipMap = journal.insights.relationship_map(ALL)
    found = journal.figures.preview("Map", shown, shown)
    (hit,) = found.identifiers
    assert hit.span.text == "Darren"
    swap = Swap(hit.was, "Moss", hit.span.type, hit.place)
    found = journal.figures.preview("Map", shown, shown, (swap,))
    assert found.identifiers == ()
    assert {tie.person for tie in found.drawn.ties} == {"Heron", "Moss"}
    assert "Darren" not in repr(found)
    journal.names.not_a_name("Darren")
    assert journal.figures.preview("Map", shown, shown).identifiers == ()


def test_a_label_is_replaced_as_a_word_and_not_inside_of_others(journal: Journal) -> None:
    chart = Chart("pull", "bars", "Quills", 2, "Quill (2 entries), Quillon.", words=("Quill",),
                  table=journal.insights.overview(ALL).charts[0].table)  # fmt: skip
    journal.names.confirm("Quill")
    (hit,) = journal.figures.preview(chart.title, chart, chart).identifiers
    swaps = (Swap(hit.was, "Heron", hit.span.type, hit.place),)
    found = journal.figures.preview(chart.title, chart, chart, swaps)
    assert found.whole == replace(chart, summary="Heron (2 entries), Quillon.", words=("Heron",))
    assert found.document.title == "Quills"


def test_a_chart_in_a_pack_whose_question_stays_at_home(
    journal: Journal, pulls: tuple[str, ...]
) -> None:
    request = PackRequest(pulls[:1], fields=("who",), charts=("pull",))
    (hit,) = journal.packs.preview(request).identifiers
    assert hit.was == NAME
    swap = Swap(hit.was, "Heron", hit.span.type, hit.place)
    found = journal.packs.preview(replace(request, swaps=(swap,)))
    assert found.identifiers == ()
    assert NAME not in repr(found.document)
    assert "ring Heron" in repr(found.document)
