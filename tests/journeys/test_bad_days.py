"""What a person sees when the disk is full, the vault is taken, broken, or an old copy."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from reflect_app.core.entries import EntryInput, Query
from tests.fixtures import PASSPHRASE, make_app
from tests.journeys import story
from tests.journeys.conftest import look_into
from tests.journeys.person import Person

pytestmark = pytest.mark.fault


@contextmanager
def no_room() -> Iterator[None]:
    """Nothing in this process can write past the first page of a file."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def vault_of(person: Person) -> Path:
    """Where this person's journal is."""
    return make_app(person.folder, person.clock).paths.default_vault


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process")
def test_a_disk_that_takes_no_more_keeps_what_was_typed(settled: Person) -> None:
    settled.start()
    settled.unlock()
    text = "cannot be lost " * 40
    with no_room():
        story.free_page(settled, text)
        settled.sees("The disk would not take", "Check the disk and try again.", "Try again")
        assert text in settled.text_of(story.PAGE)
        settled.press("Ctrl+L")
        settled.sees("Your last words could not be saved yet.", "Free some space")
        assert text not in settled.screen()
        assert settled.successor == []
    settled.tab_to("Try again")
    settled.press("Return")
    settled.follow()
    settled.sees("Saved and locked.")
    journal = look_into(settled)
    assert [draft.answers for draft in journal.drafts.list()] == [{"page": text}]
    assert journal.integrity.verify().status == "clean"
    journal.close()


def test_a_vault_in_use_elsewhere_can_be_read(settled: Person) -> None:
    app = make_app(settled.folder, settled.clock)
    other = app.vaults.unlock(vault_of(settled), PASSPHRASE)
    other.entries.write(EntryInput("free", {"page": "written in the other window"}))
    settled.start()
    settled.write(PASSPHRASE)
    settled.press("Return")
    settled.sees("since", "Open to read only")
    settled.tab_to("Open to read only")
    settled.press("Return")
    settled.sees("Open to read only: this journal is being written somewhere else.")
    settled.press("Ctrl+F")
    settled.write("other window")
    settled.sees("1 entry")
    settled.press("Down")
    settled.sees("written in the other window", story.PAGE)
    settled.close()
    other.close()


def test_a_damaged_vault_says_so_and_support_still_works(settled: Person) -> None:
    data = bytearray((vault_of(settled) / "vault.db").read_bytes())
    for place in range(100, len(data), 997):
        data[place] ^= 0xFF
    (vault_of(settled) / "vault.db").write_bytes(data)
    settled.start()
    settled.write(PASSPHRASE)
    settled.press("Return")
    settled.sees("The journal on this disk is damaged.", "newest backup", "See what can be saved…")
    assert "Traceback" not in settled.screen()
    settled.tab_to("I could do with some support")
    settled.press("Space")
    settled.sees("Samaritans", "116 123", "999")
    assert (vault_of(settled) / "vault.db").read_bytes() == bytes(data)


def test_an_older_copy_put_back_is_explained_and_can_be_gone_on_with(settled: Person) -> None:
    folder = vault_of(settled)
    app = make_app(settled.folder, settled.clock)
    journal = app.vaults.unlock(folder, PASSPHRASE)
    journal.entries.write(EntryInput("free", {"page": "from before the copy"}))
    journal.close()
    shutil.copytree(folder, settled.folder / "copy")
    settled.clock.at += timedelta(days=1)
    journal = app.vaults.unlock(folder, PASSPHRASE)
    journal.entries.write(EntryInput("free", {"page": "written since"}))
    journal.close()
    shutil.rmtree(folder)
    shutil.copytree(settled.folder / "copy", folder)
    settled.clock.at += timedelta(hours=1)
    settled.start()
    settled.write(PASSPHRASE)
    settled.press("Return")
    settled.sees("from Thursday 12 March 2026, 07:30", "one from Friday 13 March 2026, 07:30")
    settled.sees("You can read it; nothing can be written until you choose to go on with it.")
    settled.press("Ctrl+J")
    settled.sees("1 entry")
    settled.press("Down")
    settled.sees("from before the copy")
    settled.tab_to("Go on with this copy")
    settled.press("Return")
    settled.sees("You can write in this copy now.")
    story.free_page(settled, "written after going on")
    settled.press("Ctrl+Return")
    settled.sees("Just finished a shift", "Saved 08:30")
    settled.close()
    journal = look_into(settled)
    assert journal.entries.page(Query()).total == 2
    assert journal.integrity.verify().status == "clean"
    journal.close()
