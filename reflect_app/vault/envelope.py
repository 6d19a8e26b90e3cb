"""`envelope.json`: how a vault is opened. Readable by anyone, changed by nobody unseen.

One line of JSON with sorted keys. Its last member, `sha256`, is the SHA-256 of every byte
before that member's comma, so plain damage is seen without a passphrase; `mac` is an
HMAC-SHA-256 under a key from the data key, so a deliberate change is seen at unlock.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import msgspec

from reflect_app.crypto import aead, identity
from reflect_app.crypto.kdf import subkey
from reflect_app.crypto.slots import KeySlot
from reflect_app.errors import DamagedError, NoVaultError, VersionError
from reflect_app.vault.files import read_small, said_plainly, write_whole
from reflect_app.words import tr

NAME = "envelope.json"
FORMAT = 1
_LIMIT = 64 * 1024
_MOST_SLOTS = 16
_TAIL = b',"sha256":"'
# It becomes part of file names outside the vault before any key has proved the envelope true.
_INSTANCE = re.compile(r"[0-9a-z]{32}")


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands before the passphrase. Bytes are lower-case hex, times RFC 3339."""

    format: int
    instance: str
    generation: int
    created: str
    slots: list[KeySlot]
    public: str
    mac: str = ""

    def public_hash(self) -> bytes:
        """The pinned hash of the vault's public keys."""
        return identity.public_hash(bytes.fromhex(self.public))


def signed(envelope: Envelope, data_key: bytes) -> Envelope:
    """The envelope with its MAC under the data key."""
    tag = aead.mac(subkey(data_key, "envelope"), _unsigned(envelope))
    return msgspec.structs.replace(envelope, mac=tag.hex())


def check_mac(envelope: Envelope, data_key: bytes) -> None:
    """Refuse an envelope that somebody changed without the data key.

    Raises:
        DamagedError: code `envelope-changed`.
    """
    tag = bytes.fromhex(envelope.mac)
    if not aead.mac_fits(subkey(data_key, "envelope"), _unsigned(envelope), tag):
        raise DamagedError(
            tr("The journal's envelope was changed outside Reflect."), code="envelope-changed"
        )


def _unsigned(envelope: Envelope) -> bytes:
    return msgspec.json.encode(msgspec.structs.replace(envelope, mac=""), order="sorted")


def encoded(envelope: Envelope) -> bytes:
    """The exact bytes of the file."""
    body = msgspec.json.encode(envelope, order="sorted")[:-1]
    return body + _TAIL + hashlib.sha256(body).hexdigest().encode() + b'"}\n'


def decoded(data: bytes) -> Envelope:
    """The envelope in these bytes.

    Raises:
        VersionError: a newer Reflect wrote it.
        DamagedError: any byte is not what was written.
    """
    body, tail, end = data.rpartition(_TAIL)
    expected = hashlib.sha256(body).hexdigest().encode() + b'"}\n'
    if not tail or end != expected:
        raise _damaged()
    try:
        raw = msgspec.json.decode(body + b"}")
        if isinstance(raw, dict) and isinstance(raw.get("format"), int) and raw["format"] > FORMAT:
            raise VersionError
        envelope = msgspec.convert(raw, Envelope)
        bytes.fromhex(envelope.mac)
        public = bytes.fromhex(envelope.public)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise _damaged() from None
    if len(public) != identity.PUBLIC_BYTES or not 0 < len(envelope.slots) <= _MOST_SLOTS:
        raise _damaged()
    if not _INSTANCE.fullmatch(envelope.instance):
        raise _damaged()
    return envelope


def _damaged() -> DamagedError:
    return DamagedError(
        tr("The journal's envelope is damaged, so it cannot be opened as it is."),
        tr("Restore your newest backup to a new folder; it carries an envelope of its own."),
        code="envelope-damaged",
    )


def read(folder: Path) -> Envelope:
    """The envelope of the vault in `folder`.

    Raises:
        NoVaultError: there is no vault; DamagedError: there is, without a whole envelope.
    """
    path = folder / NAME
    if not path.is_file():
        if (folder / "vault.db").exists():
            raise _damaged()
        raise NoVaultError(str(folder))
    with said_plainly(path):
        if path.stat().st_size > _LIMIT:
            raise _damaged()
    return decoded(read_small(path, _LIMIT))


def write(folder: Path, envelope: Envelope) -> None:
    """Replace the envelope whole, synced, read back."""
    write_whole(folder / NAME, encoded(envelope))
