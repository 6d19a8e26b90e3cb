"""`kill -9` while passphrase or data key change: the old or the new opens, never neither."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.sources import ROOT

pytestmark = [
    pytest.mark.fault,
    pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL"),
    pytest.mark.timeout(600),
]


@pytest.mark.parametrize("count", [24, pytest.param(400, marks=pytest.mark.long)])
def test_a_kill_leaves_the_old_or_the_new(tmp_path: Path, count: int) -> None:
    """Every other one is a rotation, so the long form kills 200 changes of each kind."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.rekeyer", str(tmp_path / "h"), str(count), "1"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    tally = json.loads(done.stdout)
    assert sum(tally.values()) == count
    assert tally["old"]
    assert tally["new"] or tally["rotated"]
