"""Contacts: one's own card, other people's cards, and who was confirmed by voice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from reflect_app.core.alike import did_you_mean
from reflect_app.core.changes import Changes, Saved
from reflect_app.core.clock import stamp
from reflect_app.core.contacts import (
    Card,
    Contact,
    Sender,
    checked_name,
    looks_like,
    same_words,
)
from reflect_app.crypto import identity
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.services.entries import new_id
from reflect_app.services.vault_settings import VaultSettings
from reflect_app.sharing.cards import LARGEST, CardFile, card_bytes, read_card
from reflect_app.sharing.qr import fingerprint_code
from reflect_app.vault.contact_store import ContactStore, card_of
from reflect_app.vault.files import read_small, write_whole
from reflect_app.vault.own_keys import private_keys, public_keys
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import tr

CardStanding = Literal["new", "known", "retired", "you"]


@dataclass(frozen=True, slots=True)
class OwnCard:
    """What one's own card says. `name` may still be empty; then no card can be written."""

    name: str
    agency: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class CardLook:
    """A card before it is added. `contact` is whose it is already, empty for a new one;
    `namesakes` are ids of other contacts of that name, whose new laptop it may be. With
    `lookalike` none of them is spelled so: the name only looks like theirs.
    """

    card: CardFile
    standing: CardStanding
    contact: str = ""
    namesakes: tuple[str, ...] = ()
    lookalike: bool = False


class ContactService:
    """Use cases on the contacts of one unlocked vault."""

    def __init__(self, vault: Vault, settings: VaultSettings) -> None:
        self._vault = vault
        self._settings = settings
        self._store = ContactStore(vault)

    def list(self, *, ended: bool = False) -> tuple[Contact, ...]:
        """Everybody by name; with `ended`, those too with whom it is over."""
        return tuple(found for found in self._store.all() if ended or not found.ended)

    def find(self, text: str, *, ended: bool = True) -> Contact:
        """The one contact by this name, id, or beginning of a fingerprint.

        Raises:
            NotFoundError: code `no-contact`. InvalidInputError: code `ambiguous-contact`.
        """
        wanted = " ".join(text.split()).casefold()
        everybody = self.list(ended=ended)
        for fits in (_is_id, _is_name, _begins_id, _begins_fingerprint):
            found = [contact for contact in everybody if wanted and fits(contact, wanted)]
            if len(found) > 1:
                raise InvalidInputError(
                    tr("More than one contact fits “{text}”.").format(text=text[:40]),
                    tr("Use the id or more words of the fingerprint."),
                    code="ambiguous-contact",
                )
            if found:
                return found[0]
        raise NotFoundError(
            tr("There is no contact “{text}”.").format(text=text[:40]),
            did_you_mean(text, (one.name for one in everybody), tr("Add their card first.")),
            code="no-contact",
        )

    def get(self, id_: str) -> Contact | None:
        """A contact by its whole id."""
        return next((found for found in self._store.all() if found.id == id_), None)

    def own_card(self) -> OwnCard:
        """What one's own card would say."""
        words = identity.fingerprint(public_keys(self._vault))
        return OwnCard(
            str(self._settings.get("display_name")), str(self._settings.get("agency")), words
        )

    def code(self, fingerprint: str) -> tuple[tuple[bool, ...], ...]:
        """A fingerprint as the squares of a QR code, True for dark, white border included."""
        return fingerprint_code(fingerprint)

    def export_card(self, out: Path) -> Path:
        """Write one's own card to a file. It holds nothing secret.

        Raises:
            InvalidInputError: code `no-name`; there is no display name yet.
            FileProblemError: it cannot be written there.
        """
        own = self.own_card()
        if not own.name:
            raise InvalidInputError(
                tr("A card needs the name that others will see."),
                tr("Set your display name first, in Settings under “About me”."),
                code="no-name",
            )
        made = stamp(self._vault.clock.now())
        public, private = public_keys(self._vault), private_keys(self._vault)
        write_whole(out, card_bytes(own.name, own.agency, made, public, private))
        return out

    def look(self, path: Path) -> CardLook:
        """What a card says and whether it is known. Writes nothing.

        Raises:
            InvalidInputError: code `bad-card`. FileProblemError: it cannot be read.
        """
        card = read_card(read_small(path, LARGEST))
        if card.public == public_keys(self._vault):
            return CardLook(card, "you")
        everybody = self._store.all()
        for contact in everybody:
            held = contact.card(card.public)
            if held is not None:
                return CardLook(card, "known" if held.in_use else "retired", contact.id)
        alike = [one for one in everybody if looks_like(one.name, card.name) and not one.ended]
        spelled = any(one.name.casefold() == card.name.casefold() for one in alike)
        return CardLook(
            card, "new", namesakes=tuple(one.id for one in alike),
            lookalike=bool(alike) and not spelled,
        )  # fmt: skip

    def add(self, path: Path, *, words: str = "", to: str = "") -> tuple[Contact, Saved]:
        """Take a card in: as a new contact, or as one more card of the contact `to`.

        Nothing is joined by name alone: two people may share one. `words` are the twelve words
        the other person said; with them the card is confirmed at once. A card that is known
        already changes nothing but that.

        Raises:
            InvalidInputError: `bad-card`, `own-card`, or `wrong-words` (nothing was added).
        """
        look = self.look(path)
        if look.standing == "you":
            raise InvalidInputError(
                tr("This is your own card."), tr("Give it to the other person."), code="own-card"
            )
        if words and not same_words(words, look.card.fingerprint):
            raise _wrong_words()
        now = stamp(self._vault.clock.now())
        card = card_of(look.card.public, now, now if words else "")
        with self._vault.writing() as tx:
            if look.contact:
                contact, change = self._known_again(look.contact, card), "card-known"
            elif to:
                old = self.find(to, ended=False)
                contact, change = replace(old, cards=(*old.cards, card)), "card-added"
            else:
                contact = Contact(new_id(), look.card.name, look.card.agency, (card,), now)
                change = "added"
            if contact == self.get(contact.id):
                return contact, Saved(contact.id, 0, "")
            return contact, self._put(tx, contact, change)

    def confirm(self, contact: str, words: str) -> Saved:
        """The twelve words that the other person read out belong to a card of this contact.

        Raises:
            InvalidInputError: code `wrong-words`; nothing was changed.
        """
        found = self.find(contact)
        fits = [card for card in found.cards if card.in_use and same_words(words, card.fingerprint)]
        if not fits:
            raise _wrong_words()
        now = stamp(self._vault.clock.now())
        cards = tuple(
            replace(card, confirmed=card.confirmed or now) if card in fits else card
            for card in found.cards
        )
        with self._vault.writing() as tx:
            return self._put(tx, replace(found, cards=cards), "confirmed")

    def rename(self, contact: str, name: str, agency: str) -> Saved:
        """What this person is called here; their card keeps what they wrote themselves."""
        found = self.find(contact)
        called = replace(found, name=checked_name(name), agency=checked_name(agency, what="agency"))
        with self._vault.writing() as tx:
            return self._put(tx, called, "renamed")

    def retire_card(self, contact: str, words: str) -> Saved:
        """A card whose key was lost or replaced: nothing goes to it or is taken from it.

        `words` are its fingerprint or the beginning of it. What was sealed to it before stays
        readable to whoever has that key; `ShareService.list` says what that is.

        Raises:
            NotFoundError: code `no-card`.
        """
        found = self.find(contact)
        said = " ".join(words.casefold().split())
        fits = [card for card in found.cards if card.in_use and card.fingerprint.startswith(said)]
        if len(fits) != 1 or not said:
            raise NotFoundError(
                tr("{name} has no such card in use.").format(name=found.name),
                tr("Give the first words of its fingerprint."),
                code="no-card",
            )
        now = stamp(self._vault.clock.now())
        cards = tuple(replace(c, retired=now) if c in fits else c for c in found.cards)
        with self._vault.writing() as tx:
            return self._put(tx, replace(found, cards=cards), "card-retired")

    def use_again(self, contact: str, words: str) -> Saved:
        """Take a retirement back; `words` are the whole fingerprint. Its words must be compared
        anew.

        Raises:
            NotFoundError: code `no-card`.
        """
        found = self.find(contact)
        cards = tuple(
            replace(card, retired="", confirmed="")
            if card.retired and same_words(words, card.fingerprint)
            else card
            for card in found.cards
        )
        if cards == found.cards:
            raise NotFoundError(
                tr("{name} has no such card that was taken out of use.").format(name=found.name),
                code="no-card",
            )
        with self._vault.writing() as tx:
            return self._put(tx, replace(found, cards=cards), "card-known")

    def end(self, contact: str) -> Saved:
        """Nothing new goes either way from now on. Withdrawals and receipts still do."""
        found = self.find(contact)
        with self._vault.writing() as tx:
            now = stamp(self._vault.clock.now())
            return self._put(tx, replace(found, ended=found.ended or now), "ended")

    def begin_again(self, contact: str) -> Saved:
        """Take an ending back."""
        found = self.find(contact)
        with self._vault.writing() as tx:
            return self._put(tx, replace(found, ended=""), "begun-again")

    def sender_of(self, public: bytes) -> Sender | None:
        """Whose keys these are, as far as they are a card in use; None for a stranger."""
        found = self.holder_of(public)
        return None if found is None or found[1].retired else as_sender(*found)

    def holder_of(self, public: bytes) -> tuple[Contact, Card] | None:
        """Whose card these keys are, one that is not used any more too."""
        for contact in self._store.all():
            card = contact.card(public)
            if card is not None:
                return contact, card
        return None

    def name_of(self, public: bytes) -> str | None:
        """The name of a confirmed contact by their keys; None for anybody else."""
        found = self.sender_of(public)
        return found.name if found is not None and found.confirmed else None

    def _known_again(self, id_: str, card: Card) -> Contact:
        """A card that is here already; to add it again takes a retirement back.

        Whoever has a lost key has its card too, so the words must be compared anew.
        """
        held = self.get(id_)
        assert held is not None
        cards = tuple(
            replace(
                old,
                confirmed=(old.confirmed if old.in_use else "") or card.confirmed,
                retired="",
            )
            if old.public == card.public
            else old
            for old in held.cards
        )
        return replace(held, cards=cards)

    def _put(self, tx: Writing, contact: Contact, change: str) -> Saved:
        number = self._store.put(tx, contact, change)
        changes = Changes(contacts=frozenset({contact.id}))
        return Saved(contact.id, number, tx.at, changes)


def as_sender(contact: Contact, card: Card) -> Sender:
    """What stands beside the words that a card signed."""
    return Sender(
        contact.name, contact.agency, card.fingerprint, bool(card.confirmed), contact.id,
        over=bool(contact.ended or card.retired),
    )  # fmt: skip


def stranger(public: bytes) -> Sender:
    """Somebody whose card is not here: a fingerprint and nothing else."""
    return Sender("", "", identity.fingerprint(public), confirmed=False)


def _is_id(contact: Contact, text: str) -> bool:
    return contact.id == text


def _is_name(contact: Contact, text: str) -> bool:
    return contact.name.casefold() == text


def _begins_id(contact: Contact, text: str) -> bool:
    return len(text) >= 4 and contact.id.startswith(text)


def _begins_fingerprint(contact: Contact, text: str) -> bool:
    return any(card.in_use and card.fingerprint.startswith(text) for card in contact.cards)


def _wrong_words() -> InvalidInputError:
    return InvalidInputError(
        tr("Those are not the words of this card, so it was not confirmed."),
        tr("Ring the person and let them read their twelve words from their own screen."),
        code="wrong-words",
    )
