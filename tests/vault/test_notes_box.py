"""The box of quick notes: what a file gives away, and what damage costs."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reflect_app.crypto import identity, sealing
from reflect_app.errors import DamagedError, FileProblemError, InvalidInputError, NoVaultError
from reflect_app.services.journal import Journal
from reflect_app.vault import envelope as envelopes
from reflect_app.vault import notes_box
from reflect_app.vault.create import sealed_envelope
from reflect_app.vault.notes_box import NotesBox
from reflect_app.vault.own_keys import private_keys, public_keys

AT = datetime(2026, 3, 12, 7, 30, tzinfo=UTC)


def leave(journal: Journal, text: str, at: datetime = AT) -> str:
    vault = journal._vault
    return notes_box.leave(journal.folder, vault.place.anchor, text.encode(), at)


def box(journal: Journal) -> NotesBox:
    vault = journal._vault
    return NotesBox(journal.folder, private_keys(vault), vault.envelope.public_hash())


def files(journal: Journal) -> list[Path]:
    return sorted((journal.folder / "notes").iterdir())


def test_a_note_comes_back_letter_for_letter_the_oldest_first(journal: Journal) -> None:
    texts = ["\ufeffone 🫖\r\n", "two\n\n", "x" * notes_box.LONGEST]
    for place, text in enumerate(texts):
        leave(journal, text, AT + timedelta(microseconds=place))
    assert [note.text for note in box(journal).all()] == texts
    assert notes_box.waiting(journal.folder) == 3


def test_instants_count_and_not_their_letters(journal: Journal) -> None:
    """The night the clocks go back, 01:30 comes twice."""
    later = datetime.fromisoformat("2026-10-25T01:30:00+00:00")
    sooner = datetime.fromisoformat("2026-10-25T01:40:00+01:00")
    leave(journal, "later", later)
    leave(journal, "sooner", sooner)
    assert [note.text for note in box(journal).all()] == ["sooner", "later"]


def test_a_file_says_neither_words_nor_length(journal: Journal) -> None:
    for text in ("kestrel", "kestrel and more " * 50, "kestrel " * 400, "kestrel " * 8000):
        leave(journal, text)
    sizes = {path.stat().st_size for path in files(journal)}
    rest = notes_box._HEADER + 1136 + 32
    assert sizes == {1024 + rest, 4096 + rest, 65 * 1024 + rest}
    assert all(b"kestrel" not in path.read_bytes() for path in files(journal))


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_files_are_private_whatever_the_umask(journal: Journal) -> None:
    before = os.umask(0)
    try:
        leave(journal, "quiet")
    finally:
        os.umask(before)
    assert stat.S_IMODE((journal.folder / "notes").stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in files(journal)] == [0o600]


def test_a_flipped_byte_loses_that_note_and_says_so(journal: Journal) -> None:
    id_ = leave(journal, "lost")
    leave(journal, "kept")
    path = journal.folder / "notes" / f"{id_}.note"
    whole = path.read_bytes()
    places = {0, 7, 8, 15, 16, 47, 48, len(whole) // 2, len(whole) - 33, len(whole) - 1}
    for place in places | set(range(0, len(whole), 131)):
        changed = bytearray(whole)
        changed[place] ^= 1
        path.write_bytes(changed)
        found = {note.id: note for note in box(journal).all()}
        assert found[id_].fault == "damaged", place
        assert found[id_].text == ""
        assert [note.text for note in found.values() if not note.fault] == ["kept"]


@pytest.mark.parametrize("length", [0, 1, 47, 48, 1000])
def test_a_cut_or_stretched_note_is_damaged(journal: Journal, length: int) -> None:
    path = journal.folder / "notes" / f"{leave(journal, 'lost')}.note"
    path.write_bytes(path.read_bytes()[:length] if length < 1000 else b"x" * 100_000)
    assert [note.fault for note in box(journal).all()] == ["damaged"]


def test_a_note_under_another_name_is_not_that_note(journal: Journal) -> None:
    path = journal.folder / "notes" / f"{leave(journal, 'words')}.note"
    path.rename(path.with_name("0123456789abcdef.note"))
    assert [note.fault for note in box(journal).all()] == ["damaged"]


def test_a_note_for_other_keys_is_somebody_elses(journal: Journal) -> None:
    leave(journal, "words")
    other = identity.new_identity()
    found = NotesBox(journal.folder, other.private, identity.public_hash(other.public)).all()
    assert [note.fault for note in found] == ["foreign"]


def test_other_files_in_the_folder_are_left_alone(journal: Journal) -> None:
    leave(journal, "words")
    folder = journal.folder / "notes"
    (folder / "holiday.jpg").write_bytes(b"x")
    (folder / "0123456789abcdef.note.bak").write_bytes(b"x")
    (folder / "fedcba9876543210.note").symlink_to(folder / "holiday.jpg")
    assert len(box(journal).all()) == notes_box.waiting(journal.folder) == 1


def test_a_thousand_notes_and_no_more(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes_box, "MOST", 5)
    for _ in range(5):
        leave(journal, "words")
    with pytest.raises(InvalidInputError) as refused:
        leave(journal, "one more")
    assert refused.value.name == "notes-full"
    assert len(files(journal)) == 5


def test_one_byte_too_many_is_refused(journal: Journal) -> None:
    with pytest.raises(InvalidInputError) as refused:
        leave(journal, "x" * (notes_box.LONGEST + 1))
    assert refused.value.name == "note-too-long"
    assert not (journal.folder / "notes").exists()


def test_nobody_seals_for_a_vault_that_is_not_there(journal: Journal, tmp_path: Path) -> None:
    with pytest.raises(NoVaultError):
        notes_box.leave(tmp_path / "none", journal._vault.place.anchor, b"words", AT)
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "envelope.json").write_bytes((journal.folder / "envelope.json").read_bytes())
    with pytest.raises(DamagedError):
        notes_box.leave(alone, journal._vault.place.anchor, b"words", AT)


def test_a_damaged_envelope_is_refused(journal: Journal) -> None:
    path = journal.folder / "envelope.json"
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(data)
    with pytest.raises(DamagedError):
        leave(journal, "words")


@pytest.mark.parametrize("change", ["keys", "generation"])
def test_keys_that_are_not_the_vaults_are_refused(journal: Journal, change: str) -> None:
    """A well-formed envelope put in the place of the real one, to read what is left."""
    vault = journal._vault
    old = vault.envelope
    public = identity.new_identity().public if change == "keys" else public_keys(vault)
    generation = old.generation if change == "keys" else old.generation - 1
    swapped = sealed_envelope(
        old.instance, generation, old.created, old.slots, public, vault.data_key
    )
    envelopes.write(journal.folder, swapped)
    with pytest.raises(DamagedError) as refused:
        leave(journal, "words")
    assert refused.value.name == "envelope-mismatch"
    assert not (journal.folder / "notes").exists()


def test_without_an_anchor_a_note_is_kept(journal: Journal, tmp_path: Path) -> None:
    notes_box.leave(journal.folder, lambda instance: tmp_path / instance, b"words", AT)
    assert [note.text for note in box(journal).all()] == ["words"]


def test_an_anchor_of_noise_is_no_anchor(journal: Journal, tmp_path: Path) -> None:
    noise = tmp_path / "noise"
    noise.write_bytes((b"RFLANC1\n" + b"\xff" * 4088) * 2)
    notes_box.leave(journal.folder, lambda _: noise, b"words", AT)
    assert notes_box.waiting(journal.folder) == 1


def test_a_wiped_note_is_gone_and_wiping_twice_is_fine(journal: Journal) -> None:
    id_ = leave(journal, "words")
    box(journal).wipe(id_)
    box(journal).wipe(id_)
    assert files(journal) == []


def test_what_a_kill_left_behind_is_tidied_away(journal: Journal) -> None:
    leave(journal, "words")
    left = journal.folder / "notes" / ".0123456789abcdef.note.a1b2c3d4e5f6"
    left.write_bytes(b"half")
    assert len(box(journal).all()) == 1
    box(journal).tidy()
    assert not left.exists()
    assert len(files(journal)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="links are for administrators there")
@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_what_a_note_was_linked_to_is_not_wiped(
    journal: Journal, tmp_path: Path, link: Callable[[Path, Path], None]
) -> None:
    mine = tmp_path / "letter"
    mine.write_text("dear Ann", encoding="utf-8")
    leave(journal, "kestrel")
    link(mine, journal.folder / "notes" / f"{'ab' * 8}.note")
    with suppress(FileProblemError):
        notes_box.drop(journal.folder, "ab" * 8)
    assert mine.read_text(encoding="utf-8") == "dear Ann"


def planted(journal: Journal, head: bytes, text: bytes) -> Path:
    """A note that anyone can seal who can write to the folder: the public keys lie there."""
    envelope, id_ = journal._vault.envelope, os.urandom(8)
    header = b"RFLNOTE1" + id_ + envelope.public_hash()
    plain = len(head).to_bytes(4) + head + len(text).to_bytes(4) + text
    sealed = sealing.seal(bytes.fromhex(envelope.public), header, plain)
    body = header + sealed
    path = journal.folder / "notes" / f"{id_.hex()}.note"
    path.write_bytes(body + hashlib.sha256(body).digest())
    return path


@pytest.mark.parametrize(
    ("head", "text"),
    [
        (b"[" * 60_000, b"x"), (b'{"at":' * 5_000, b"x"), (b"\xff", b"x"), (b"{}", b"x"),
        (b'{"at":7}', b"x"), (b'{"at":"2026-03-12T07:30:00"}', b"x"),
        (b'{"at":"0001-01-01T00:00:00+14:00"}', b"x"),
        (b'{"at":"9999-12-31T23:59:59-14:00"}', b"x"),
        (b'{"at":"2026-03-12T07:30:00+00:00"}', b"a\0b"),
        (b'{"at":"2026-03-12T07:30:00+00:00"}', b"\xed\xa0\x80"),
    ],
)  # fmt: skip
def test_a_note_made_to_break_things_is_damaged_and_can_be_dropped(
    journal: Journal, head: bytes, text: bytes
) -> None:
    kept = leave(journal, "kestrel")
    path = planted(journal, head, text)
    found = {note.id: note for note in box(journal).all()}
    assert found[kept].text == "kestrel"
    assert found[path.stem].fault == "damaged"
    listed = {note.id: note for note in journal.notes.list()}
    assert listed[kept].text == "kestrel"
    journal.notes.drop(path.stem)
    assert not path.exists()


def test_of_a_flood_no_more_is_opened_than_can_be_left(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes_box, "MOST", 3)
    for _ in range(3):
        leave(journal, "kestrel")
    for _ in range(4):
        planted(journal, b"{}", b"")
    assert notes_box.waiting(journal.folder) == 7
    assert len(box(journal).all()) == len(notes_box.carried(journal.folder)) == 3
