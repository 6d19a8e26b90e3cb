"""The vault of before a restore does not stand in for the one that followed it in its folder."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from reflect_app.vault import backup as backups
from reflect_app.vault import standing
from reflect_app.vault.restore import restore
from reflect_app.vault.standing import Stood
from reflect_app.vault.vault import Vault
from tests.fixtures import CHEAP_POLICY, PASSPHRASE
from tests.vault.making import Making, Writer


class Followed:
    """A vault that was put aside, and the one that a backup of it became in its place."""

    def __init__(self, making: Making) -> None:
        self.making = making
        writer = Writer(making.create())
        writer.write("before")
        self.old = writer.vault.envelope.instance
        backup = backups.make(writer.vault, making.root / "backups").out
        making.close()
        assert not self.told()
        self.aside = making.root / "aside"
        making.place.folder.rename(self.aside)
        making.clock.at += timedelta(days=1)
        vault = restore(backup, making.place, PASSPHRASE, CHEAP_POLICY, making.clock)
        self.new = vault.envelope.instance
        vault.close()

    def told(self) -> list[Path]:
        """The files that say who stands where."""
        return list(self.making.place.anchors.glob("*.place"))

    def stood(self) -> Stood:
        path = standing.file_of(self.making.place.anchors, self.making.place.folder)
        assert self.told() == [path]
        return msgspec.json.decode(path.read_bytes(), type=Stood)

    def put_back(self) -> Vault:
        """The old one in its old place, opened there."""
        self.making.place.folder.rename(self.making.root / "newer")
        self.aside.rename(self.making.place.folder)
        return self.making.open()


@pytest.fixture
def followed(making: Making) -> Followed:
    return Followed(making)


def test_who_stands_there_is_told_once(making: Making, followed: Followed) -> None:
    stood = followed.stood()
    assert stood == Stood(followed.new, [followed.old], "2026-03-13T07:30:00+00:00")
    making.clock.at += timedelta(days=1)
    Writer(making.open()).write("goes on")
    assert followed.stood() == stood


def test_the_old_one_put_back_is_an_older_copy(making: Making, followed: Followed) -> None:
    making.clock.at += timedelta(hours=2)
    Writer(making.open()).write("goes on")
    making.close()
    rollback = followed.put_back().rollback
    assert rollback is not None
    assert (rollback.vault_at, rollback.anchor_at) == (
        "2026-03-12T07:30:00+00:00", "2026-03-13T09:30:00+00:00",
    )  # fmt: skip


def test_without_the_newer_ones_anchor_the_day_it_was_told_of_stands(
    making: Making, followed: Followed
) -> None:
    making.place.anchor(followed.new).unlink()
    rollback = followed.put_back().rollback
    assert rollback is not None
    assert rollback.anchor_at == "2026-03-13T07:30:00+00:00"


def test_whoever_accepts_it_is_asked_once(making: Making, followed: Followed) -> None:
    vault = followed.put_back()
    vault.accept()
    Writer(vault).write("with the old one, then")
    making.close()
    assert followed.stood() == Stood(followed.old, [], "2026-03-13T07:30:00+00:00")
    assert making.open().rollback is None


@pytest.mark.parametrize("noise", [b"", b"{", b'{"instance": 1}', b"[" * 70_000])
def test_a_file_that_says_nothing_keeps_nobody_out(
    making: Making, followed: Followed, noise: bytes
) -> None:
    followed.told()[0].write_bytes(noise)
    vault = making.open()
    assert vault.rollback is None
    Writer(vault).write("goes on")
    assert followed.stood().instance == followed.new
