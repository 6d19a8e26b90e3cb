"""Signatures that come back in a reply: which record they are under, and in which words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from reflect_app.core.contacts import Sender
from reflect_app.core.entries import Entry
from reflect_app.core.supervision import (
    CONTEXT,
    Agreement,
    Group,
    MemberSign,
    Session,
    SignOff,
    record_digest,
    record_message,
)
from reflect_app.crypto import identity, signing
from reflect_app.errors import NotFoundError
from reflect_app.services.entries import EntryService, new_id
from reflect_app.sharing.contents import SignaturePart
from reflect_app.vault.supervision_store import SupervisionStore
from reflect_app.vault.vault import Vault, Writing


@dataclass(frozen=True, slots=True)
class Countersigned:
    """A signature that came, by whom, under an entry of one's own of which `fields` were shared."""

    entry: str
    fields: Collection[str]
    part: SignaturePart
    sender: Sender
    public: bytes


class Countersigning:
    """Called by whoever takes replies in, always inside their commit.

    The outcome is the same in whatever order replies come: of one person the latest counts.
    """

    def __init__(self, vault: Vault, entries: EntryService) -> None:
        self._entries = entries
        self._store = SupervisionStore(vault)

    def came(self, tx: Writing, given: Countersigned) -> frozenset[str]:
        """Keep a signature with the record it is under; the ids of what changed.

        One that does not prove true is left out. So is that of anybody but the person the
        record is with, or a member of its group.
        """
        changed = set()
        groups = {group.id: group for group in self._store.groups.all()}
        for session in self._store.sessions.all():
            if session.record != given.entry or not _counts(session, groups, given.sender):
                continue
            new = self._on_session(session, given)
            if new != session:
                self._store.sessions.put(tx, new, "countersigned")
                changed.add(session.id)
        for agreement in self._store.agreements.all():
            if agreement.entry != given.entry or not _is_theirs(agreement, given.sender):
                continue
            sign_off = self._sign_off(agreement, given)
            if sign_off is not None and _is_newer(sign_off, agreement.theirs):
                self._store.agreements.put(tx, replace(agreement, theirs=sign_off), "countersigned")
                changed.add(agreement.id)
        for id_ in changed:
            body = {"record": id_, "from": given.sender.contact}
            tx.append("activity", new_id(), "countersigned", body)
        return frozenset(changed)

    def _on_session(self, session: Session, given: Countersigned) -> Session:
        sign_off = self._sign_off(session, given)
        if sign_off is None:
            return session
        if not session.group:
            newer = _is_newer(sign_off, session.theirs)
            return replace(session, theirs=sign_off) if newer else session
        who = given.sender.contact
        old = next((each.sign_off for each in session.agreed if each.contact == who), None)
        if not sign_off.version or not _is_newer(sign_off, old):
            return session
        others = tuple(each for each in session.agreed if each.contact != who)
        kept = sorted((*others, MemberSign(who, sign_off)), key=lambda each: each.contact)
        return replace(session, agreed=tuple(kept))

    def _sign_off(self, of: Session | Agreement, given: Countersigned) -> SignOff | None:
        """The signature as it may be kept; None where it is false."""
        part, key = given.part, identity.public_hash(given.public).hex()
        signature = bytes.fromhex(part.signature)
        for entry, version in self._wordings(of, given.entry):
            answers = {name: entry.answers[name] for name in given.fields if name in entry.answers}
            told = (entry.template, entry.template_version, answers)
            if record_digest(*told) != part.digest:
                continue
            if not signing.is_signed(given.public, CONTEXT, record_message(*told), signature):
                return None
            whole = record_digest(entry.template, entry.template_version, entry.answers)
            return SignOff(
                "key", part.at, whole, version, given.sender.name, key, part.signature,
                part=whole != part.digest, compared=given.sender.confirmed,
            )  # fmt: skip
        # Words were put for others in the copy that left: nothing here can prove what was signed.
        return SignOff(
            "key", part.at, part.digest, 0, given.sender.name, key, part.signature,
            compared=given.sender.confirmed,
        )  # fmt: skip

    def _wordings(self, of: Session | Agreement, id_: str) -> list[tuple[Entry, int]]:
        """Every wording that can still be read, the newest first, with its number."""
        found: list[tuple[Entry, int]] = []
        number, last = of.version, of.digest
        for note in reversed(self._entries.history(id_)):
            try:
                entry = self._entries.show(id_, note.revision)
            except NotFoundError:
                continue
            digest = record_digest(entry.template, entry.template_version, entry.answers)
            if digest != last:
                number, last = max(number - 1, 1), digest
            found.append((entry, number))
        return found


def _counts(session: Session, groups: dict[str, Group], sender: Sender) -> bool:
    group = groups.get(session.group)
    if group is not None:
        return any(member.contact == sender.contact for member in group.members)
    return _is_theirs(session, sender)


def _is_theirs(of: Session | Agreement, sender: Sender) -> bool:
    """Whether they are whom it is with; where only a name was typed, the name must be theirs."""
    if of.contact:
        return of.contact == sender.contact
    return of.with_name.casefold() == sender.name.casefold()


def _is_newer(new: SignOff, old: SignOff | None) -> bool:
    """A signature takes the place of what was only typed, and of an earlier one."""
    if old is None or old.how != "key":
        return bool(new.version) or old is None or not old.agreed
    return (new.compared, new.at, new.digest) > (old.compared, old.at, old.digest)
