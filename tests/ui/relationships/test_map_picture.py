"""The map: nearer is warmer, and nothing of it needs colour."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF
from pytestqt.qtbot import QtBot

from reflect_app.core.charts import Table
from reflect_app.core.relationships import RelationshipMap, Tie
from reflect_app.ui.relationships.map_picture import MapPicture, more_line
from reflect_app.ui.theme import ThemeKeeper

AREA = QRectF(0, 0, 600, 600)


def tie(person: str, warmth: float | None, *, wary: bool = False, few: bool = False) -> Tie:
    closeness = None if warmth is None else warmth / 10
    return Tie(person, 6, "2026-03-01", warmth, 8, None, closeness, 3, wary, few)


def drawn(*ties: Tie) -> RelationshipMap:
    return RelationshipMap(ties, Table(("Person",)), "Heron: 6 entries.")


def picture(theme: ThemeKeeper, *ties: Tie) -> MapPicture:
    return MapPicture(theme, drawn(*ties))


def away(shown: MapPicture, place: int) -> float:
    return QLineF(QPointF(AREA.center()), shown.spot(place, AREA)).length()


def test_nearer_is_warmer_and_the_unknown_is_at_the_edge(theme: ThemeKeeper, qtbot: QtBot) -> None:
    shown = picture(theme, tie("Heron", 9), tie("Lantern", 2), tie("Moss", None))
    qtbot.addWidget(shown)
    assert away(shown, 0) < away(shown, 1) < away(shown, 2) + 40
    assert "Heron: 6 entries." in shown.accessibleDescription()
    assert "triangle" in shown.accessibleDescription()


def test_wariness_and_few_entries_are_signs_and_not_colours(
    theme: ThemeKeeper, qtbot: QtBot
) -> None:
    plain, wary, few = (
        picture(theme, tie("Heron", 5)),
        picture(theme, tie("Heron", 5, wary=True)),
        picture(theme, tie("Heron", 5, few=True)),
    )
    for each in (plain, wary, few):
        qtbot.addWidget(each)
    images = [each.image() for each in (plain, wary, few)]
    assert images[0] != images[1]
    assert images[0] != images[2]


def test_the_longest_names_and_very_many(theme: ThemeKeeper, qtbot: QtBot) -> None:
    ties = tuple(tie("W" * 60, n % 11, wary=True) for n in range(40))
    shown = picture(theme, *ties)
    qtbot.addWidget(shown)
    shown.resize(shown.minimumSizeHint())
    assert not shown.grab().isNull()
    assert more_line(drawn(*ties)) == "And 26 more in the table."


def test_a_saved_map_says_how_it_is_read_and_whom_it_leaves_out(
    theme: ThemeKeeper, qtbot: QtBot
) -> None:
    few = picture(theme, *(tie(f"Moss {n}", n % 11) for n in range(14)))
    many = picture(theme, *(tie(f"Moss {n}", n % 11) for n in range(15)))
    for each in (few, many):
        qtbot.addWidget(each)
    assert more_line(drawn(*(tie(f"Moss {n}", 3) for n in range(14)))) == ""
    line = few.fontMetrics().height()
    assert few.image().height() >= 2 * (640 + 3 * line)  # a title and a key of two lines at least
    assert many.image().height() > few.image().height()
