"""A contact card: a file with one's public keys, a display name and an agency.

JSON, one object: `format` (1), `kind` (`reflect-card`), `name`, `agency`, `made`, `public` (hex),
`signature` (hex: Ed25519, context `card`, over canonical JSON of all but `signature`). The
signature shows that whoever wrote the name holds the keys; whose they are is for two people to
say aloud, by the fingerprint.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from reflect_app.core.contacts import checked_name
from reflect_app.crypto import identity, signing
from reflect_app.errors import InvalidInputError, VersionError
from reflect_app.words import tr

SUFFIX = ".rcard"
LARGEST = 64 << 10
_CONTEXT = b"card"
_KIND = "reflect-card"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class CardFile:
    """What a card says, once its signature fits."""

    name: str
    agency: str
    made: str
    public: bytes
    fingerprint: str


class _Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    agency: str
    format: int
    kind: str
    made: str
    name: str
    public: str
    signature: str = ""


def card_bytes(name: str, agency: str, made: str, public: bytes, private: bytes) -> bytes:
    """A card file.

    Raises:
        InvalidInputError: code `bad-name`.
    """
    card = _Card(
        agency=checked_name(agency, what="agency"),
        format=_FORMAT,
        kind=_KIND,
        made=made,
        name=checked_name(name),
        public=public.hex(),
    )
    signature = signing.sign(private, _CONTEXT, _to_sign(card))
    whole = msgspec.structs.replace(card, signature=signature.hex())
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def read_card(data: bytes) -> CardFile:
    """The card in a file. Line ends and blanks that mail changed do no harm.

    Raises:
        InvalidInputError: code `bad-card`. VersionError: a newer Reflect made it.
    """
    try:
        card = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_Card)
        public, signature = bytes.fromhex(card.public), bytes.fromhex(card.signature)
        datetime.fromisoformat(card.made)
    except (ValueError, RecursionError, msgspec.MsgspecError):
        raise _bad() from None
    if card.kind == _KIND and card.format > _FORMAT:
        raise VersionError
    if card.kind != _KIND or card.format != _FORMAT or len(public) != identity.PUBLIC_BYTES:
        raise _bad()
    if not signing.is_signed(public, _CONTEXT, _to_sign(card), signature):
        raise _bad()
    name, agency = checked_name(card.name), checked_name(card.agency, what="agency")
    return CardFile(name, agency, card.made, public, identity.fingerprint(public))


def _to_sign(card: _Card) -> bytes:
    bare = {key: value for key, value in msgspec.to_builtins(card).items() if key != "signature"}
    return msgspec.json.encode(bare, order="sorted")


def _bad() -> InvalidInputError:
    return InvalidInputError(
        tr("This file is not a contact card, or was changed on its way."),
        tr("Ask for the card again. Its name ends in “{suffix}”.").format(suffix=SUFFIX),
        code="bad-card",
    )
