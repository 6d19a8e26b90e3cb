"""A chart in a document: its words and figures in every format, its picture where one is drawn."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import page
import pytest

from reflect_app.core.charts import Bar, Chart, Line, Point, Spread, Table
from reflect_app.exporting.document import Document, Graph, Section
from reflect_app.exporting.drawing import INK, drawing
from reflect_app.exporting.writers import format_names, writer_for
from tests.exporting.making import pack

POINTS = tuple(Point(f"2026-11-{day:02d}", day % 11) for day in range(1, 29, 3))
TABLE = Table(("Day", "Score"), (("2026-11-01", "1"), ("2026-11-28", "6")))
LINES = Chart(
    "distress", "lines", "How heavy it felt", 10, "Ten entries; highest 10.", TABLE,
    lines=(Line("a", "one", POINTS), Line("b", "two", POINTS[::-1])), notes=("A remark.",),
)  # fmt: skip
BARS = Chart(
    "feelings", "bars", "Feelings", 9, "Most often: tense.", TABLE,
    bars=tuple(Bar(str(count), "tense", count) for count in (12, 5, 1)),
)  # fmt: skip
SPREADS = Chart(
    "by-shift", "spreads", "By shift", 9, "Night: middle 4.", TABLE,
    spreads=(Spread("n", "Night", 6, 2, 4, 9), Spread("d", "Day", 3, 1, 1, 1)),
)  # fmt: skip
CHARTS = (LINES, BARS, SPREADS)
DOCUMENT: Document = replace(
    pack(1), sections=(Section("The month", tuple(Graph(chart) for chart in CHARTS)),)
)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.kind)
def test_a_drawing_is_numbers_alone_and_stays_inside(chart: Chart) -> None:
    svg = drawing(chart, INK)
    root = ET.fromstring(svg)  # our own text
    assert not "".join(root.itertext()).strip()
    assert {node.tag.rpartition("}")[2] for node in root.iter()} <= {
        "svg", "g", "path", "rect", "circle",
    }  # fmt: skip
    for node in root.iter("{http://www.w3.org/2000/svg}circle"):
        assert 0 < float(node.get("cx", "-1")) < 640
        assert 0 < float(node.get("cy", "-1")) < 190
    for node in root.iter("{http://www.w3.org/2000/svg}rect"):
        assert 0 < float(node.get("x", "-1")) + float(node.get("width", "0")) <= 640


def test_higher_scores_stand_higher_and_longer_bars_first() -> None:
    heights = [float(found) for found in re.findall(r'cy="([\d.]+)"', drawing(LINES))]
    assert heights[3] < heights[0]  # ten, against one
    widths = [float(found) for found in re.findall(r'width="([\d.]+)" height', drawing(BARS))]
    assert widths == sorted(widths, reverse=True)
    assert widths[1] / widths[0] == pytest.approx(5 / 12, rel=0.01)


def test_too_few_entries_are_not_drawn() -> None:
    few = replace(LINES, count=4)
    assert drawing(few) == ""
    document = replace(DOCUMENT, sections=(Section("", (Graph(few),)),))
    assert b"<svg" not in writer_for("html").write(document)
    with zipfile.ZipFile(io.BytesIO(writer_for("docx").write(document))) as inside:
        assert not [name for name in inside.namelist() if "media" in name]
    assert writer_for("pdf").write(document)


@pytest.mark.parametrize("name", format_names())
def test_words_and_figures_are_in_every_format(name: str) -> None:
    data = writer_for(name).write(DOCUMENT)  # each reads its file back against the document
    if name in ("md", "html", "json"):
        for chart in CHARTS:
            assert data.decode().count(chart.title) >= 1
            assert chart.summary in data.decode()


def test_the_picture_says_what_it_shows() -> None:
    pdf = writer_for("pdf").write(DOCUMENT)
    for profile in ("ua1", "2a"):
        assert not page.validate_pdf_bytes(pdf, profile=profile).failures
    html = writer_for("html").write(DOCUMENT).decode()
    assert re.findall(r'role="img" aria-label="([^"]*)"', html) == [
        chart.summary for chart in CHARTS
    ]
    with zipfile.ZipFile(io.BytesIO(writer_for("docx").write(DOCUMENT))) as inside:
        body = inside.read("word/document.xml").decode()
        pictures = [name for name in inside.namelist() if name.startswith("word/media/")]
        assert all(inside.read(name).startswith(b"\x89PNG") for name in pictures)
    assert len(pictures) == 3
    assert re.findall(r'descr="([^"]*)"', body) == [chart.summary for chart in CHARTS]


def test_the_same_charts_give_the_same_bytes() -> None:
    for name in ("docx", "html"):
        assert writer_for(name).write(DOCUMENT) == writer_for(name).write(DOCUMENT)
