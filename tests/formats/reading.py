"""All that a person can see of a stored vault, as JSON that a later version can be held to.

Only what a person wrote: a later version may show more, but never less and nothing else.
"""

from __future__ import annotations

from typing import Any

from reflect_app.core.entries import Query
from reflect_app.services.journal import Journal


def read(journal: Journal) -> dict[str, Any]:
    """Entries with every revision, drafts, people, names, notes, settings and the state hash."""
    entries = {}
    for binned in (False, True):
        for each in journal.entries.page(Query(binned=binned), 0, 1000).entries:
            entry = journal.entries.show(each.id)
            history = journal.entries.history(each.id)
            entries[each.id] = {
                "answers": dict(entry.answers),
                "template": entry.template,
                "tags": list(entry.tags),
                "marked": entry.marked,
                "event": entry.event,
                "written": entry.written,
                "shift": entry.shift.start if entry.shift else "",
                "binned": binned,
                "revisions": len(history),
            }
    search = {
        text: sorted(
            each.id for each in journal.entries.page(Query(text, prefix=True), 0, 100).entries
        )
        for text in ("kettle", '"went cold"', "heron")
    }
    return {
        "state_hash": journal.integrity.state_hash(),
        "entries": entries,
        "drafts": [dict(draft.answers) for draft in journal.drafts.list()],
        "people": sorted(person.pseudonym for person in journal.people.list()),
        "names": sorted(name.text for name in journal.names.list().known),
        "notes": [note.text for note in journal.notes.list()],
        "search": search,
        "settings": {name: journal.settings.get(name) for name in ("display_name", "role")},
    }
