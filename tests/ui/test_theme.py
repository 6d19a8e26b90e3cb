"""Every theme: whole, legible (WCAG 2.2 AA), and followed by what is on the screen."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from reflect_app.assets import root
from reflect_app.ui.theme import CHOICES, SCALES, Theme, ThemeKeeper, theme_names
from reflect_app.ui.widgets.buttons import add_icon

THEMES = ("light", "dark", "contrast")
TEXT = [
    *product(("text", "muted", "accent", "danger", "warn", "faint"), ("window", "page", "card")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_soft", "soft"),
    ("text", "hover"),
    ("muted", "hover"),
    ("accent", "hover"),
    ("danger", "danger_soft"),
    ("warn", "warn_soft"),
    ("good", "good_soft"),
]
EDGES = [
    *product(("border", "focus", "accent"), ("window", "page", "card")),
]


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(x) for x in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: Theme, one: str, other: str) -> float:
    light, dark = sorted(
        (luminance(QColor(theme.colours[name])) for name in (one, other)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_text_and_edges_can_be_seen(name: str) -> None:
    theme = Theme.load(root() / "themes" / f"{name}.toml")
    least = 7.0 if name == "contrast" else 4.5
    poor = [pair for pair in TEXT if contrast(theme, *pair) < least]
    poor += [pair for pair in EDGES if contrast(theme, *pair) < 3.0]
    assert poor == []


def test_every_theme_has_the_same_colours_and_marks() -> None:
    themes = [Theme.load(root() / "themes" / f"{name}.toml") for name in THEMES]
    assert len({frozenset(theme.colours) for theme in themes}) == 1
    assert len({frozenset(p.name for p in theme.folder.iterdir()) for theme in themes}) == 1
    assert set(theme_names()) == set(CHOICES)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", THEMES)
def test_the_sheet_fills_every_name(name: str, scale: int, qtbot: QtBot) -> None:
    keeper = ThemeKeeper(root())
    keeper.choose(name, scale)
    assert keeper.theme.name == name
    assert "$" not in keeper.sheet()


def test_text_grows_with_the_scale_and_stays_in_bounds(qtbot: QtBot) -> None:
    keeper = ThemeKeeper(root())
    normal = keeper.points("body")
    keeper.choose(scale=200)
    assert keeper.points("body") == pytest.approx(2 * normal)
    keeper.choose(scale=900)
    assert keeper.scale == 200
    keeper.choose("no such theme")
    assert keeper.choice == "system"


def test_icons_follow_the_theme(qtbot: QtBot) -> None:
    keeper = ThemeKeeper(root())
    button = QPushButton()
    qtbot.addWidget(button)
    keeper.choose("light")
    add_icon(button, keeper, "lock")

    def ink() -> QColor:
        image = button.icon().pixmap(40).toImage()
        dots = ((x, y) for x in range(image.width()) for y in range(image.height()))
        return next(
            image.pixelColor(x, y) for x, y in dots if image.pixelColor(x, y).alpha() == 255
        )

    light = ink()
    keeper.choose("dark")
    assert luminance(ink()) > luminance(light) + 0.4


def test_every_icon_draws_something(qtbot: QtBot) -> None:
    keeper = ThemeKeeper(root())
    for path in (root() / "icons" / "ui").glob("*.svg"):
        image = keeper.icon(path.stem).pixmap(20).toImage()
        assert any(
            image.pixelColor(x, y).alpha()
            for x in range(image.width())
            for y in range(image.height())
        ), path.name
