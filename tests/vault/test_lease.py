"""One writer at a time, and what the others are told."""

from __future__ import annotations

import os
import platform
import random
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reflect_app.core import when
from reflect_app.errors import FileProblemError, VaultInUseError
from reflect_app.vault import lease
from reflect_app.vault.lease import Lease, holder_of
from tests.helpers.sources import ROOT

SINCE = "2026-03-12T07:30:00+00:00"


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Lease]:
    mine = Lease.take(tmp_path, SINCE)
    yield mine
    mine.release()


def test_nobody_holds_what_is_not_there_or_was_given_back(tmp_path: Path) -> None:
    assert holder_of(tmp_path) is None
    Lease.take(tmp_path, SINCE).release()
    assert holder_of(tmp_path) is None
    assert (tmp_path / lease.NAME).read_bytes() == b""


@pytest.mark.usefixtures("held")
def test_a_second_one_is_refused_and_named_the_holder(tmp_path: Path) -> None:
    holder = holder_of(tmp_path)
    assert holder is not None
    assert holder.since == SINCE
    with pytest.raises(VaultInUseError) as refusal:
        Lease.take(tmp_path, "later")
    for part in (holder.host, holder.user, when.instant(holder.since)):
        assert part in refusal.value.message


@pytest.mark.usefixtures("held")
def test_asking_never_takes_it_away(tmp_path: Path) -> None:
    for _ in range(50):
        assert holder_of(tmp_path) is not None
    with pytest.raises(VaultInUseError):
        Lease.take(tmp_path, "later")


def test_those_who_ask_do_not_see_each_other(tmp_path: Path) -> None:
    (tmp_path / lease.NAME).touch()
    with (tmp_path / lease.NAME).open("r+b", buffering=0) as asking:
        lease._lock(asking, ask=True)
        assert holder_of(tmp_path) is None


def test_whatever_the_text_says_only_the_lock_counts(tmp_path: Path) -> None:
    for text in (b"", b"nonsense", b'{"host":"OFFICE-2","user":"s","since":"2020"}', b"x" * 9999):
        (tmp_path / lease.NAME).write_bytes(text)
        assert holder_of(tmp_path) is None
        mine = Lease.take(tmp_path, SINCE)
        assert holder_of(tmp_path) is not None
        mine.release()


def test_a_holder_who_could_not_write_a_name_still_holds_it(tmp_path: Path) -> None:
    mine = Lease.take(tmp_path, SINCE)
    (tmp_path / lease.NAME).write_bytes(b"")
    with pytest.raises(VaultInUseError, match="another window"):
        Lease.take(tmp_path, SINCE)
    mine.release()


@pytest.mark.skipif(os.name != "posix", reason="permission bits and links")
def test_private_from_birth_and_never_through_a_link(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        Lease.take(tmp_path, SINCE).release()
    finally:
        os.umask(old)
    path = tmp_path / lease.NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.unlink()
    (tmp_path / "target").touch()
    path.symlink_to(tmp_path / "target")
    with pytest.raises(FileProblemError):
        Lease.take(tmp_path, SINCE)


RACE = """
import sys
from pathlib import Path
from reflect_app.errors import VaultInUseError
from reflect_app.vault.lease import Lease, holder_of
folder = Path(sys.argv[1])
print("ready", flush=True)
for _ in sys.stdin:
    try:
        if holder_of(folder) is not None:
            raise VaultInUseError("asked")
        mine = Lease.take(folder, "now")
    except VaultInUseError:
        mine = None
    print("won" if mine else "lost", flush=True)
    sys.stdin.readline()
    if mine:
        mine.release()
    print("done", flush=True)
"""


@pytest.mark.fault
def test_races_of_starters_have_exactly_one_winner(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    rounds = 200 if request.config.getoption("--long") else 40
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACE, str(tmp_path)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )
        for _ in range(8)
    ]  # fmt: skip
    chance = random.Random(rounds)
    lines = [[racer.stdout.readline().strip()] for racer in racers if racer.stdout]

    def step(running: list[subprocess.Popen[str]]) -> list[str]:
        for racer in running:
            assert racer.stdin is not None
            racer.stdin.write("\n")
            racer.stdin.flush()
        return [racer.stdout.readline().strip() for racer in running if racer.stdout]

    for _ in range(rounds):
        running = chance.sample(racers, chance.randint(2, 8))
        outcome = step(running)
        assert sorted(outcome) == ["lost"] * (len(running) - 1) + ["won"], lines
        assert step(running) == ["done"] * len(running)
    for racer in racers:
        racer.communicate()
        assert racer.returncode == 0


HOLD = """
import sys
from pathlib import Path
from reflect_app.vault.lease import Lease
mine = Lease.take(Path(sys.argv[1]), "2020-01-01T00:00:00+00:00")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.fault
def test_a_killed_holder_holds_nothing_and_a_living_one_is_never_robbed(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        long_ago = time.time() - 10 * 365 * 86400
        os.utime(tmp_path / lease.NAME, (long_ago, long_ago))
        with pytest.raises(VaultInUseError, match="2020"):
            Lease.take(tmp_path, SINCE)
        holder.kill()
    assert holder_of(tmp_path) is None
    Lease.take(tmp_path, SINCE).release()


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lease]:
    """A lease that says it is another computer's."""
    with monkeypatch.context() as there:
        there.setattr(platform, "node", lambda: "OFFICE-2")
        held = Lease.take(tmp_path, SINCE)
    yield held
    held.release()


def test_only_another_computer_s_lease_is_put_aside_and_its_holder_finds_out(
    tmp_path: Path, elsewhere: Lease
) -> None:
    assert lease.in_use(holder_of(tmp_path)).elsewhere
    elsewhere.check(tmp_path)
    lease.put_aside(tmp_path)
    mine = Lease.take(tmp_path, SINCE)
    mine.check(tmp_path)
    with pytest.raises(VaultInUseError, match="taken over on") as refusal:
        elsewhere.check(tmp_path)
    assert refusal.value.name == "taken-over"
    elsewhere.release()  # what it does to its own old file is nobody's loss
    assert holder_of(tmp_path) is not None
    mine.release()


def test_a_drive_that_was_pulled_is_not_another_computer(tmp_path: Path, held: Lease) -> None:
    (tmp_path / lease.NAME).rename(tmp_path / "pulled")
    held.check(tmp_path)


@pytest.mark.usefixtures("held")
def test_a_lease_of_this_computer_is_never_put_aside(tmp_path: Path) -> None:
    assert not lease.in_use(holder_of(tmp_path)).elsewhere
    with pytest.raises(VaultInUseError, match="is open on"):
        lease.put_aside(tmp_path)


def test_there_is_nothing_to_put_aside_where_nobody_writes(tmp_path: Path) -> None:
    lease.put_aside(tmp_path)
    assert not (tmp_path / lease.NAME).exists()


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("text", [b'{"host":"\xff","user":"","since":""}', b"[" * 4096, b"\0" * 99])
def test_a_holder_that_cannot_be_read_holds_all_the_same(tmp_path: Path, text: bytes) -> None:
    (tmp_path / lease.NAME).write_bytes(text)
    assert holder_of(tmp_path) == lease.Holder("", "", "")
    with pytest.raises(VaultInUseError):
        Lease.take(tmp_path, "later")
