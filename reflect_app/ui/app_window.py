"""The start of the window: paint the lock screen first, load everything else behind it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QIcon, QWindow
from PySide6.QtWidgets import QApplication

from reflect_app import assets
from reflect_app.app import App
from reflect_app.faults import Fault
from reflect_app.ui.entrance import DEMO, FIRST_RUN, UNLOCK, Entrance
from reflect_app.ui.faults import install_hook
from reflect_app.ui.successor import PAINTED, Place, command, replace_process
from reflect_app.ui.tasks import VaultWorker
from reflect_app.ui.theme import STYLE, ThemeKeeper
from reflect_app.ui.window import TITLE, MainWindow


@dataclass(frozen=True, slots=True)
class Words:
    """The command line of `reflect-app`. The last four are said by one process to the next."""

    vault: Path | None = None
    demo: bool = False
    locked: bool = False
    sealed: bool = False
    place: Place | None = None
    announce: bool = False


def parse(argv: Sequence[str]) -> Words:
    """Read the command line. `argparse` is loaded only when something stands on it."""
    if not argv:
        return Words()
    from argparse import SUPPRESS, ArgumentParser

    parser = ArgumentParser("reflect-app", description="A private journal.")
    parser.add_argument("--vault", type=Path, metavar="DIR", help="the journal to open")
    parser.add_argument(
        "--demo", action="store_true", help="a throw-away journal with a year of made-up entries"
    )
    parser.add_argument("--locked", action="store_true", help=SUPPRESS)
    parser.add_argument("--sealed", action="store_true", help=SUPPRESS)
    parser.add_argument("--place", type=Place.parse, help=SUPPRESS)
    parser.add_argument("--announce", action="store_true", help=SUPPRESS)
    return Words(**vars(parser.parse_args(argv)))


class FirstPaint(QObject):
    """Emits `painted` once, when the window has been drawn for the first time."""

    painted = Signal()

    def __init__(self, window: QWindow) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt paints while it handles an expose, so what is queued now runs after the paint."""
        if event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.painted.emit)
        return False


def dress(app: QApplication, settings_of: App) -> ThemeKeeper:
    """The look a person chose, on this application."""
    chosen = settings_of.settings.value
    theme = ThemeKeeper(assets.root(), chosen.theme, chosen.text_percent, chosen.reduced_motion)
    theme.attach(app)
    return theme


def open_window(app: QApplication, core: App, worker: VaultWorker, words: Words) -> MainWindow:
    """The main window, shown at its first screen; the rest is loaded once it is painted."""
    theme = dress(app, core)
    entrance = Entrance(core, theme, worker)

    def replace(place: Place, folder: Path | None, sealed: bool) -> None:
        worker.stop()
        replace_process(command(place, folder, sealed))

    window = MainWindow(app, entrance, replace)
    window.place_at(words.place)
    vault = words.vault.absolute() if words.vault is not None else None
    if words.demo:
        window.enter(DEMO, locked=words.locked)
    elif vault is None and not entrance.journals():
        window.enter(FIRST_RUN)
    elif vault is not None and not core.has_vault(vault):
        window.enter(FIRST_RUN, vault)
    else:
        window.enter(UNLOCK, vault, locked=words.locked, sealed=words.sealed)
    window.show()
    watch = FirstPaint(window.windowHandle())
    watch.painted.connect(gc.enable)  # `__main__` turned it off
    watch.painted.connect(entrance.warm)
    watch.painted.connect(lambda: app.setWindowIcon(QIcon(str(assets.asset("icons/reflect.svg")))))
    if words.announce:
        watch.painted.connect(announce)
    return window


def keep_loaded(window: MainWindow) -> None:
    """What is loaded by now stays, and so do the pages once all are made: to look through it all
    again for waste, as long work makes the collector do, held every thread for a third of a second.
    """
    gc.freeze()
    if window.open_journal is not None:
        window.open_journal.readying.done.connect(gc.freeze)


def announce() -> None:
    """Tell the process before this one that the window can be seen."""
    sys.stdout.write(PAINTED)
    sys.stdout.flush()


def main(core: App, argv: Sequence[str]) -> int:
    """Run the window until it is closed. Returns the exit code."""
    words = parse(argv)
    app = QApplication([TITLE, *STYLE])
    app.setApplicationName(TITLE)
    app.setApplicationDisplayName(TITLE)
    worker = VaultWorker()
    window = open_window(app, core, worker, words)
    window.opened.connect(lambda: keep_loaded(window))

    def report(fault: Fault) -> None:
        worker.on_error(fault)  # looked up each time: an unlock puts the window's own in place

    install_hook(report)
    app.aboutToQuit.connect(window.last_call)
    app.aboutToQuit.connect(worker.stop)
    return int(app.exec())
