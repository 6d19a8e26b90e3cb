"""Building a page a little at a time in the GUI thread, so that it answers between.

Widgets can be made in no other thread, and a long form is a few hundred of them. What is to be
made is a generator that yields wherever it may be interrupted.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

SLICE = 0.0004
"""Seconds of building at a stretch: many small steps, or one that takes longer. What is laid out
and painted for it has the turn after it, so that each stays within a frame of 16 ms."""


def polishing(hidden: QWidget) -> Iterator[QWidget]:
    """Have the style sheet look at what is in a part that does not show yet, one widget a step.

    It would otherwise look at all of them in the turn in which the part is shown.
    """
    for widget in (hidden, *hidden.findChildren(QWidget)):
        widget.ensurePolished()
        yield widget


class Gently(QObject):
    """Takes the steps in slices. Ends with them, or with `owner`, whichever comes first."""

    def __init__(self, steps: Iterator[object], owner: QObject) -> None:
        super().__init__(owner)
        self._steps = steps
        self._rests = False  # before its first slice too: what stood there goes in that turn
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(0)

    def _go_on(self) -> None:
        self._rests = not self._rests
        if self._rests:
            return  # this turn lays out and paints what the one before it made
        end = time.perf_counter() + SLICE
        try:
            while time.perf_counter() < end:
                next(self._steps)
        except StopIteration:
            self._stop()
        except Exception:
            self._stop()  # a step that fails once would fail at every turn
            raise

    def _stop(self) -> None:
        self._timer.stop()
        self.deleteLater()
