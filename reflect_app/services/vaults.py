"""Making, opening and restoring journals."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Literal

from reflect_app.core.changes import Changes
from reflect_app.core.steps import Pace, to_the_end, unpaced
from reflect_app.crypto import identity, kdf, passphrase, recovery
from reflect_app.crypto.strength import Strength, strength
from reflect_app.errors import (
    FileProblemError,
    InvalidInputError,
    ReflectError,
    UsageError,
    WrongPassphraseError,
)
from reflect_app.services import salvaging
from reflect_app.services.allowed import not_allowed
from reflect_app.services.context import Context
from reflect_app.services.journal import Journal
from reflect_app.services.quick_unlock import QuickUnlock
from reflect_app.services.salvaging import NewestBackup, newest_backup
from reflect_app.vault import backup, lease, leftovers, recovery_check, restore, rotation, upgrade
from reflect_app.vault import envelope as envelopes
from reflect_app.vault.create import NewKeys, create
from reflect_app.vault.keys import with_passphrase, with_words
from reflect_app.vault.vault import Place
from reflect_app.words import tr

Cost = Literal["standard", "light"]
_ABOUT_WORDS = {"recovery_deferred": True, "recovery_checked": ""}
"""What a journal says of recovery words that nobody has typed back yet."""


@dataclass(frozen=True, slots=True)
class Created:
    """A new journal, open for writing. The recovery words exist here and nowhere else."""

    journal: Journal
    instance: str
    fingerprint: str
    recovery_words: str = field(repr=False)
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True)
class Rotated:
    """A journal under a new key, open for writing. The words exist here and nowhere else.

    `older` are backups that still open with what opened the journal before.
    """

    journal: Journal
    recovery_words: str = field(repr=False)
    older: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class VaultInfo:
    """What anyone with the folder can know. `last_backup` is the newest file's time here."""

    format: int
    instance: str
    created: str
    slots: tuple[str, ...]
    bytes: int
    last_backup: str | None
    locked_by: lease.Holder | None
    fingerprint: str


class VaultService:
    """Use cases that begin without an open vault."""

    def __init__(self, context: Context, costs: dict[Cost, kdf.KdfParams] | None = None) -> None:
        self._context = context
        self._costs = costs
        allowed = context.organisation.quick_unlock
        self.quick = QuickUnlock(context.clock, context.anchors, allowed=allowed)

    def exists(self, folder: Path) -> bool:
        """Whether the folder holds a journal, whole or damaged."""
        return (folder / envelopes.NAME).exists() or (folder / "vault.db").exists()

    def suggest_passphrase(self) -> str:
        """Four common words; case, spaces and hyphens will not matter."""
        return passphrase.suggest()

    def strength(self, text: str) -> Strength:
        """How hard a passphrase is to guess, in plain words."""
        return strength(text)

    def create(
        self,
        folder: Path,
        phrase: str,
        *,
        name: str = "",
        agency: str = "",
        role: str = "",
        kdf: Cost = "standard",
    ) -> Created:
        """Make a journal and open it.

        Raises:
            InvalidInputError: the passphrase is empty, or code `not-allowed`: the organisation's
                policy names other places. FileProblemError: the folder is taken.
        """
        if not phrase.strip():
            raise InvalidInputError(
                tr("The passphrase is empty."), tr("Choose one, or take four common words.")
            )
        if any("\ud800" <= letter <= "\udfff" for letter in name + agency + role):
            raise InvalidInputError(
                tr("A name holds a character that cannot be written down."),
                tr("Nothing was made. Take it out and try again."),
            )
        if not self._context.organisation.allows_place(folder):
            raise not_allowed(tr("No new journal is made in {folder}.").format(folder=folder))
        words = recovery.new_words()
        keys = NewKeys(phrase, words, self._cost(kdf))
        vault = create(self._place(folder), keys, self._context.policy, self._context.clock)
        journal = Journal(vault, self._context)
        try:
            for setting, value in (("display_name", name), ("agency", agency), ("role", role)):
                if value:
                    journal.settings.set(setting, value)
        except BaseException:
            journal.close()
            raise
        public = bytes.fromhex(vault.envelope.public)
        return Created(journal, vault.envelope.instance, identity.fingerprint(public), words)

    def unlock(self, folder: Path, phrase: str, *, write: bool = True) -> Journal:
        """Open a journal by its passphrase.

        Raises:
            NoVaultError, WrongPassphraseError, DamagedError, VaultInUseError, VersionError.
        """
        envelope = envelopes.read(folder)
        if write:
            self._refuse_if_held(folder)
        key = self._tried(envelope, self._by_phrase(envelope, phrase))
        return self._opened(folder, envelope, key, write=write)

    def quick_until(self, folder: Path) -> str:
        """Until when this device's keychain may open the journal (RFC 3339); empty: not now.

        Reads the envelope alone: the keychain itself, which may ask a person, is left alone.
        """
        return self.quick.until(envelopes.read(folder))

    def unlock_with_keychain(self, folder: Path, *, write: bool = True) -> Journal:
        """Open a journal by this device's keychain.

        Raises:
            NotFoundError: code `no-device-key`; an ordinary day, the passphrase opens it.
        """
        envelope = envelopes.read(folder)
        return self._opened(folder, envelope, self.quick.data_key(envelope), write=write)

    def take_over(self, folder: Path, phrase: str) -> Journal:
        """Open a journal by its passphrase that another computer said it was writing.

        For a computer that is off. If it is not, it writes no more from its next save on.

        Raises:
            WrongPassphraseError, DamagedError, VersionError.
            VaultInUseError: it is open on this computer, or the lease is still held.
        """
        envelope = envelopes.read(folder)
        key = self._tried(envelope, self._by_phrase(envelope, phrase))
        lease.put_aside(folder)
        return self._opened(folder, envelope, key, write=True)

    def unlock_with_words(self, folder: Path, words: str, *, write: bool = True) -> Journal:
        """Open a journal by its recovery words."""
        envelope = envelopes.read(folder)
        key = self._tried(envelope, lambda: with_words(envelope, words))
        return self._opened(folder, envelope, key, write=write)

    def rotate(self, folder: Path, phrase: str, pace: Pace = unpaced) -> Rotated:
        """Give the journal a new key, under the same passphrase and new recovery words.

        Every page is encrypted anew and checked before the old key is given up. Backups made
        before still open with the old passphrase and words; `older` names those within reach.

        Raises:
            WrongPassphraseError, DamagedError, VaultInUseError, DiskFullError: as it was before.
        """
        journal = self.unlock(folder, phrase)
        journal.keep_pace(pace)
        try:
            return self._under_new_key(journal, phrase)
        except BaseException:
            journal.close()
            raise

    def renew_key(self, journal: Journal, phrase: str) -> Rotated:
        """`rotate` of a journal that is open and stays so: the same object on the new key.

        Nobody else may use the journal meanwhile. Its pace can stop it.

        Raises:
            WrongPassphraseError, DamagedError, DiskFullError, CancelledError: it is open as it
                was before.
            FileProblemError: code `closed-by-refusal`: it could not be opened again either.
        """
        journal.keys.check(phrase)
        folder, way = journal.folder, _recovery_slot(journal)
        before = {name: journal.settings.get(name) for name in _ABOUT_WORDS}
        try:
            return self._under_new_key(journal, phrase)
        except ReflectError as refusal:
            if journal.vault.closed:
                self._stand_again(journal, folder, phrase, refusal)
            if _recovery_slot(journal) == way:  # the words of before still open it
                with suppress(ReflectError):
                    for name, value in before.items():
                        journal.settings.set(name, value)
            raise

    def _under_new_key(self, journal: Journal, phrase: str) -> Rotated:
        older = journal.backups.within_reach()
        # Until somebody has typed them back they count as not written down.
        for name, value in _ABOUT_WORDS.items():
            journal.settings.set(name, value)
        vault, words = rotation.rotate(journal.vault, phrase, self._context.policy)
        journal.stand_on(vault)
        with vault.writing() as tx:
            recovery_check.remember(tx, vault.envelope, words)
        return Rotated(journal, words, older)

    def _stand_again(
        self, journal: Journal, folder: Path, phrase: str, refusal: ReflectError
    ) -> None:
        """By the passphrase, which opens it whichever key it has by now."""
        try:
            journal.stand_on(self.unlock(folder, phrase).vault)
        except ReflectError:
            raise FileProblemError(
                refusal.message,
                tr("Lock the journal now, then open it with your passphrase."),
                code="closed-by-refusal",
            ) from refusal

    def check_words(self, folder: Path, words: str) -> None:
        """Refuse recovery words that do not open the journal; nothing is opened."""
        envelope = envelopes.read(folder)
        self._tried(envelope, lambda: with_words(envelope, words))

    def restore(self, backup: Path, folder: Path, phrase: str, pace: Pace = unpaced) -> Journal:
        """Make a backup a journal again, in a free folder, and open it.

        Stopped by its pace, it leaves nothing behind.
        """
        place, policy = self._place(folder), self._context.policy
        vault = restore.restore(backup, place, phrase, policy, self._context.clock, pace)
        return Journal(vault, self._context)

    def newest_backup(self, folder: Path) -> NewestBackup | None:
        """The newest whole backup beside a journal that does not open; asks for no passphrase."""
        return newest_backup(folder)

    def salvage_steps(
        self, folder: Path, to: Path, secret: str, *, words: bool = False
    ) -> salvaging.Steps:
        """Bring what can still be read of a damaged journal into a new one, for the worker.

        `secret` is the passphrase, or with `words` the recovery words. See `salvaging`.
        """

        def opener(envelope: envelopes.Envelope) -> bytes:
            fits = partial(with_words, envelope, secret)
            return self._tried(envelope, fits if words else self._by_phrase(envelope, secret))

        return salvaging.salvage_steps(self._context, folder, to, opener)

    def salvage(self, folder: Path, to: Path, secret: str) -> salvaging.Salvaged:
        """`salvage_steps` in one go, by the passphrase."""
        return to_the_end(self.salvage_steps(folder, to, secret))

    def info(self, folder: Path) -> VaultInfo:
        """What the envelope and the folder say, without the passphrase."""
        envelope = envelopes.read(folder)
        size = sum(item.stat().st_size for item in folder.rglob("*") if item.is_file())
        return VaultInfo(
            format=envelope.format,
            instance=envelope.instance,
            created=envelope.created,
            slots=tuple(slot.kind for slot in envelope.slots),
            bytes=size,
            last_backup=_newest_backup(folder),
            locked_by=lease.holder_of(folder),
            fingerprint=identity.fingerprint(bytes.fromhex(envelope.public)),
        )

    def _opened(
        self, folder: Path, envelope: envelopes.Envelope, key: bytes, *, write: bool
    ) -> Journal:
        place, clock = self._place(folder), self._context.clock
        rotation.finish(place, envelope, key, clock)
        vault = upgrade.open_vault(place, envelope, key, clock, write=write)
        if write:
            rotation.sweep(vault)
            leftovers.sweep(place.folder)
        return Journal(vault, self._context)

    def _by_phrase(self, envelope: envelopes.Envelope, phrase: str) -> Callable[[], bytes]:
        return lambda: with_passphrase(envelope, phrase, self._context.policy)

    def _tried(self, envelope: envelopes.Envelope, key: Callable[[], bytes]) -> bytes:
        """The data key, by whatever a person typed; a miss counts against quick unlock."""
        try:
            found = key()
        except WrongPassphraseError:
            self.quick.failed(envelope)
            raise
        self.quick.succeeded(envelope.instance)
        return found

    def _place(self, folder: Path) -> Place:
        return Place(folder.resolve(), self._context.anchors)

    def _cost(self, name: Cost) -> kdf.KdfParams:
        if self._costs is not None:
            return self._costs[name]
        if name not in ("standard", "light"):
            raise UsageError(tr("The cost is “standard” or “light”."))
        return kdf.tuned(kdf.STANDARD) if name == "standard" else kdf.LIGHT

    def _refuse_if_held(self, folder: Path) -> None:
        """Say who writes before half a second of key derivation is spent."""
        holder = lease.holder_of(folder)
        if holder is not None:
            raise lease.in_use(holder)


def _recovery_slot(journal: Journal) -> str:
    return next((way.id for way in journal.keys.ways() if way.kind == "recovery"), "")


def _newest_backup(folder: Path) -> str | None:
    beside = backup.first_place(folder.resolve())
    times = [path.stat().st_mtime for path in beside.glob(f"*{backup.SUFFIX}")]
    if not times:
        return None
    return datetime.fromtimestamp(max(times), UTC).isoformat(timespec="seconds")
