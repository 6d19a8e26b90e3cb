"""Somebody with a keyboard and eyes, whatever stands between them and the program.

`Person` presses keys inside this process, `AtScreen` on a real X screen; both tell the same
story (`story.py`). Nobody reaches into a widget to act. `screen` and `focus` are the eyes: what a
screen reader would say.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fixtures import PASSPHRASE

_MOST_TABS = 60


class Somebody(ABC):
    """What a story may ask of a person. `keys` counts what was pressed, `moments` the pictures."""

    def __init__(self) -> None:
        self.keys = 0
        self.moments: list[str] = []

    @abstractmethod
    def press(self, *chords: str) -> None:
        """Press keys one after the other, each named as in a menu: `Tab`, `Ctrl+L`, `Return`."""

    @abstractmethod
    def write(self, text: str) -> None:
        """Type a text letter by letter."""

    @abstractmethod
    def screen(self) -> str:
        """Everything that can be read in the window now."""

    @abstractmethod
    def focus(self) -> str:
        """What a screen reader calls the thing that has the focus."""

    @abstractmethod
    def row(self) -> str:
        """The row of the list or tree that has the focus, as it is spoken."""

    @abstractmethod
    def text_of(self, name: str) -> str:
        """What can be read in the part of the window that a screen reader calls this."""

    @abstractmethod
    def until(self, seen: Callable[[], bool]) -> bool:
        """Wait until something is so; False where it never was."""

    @abstractmethod
    def answer_dialog(self, path: Path, opens: Callable[[], object]) -> None:
        """Do what opens a file dialog, type a path into it and press Enter."""

    @abstractmethod
    def start(self, *words: str) -> None:
        """Start `reflect-app` with these words."""

    @abstractmethod
    def lock(self) -> None:
        """Ctrl+L: what was open is gone at once, and another process shows the lock screen."""

    @abstractmethod
    def close(self) -> None:
        """Close the window as its frame's button does, and wait until the program is done."""

    def picture(self, name: str) -> None:
        """A moment worth a look; where there is a screen, a picture of it is kept."""
        self.moments.append(name)

    def tab_to(self, name: str) -> None:
        """Press Tab until the name of what has the focus begins so; fails where Tab never comes."""
        seen = []
        for _ in range(_MOST_TABS):
            now = self.focus()
            if now.startswith(name):
                return
            seen.append(now)
            self.press("Tab")
        pytest.fail(f"Tab never came to {name!r}; it came to {seen}")

    def back_to(self, name: str) -> None:
        """The same with Shift+Tab: what is near the end of a long page is nearer so."""
        for _ in range(_MOST_TABS):
            if self.focus().startswith(name):
                return
            self.press("Shift+Tab")
        pytest.fail(f"Shift+Tab never came to {name!r}, but to {self.focus()!r}")

    def sees(self, *words: str) -> None:
        """Wait until all of these can be read somewhere in the window."""

        def all_there() -> bool:
            shown = self.screen()
            return all(part in shown for part in words)

        if not self.until(all_there):
            shown = self.screen()
            missing = [part for part in words if part not in shown]
            pytest.fail(f"{missing} cannot be read here:\n{shown}")

    def unlock(self, phrase: str = PASSPHRASE) -> None:
        """Type the passphrase into the lock screen and wait for Today."""
        self.until(lambda: "Passphrase" in self.focus())
        self.write(phrase)
        self.press("Return")
        self.sees("Just finished a shift")
