"""The lock screen: which journal, its passphrase, and support without unlocking.

Nothing here imports the services: it must be on the screen before they are.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
)

from reflect_app.app import App
from reflect_app.errors import (
    DamagedError,
    NoVaultError,
    ReflectError,
    VaultInUseError,
    WrongPassphraseError,
)
from reflect_app.settings import KnownVault
from reflect_app.ui.entrance import FIRST_RUN, RESTORE, Entrance, Opened, Screen
from reflect_app.ui.patience import Patience
from reflect_app.ui.quick_way import QuickWay
from reflect_app.ui.widgets.buttons import add_icon, button, primary
from reflect_app.ui.widgets.card import Card, flow, middle, row, stack
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.notice import ERROR, GOOD, WARN, Notice
from reflect_app.ui.widgets.secret import SecretField
from reflect_app.ui.widgets.text import muted, title
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.ui.quick_note_screen import QuickNoteScreen

_WIDTH = 500
_NAME = 16  # letters of a nickname that are never cut


class UnlockPage(Screen):
    """Opens one journal. `folder` is the one to begin with, else the first that is known."""

    def __init__(
        self, entrance: Entrance, folder: Path | None, *, locked: bool = False, sealed: bool = False
    ) -> None:
        super().__init__()
        self._entrance = entrance
        self._known = entrance.journals()
        self._folder = folder or self._first()
        self._words = self._quickly = False
        self._busy = False
        self.patience = Patience(self)
        self.patience.left.connect(self._waiting)
        self.notice = Notice()
        self.secret = SecretField((tr("Passphrase"), ""))
        self.unlock = primary(tr("Unlock"), self.try_it)
        self.other_way = button("", self._swap, "link")
        self.quick = QuickWay(entrance)
        self.quick.asked.connect(self._open_quickly)
        self.picker = self._picker()
        self.support = button(tr("I could do with some support"), self.show_support)
        self.note = button(tr("Quick note"), self.show_note)
        self.take_over = button(tr("Take over: that computer is off"), self._take_over, "link")
        self.take_over.hide()
        self.note_screen: QuickNoteScreen | None = None
        self._sheets = QStackedWidget(self)
        self._arrange()
        self.secret.entered.connect(self.try_it)
        self.secret.changed.connect(self._typed)
        self._use_words(words=False)
        if sealed:
            self._say_sealed()
        elif locked:
            self.notice.tell(tr("Saved and locked."), "", GOOD)
        self._typed()
        self.quick.look(self._folder)

    def begin(self) -> None:
        """The passphrase comes first."""
        self.secret.setFocus()

    def _first(self) -> Path:
        if self._known:
            return Path(self._known[0].folder)
        return self._entrance.app.paths.default_vault

    def _picker(self) -> QComboBox:
        """Only what a person chose to be seen here: nicknames, and the journal in the usual place
        while no other has a name.
        """
        picker = QComboBox(self)
        picker.setMinimumContentsLength(_NAME)  # a longer one ends in dots, and the card fits
        picker.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for known in self._offered():
            picker.addItem(known.nickname or tr("The journal on this computer"), known.folder)
        picker.setCurrentIndex(max(picker.findData(str(self._folder)), 0))
        picker.currentIndexChanged.connect(self._picked)
        picker.setVisible(picker.count() > 1)
        return picker

    def _offered(self) -> list[KnownVault]:
        usual = str(self._entrance.app.paths.default_vault)
        return [each for each in self._known if each.nickname or each.folder == usual]

    def _arrange(self) -> None:
        card = Card()
        card.box.setSpacing(16)
        card.box.addWidget(title(tr("Reflect")))
        card.box.addWidget(muted(tr("Write it down, then put it down.")))
        card.box.addWidget(self.notice)
        card.box.addWidget(self.take_over, 0, Qt.AlignmentFlag.AlignLeft)
        if self.picker.count() > 1:
            card.box.addWidget(Field(tr("Journal"), self.picker))
        card.box.addWidget(self.secret)
        card.box.addLayout(flow(self.unlock, self.other_way))
        card.box.addWidget(self.quick)
        add_icon(self.support, self._entrance.theme, "support")
        others = QVBoxLayout()
        others.setSpacing(6)
        add_icon(self.note, self._entrance.theme, "write")
        for part in (self.support, self.note):
            others.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        others.addLayout(
            row(
                None,
                button(tr("Open another…"), self._open_another, "link"),
                button(tr("Make a new journal"), lambda: self._entrance.go(FIRST_RUN), "link"),
                None,
            )
        )
        self._sheets.addWidget(middle(_WIDTH, card, others))
        self.setLayout(stack(self._sheets))

    def _swap(self) -> None:
        self._use_words(words=not self._words)
        self.secret.clear()
        self.secret.setFocus()

    def _use_words(self, *, words: bool) -> None:
        self._words = words
        if words:
            self.secret.relabel(tr("Recovery words"), tr("Four letters of each are enough."))
        else:
            self.secret.relabel(tr("Passphrase"), "")
        text = tr("Use the passphrase") if words else tr("Use recovery words")
        self.other_way.setText(text)
        self.other_way.setAccessibleName(text)
        self._typed()

    def _picked(self) -> None:
        self._folder = Path(self.picker.currentData())
        self.take_over.hide()
        self.secret.clear()
        self.notice.clear()
        self.quick.look(self._folder)

    def _open_another(self) -> None:
        # Imported here: a file dialog is seldom wanted, and never before the first paint.
        from reflect_app.ui.files import choose_folder

        folder = choose_folder(self, tr("The folder of your journal"))
        if folder is None:
            return
        if not self._entrance.app.has_vault(folder):
            self._failed(NoVaultError(str(folder)))
            return
        self._folder = folder
        self.quick.look(folder)
        self.notice.tell(tr("Opening the journal in {folder}.").format(folder=folder))
        self.secret.setFocus()

    def _typed(self) -> None:
        ready = bool(self.secret.text()) and not self._busy and not self.patience.remaining
        self.unlock.setEnabled(ready)

    def try_it(self) -> None:
        """Try to open the journal with what was typed."""
        if self.unlock.isEnabled():
            self._open(write=True)

    def _open(self, *, write: bool) -> None:
        folder, secret, words = self._folder, self.secret.text(), self._words
        self._quickly = False

        def job(app: App) -> Opened:
            open_it = app.vaults.unlock_with_words if words else app.vaults.unlock
            return Opened.of(open_it(folder, secret, write=write))

        self._run(job)

    def _open_quickly(self, *, write: bool = True) -> None:
        folder = self._folder
        self._quickly = True
        self._run(lambda app: Opened.of(app.vaults.unlock_with_keychain(folder, write=write)))

    def _take_over(self) -> None:
        """The passphrase is still in its field; without it nothing is taken."""
        folder, secret = self._folder, self.secret.text()
        self._quickly = False
        self._run(lambda app: Opened.of(app.vaults.take_over(folder, secret)))

    def _run(self, job: Callable[[App], Opened]) -> None:
        self.take_over.hide()
        self._set_busy(True)
        self._entrance.run(job, self._opened, self._failed, owner=self)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.unlock.setText(tr("Opening…") if busy else tr("Unlock"))
        for part in (self.secret, self.picker, self.other_way, self.quick):
            part.setEnabled(not busy)
        self._typed()

    def _opened(self, opened: Opened) -> None:
        self.secret.clear()
        if not opened.read_only:
            self._entrance.remember(opened.folder)
        self._entrance.open(opened)

    def _failed(self, error: ReflectError) -> None:
        self._set_busy(False)
        kind = WARN if isinstance(error, VaultInUseError) else ERROR
        if isinstance(error, VaultInUseError):
            typed = not (self._words or self._quickly)
            self.take_over.setVisible(error.elsewhere and typed)
            again = self._open_quickly if self._quickly else self._open
            self.notice.tell(
                error.message,
                error.hint,
                kind,
                tr("Open to read only"),
                lambda: again(write=False),
            )
        elif isinstance(error, DamagedError):
            self.notice.tell(
                error.message, error.hint, kind, tr("See what can be saved…"), self._show_damaged
            )
        elif isinstance(error, NoVaultError):
            self.notice.tell(
                error.message, error.hint, kind, tr("Restore a backup…"), self._restore
            )
        elif error.name == "no-device-key":  # an ordinary day
            self.notice.tell(error.message, error.hint)
            self.quick.hide()
            self.secret.setFocus()
        else:
            self.notice.tell(error.message, error.hint, kind)
        if isinstance(error, WrongPassphraseError):
            line = self.secret.lines[0]
            line.setFocus()
            line.selectAll()
            self.patience.wrong()
            self.quick.look(self._folder)

    def _restore(self) -> None:
        self._entrance.go(RESTORE)

    def _show_damaged(self) -> None:
        from reflect_app.ui.damaged_screen import DamagedScreen

        screen = DamagedScreen(
            self._entrance, self._folder, lambda: self._back(self.unlock), self.patience,
            words=self._words,
        )  # fmt: skip
        self._sheets.addWidget(screen)
        self._sheets.setCurrentWidget(screen)
        screen.restore.setFocus()

    def _waiting(self, seconds: int) -> None:
        if seconds:
            self.unlock.setText(tr("Try again in {seconds} s").format(seconds=seconds))
        elif not self._busy:
            self.unlock.setText(tr("Unlock"))
        self._typed()

    def show_support(self) -> None:
        """The list of people who are there. It needs no passphrase and writes nothing."""
        self._entrance.tasks.work(
            lambda: self._entrance.app.support(self._folder), done=self._support_read, owner=self
        )

    def _support_read(self, lines: object) -> None:
        from reflect_app.ui.support_screen import SupportScreen

        screen = SupportScreen(lines, lambda: self._back(self.support))  # type: ignore[arg-type]
        self._sheets.addWidget(screen)
        self._sheets.setCurrentWidget(screen)
        screen.back.setFocus()

    def show_note(self) -> None:
        """Somewhere to write a few lines that nobody can read before the next unlock."""
        self._entrance.tasks.work(_urgent_line, done=self._note_made, owner=self)

    def _note_made(self, urgent: str) -> None:
        from reflect_app.ui.quick_note_screen import QuickNoteScreen

        screen = QuickNoteScreen(self._entrance, self._folder, urgent)
        screen.left.connect(lambda: self._back(self.note))
        screen.sealed.connect(lambda: self._entrance.noted.emit(self._folder))
        self.note_screen = screen
        self._sheets.addWidget(screen)
        self._sheets.setCurrentWidget(screen)
        screen.editor.setFocus()

    def holding(self) -> bool:
        """Whether a note is written and not sealed."""
        return self.note_screen is not None and self.note_screen.holding()

    def _say_sealed(self) -> None:
        from reflect_app.ui.quick_note_screen import sealed_words

        self.notice.tell(*sealed_words(), GOOD)

    def _back(self, to: QPushButton) -> None:
        screen = self._sheets.widget(1)
        self.note_screen = None
        self._sheets.setCurrentIndex(0)
        if screen is not None:
            self._sheets.removeWidget(screen)
            screen.deleteLater()
        to.setFocus()


def _urgent_line() -> str:
    # Imported here, in the pool: it brings what seals the note.
    from reflect_app.services.quick_notes import urgent_line

    return urgent_line()
