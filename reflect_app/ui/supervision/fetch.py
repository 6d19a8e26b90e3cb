"""What the supervision page shows and asks for. Each runs in the thread that owns the vault."""

from __future__ import annotations

from dataclasses import dataclass

from reflect_app.core import when
from reflect_app.core.changes import Changes
from reflect_app.core.entries import Draft
from reflect_app.core.supervision import Action, Agreement, Group, Session
from reflect_app.core.supervision.states import kind_name
from reflect_app.services.journal import Journal
from reflect_app.services.sessions import AgendaLine
from reflect_app.ui.compose.targets import CarryOn, EditEntry, Target
from reflect_app.ui.sharing.targets import ShareEntry
from reflect_app.words import tr

MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Overview:
    """The page before anything of it is opened."""

    next: Session | None
    marked: int
    sessions: tuple[Session, ...]
    more: int
    actions: tuple[Action, ...]
    agreements: tuple[Agreement, ...]
    to_review: frozenset[str]
    groups: tuple[Group, ...]
    read_only: bool

    @property
    def empty(self) -> bool:
        """Whether nothing was ever begun here."""
        return not (self.sessions or self.agreements or self.groups or self.actions)


@dataclass(frozen=True, slots=True)
class OneSession:
    """One session with its agenda, its actions and those of last time."""

    session: Session
    who: str
    lines: tuple[AgendaLine, ...]
    last: tuple[Action, ...]
    actions: tuple[Action, ...]
    bringable: tuple[str, ...]
    read_only: bool
    commented: bool = False


@dataclass(frozen=True, slots=True)
class OneGroup:
    """One group with its sessions."""

    group: Group
    sessions: tuple[Session, ...]
    read_only: bool


@dataclass(frozen=True, slots=True)
class PageOf:
    """The page to open in Write, and what beginning it changed."""

    target: Target
    changes: Changes


def overview(journal: Journal) -> Overview:
    """Fetch the overview."""
    sessions = journal.sessions.list()
    coming = journal.sessions.next()
    return Overview(
        next=coming,
        marked=len(journal.sessions.agenda(coming)) if coming else 0,
        sessions=tuple(sessions[:MOST_SHOWN]),
        more=max(len(sessions) - MOST_SHOWN, 0),
        actions=tuple(journal.actions.list(open_only=True)[:MOST_SHOWN]),
        agreements=tuple(journal.agreements.list()),
        to_review=frozenset(each.id for each in journal.agreements.to_review()),
        groups=tuple(journal.groups.list()),
        read_only=journal.read_only,
    )


def one_session(journal: Journal, id_: str) -> OneSession:
    """Fetch one session."""
    session = journal.sessions.find(id_)
    lines = journal.sessions.lines(session)
    names = {group.id: group.name for group in journal.groups.list()}
    mine = [session.preparation, *(line.item.entry for line in lines)]
    return OneSession(
        session=session,
        who=session.with_name or names.get(session.group, ""),
        lines=lines,
        last=journal.sessions.last_actions(session),
        actions=tuple(each for each in journal.actions.list() if each.session == session.id),
        bringable=tuple(dict.fromkeys(filter(None, mine))),
        read_only=journal.read_only,
        commented=bool(session.record and journal.entries.show(session.record).comments),
    )


def one_group(journal: Journal, id_: str) -> OneGroup:
    """Fetch one group."""
    group = journal.groups.find(id_)
    return OneGroup(group, journal.groups.sessions(group), journal.read_only)


def preparation(journal: Journal, session: str) -> PageOf:
    """The preparation's page."""
    return _opened(journal, journal.records.prepare(session), session)


def record(journal: Journal, session: str, template: str = "") -> PageOf:
    """The record's page."""
    return _opened(journal, journal.records.record(session, template), session)


def agreement(journal: Journal, id_: str) -> PageOf:
    """An agreement's page."""
    return _opened(journal, journal.agreements.page(id_), id_)


def to_share(journal: Journal, session_id: str) -> ShareEntry:
    """The record, for the person it is with; or a group's summary, for its members."""
    session = journal.sessions.find(session_id)
    if not session.group:
        return ShareEntry(session.record, to=session.contact, purpose="supervision", whole=True)
    first = journal.circulation.requests(session.id)[0]
    return ShareEntry(session.record, to=first.to, purpose=first.purpose, session=session.id)


def agreement_to_share(agreement: Agreement) -> ShareEntry:
    """The agreement, for the contact it is with, to be signed."""
    return ShareEntry(agreement.entry, to=agreement.contact, purpose="supervision", whole=True)


def _opened(journal: Journal, draft: Draft, of: str) -> PageOf:
    kept = any(draft.id == each.id for each in journal.drafts.list())
    target: Target = CarryOn(draft.id) if kept else EditEntry(draft.entry or "")
    drafts = frozenset({draft.id}) if kept else frozenset()
    return PageOf(target, Changes(drafts=drafts, supervision=frozenset({of})))


def headline(session: Session, who: str) -> str:
    """A session in one line: its kind, and who it is with."""
    kind = kind_name(session.kind)
    return tr("{kind} with {name}").format(kind=kind, name=who) if who else kind


def moment(session: Session) -> str:
    """When it is, and how long."""
    at = when.instant(session.at)
    if not session.minutes:
        return at
    return tr("{when} · {count} min").format(when=at, count=session.minutes)


def action_line(action: Action) -> str:
    """Who does it and by when. A day that has gone by is a day like any other."""
    due = tr("by {day}").format(day=when.day(action.due)) if action.due else ""
    done = tr("done") if action.done else ""
    return " · ".join(part for part in (action.owner, due, done) if part)
