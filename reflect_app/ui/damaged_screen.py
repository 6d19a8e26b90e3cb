"""A damaged journal on the lock screen: the newest whole backup first, then what can be read.

Nothing here writes to the damaged journal.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QWidget

from reflect_app.core import when
from reflect_app.errors import ReflectError, WrongPassphraseError
from reflect_app.ui.entrance import RESTORE, UNLOCK, Entrance
from reflect_app.ui.files import choose_folder
from reflect_app.ui.jobs import Handle
from reflect_app.ui.patience import Patience
from reflect_app.ui.places import free_folder
from reflect_app.ui.widgets.buttons import button, primary
from reflect_app.ui.widgets.card import Card, middle, row, stack
from reflect_app.ui.widgets.notice import GOOD, WARN, Notice
from reflect_app.ui.widgets.secret import SecretField
from reflect_app.ui.widgets.text import body, small, subheading, title
from reflect_app.words import tr, trn

if TYPE_CHECKING:
    from reflect_app.services.salvaging import NewestBackup, Salvaged


class DamagedScreen(QWidget):
    """What can be done, best first. With `words` the recovery words are asked for.

    `patience` has counted the wrong tries before this screen, and goes on with those on it.
    """

    def __init__(
        self,
        entrance: Entrance,
        folder: Path,
        back: Callable[[], object],
        patience: Patience,
        *,
        words: bool,
    ) -> None:
        super().__init__()
        self._entrance = entrance
        self._folder = folder
        self._words = words
        self._asked: Handle | None = None
        self.backup: Path | None = None
        self.to = free_folder(folder.with_name(folder.name + "-saved"))
        self.notice = Notice()
        self.found = body(tr("Looking for a whole backup beside it…"))
        self.restore = button(tr("Restore a backup…"), self._restore)
        self.secret = SecretField((tr("Recovery words") if words else tr("Passphrase"), ""))
        self.where = small(str(self.to))
        self.elsewhere = button(tr("Another folder…"), self._choose)
        self.salvage = primary(tr("Bring out what can be read"), self.bring_out)
        self.stop = button(tr("Stop"), self.cancel)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("Progress"))
        self.patience = patience
        self.patience.left.connect(self._waiting)
        self.secret.changed.connect(self._ready)
        self.secret.entered.connect(self.bring_out)
        self._arrange(back)
        self._busy(on=False)
        self._waiting(patience.remaining)
        entrance.run(
            lambda app: app.vaults.newest_backup(folder), self._looked, self._failed, owner=self
        )

    def _arrange(self, back: Callable[[], object]) -> None:
        card = Card()
        card.box.setSpacing(12)
        stays = tr("Keep its folder as it is. Nothing here writes to it.")
        second = tr(
            "Reflect can read the damaged file piece by piece and put what is sound in a new"
            " journal, sealed with the same passphrase. It says what is missing."
        )
        for part in (
            title(tr("This journal is damaged")), body(stays), self.notice,
            subheading(tr("First: the newest whole backup")), self.found,
        ):  # fmt: skip
            card.box.addWidget(part)
        card.box.addLayout(row(self.restore, None))
        card.box.addWidget(subheading(tr("Or: what can still be read")))
        card.box.addWidget(body(second))
        card.box.addWidget(self.secret)
        card.box.addLayout(row(self.elsewhere, self.where, None))
        card.box.addLayout(row(self.salvage, self.stop, None, button(tr("Back"), back, "quiet")))
        card.box.addWidget(self.bar)
        self.setLayout(stack(middle(640, card)))

    def _looked(self, newest: NewestBackup | None) -> None:
        if newest is None:
            self.found.setText(
                tr("There is none beside it. If you have one in a second place, choose that.")
            )
            return
        self.backup = newest.path
        made = datetime.fromisoformat(newest.created).astimezone().isoformat()
        text = trn("{day}, with {count} entry.", "{day}, with {count} entries.", newest.entries)
        self.found.setText(text.format(day=when.instant(made), count=newest.entries))
        self.restore.setText(tr("Restore this backup…"))
        self.restore.setAccessibleName(tr("Restore this backup…"))

    def _restore(self) -> None:
        self._entrance.go(RESTORE, self.backup)

    def _choose(self) -> None:
        chosen = choose_folder(self, tr("A folder for the journal"))
        if chosen is not None:
            self.to = free_folder(chosen)
            self.where.setText(str(self.to))

    def _waiting(self, seconds: int) -> None:
        said = tr("Try again in {seconds} s").format(seconds=seconds)
        self.salvage.setText(said if seconds else tr("Bring out what can be read"))
        self._ready()

    def _ready(self) -> None:
        waits = self._asked is not None or self.patience.remaining
        self.salvage.setEnabled(bool(self.secret.text()) and not waits)

    def bring_out(self) -> None:
        """Read the damaged file and make a new journal of what is sound in it."""
        if not self.salvage.isEnabled():
            return
        folder, to, secret, words = self._folder, self.to, self.secret.text(), self._words
        app = self._entrance.app
        self.notice.clear()
        self._busy(on=True)
        asked = self._entrance.tasks.maintain(
            lambda: app.vaults.salvage_steps(folder, to, secret, words=words),
            progress=self._moved,
            done=self._made,
            failed=self._failed,
            owner=self,
        )
        if self.stop.isVisibleTo(self):  # it may be done already
            self._asked = asked
            self._ready()

    def cancel(self) -> None:
        """Stop; nothing is left of the new journal."""
        if self._asked is not None:
            self._asked.cancel()
        self._busy(on=False)
        to = self.to
        # In the worker's order: by then it has stopped, or had finished before it was told to.
        self._entrance.run(lambda _app: to.exists(), self._stopped, self._failed, owner=self)

    def _stopped(self, finished: bool) -> None:
        if not finished:
            self.notice.tell(tr("Stopped. Nothing was written."))
            self.salvage.setFocus()
            return
        self._entrance.remember(self.to)
        self._offer(tr("It had finished already."), str(self.to), WARN, self.to)

    def _busy(self, *, on: bool) -> None:
        self._asked = None
        for part in (self.secret, self.restore, self.elsewhere):
            part.setEnabled(not on)
        self.stop.setVisible(on)
        self.bar.setVisible(on)
        self.bar.setRange(0, 0)
        self._ready()
        if on:
            self.stop.setFocus()  # what had the focus has just been switched off
            self.salvage.setEnabled(False)

    def _moved(self, seen: tuple[int, int]) -> None:
        done, total = seen
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _made(self, made: Salvaged) -> None:
        self._busy(on=False)
        self.secret.clear()
        self._entrance.remember(made.folder)
        first, *rest = made.sentences()
        self._offer(first, "\n".join(rest), GOOD if made.whole else WARN, made.folder)

    def _offer(self, said: str, hint: str, kind: str, folder: Path) -> None:
        step = tr("Open the new journal")
        self.notice.tell(said, hint, kind, step, lambda: self._entrance.go(UNLOCK, folder))
        self.notice.action.setFocus()

    def _failed(self, error: ReflectError) -> None:
        self._busy(on=False)
        self.notice.show_error(error)
        if isinstance(error, WrongPassphraseError):
            self.secret.setFocus()
            self.patience.wrong()
