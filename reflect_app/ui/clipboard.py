"""What is copied out of an open journal: for half a minute, and asked to be kept in no history.

Other programs can read a clipboard; no program can prevent that. What it can do is say that the
text is a secret, in the ways that clipboard histories know, and take it away again while it is
still ours: after 30 seconds, at lock and at quit.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard

SECONDS = 30
HINT = "x-kde-passwordManagerHint"
_NOTHING = bytes(4)  # a DWORD 0
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'

#: Each clipboard history's own word for "leave this out": KDE's Klipper, macOS (nspasteboard.org),
#: Windows (Clipboard Formats, "Cloud Clipboard and Clipboard History Formats").
HINTS = {
    HINT: b"secret",
    "application/x-nspasteboard-concealed-type": b"1",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): _NOTHING,
    _WINDOWS.format("CanIncludeInClipboardHistory"): _NOTHING,
    _WINDOWS.format("CanUploadToCloudClipboard"): _NOTHING,
}


class ClipboardGuard(QObject):
    """Watches one clipboard for as long as a journal is open."""

    def __init__(self, clipboard: QClipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self.clear)
        clipboard.dataChanged.connect(self._changed)

    def clear(self) -> None:
        """Take away what was copied from here, unless another program has copied since."""
        self._timer.stop()
        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            owns = self._clipboard.ownsClipboard, self._clipboard.ownsSelection
            if owns[mode == QClipboard.Mode.Selection]():
                self._clipboard.clear(mode)

    def _changed(self) -> None:
        if not self._clipboard.ownsClipboard():
            self._timer.stop()
            return
        copied = self._clipboard.mimeData()
        if not copied.hasText():
            return
        self._timer.start()
        if not copied.hasFormat(HINT):
            self._clipboard.setMimeData(secret(copied.text()))


def secret(text: str) -> QMimeData:
    """A text for the clipboard, with every hint that keeps it out of histories. Plain only."""
    made = QMimeData()
    made.setText(text)
    for name, value in HINTS.items():
        made.setData(name, value)
    return made
