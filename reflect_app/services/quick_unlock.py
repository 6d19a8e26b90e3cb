"""Quick unlock: this device's keychain opens the journal for some hours. Off by default."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from reflect_app.core.clock import Clock, stamp
from reflect_app.crypto import slots
from reflect_app.errors import NotFoundError, ReflectError, WrongPassphraseError
from reflect_app.keychain import Keychain, boot
from reflect_app.services.allowed import not_allowed
from reflect_app.vault import rekeying
from reflect_app.vault.envelope import Envelope
from reflect_app.vault.files import make_folder, write_whole
from reflect_app.vault.vault import Vault
from reflect_app.words import tr

LASTS = timedelta(hours=12)
MOST_FAILURES = 5


class QuickUnlock:
    """A random wrapping key in the keychain, a slot of the envelope that it opens.

    Ends after twelve hours, after a restart (where the system tells of one), and after five
    failures to unlock. `state` is the folder where failures are counted, outside every vault.
    """

    def __init__(
        self, clock: Clock, state: Path, keychain: Keychain | None = None, *, allowed: bool = True
    ) -> None:
        self._clock = clock
        self._allowed = allowed
        self._state = state
        self._keychain = keychain or Keychain()

    def turn_on(self, vault: Vault) -> str:
        """Make this device a way in; until when it is one (RFC 3339).

        Raises:
            KeychainError: no keychain that Reflect trusts; nothing was written anywhere.
            InvalidInputError: code `not-allowed`, by the organisation's policy.
        """
        if not self._allowed:
            raise not_allowed(tr("Quick unlock is off on this computer."))
        instance = vault.envelope.instance
        now = self._clock.now()
        expires = stamp(now + LASTS)
        secret = self._keychain.store(instance)
        try:
            new = slots.device_slot(vault.data_key, secret, boot(), stamp(now), expires)
            kept = [slot for slot in vault.envelope.slots if slot.kind != "device"]
            rekeying.replace_slots(vault, [*kept, new], "device-added")
        except BaseException:
            self._keychain.forget(instance)
            raise
        self.succeeded(instance)
        return expires

    def turn_off(self, vault: Vault) -> None:
        """Take every device's way in, and what this one's keychain holds."""
        self._keychain.forget(vault.envelope.instance)
        kept = [slot for slot in vault.envelope.slots if slot.kind != "device"]
        if len(kept) != len(vault.envelope.slots):
            rekeying.replace_slots(vault, kept, "device-removed")

    def data_key(self, envelope: Envelope) -> bytes:
        """The data key, by the keychain of this device.

        Raises:
            NotFoundError: code `no-device-key`: not set up, expired, or the keychain has
                changed. An ordinary day: the passphrase opens the journal.
        """
        mine = [slot for slot in envelope.slots if slot.kind == "device"]
        if not mine or not self._allowed:
            raise _not_here()
        if self._failures(envelope.instance) >= MOST_FAILURES:
            self._keychain.forget(envelope.instance)
            raise _not_here()
        alive = [slot for slot in mine if self._alive(slot)]
        if not alive:
            self._keychain.forget(envelope.instance)
            raise _not_here()
        secret = self._keychain.fetch(envelope.instance)
        if secret is None:
            raise _not_here()
        for slot in alive:
            with suppress(WrongPassphraseError):
                return slots.open_with_device(slot, secret, boot())
        self.failed(envelope)
        raise _not_here()

    def until(self, envelope: Envelope) -> str:
        """Until when a slot of the envelope may open it here (RFC 3339); empty: none may now.

        The keychain is not asked: its secret may still be gone when its turn comes.
        """
        if not self._allowed or self._failures(envelope.instance) >= MOST_FAILURES:
            return ""
        mine = (slot for slot in envelope.slots if slot.kind == "device" and self._alive(slot))
        return max((slot.expires for slot in mine), default="")

    def failed(self, envelope: Envelope) -> None:
        """Count a failure to unlock, by whatever way; the fifth ends quick unlock here."""
        if not any(slot.kind == "device" for slot in envelope.slots):
            return
        count = self._failures(envelope.instance) + 1
        with suppress(ReflectError):  # a state folder that cannot be written ends nothing else
            make_folder(self._state)
            write_whole(self._count(envelope.instance), str(count).encode())
        if count >= MOST_FAILURES:
            self._keychain.forget(envelope.instance)

    def succeeded(self, instance: str) -> None:
        """A passphrase fitted: earlier failures are the owner's own."""
        with suppress(OSError):
            self._count(instance).unlink()

    def _alive(self, slot: slots.KeySlot) -> bool:
        """Whether its time has come and is not over; a clock set back does not help."""
        try:
            begin, end = map(datetime.fromisoformat, (slot.created, slot.expires))
            return begin <= self._clock.now() < min(end, begin + LASTS)
        except (ValueError, TypeError):
            return False

    def _count(self, instance: str) -> Path:
        return self._state / f"{instance}.tries"

    def _failures(self, instance: str) -> int:
        """A count that cannot be read is too many."""
        try:
            return int(self._count(instance).read_text(encoding="ascii"))
        except FileNotFoundError:
            return 0
        except (OSError, ValueError):
            return MOST_FAILURES


def _not_here() -> NotFoundError:
    return NotFoundError(
        tr("Quick unlock does not open this journal now."),
        tr("Type the passphrase. Settings can switch quick unlock on again."),
        code="no-device-key",
    )
