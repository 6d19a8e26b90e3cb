"""The main job for real: a private screen, the shipped program, a keyboard and a stopwatch.

    .venv/bin/python -m pytest tests/journeys/desktop --long

Needs Debian's xvfb, openbox, xdotool, x11-utils, imagemagick, dbus, at-spi2-core and
python3-pyatspi. With REFLECT_PICTURES set to a folder, a picture of every moment is kept there;
they are meant to be looked at.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from reflect_app.app import local_zone
from reflect_app.core import when
from reflect_app.core.clock import SystemClock
from reflect_app.core.shifts import offered
from reflect_app.ui.compose.when import say_shift
from tests.fixtures import PASSPHRASE
from tests.helpers.screen import lacking
from tests.journeys import story
from tests.journeys.desktop.at_screen import AtScreen, has_eyes

pytestmark = [
    pytest.mark.long,
    pytest.mark.desktop,
    pytest.mark.timeout(600),
    pytest.mark.skipif(bool(lacking()), reason=f"not installed: {', '.join(lacking())}"),
    pytest.mark.skipif(not has_eyes(), reason="python3-pyatspi is not installed"),
]
FIRST_RUN, MORNING = 120, 60
"""Seconds allowed for setting up, and for the page after a night."""


def reflect(somebody: AtScreen, *words: str) -> Any:
    """What the command line says of the same journal afterwards."""
    phrase = somebody.on.home / "passphrase"
    phrase.write_text(PASSPHRASE, encoding="utf-8")
    command = Path(sys.executable).with_name("reflect")
    done = subprocess.run(
        [command, "--json", "--passphrase-file", phrase, *words],
        env=somebody.on.environment, capture_output=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_the_main_job_at_a_real_screen(at_screen: AtScreen, tmp_path: Path) -> None:
    clock = SystemClock(local_zone)
    shift = offered(clock.now(), clock.zone())
    started = time.monotonic()
    at_screen.start()
    story.first_run(at_screen)
    assert time.monotonic() - started < FIRST_RUN
    started = time.monotonic()
    story.check_in(at_screen, say_shift(shift, clock.now().date()))
    assert time.monotonic() - started < MORNING
    story.free_page(at_screen, f"half a thought {story.KEPT_BACK}")
    at_screen.lock()
    assert "half a thought" not in at_screen.screen()
    for said in (story.SENTENCE, story.KEPT_BACK, PASSPHRASE):
        assert not at_screen.memory_holds(said)
    at_screen.unlock()
    at_screen.sees("You said something needed to go in the record.", "Unfinished", "Free page")
    at_screen.picture("unlocked")
    story.find_it(at_screen)
    story.delete_and_undo(at_screen)
    pack = tmp_path / "pack.pdf"
    story.make_pack(at_screen, pack)
    story.read_back(pack, when.shift_line(shift))
    at_screen.close()
    (entry,) = reflect(at_screen, "list", "--marked")["entries"]
    answers = reflect(at_screen, "show", entry["id"])["answers"]
    assert answers == story.TAPPED | {"shift": {"start": shift.start, "kind": shift.kind}}
    assert reflect(at_screen, "verify", "--deep")["status"] == "clean"
