"""Long work: in steps, so that whoever asked for it may look in between, and with a pace for
what lies inside one step.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeVar

T = TypeVar("T")

Pace = Callable[[int, int], object]
"""Told from inside a long step how much of how much is done, often and in any unit; of none
where there is nothing new to tell. It raises CancelledError to have the work stopped.
"""


def unpaced(done: int, of: int) -> None:
    """The pace of whoever waits to the end."""


def portion(pace: Pace, start: int, end: int) -> Pace:
    """The pace of one part, which is `start` to `end` hundredths of the whole."""

    def told(done: int, of: int) -> object:
        return pace(start + (end - start) * done // of, 100) if of else pace(0, 0)

    return told


def to_the_end(steps: Generator[object, None, T]) -> T:
    """Take every step at once; what comes of them."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
