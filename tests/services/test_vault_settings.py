"""Settings that live inside the vault."""

from __future__ import annotations

import pytest

from reflect_app.app import App
from reflect_app.errors import InvalidInputError
from reflect_app.services.journal import Journal
from reflect_app.services.vault_settings import DEFAULTS
from tests.fixtures import PASSPHRASE


def test_until_set_the_defaults_hold(journal: Journal) -> None:
    assert journal.settings.all() == DEFAULTS


def test_a_setting_is_there_the_next_time_and_the_same_again_saves_nothing(
    app: App, journal: Journal
) -> None:
    first = journal.settings.set("role", "worker")
    assert first.changes.settings == {"role"}
    state = journal.integrity.state_hash()
    assert journal.settings.set("role", "worker").revision == 0
    assert journal.integrity.state_hash() == state
    assert journal.settings.set("role", "senior").revision == 2
    journal.close()
    again = app.vaults.unlock(journal.folder, PASSPHRASE)
    assert again.settings.get("role") == "senior"
    again.close()


def test_an_unknown_name_is_a_mistake_of_ours(journal: Journal) -> None:
    for use in (lambda: journal.settings.get("none"), lambda: journal.settings.set("none", 1)):
        with pytest.raises(KeyError):
            use()


def test_what_cannot_be_written_down_is_refused_unrepeated(journal: Journal) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        journal.settings.set("display_name", "Sa\ud800m")
    assert "Sa" not in refusal.value.message + refusal.value.hint
    assert journal.settings.get("display_name") == ""
