"""Buttons by the weight of what they do. At most one primary button on a page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

from reflect_app.ui.theme import GAP, ThemeKeeper
from reflect_app.ui.widgets.text import plain_tip


def button(
    text: str,
    clicked: Callable[[], object] | None = None,
    kind: str = "",
    *,
    name: str = "",
    hint: str = "",
) -> QPushButton:
    """A push button. `kind`: "" (plain), primary, quiet, link, danger, big, chip, nav.

    `name` is what a screen reader says, where the text alone would not do; `hint` its longer
    description, shown as a tool tip too.
    """
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setAccessibleName(name or text.replace("&", ""))
    if hint:
        made.setAccessibleDescription(hint)
        made.setToolTip(plain_tip(hint))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(True)  # Enter presses it, as Space does
    if clicked is not None:
        made.clicked.connect(lambda _on=False: clicked())
    return made


def primary(text: str, clicked: Callable[[], object] | None = None) -> QPushButton:
    """The one thing this page is for."""
    return button(text, clicked, "primary")


def chip(text: str, *, on: bool = False) -> QPushButton:
    """A small choice that is on or off."""
    made = button(text, kind="chip")
    made.setCheckable(True)
    made.setChecked(on)
    return made


def switch(
    text: str, switched: Callable[[bool], object], kind: str = "", *, name: str = ""
) -> QPushButton:
    """A button that stays down while something is open, or is so.

    `switched` hears whether it is down by now, by whomever: a screen reader toggles it where a
    person clicks, and Qt then says nothing of a click.
    """
    made = button(text, kind=kind, name=name)
    made.setCheckable(True)
    made.toggled.connect(switched)
    return made


def show_on(button: QAbstractButton, *, on: bool) -> None:
    """Show what is so already: nobody pressed it, and whoever follows it is told nothing."""
    with QSignalBlocker(button):
        button.setChecked(on)


class _Tint(QObject):
    """Lives with a button and keeps its icon in the theme's colour and size."""

    def __init__(self, button: QAbstractButton, theme: ThemeKeeper, icon: str, role: str) -> None:
        super().__init__(button)
        self._button = button
        self._theme = theme
        self._icon = icon
        self._role = role
        theme.changed.connect(self.apply)
        self.apply()

    def apply(self) -> None:
        """Draw the icon for the theme of now."""
        side = self._theme.pixels(20)
        gap = bool(self._button.text())
        self._button.setIcon(self._theme.icon(self._icon, self._role, gap))
        self._button.setIconSize(QSize(round(side * GAP) if gap else side, side))


def add_icon(
    button: QAbstractButton, theme: ThemeKeeper, icon: str, role: str = "text"
) -> Callable[[], None]:
    """Put a theme icon on a button and keep it in step with the theme.

    Returns what draws it anew, for a button whose words come and go.
    """
    return _Tint(button, theme, icon, role).apply


def way_back(theme: ThemeKeeper, text: str, clicked: Callable[[], object]) -> QPushButton:
    """The step at the head of a page that leads to where one came from."""
    made = button(text, clicked, "quiet")
    add_icon(made, theme, "back")
    return made


class IconButton(QToolButton):
    """A button that is only a picture, with the name that says what it does."""

    def __init__(
        self,
        theme: ThemeKeeper,
        icon: str,
        name: str,
        clicked: Callable[[], object] | None = None,
        parent: QWidget | None = None,
        role: str = "text",
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if clicked is not None:
            self.clicked.connect(lambda _on=False: clicked())
        add_icon(self, theme, icon, role)
