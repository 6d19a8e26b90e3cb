"""What keeps step with pages inside the commit that changes them: actions, and the meetings
and agreements that a page prepares, records or is."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import replace

from reflect_app.core.entries import Entry
from reflect_app.core.prompts import Template
from reflect_app.core.renaming import folded
from reflect_app.core.shifts import check_instant
from reflect_app.core.supervision import (
    AGREEMENT,
    PREPARATION,
    RECORDS,
    Action,
    Agreement,
    Session,
    record_digest,
)
from reflect_app.vault.supervision_store import SupervisionStore
from reflect_app.vault.vault import Vault, Writing

_RECORDS = frozenset(name for names in RECORDS.values() for name in names)
_WATCHED = _RECORDS | {PREPARATION, AGREEMENT}


class Following:
    """Called by whoever changes entries, always inside their commit."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._store = SupervisionStore(vault)

    def wrote(
        self, tx: Writing, entry: Entry, template: Template, session: str = ""
    ) -> frozenset[str]:
        """A page was written or changed. `session` is what a new one belongs to."""
        changed: set[str] = set()
        if template.id in _WATCHED:
            changed |= self._link(tx, entry, session)
        asked = template.with_role("actions")
        if asked is not None:
            rows = entry.answers.get(asked.id)
            given = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
            owner = self._session_of(entry.id)
            changed |= self._keep_actions(tx, entry, given, owner)
        meets = template.with_role("next_meeting")
        if meets is not None and template.id in _RECORDS and entry.deleted is None:
            changed |= self._plan_next(tx, entry, entry.answers.get(meets.id))
        return frozenset(changed)

    def purged(self, tx: Writing, entry: str) -> frozenset[str]:
        """A page was erased: its actions go with it, and nothing points at it any more."""
        changed = set()
        for action in self._store.actions.all():
            if action.entry == entry:
                self._store.actions.purge(tx, action.id)
                changed.add(action.id)
        for session in self._store.sessions.all():
            new = _without(session, entry)
            if new != session:
                self._store.sessions.put(tx, new, "page erased")
                changed.add(session.id)
        for agreement in self._store.agreements.all():
            if agreement.entry == entry:
                bare = replace(agreement, entry="", digest="", version=0, mine=None, theirs=None)
                self._store.agreements.put(tx, bare, "page erased")
                changed.add(agreement.id)
        return frozenset(changed)

    def reworded(self, tx: Writing, pages: Iterable[tuple[Entry, Template]]) -> frozenset[str]:
        """Words were put for others in these pages: what was signed is not what stands there."""
        changed: set[str] = set()
        for entry, template in pages:
            if template.id in _WATCHED:
                changed |= self._link(tx, entry, "")
        return frozenset(changed)

    def _link(self, tx: Writing, entry: Entry, to: str) -> set[str]:
        digest = record_digest(entry.template, entry.template_version, entry.answers)
        changed = set()
        for session in self._store.sessions.all():
            new = _linked(session, entry, to, digest, tx.at)
            if new != session:
                self._store.sessions.put(tx, new, "page written")
                changed.add(session.id)
        if entry.template == AGREEMENT:
            for agreement in self._store.agreements.all():
                if to == agreement.id or agreement.entry == entry.id:
                    agreed = _agreed(agreement, entry, digest)
                    if agreed != agreement:
                        self._store.agreements.put(tx, agreed, "page written")
                        changed.add(agreement.id)
        return changed

    def _plan_next(self, tx: Writing, entry: Entry, day: object) -> set[str]:
        """A record that says when to meet next plans that session, once for each such day.

        One that is planned already, or was taken off again, is left alone.
        """
        sessions = self._store.sessions.all()
        held = next((each for each in sessions if each.record == entry.id), None)
        if held is None or not isinstance(day, str) or day == held.next_date:
            return set()
        self._store.sessions.put(tx, replace(held, next_date=day), "next date")
        ahead = [
            each for each in sessions
            if not each.record and each.id != held.id and each.goes_on(held)
            and each.at[:10] > held.at[:10]
        ]  # fmt: skip
        if day <= held.at[:10] or day < tx.at[:10]:
            return {held.id}
        at = check_instant(f"{day}T{held.at[11:16]}", self._vault.clock.zone())
        mine = next((each for each in ahead if each.planned_by == held.id), None)
        if mine is not None:
            self._store.sessions.put(tx, replace(mine, at=at), "changed")
            return {held.id, mine.id}
        if ahead:
            return {held.id}
        new = Session(
            os.urandom(8).hex(), held.kind, at, tx.at, minutes=held.minutes,
            with_name=held.with_name, contact=held.contact, role=held.role, group=held.group,
            planned_by=held.id,
        )  # fmt: skip
        self._store.sessions.put(tx, new, "planned")
        return {held.id, new.id}

    def _session_of(self, entry: str) -> str:
        sessions = self._store.sessions.all()
        return next((each.id for each in sessions if each.record == entry), "")

    def _keep_actions(
        self, tx: Writing, entry: Entry, rows: list[dict[str, str]], session: str
    ) -> set[str]:
        """Known ones by their text, then by their place; what left the page is put by."""
        mine = [action for action in self._store.actions.all() if action.entry == entry.id]
        pairs = _paired(rows if entry.deleted is None else [], mine, entry.deleted is None)
        changed = set()
        kept = {old.id for _, old in pairs if old is not None}
        wanted: list[tuple[Action, str]] = []
        for place, (row, old) in enumerate(pairs):
            base = old or Action(os.urandom(8).hex(), "", tx.at, entry=entry.id)
            new = replace(
                base, text=row["text"], owner=row.get("owner", ""), due=row.get("due", ""),
                session=session,
                place=place, put_by=False,
            )  # fmt: skip
            wanted.append((new, "written" if old is None else "changed"))
        wanted += [(replace(old, put_by=True), "put by") for old in mine if old.id not in kept]
        before = {old.id: old for old in mine}
        for new, change in wanted:
            if before.get(new.id) != new:
                self._store.actions.put(tx, new, change)
                changed.add(new.id)
        return changed


def _paired(
    rows: list[dict[str, str]], known: Collection[Action], live: bool
) -> list[tuple[dict[str, str], Action | None]]:
    left = list(known) if live else []
    found: list[tuple[dict[str, str], Action | None]] = []
    for row in rows:
        same = next((old for old in left if folded(old.text) == folded(row["text"])), None)
        if same is not None:
            left.remove(same)
        found.append((row, same))
    open_ones = [old for old in left if not old.done and not old.put_by]
    return [
        (row, old if old is not None or not open_ones else open_ones.pop(0)) for row, old in found
    ]


def _linked(session: Session, entry: Entry, to: str, digest: str, at: str) -> Session:
    if entry.template == PREPARATION:
        mine = session.preparation == entry.id or to == session.id
        return replace(session, preparation=entry.id) if mine else session
    if entry.template not in RECORDS[session.kind]:
        return session
    if session.record != entry.id and to != session.id:
        return session
    fresh = session.record != entry.id
    version = 1 if fresh else session.version + (digest != session.digest)
    minutes = entry.answers.get("length")
    held = int(minutes) if isinstance(minutes, int | float) else session.minutes
    return replace(
        session, record=entry.id, recorded=at if fresh else session.recorded, digest=digest,
        version=version, minutes=held, put_by=entry.deleted is not None,
    )  # fmt: skip


def _agreed(agreement: Agreement, entry: Entry, digest: str) -> Agreement:
    fresh = agreement.entry != entry.id
    review = entry.answers.get("review_date")
    return replace(
        agreement, entry=entry.id, digest=digest,
        version=1 if fresh else agreement.version + (digest != agreement.digest),
        review=review if isinstance(review, str) else "", put_by=entry.deleted is not None,
    )  # fmt: skip


def _without(session: Session, entry: str) -> Session:
    agenda = tuple(item for item in session.agenda if item.entry != entry)
    left_out = tuple(id_ for id_ in session.left_out if id_ != entry)
    new = replace(session, agenda=agenda, left_out=left_out)
    if new.preparation == entry:
        new = replace(new, preparation="")
    if new.record == entry:
        new = replace(
            new, record="", recorded="", digest="", version=0, mine=None, theirs=None,
            circulated="", circulated_at="", circulated_to=(), agreed=(), put_by=False,
        )  # fmt: skip
    return new
