"""Full disks: a plain refusal, nothing half, and the next save works."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.sources import ROOT

pytestmark = [pytest.mark.fault, pytest.mark.external, pytest.mark.timeout(4 * 3600)]


def small_disk(folder: Path, size: str) -> list[str]:
    """What to put before a command so that the folder is a small disk, for it alone."""
    mount = f'mount -t tmpfs -o size={size} none "$0" && exec "$@"'
    prefix = ["unshare", "-rm", "sh", "-c", mount, str(folder)]
    if shutil.which("unshare") is None or subprocess.run([*prefix, "true"], check=False).returncode:
        pytest.skip("needs a kernel that lets users mount (unshare -rm)")
    return prefix


@pytest.mark.parametrize("anchors", ["elsewhere", "on it"])
def test_every_size_of_a_full_disk(
    tmp_path: Path, request: pytest.FixtureRequest, anchors: str
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    home = tmp_path / "home-of-it" if anchors == "elsewhere" else small / "home"
    step = 1536 if request.config.getoption("--long") else 20_000
    command = [sys.executable, "-m", "tests.faults.filling", str(small), str(home), str(step)]
    done = subprocess.run(
        [*small_disk(small, "4m"), *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == 4 * len(range(0, 400_000, step))
    for line in lines:
        assert line["outcome"] in {"done", "disk-full"}, line
        assert line["found"] == ["clean", "done", "clean", "None", "clean"], line
        assert line["took"] < 2, line
    outcomes = {(line["what"], line["outcome"]) for line in lines}
    assert outcomes >= {("write", "done"), ("write", "disk-full"), ("draft", "disk-full")}
