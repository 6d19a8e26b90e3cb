"""Windows says that its session was locked or left, or that the computer is about to sleep.

Written from Microsoft's pages on WM_WTSSESSION_CHANGE and WM_POWERBROADCAST. It has not been run:
there was no Windows here.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtGui import QGuiApplication

WM_POWERBROADCAST = 0x0218
WM_WTSSESSION_CHANGE = 0x02B1
PBT_APMSUSPEND = 0x0004
WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT = 0x2, 0x4
WTS_SESSION_LOGOFF, WTS_SESSION_LOCK = 0x6, 0x7
_LEFT = {WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK}
_THIS_SESSION = 0


def is_leaving(message: int, reason: int) -> bool:
    """Whether a window message with this wParam means that nobody is there any more."""
    return (message == WM_WTSSESSION_CHANGE and reason in _LEFT) or (
        message == WM_POWERBROADCAST and reason == PBT_APMSUSPEND
    )


class SessionEvents(QAbstractNativeEventFilter):
    """Calls `gone` for each such message. Holds for as long as it is kept."""

    def __init__(self, gone: Callable[[], object]) -> None:
        super().__init__()
        self._gone = gone
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self)
        windows = QGuiApplication.topLevelWindows()
        if windows:
            tell = getattr(ctypes, "windll").wtsapi32.WTSRegisterSessionNotification  # noqa: B009
            tell(int(windows[0].winId()), _THIS_SESSION)

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> Any:  # noqa: ANN401  Qt's own pair
        """Look at the message and let it pass."""
        if bytes(kind) == b"windows_generic_MSG":  # type: ignore[arg-type]  # as Qt hands it
            told = wintypes.MSG.from_address(int(message))
            if is_leaving(told.message, told.wParam):
                self._gone()
        return False, 0
