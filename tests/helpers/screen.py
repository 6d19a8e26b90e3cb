"""A private X screen with a window manager, a D-Bus session and accessibility; Linux only.

Everything it starts is in a process group of its own and ends with it; nothing of the caller's
desktop, home or settings leaks in.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

NEEDED = ("Xvfb", "openbox", "dbus-daemon", "xdotool", "import")
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
_PATIENCE = 15.0


def lacking(programs: Sequence[str] = NEEDED) -> list[str]:
    """Which of the programs are not installed."""
    return [name for name in programs if shutil.which(name) is None]


class Screen:
    """Use it with `with`; `home` becomes HOME of all that is started on it."""

    def __init__(self, home: Path, width: int = 1280, height: int = 800) -> None:
        self.home = home
        self.size = f"{width}x{height}x24"
        self.environment = dict(os.environ)
        self._started: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        try:
            self._open()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> None:
        self._account()
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", self.size]
        self.start([*command, "-dpi", "96", "-nolisten", "tcp", "-noreset"], pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            raise RuntimeError("Xvfb would not start")
        self.environment["DISPLAY"] = f":{number}"
        bus = Path(self.environment["XDG_RUNTIME_DIR"]) / "bus"
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={bus}"
        self.start(["dbus-daemon", "--session", "--nofork", f"--address=unix:path={bus}"])
        wait_for(bus.exists)
        for launcher in filter(os.path.exists, _LAUNCHERS):
            self.start([launcher, "--launch-immediately"])
            break
        self.start(["openbox"])
        wait_for(lambda: b"window id" in self.ask("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"))

    def _account(self) -> None:
        """An empty account: no setting of this machine's owner counts."""
        run = self.home / "run"
        run.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in list(self.environment):
            if name.startswith(("XDG_", "QT_", "WAYLAND_", "DBUS_")):
                del self.environment[name]
        self.environment |= {
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(run),
            "XDG_SESSION_TYPE": "x11",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_ACCESSIBILITY": "1",
            "LC_ALL": "C.UTF-8",
        }

    def start(
        self, command: Sequence[str], pass_fds: tuple[int, ...] = (), **more: str
    ) -> subprocess.Popen[bytes]:
        """Start a program on the screen; it ends with the screen if not before."""
        made = subprocess.Popen(
            command, env=self.environment | more, cwd=self.home, start_new_session=True,
            pass_fds=pass_fds, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._started.append(made)
        return made

    def ask(self, *command: str) -> bytes:
        """Run a short command on the screen and return what it says."""
        done = subprocess.run(
            command, env=self.environment, cwd=self.home, capture_output=True, check=False
        )
        return done.stdout

    def keys(self, *chords: str) -> None:
        """Press keys by their X names, such as `ctrl+l`."""
        self.ask("xdotool", "key", "--delay", "12", *chords)

    def type(self, text: str) -> None:
        """Type letters."""
        self.ask("xdotool", "type", "--delay", "8", text)

    def picture(self, path: Path) -> None:
        """The whole screen as a PNG."""
        self.ask("import", "-silent", "-window", "root", str(path))

    def close(self) -> None:
        """End all that was started, the newest first."""
        for each in reversed(self._started):
            with suppress(ProcessLookupError):
                os.killpg(each.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                each.wait(3)
            with suppress(ProcessLookupError):
                os.killpg(each.pid, signal.SIGKILL)
            each.wait()
        self._started.clear()


def wait_for(true: object, patience: float = _PATIENCE) -> None:
    """Ask again and again until it is so.

    Raises:
        TimeoutError: it never was.
    """
    end = time.monotonic() + patience
    while not true():  # type: ignore[operator]
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.02)
