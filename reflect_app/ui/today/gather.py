"""What Today shows, fetched in one go in the thread that owns the vault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reflect_app.core.entries import Draft, Entry, EntrySummary, Query, Shift
from reflect_app.core.prompts import Template, in_language, title_of
from reflect_app.core.supervision import Action, Agreement, Session
from reflect_app.services.arrivals import NOTHING_NEW, Arrivals
from reflect_app.services.journal import Journal
from reflect_app.services.support import SupportLine

MOST_MARKED = 3
MOST_DRAFTS = 50
MOST_ACTIONS = 5


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft as one line. `updated` is when it was last kept."""

    draft: str
    title: str
    updated: str
    editing: bool


@dataclass(frozen=True, slots=True)
class Reminder:
    """An entry whose writer meant to put something in the record, or to come back to it."""

    entry: str
    title: str
    event: str


@dataclass(frozen=True, slots=True)
class TodayView:
    """Everything on the page."""

    shift: Shift
    unfinished: tuple[Unfinished, ...]
    unfinished_total: int
    marked: tuple[EntrySummary, ...]
    marked_total: int
    reminders: tuple[Reminder, ...]
    templates: tuple[Template, ...]
    second_place_wanted: bool
    recovery_waits: bool
    recovery_due: bool
    support: tuple[SupportLine, ...]
    read_only: bool
    notes_waiting: int = 0
    session: Session | None = None
    session_with: str = ""
    actions: tuple[Action, ...] = ()
    to_review: tuple[Agreement, ...] = ()
    arrivals: Arrivals = NOTHING_NEW
    second_place_away: str = ""
    coming_back: tuple[Reminder, ...] = ()


def gather(
    journal: Journal, support: tuple[SupportLine, ...], *, notes_waiting: int = 0,
    welsh: bool = False,
) -> TodayView:  # fmt: skip
    """Fetch it all, but for the notes that wait, which are only counted."""
    spoken = "cy" if welsh else "en"
    marked = journal.entries.page(Query(marked=True), 0, MOST_MARKED)
    templates = journal.templates.offered()
    coming = journal.sessions.next()
    drafts = journal.drafts.list()
    return TodayView(
        shift=journal.drafts.offered_shift(),
        unfinished=tuple(_unfinished(journal, item, spoken) for item in drafts[:MOST_DRAFTS]),
        unfinished_total=len(drafts),
        marked=marked.entries,
        marked_total=marked.total,
        reminders=_reminders(journal, journal.record_reminders(), spoken),
        templates=tuple(in_language(item, spoken) for item in templates),
        second_place_wanted=not journal.settings.get("second_backup_place"),
        recovery_waits=bool(journal.settings.get("recovery_deferred")),
        recovery_due=journal.recovering.due(),
        support=support,
        read_only=journal.read_only,
        notes_waiting=notes_waiting,
        session=coming,
        session_with=_with(journal, coming) if coming else "",
        actions=journal.actions.due()[:MOST_ACTIONS],
        to_review=journal.agreements.to_review(),
        arrivals=journal.arrivals.new(),
        second_place_away=journal.backups.reminder(),
        coming_back=_reminders(journal, journal.to_come_back(), spoken),
    )


def _reminders(journal: Journal, entries: Sequence[Entry], spoken: str) -> tuple[Reminder, ...]:
    templates = [in_language(journal.entries.template_of(entry), spoken) for entry in entries]
    return tuple(
        Reminder(entry.id, title_of(template, entry.answers), entry.event)
        for entry, template in zip(entries, templates, strict=True)
    )


def _with(journal: Journal, session: Session) -> str:
    names = {group.id: group.name for group in journal.groups.list()}
    return session.with_name or names.get(session.group, "")


def _unfinished(journal: Journal, draft: Draft, spoken: str) -> Unfinished:
    template = journal.templates.wording(draft.template, draft.template_version)
    title = title_of(in_language(template, spoken), draft.answers)
    return Unfinished(draft.id, title, draft.updated, draft.entry is not None)
