"""What the screens before unlocking may use. Nothing heavy is imported until they are painted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reflect_app.app import App
from reflect_app.errors import ReflectError
from reflect_app.settings import KnownVault
from reflect_app.ui.tasks import Failed, Handle, Tasks
from reflect_app.ui.theme import ThemeKeeper

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal
    from reflect_app.vault.rollback import Rollback

T = TypeVar("T")

UNLOCK, FIRST_RUN, RESTORE, DEMO = "unlock", "first-run", "restore", "demo"


@dataclass(frozen=True, slots=True)
class Opened:
    """An unlocked journal with what the window must know of it, read in the worker's thread."""

    journal: Journal
    folder: Path
    read_only: bool
    rollback: Rollback | None
    first_seen: bool
    close: Callable[[], object]
    demo: bool = False

    @staticmethod
    def of(
        journal: Journal, *, close: Callable[[], object] | None = None, demo: bool = False
    ) -> Opened:
        """Read the facts. Call it in the thread that opened the journal."""
        return Opened(
            journal=journal,
            folder=journal.folder,
            read_only=journal.read_only,
            rollback=journal.rollback,
            first_seen=journal.first_seen,
            close=close or journal.close,
            demo=demo,
        )


class Screen(QWidget):
    """What fills the window while no journal is open."""

    def begin(self) -> None:
        """The screen is in the window now: put the focus where typing starts."""

    def holding(self) -> bool:
        """Whether something typed would be lost by closing; the screen then says so itself."""
        return False


class Entrance(QObject):
    """The context of a locked program. Services are reached in the worker's thread alone, where
    their first use imports them.
    """

    opened = Signal(object, str)
    """`Opened`: a journal was unlocked or made; and the id of the page to begin with."""
    noted = Signal(object)
    """A quick note was sealed for the journal in this folder: the process is to be replaced."""
    moved = Signal(str, object)
    """Another screen is asked for by its name above; with a folder, or None. `RESTORE` takes
    the backup, if it is known which.
    """

    def __init__(self, app: App, theme: ThemeKeeper, tasks: Tasks) -> None:
        super().__init__()
        self.app = app
        self.theme = theme
        self.tasks = tasks
        self.held: Opened | None = None

    def run(
        self,
        job: Callable[[App], T],
        done: Callable[[T], object],
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Run a use case in the worker's thread."""
        return self.tasks.run(lambda: job(self.app), done=done, failed=failed, owner=owner)

    def warm(self) -> None:
        """Load what an unlock will need, while the passphrase is typed."""

        def pages() -> None:
            from reflect_app.ui.registry import page_specs

            page_specs()

        self.tasks.run(lambda: self.app.vaults)
        self.tasks.run(pages)

    def journals(self) -> list[KnownVault]:
        """What may be offered by name: the chosen nicknames, and the journal in the usual place."""
        app = self.app
        known = [vault for vault in app.settings.value.vaults if app.has_vault(Path(vault.folder))]
        usual = app.paths.default_vault
        if app.has_vault(usual) and str(usual) not in {vault.folder for vault in known}:
            known.insert(0, KnownVault(str(usual)))
        return known

    def remember(self, folder: Path) -> None:
        """Keep where a journal outside the usual place is, so that it can be found again.

        No nickname is given here: anyone at this sign-in can read it, so a person chooses it.
        """
        known = self.app.settings.value.vaults
        listed = {vault.folder for vault in known}
        if folder != self.app.paths.default_vault and str(folder) not in listed:
            with suppress(ReflectError):  # no reason to keep anyone from writing
                self.app.settings.change(vaults=(*known, KnownVault(str(folder))))

    def hold(self, opened: Opened) -> None:
        """Keep a journal that is open but not yet in the window, so that leaving closes it."""
        self.held = opened

    def open(self, opened: Opened, page: str = "") -> None:
        """Hand an unlocked journal to the window."""
        self.held = None
        self.opened.emit(opened, page)

    def go(self, screen: str, folder: Path | None = None) -> None:
        """Ask for another screen."""
        self.moved.emit(screen, folder)
