"""An open journal as a whole: beside a writer, interrupted, closed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from reflect_app.app import App
from reflect_app.core.entries import EntryInput, Query
from reflect_app.errors import CancelledError, FileProblemError, ReflectError, VaultInUseError
from reflect_app.services.journal import Journal
from tests.fixtures import PASSPHRASE


def test_reading_works_beside_an_open_window(app: App, journal: Journal) -> None:
    id_ = journal.entries.write(EntryInput("free", {"page": "kettle"})).id
    reader = app.vaults.unlock(journal.folder, PASSPHRASE, write=False)
    try:
        assert reader.read_only
        assert reader.entries.page(Query("kettle")).total == 1
        journal.entries.edit(id_, {"page": "teapot"})
        assert reader.entries.show(id_).answers == {"page": "teapot"}
        assert reader.entries.page(Query("kettle")).total == 0
        assert reader.entries.page(Query("teapot")).total == 1
        for text in ("one", "two"):
            assert reader.integrity.verify(deep=True).problems == ()
            journal.entries.edit(id_, {"page": text})
        assert reader.backups.make().entries == 1
        writes: list[Callable[[], object]] = [
            lambda: reader.entries.mark(id_),
            lambda: reader.drafts.save(reader.drafts.start("free")),
            lambda: reader.settings.set("role", "x"),
        ]
        for write in writes:
            with pytest.raises(FileProblemError, match="reading only"):
                write()
    finally:
        reader.close()
    with pytest.raises(VaultInUseError):
        app.vaults.unlock(journal.folder, PASSPHRASE)


def test_a_running_search_is_stopped_and_the_journal_goes_on(journal: Journal) -> None:
    """The interrupt comes from another thread, at no moment in particular."""
    with journal.one_commit():
        for place in range(300):
            journal.entries.write(EntryInput("free", {"page": f"kettle {place} " * 300}))
    stop, stopped = threading.Event(), 0

    def pester() -> None:
        while not stop.is_set():
            journal.interrupt()

    thread = threading.Thread(target=pester)
    thread.start()
    try:
        for _ in range(200):
            try:
                journal.entries.page(Query("🙂"))  # looks at every text
            except CancelledError:
                stopped += 1
            if stopped > 3:
                break
    finally:
        stop.set()
        thread.join()
    assert stopped
    assert journal.entries.page(Query("kettle")).total == 300
    assert journal.entries.write(EntryInput("free", {"page": "goes on"})).revision == 1
    assert journal.integrity.verify(deep=True).status == "clean"


def test_interrupting_when_nothing_runs_is_nothing(journal: Journal) -> None:
    for _ in range(20):
        journal.interrupt()
        journal.entries.write(EntryInput("free", {"page": "x"}))
    assert journal.entries.count() == 20


def test_a_closed_journal_gives_and_takes_nothing(journal: Journal) -> None:
    id_ = journal.entries.write(EntryInput("free", {"page": "x"})).id
    journal.close()
    journal.close()
    journal.interrupt()
    uses: list[Any] = [
        lambda: journal.entries.show(id_), lambda: journal.entries.page(Query()),
        lambda: journal.entries.delete(id_), journal.drafts.list, journal.people.list,
        journal.integrity.state_hash, journal.backups.make,
    ]  # fmt: skip
    for use in uses:
        with pytest.raises(ReflectError) as refusal:
            use()
        assert refusal.value.name == "closed"


def test_a_failed_commit_of_many_keeps_none(journal: Journal) -> None:

    def some() -> None:
        with journal.one_commit():
            journal.entries.write(EntryInput("free", {"page": "one"}))
            journal.people.add("Heron")
            journal.entries.write(EntryInput("free", {"nonsense": "two"}))

    with pytest.raises(ReflectError):
        some()
    assert journal.entries.count() == 0
    assert journal.people.list() == []
    assert journal.entries.write(EntryInput("free", {"page": "three"})).revision == 1
    journal.integrity.verify(deep=True)
