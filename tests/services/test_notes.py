"""Quick notes as use cases: left locked, read unlocked, turned into a page, carried by backups."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from reflect_app.app import App
from reflect_app.core.clock import FixedClock
from reflect_app.errors import InvalidInputError, NotFoundError, VaultInUseError
from reflect_app.services.journal import Journal
from reflect_app.services.notes import left_line, place_for_words
from reflect_app.services.quick_notes import urgent_line
from reflect_app.vault import notes_box
from reflect_app.vault.files import said_plainly
from tests.fixtures import PASSPHRASE


def test_left_beside_an_open_journal_and_read_there(app: App, journal: Journal) -> None:
    left = app.quick_notes.leave(journal.folder, "the boiler hums")
    assert (left.at, left.waiting) == ("2026-03-12T07:30:00+00:00", 1)
    assert [(note.n, note.at, note.text, note.problem) for note in journal.notes.list()] == [
        (1, "2026-03-12T07:30:00+00:00", "the boiler hums", "")
    ]
    assert app.quick_notes.waiting(journal.folder) == 1


def test_a_note_waits_for_the_next_unlock(app: App, journal: Journal) -> None:
    folder = journal.folder
    journal.close()
    app.quick_notes.leave(folder, "unread")
    opened = app.vaults.unlock(folder, PASSPHRASE, write=False)
    assert [note.text for note in opened.notes.list()] == ["unread"]
    opened.close()


def test_a_note_becomes_a_page_and_leaves_the_box(
    app: App, journal: Journal, clock: FixedClock
) -> None:
    app.quick_notes.leave(journal.folder, "two\nlines")
    clock.at += timedelta(hours=9)
    draft = journal.notes.take(1, "after-shift")
    assert draft.answers == {"leave_here": "two\nlines"}
    assert draft.event == draft.left == "2026-03-12T07:30:00+00:00"
    assert journal.drafts.list() == [draft]
    assert journal.notes.list() == []
    assert list((journal.folder / "notes").iterdir()) == []
    saved = journal.drafts.finish(draft.id)
    assert journal.entries.show(saved.id).answers == {"leave_here": "two\nlines"}
    assert journal.integrity.verify(deep=True).status == "clean"


def test_every_built_in_template_has_a_place_for_words(app: App) -> None:
    for template in app.library.all():
        assert place_for_words(template).type in ("text", "long_text")
    assert place_for_words(app.library.get("free")).id == "page"


def test_a_page_taken_before_a_kill_is_not_made_twice(
    app: App, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.quick_notes.leave(journal.folder, "words")
    with monkeypatch.context() as killed:

        def dies(_box: notes_box.NotesBox, _id: str) -> None:
            raise KeyboardInterrupt

        killed.setattr(notes_box.NotesBox, "wipe", dies)
        with pytest.raises(KeyboardInterrupt):
            journal.notes.take(1, "free")
    first = journal.drafts.list()
    assert len(journal.notes.list()) == 1
    again = journal.notes.take(1, "what-so-what")
    assert journal.drafts.list() == first == [again]
    assert journal.notes.list() == []


def test_a_damaged_note_says_so_and_can_only_be_dropped(app: App, journal: Journal) -> None:
    left = app.quick_notes.leave(journal.folder, "lost")
    app.quick_notes.leave(journal.folder, "kept")
    path = journal.folder / "notes" / f"{left.id}.note"
    data = bytearray(path.read_bytes())
    data[500] ^= 4
    path.write_bytes(data)
    [bad] = [note for note in journal.notes.list() if note.problem]
    assert bad.text == ""
    with pytest.raises(InvalidInputError) as refused:
        journal.notes.take(bad.id, "free")
    assert refused.value.name == "bad-note"
    [good] = [note for note in journal.notes.list() if not note.problem]
    with pytest.raises(InvalidInputError):
        journal.notes.drop(good.n)
    journal.notes.drop(bad.n)
    assert [note.text for note in journal.notes.list()] == ["kept"]


@pytest.mark.parametrize("which", [0, 2, -1, "0123456789abcdef"])
def test_a_note_that_is_not_there(app: App, journal: Journal, which: int | str) -> None:
    app.quick_notes.leave(journal.folder, "words")
    with pytest.raises(NotFoundError):
        journal.notes.take(which, "free")
    assert len(journal.notes.list()) == 1


def test_an_unknown_template_leaves_the_note(app: App, journal: Journal) -> None:
    app.quick_notes.leave(journal.folder, "words")
    with pytest.raises(NotFoundError):
        journal.notes.take(1, "no-such")
    assert len(journal.notes.list()) == 1
    assert journal.drafts.list() == []


@pytest.mark.parametrize("text", ["", " \n\t ", "a\x00b", "a\ud800b"])
def test_what_is_no_note_is_refused(app: App, journal: Journal, text: str) -> None:
    with pytest.raises(InvalidInputError):
        app.quick_notes.leave(journal.folder, text)
    assert app.quick_notes.waiting(journal.folder) == 0


def test_a_disk_that_refuses_is_said_and_nothing_is_half_kept(
    app: App, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _data: bytes) -> None:
        with said_plainly(path):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(notes_box, "write_whole", full)
    with pytest.raises(Exception, match="no room left"):
        app.quick_notes.leave(journal.folder, "words")
    assert app.quick_notes.waiting(journal.folder) == 0


def test_backups_carry_the_notes_that_wait(app: App, journal: Journal, tmp_path: Path) -> None:
    for text in ("one", "two"):
        app.quick_notes.leave(journal.folder, text)
    made = journal.backups.make()
    restored = app.vaults.restore(made.out, tmp_path / "again", PASSPHRASE)
    assert {note.text for note in restored.notes.list()} == {"one", "two"}
    restored.notes.take(1, "free")
    assert len(restored.notes.list()) == 1
    assert restored.integrity.state_hash() == journal.integrity.state_hash()
    restored.close()


def test_a_journal_in_use_elsewhere_takes_a_note_but_no_second_writer(
    app: App, journal: Journal
) -> None:
    with pytest.raises(VaultInUseError):
        app.vaults.unlock(journal.folder, PASSPHRASE)
    app.quick_notes.leave(journal.folder, "from the lock screen")
    assert len(journal.notes.list()) == 1


def test_leaving_a_note_does_without_the_database_library() -> None:
    code = (
        "import sys, reflect_app.services.quick_notes\n"
        "assert not {'sqlalchemy', 'sqlcipher3', 'typst', 'keyring'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_stands_beside_a_note() -> None:
    assert urgent_line().endswith("This note waits unread.")
    assert left_line().startswith("Left without unlocking")
