"""Draw the pictures of the README anew: `.venv/bin/python packaging/pictures.py`.

The real window on a private screen, with the demonstration's made-up year, on one fixed morning,
so that a change in a picture is a change in the program. Needs Debian's xvfb, openbox, x11-utils
and dbus. Each picture is a PNG of 256 colours at most.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the tests' private screen, and Reflect as it stands here

from PySide6.QtCore import QSize, Qt  # noqa: E402
from PySide6.QtGui import QImage  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from reflect_app.app import App  # noqa: E402
from reflect_app.core.clock import FixedClock  # noqa: E402
from reflect_app.paths import Paths  # noqa: E402
from reflect_app.services.demo import open_demo  # noqa: E402
from reflect_app.ui.app_window import dress  # noqa: E402
from reflect_app.ui.compose.targets import WriteNew  # noqa: E402
from reflect_app.ui.entrance import UNLOCK, Entrance, Opened  # noqa: E402
from reflect_app.ui.jobs import InlineTasks  # noqa: E402
from reflect_app.ui.pages.compose import ComposePage  # noqa: E402
from reflect_app.ui.pages.journal import JournalPage  # noqa: E402
from reflect_app.ui.window import MainWindow  # noqa: E402
from reflect_app.ui.workspace import Workspace  # noqa: E402
from tests.helpers.screen import Screen, lacking  # noqa: E402

PICTURES = ROOT / "resources" / "pictures"
SIZE = QSize(1120, 720)
MORNING = datetime(2026, 3, 12, 7, 34, tzinfo=UTC)
LARGEST = 150_000
"""Bytes; a reader on a slow line waits for all of them."""
READ = "One year"
"""The entry that stands open in the Journal."""


class Draughtsman:
    """Opens the window and keeps pictures of it."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        core = App(Paths.under(folder), FixedClock(MORNING))
        self.demo = open_demo(core)
        self._app = app
        self._entrance = Entrance(self.demo.app, dress(app, self.demo.app), InlineTasks())
        self.window = MainWindow(app, self._entrance, lambda *_: None)
        self.window.resize(SIZE)
        self.window.show()
        self.window.activateWindow()

    def draw(self) -> None:
        """Every picture, in the order of the README."""
        self._entrance.open(Opened.of(self.demo.journal))
        self._settle()
        self._keep("today")
        self._write()
        self._keep("write")
        self._choose_for_pack()
        self._keep("pack")
        self._workspace().go("insights")
        self._settle()
        self._keep("insights")
        self._theme("dark")
        self._read()
        self._keep("journal")
        self._theme("light")
        self._lock()
        self._keep("lock")

    def _write(self) -> None:
        """The morning page after the first taps; the support strip is there."""
        work = self._workspace()
        view = self.demo.journal.drafts.offered_shift()
        work.go("compose", WriteNew("after-shift", view))
        page = work.front
        assert isinstance(page, ComposePage)
        self._until(lambda: page.sheet is not None)
        sheet = page.sheet
        assert sheet is not None
        sheet.form.answer("heavy", 7)
        sheet.form.answer("energy", 3)
        sheet.form.blocks["heavy"].field.focus_target().setFocus()
        self._until(lambda: bool(work.status.save.text()))
        self._settle()

    def _choose_for_pack(self) -> None:
        work = self._workspace()
        work.go("pack")
        self._settle()
        QTest.keyClick(self.window.focusWidget(), Qt.Key.Key_Right)
        self._settle()

    def _read(self) -> None:
        work = self._workspace()
        work.go("journal")
        page = work.front
        assert isinstance(page, JournalPage)
        self._settle()
        titles = [row for row in range(50) if self._title(page, row) == READ]
        page.list.setCurrentIndex(page.model.index(titles[0] if titles else 0, 0))
        page.list.setFocus()
        self._settle()

    def _title(self, page: JournalPage, row: int) -> str:
        summary = page.model.summary(row)
        return summary.title if summary else ""

    def _lock(self) -> None:
        self.demo.journal.close()
        self.window.enter(UNLOCK, self.demo.folder, locked=True)
        self._settle()

    def _workspace(self) -> Workspace:
        opened = self.window.open_journal
        assert opened is not None
        return opened.workspace

    def _theme(self, name: str) -> None:
        self._entrance.theme.choose(name)
        self._settle()

    def _until(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + 10
        while not true() and time.monotonic() < end:
            self._app.processEvents()

    def _settle(self) -> None:
        """Let timers of a fraction of a second run out."""
        QTest.qWait(700)

    def _keep(self, name: str) -> None:
        path = PICTURES / f"{name}.png"
        few_colours(self.window.grab().toImage()).save(str(path), quality=0)
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")


def few_colours(image: QImage, most: int = 256) -> QImage:
    """The same picture in a palette: the commonest colours, each other one as its nearest."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(plain.constBits()).cast("I")
    counted = Counter(pixels)
    palette = [colour for colour, _ in counted.most_common(most)]
    place = {colour: number for number, colour in enumerate(palette)}
    for colour in counted:
        if colour not in place:
            place[colour] = min(range(len(palette)), key=lambda n: _far(colour, palette[n]))
    data = bytes(place[colour] for colour in pixels)
    width, height = plain.width(), plain.height()
    made = QImage(data, width, height, width, QImage.Format.Format_Indexed8)
    made.setColorTable(palette)
    return made.copy()  # `data` goes with this call


def _far(one: int, other: int) -> int:
    return sum(
        weight * ((one >> shift & 255) - (other >> shift & 255)) ** 2
        for weight, shift in ((3, 16), (6, 8), (1, 0))
    )


def draw() -> int:
    """Draw on the screen there is. Returns how many pictures are too large."""
    app = QApplication(["Reflect"])
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        hand = Draughtsman(app, Path(folder))
        try:
            hand.draw()
        finally:
            hand.demo.close()
    return sum(path.stat().st_size > LARGEST for path in PICTURES.glob("*.png"))


def main() -> int:
    """Draw on a private screen."""
    if missing := lacking(("Xvfb", "openbox", "dbus-daemon", "xprop")):
        print(f"not installed: {', '.join(missing)}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as home, Screen(Path(home)) as screen:
        command = [sys.executable, str(Path(__file__)), "--here"]
        return subprocess.run(command, env=screen.environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(draw() if "--here" in sys.argv else main())
