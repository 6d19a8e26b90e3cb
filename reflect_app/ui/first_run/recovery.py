"""The recovery words in the first run: taken along or put off, then three of them typed back."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from reflect_app.errors import ReflectError, WrongPassphraseError
from reflect_app.ui.entrance import Entrance
from reflect_app.ui.first_run.step import Setup, Step
from reflect_app.ui.idle import IdleWatch
from reflect_app.ui.patience import Patience
from reflect_app.ui.recovery_words import TypeBack, WordsPanel
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.notice import WARN
from reflect_app.ui.widgets.secret import SecretField
from reflect_app.words import tr


def put_off_sentence() -> str:
    """What putting them off means."""
    return tr("If you forget the passphrase before then, nobody can open this.")


class Watched(Step):
    """A step on which the words are, or one click away. The idle lock's wait runs while it is
    shown, and what it ends with is that the words ask for the passphrase. The journal has no
    word in it yet, so nothing else is locked.
    """

    def __init__(self, entrance: Entrance, setup: Setup, heading: str, lead: str) -> None:
        super().__init__(entrance, setup, heading, lead)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.idle = IdleWatch(app, entrance.app.idle_minutes, parent=self)
        self.idle.expired.connect(self._nobody_there)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to wait."""
        super().showEvent(event)
        if not (event.spontaneous() or self.setup.unwatched):
            self.idle.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Wait on while the window is only minimised."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.idle.stop()

    def _nobody_there(self) -> None:
        self.setup.unwatched = True


class WordsStep(Watched):
    """Shows the words; after nobody was there, against the passphrase."""

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
        self.secret = SecretField((tr("Passphrase"), ""))
        self.again = button(tr("Show the words again"), self.show_again)
        self.cover = QWidget(self)
        covering = QVBoxLayout(self.cover)
        covering.setContentsMargins(0, 0, 0, 0)
        covering.addWidget(self.secret)
        covering.addLayout(row(self.again, None))
        self.box.addWidget(self.cover)
        self.patience = Patience(self)
        self.patience.left.connect(self._waiting)
        self.secret.entered.connect(self.show_again)
        self.add_buttons(tr("I have written them down"), can_go_back=False)
        self.put_off = False
        self._cover(hidden=setup.unwatched)

    def _cover(self, *, hidden: bool) -> None:
        self.panel.setVisible(not hidden)
        self.cover.setVisible(hidden)
        if hidden:
            self.notice.tell(
                tr("Nobody was here for a while, so the words are hidden."),
                tr("They are still the same. Your passphrase shows them again."),
            )

    def _nobody_there(self) -> None:
        super()._nobody_there()
        self._cover(hidden=True)
        self.secret.setFocus()

    def show_again(self) -> None:
        """Show the words to whoever knows the passphrase."""
        opened, phrase = self.setup.opened, self.secret.text()
        if opened is None or not phrase or self.patience.remaining:
            return
        journal = opened.journal
        self.again.setEnabled(False)
        self.entrance.run(
            lambda _app: journal.keys.check(phrase), self._known, self._not_known, owner=self
        )

    def _known(self, _nothing: None) -> None:
        self.again.setEnabled(True)
        self.secret.clear()
        self.notice.clear()
        self.setup.unwatched = False
        self._cover(hidden=False)
        self.idle.start()
        self.next.setFocus()

    def _not_known(self, error: ReflectError) -> None:
        self.again.setEnabled(True)
        self.notice.show_error(error)
        self.secret.setFocus()
        if isinstance(error, WrongPassphraseError):
            self.patience.wrong()

    def _waiting(self, seconds: int) -> None:
        said = tr("Try again in {seconds} s").format(seconds=seconds)
        self.again.setText(said if seconds else tr("Show the words again"))
        self.again.setEnabled(not seconds)

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


class TypeBackStep(Watched):
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
