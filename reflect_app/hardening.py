"""What a process that may hold a journal in memory does first: leave no core, allow no debugger."""

from __future__ import annotations

import contextlib
import sys

_PR_SET_DUMPABLE = 4


def harden() -> None:
    """No core file, no dump, no reading of this memory by other programs of the same person.

    Undone by exec, so every fresh process calls it again. Windows has no such switch for a
    program; SECURITY.md says so. macOS honours the core limit only.
    """
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
