"""A hardened process leaves no core and cannot be read by its own kind."""

from __future__ import annotations

import subprocess
import sys

import pytest

_ASK = """
import ctypes, resource, sys
from reflect_app.hardening import harden
harden()
PR_GET_DUMPABLE = 3
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(PR_GET_DUMPABLE))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_no_core_and_not_dumpable() -> None:
    done = subprocess.run([sys.executable, "-c", _ASK], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["(0,", "0)", "0"]
