"""Theme, text size, motion and language."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox

from reflect_app.languages import OWN_NAMES
from reflect_app.ui.compose.speller import spelling_state
from reflect_app.ui.page import Desk
from reflect_app.ui.sections.section import Section
from reflect_app.ui.theme import SCALES, theme_names
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.text import small
from reflect_app.ui.widgets.wheel import calm_wheel
from reflect_app.words import tr


class AppearanceSection(Section):
    """Every choice shows at once, but for the language, which waits for the next start."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Appearance"))
        now = desk.app.settings.value
        self.theme = _choices(theme_names(), now.theme)
        self.text_size = _choices({size: f"{size} %" for size in SCALES}, now.text_percent)
        self.language = _choices({"system": tr("As the computer"), **OWN_NAMES}, now.language)
        self.still = QCheckBox(tr("Less movement"))
        self.still.setChecked(now.reduced_motion)
        self.box.addWidget(Field(tr("Theme"), self.theme))
        self.box.addWidget(Field(tr("Text size"), self.text_size))
        self.box.addWidget(
            Field(tr("Language"), self.language, tr("Changes after the next lock or start."))
        )
        self.box.addWidget(self.still)
        self.spelling = small("")
        self.box.addWidget(self.spelling)
        self.theme.currentIndexChanged.connect(self._set_theme)
        self.text_size.currentIndexChanged.connect(self._set_size)
        self.language.currentIndexChanged.connect(self._set_language)
        self.still.toggled.connect(self._set_still)

    def show_now(self) -> None:
        """Say whether spelling is checked; the dictionary is opened beside everything else."""
        language = self.desk.app.language
        self.desk.work(lambda: spelling_state(language), self.spelling.setText, owner=self.spelling)

    def _set_theme(self) -> None:
        choice = str(self.theme.currentData())
        self.desk.theme.choose(choice)
        self.remember(theme=choice)

    def _set_size(self) -> None:
        size = int(self.text_size.currentData())
        self.desk.theme.choose(scale=size)
        self.remember(text_percent=size)

    def _set_language(self) -> None:
        self.remember(language=str(self.language.currentData()))

    def _set_still(self, on: bool) -> None:
        self.desk.theme.choose(still=on)
        self.remember(reduced_motion=on)


def _choices(names: dict[str, str] | dict[int, str], now: object) -> QComboBox:
    made = QComboBox()
    calm_wheel(made)
    for value, name in names.items():
        made.addItem(name, value)
    if made.findData(now) < 0:
        made.addItem(f"{now}", now)
    made.setCurrentIndex(made.findData(now))
    return made
