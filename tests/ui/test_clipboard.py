"""What is copied leaves again, and is marked as a secret: looked at by another program."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reflect_app.ui.clipboard import HINT, HINTS, SECONDS, secret
from tests.helpers.screen import Screen, lacking, wait_for
from tests.helpers.sources import ROOT

#: Copies by the keyboard of a page, then does what it is told, a word a line.
COPIES = """
import sys
from PySide6.QtCore import QSocketNotifier
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from reflect_app.ui.clipboard import ClipboardGuard
app = QApplication([])
guard = ClipboardGuard(app.clipboard())
page = QPlainTextEdit("what a worker felt")
page.show()
def told():
    word = sys.stdin.readline().strip()
    if word == "copy":
        page.selectAll()
        page.copy()
        app.clipboard().setText(page.toPlainText(), QClipboard.Mode.Selection)  # as a mouse does
    elif word == "half a minute":
        assert guard._timer.isActive() and guard._timer.interval() == 30_000
        guard._timer.setInterval(0)
    elif word == "clear":
        guard.clear()
    else:
        ear.setEnabled(False)
        app.quit()
        return
    app.processEvents()
    print(word, app.clipboard().ownsClipboard(), flush=True)
ear = QSocketNotifier(0, QSocketNotifier.Type.Read)
ear.activated.connect(told)
print("ready", flush=True)
app.exec()
"""

pytestmark = pytest.mark.skipif(
    bool(lacking(("Xvfb", "openbox", "dbus-daemon", "xclip"))), reason="needs Debian's xvfb, xclip"
)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    with Screen(tmp_path / "account") as made:
        yield made


class Copier:
    """The program that copies."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._program = subprocess.Popen(
            [sys.executable, "-c", COPIES], env=screen.environment, cwd=ROOT,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._answer()

    def _answer(self) -> str:
        assert self._program.stdout is not None
        return self._program.stdout.readline().strip()

    def tell(self, word: str) -> None:
        """Have it do something, and wait until it is done."""
        assert self._program.stdin is not None
        self._program.stdin.write(word + "\n")
        self._program.stdin.flush()
        assert self._answer().startswith(word)

    def close(self) -> None:
        """End it."""
        self._program.communicate("end\n", timeout=20)


@pytest.fixture
def copier(screen: Screen) -> Iterator[Copier]:
    made = Copier(screen)
    yield made
    made.close()


def clipboard(screen: Screen, target: str = "UTF8_STRING") -> str:
    """What another program gets."""
    return screen.ask("xclip", "-selection", "clipboard", "-o", "-t", target).decode()


def test_a_copy_is_marked_for_histories_and_gone_after_its_time(
    screen: Screen, copier: Copier
) -> None:
    copier.tell("copy")
    assert clipboard(screen) == "what a worker felt"
    targets = clipboard(screen, "TARGETS").split("\n")
    assert HINT in targets
    assert not {"text/html", "application/vnd.oasis.opendocument.text"} & set(targets)
    assert clipboard(screen, HINT) == "secret"
    copier.tell("half a minute")
    wait_for(lambda: clipboard(screen) == "")


def test_clearing_at_lock_takes_the_selection_too(screen: Screen, copier: Copier) -> None:
    copier.tell("copy")
    assert screen.ask("xclip", "-selection", "primary", "-o") == b"what a worker felt"
    copier.tell("clear")
    assert clipboard(screen) == ""
    assert screen.ask("xclip", "-selection", "primary", "-o") == b""


def test_what_another_program_copied_since_is_left_alone(screen: Screen, copier: Copier) -> None:
    copier.tell("copy")
    assert clipboard(screen) == "what a worker felt"
    subprocess.run(
        ["xclip", "-selection", "clipboard", "-i"], input=b"a shopping list",
        env=screen.environment, check=True,
    )  # fmt: skip
    copier.tell("clear")
    assert clipboard(screen) == "a shopping list"


def test_every_hint_goes_along() -> None:
    made = secret("words")
    assert made.text() == "words"
    assert {name: bytes(made.data(name).data()) for name in HINTS} == dict(HINTS)
    assert SECONDS == 30
