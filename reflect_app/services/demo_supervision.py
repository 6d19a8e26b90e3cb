"""The supervision of the demonstration's year: each record's session, and the next date."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from reflect_app.core.changes import Saved
from reflect_app.core.clock import Clock, stamp
from reflect_app.core.entries import EntryInput
from reflect_app.core.supervision import AGREEMENT, RECORDS
from reflect_app.services.journal import Journal
from reflect_app.words import tr

RECORD = RECORDS["one-to-one"][0]
AGREED = AGREEMENT
_AHEAD = timedelta(days=5)
_STILL_OPEN = timedelta(days=21)


def hold(journal: Journal, given: EntryInput, id_: str, at: str) -> Saved:
    """Write a joint record with the session it belongs to, signed as its own answers say."""
    name = tr("my supervisor")
    session = journal.sessions.add(name, given.event or at, role="clinical").id
    saved = journal.entries.write(replace(given, session=session), id_=id_)
    journal.records.sign(session)
    return saved


def agree(journal: Journal, given: EntryInput, id_: str) -> Saved:
    """Write the agreement's page, signed as its own answers say."""
    agreement = journal.agreements.add(tr("my supervisor")).id
    saved = journal.entries.write(replace(given, session=agreement), id_=id_)
    journal.records.sign_agreement(agreement)
    return saved


def look_ahead(journal: Journal, clock: Clock) -> None:
    """Plan the next session; what was to be done long ago was done."""
    now = clock.now()
    oldest = (now - _STILL_OPEN).date().isoformat()
    for action in journal.actions.list(open_only=True):
        if action.due < oldest:
            journal.actions.done(action.id)
    at = (now + _AHEAD).replace(hour=14, minute=0, second=0, microsecond=0)
    journal.sessions.add(tr("my supervisor"), stamp(at), minutes=60, role="clinical")
