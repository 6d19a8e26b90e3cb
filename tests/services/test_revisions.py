"""Two revisions of a real entry, side by side."""

from __future__ import annotations

import pytest

from reflect_app.core.diff import as_text
from reflect_app.core.entries import EntryInput
from reflect_app.errors import NotFoundError
from reflect_app.services.journal import Journal


def test_an_earlier_wording_beside_the_newest(journal: Journal) -> None:
    id_ = journal.entries.write(EntryInput("free", {"page": "a quiet night"})).id
    journal.entries.edit(id_, {"page": "a loud night"}, tags=("nights",))
    journal.entries.edit(id_, {"page": "a loud morning"})
    told = [(f.id, as_text(f.parts)) for f in journal.revisions.compare(id_, 1).fields]
    assert told == [
        ("page", "a [-quiet night-]{+loud morning+}"),
        (":tags", "{+nights+}"),
    ]
    between = journal.revisions.compare(id_[:6], 1, 2)
    assert (between.old, between.new, len(between.fields)) == (1, 2, 2)
    assert journal.revisions.compare(id_, 3).fields == ()


def test_a_revision_that_is_not_there(journal: Journal) -> None:
    id_ = journal.entries.write(EntryInput("free", {"page": "words"})).id
    with pytest.raises(NotFoundError, match="Version 2 of this entry"):
        journal.revisions.compare(id_, 2)
