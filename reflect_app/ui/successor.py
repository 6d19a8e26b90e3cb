"""How a locked journal's process ends: another takes its place, so that its memory is gone.

POSIX replaces the process where it stands. Windows cannot: there the successor is started, and
this process ends once the other has painted.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from reflect_app.ui.tasks import wait_for_line

if TYPE_CHECKING:
    import subprocess

PAINTED = "painted\n"
"""What `--announce` writes to standard output once the window can be seen."""
_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where the window stood, in Qt's own pixels."""

    x: int
    y: int
    width: int
    height: int
    maximised: bool = False

    def __str__(self) -> str:
        """The form it travels in: `WIDTHxHEIGHT+X+Y`, with an `m` if maximised."""
        return f"{self.width}x{self.height}{self.x:+d}{self.y:+d}{'m' if self.maximised else ''}"

    @staticmethod
    def parse(text: str) -> Place | None:
        """What `str` wrote; None if it is anything else."""
        found = re.fullmatch(r"(\d{1,5})x(\d{1,5})([+-]\d{1,5})([+-]\d{1,5})(m?)", text)
        if found is None:
            return None
        width, height, x, y, maximised = found.groups()
        return Place(int(x), int(y), int(width), int(height), bool(maximised))


def command(place: Place, vault: Path | None, sealed: bool = False) -> list[str]:
    """The command line that comes back to the lock screen of the same journal; without one, to
    the demonstration's. `sealed` says that a quick note was left.
    """
    start = [sys.executable]
    if not getattr(sys, "frozen", False):
        # -P: without it, the folder we happen to stand in would come first for every module.
        start += ["-P", "-m", "reflect_app"]
    which = "--demo" if vault is None else f"--vault={vault}"
    return [*start, which, "--sealed" if sealed else "--locked", f"--place={place}"]


def replace_process(words: Sequence[str]) -> NoReturn:
    """End this process and be the other one. Everything durable must be on disk by now."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    if sys.platform == "win32":
        hand_over([*words, "--announce"])
        os._exit(0)
    os.execv(words[0], list(words))  # noqa: S606 - our own program, no shell


def hand_over(words: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start the successor, and wait until it has painted: five seconds at most."""
    import subprocess

    successor = subprocess.Popen(words, stdout=subprocess.PIPE)  # noqa: S603 - our own program
    if successor.stdout is not None:
        wait_for_line(successor.stdout, _PATIENCE)
    return successor
