"""Somebody can write to the journal's folder, or a kill left something: four attacks that worked.

Each was tried by hand first. None needs a key.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from reflect_app.core.entries import EntryInput
from reflect_app.errors import RolledBackError
from reflect_app.services.support import support_lines
from reflect_app.vault import restore as restoring
from reflect_app.vault import rotation, standing
from reflect_app.vault.vault import Place
from tests.faults.story import Story
from tests.fixtures import PASSPHRASE

pytestmark = [pytest.mark.fault]
SECRET = b"a key of somebody's that has nothing to do with the journal"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    made = Story(tmp_path / "s")
    made.create().close()
    return made


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")
def test_a_link_in_the_folder_takes_nothing_else_into_a_backup(story: Story) -> None:
    (story.root / "other").write_bytes(SECRET)
    (story.folder / "support.toml").symlink_to(story.root / "other")
    (story.folder / "notes").mkdir(exist_ok=True)
    (story.folder / "notes" / "0123456789abcdef.note").symlink_to(story.root / "other")
    journal = story.open(write=True)
    made = journal.backups.make().out
    journal.close()
    assert SECRET not in made.read_bytes()
    restored = story.app.vaults.restore(made, story.root / "r", PASSPHRASE)
    restored.close()
    assert not (story.root / "r" / "support.toml").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")
def test_a_pipe_in_the_folder_keeps_nobody_waiting(story: Story) -> None:
    os.mkfifo(story.folder / "support.toml")
    assert support_lines(story.folder) == support_lines(None)
    journal = story.open(write=True)
    journal.backups.make()
    journal.close()


def test_the_journal_of_before_a_restore_cannot_stand_in_for_the_one_after(story: Story) -> None:
    """Each is the newest of its own instance, so that no anchor speaks against either."""
    journal = story.open(write=True)
    journal.entries.write(EntryInput("free", {"page": "one"}))
    made = journal.backups.make().out
    first = journal.vault.envelope.instance
    journal.close()
    story.folder.rename(story.root / "aside")
    restored = story.app.vaults.restore(made, story.folder, PASSPHRASE)
    restored.entries.write(EntryInput("free", {"page": "two"}))
    restored.close()
    story.open().close()  # the newer one opens without a word
    aside = story.app.vaults.unlock(story.root / "aside", PASSPHRASE)
    assert aside.rollback is None  # so does the older one, where it was put
    aside.close()
    shutil.copytree(story.folder, story.root / "newer")
    shutil.rmtree(story.folder)
    shutil.copytree(story.root / "aside", story.folder)

    journal = story.open(write=True)
    assert journal.vault.envelope.instance == first
    assert journal.rollback is not None
    assert (journal.integrity.verify().status, journal.entries.count()) == ("rolled-back", 1)
    with pytest.raises(RolledBackError):
        journal.people.add("Wren")
    journal.integrity.accept()
    journal.people.add("Wren")
    journal.close()
    journal = story.open(write=True)
    assert journal.rollback is None  # asked once
    journal.close()

    shutil.rmtree(story.folder)
    shutil.copytree(story.root / "newer", story.folder)
    journal = story.open(write=True)
    assert journal.rollback is None
    journal.close()
    shutil.rmtree(story.folder)
    shutil.copytree(story.root / "aside", story.folder)
    journal = story.open()
    assert journal.rollback is not None  # and again, after the newer one stood there
    journal.close()


def test_no_journal_that_was_never_restored_is_remembered_by_its_folder(story: Story) -> None:
    story.open(write=True).close()
    assert not list(story.app.paths.anchors.glob("*.place"))
    place = standing.file_of(story.app.paths.anchors, story.folder.resolve())
    place.write_bytes(b"{")  # what cannot be read is as good as none
    journal = story.open(write=True)
    assert journal.rollback is None
    journal.close()


def test_a_rotated_database_that_comes_back_replaces_nothing(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sync engine, or somebody who kept it: it has the name that the key of today gives."""
    kept: dict[str, bytes] = {}
    put = rotation._put_in_place

    def seen(place: Place, ready: Path) -> None:
        kept[ready.name] = ready.read_bytes()
        put(place, ready)

    monkeypatch.setattr(rotation, "_put_in_place", seen)
    journal = story.app.vaults.rotate(story.folder, PASSPHRASE).journal
    journal.entries.write(EntryInput("free", {"page": "after it"}))
    journal.close()
    for name, data in kept.items():
        (story.folder / name).write_bytes(data)
    assert len(kept) == 1
    for write in (False, True):
        journal = story.open(write=write)
        assert (journal.rollback, journal.entries.count()) == (None, 1)
        journal.close()
    assert not list(story.folder.glob("rotated-*"))


@pytest.mark.skipif(sys.platform == "win32", reason="fork")
@pytest.mark.parametrize("work", ["drill", "backup", "restore"])
def test_what_a_kill_left_goes_before_anything_is_deleted_everywhere(
    story: Story, work: str
) -> None:
    journal = story.open(write=True)
    entry = journal.entries.write(EntryInput("free", {"page": "to be gone"})).id
    made = journal.backups.make().out
    journal.close()
    if work == "restore":
        story.folder.rename(story.root / "aside")
    killed(story, made, work)
    if work == "restore":
        (story.root / "aside").rename(story.folder)
    assert hidden(story)
    (story.folder / ".envelope.json.0123456789ab").write_bytes(b"{}")
    mine = story.root / ".v.0123abcd"  # named like ours, and somebody's
    mine.mkdir()
    (mine / "letter").write_text("kept")
    journal = story.open(write=True)
    journal.erasing.everywhere(entry)
    journal.close()
    assert hidden(story) == [mine.name]


def hidden(story: Story) -> list[str]:
    """What lies where nobody looks."""
    return [path.name for path in story.root.rglob(".*") if "home" not in path.parts]


def killed(story: Story, made: Path, work: str) -> None:
    """A copy of this process does the work and dies at the worst moment."""
    child = os.fork()
    if child:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        return
    try:
        if work == "restore":
            restoring.moved = lambda *_: os._exit(9)
            story.app.vaults.restore(made, story.folder, PASSPHRASE)
        journal = story.open(write=True)
        steps = journal.backups.drill_steps() if work == "drill" else journal.backups.make_steps()
        for _ in steps:
            if [*story.root.glob(".v.drill-*/vault.db"), *story.root.glob("*/.*.part")]:
                os._exit(9)
    finally:
        os._exit(1)
