"""What others sent: frozen copies entry by entry, one's own words beside them, and marks of
every bundle that was taken, so that none is taken twice.

Kind `received`, told apart by `what` in the body: `mark` (a bundle that came, ids only), `item`
(one entry of a share), `notes` (what the reader says of an item). A purge of items leaves the
mark. Nothing here is in the lists or the index of the reader's own entries.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from reflect_app.core.entries import Comment
from reflect_app.core.renaming import Renaming
from reflect_app.vault.object_store import ObjectStore
from reflect_app.vault.vault import Vault, Writing


@dataclass(frozen=True, slots=True)
class Mark:
    """A bundle that came. `sender` is the hash of the keys that signed it.

    `gone` are bundles of the same sender that this one withdraws or replaces.
    """

    id: str
    bundle: str
    sender: str
    kind: str
    at: str
    gone: tuple[str, ...] = ()
    withdraws: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a share as it lies in the vault. `entry` is the sealed part, as JSON.

    `local` names it on this side, whichever bundle brings it. Instants are RFC 3339.
    """

    id: str
    local: str
    item: str
    bundle: str
    sender: str
    contact: str
    created: str
    received: str
    expires: str
    purpose: str
    entry: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Notes:
    """What the reader says of an item. `sent` is a mark of what was last sent back.

    `signed` is when the reader's key signed a record, `digest` (hex) what of, and `signature`
    the signature (hex). `read` is when it was first opened here.
    """

    id: str
    sender: str
    item: str
    comments: tuple[Comment, ...] = ()
    discussed: str = ""
    thanked: str = ""
    pinned: bool = False
    held: str = ""
    held_at: str = ""
    sent: str = ""
    signed: str = ""
    digest: str = ""
    signature: str = ""
    read: str = ""

    def opened(self) -> bool:
        """Whether the reader has looked at the item, or did something with it."""
        return bool(self.read or self.said() or self.pinned or self.held)

    def said(self) -> str:
        """A mark of all that the sender may be told; empty while there is nothing."""
        if not (self.comments or self.discussed or self.thanked or self.signed):
            return ""
        told = _mark_of(self.comments, self.discussed, self.thanked)
        return f"{told}-{self.digest}{self.signed}" if self.signed else told

    def unsent(self) -> tuple[Comment, ...]:
        """The comments that were not in what was last sent back."""
        sent = self.sent.partition("-")[0]
        said = [(d, t) for d in {self.discussed, ""} for t in {self.thanked, ""}]
        for count in range(len(self.comments), 0, -1):
            if any(sent == _mark_of(self.comments[:count], *one) for one in said):
                return self.comments[count:]
        return self.comments


def _mark_of(comments: Sequence[Comment], discussed: str, thanked: str) -> str:
    told = [[comment.id for comment in comments], discussed, thanked]
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:16]


def mark_id(sender: str, bundle: str) -> str:
    """The id of a bundle's mark: two senders cannot meet in one."""
    return _named("mark", sender, bundle)


def item_id(sender: str, bundle: str, item: str) -> str:
    """The id of one entry of one bundle."""
    return _named("item", sender, bundle, item)


def local_id(sender: str, item: str) -> str:
    """What an item is called on this side: sixteen hex digits."""
    return _named("local", sender, item)[:16]


class ReceivedStore:
    """Everything that others sent to one vault."""

    def __init__(self, vault: Vault) -> None:
        self._objects = ObjectStore(vault, "received")

    def all(self) -> tuple[list[Mark], list[Item], list[Notes]]:
        """Every mark, item and note, in one look."""
        marks, items, notes = [], [], []
        for id_, body in self._objects.all().items():
            what = body["what"]
            told = {"id": id_, **{key: value for key, value in body.items() if key != "what"}}
            if what == "mark":
                marks.append(msgspec.convert(told, type=Mark))
            elif what == "item":
                items.append(msgspec.convert(told, type=Item))
            else:
                notes.append(msgspec.convert(told, type=Notes))
        return marks, items, notes

    def state(self) -> tuple[int, ...]:
        """The same for as long as `all` is. Reads none of it."""
        return self._objects.state()

    def came(self, sender: str, bundle: str) -> bool:
        """Whether this bundle was ever taken."""
        return self._objects.was_there(mark_id(sender, bundle))

    def put(self, tx: Writing, thing: Mark | Item | Notes, change: str) -> int:
        """Save one; its revision."""
        body = msgspec.to_builtins(thing)
        del body["id"]
        body["what"] = {Mark: "mark", Item: "item", Notes: "notes"}[type(thing)]
        return self._objects.put(tx, thing.id, change, body)

    def notes(self, id_: str) -> Notes | None:
        """What the reader says of an item so far."""
        body = self._objects.get(id_)
        if body is None:
            return None
        return msgspec.convert({"id": id_, **body}, type=Notes)

    def change(self, tx: Writing, renaming: Renaming, *, keeps: bool) -> set[str]:
        """Put another word for a person into what was said of others' items here; the ids of the
        notes. What the others wrote is theirs, and stays."""

        def put(body: dict[str, Any]) -> dict[str, Any]:
            if not body.get("comments"):
                return body
            said = [{**one, "text": renaming.text(one["text"])} for one in body["comments"]]
            return {**body, "comments": said}

        noted = [id_ for id_, body in self._objects.all().items() if body["what"] == "notes"]
        return {id_ for id_ in noted if self._objects.change(tx, id_, put, keeps=keeps)}

    def purge(self, tx: Writing, id_: str) -> None:
        """Erase an item or a note for good."""
        self._objects.purge(tx, id_)


def _named(what: str, *parts: str) -> str:
    return hashlib.sha256("/".join(("reflect/1/received", what, *parts)).encode()).hexdigest()[:32]
