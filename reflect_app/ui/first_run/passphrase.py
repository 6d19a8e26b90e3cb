"""Choosing a passphrase, with plain words on how strong it is; then the journal is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar

from reflect_app.app import App
from reflect_app.ui.entrance import Entrance, Opened
from reflect_app.ui.first_run.step import Setup, Step
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.secret import SecretField
from reflect_app.ui.widgets.text import muted, show_text
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.crypto.strength import Strength

_ENOUGH = 2


class PassphraseStep(Step):
    """Two lines that must agree, a suggestion, and "Show what I type"."""

    def __init__(self, entrance: Entrance, setup: Setup) -> None:
        super().__init__(
            entrance,
            setup,
            tr("Choose a passphrase"),
            tr("It opens your journal, so choose one you will remember at the end of a night."),
        )
        self._score = 0
        self.secret = SecretField(
            (tr("Passphrase"), tr("Four ordinary words are strong, and easy to remember.")),
            (tr("The same once more"), ""),
        )
        self.meter = QProgressBar()
        self.meter.setRange(0, 4)
        self.meter.setAccessibleName(tr("Strength"))
        self.meter.setTextVisible(False)
        self.sentence = muted("")
        self.suggest = button(tr("Suggest one"), self._suggest)
        self.box.addLayout(row(self.suggest, None))
        self.box.addWidget(self.secret)
        self.box.addWidget(self.meter)
        self.box.addWidget(self.sentence)
        self.add_buttons(tr("Make my journal"))
        self.secret.changed.connect(self._typed)
        self.secret.entered.connect(self._entered)
        self._show_strength(None)

    def begin(self) -> None:
        """Start typing at once."""
        self.secret.setFocus()

    def _entered(self) -> None:
        first, second = self.secret.lines
        if first.hasFocus():
            second.setFocus()
        else:
            self.try_next()

    def _typed(self) -> None:
        text = self.secret.text()
        self.notice.clear()
        if not text:
            self._show_strength(None)
            return

        def shown(found: Strength) -> None:
            if text == self.secret.text():
                self._show_strength(found)

        app = self.entrance.app
        self.entrance.tasks.work(lambda: app.vaults.strength(text), done=shown, owner=self)

    def _show_strength(self, found: Strength | None) -> None:
        self._score = 0 if found is None else found.score
        self.meter.setVisible(found is not None)
        self.meter.setValue(self._score)
        show_text(self.sentence, "" if found is None else found.sentence)
        self.meter.setAccessibleDescription(self.sentence.text())

    def _suggest(self) -> None:
        self.entrance.run(lambda app: app.vaults.suggest_passphrase(), self._suggested, owner=self)

    def _suggested(self, phrase: str) -> None:
        self.secret.set_shown(shown=True)
        self.secret.clear()
        self.secret.lines[0].setText(phrase)
        self.secret.lines[1].setFocus()
        self.notice.tell(
            tr("Say it to yourself, then type it once more."),
            tr("Capitals, spaces and hyphens don't matter in these words."),
        )

    def try_next(self) -> None:
        """Make the journal if both lines agree and it is no guess for a stranger."""
        first, second = self.secret.text(0), self.secret.text(1)
        if not first:
            self.secret.complain(tr("Type a passphrase, or take the suggestion."))
            self.secret.lines[0].setFocus()
        elif self.sentence.text() and self._score < _ENOUGH:
            self.secret.complain(tr("This would be guessed too easily. Add another word or two."))
            self.secret.lines[0].setFocus()
        elif first != second:
            self.secret.complain(tr("This is not the same as above."), 1)
            self.secret.lines[1].setFocus()
        else:
            self._make(first)

    def _make(self, phrase: str) -> None:
        self.set_busy(busy=True)
        self.next.setText(tr("Making your journal…"))
        folder = self.setup.folder

        def job(app: App) -> tuple[Opened, tuple[str, ...]]:
            created = app.vaults.create(folder, phrase)
            # Until three words were typed back nobody knows that they were written down.
            created.journal.settings.set("recovery_deferred", True)
            return Opened.of(created.journal), tuple(created.recovery_words.split())

        self.entrance.run(job, self._made, self.fail, owner=self)

    def _made(self, made: tuple[Opened, tuple[str, ...]]) -> None:
        self.setup.opened, self.setup.words = made
        self.entrance.hold(made[0])
        self.secret.clear()
        self.done.emit()

    def set_busy(self, *, busy: bool) -> None:
        """Nothing can be changed while the journal is being made."""
        super().set_busy(busy=busy)
        self.secret.setEnabled(not busy)
        self.suggest.setEnabled(not busy)
        self.next.setText(tr("Make my journal"))
