"""Two computers: one that was said to be off and was not loses no word."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reflect_app.app import App
from reflect_app.core.entries import EntryInput
from reflect_app.errors import VaultInUseError, WrongPassphraseError
from reflect_app.services.journal import Journal
from tests.fixtures import PASSPHRASE, make_app


@pytest.fixture
def office(app: App, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journal]:
    """The journal, open for writing on another computer that is on after all."""
    app.vaults.create(app.paths.default_vault, PASSPHRASE).journal.close()
    with monkeypatch.context() as there:
        there.setattr(platform, "node", lambda: "OFFICE-2")
        made = app.vaults.unlock(app.paths.default_vault, PASSPHRASE)
    yield made
    made.close()


def home(app: App, folder: Path) -> App:
    """A computer of one's own that opens the same folder."""
    return make_app(folder / "home-computer")


def test_it_takes_the_passphrase_and_nothing_less(app: App, office: Journal) -> None:
    with pytest.raises(VaultInUseError, match="OFFICE-2") as refusal:
        app.vaults.unlock(office.folder, PASSPHRASE)
    assert refusal.value.elsewhere
    with pytest.raises(WrongPassphraseError):
        app.vaults.take_over(office.folder, "not the phrase")
    office.entries.write(EntryInput("free", {"page": "still mine"}))


def test_what_is_typed_after_that_waits_as_a_note_and_is_sealed_once(
    app: App, office: Journal, tmp_path: Path
) -> None:
    draft = office.drafts.start("free")
    office.drafts.save(replace(draft, answers={"page": "before"}))
    mine = home(app, tmp_path).vaults.take_over(office.folder, PASSPHRASE)
    assert [str(each.answers["page"]) for each in mine.drafts.list()] == ["before"]
    for words in ("before and aft", "before and after", "before and after"):
        with pytest.raises(VaultInUseError, match="taken over") as refusal:
            office.drafts.save(replace(draft, answers={"page": words}))
        assert "quick note" in refusal.value.hint
    with pytest.raises(VaultInUseError):
        office.entries.write(EntryInput("free", {"page": "refused"}))
    (note,) = mine.notes.list()
    assert note.text.endswith("\nbefore and after")
    assert mine.integrity.verify(deep=True).status == "clean"
    mine.close()


def test_a_long_page_waits_in_pieces_that_no_letter_is_lost_between(
    app: App, office: Journal, tmp_path: Path
) -> None:
    text = "ŵ🕊 " * 20_000
    mine = home(app, tmp_path).vaults.take_over(office.folder, PASSPHRASE)
    with pytest.raises(VaultInUseError):
        office.drafts.save(replace(office.drafts.start("free"), answers={"page": text}))
    notes = mine.notes.list()
    assert len(notes) > 1
    assert "".join(sorted((n.text for n in notes), key=lambda t: -len(t))).count("ŵ") == 20_000
    mine.close()


def test_an_empty_page_leaves_no_note(app: App, office: Journal, tmp_path: Path) -> None:
    mine = home(app, tmp_path).vaults.take_over(office.folder, PASSPHRASE)
    with pytest.raises(VaultInUseError):
        office.drafts.save(office.drafts.start("free"))
    assert mine.notes.list() == []
    mine.close()
