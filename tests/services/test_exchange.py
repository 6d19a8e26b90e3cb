"""The exchange folder: other programs' habits, and the same inbox whatever the order."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from reflect_app.core.shares import InboxItem
from reflect_app.errors import ReflectError
from reflect_app.services.shares import ShareRequest
from tests.fixtures import PASSPHRASE
from tests.helpers.circle import PAGE, Circle, Somebody, circle
from tests.helpers.permissions import bound_by_permissions, can_bind


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[Circle]:
    with circle(tmp_path) as made:
        (made.root / "folder").mkdir()
        yield made


@pytest.fixture
def ann(ring: Circle) -> Somebody:
    return using(ring, ring.join("Ann"))


@pytest.fixture
def ben(ring: Circle, ann: Somebody) -> Somebody:
    made = using(ring, ring.join("Ben", "HMPPS"))
    ring.meet(ann, made)
    return made


def using(ring: Circle, somebody: Somebody) -> Somebody:
    somebody.journal.exchange.set(ring.root / "folder")
    return somebody


def put(ring: Circle, one: Somebody, other: str, expires: str = "") -> str:
    request = ShareRequest(other, (ring.write(one),), ("page",), expires=expires)
    return one.journal.shares.share(request).id


def files(ring: Circle) -> list[Path]:
    return sorted((ring.root / "folder").iterdir())


def statuses(somebody: Somebody) -> list[str]:
    return [received.status for received in somebody.journal.exchange.receive()]


def test_a_share_and_its_reply_travel_and_the_folder_is_clean_again(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    share = put(ring, ann, "Ben")
    (path,) = files(ring)
    assert len(path.stem) == 32
    assert statuses(ann) == []  # one's own is not opened
    assert statuses(ben) == ["accepted"]
    assert statuses(ben) == []  # remembered
    ben.journal.inbox.discussed(ben.journal.inbox.list()[0].id)
    ben.journal.replies.reply()
    assert set(statuses(ann)) == {"accepted"}
    assert ann.journal.shares.show(share).state == "received"
    assert path not in files(ring)  # its author took it away
    statuses(ben)
    ann.journal.exchange.receive()
    statuses(ben)
    kinds = len(files(ring))
    for _ in range(130):
        ring.clock.at += timedelta(days=1)
        ann.journal.tidy()
        ben.journal.tidy()
    assert kinds > 0  # receipts wait for their day
    assert files(ring) == []


def test_only_the_author_takes_a_file_away(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    put(ring, ann, "Ben")
    (path,) = files(ring)
    statuses(ben)
    assert path.exists()
    ben.journal.inbox.clear()
    statuses(ben)
    assert path.exists()
    statuses(ann)
    assert not path.exists()


def test_an_expired_file_goes_thirty_days_later(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    put(ring, ann, ben.name, expires="2026-03-14")
    for day in range(34):
        assert bool(files(ring)) == (day <= 32), day
        ring.clock.at += timedelta(days=1)
        ann.journal.tidy()


def test_what_is_due_goes_from_a_stick_that_was_out_on_that_day(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    put(ring, ann, ben.name, expires="2026-03-14")
    folder, away = ring.root / "folder", ring.root / "away"
    folder.rename(away)
    folder.mkdir()  # what a stick leaves where it was mounted
    ring.clock.at += timedelta(days=40)
    ann.journal.tidy(clock_is_right=True)
    folder.rmdir()
    away.rename(folder)
    assert files(ring)
    ann.journal.tidy(clock_is_right=True)
    assert not files(ring)


def test_half_synced_conflict_copies_and_strangers_files(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    put(ring, ann, "Ben")
    (path,) = files(ring)
    whole = path.read_bytes()
    folder = ring.root / "folder"
    path.write_bytes(whole[:7000])
    (folder / "notes.txt").write_text("a shopping list")
    (folder / ".hidden.rbundle").write_bytes(whole)
    (folder / "spoilt.rbundle").write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    (folder / "folder.rbundle").mkdir()
    if sys.platform != "win32":
        (folder / "link.rbundle").symlink_to(folder / "spoilt.rbundle")
    assert sorted(statuses(ben)) == ["damaged", "incomplete"]
    assert ben.journal.inbox.list() == ()
    path.write_bytes(whole)
    shutil.copy(path, folder / f"{path.stem} (Ben's laptop's conflicted copy).rbundle")
    assert sorted(statuses(ben)) == ["accepted", "damaged", "replayed"]
    assert len(ben.journal.inbox.list()) == 1
    assert statuses(ben) == ["damaged"]


def test_a_folder_that_vanishes(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    put(ring, ann, "Ben")
    folder, away = ring.root / "folder", ring.root / "away"
    folder.rename(away)
    entry = ring.write(ann)
    for act in (
        ben.journal.exchange.receive,
        lambda: ann.journal.shares.share(ShareRequest("Ben", (entry,), ("page",))),
    ):
        with pytest.raises(ReflectError) as refused:
            act()
        assert refused.value.name == "exchange-missing"
    assert len(ann.journal.shares.list()) == 1
    assert not ann.journal.exchange.state().there
    ann.journal.tidy()
    away.rename(folder)
    assert statuses(ben) == ["accepted"]


def test_a_folder_that_vanishes_in_the_middle_of_a_round(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    """What could not be read that time is no file that was looked at."""
    for _ in range(3):
        put(ring, ann, "Ben")
    folder, away = ring.root / "folder", ring.root / "away"
    steps = ben.journal.exchange.round()
    next(steps)
    folder.rename(away)
    assert [step.received for step in steps] == [None, None]
    away.rename(folder)
    assert statuses(ben) == ["accepted", "accepted"]
    assert len(ben.journal.inbox.list()) == 3


@pytest.mark.skipif(not can_bind(), reason="permissions do not bind this user")
def test_a_file_that_somebody_holds_is_read_another_time(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    put(ring, ann, "Ben")
    (path,) = files(ring)
    path.chmod(0)
    try:
        with bound_by_permissions():
            assert statuses(ben) == []
    finally:
        path.chmod(0o600)
    assert statuses(ben) == ["accepted"]


@pytest.mark.skipif(not can_bind(), reason="permissions do not bind this user")
def test_a_folder_that_may_only_be_read(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    put(ring, ann, "Ben")
    folder = ring.root / "folder"
    folder.chmod(0o500)
    try:
        with bound_by_permissions():
            with pytest.raises(ReflectError):
                put(ring, ann, "Ben")
            assert len(ann.journal.shares.list()) == 1
            # What came is taken in; the receipt for it waits until there is a way out.
            assert statuses(ben) == ["accepted"]
            assert len(ben.journal.inbox.list()) == 1
            assert len(files(ring)) == 1
    finally:
        folder.chmod(0o700)
    ben.journal.tidy()
    statuses(ben)
    assert statuses(ann) == ["accepted"]
    assert ann.journal.shares.list()[0].state == "received"


def test_a_write_that_fails_shares_nothing(
    ring: Circle, ann: Somebody, ben: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reflect_app.errors import DiskFullError
    from reflect_app.services import outbox

    def full(_path: Path, _data: bytes) -> None:
        raise DiskFullError

    entry, state = ring.write(ann), ann.journal.integrity.state_hash()
    with monkeypatch.context() as patched:
        patched.setattr(outbox, "write_whole", full)
        with pytest.raises(DiskFullError):
            ann.journal.shares.share(ShareRequest("Ben", (entry,), ("page",)))
    assert files(ring) == []
    assert ann.journal.integrity.state_hash() == state
    put(ring, ann, "Ben")
    statuses(ben)
    ben.journal.inbox.comment(ben.journal.inbox.list()[0].id, "Kept and not sent")
    before = ben.journal.replies.waiting()
    with monkeypatch.context() as patched:
        patched.setattr(outbox, "write_whole", full)
        with pytest.raises(DiskFullError):
            ben.journal.replies.reply()
    assert ben.journal.replies.waiting() == before


def test_a_round_can_be_stopped_and_goes_on(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    for _ in range(4):
        put(ring, ann, "Ben")
    steps = ben.journal.exchange.round()
    assert [next(steps).done, next(steps).done] == [1, 2]
    steps.close()
    assert len(ben.journal.inbox.list()) == 2
    assert statuses(ben) == ["accepted", "accepted"]


def test_a_journal_and_its_exchange_folder_stay_apart(ring: Circle, ann: Somebody) -> None:
    for place in (ann.folder, ann.folder.parent, ann.folder / "notes"):
        place.mkdir(exist_ok=True)
        with pytest.raises(ReflectError) as refused:
            ann.journal.exchange.set(place)
        assert refused.value.name == "bad-exchange"
    with pytest.raises(ReflectError):
        ann.journal.exchange.set(ring.root / "nowhere")
    ann.journal.exchange.off()
    with pytest.raises(ReflectError) as refused:
        ann.journal.exchange.receive()
    assert refused.value.name == "no-exchange"


def make_mail(ring: Circle, count: int) -> tuple[list[Path], Somebody]:
    """Bundles of every kind for Ben, by Ann on two devices with one key and by Cal; and Ben."""
    ann, ben, cal = ring.join("Ann"), ring.join("Ben"), ring.join("Cal")
    ring.meet(ann, ben)
    ring.meet(cal, ben)
    backup = ann.journal.backups.make(ring.root / "backups").out
    laptop = ann.app.vaults.restore(backup, ring.root / "laptop", PASSPHRASE)
    devices = [ann, replace(ann, name="laptop", journal=laptop), cal]
    ring.people["laptop"] = devices[1]
    rng = random.Random(11)
    paths: list[Path] = []
    newest: dict[str, list[str]] = {one.name: [] for one in devices}
    own = [ring.write(ben, f"mine {number}") for number in range(3)]
    given = [ring.share(ben, one, own[0]) for one in (ann, cal)]
    for (_, path), one in zip(given, (ann, cal), strict=True):
        one.journal.inbox.receive(path)
    while len(paths) < count:
        ring.clock.at += timedelta(minutes=7)
        one = rng.choice(devices)
        mine, roll = newest[one.name], rng.random()
        if roll < 0.5 or not mine:
            share, path = ring.share(one, ben, ring.write(one, f"page {len(paths)}"))
            mine.append(share)
        elif roll < 0.7:
            old = mine.pop(rng.randrange(len(mine)))
            entry = one.journal.shares.show(old).record.entries[0].entry
            share, path = ring.share(one, ben, entry, replaces=old)
            mine.append(share)
        elif roll < 0.85:
            path = ring.file()
            one.journal.withdrawals.withdraw([mine.pop(rng.randrange(len(mine)))], path)
        elif one.name != "laptop":
            item = one.journal.inbox.list()[0].id
            one.journal.inbox.comment(item, f"comment {len(paths)}", rng.choice(["", "page"]))
            one.journal.replies.reply(out=(path := ring.file()))
        else:
            continue
        paths.append(path)
    return paths, ben


def view(somebody: Somebody) -> tuple[Any, ...]:
    """All that a person can see of what came, whatever the moment it came at."""

    def timeless(item: InboxItem) -> InboxItem:
        return replace(item, received="", withdrawn="", purges="")

    journal = somebody.journal
    shares = [(row.id, row.state, row.record.entries) for row in journal.shares.list()]
    comments = [
        [said.text for said in journal.entries.show(row.record.entries[0].entry).comments]
        for row in journal.shares.list()
    ]
    return tuple(map(timeless, journal.inbox.list())), shares, comments


def test_two_hundred_mixed_bundles_in_any_order_make_one_inbox(
    ring: Circle, request: pytest.FixtureRequest
) -> None:
    """Twice over, from two devices, shuffled: the same inbox, and the same answers at home."""
    long = request.config.getoption("--long")
    paths, ben = make_mail(ring, 200 if long else 60)
    backup = ben.journal.backups.make(ring.root / "backups").out
    seen = []
    for seed in range(6 if long else 3):
        reader = ben.app.vaults.restore(backup, ring.root / f"reader-{seed}", PASSPHRASE)
        ring.people[f"reader {seed}"] = somebody = replace(ben, journal=reader)
        order = paths * 2
        random.Random(seed).shuffle(order)
        receiver = reader.inbox.receiver()
        for path in order:
            receiver.take(path.read_bytes())
        seen.append(view(somebody))
        assert reader.integrity.verify(deep=True).status == "clean"
    assert all(found == seen[0] for found in seen)
    items, _, comments = seen[0]
    assert len(items) > 10
    assert sum(map(len, comments)) > 3


def test_ten_thousand_bundles_in_one_folder(
    ring: Circle, ann: Somebody, ben: Somebody, request: pytest.FixtureRequest
) -> None:
    """Not for Ben, all but one. Each is opened once; afterwards a look at the folder is all."""
    count = 10_000 if request.config.getoption("--long") else 300
    put(ring, ann, "Ben")
    (path,) = files(ring)
    other = ring.join("Other")
    ring.meet(ann, other)
    _, spare = ring.share(ann, other, ring.write(ann))
    data = spare.read_bytes()
    for number in range(count):
        (path.parent / f"{number:032x}.rbundle").write_bytes(data)
    steps = list(ben.journal.exchange.round())
    assert len(steps) == count + 1
    assert [step.received.status for step in steps if step.received] == ["accepted"]
    assert list(ben.journal.exchange.round()) == []
    ben.reopen()
    assert list(ben.journal.exchange.round()) == []
    put(ring, ann, "Ben")
    assert statuses(ben) == ["accepted"]
    assert len(ben.journal.inbox.list()) == 2
    assert ben.journal.inbox.list()[0].fields[0].value == PAGE
