r"""Backups: one sealed file that carries the database under a key of its own, the envelope of its
day, the open support list and the quick notes that wait, sealed as they lie.

Layout: `RFLBAK1\n` ‖ header length (4 bytes, big-endian) ‖ header JSON ‖ the files one after
another ‖ SHA-256 of all before. The header is `{"backup", "created", "entries", "files":
[{"name", "size", "sha256"}], "instance", "mac"}`; the MAC is under the backup's key.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from reflect_app.core.clock import stamp
from reflect_app.core.steps import Pace, portion, to_the_end, unpaced
from reflect_app.crypto import aead
from reflect_app.errors import DamagedError, FileProblemError
from reflect_app.vault import checks, notes_box, schema
from reflect_app.vault import envelope as envelopes
from reflect_app.vault.copying import look_over, recrypt
from reflect_app.vault.engine import plain_refusals
from reflect_app.vault.envelope import Envelope
from reflect_app.vault.files import (
    create_private,
    make_folder,
    read_small,
    said_plainly,
    sync_folder,
)
from reflect_app.vault.keys import backup_key
from reflect_app.vault.vault import Vault
from reflect_app.vault.verify import mend
from reflect_app.words import tr

SUFFIX = ".reflect-backup"
CARRIED = ("support.toml",)
_MAGIC = b"RFLBAK1\n"
_CHUNK = 1 << 20
_MOST_HEADER = 256 * 1024
_UNFINISHED = re.compile(r"\.[0-9a-f]{32}\.(db|part|check)(-journal)?")
_ABANDONED = 24 * 3600.0  # seconds after which nobody can still be writing one


class Carried(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file inside a backup."""

    name: str
    size: int
    sha256: str


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a backup says of itself before it is opened."""

    backup: str
    created: str
    entries: int
    instance: str
    files: list[Carried]
    mac: str = ""


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that was written, opened again and checked."""

    out: Path
    bytes: int
    entries: int
    created: str


def first_place(folder: Path) -> Path:
    """Where a vault's backups go unless told otherwise: beside its own folder."""
    return folder.with_name(folder.name + "-backups")


def make(vault: Vault, folder: Path, *, known: tuple[str, ...] = schema.VERSIONS) -> BackupMade:
    """Write a backup of the vault into the folder, then open it and check it.

    `known` are the versions of the tables that a backup may hold.

    Raises:
        FileProblemError, DiskFullError: it could not be written; nothing is left behind.
        DamagedError: what was written does not check; it is taken away again.
    """
    return to_the_end(steps(vault, folder, known=known))


def steps(
    vault: Vault, folder: Path, *, known: tuple[str, ...] = schema.VERSIONS
) -> Generator[None, None, BackupMade]:
    """`make`, giving way now and then; closed before its end, it leaves nothing behind.

    What is in the backup is settled before the first time it gives way.
    """
    make_folder(folder)
    sweep(folder)
    id_ = os.urandom(16).hex()
    created = stamp(vault.clock.now())
    data_key = vault.data_key
    name = f"reflect-{created[:10]}-{id_[:8]}{SUFFIX}"
    path, copy = folder / name, folder / f".{id_}.db"
    temp = folder / f".{id_}.part"
    try:
        with said_plainly(path):
            entries = _mended_copy(vault, copy, backup_key(data_key, id_))
            sources = _sources(vault, copy)
            header = _header(vault, id_, created, entries, sources)
        yield
        with said_plainly(path):
            _assembled(temp, header, [data for _, data in sources], copy, vault.pace)
        yield
        yield from _checked(temp, data_key, known, vault.pace)
        with said_plainly(path):
            temp.replace(path)
            sync_folder(folder)
            return BackupMade(path, path.stat().st_size, entries, created)
    finally:
        for left in (copy, temp, copy.with_name(copy.name + "-journal")):
            with suppress(OSError):
                left.unlink()


def sweep(folder: Path, *, patience: float = _ABANDONED) -> None:
    """Take away what a kill left of earlier backups; they are large and of no use.

    `patience` (seconds) spares what another process may still be writing.
    """
    with said_plainly(folder):
        found = list(folder.iterdir())
    for path in found:
        with suppress(OSError):
            if _UNFINISHED.fullmatch(path.name) and time.time() - path.stat().st_mtime > patience:
                path.unlink()


def _mended_copy(vault: Vault, copy: Path, key: bytes) -> int:
    """`_copied`; a torn page that nothing uses stops it once, and is then written anew."""
    try:
        return _copied(vault, copy, key)
    except DamagedError:
        if not mend(vault):
            raise
        copy.unlink()
    return _copied(vault, copy, key)


def _copied(vault: Vault, copy: Path, key: bytes) -> int:
    """Copy the database under another key; how many entries that copy has."""
    os.close(create_private(copy))
    with vault.reading() as connection, plain_refusals(copy):
        # Counted in the same view: beside an open window there is a writer.
        entries = checks.count(connection, schema.entry)
        pace = portion(vault.pace, 0, 25)
        recrypt(connection.connection.driver_connection, copy, key, pace)
    return entries


def _sources(vault: Vault, copy: Path) -> list[tuple[Carried, bytes]]:
    """Everything but the database, which is large, with its bytes; the database comes last."""
    found = [(envelopes.NAME, envelopes.encoded(vault.envelope))]
    for name in CARRIED:
        path = vault.place.folder / name
        # A link would carry whatever it leads to, in clear, to wherever the backups lie.
        if path.is_file() and not path.is_symlink():
            found.append((name, read_small(path, 1 << 20, plain=True)))
    found += notes_box.carried(vault.place.folder)
    listed = [(_carried(name, data), data) for name, data in found]
    with copy.open("rb") as database:
        digest = hashlib.file_digest(database, "sha256").hexdigest()
    listed.append((Carried("vault.db", copy.stat().st_size, digest), b""))
    return listed


def _carried(name: str, data: bytes) -> Carried:
    return Carried(name, len(data), hashlib.sha256(data).hexdigest())


def _header(
    vault: Vault, id_: str, created: str, entries: int, sources: list[tuple[Carried, bytes]]
) -> Header:
    bare = Header(id_, created, entries, vault.envelope.instance, [item for item, _ in sources])
    tag = aead.mac(backup_key(vault.data_key, id_), msgspec.json.encode(bare, order="sorted"))
    return msgspec.structs.replace(bare, mac=tag.hex())


def _assembled(temp: Path, header: Header, small: list[bytes], copy: Path, pace: Pace) -> None:
    head = msgspec.json.encode(header, order="sorted")
    whole = hashlib.sha256()
    with os.fdopen(create_private(temp), "wb") as out, copy.open("rb") as database:
        for part in (_MAGIC, len(head).to_bytes(4), head, *small):
            whole.update(part)
            out.write(part)
        while part := database.read(_CHUNK):
            pace(0, 0)
            whole.update(part)
            out.write(part)
        out.write(whole.digest())
        out.flush()
        os.fsync(out.fileno())


def _checked(
    path: Path, data_key: bytes, known: tuple[str, ...], pace: Pace
) -> Generator[None, None, None]:
    """Open the file just written the way a restore would, and look inside."""
    with opened(path, pace) as backup:
        backup.check(data_key)
        copy = path.with_suffix(".check")
        try:
            with said_plainly(path):
                backup.extract("vault.db", copy, portion(pace, 30, 40))
            yield
            key = backup_key(data_key, backup.header.backup)
            yield from check_database(copy, key, backup, known, portion(pace, 40, 100))
        finally:
            for left in (copy, copy.with_name(copy.name + "-journal")):
                with suppress(OSError):
                    left.unlink()


def check_database(
    path: Path,
    key: bytes,
    backup: Backup,
    known: tuple[str, ...] = schema.VERSIONS,
    pace: Pace = unpaced,
) -> Generator[None, None, None]:
    """Refuse the database of a backup unless all that `verify` asks of one holds.

    Older tables are fine in a backup. Gives way between the parts.

    Raises:
        DamagedError: names the backup. VersionError: a newer Reflect made it.
    """
    try:
        _, entries = yield from look_over(path, key, known, pace)
    except (DamagedError, ValueError, LookupError, TypeError, msgspec.MsgspecError):
        raise _damaged(backup.path) from None
    if entries != backup.header.entries:
        raise _damaged(backup.path)


class Backup:
    """A backup file whose checksum fits. Its envelope opens it with the passphrase of its day."""

    def __init__(self, path: Path, header: Header, start: int) -> None:
        self.path = path
        self.header = header
        self._start = start

    def envelope(self) -> Envelope:
        """The envelope of its day."""
        return envelopes.decoded(self._small(envelopes.NAME))

    def support(self) -> bytes | None:
        """The support list of its day, when there was one."""
        names = [item.name for item in self.header.files]
        return self._small("support.toml") if "support.toml" in names else None

    def notes(self) -> list[str]:
        """The names of the quick notes that were waiting."""
        return [item.name for item in self.header.files if notes_box.is_carried(item.name)]

    def check(self, data_key: bytes) -> None:
        """Refuse a header that was changed by someone who could also fix the checksum."""
        bare = msgspec.structs.replace(self.header, mac="")
        key = backup_key(data_key, self.header.backup)
        tag = bytes.fromhex(self.header.mac)
        if not aead.mac_fits(key, msgspec.json.encode(bare, order="sorted"), tag):
            raise _damaged(self.path)

    def extract(self, name: str, target: Path, pace: Pace = unpaced) -> None:
        """Write one carried file to a new private file, and check it on the way."""
        item, offset = self._find(name)
        digest = hashlib.sha256()
        with said_plainly(target), self.path.open("rb") as source:
            source.seek(offset)
            left = item.size
            with os.fdopen(create_private(target), "wb") as out:
                while left and (part := source.read(min(left, _CHUNK))):
                    pace(item.size - left, item.size)
                    digest.update(part)
                    out.write(part)
                    left -= len(part)
                out.flush()
                os.fsync(out.fileno())
        if left or digest.hexdigest() != item.sha256:
            raise _damaged(self.path)

    def _small(self, name: str) -> bytes:
        item, offset = self._find(name)
        with said_plainly(self.path), self.path.open("rb") as source:
            source.seek(offset)
            data = source.read(min(item.size, _CHUNK))
        if hashlib.sha256(data).hexdigest() != item.sha256:
            raise _damaged(self.path)
        return data

    def _find(self, name: str) -> tuple[Carried, int]:
        offset = self._start
        for item in self.header.files:
            if item.name == name:
                return item, offset
            offset += item.size
        raise _damaged(self.path)


@contextmanager
def opened(path: Path, pace: Pace = unpaced) -> Iterator[Backup]:
    """A backup whose whole checksum fits. The pace is asked and told nothing.

    Raises:
        FileProblemError: it is not there or is no backup. DamagedError: a byte has changed.
    """
    with said_plainly(path):
        size = path.stat().st_size
        with path.open("rb") as source:
            start = source.read(len(_MAGIC) + 4)
            if start[: len(_MAGIC)] != _MAGIC:
                raise _not_a_backup(path)
            length = int.from_bytes(start[len(_MAGIC) :])
            if length > _MOST_HEADER or size < len(start) + length + 32:
                raise _damaged(path)
            head = source.read(length)
            whole = hashlib.sha256(start + head)
            left = size - len(start) - length - 32
            while left and (part := source.read(min(left, _CHUNK))):
                pace(0, 0)
                whole.update(part)
                left -= len(part)
            if source.read() != whole.digest():
                raise _damaged(path)
    try:
        header = msgspec.json.decode(head, type=Header)
        bytes.fromhex(header.mac)
    except (msgspec.MsgspecError, ValueError):
        raise _damaged(path) from None
    sizes = [item.size for item in header.files]
    if min(sizes, default=-1) < 0 or sum(sizes) != size - len(start) - length - 32:
        raise _damaged(path)
    yield Backup(path, header, len(start) + length)


def _not_a_backup(path: Path) -> DamagedError | FileProblemError:
    if path.name.endswith(SUFFIX):
        return _damaged(path)
    return FileProblemError(
        tr("{path} is not a Reflect backup.").format(path=path),
        tr("A backup's name ends in {suffix}.").format(suffix=SUFFIX),
        code="not-a-backup",
    )


def _damaged(path: Path) -> DamagedError:
    return DamagedError(
        tr("The backup {name} is damaged.").format(name=path.name),
        tr("Use an older backup, or one from your second place."),
        code="backup-damaged",
    )
