"""Older copies: of the whole folder, of one file, of one page."""

from __future__ import annotations

import shutil
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from reflect_app.core import when
from reflect_app.core.entries import EntryInput, Query
from reflect_app.errors import DamagedError, RolledBackError
from tests.faults.story import Story, finished, readable

pytestmark = [pytest.mark.fault, pytest.mark.timeout(4 * 3600)]
PAGE = 4096


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return Story(tmp_path)


def keep(story: Story, name: str) -> Path:
    """A copy of the vault's folder as it is now."""
    return Path(shutil.copytree(story.folder, story.root / name))


def put_back(story: Story, copy: Path) -> None:
    shutil.rmtree(story.folder)
    shutil.copytree(copy, story.folder)


def verified(story: Story, *, deep: bool = False) -> str:
    journal = story.open()
    try:
        return journal.integrity.verify(deep=deep).status
    finally:
        journal.close()


def test_every_older_copy_of_the_folder_names_both_dates(
    story: Story, request: pytest.FixtureRequest
) -> None:
    journal = story.create()
    journal.close()
    copies, dates = [], []
    for day in range(51 if request.config.getoption("--long") else 8):
        journal = story.open(write=True)
        if day % 2:
            journal.entries.write(EntryInput("free", {"page": f"day {day}"}))
        else:
            journal.drafts.save(journal.drafts.start("free"))
        journal.close()
        copies.append(keep(story, f"day-{day}"))
        dates.append(story.clock.now())
        story.clock.at += timedelta(days=1)
    for copy, date in zip(copies[:-1], dates[:-1], strict=True):
        put_back(story, copy)
        journal = story.open(write=True)
        report = journal.integrity.verify(deep=True)
        assert report.status == "rolled-back"
        (problem,) = report.problems
        for at, said in zip((date, dates[-1]), problem.dates, strict=True):
            assert said[:10] == at.date().isoformat()
            assert when.instant(said) in problem.message
        before = (story.folder / "vault.db").read_bytes()
        for write in (
            partial(journal.entries.write, EntryInput("free", {"page": "x"})),
            partial(journal.drafts.save, journal.drafts.start("free")),
            partial(journal.people.add, "Wren"),
            partial(journal.settings.set, "role", "x"),
        ):
            with pytest.raises(RolledBackError) as refusal:
                write()
            assert refusal.value.exit_code == 4
        readable(journal)
        journal.backups.make()
        assert (story.folder / "vault.db").read_bytes() == before
        journal.close()
    put_back(story, copies[-1])
    assert verified(story) == "clean"


def test_accepting_goes_on_and_stays_accepted(story: Story) -> None:
    journal = story.create()
    story.tell(journal, 3)
    journal.close()
    old = keep(story, "old")
    journal = story.open(write=True)
    journal.people.add("Wren")
    journal.close()
    put_back(story, old)
    journal = story.open(write=True)
    journal.integrity.accept()
    journal.integrity.accept()  # once more is nothing
    assert journal.integrity.verify(deep=True).status == "clean"
    journal.entries.write(EntryInput("free", {"page": "goes on"}))
    journal.close()
    assert verified(story, deep=True) == "clean"


def test_a_restored_backup_is_clean_whatever_is_remembered(story: Story) -> None:
    journal = story.create()
    story.tell(journal)
    backup = journal.backups.make().out
    journal.people.add("Wren")
    journal.close()
    for number, remembered in enumerate(("the old vault", "nothing", "another vault")):
        if remembered == "nothing":
            shutil.rmtree(story.app.paths.anchors)
        elif remembered == "another vault":
            other = story.app.vaults.create(story.root / "other", "another passphrase")
            other.journal.close()
        story.folder = story.root / f"r{number}"
        journal = story.app.vaults.restore(backup, story.folder, "otter lantern gravel teapot")
        journal.close()
        assert verified(story, deep=True) == "clean", remembered
        mine = set(story.anchors())
        for anchor in mine:
            anchor.unlink()
        assert verified(story, deep=True) == "clean", remembered


def test_any_page_replaced_by_its_older_self(
    story: Story, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """Found, or it changes nothing: the same hash, the same lists, the same index.

    Unfinished drafts are left out: they lie outside the chain, so a page of drafts alone that
    is put back older is not seen. SECURITY.md says so.
    """
    long = request.config.getoption("--long")
    journal = story.create()
    story.tell(journal, 4)
    snapshots = []
    for number in range(30 if long else 6):
        snapshots.append((story.folder / "vault.db").read_bytes())
        journal.entries.write(EntryInput("free", {"page": f"night {number} " * 40}, tags=("t",)))
        ids = [entry.id for entry in journal.entries.page(Query(template="free"), 0, 5).entries]
        journal.entries.edit(ids[-1], {"page": f"edited {number} " * 30})
        if number == 3:
            journal.entries.purge(ids[1])
    due, state = finished(journal), journal.integrity.state_hash()
    journal.close()
    path = story.folder / "vault.db"
    final = path.read_bytes()
    found = trials = 0
    for old in snapshots[:: 1 if long else 2]:
        for at in range(0, min(len(old), len(final)), PAGE):
            if old[at : at + PAGE] == final[at : at + PAGE]:
                continue
            trials += 1
            path.write_bytes(final[:at] + old[at : at + PAGE] + final[at + PAGE :])
            try:
                journal = story.open()
            except DamagedError:
                found += 1
                continue
            try:
                if journal.integrity.verify(deep=True).status != "clean":
                    found += 1
                else:
                    assert finished(journal) == due, at
                    assert journal.integrity.state_hash() == state, at
            finally:
                journal.close()
    assert trials > (300 if long else 40)
    if long:
        with capsys.disabled():
            sys.stdout.write(f"\n{found} of {trials} swapped pages were found, the rest harmless\n")
    assert found > trials // 2, f"{found} of {trials}"


def test_the_limit_vault_and_anchor_both_put_back(story: Story) -> None:
    """What no program on this computer can see. SECURITY.md says so."""
    journal = story.create()
    story.tell(journal, 3)
    journal.close()
    old, anchors = keep(story, "old"), {path: path.read_bytes() for path in story.anchors()}
    journal = story.open(write=True)
    journal.people.add("Wren")
    journal.close()
    put_back(story, old)
    for path, data in anchors.items():
        path.write_bytes(data)
    assert verified(story, deep=True) == "clean"
