"""A new data key: the database written anew under it, then both files switched so that a kill
leaves the old journal or the new one.

The new database lies ready under a name that only its own data key gives. The switch is the
new envelope in place of the old; from then on whoever unlocks puts that database in place
(`finish`). Nothing else of the vault is under the data key but the anchor, which is written
anew. Quick notes are sealed to the vault's public key, which stays.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from reflect_app.core.clock import Clock, stamp
from reflect_app.core.steps import portion, to_the_end
from reflect_app.crypto import recovery, slots
from reflect_app.crypto.kdf import KdfPolicy, subkey
from reflect_app.errors import DamagedError, ReflectError
from reflect_app.vault import checks, history, schema
from reflect_app.vault import envelope as envelopes
from reflect_app.vault.copying import look_over, recrypt
from reflect_app.vault.engine import check_encrypted, open_engine, plain_refusals
from reflect_app.vault.envelope import Envelope
from reflect_app.vault.files import create_private, said_plainly, sync_folder
from reflect_app.vault.keys import vault_key, with_passphrase, with_words
from reflect_app.vault.lease import Lease
from reflect_app.vault.meta import get_meta, set_meta
from reflect_app.vault.vault import Place, Vault
from reflect_app.vault.verify import mend

_READY = "rotated-*"


def rotate(vault: Vault, phrase: str, policy: KdfPolicy) -> tuple[Vault, str]:
    """The same vault under a new data key, open for writing, and its new recovery words.

    The passphrase stays the same; every device's own key ends. Up to the switch the vault's pace
    can stop it, and a refusal leaves the vault open; at the switch and after it, closed.

    Raises:
        WrongPassphraseError: not the passphrase of today.
        RolledBackError, FileProblemError, DiskFullError: the old key still opens the vault.
        DamagedError: the copy did not check; nothing was switched.
        CancelledError: the pace had it stopped; nothing was switched.
    """
    place, clock, old = vault.place, vault.clock, vault.envelope
    with vault.writing():
        pass  # refuses now what could not be written later, and syncs what is there
    if with_passphrase(old, phrase, policy) != vault.data_key:
        raise DamagedError(code="slot-not-proved")
    data_key, words = slots.new_data_key(), recovery.new_words()
    envelope = _envelope(vault, data_key, phrase, words, policy)
    ready = _ready(place.folder, data_key)
    try:
        _written(vault, ready, data_key, envelope)
    except BaseException:
        for left in (ready, _journal(ready)):
            _removed(left)
        raise
    try:
        vault.release_database()  # the lease stays: nobody writes between copy and switch
        try:
            envelopes.write(place.folder, envelope)
        except BaseException:
            _undone(place, old, ready)
            raise
        _put_in_place(place, ready)
    finally:
        vault.close()
    return _opened(place, envelope, data_key, clock), words


def _undone(place: Place, old: Envelope, ready: Path) -> None:
    """After a refusal: the old envelope, which may have been replaced already, and no copy."""
    with suppress(ReflectError):
        if envelopes.read(place.folder) != old:
            envelopes.write(place.folder, old)
        _removed(ready)


def finish(place: Place, envelope: Envelope, data_key: bytes, clock: Clock) -> None:
    """Put a database in place that a kill left ready, and take away one that never came to be.

    Called before a vault is opened; costs one look at the folder. A database that the new key
    opens is in place already: what lies ready is then a copy of that day that came back (a sync
    engine's, or somebody's), and stays out of the way until it is swept.

    Raises:
        VaultInUseError: somebody is rotating at this moment.
    """
    left = list(place.folder.glob(_READY))
    if not left:
        return
    envelopes.check_mac(envelope, data_key)
    ready = _ready(place.folder, data_key)
    if ready in left:
        lease = Lease.take(place.folder, stamp(clock.now()))
        try:
            if ready.exists() and not _opens(place.database, data_key):
                _put_in_place(place, ready)
        finally:
            lease.release()


def _opens(database: Path, data_key: bytes) -> bool:
    """Whether the database is under this data key."""
    engine = open_engine(database, vault_key(data_key), write=False)
    try:
        with plain_refusals(database), engine.connect() as connection:
            get_meta(connection, "counter")
    except DamagedError:
        return False
    finally:
        engine.dispose()
    return True


def sweep(vault: Vault) -> None:
    """Take away what rotations left that came to nothing. Only for the holder of the lease."""
    for path in vault.place.folder.glob(_READY):
        _removed(path)


def _envelope(
    vault: Vault, data_key: bytes, phrase: str, words: str, policy: KdfPolicy
) -> Envelope:
    """The envelope of the new key, proved to open by both ways."""
    old, now = vault.envelope, stamp(vault.clock.now())
    cost = next(slot for slot in old.slots if slot.kind == "passphrase").cost()
    with vault.reading() as connection:
        newest = max(old.generation, int(get_meta(connection, "generation")))
    ways = [
        slots.passphrase_slot(data_key, phrase, now, cost, policy),
        slots.recovery_slot(data_key, words, now),
    ]
    bare = msgspec.structs.replace(old, generation=newest + 1, slots=ways)
    made = envelopes.decoded(envelopes.encoded(envelopes.signed(bare, data_key)))
    if {with_passphrase(made, phrase, policy), with_words(made, words)} != {data_key}:
        raise DamagedError(code="slot-not-proved")
    return made


def _ready(folder: Path, data_key: bytes) -> Path:
    return folder / f"rotated-{subkey(data_key, 'rotation').hex()[:32]}.db"


def _written(vault: Vault, ready: Path, data_key: bytes, envelope: Envelope) -> None:
    """The whole database under the new key, with the change in its history, checked."""
    try:
        rows, entries = _copied(vault, ready, data_key)
    except DamagedError:
        if not mend(vault):
            raise
        _removed(ready)
        rows, entries = _copied(vault, ready, data_key)
    engine = open_engine(ready, vault_key(data_key))
    try:
        with (
            plain_refusals(ready),
            engine.connect().execution_options(writing=True) as connection,
            connection.begin(),
        ):
            at = stamp(vault.clock.now())
            set_meta(connection, "generation", str(envelope.generation))
            set_meta(connection, "changed", at)
            history.append(connection, "vault", envelope.instance, "key-rotated", {}, at)
    finally:
        engine.dispose()
    looked = look_over(ready, vault_key(data_key), pace=portion(vault.pace, 30, 100))
    if to_the_end(looked) != (rows + 1, entries):
        raise DamagedError(code="rotation")
    check_encrypted(ready)
    _removed(_journal(ready))
    sync_folder(ready.parent)


def _copied(vault: Vault, ready: Path, data_key: bytes) -> tuple[int, int]:
    with said_plainly(ready):
        os.close(create_private(ready))
    with vault.reading() as connection, plain_refusals(ready):
        source = connection.connection.driver_connection
        recrypt(source, ready, vault_key(data_key), portion(vault.pace, 0, 30))
        return _counts(connection)


def _counts(connection: Connection) -> tuple[int, int]:
    return checks.count(connection, schema.revision), checks.count(connection, schema.entry)


def _put_in_place(place: Place, ready: Path) -> None:
    with said_plainly(place.database):
        _removed(_journal(place.database))
        ready.replace(place.database)
    sync_folder(place.folder)


def _opened(place: Place, envelope: Envelope, data_key: bytes, clock: Clock) -> Vault:
    """Open it by the new key, and make what this device remembers of it readable again."""
    vault = Vault.open(place, envelope, data_key, clock, write=True)
    try:
        vault.fill_anchor()
    except BaseException:
        vault.close()
        raise
    return vault


def _journal(database: Path) -> Path:
    return database.with_name(database.name + "-journal")


def _removed(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
