"""The day's round in the window: the bin is seen to whatever becomes of the backup."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput
from reflect_app.core.steps import to_the_end
from reflect_app.errors import DiskFullError, FileProblemError, NotFoundError
from reflect_app.services.journal import Journal
from reflect_app.ui.open_journal import daily_backup


def test_the_bin_is_tidied_although_the_backup_failed(
    journal: Journal, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = journal.entries.write(EntryInput("free", {"page": "old"})).id
    journal.entries.delete(id_)
    for _ in range(30):
        journal.tidy()
        clock.at += timedelta(days=1)
    journal.entries.show(id_)
    clock.at += timedelta(hours=1)
    with monkeypatch.context() as full:

        def no_room(_path: object) -> int:
            raise DiskFullError

        full.setattr("reflect_app.vault.backup.create_private", no_room)
        with pytest.raises(FileProblemError):
            to_the_end(daily_backup(journal))
    with pytest.raises(NotFoundError):
        journal.entries.show(id_)
    assert to_the_end(daily_backup(journal)) == 1
