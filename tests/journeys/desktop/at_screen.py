"""A person at a private X screen: xdotool for hands, a screen reader for eyes, pictures kept.

The program is the real one, in its own process and account: the shipped key, the computer's
clock, the process replaced on lock. Nothing but keys goes in.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.helpers.screen import Screen
from tests.journeys.somebody import Somebody

SYSTEM_PYTHON = "/usr/bin/python3"
_PATIENCE = 20.0
_NAMES = {"Ctrl": "ctrl", "Shift": "shift", "Space": "space"}


def has_eyes() -> bool:
    """Whether the system's Python can read the screen."""
    code = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    if not Path(SYSTEM_PYTHON).exists():
        return False
    done = subprocess.run([SYSTEM_PYTHON, "-c", code], capture_output=True, check=False)
    return done.returncode == 0


class AtScreen(Somebody):
    """One person, one account, one screen. Pictures go to `pictures`, numbered."""

    def __init__(self, screen: Screen, pictures: Path) -> None:
        super().__init__()
        self.on = screen
        self.pictures = pictures
        self.program: subprocess.Popen[bytes] | None = None
        self._eyes: subprocess.Popen[str] | None = None
        pictures.mkdir(parents=True, exist_ok=True)

    def start(self, *words: str) -> None:
        """Start the shipped command and wait for its window."""
        command = Path(sys.executable).with_name("reflect-app")
        self.program = self.on.start([str(command), *words])
        self._wait_for_window()

    def _wait_for_window(self) -> None:
        """Wait for the window of the process there is now, and look at it afresh."""
        self._close_eyes()
        name = ("xdotool", "search", "--sync", "--onlyvisible", "--pid", str(self.pid), "Reflect")
        self.on.ask("timeout", str(_PATIENCE), *name)

    @property
    def pid(self) -> int:
        """The program's process; it stays the same when another program takes its place."""
        assert self.program is not None
        return self.program.pid

    def press(self, *chords: str) -> None:
        """Press keys."""
        for chord in chords:
            parts = [_NAMES.get(part, part) for part in chord.split("+")]
            key = parts[-1].lower() if len(parts[-1]) == 1 else parts[-1]
            self.on.keys("+".join([*parts[:-1], key]))
            self.keys += 1

    def write(self, text: str) -> None:
        """Type a text."""
        self.on.type(text)
        self.keys += len(text)

    def screen(self) -> str:
        """All that a screen reader finds showing."""
        return self._ask("screen")

    def focus(self) -> str:
        """What a screen reader says has the focus; a key takes a moment to arrive."""
        before = self._ask("focus")
        while (now := self._ask("focus")) != before:
            before = now
        return now

    def row(self) -> str:
        """In a list a screen reader follows the rows."""
        return self.focus()

    def text_of(self, name: str) -> str:
        """The text of a part."""
        return self._ask(f"text {name}")

    def until(self, seen: Callable[[], bool]) -> bool:
        """Look again and again."""
        end = time.monotonic() + _PATIENCE
        while not seen():
            if time.monotonic() > end:
                self.picture("waited in vain")
                return False
            time.sleep(0.03)
        return True

    def answer_dialog(self, path: Path, opens: Callable[[], object]) -> None:
        """Wait for the dialog's line, then type."""
        opens()
        assert self.until(lambda: "File name" in self.focus()), self.focus()
        self.press("Ctrl+A")
        self.write(str(path))
        self.picture("where to save")
        self.press("Return")

    def lock(self) -> None:
        """Ctrl+L, and look: the same process number, another program."""
        begun = self._begun()
        self.press("Ctrl+L")
        self.picture("right after the lock key")
        assert self.until(lambda: self._begun() != begun), "the process was not replaced"
        self._wait_for_window()
        self.sees("Saved and locked.")
        self.picture("locked")

    def _begun(self) -> str:
        """The words the process was started with; they change when it is replaced."""
        return Path(f"/proc/{self.pid}/cmdline").read_text(encoding="utf-8")

    def close(self) -> None:
        """Alt+F4, as the window manager has it."""
        self.press("alt+F4")
        assert self.program is not None
        self.program.wait(_PATIENCE)
        self._close_eyes()

    def leave(self) -> None:
        """Stop looking."""
        self._close_eyes()

    def picture(self, name: str) -> None:
        """Keep a picture, numbered in the order of the story."""
        super().picture(name)
        self.on.picture(self.pictures / f"{len(self.moments):02d} {name}.png")

    def memory_holds(self, text: str) -> bool:
        """Whether a text is anywhere in the program's memory, in any of Qt's or Python's forms."""
        forms = [text.encode(), text.encode("utf-16-le")]
        with Path(f"/proc/{self.pid}/mem").open("rb", buffering=0) as memory:
            for line in Path(f"/proc/{self.pid}/maps").read_text(encoding="utf-8").splitlines():
                where, rights = line.split()[:2]
                first, last = (int(part, 16) for part in where.split("-"))
                if "r" not in rights or "[v" in line:
                    continue
                try:
                    memory.seek(first)
                    block = memory.read(last - first)
                except (OSError, OverflowError, ValueError):
                    continue
                if any(form in block for form in forms):
                    return True
        return False

    def _ask(self, question: str) -> str:
        eyes = self._opened_eyes()
        assert eyes.stdin is not None
        assert eyes.stdout is not None
        eyes.stdin.write(question + "\n")
        eyes.stdin.flush()
        line = eyes.stdout.readline()
        assert line, "the accessibility bus has gone"
        return str(json.loads(line))

    def _opened_eyes(self) -> subprocess.Popen[str]:
        if self._eyes is None:
            self._eyes = subprocess.Popen(
                [SYSTEM_PYTHON, str(Path(__file__).with_name("eyes.py")), str(self.pid)],
                env=self.on.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, encoding="utf-8",
            )  # fmt: skip
        return self._eyes

    def _close_eyes(self) -> None:
        eyes, self._eyes = self._eyes, None
        if eyes is not None:
            assert eyes.stdin is not None
            eyes.stdin.close()
            eyes.wait(5)
            assert eyes.stdout is not None
            eyes.stdout.close()
