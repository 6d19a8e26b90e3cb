"""The computer says that nobody is there: its screen was locked, it sleeps, another user came.

On Linux these are signals on the session's bus (`org.freedesktop.ScreenSaver`, the names that
GNOME, Cinnamon and MATE give it) and of logind on the system's bus. A bus that is not there is an
ordinary day: the idle lock stands. On macOS nothing is listened to. The Windows half is
`away_windows.py`, which has not been run.

Any program of the same user can send such a signal. All it can do with it is lock the journal.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

SCREENS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
)
LOGIND = "org.freedesktop.login1"
SESSION = LOGIND + ".Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"


def session_path(number: str) -> str:
    """Where logind keeps a session (`XDG_SESSION_ID`), in D-Bus's own spelling of a name.

    Source: systemd's bus_label_escape; all but letters, and digits after the first, become `_xx`.
    """
    first = re.sub(r"^[0-9]", lambda digit: f"_{ord(digit[0]):02x}", number)
    rest = re.sub(r"[^A-Za-z0-9_]", lambda other: f"_{ord(other[0]):02x}", first)
    return f"/org/freedesktop/login1/session/{rest}"


class AwayWatch(QObject):
    """Listens from `start` on. `gone` may be emitted more than once."""

    gone = Signal()

    def start(self) -> None:
        """Listen wherever this system can tell."""
        if sys.platform.startswith("linux"):
            self._listen()
        elif sys.platform == "win32":
            from reflect_app.ui.away_windows import SessionEvents

            self._events = SessionEvents(self.gone.emit)

    def _listen(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        for name in SCREENS:
            self._hear(session, ("", "", name, "ActiveChanged"), "_is_on(bool)")
        manager = (LOGIND, "/org/freedesktop/login1", LOGIND + ".Manager")
        self._hear(system, (*manager, "PrepareForSleep"), "_is_on(bool)")
        number = os.environ.get("XDG_SESSION_ID", "")
        if number:
            mine = session_path(number)
            self._hear(system, (LOGIND, mine, SESSION, "Lock"), "_lock()")
            # No more of its arguments than we look at: Qt ends the program over one it can't read.
            changed = (LOGIND, mine, _PROPERTIES, "PropertiesChanged")
            self._hear(system, changed, "_changed(QString,QVariantMap)")

    def _hear(self, bus: QDBusConnection, signal: tuple[str, str, str, str], slot: str) -> None:
        if bus.isConnected():
            bus.connect(*signal, self, SLOT(slot))  # type: ignore[call-overload]  # takes str alone

    @Slot(bool)
    def _is_on(self, on: bool) -> None:
        if on:
            self.gone.emit()

    @Slot()
    def _lock(self) -> None:
        self.gone.emit()

    @Slot(str, "QVariantMap")
    def _changed(self, whose: str, changes: dict[str, object]) -> None:
        if whose == SESSION and tells_of_leaving(changes):
            self.gone.emit()


def tells_of_leaving(changes: Mapping[str, object]) -> bool:
    """Whether logind's changed properties say that the seat is another's, or locked."""
    return changes.get("Active") is False or changes.get("LockedHint") is True
