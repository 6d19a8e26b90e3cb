"""Work in steps, so that whoever asked for it may look in between or stop."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")


def to_the_end(steps: Generator[object, None, T]) -> T:
    """Take every step at once; what comes of them."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
