"""A backup becomes a vault again, in a folder of its own, as a new instance of itself."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator
from contextlib import suppress
from pathlib import Path

import msgspec

from reflect_app.core.clock import Clock, stamp
from reflect_app.core.steps import Pace, portion, to_the_end, unpaced
from reflect_app.crypto.kdf import KdfPolicy
from reflect_app.errors import FileProblemError
from reflect_app.vault import backup as backups
from reflect_app.vault import envelope as envelopes
from reflect_app.vault import history, leftovers, upgrade
from reflect_app.vault.copying import recrypt
from reflect_app.vault.create import check_free, new_instance
from reflect_app.vault.engine import open_engine, plain_refusals
from reflect_app.vault.envelope import Envelope
from reflect_app.vault.files import (
    create_private,
    make_folder,
    said_plainly,
    sync_folder,
    write_whole,
)
from reflect_app.vault.keys import backup_key, vault_key, with_passphrase
from reflect_app.vault.meta import set_meta
from reflect_app.vault.vault import Place, Vault
from reflect_app.words import tr

Opener = Callable[[Envelope], bytes]


def restore(
    backup: Path,
    place: Place,
    passphrase: str,
    policy: KdfPolicy,
    clock: Clock,
    pace: Pace = unpaced,
) -> Vault:
    """The vault of the backup, opened for writing, in a folder that was free.

    Built in a hidden folder beside the goal and moved there whole, so a kill leaves either
    nothing or all of it.

    Raises:
        WrongPassphraseError: not the passphrase of the backup's day.
        DamagedError: the backup is not what was written.
        FileProblemError: the folder holds something, or cannot be written.
    """
    check_free(place.folder)
    with backups.opened(backup, pace) as found:
        old = found.envelope()
        data_key = with_passphrase(old, passphrase, policy)
        envelopes.check_mac(old, data_key)
        found.check(data_key)
        make_folder(place.folder.parent)
        building = leftovers.building(place.folder, os.urandom(4).hex())
        try:
            make_folder(building)
            now = stamp(clock.now())
            envelope = to_the_end(filled(found, building, old, data_key, now, pace))
            moved(building, place.folder)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    vault = Vault.open(place, envelope, data_key, clock, write=True)
    try:
        with vault.writing():
            pass  # a commit writes the new instance's anchor
    except BaseException:
        vault.close()
        raise
    vault.first_seen = False
    return vault


def filled(
    found: backups.Backup,
    folder: Path,
    old: Envelope,
    data_key: bytes,
    at: str,
    pace: Pace = unpaced,
) -> Generator[None, None, Envelope]:
    """The folder as a vault of its own, made of the backup whose key is known."""
    key = backup_key(data_key, found.header.backup)
    copy, database = folder / "copy.db", folder / "vault.db"
    found.extract("vault.db", copy, portion(pace, 0, 10))
    yield from backups.check_database(copy, key, found, pace=portion(pace, 10, 75))
    engine = open_engine(copy, key)
    try:
        os.close(create_private(database))
        with plain_refusals(database), engine.connect() as connection:
            source = connection.connection.driver_connection
            recrypt(source, database, vault_key(data_key), portion(pace, 75, 100))
    finally:
        engine.dispose()
        for left in (copy, copy.with_name("copy.db-journal")):
            with suppress(OSError):
                left.unlink()
    bare = msgspec.structs.replace(old, instance=new_instance(), mac="")
    envelope = envelopes.signed(bare, data_key)
    upgrade.migrate_older(database, vault_key(data_key))
    body = {
        "backup": found.header.backup,
        "created": found.header.created,
        "from": old.instance,
    }
    _renamed(database, data_key, envelope, body, at)
    envelopes.write(folder, envelope)
    support = found.support()
    if support is not None:
        write_whole(folder / "support.toml", support)
    for name in found.notes():
        make_folder((folder / name).parent)
        found.extract(name, folder / name)
    return envelope


def _renamed(
    database: Path, data_key: bytes, envelope: Envelope, body: dict[str, str], at: str
) -> None:
    """Give the copy its new name, and say in its history where it comes from."""
    engine = open_engine(database, vault_key(data_key))
    try:
        with (
            plain_refusals(database),
            engine.connect().execution_options(writing=True) as connection,
            connection.begin(),
        ):
            set_meta(connection, "instance", envelope.instance)
            set_meta(connection, "generation", str(envelope.generation))
            set_meta(connection, "changed", at)
            history.append(connection, "vault", envelope.instance, "restored", body, at)
    finally:
        engine.dispose()


def moved(building: Path, folder: Path) -> None:
    """Put a finished vault's folder in its place, which is free, in one step.

    Raises:
        FileProblemError: it cannot be put there; nothing was.
    """
    with said_plainly(folder):
        if folder.exists():
            folder.rmdir()  # checked to be empty
        try:
            building.rename(folder)
        except OSError:
            raise FileProblemError(
                tr("The restored journal could not be put in {folder}.").format(folder=folder),
                tr("Choose another folder on the same disk."),
            ) from None
    sync_folder(folder.parent)
