"""Somebody to share with, of the longest name that a person plausibly has: what went to them, what
they sent, and a comment on it that waits.
"""

from __future__ import annotations

from pathlib import Path

from reflect_app.core.entries import EntryInput, Query
from reflect_app.services.journal import Journal
from tests.fixtures import make_app
from tests.helpers import longest
from tests.helpers.circle import Circle, Somebody

ME = "Siân Wilhelmina Blodeuwedd Featherstonehaugh"
AGENCY = "North and West Wales Offender Personality Disorder Pathway Partnership"
_FIELDS = ("what", "so_what", "now_what")


def keep(journal: Journal, folder: Path) -> None:
    """Fill the Sharing page of a journal that `longest` has filled; the others live in `folder`."""
    journal.settings.set("display_name", ME)
    journal.settings.set("agency", AGENCY)
    circle = Circle(folder)
    me = Somebody(ME, make_app(folder / "me"), journal.folder, journal)
    supervisor, met = circle.join(longest.SUPERVISOR, AGENCY), circle.join("Mel", "")
    circle.meet(me, supervisor)
    circle.meet(me, met, confirmed=False)
    mine = journal.entries.page(Query(template="what-so-what"), 0, 1).entries[0].id
    circle.share(me, supervisor, mine, _FIELDS)
    words = dict.fromkeys(_FIELDS, longest.text(60))
    theirs = supervisor.journal.entries.write(EntryInput("what-so-what", words)).id
    journal.inbox.receive(circle.share(supervisor, me, theirs, _FIELDS)[1])
    journal.inbox.comment(journal.inbox.list()[0].id, longest.LINE, "what")
    circle.close()
