"""The window's parts for tests: real vaults, real widgets, no thread unless a test wants one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.app import App
from reflect_app.assets import root
from reflect_app.services.journal import Journal
from reflect_app.ui.entrance import UNLOCK, Entrance
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.unlock import UnlockPage
from reflect_app.ui.successor import Place
from reflect_app.ui.tasks import InlineTasks, VaultWorker
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.window import MainWindow
from tests.fixtures import PASSPHRASE


@pytest.fixture
def theme(qapp: QApplication) -> ThemeKeeper:
    """The light theme, not put on the application: tests of words need no paint."""
    keeper = ThemeKeeper(root())
    keeper.choose("light")
    return keeper


@pytest.fixture
def tasks() -> InlineTasks:
    """Every job is done before the call returns; an error nobody handles fails the test."""
    made = InlineTasks()

    def refuse(error: Exception) -> None:
        raise error

    made.on_error = refuse
    return made


@pytest.fixture
def desk(app: App, journal: Journal, tasks: InlineTasks, theme: ThemeKeeper) -> Desk:
    """The context of an unlocked, empty journal."""
    return Desk(app, journal, tasks, theme)


@pytest.fixture
def live(app: App, theme: ThemeKeeper, qtbot: QtBot) -> Iterator[Desk]:
    """A desk over the real worker, its journal opened in the worker's own thread."""
    worker = VaultWorker()
    made: list[Desk] = []
    worker.run(
        lambda: app.vaults.create(app.paths.default_vault, PASSPHRASE).journal,
        done=lambda journal: made.append(Desk(app, journal, worker, theme)),
    )
    qtbot.waitUntil(lambda: bool(made), timeout=20_000)
    desk = made[0]
    worker.interrupter = desk._journal.interrupt
    yield desk
    worker.save(desk._journal.close)
    worker.stop()


@pytest.fixture
def entrance(app: App, tasks: InlineTasks, theme: ThemeKeeper) -> Entrance:
    """The context of a locked program with no journal yet."""
    return Entrance(app, theme, tasks)


class Seconds:
    """A clock for the idle lock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    """The idle lock's clock."""
    return Seconds()


class Replaced(list[tuple[Place, Path | None]]):
    """Stands where the process would be replaced, and remembers what with."""

    def __init__(self) -> None:
        super().__init__()
        self.sealed = False

    def __call__(self, place: Place, folder: Path | None, sealed: bool) -> None:
        self.append((place, folder))
        self.sealed = sealed


@pytest.fixture
def replaced() -> Replaced:
    """What the window asked to be replaced with."""
    return Replaced()


@pytest.fixture
def vault_folder(app: App) -> Path:
    """A closed journal in the usual place."""
    folder = app.paths.default_vault
    app.vaults.create(folder, PASSPHRASE).journal.close()
    return folder


@pytest.fixture
def window(
    qapp: QApplication, qtbot: QtBot, entrance: Entrance, seconds: Seconds, replaced: Replaced
) -> Iterator[MainWindow]:
    """The main window, shown, at no screen yet."""
    made = MainWindow(qapp, entrance, replaced, seconds)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.last_call()
    if made.open_journal is not None:
        made.open_journal.idle.stop()


@pytest.fixture
def opened(window: MainWindow, vault_folder: Path, qtbot: QtBot) -> MainWindow:
    """The main window with a journal unlocked in it by its passphrase."""
    window.enter(UNLOCK)
    unlock(window)
    assert window.open_journal is not None
    return window


def unlock(window: MainWindow, phrase: str = PASSPHRASE) -> UnlockPage:
    """Type a passphrase into the lock screen that the window shows, and press Unlock."""
    screen = window.stage()
    assert isinstance(screen, UnlockPage)
    screen.secret.lines[0].setText(phrase)
    screen.unlock.click()
    return screen


def is_open(window: MainWindow) -> bool:
    """Whether a journal is unlocked in the window."""
    return window.open_journal is not None


@pytest.fixture
def texts() -> Callable[[QWidget], str]:
    """Every word that is visible in a widget, for asking what a person can read."""

    def read(widget: QWidget) -> str:
        from PySide6.QtWidgets import QAbstractButton, QLabel

        shown = [w for w in widget.findChildren(QWidget) if w.isVisibleTo(widget)]
        labels = [w.text() for w in shown if isinstance(w, QLabel | QAbstractButton)]
        return "\n".join(labels)

    return read
