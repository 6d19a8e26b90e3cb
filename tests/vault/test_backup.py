"""Backups are checked after writing, every byte of them counts, and they open later."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from pathlib import Path
from typing import Any

import pytest

from reflect_app.crypto import aead
from reflect_app.errors import DamagedError, FileProblemError, ReflectError
from reflect_app.vault import backup as backups
from reflect_app.vault.keys import backup_key, vault_key
from tests.vault.making import Making, Writer, bare


@pytest.fixture
def writer(making: Making) -> Writer:
    writer = Writer(making.create())
    for place in range(3):
        writer.write(f"a canary sings {place}")
    return writer


def made(making: Making, writer: Writer) -> backups.BackupMade:
    return backups.make(writer.vault, making.root / "backups")


def resealed(path: Path, **changes: Any) -> None:
    """Change the header and mend the checksum, as somebody without the key can."""
    data = path.read_bytes()[:-32]
    length = int.from_bytes(data[8:12])
    header = {**json.loads(data[12 : 12 + length]), **changes}
    head = json.dumps(header, sort_keys=True).encode()
    whole = data[:8] + len(head).to_bytes(4) + head + data[12 + length :]
    path.write_bytes(whole + hashlib.sha256(whole).digest())


def test_a_backup_says_what_it_holds_and_leaves_nothing_else(
    making: Making, writer: Writer
) -> None:
    found = made(making, writer)
    assert (found.entries, found.bytes) == (3, found.out.stat().st_size)
    assert found.created == "2026-03-12T07:30:00+00:00"
    assert list(found.out.parent.iterdir()) == [found.out]
    with backups.opened(found.out) as backup:
        assert backup.header.instance == writer.vault.envelope.instance
        assert backup.envelope() == writer.vault.envelope
        assert backup.support() is None
        backup.check(writer.vault.data_key)


def test_it_is_encrypted_under_a_key_of_its_own(making: Making, writer: Writer) -> None:
    first, second = made(making, writer), made(making, writer)
    for found in (first, second):
        assert b"canary" not in found.out.read_bytes()
        assert b"SQLite format" not in found.out.read_bytes()
    copy = making.root / "copy.db"
    with backups.opened(first.out) as one, backups.opened(second.out) as other:
        keys = {backup_key(writer.vault.data_key, found.header.backup) for found in (one, other)}
        one.extract("vault.db", copy)
        assert len(keys | {vault_key(writer.vault.data_key)}) == 3
    with bare(copy, writer.vault.data_key) as connection, pytest.raises(Exception, match="not a"):
        connection.execute("SELECT * FROM sqlite_master")


def test_the_support_list_goes_along(making: Making, writer: Writer) -> None:
    (making.place.folder / "support.toml").write_bytes(b"# ours\n")
    with backups.opened(made(making, writer).out) as backup:
        assert backup.support() == b"# ours\n"


@pytest.mark.skipif(os.name != "posix", reason="permission bits")
def test_it_is_private_under_umask_000(making: Making, writer: Writer) -> None:
    old = os.umask(0)
    try:
        found = made(making, writer)
    finally:
        os.umask(old)
    assert stat.S_IMODE(found.out.stat().st_mode) == 0o600
    assert stat.S_IMODE(found.out.parent.stat().st_mode) == 0o700


def test_a_reader_makes_one_beside_the_writer(making: Making, writer: Writer) -> None:
    reader = making.open(write=False)
    writer.write("one more")
    assert backups.make(reader, making.root / "backups").entries == 4


def opens(path: Path) -> bool:
    try:
        with backups.opened(path):
            return True
    except DamagedError as problem:
        return path.name not in problem.message


def test_flipped_bytes_all_over_it_are_damage(making: Making, writer: Writer) -> None:
    path = made(making, writer).out
    whole = path.read_bytes()
    places = {*range(600), *range(0, len(whole), 997), *range(len(whole) - 64, len(whole))}
    for place in places:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x08]) + whole[place + 1 :])
        assert not opens(path), place
    path.write_bytes(whole)
    assert opens(path)


def test_shorter_and_longer_ones_are_damage(making: Making, writer: Writer) -> None:
    path = made(making, writer).out
    whole = path.read_bytes()
    for length in {0, 1, 8, 12, 13, 44, *range(0, len(whole), 4096), len(whole) - 1}:
        path.write_bytes(whole[:length])
        assert not opens(path), length
    path.write_bytes(whole + b"\0")
    assert not opens(path)


@pytest.mark.parametrize(
    "changes",
    [
        {"entries": 99}, {"created": "2030-01-01T00:00:00+00:00"}, {"instance": "00"},
        {"backup": "00" * 16}, {"mac": "00" * 32}, {"mac": ""},
    ],
)  # fmt: skip
def test_a_header_changed_without_the_key_is_seen_with_it(
    making: Making, writer: Writer, changes: dict[str, Any]
) -> None:
    path = made(making, writer).out
    resealed(path, **changes)
    with backups.opened(path) as backup, pytest.raises(DamagedError):
        backup.check(writer.vault.data_key)


@pytest.mark.parametrize(
    "changes",
    [
        {"files": []}, {"files": [{"name": "vault.db", "size": 1, "sha256": ""}]}, {"extra": 1},
        {"mac": "zz"}, {"entries": "3"},
    ],
)  # fmt: skip
def test_a_header_that_we_never_write_is_damage(
    making: Making, writer: Writer, changes: dict[str, Any]
) -> None:
    path = made(making, writer).out
    resealed(path, **changes)
    assert not opens(path)


def test_sizes_below_nothing_are_damage(making: Making, writer: Writer) -> None:
    path = made(making, writer).out
    with backups.opened(path) as backup:
        files = [{"name": one.name, "size": one.size, "sha256": one.sha256}
                 for one in backup.header.files]  # fmt: skip
    total = sum(int(str(one["size"])) for one in files)
    files[0]["size"], files[1]["size"] = -1, total + 1
    resealed(path, files=files)
    assert not opens(path)


def test_a_file_of_another_kind_is_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "holiday.jpg"
    path.write_bytes(b"\xff\xd8" * 100)
    with pytest.raises(FileProblemError) as refusal, backups.opened(path):
        pass
    assert refusal.value.name == "not-a-backup"
    with pytest.raises(FileProblemError, match="There is no"), backups.opened(tmp_path / "none"):
        pass


def test_a_damaged_vault_makes_no_backup(making: Making, writer: Writer) -> None:
    making.close()
    with bare(making.place.database, writer.vault.data_key) as connection:
        connection.execute("UPDATE revision SET digest = zeroblob(32) WHERE seq = 3")
    folder = making.root / "backups"
    with pytest.raises(DamagedError):
        backups.make(making.open(), folder)
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_leaves_nothing(making: Making, writer: Writer) -> None:
    (making.root / "file").touch()
    with pytest.raises(ReflectError):
        backups.make(writer.vault, making.root / "file" / "below")


def test_what_a_kill_left_behind_is_swept_a_day_later(making: Making, writer: Writer) -> None:
    folder = making.root / "backups"
    folder.mkdir()
    names = [f".{'a' * 32}.db", f".{'b' * 32}.part", f".{'c' * 32}.check-journal"]
    others = [".hidden", "reflect-2020-01-01-00000000.reflect-backup", f".{'a' * 31}.db"]
    fresh = f".{'d' * 32}.db"
    for name in [*names, *others, fresh]:
        (folder / name).touch()
        if name != fresh:
            os.utime(folder / name, (time.time() - 2 * 86400,) * 2)
    found = made(making, writer)
    assert {path.name for path in folder.iterdir()} == {*others, fresh, found.out.name}


def test_the_layout_is_what_the_document_says(making: Making, writer: Writer) -> None:
    data = made(making, writer).out.read_bytes()
    assert data[:8] == b"RFLBAK1\n"
    length = int.from_bytes(data[8:12])
    header = json.loads(data[12 : 12 + length])
    assert hashlib.sha256(data[:-32]).digest() == data[-32:]
    offset = 12 + length
    for item in header["files"]:
        part = data[offset : offset + item["size"]]
        assert hashlib.sha256(part).hexdigest() == item["sha256"]
        offset += item["size"]
    assert offset == len(data) - 32
    tag = bytes.fromhex(header.pop("mac"))
    key = backup_key(writer.vault.data_key, header["backup"])
    compact = json.dumps({**header, "mac": ""}, sort_keys=True, separators=(",", ":"))
    assert aead.mac_fits(key, compact.encode(), tag)
