"""The exchange folder's owner can put something else where a file was seen."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from reflect_app.sharing.folder import read

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")


def test_a_link_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"somebody else's")
    (tmp_path / "a.rbundle").symlink_to(tmp_path / "secret")
    assert read(tmp_path / "a.rbundle") is None
    assert read(tmp_path / "secret") == b"somebody else's"


def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.rbundle")
    assert read(tmp_path / "a.rbundle") is None
