"""Contacts in the vault: other people's names, agencies and public keys."""

from __future__ import annotations

from typing import Any

from reflect_app.core.contacts import Card, Contact
from reflect_app.crypto import identity
from reflect_app.vault.object_store import ObjectStore
from reflect_app.vault.vault import Vault, Writing


class ContactStore:
    """The contacts of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._objects = ObjectStore(vault, "contact")

    def all(self) -> list[Contact]:
        """Every contact, ended ones too, in the order of the alphabet."""
        found = [_contact(id_, body) for id_, body in self._objects.all().items()]
        return sorted(found, key=lambda contact: (contact.name.casefold(), contact.id))

    def put(self, tx: Writing, contact: Contact, change: str) -> int:
        """Save a contact's state; its revision."""
        body: dict[str, Any] = {
            "agency": contact.agency,
            "cards": [
                {
                    "added": card.added,
                    "confirmed": card.confirmed,
                    "public": card.public.hex(),
                    "retired": card.retired,
                }
                for card in contact.cards
            ],
            "created": contact.created,
            "ended": contact.ended,
            "name": contact.name,
        }
        return self._objects.put(tx, contact.id, change, body)

    def purge(self, tx: Writing, id_: str) -> None:
        """Erase a contact and everything it was ever called."""
        self._objects.purge(tx, id_)


def _contact(id_: str, body: dict[str, Any]) -> Contact:
    cards = tuple(_card(card) for card in body["cards"])
    return Contact(id_, body["name"], body["agency"], cards, body["created"], body["ended"])


def _card(body: dict[str, str]) -> Card:
    public = bytes.fromhex(body["public"])
    return card_of(public, body["added"], body["confirmed"], body["retired"])


def card_of(public: bytes, added: str, confirmed: str = "", retired: str = "") -> Card:
    """A card of these keys, with what follows from them."""
    named, words = identity.public_hash(public).hex(), identity.fingerprint(public)
    return Card(public, named, words, added, confirmed, retired)
