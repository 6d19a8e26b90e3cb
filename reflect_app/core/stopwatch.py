"""Two ways to do the same work, timed in turn: how every figure about speed is taken here."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Measured:
    """Two ways to do the same work: the middle of each in seconds, and ours at its 95th."""

    ours: float
    floor: float
    slow: float

    @property
    def ratio(self) -> float:
        """How many times the floor ours takes."""
        return self.ours / self.floor

    def said(self) -> dict[str, float]:
        """In milliseconds, for the benchmark's own table."""
        return {
            "ours ms": round(self.ours * 1e3, 3),
            "floor ms": round(self.floor * 1e3, 3),
            "p95 ms": round(self.slow * 1e3, 3),
            "ratio": round(self.ratio, 2),
        }


def measured(
    ours: Callable[[], object],
    floor: Callable[[], object],
    rounds: int = 40,
    clock: Callable[[], float] = time.perf_counter,
) -> Measured:
    """Both in turn, so that a busy moment of the machine meets both.

    Where no disk is waited for, `clock` may be `time.process_time`: it leaves out what others do.
    """
    ours()
    floor()
    taken: list[list[float]] = [[], []]
    for _ in range(rounds):
        for place, work in enumerate((ours, floor)):
            began = clock()
            work()
            taken[place].append(clock() - began)
    slow = sorted(taken[0])[int(rounds * 0.95)]
    return Measured(median(taken[0]), median(taken[1]), slow)
