"""Taking bundles in: each proved whole, in memory, before anything of it is kept or shown.

The outcome does not depend on the order in which bundles come, nor on how often: whatever one
of them says of others (replaced, withdrawn, answered, arrived) is a set that only grows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

import msgspec

from reflect_app.core.changes import Changes
from reflect_app.core.contacts import Sender
from reflect_app.core.entries import Comment
from reflect_app.core.shares import Status
from reflect_app.crypto import identity
from reflect_app.errors import NotFoundError
from reflect_app.services.contacts import ContactService, as_sender, stranger
from reflect_app.services.countersigning import Countersigned, Countersigning
from reflect_app.services.entries import EntryService, new_id
from reflect_app.services.keeping import Keeping
from reflect_app.services.outbox import Outbox
from reflect_app.sharing.bundle import Opened, open_bundle
from reflect_app.sharing.contents import (
    AnswerPart,
    ReceiptPart,
    ShareContent,
    read_receipt,
    read_reply,
    read_share,
    read_withdrawal,
)
from reflect_app.vault.own_keys import private_keys, public_keys
from reflect_app.vault.received_store import (
    Item,
    Mark,
    ReceivedStore,
    item_id,
    local_id,
    mark_id,
)
from reflect_app.vault.share_store import SentBundle, SharedEntry, ShareRecord, ShareStore
from reflect_app.vault.transport_store import Due
from reflect_app.vault.trusted_clock import TrustedClock
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import tr

_RANK = {"": 0, "received": 1, "held": 2, "removed": 3}


@dataclass(frozen=True, slots=True)
class Received:
    """What came of one bundle. `sender` is None where nothing could be said of one.

    `items` counts entries of a share, answers of a reply, bundles of a withdrawal or receipt.
    `file` is the name of its file in the exchange folder, `problem` a plain sentence where it
    was refused or not kept, `signer` the hash of the keys that signed it.
    """

    bundle: str
    kind: str
    status: Status
    sender: Sender | None
    items: int = 0
    file: str = ""
    changes: Changes = field(default_factory=Changes)
    problem: str = ""
    signer: str = ""


class Receiver:
    """Takes bundles into one unlocked vault. Knows what came before; make one for each round."""

    def __init__(
        self,
        vault: Vault,
        contacts: ContactService,
        entries: EntryService,
        outbox: Outbox,
    ) -> None:
        self._vault = vault
        self._contacts = contacts
        self._entries = entries
        self._outbox = outbox
        self._received = ReceivedStore(vault)
        self._shares = ShareStore(vault)
        self._countersigning = Countersigning(vault, entries)
        self._private, self._public = private_keys(vault), public_keys(vault)
        self._now = TrustedClock(vault).latest()
        marks, _, _ = self._received.all()
        self._gone = {(mark.sender, bundle) for mark in marks for bundle in mark.gone}

    def take(self, data: bytes) -> Received:
        """Take the bytes of one file in, in one commit of its own.

        Raises:
            BundleError, VersionError: it is refused; nothing was kept.
        """
        opened = open_bundle(data, self._private, self._public)
        sender = self._contacts.sender_of(opened.sender)
        if sender is None:
            return self._unknown(opened)
        if self._received.came(_hash(opened), opened.bundle):
            return self._told(opened, "replayed", sender)
        if opened.kind == "share":
            return self._share(opened, sender, read_share(opened.content))
        if opened.kind == "reply":
            reply = read_reply(opened.content)
            with self._vault.writing() as tx:
                self._came(tx, opened)
                changes = Changes()
                if not self._is_over(sender):  # nothing new goes either way; receipts still do
                    changes = self._answers(tx, opened, sender, reply.answers)
                changes |= self._receipts(tx, opened, reply.receipts)
                self._owe(tx, opened, sender)
                return self._told(opened, "accepted", sender, len(reply.answers), changes)
        if opened.kind == "withdrawal":
            return self._withdrawal(opened, sender)
        receipts = read_receipt(opened.content).receipts
        with self._vault.writing() as tx:
            self._came(tx, opened)
            changes = self._receipts(tx, opened, receipts)
            return self._told(opened, "accepted", sender, len(receipts), changes)

    def _share(self, opened: Opened, sender: Sender, content: ShareContent) -> Received:
        if self._is_over(sender):
            return self._unknown(opened)
        expired = opened.expires and datetime.fromisoformat(opened.expires) <= self._now
        gone = (_hash(opened), opened.bundle) in self._gone
        if expired or gone:
            if content.replaces:  # what it replaces is gone all the same
                with self._vault.writing() as tx:
                    self._came(tx, opened, content.replaces)
            return self._told(opened, "expired" if expired else "superseded", sender)
        with self._vault.writing() as tx:
            self._came(tx, opened, content.replaces)
            items = list(self._items(opened, sender, content, tx.at))
            for item in items:
                self._received.put(tx, item, "received")
            self._owe(tx, opened, sender)
            body = {"bundle": mark_id(_hash(opened), opened.bundle), "from": sender.contact}
            tx.append("activity", new_id(), "received", body)
            changes = Changes(inbox=frozenset(item.local for item in items))
            return self._told(opened, "accepted", sender, len(items), changes)

    def _unknown(self, opened: Opened) -> Received:
        """Nothing of it is kept; why, where the card is one that was here before."""
        found = self._contacts.holder_of(opened.sender)
        if found is None:
            return self._told(opened, "unknown-sender", stranger(opened.sender))
        contact, card = found
        if contact.ended:
            why = tr(
                "You ended with {name}, so nothing new from them was kept. Begin again with them"
                " first, and take it in once more."
            )
        else:
            why = tr(
                "It was sealed with a card of {name} that you took out of use, so nothing was"
                " kept. Ask them to send it again with their newest card."
            )
        said = why.format(name=contact.name)
        return replace(self._told(opened, "unknown-sender", as_sender(contact, card)), problem=said)

    def _is_over(self, sender: Sender) -> bool:
        contact = self._contacts.get(sender.contact)
        return contact is None or bool(contact.ended)

    def _items(
        self, opened: Opened, sender: Sender, content: ShareContent, at: str
    ) -> Iterable[Item]:
        for part in content.entries:
            yield Item(
                item_id(_hash(opened), opened.bundle, part.item),
                local_id(_hash(opened), part.item), part.item, opened.bundle, _hash(opened),
                sender.contact, opened.created, at, opened.expires, content.purpose,
                msgspec.to_builtins(part),
            )  # fmt: skip

    def _withdrawal(self, opened: Opened, sender: Sender) -> Received:
        """Hidden from now on; erased thirty days later, unless one is kept for a stated reason."""
        bundles = read_withdrawal(opened.content).bundles
        with self._vault.writing() as tx:
            self._came(tx, opened, bundles, withdraws=True)
            _, items, notes = self._received.all()
            kept = {note.id: note.held for note in notes if note.held}
            everything = "legal" if Keeping(self._vault).on else ""
            touched = set()
            for bundle in bundles:
                there = [
                    item for item in items
                    if item.bundle == bundle and item.sender == _hash(opened)
                ]  # fmt: skip
                touched |= {item.local for item in there}
                held = [kept[item.local] for item in there if item.local in kept]
                reason = held[0] if held else everything if there else ""
                state = "held" if reason else "removed"
                self._owe(tx, opened, sender, bundle, state, reason)
            self._owe(tx, opened, sender)
            body = {"bundle": mark_id(_hash(opened), opened.bundle), "from": sender.contact}
            tx.append("activity", new_id(), "withdrawal-received", body)
            changes = Changes(inbox=frozenset(touched))
            return self._told(opened, "accepted", sender, len(bundles), changes)

    def _answers(
        self, tx: Writing, opened: Opened, sender: Sender, answers: list[AnswerPart]
    ) -> Changes:
        """Put comments beside one's own entries. Only what this very reader was handed counts."""
        changes = Changes()
        shares = [s for s in self._shares.all() if _went_to(s, _hash(opened))]
        for answer in answers:
            for share in shares:
                known = [entry for entry in share.entries if entry.item == answer.item]
                if not known:
                    continue
                allowed = {"", *known[0].fields}
                said = [
                    Comment(part.field, part.text, sender.name, part.at, part.id)
                    for part in answer.comments
                    if part.field in allowed
                ]
                changes |= self._comment(known[0].entry, said)
                changes |= self._signed(tx, opened, sender, known[0], answer)
                entries = tuple(
                    replace(
                        entry,
                        discussed=_first(entry.discussed, answer.discussed),
                        thanked=_first(entry.thanked, answer.thanked),
                    )
                    if entry.item == answer.item
                    else entry
                    for entry in share.entries
                )
                if entries != share.entries:
                    shares[shares.index(share)] = answered = replace(share, entries=entries)
                    self._shares.put(tx, answered, "answered")
                    changes |= Changes(shares=frozenset({share.id}))
        return changes

    def _signed(
        self, tx: Writing, opened: Opened, sender: Sender, entry: SharedEntry, answer: AnswerPart
    ) -> Changes:
        if answer.signed is None:
            return Changes()
        given = Countersigned(entry.entry, entry.fields, answer.signed, sender, opened.sender)
        try:
            return Changes(supervision=self._countersigning.came(tx, given))
        except NotFoundError:  # erased for good since
            return Changes()

    def _comment(self, entry: str, said: list[Comment]) -> Changes:
        if not said:
            return Changes()
        try:
            return self._entries.add_comments(entry, said)
        except NotFoundError:  # erased for good since; so are the words about it
            return Changes()

    def _receipts(self, tx: Writing, opened: Opened, receipts: list[ReceiptPart]) -> Changes:
        """What became of one's own bundles, as far as they went to whoever says so."""
        told = {receipt.bundle: receipt for receipt in receipts}
        mine = {s.bundle for s in self._outbox.store.outgoing() if s.reader == _hash(opened)}
        changed = set()
        for share in self._shares.all():
            bundles = tuple(
                _newer(one, told[one.bundle])
                if one.bundle in told and one.reader == _hash(opened)
                else one
                for one in share.bundles
            )
            if bundles != share.bundles:
                self._shares.put(tx, replace(share, bundles=bundles), "receipt")
                changed.add(share.id)
        self._outbox.done(tx, mine & told.keys())
        return Changes(shares=frozenset(changed))

    def _came(
        self, tx: Writing, opened: Opened, gone: list[str] | None = None, *, withdraws: bool = False
    ) -> None:
        sender, bundles = _hash(opened), tuple(gone or ())
        mark = Mark(
            mark_id(sender, opened.bundle), opened.bundle, sender, opened.kind, tx.at, bundles,
            withdraws,
        )  # fmt: skip
        self._received.put(tx, mark, "came")
        self._gone |= {(sender, bundle) for bundle in bundles}

    def _owe(
        self,
        tx: Writing,
        opened: Opened,
        sender: Sender,
        bundle: str = "",
        state: str = "received",
        reason: str = "",
    ) -> None:
        due = Due(sender.contact, _hash(opened), bundle or opened.bundle, state, tx.at, reason)
        self._outbox.store.put_due(tx, due)

    def _told(
        self,
        opened: Opened,
        status: Status,
        sender: Sender,
        items: int = 0,
        changes: Changes | None = None,
    ) -> Received:
        return Received(
            opened.bundle,
            opened.kind,
            status,
            sender,
            items,
            changes=changes or Changes(),
            signer=_hash(opened),
        )


def _hash(opened: Opened) -> str:
    return identity.public_hash(opened.sender).hex()


def _went_to(share: ShareRecord, reader: str) -> bool:
    return any(one.reader == reader for one in share.bundles)


def _first(*times: str) -> str:
    """The earliest of the times that there are: the same whichever came first."""
    found = [time for time in times if time]
    return min(found, key=_instant) if found else ""


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _newer(one: SentBundle, told: ReceiptPart) -> SentBundle:
    """The later word on a bundle; of one moment, the one that says more."""
    now = (_instant(told.at), _RANK[told.state])
    if one.state and now <= (_instant(one.state_at), _RANK[one.state]):
        return one
    return replace(one, state=told.state, state_at=told.at, reason=told.reason)
