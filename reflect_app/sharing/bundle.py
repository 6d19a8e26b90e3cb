r"""A sealed bundle: one file for one reader. Bytes in, bytes out; nothing here touches a file.

    header ‖ sealed ‖ SHA-256 of all before

The header is `RFLSEAL\n` ‖ version (1 byte) ‖ kind of file (1 byte). Sealed is HPKE (RFC 9180, see
`crypto.sealing`) with the exact header bytes in `info`. Inside lies

    length of head (4 bytes) ‖ head ‖ signature (64) ‖ length of content (4) ‖ content ‖ zeros

up to 16, 64 or 256 KiB or 1, 4, 16 or 50 MiB, so that a file's size says little. The head is
canonical JSON (`Head`) that holds the content's SHA-256 and both keys; the signature (Ed25519,
context `bundle`) is over the bytes of the head as they lie there. What a bundle is for (share,
reply, withdrawal, receipt) stands in the head, so nobody who sees the file can tell.

Everything is checked before anything is handed back: whoever gets an `Opened` may believe it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import msgspec

from reflect_app.core.shares import KINDS, BundleKind
from reflect_app.crypto import identity, sealing, signing
from reflect_app.crypto.aead import NotOpenedError
from reflect_app.errors import InvalidInputError, ReflectError, VersionError
from reflect_app.words import tr

MAGIC = b"RFLSEAL\n"
VERSION = 1
SEALED_TO_ONE = 1
HEADER = MAGIC + bytes([VERSION, SEALED_TO_ONE])
SIZES = (16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20, 16 << 20, 50 << 20)
AROUND = len(HEADER) + sealing.OVERHEAD + 32
LARGEST_FILE = SIZES[-1] + AROUND
CONTEXT = b"bundle"
_NAMED = "reflect/1/bundle"
_LARGEST_HEAD = 8 << 10
_DEEPEST = 12
_HEX = re.compile(r"(?:[0-9a-f]{2})+")

Flaw = Literal["damaged", "incomplete", "not-for-me", "no-bundle", "refused"]


class BundleError(ReflectError):
    """A bundle that is not taken. Nothing of it was shown or kept.

    `flaw` says what sort: `incomplete` may be a file that is still being carried; `not-for-me`
    is sound, as far as anybody but its reader can see; `refused` opened but proved false.
    """

    code = "bundle-refused"

    def __init__(self, message: str, hint: str, flaw: Flaw, code: str) -> None:
        super().__init__(message, hint, code=code)
        self.flaw = flaw


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is signed. Keys and ids are hex, times RFC 3339 with offset.

    `context` is a fixed word, `reader` the hash of the reader's public keys, `sender` the
    sender's whole public keys. `sequence` counts from 1 for each (sender key, instance,
    reader); `expires` is empty where there is none.
    """

    bundle: str
    content: str
    context: str
    created: str
    expires: str
    instance: str
    kind: str
    reader: str
    sender: str
    sequence: int
    version: int


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sealed: a content for one reader. `bundle` and `instance` are 32 hex digits."""

    kind: BundleKind
    bundle: str
    instance: str
    sequence: int
    created: str
    expires: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle that proved true: `sender` are the public keys that signed it."""

    kind: BundleKind
    bundle: str
    instance: str
    sequence: int
    created: str
    expires: str
    sender: bytes
    content: bytes


def seal(letter: Letter, private: bytes, public: bytes, reader: bytes) -> bytes:
    """The file for one reader, signed by the holder of `private` (whose public half is `public`).

    Raises:
        InvalidInputError: code `too-large`; it fits no size. ReflectError: `no-hpke`.
    """
    head = Head(
        bundle=letter.bundle,
        content=hashlib.sha256(letter.content).hexdigest(),
        context=_NAMED,
        created=letter.created,
        expires=letter.expires,
        instance=letter.instance,
        kind=letter.kind,
        reader=identity.public_hash(reader).hex(),
        sender=public.hex(),
        sequence=letter.sequence,
        version=VERSION,
    )
    return seal_signed(msgspec.json.encode(head, order="sorted"), letter.content, private, reader)


def seal_signed(head: bytes, content: bytes, private: bytes, reader: bytes) -> bytes:
    """Sign a head as it is and seal it with its content."""
    signature = signing.sign(private, CONTEXT, head)
    return seal_plain(framed(head, signature, content), reader)


def framed(head: bytes, signature: bytes, content: bytes) -> bytes:
    """The plain bytes, padded to the next size.

    Raises:
        InvalidInputError: code `too-large`.
    """
    plain = len(head).to_bytes(4) + head + signature + len(content).to_bytes(4) + content
    size = next((size for size in SIZES if size >= len(plain)), 0)
    if not size:
        raise InvalidInputError(
            tr("That is more than one bundle can hold."),
            tr("Share fewer entries at a time."),
            code="too-large",
        )
    return plain.ljust(size, b"\0")


def seal_plain(plain: bytes, reader: bytes, header: bytes = HEADER) -> bytes:
    """Header, sealed bytes and checksum."""
    body = header + sealing.seal(reader, header, plain)
    return body + hashlib.sha256(body).digest()


def open_bundle(data: bytes, private: bytes, public: bytes) -> Opened:
    """Everything a bundle says, once all of it proved true. Needs the reader's own keys.

    Raises:
        BundleError: see its `flaw`. VersionError: a newer Reflect made it.
    """
    check_whole(data)
    header = data[: len(HEADER)]
    try:
        plain = sealing.unseal(private, header, data[len(HEADER) : -32])
    except NotOpenedError:
        raise _not_for_me() from None
    head, signature, content = _unframed(plain)
    found = _head(head)
    sender = bytes.fromhex(found.sender)
    if not signing.is_signed(sender, CONTEXT, head, signature):
        raise refused(tr("it is not signed by whoever it says it is from"), "bundle-unsigned")
    if found.reader != identity.public_hash(public).hex():
        raise refused(tr("it was signed for somebody else and sealed again for you"),
                      "bundle-readdressed")  # fmt: skip
    if hashlib.sha256(content).hexdigest() != found.content:
        raise refused(tr("its content is not what was signed"), "bundle-content")
    kind = next(kind for kind in KINDS if kind == found.kind)
    return Opened(
        kind, found.bundle, found.instance, found.sequence, found.created, found.expires, sender,
        content,
    )  # fmt: skip


def check_whole(data: bytes) -> None:
    """Refuse what is no bundle, is cut short or was damaged, before any key is used.

    Raises:
        BundleError, VersionError.
    """
    if not data or data[: len(MAGIC)] != MAGIC[: len(data)]:
        # A file that a sync engine only reserved begins with zeros.
        if not data.strip(b"\0"):
            raise _incomplete()
        raise BundleError(
            tr("This file is not a sealed bundle."),
            tr("A bundle's name ends in “.rbundle”. Choose another file."),
            "no-bundle", "no-bundle",
        )  # fmt: skip
    if len(data) < len(HEADER):
        raise _incomplete()
    whole = hashlib.sha256(data[:-32]).digest() == data[-32:]
    if whole and data[len(MAGIC)] > VERSION:
        raise VersionError
    if len(data) > LARGEST_FILE or len(data) - AROUND not in SIZES:
        raise _incomplete()
    if not whole:
        raise BundleError(
            tr("This bundle is damaged, or has not arrived whole yet."),
            tr("Wait until it is synced, or ask for it again. Nothing of it was read."),
            "damaged", "bundle-damaged",
        )  # fmt: skip
    if data[: len(HEADER)] != HEADER:
        raise refused(tr("its header is none that Reflect writes"), "bundle-header")


def refused(why: str, code: str) -> BundleError:
    """The refusal of a bundle that opened and proved false."""
    return BundleError(
        tr("This bundle was refused: {why}.").format(why=why),
        tr("Nothing of it was read or kept. Ask the person by phone before you try again."),
        "refused", code,
    )  # fmt: skip


def decoded_json(content: bytes, type_: type[msgspec.Struct]) -> msgspec.Struct:
    """A content as one of our own structures; nothing else gets past.

    Raises:
        BundleError: code `bundle-form`.
    """
    try:
        if _depth(content) > _DEEPEST:
            raise ValueError
        return msgspec.json.decode(content, type=type_)
    except (ValueError, RecursionError, msgspec.MsgspecError):
        raise malformed() from None


def malformed() -> BundleError:
    """The refusal of a signed bundle whose content no Reflect writes."""
    return refused(tr("its content has a form that Reflect does not know"), "bundle-form")


def _depth(content: bytes) -> int:
    """How deep brackets nest, at most; those inside texts count too, which only errs upward.

    Texts are cut out first, so that what somebody typed cannot make a bundle unreadable.
    """
    deep = deepest = 0
    for sign in _BRACKETS.finditer(_TEXTS.sub(b"", content)):
        deep += 1 if sign[0] in (b"[", b"{") else -1
        deepest = max(deepest, deep)
        if deepest > _DEEPEST:
            break
    return deepest


# Never goes back, and takes a text that does not end to be one: else time grows with its square.
_TEXTS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_BRACKETS = re.compile(rb"[\[\]{}]")


def _unframed(plain: bytes) -> tuple[bytes, bytes, bytes]:
    """Head, signature and content; the padding is zeros."""
    length = int.from_bytes(plain[:4])
    if not 0 < length <= _LARGEST_HEAD:
        raise malformed()
    start = 4 + length
    signature = plain[start : start + signing.SIGNATURE_BYTES]
    at = start + signing.SIGNATURE_BYTES
    size = int.from_bytes(plain[at : at + 4])
    content = plain[at + 4 : at + 4 + size]
    if len(content) != size or plain[at + 4 + size :].strip(b"\0"):
        raise malformed()
    return plain[4:start], signature, content


def _head(data: bytes) -> Head:
    found = decoded_json(data, Head)
    assert isinstance(found, Head)
    same = msgspec.json.encode(found, order="sorted") == data
    if found.version > VERSION:
        raise VersionError
    if (
        not same
        or found.version != VERSION
        or found.context != _NAMED
        or found.kind not in KINDS
        or not 0 < found.sequence < 2**53
        or not _is_hex(found.bundle, 16)
        or not _is_hex(found.instance, 16)
        or not _is_hex(found.reader, 32)
        or not _is_hex(found.sender, identity.PUBLIC_BYTES)
        or not is_instant(found.created)
        or not (found.expires == "" or is_instant(found.expires))
    ):
        raise malformed()
    return found


def _is_hex(text: str, size: int) -> bool:
    return len(text) == 2 * size and _HEX.fullmatch(text) is not None


def is_instant(text: str) -> bool:
    """Whether a text is RFC 3339 with an offset."""
    try:
        return len(text) <= 40 and datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _incomplete() -> BundleError:
    return BundleError(
        tr("This bundle has not arrived whole, or was cut short."),
        tr("Wait until it is synced, or ask for it again. Nothing of it was read."),
        "incomplete", "bundle-incomplete",
    )  # fmt: skip


def _not_for_me() -> BundleError:
    return BundleError(
        tr("This bundle is whole, but it was not sealed for this journal."),
        tr("Ask the sender to use your newest contact card."),
        "not-for-me", "not-for-me",
    )  # fmt: skip
