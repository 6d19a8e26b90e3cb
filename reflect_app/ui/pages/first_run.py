"""First run: place, passphrase, recovery words, a second place, privacy, and straight to writing.

Two minutes in all, by keyboard alone: Enter takes the recommended way at every step.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout

from reflect_app.ui.entrance import Entrance, Screen
from reflect_app.ui.first_run.passphrase import PassphraseStep
from reflect_app.ui.first_run.place import PlaceStep
from reflect_app.ui.first_run.privacy import PrivacyStep
from reflect_app.ui.first_run.recovery import TypeBackStep, WordsStep
from reflect_app.ui.first_run.restore import RestoreStep
from reflect_app.ui.first_run.second_place import SecondPlaceStep
from reflect_app.ui.first_run.step import Setup, Step
from reflect_app.ui.places import free_folder
from reflect_app.ui.widgets.card import Card, middle, stack
from reflect_app.ui.widgets.text import small
from reflect_app.words import tr

_WIDTH = 700
_STEPS = 6
FIRST_PAGE = "compose"


class FirstRunPage(Screen):
    """Shows one step at a time and decides which comes next.

    `restoring` begins with putting a backup back: `backup`, where it is known which.
    """

    def __init__(
        self,
        entrance: Entrance,
        folder: Path | None = None,
        *,
        restoring: bool = False,
        backup: Path | None = None,
    ) -> None:
        super().__init__()
        self._entrance = entrance
        self.setup = Setup(folder or free_folder(entrance.app.usual_vault))
        self.step: Step | None = None
        self.count = small("")
        self._card = Card()
        self._card.box.setContentsMargins(28, 24, 28, 24)
        self._card.box.addWidget(self.count)
        self._slot = QVBoxLayout()
        self._card.box.addLayout(self._slot)
        self._column = middle(_WIDTH, self._card)
        self.setLayout(stack(self._column))
        if restoring:
            self.restore(backup)
        else:
            self.start()

    def begin(self) -> None:
        """The focus goes where the step wants it."""
        if self.step is not None:
            self.step.begin()

    def start(self) -> None:
        """The first step."""
        step = PlaceStep(self._entrance, self.setup)
        step.restore_asked.connect(self.restore)
        self._show(1, step, self._passphrase)

    def restore(self, backup: Path | None = None) -> None:
        """Instead of a new journal: one from a backup."""
        step = RestoreStep(self._entrance, self.setup)
        self._show(0, step, self._open, self.start)
        if backup is not None:
            step.use(backup)

    def _passphrase(self) -> None:
        self._show(2, PassphraseStep(self._entrance, self.setup), self._words, self.start)

    def _words(self) -> None:
        step = WordsStep(self._entrance, self.setup)
        self._show(3, step, lambda: self._second() if step.put_off else self._type_back())

    def _type_back(self) -> None:
        self._show(4, TypeBackStep(self._entrance, self.setup), self._second, self._words)

    def _second(self) -> None:
        self._show(5, SecondPlaceStep(self._entrance, self.setup), self._privacy)

    def _privacy(self) -> None:
        self._show(6, PrivacyStep(self._entrance, self.setup), self._write)

    def _write(self) -> None:
        self._open(FIRST_PAGE)

    def _open(self, page: str = "") -> None:
        if self.setup.opened is not None:
            self._entrance.remember(self.setup.opened.folder)
            self._entrance.open(self.setup.opened, page)

    def _show(
        self,
        number: int,
        step: Step,
        then: Callable[[], object],
        before: Callable[[], object] | None = None,
    ) -> None:
        if self.step is not None:
            self._slot.removeWidget(self.step)
            self.step.hide()
            self.step.deleteLater()
        self.step = step
        self.count.setText(tr("Step {n} of {all}").format(n=number, all=_STEPS))
        self.count.setVisible(number > 0)
        self._slot.addWidget(step)
        step.done.connect(then)
        if before is not None:
            step.back.connect(before)
        step.show()
        self._column.ensureVisible(0, 0)
        step.begin()
