"""A drill ends with a proof or a refusal, and leaves nothing either way."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect_app.core.steps import to_the_end
from reflect_app.errors import CancelledError, DamagedError
from reflect_app.vault import backup as backups
from reflect_app.vault import rekeying
from reflect_app.vault.rehearsal import rehearse
from reflect_app.vault.state_hash import state_hash
from reflect_app.vault.vault import Place
from tests.fixtures import CHEAP_POLICY
from tests.vault.making import Making, Writer


@pytest.fixture
def writer(making: Making) -> Writer:
    made = Writer(making.create())
    for text in ("tea", "more tea", "coffee"):
        made.write(text)
    return made


class Stopping:
    """A pace that counts the looks and has the work stopped at one of them."""

    def __init__(self, at: int | None = None) -> None:
        self.at, self.looks = at, 0

    def __call__(self, done: int, of: int) -> None:
        self.looks += 1
        if self.looks == self.at:
            raise CancelledError("Stopped.")


def everything(root: Path) -> dict[str, bytes]:
    """Every file below, by name, with what is in it."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def test_a_backup_is_proved_and_nothing_is_left(making: Making, writer: Writer) -> None:
    backup = backups.make(writer.vault, making.root / "backups").out
    due = state_hash(writer.vault)
    writer.write("written since")
    before = everything(making.root)
    seen = to_the_end(rehearse(writer.vault, backup))
    assert (seen.entries, seen.state_hash, seen.same_ways) == (3, due, True)
    assert state_hash(writer.vault) != due
    assert everything(making.root) == before  # the anchors too: a drill is no new vault
    writer.write("goes on")


def test_it_says_when_another_passphrase_opens_it(making: Making, writer: Writer) -> None:
    backup = backups.make(writer.vault, making.root / "backups").out
    rekeying.change_passphrase(writer.vault, "another one by now", CHEAP_POLICY)
    seen = to_the_end(rehearse(writer.vault, backup))
    assert (seen.entries, seen.same_ways) == (3, False)


def test_another_vaults_backup_and_a_damaged_one_are_refused(
    making: Making, writer: Writer
) -> None:
    other = making.create(Place(making.root / "other", making.root / "anchors"))
    theirs = backups.make(other, making.root / "theirs").out
    mine = backups.make(writer.vault, making.root / "backups").out
    data = bytearray(mine.read_bytes())
    data[len(data) // 2] ^= 1
    mine.write_bytes(data)
    before = everything(making.root)
    for backup in (theirs, mine):
        with pytest.raises(DamagedError):
            to_the_end(rehearse(writer.vault, backup))
    assert everything(making.root) == before


def test_a_stop_at_any_look_leaves_nothing(making: Making, writer: Writer) -> None:
    backup = backups.make(writer.vault, making.root / "backups").out
    before, pace = everything(making.root), Stopping()
    writer.vault.pace = pace
    to_the_end(rehearse(writer.vault, backup))
    last = pace.looks
    assert last > 5
    for at in (1, last // 2, last):
        writer.vault.pace = Stopping(at)
        with pytest.raises(CancelledError):
            to_the_end(rehearse(writer.vault, backup))
        assert everything(making.root) == before
