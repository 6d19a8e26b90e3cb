"""A new vault: folder, envelope, database and anchor, private from birth."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import insert

from reflect_app.core.clock import Clock, stamp
from reflect_app.crypto import identity, slots
from reflect_app.crypto.kdf import KdfParams, KdfPolicy
from reflect_app.errors import FileProblemError
from reflect_app.vault import envelope as envelopes
from reflect_app.vault import recovery_check, schema
from reflect_app.vault.engine import check_encrypted, new_file, open_engine, plain_refusals
from reflect_app.vault.envelope import Envelope
from reflect_app.vault.files import make_folder, sync_folder
from reflect_app.vault.keys import vault_key
from reflect_app.vault.meta import set_meta
from reflect_app.vault.vault import Place, Vault
from reflect_app.words import tr


@dataclass(frozen=True, slots=True)
class NewKeys:
    """What opens a new vault from the first day."""

    passphrase: str = field(repr=False)
    recovery_words: str = field(repr=False)
    cost: KdfParams


def new_instance() -> str:
    """A random name for one life of a vault; a restored one gets another."""
    return os.urandom(16).hex()


def create(place: Place, keys: NewKeys, policy: KdfPolicy, clock: Clock) -> Vault:
    """Make a vault and open it for writing. A half-made one is taken away again.

    Raises:
        FileProblemError: the folder holds something already, or cannot be written.
    """
    check_free(place.folder)
    had_folder = place.folder.exists()
    make_folder(place.folder)
    with plain_refusals(place.database):
        new_file(place.database)  # refused when somebody else was quicker: then nothing is ours
    try:
        return _made(place, keys, policy, clock)
    except BaseException:
        for name in (envelopes.NAME, "vault.db", "vault.db-journal", "lease"):
            with suppress(OSError):
                (place.folder / name).unlink()
        if not had_folder:
            shutil.rmtree(place.folder, ignore_errors=True)
        raise


def _made(place: Place, keys: NewKeys, policy: KdfPolicy, clock: Clock) -> Vault:
    now = stamp(clock.now())
    data_key, mine = slots.new_data_key(), identity.new_identity()
    ways = [
        slots.passphrase_slot(data_key, keys.passphrase, now, keys.cost, policy),
        slots.recovery_slot(data_key, keys.recovery_words, now),
    ]
    envelope = sealed_envelope(new_instance(), 1, now, ways, mine.public, data_key)
    fill(place.database, data_key, envelope, mine)
    envelopes.write(place.folder, envelope)
    vault = Vault.open(place, envelope, data_key, clock, write=True)
    try:
        with vault.writing() as tx:
            tx.append("vault", envelope.instance, "created", {"format": envelopes.FORMAT})
            recovery_check.remember(tx, envelope, keys.recovery_words)
    except BaseException:
        vault.close()
        raise
    vault.first_seen = False
    return vault


def sealed_envelope(
    instance: str,
    generation: int,
    created: str,
    ways: Sequence[slots.KeySlot],
    public: bytes,
    data_key: bytes,
) -> Envelope:
    """An envelope with its MAC."""
    bare = Envelope(
        format=envelopes.FORMAT, instance=instance, generation=generation, created=created,
        slots=list(ways), public=public.hex(),
    )  # fmt: skip
    return envelopes.signed(bare, data_key)


def fill(database: Path, data_key: bytes, envelope: Envelope, mine: identity.Identity) -> None:
    """Fill an empty file: the encrypted database with its tables, figures and private keys."""
    with plain_refusals(database):
        sync_folder(database.parent)
        engine = open_engine(database, vault_key(data_key))
        try:
            with (
                engine.connect().execution_options(writing=True) as connection,
                connection.begin(),
            ):
                schema.create(connection)
                for name, value in (
                    ("counter", "0"),
                    ("generation", str(envelope.generation)),
                    ("instance", envelope.instance),
                    ("public_hash", envelope.public_hash().hex()),
                    ("changed", envelope.created),
                ):
                    set_meta(connection, name, value)
                connection.execute(
                    insert(schema.secret).values(name="identity", value=mine.private)
                )
        finally:
            engine.dispose()
        check_encrypted(database)


def check_free(folder: Path) -> None:
    """Refuse a folder that holds anything, a vault most of all."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise FileProblemError(
            tr("{folder} is a file, not a folder.").format(folder=folder),
            tr("Choose another place for the journal."),
        )
    if (folder / envelopes.NAME).exists() or (folder / "vault.db").exists():
        raise FileProblemError(
            tr("There is a journal in {folder} already.").format(folder=folder),
            tr("Open that one, or choose another folder."),
            code="exists",
        )
    if any(folder.iterdir()):
        raise FileProblemError(
            tr("{folder} is not empty.").format(folder=folder),
            tr("Choose an empty folder, or a name that is not there yet."),
            code="not-empty",
        )
