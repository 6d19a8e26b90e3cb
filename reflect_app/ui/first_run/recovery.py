"""The recovery words in the first run: taken along or put off, then three of them typed back."""

from __future__ import annotations

from reflect_app.ui.entrance import Entrance
from reflect_app.ui.first_run.step import Setup, Step
from reflect_app.ui.recovery_words import TypeBack, WordsPanel
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.notice import WARN
from reflect_app.words import tr


def put_off_sentence() -> str:
    """What putting them off means."""
    return tr("If you forget the passphrase before then, nobody can open this.")


class WordsStep(Step):
    """Shows the words, once."""

    def __init__(self, entrance: Entrance, setup: Setup) -> None:
        super().__init__(
            entrance,
            setup,
            tr("Your recovery words"),
            tr(
                "If you forget the passphrase, these words open your journal. Nothing and nobody "
                "else can. Write them down, in order, and keep them away from this computer."
            ),
        )
        self.later = button(tr("Not on this printer: ask me later"), self._put_off, "link")
        self.panel = WordsPanel(entrance.theme, setup.words, self.notice, self.later)
        self.box.addWidget(self.panel)
        self.add_buttons(tr("I have written them down"), can_go_back=False)
        self.put_off = False

    def _put_off(self) -> None:
        self.notice.tell(
            put_off_sentence(),
            tr("You can do it later in Settings, and Today will remind you."),
            WARN,
            tr("Ask me later"),
            self._really_put_off,
        )
        self.notice.action.setFocus()

    def _really_put_off(self) -> None:
        self.put_off = True
        self.setup.words = ()
        self.done.emit()


class TypeBackStep(Step):
    """Asks for three of the words and remembers that they were right."""

    def __init__(self, entrance: Entrance, setup: Setup) -> None:
        super().__init__(
            entrance,
            setup,
            tr("Check three of them"),
            tr("Look at your paper, not at your memory. Four letters of each word are enough."),
        )
        self.asked = TypeBack(setup.words)
        self.asked.entered.connect(self.try_next)
        self.box.addWidget(self.asked)
        self.add_buttons(tr("Next"))

    def begin(self) -> None:
        """Start with the first."""
        self.asked.begin()

    def try_next(self) -> None:
        """Go on once all three are right."""
        if not self.asked.right():
            return
        opened = self.setup.opened
        if opened is None:
            raise RuntimeError("recovery words were asked for before there was a journal")
        journal, clock = opened.journal, self.entrance.app.clock

        def job() -> None:
            journal.settings.set("recovery_deferred", False)
            journal.settings.set("recovery_checked", clock.now().date().isoformat())

        self.set_busy(busy=True)
        self.entrance.tasks.save(job, done=self._checked, failed=self.fail, owner=self)

    def _checked(self, _result: None) -> None:
        self.setup.words = ()
        self.done.emit()
