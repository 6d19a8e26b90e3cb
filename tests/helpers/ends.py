"""Waiting for a process to end, for a limited time."""

from __future__ import annotations

import os
import select


def ended_within(pid: int, seconds: float) -> bool:
    """Whether it ends by itself so soon. A kill at a random moment waits no longer than this."""
    watch = os.pidfd_open(pid)
    try:
        return bool(select.select([watch], [], [], seconds)[0])
    finally:
        os.close(watch)
