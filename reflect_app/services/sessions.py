"""Supervision sessions: planned, prepared with an agenda, held. Three kinds, never merged."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from reflect_app.core.alike import did_you_mean
from reflect_app.core.changes import Changes, Saved
from reflect_app.core.clock import Clock
from reflect_app.core.entries import Entry, Query
from reflect_app.core.prompts import in_language, title_of
from reflect_app.core.shifts import check_instant
from reflect_app.core.supervision import (
    KINDS,
    ROLES,
    Action,
    AgendaItem,
    Session,
    arranged,
    moved,
)
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.services.checked import found_by, line_of, prose_of
from reflect_app.services.entries import EntryService, new_id
from reflect_app.services.keeping import Keeping
from reflect_app.vault.supervision_store import SupervisionStore
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import language, tr

MOST_MARKED = 500
LONGEST_NAME = 120
K = TypeVar("K", bound=str)
_STILL_TODAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class SharedItem:
    """Something another person shared, as an agenda shows it."""

    id: str
    title: str
    sender: str
    agency: str
    at: str
    fresh: bool = True
    """Not talked about yet, or pinned: it belongs on the next agenda."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A session with what others shared for it, by the ids of the inbox."""

    session: Session
    who: str
    items: frozenset[str]


class SharedWithMe(Protocol):
    """Where what others shared comes from; in the order it was received, never by a roster."""

    def for_contacts(self, contacts: Sequence[str], *, group: bool) -> tuple[SharedItem, ...]:
        """What these contacts shared and did not take back: for the group, or for the pair."""
        ...


class ContactNames(Protocol):
    """Who is known by a card."""

    def match(self, text: str, *, ended: bool = False) -> tuple[str, str] | None:
        """The contact's id and name for a name, an id or the beginning of a fingerprint; with
        `ended`, also for the whole id of somebody with whom it is over.
        """
        ...


class Nobody:
    """No contacts and nothing shared: what holds where there is no inbox."""

    def for_contacts(
        self,
        contacts: Sequence[str],  # noqa: ARG002
        *,
        group: bool,  # noqa: ARG002
    ) -> tuple[SharedItem, ...]:
        """Nothing."""
        return ()

    def match(self, text: str, *, ended: bool = False) -> tuple[str, str] | None:  # noqa: ARG002
        """Nobody."""
        return None


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One thing on an agenda with the words to show it. `wordings` are the marked questions."""

    item: AgendaItem
    title: str
    when: str = ""
    sender: str = ""
    agency: str = ""
    wordings: tuple[str, ...] = ()


class SessionService:
    """Use cases on the sessions of one unlocked vault."""

    def __init__(
        self,
        vault: Vault,
        clock: Clock,
        entries: EntryService,
        shared: SharedWithMe | None = None,
        contacts: ContactNames | None = None,
    ) -> None:
        self._vault = vault
        self._clock = clock
        self._entries = entries
        self._store = SupervisionStore(vault)
        self._keeping = Keeping(vault)
        self._shared: SharedWithMe = shared or Nobody()
        self._contacts: ContactNames = contacts or Nobody()

    def list(self) -> list[Session]:
        """Every session, the latest first."""
        return sorted(self._store.sessions.all(), key=_moment, reverse=True)

    def find(self, id_: str) -> Session:
        """A session by its id or the beginning of one.

        Raises:
            NotFoundError: there is none, or several begin so.
        """
        found = found_by(self._store.sessions.all(), id_)
        if found is None:
            raise NotFoundError(
                tr("There is no session {id}.").format(id=id_[:40]),
                did_you_mean(id_, (each.id for each in self.list())),
                code="unknown-session",
            )
        return found

    def add(
        self, with_: str, at: str, kind: str = "one-to-one", *, minutes: int = 0, role: str = "",
        group: str = "",
    ) -> Saved:  # fmt: skip
        """Plan a session. `with_` is a name or a contact; a group's session needs neither.

        Raises:
            InvalidInputError: the kind, the time or the name does not fit. Nothing was saved.
        """
        session = self._described(
            Session(new_id(), "one-to-one", "", ""), with_, at, kind, minutes, role, group
        )
        with self._vault.writing() as tx:
            return self._put(tx, replace(session, created=tx.at), "planned")

    def change(self, id_: str, with_: str, at: str, *, minutes: int = 0, role: str = "") -> Saved:
        """Move a session, or say better who it is with."""
        old = self.find(id_)
        new = self._described(old, with_, at, old.kind, minutes, role, old.group)
        with self._vault.writing() as tx:
            return self._put(tx, new, "changed")

    def remove(self, id_: str) -> Saved:
        """Take a session off the list. Its pages stay in the journal; `put_back` undoes it.

        Raises:
            InvalidInputError: the owner is keeping everything for now.
        """
        session = self.find(id_)
        self._keeping.refuse()
        with self._vault.writing() as tx:
            self._store.sessions.purge(tx, session.id)
            return Saved(session.id, 0, tx.at, _changes(session.id))

    def put_back(self, session: Session) -> Saved:
        """Undo `remove`, or any change, by what the session was before."""
        with self._vault.writing() as tx:
            return self._put(tx, session, "put back")

    def next(self) -> Session | None:
        """The next one that is not recorded; one of this very day still counts."""
        since = self._clock.now() - _STILL_TODAY
        ahead = [each for each in self.list() if not each.record and _moment(each) >= since]
        return ahead[-1] if ahead else None

    def before(self, session: Session) -> Session | None:
        """The last session with the same person or group before this one."""
        earlier = [
            each
            for each in self.list()
            if each.id != session.id and each.goes_on(session) and _moment(each) < _moment(session)
        ]
        return earlier[0] if earlier else None

    def last_actions(self, session: Session) -> tuple[Action, ...]:
        """What the last session with the same person ended with, and what is open from others."""
        last = self.before(session)
        known = {each.id for each in self.list() if each.id != session.id and each.goes_on(session)}
        return tuple(
            action
            for action in sorted(
                self._store.actions.all(), key=lambda each: (each.created, each.place)
            )
            if not action.put_by
            and action.session in known
            and (not action.done or (last is not None and action.session == last.id))
        )

    def agenda(self, session: Session) -> tuple[AgendaItem, ...]:
        """What there is to talk about, in order. Once it is recorded, what there was."""
        if session.record:
            return session.agenda
        # Who supervises brings what the other shared; everybody else what they marked.
        own = not session.group and session.kind != "training" and session.role != "supervisee"
        marked = self._marked() if own else ()
        kept = {item.received for item in session.agenda}
        received = tuple(
            each.id for each in self._received(session) if each.fresh or each.id in kept
        )
        items = arranged(session.agenda, marked, received, session.left_out)
        return tuple(item for item in items if not item.by_hand or self._is_live(item.entry))

    def lines(self, session: Session) -> tuple[AgendaLine, ...]:
        """The agenda with the words to show it."""
        received = {each.id: each for each in self._received(session)}
        found = []
        for item in self.agenda(session):
            if item.text:
                found.append(AgendaLine(item, item.text))
            elif item.received:
                theirs = received.get(item.received)
                if theirs is not None:
                    found.append(
                        AgendaLine(item, theirs.title, theirs.at, theirs.sender, theirs.agency)
                    )
            else:
                line = self._entry_line(item)
                found += [] if line is None else [line]
        return tuple(found)

    def brought(self) -> tuple[Brought, ...]:
        """Every session that something others shared stands on the agenda of, the latest first."""
        names = {group.id: group.name for group in self._store.groups.all()}
        found = []
        for session in self.list():
            items = frozenset(filter(None, (item.received for item in self.agenda(session))))
            if items:
                found.append(
                    Brought(session, session.with_name or names.get(session.group, ""), items)
                )
        return tuple(found)

    def arrange(self, id_: str, order: Sequence[str]) -> Saved:
        """Put the agenda in this order of item ids; what is not named keeps its place behind."""
        session = self.find(id_)
        return self._keep_agenda(session, moved(self.agenda(session), order), session.left_out)

    def leave_out(self, id_: str, item: str) -> Saved:
        """Not this time: the entry stays marked for another."""
        session = self.find(id_)
        kept = tuple(each for each in self.agenda(session) if each.id != item)
        return self._keep_agenda(session, kept, (*session.left_out, item))

    def take_up(self, id_: str, entry: str) -> Saved:
        """Put an entry on the agenda, marked or not."""
        session, found = self.find(id_), self._entries.show(entry)
        out = tuple(each for each in session.left_out if each != found.id)
        now = self.agenda(replace(session, left_out=out))
        if all(item.id != found.id for item in now):
            now = (*now, AgendaItem(found.id, entry=found.id, by_hand=True))
        return self._keep_agenda(session, now, out)

    def bring(self, id_: str, text: str) -> Saved:
        """Put words on the agenda: something brought in the room, or on paper."""
        session = self.find(id_)
        item = AgendaItem(os.urandom(8).hex(), text=prose_of(text, tr("An agenda item")))
        return self._keep_agenda(session, (*self.agenda(session), item), session.left_out)

    def keep_agenda(self, tx: Writing, session: Session) -> Session:
        """Fix the agenda as it stands, inside a commit: a record is about to be written."""
        kept = replace(session, agenda=self.agenda(session))
        if kept != session:
            self._store.sessions.put(tx, kept, "agenda")
        return kept

    def contact(self, text: str, *, ended: bool = False) -> tuple[str, str]:
        """A contact's id and name, or no id and the name as it was typed. With `ended`, the
        whole id of one with whom it is over will do too.
        """
        name = line_of(text, tr("A name"), LONGEST_NAME)
        return self._contacts.match(name, ended=ended) or ("", name)

    def _described(
        self, old: Session, with_: str, at: str, kind: str, minutes: int, role: str, group: str
    ) -> Session:
        known_kind = _one_of(kind, KINDS, tr("That is no kind of session."))
        known_role = _one_of(role, ROLES, tr("That is no role."))
        if not 0 <= minutes <= 1440:
            raise InvalidInputError(tr("A session lasts between 0 and 1440 minutes."))
        if group and known_kind != "group":
            raise InvalidInputError(tr("Only a group session belongs to a group."))
        contact, name = "", ""
        if with_.strip() or not group:
            contact, name = self.contact(with_)
        when = check_instant(at, self._clock.zone())
        return replace(
            old, kind=known_kind, at=when, minutes=minutes, with_name=name, contact=contact,
            role=known_role, group=group, planned_by="",
        )  # fmt: skip

    def _received(self, session: Session) -> tuple[SharedItem, ...]:
        groups = {group.id: group for group in self._store.groups.all()}
        group = groups.get(session.group)
        members = group.members if group else ()
        contacts = [each.contact for each in members if each.contact] or (
            [session.contact] if session.contact and not session.group else []
        )
        return self._shared.for_contacts(contacts, group=bool(session.group)) if contacts else ()

    def _marked(self) -> tuple[str, ...]:
        page = self._entries.page(Query(marked=True), 0, MOST_MARKED)
        return tuple(entry.id for entry in reversed(page.entries))

    def _is_live(self, id_: str) -> bool:
        entry = self._entry(id_)
        return entry is not None and entry.deleted is None

    def _entry(self, id_: str) -> Entry | None:
        try:
            return self._entries.show(id_)
        except NotFoundError:
            return None

    def _entry_line(self, item: AgendaItem) -> AgendaLine | None:
        entry = self._entry(item.entry)
        if entry is None or entry.deleted is not None:
            return None
        template = in_language(self._entries.template_of(entry), language())
        wordings = tuple(
            asked.text for asked in template.questions if asked.id in entry.marked_questions
        )
        return AgendaLine(item, title_of(template, entry.answers), entry.event, wordings=wordings)

    def _keep_agenda(
        self, session: Session, agenda: Sequence[AgendaItem], left_out: Sequence[str]
    ) -> Saved:
        kept = replace(session, agenda=tuple(agenda), left_out=tuple(dict.fromkeys(left_out)))
        with self._vault.writing() as tx:
            return self._put(tx, kept, "agenda")

    def _put(self, tx: Writing, session: Session, change: str) -> Saved:
        number = self._store.sessions.put(tx, session, change)
        return Saved(session.id, number, tx.at, _changes(session.id))


def _one_of(given: str, known: tuple[K, ...], refusal: str) -> K:
    for each in known:
        if each == given:
            return each
    names = ", ".join(name for name in known if name)
    raise InvalidInputError(refusal, tr("It is one of: {names}.").format(names=names))


def _moment(session: Session) -> datetime:
    return datetime.fromisoformat(session.at)


def _changes(*ids: str) -> Changes:
    return Changes(supervision=frozenset(ids))
