"""What the share form opens with: entries, their answers unticked, and the readers there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from reflect_app.core.contacts import Contact
from reflect_app.core.entries import Query
from reflect_app.errors import NotFoundError
from reflect_app.exporting.summary import SUMMARISED
from reflect_app.services.journal import Journal
from reflect_app.ui.pack import choices
from reflect_app.ui.pack.choices import EntryChoice, FieldChoice
from reflect_app.ui.sharing.targets import ShareEntry

Ticks = Callable[[str, FieldChoice], bool]
"""Whether an answer of an entry begins with a tick."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Nothing of it is chosen for the writer but what they named by the way they came."""

    choices: tuple[EntryChoice, ...]
    contacts: tuple[Contact, ...]
    written: bool
    """Whether there is anything at all that could be shared."""
    to: str = ""
    purpose: str = ""
    replaces: str = ""
    since: str = ""
    """The share whose place this one takes, and when it was made; empty where it takes none's."""


def begin(journal: Journal, target: ShareEntry, *, welsh: bool = False) -> Begun:
    """The entry that was named, or what is marked; of a newer copy, what went out before."""
    readers = tuple(contact for contact in journal.contacts.list() if contact.readers())
    written = bool(journal.entries.page(Query(), 0, 1).total)
    if target.replaces:
        row = journal.shares.show(target.replaces)
        went = {one.entry: frozenset(one.fields) for one in row.record.entries}
        there = tuple(id_ for id_ in went if _is_there(journal, id_))
        found = choices.start(journal, there, welsh=welsh).choices if there else ()
        ticked = _with(found, lambda entry, field: field.question in went[entry])
        if all(contact.id != row.contact for contact in readers):  # it was ended with them
            return Begun(ticked, readers, written, purpose=row.purpose)
        return Begun(ticked, readers, written, row.contact, row.purpose, row.id, row.created)
    named = (target.entry,) if target.entry else ()
    found = choices.start(journal, named, welsh=welsh).choices
    return Begun(_with(found, _ticks(target)), readers, written, target.to, target.purpose)


def of_entry(journal: Journal, entry: str, *, welsh: bool = False) -> EntryChoice:
    """One more entry, with nothing ticked."""
    (found,) = _with((choices.choice(journal, entry, welsh=welsh),), lambda *_: False)
    return found


def _ticks(target: ShareEntry) -> Ticks:
    if target.whole:  # "Send it to be signed" names the page, all of it, and its reader
        return lambda _, field: field.on
    only = SUMMARISED if target.session else frozenset(filter(None, [target.question]))
    return lambda _, field: field.question in only


def _with(found: tuple[EntryChoice, ...], ticks: Ticks) -> tuple[EntryChoice, ...]:
    return tuple(
        replace(one, fields=tuple(replace(f, on=ticks(one.entry, f)) for f in one.fields))
        for one in found
    )


def _is_there(journal: Journal, entry: str) -> bool:
    try:
        return journal.entries.show(entry).deleted is None
    except NotFoundError:
        return False
