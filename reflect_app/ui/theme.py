"""How the program looks: colours from `resources/themes`, one type scale, one style sheet.

Fusion is the base style on every platform, with a palette of our own: a desktop's dark setting
does not reach Qt everywhere, and Fusion's own controls are too small.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from string import Template

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from reflect_app.words import tr

CHOICES = ("system", "light", "dark", "contrast")
"""What a person may choose; `system` follows the desktop."""
SCALES = (100, 115, 130, 150, 175, 200)
"""Text sizes offered, per cent."""
STYLE = ("-style", "fusion")
"""For the application's arguments: the same controls on every platform, under our own sheet.

Asking for it later would make two styles and load all that Qt knows of styles.
"""
GAP = 1.4
"""Width to height of an icon that stands before words."""

_TYPE = {"small": 9.5, "body": 11.0, "lead": 12.5, "heading": 14.0, "title": 20.0}
_PIXELS = {"control": 20, "chevron": 14, "tick": 22, "tick_small": 16}


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours by the job they do."""

    name: str
    label: str
    dark: bool
    colours: dict[str, str]
    folder: Path

    @staticmethod
    def load(path: Path) -> Theme:
        """Read one theme file."""
        data = tomllib.loads(path.read_text("utf-8"))
        return Theme(
            data["name"], data["label"], data["dark"], data["colours"], path.parent / data["name"]
        )


class ThemeKeeper(QObject):
    """Holds the chosen look and puts it on the application. `changed` follows every change."""

    changed = Signal()

    def __init__(
        self, resources: Path, choice: str = "system", scale: int = 100, still: bool = False
    ) -> None:
        super().__init__()
        self._folder = resources / "themes"
        self._icons = resources / "icons" / "ui"
        self._app: QApplication | None = None
        self._made: dict[tuple[str, str, bool], QIcon] = {}
        self.choice = choice if choice in CHOICES else "system"
        self.scale = _within(scale)
        self.still = still
        self.theme = self._load()

    def attach(self, app: QApplication) -> None:
        """Dress this application, and follow its desktop while the choice is `system`."""
        self._app = app
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self._apply()

    def choose(
        self, choice: str | None = None, scale: int | None = None, still: bool | None = None
    ) -> None:
        """Change theme, text size (per cent) or reduced motion; unknown values are ignored."""
        if choice in CHOICES:
            self.choice = choice
        if scale is not None:
            self.scale = _within(scale)
        if still is not None:
            self.still = still
        self._apply()

    def colour(self, role: str) -> QColor:
        """The colour that does this job in the present theme."""
        return QColor(self.theme.colours[role])

    def points(self, role: str = "body") -> float:
        """The size of `small`, `body`, `lead`, `heading` or `title` text."""
        return round(_TYPE[role] * self.scale / 100 * _platform(), 1)

    def pixels(self, at_normal: int) -> int:
        """A length that grows with the text."""
        return round(at_normal * self.scale / 100)

    def icon(self, name: str, role: str = "text", gap: bool = False) -> QIcon:
        """An icon of `resources/icons/ui`, in the colour of `role`.

        A button that is checked shows it in the colour of what is chosen.
        With `gap` it is 1.4 times as wide as high, empty on the right: a style sheet cannot part
        a button's icon from its words.
        """
        colour = self.theme.colours[role]
        made = self._made.get((name, colour, gap))
        if made is None:
            made = QIcon()
            source = (self._icons / f"{name}.svg").read_bytes()
            for side in (20, 40):
                shape = _draw(source, side, round(side * GAP) if gap else side)
                for tint, mode, state in (
                    (colour, QIcon.Mode.Normal, QIcon.State.Off),
                    (self.theme.colours["on_soft"], QIcon.Mode.Normal, QIcon.State.On),
                    (self.theme.colours["faint"], QIcon.Mode.Disabled, QIcon.State.Off),
                ):
                    made.addPixmap(_tinted(shape, tint), mode, state)
            self._made[(name, colour, gap)] = made
        return made

    def _follow(self, *_: object) -> None:
        if self.choice == "system":
            self._apply()

    def _wanted(self) -> str:
        if self.choice != "system" or self._app is None:
            return self.choice if self.choice != "system" else "light"
        hints = self._app.styleHints()
        wish = hints.accessibility().contrastPreference()
        if wish == Qt.ContrastPreference.HighContrast:
            return "contrast"
        return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    def _load(self) -> Theme:
        return Theme.load(self._folder / f"{self._wanted()}.toml")

    def _apply(self) -> None:
        self.theme = self._load()
        if self._app is not None:
            font = QFont(self._app.font())
            font.setPointSizeF(self.points())
            self._app.setFont(font)
            self._app.setPalette(palette(self.theme))
            self._app.setStyleSheet(self.sheet())
        self.changed.emit()

    def sheet(self) -> str:
        """The style sheet with this theme's colours and sizes filled in."""
        values: dict[str, object] = dict(self.theme.colours)
        values.update({role: self.points(role) for role in _TYPE})
        values.update({name: self.pixels(size) for name, size in _PIXELS.items()})
        values["tick_row"] = self.pixels(_PIXELS["tick"]) + 2
        values["tick_half"] = self.pixels(_PIXELS["tick"]) // 2
        values["chip"] = self.pixels(_PIXELS["control"]) // 2 + 4
        values["marks"] = self.theme.folder.as_posix()
        return Template((self._folder / "reflect.qss").read_text("utf-8")).substitute(values)


def _within(scale: int) -> int:
    return min(max(scale, SCALES[0]), SCALES[-1])


def normal_points() -> float:
    """The size of ordinary text at 100 %."""
    return _TYPE["body"] * _platform()


def _platform() -> float:
    """A point is a pixel on macOS and 4/3 of one elsewhere."""
    return 4 / 3 if sys.platform == "darwin" else 1.0


def palette(theme: Theme) -> QPalette:
    """The same colours for what no style sheet reaches."""
    roles = {
        QPalette.ColorRole.Window: "window",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "card",
        QPalette.ColorRole.AlternateBase: "page",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.Button: "card",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.BrightText: "danger",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "on_accent",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.LinkVisited: "accent",
        QPalette.ColorRole.ToolTipBase: "card",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.PlaceholderText: "faint",
        QPalette.ColorRole.Mid: "border",
        QPalette.ColorRole.Midlight: "line",
        QPalette.ColorRole.Light: "card",
        QPalette.ColorRole.Dark: "border",
        QPalette.ColorRole.Shadow: "shadow",
        QPalette.ColorRole.Accent: "accent",
    }
    made = QPalette()
    for role, name in roles.items():
        made.setColor(role, QColor(theme.colours[name]))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.colours["faint"]))
    return made


def _draw(source: bytes, side: int, width: int) -> QPixmap:
    # Imported here: the first paint of the lock screen has one icon at most.
    from PySide6.QtSvg import QSvgRenderer

    pixmap = QPixmap(QSize(width, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


def _tinted(shape: QPixmap, colour: str) -> QPixmap:
    """The same shape in another colour."""
    pixmap = QPixmap(shape)
    painter = QPainter(pixmap)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(pixmap.rect(), QColor(colour))
    painter.end()
    return pixmap


def theme_names() -> dict[str, str]:
    """The choices and what they are called."""
    return {
        "system": tr("As the computer"),
        "light": tr("Light"),
        "dark": tr("Dark"),
        "contrast": tr("High contrast"),
    }
