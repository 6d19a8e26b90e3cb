"""Charts as pictures: every kind is drawn, told apart without colour, and has its figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from reflect_app.core.charts import Bar, Chart, Line, Point, Spread, Table
from reflect_app.services.journal import Journal
from reflect_app.ui.charts import bars
from reflect_app.ui.charts.card import ChartCard
from reflect_app.ui.charts.ink import Ink
from reflect_app.ui.charts.thinning import MOST_POINTS, thinned
from reflect_app.ui.pack.look_first import BriefReview
from reflect_app.ui.page import Desk
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.widgets.chart import ChartPicture
from tests.helpers.keys import bring_up, press

LINES = Chart(
    "distress", "lines", "How heavy it felt", 6, "6 entries.", Table(("Day", "How"), (("a", "1"),)),
    lines=tuple(
        Line(name, name, tuple(Point(f"2026-03-{day:02}", day % 9 + n) for day in range(1, 7)))
        for n, name in enumerate(("one", "two", "three"))
    ), low_label="not at all", high_label="very", notes=("A note.",),
)  # fmt: skip
BARS = Chart(
    "feelings", "bars", "Feelings", 3, "3 entries: too few for a pattern.",
    Table(("Feelings", "Entries"), (("=calm", "2"), ("proud", "1"))),
    bars=(Bar("calm", "=calm", 2), Bar("proud", "proud", 1)), high=2,
)  # fmt: skip
SPREADS = Chart(
    "by-shift", "spreads", "By shift", 9, "Night shift…", Table(("Group",), (("Night shift",),)),
    spreads=(Spread("night", "Night shift", 6, 2, 4, 9), Spread("day", "Day shift", 3, 1, 1, 2)),
)  # fmt: skip
EMPTY = Chart("door", "bars", "The office door", 0, "Nothing to show.", Table(("The door",)))


def differing(one: QImage, other: QImage) -> int:
    assert one.size() == other.size()
    return sum(
        one.pixel(x, y) != other.pixel(x, y)
        for x in range(0, one.width(), 3)
        for y in range(0, one.height(), 3)
    )


@pytest.mark.parametrize("chart", [LINES, BARS, SPREADS], ids=lambda chart: chart.kind)
@pytest.mark.parametrize("width", [260, 700])
def test_every_kind_is_drawn(theme: ThemeKeeper, qtbot: QtBot, chart: Chart, width: int) -> None:
    picture = ChartPicture(theme, chart)
    qtbot.addWidget(picture)
    picture.resize(width, picture.heightForWidth(width))
    drawn = picture.grab().toImage()
    blank = QImage(drawn.size(), drawn.format())
    blank.fill(drawn.pixelColor(0, 0))
    assert differing(drawn, blank) > 50
    assert (picture.accessibleName(), picture.accessibleDescription()) == (
        chart.title, chart.summary,
    )  # fmt: skip


def test_lines_differ_without_colour(theme: ThemeKeeper, qapp: QApplication) -> None:
    ink = Ink.of(theme, QFont())
    patterns = [tuple(ink.pen(place).dashPattern()) for place in range(5)]
    assert len(set(patterns)) == 5


def test_an_empty_chart_has_words_and_no_picture(desk: Desk, qtbot: QtBot) -> None:
    card = ChartCard(desk, EMPTY)
    bring_up(qtbot, card)
    assert not card.picture.isVisible()
    assert not card.copy.isVisible()
    assert "Nothing to show." in [label.text() for label in card.findChildren(QLabel)]


def test_the_table_has_the_same_figures(desk: Desk, qtbot: QtBot) -> None:
    card = ChartCard(desk, BARS)
    bring_up(qtbot, card)
    card.show_table.click()
    assert card.table is not None
    model = card.table.model()
    shown = [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]
    assert tuple(shown) == BARS.table.rows
    assert card.table.accessibleName() == "Table: Feelings"
    card.show_table.toggle()  # a screen reader's way
    assert not card.table.isVisible()


def test_small_numbers_are_said_once(desk: Desk, qtbot: QtBot) -> None:
    card = ChartCard(desk, BARS)
    bring_up(qtbot, card)
    said = [label.text() for label in card.findChildren(QLabel)]
    assert sum("too few" in words for words in said) == 1


def test_copied_as_csv_and_said(desk: Desk, qtbot: QtBot) -> None:
    card = ChartCard(desk, BARS)
    bring_up(qtbot, card)
    card.copy.click()
    assert QApplication.clipboard().text().splitlines() == [
        "Feelings,Entries", "'=calm,2", "proud,1",
    ]  # fmt: skip
    assert "Copied." in card.notice.message


def test_saved_as_a_picture(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    card = ChartCard(desk, LINES)
    bring_up(qtbot, card)
    place = tmp_path / "chart.png"
    card.write(place)
    assert QImage(str(place)).width() == 1800
    assert str(place) in card.notice.message
    card.write(tmp_path / "not" / "there.png")
    assert "folder" in card.notice.message


NAMED = replace(
    BARS, table=Table(("Feelings", "Entries"), (("cross with Zebedee Quill", "2"),)),
    bars=(Bar("cross", "cross with Zebedee Quill", 2),), words=("cross with Zebedee Quill",),
)  # fmt: skip


@pytest.fixture
def named(desk: Desk, journal: Journal, qtbot: QtBot) -> ChartCard:
    journal.people.add("Heron")
    QApplication.clipboard().setText("before")
    card = ChartCard(desk, NAMED)
    bring_up(qtbot, card)
    return card


def review(card: ChartCard) -> BriefReview:
    assert card.review is not None
    return card.review


def test_a_name_is_looked_at_before_it_is_copied_by_keyboard(named: ChartCard) -> None:
    named.copy.setFocus()
    press(named, Qt.Key.Key_Space)
    assert QApplication.clipboard().text() == "before"
    looking = review(named)
    box = looking.copy.pointed
    assert box.list.hasFocus()
    assert "Zebedee Quill" in box.where.text()
    assert not looking.go.isEnabled()
    box.word.setCurrentText("Heron")
    press(named, "r")
    assert looking.go.isEnabled()
    assert "cross with Heron" in looking.copy.view.view.toPlainText()
    assert looking.go.hasFocus()
    press(named, Qt.Key.Key_Space)
    assert QApplication.clipboard().text().splitlines() == [
        "Feelings,Entries", "cross with Heron,2",
    ]  # fmt: skip
    assert named.review is None
    assert named.copy.hasFocus()
    assert "Copied." in named.notice.message


def test_nothing_leaves_after_escape(named: ChartCard) -> None:
    named.copy.setFocus()
    press(named, Qt.Key.Key_Space, Qt.Key.Key_Escape)
    assert named.review is None
    assert named.copy.hasFocus()
    assert QApplication.clipboard().text() == "before"


def test_what_is_left_stands_in_the_picture_and_what_is_replaced_does_not(
    named: ChartCard, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    named.write(place := tmp_path / "mine.png")
    assert not place.exists()
    press(named, "l")
    review(named).go.click()
    as_it_is = QImage(str(place))
    named.write(place)
    review(named).copy.pointed.word.setCurrentText("Heron")
    press(named, "r")
    review(named).go.click()
    without = QImage(str(place))
    assert differing(as_it_is, without) > 0
    other = ChartCard(desk, replace(BARS, bars=(Bar("cross", "cross with Heron", 2),)))
    bring_up(qtbot, other)
    other.write(place)
    assert differing(QImage(str(place)), without) == 0


def test_long_lines_keep_their_ends_and_lists_are_cut_for_the_picture_alone() -> None:
    points = tuple(Point(f"{2000 + n // 360}-01-01", n % 11) for n in range(9000))
    long = Chart("d", "lines", "d", 9000, "", Table(("a",)), lines=(Line("d", "d", points),))
    (thin,) = thinned([long])
    assert len(thin.lines[0].points) <= MOST_POINTS
    assert {point.value for point in thin.lines[0].points} >= {0, 10}
    many = Chart(
        "f",
        "bars",
        "f",
        40,
        "",
        Table(("f",)),
        bars=tuple(Bar(str(n), "x", 40 - n) for n in range(40)),
    )
    assert len(bars.rows(many)) == bars.MOST_ROWS
    assert bars.more_line(many) == "And 24 more in the table."
