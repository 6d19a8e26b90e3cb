"""Permissions that bind the administrator too, for as long as a test needs them to."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_VERSION_3 = 0x20080522  # capset(2)
_OVERRIDES = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable"))


def can_bind() -> bool:
    """Whether this system's permissions bind whoever runs the tests, or can be made to."""
    return sys.platform == "linux" or (sys.platform != "win32" and os.geteuid() != 0)


@contextmanager
def bound_by_permissions() -> Iterator[None]:
    """Put away this thread's right to pass over file permissions; it comes back afterwards."""
    if sys.platform != "linux" or os.geteuid() != 0:
        yield
        return
    before = _capabilities()
    _set(before, before[0].effective & ~_OVERRIDES)
    try:
        yield
    finally:
        _set(before, before[0].effective)


def _capabilities() -> ctypes.Array[_Sets]:
    sets = (_Sets * 2)()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.capget(ctypes.byref(_Header(_VERSION_3, 0)), sets) != 0:
        raise OSError(ctypes.get_errno(), "capget")
    return sets


def _set(sets: ctypes.Array[_Sets], effective: int) -> None:
    wanted = (_Sets * 2)(
        _Sets(effective, sets[0].permitted, sets[0].inheritable),
        _Sets(sets[1].effective, sets[1].permitted, sets[1].inheritable),
    )
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.capset(ctypes.byref(_Header(_VERSION_3, 0)), wanted) != 0:
        raise OSError(ctypes.get_errno(), "capset")
