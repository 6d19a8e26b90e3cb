"""Recovery words looked at once a year: three of them, and the vault cannot tell what they are."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from reflect_app.app import App
from reflect_app.core.clock import FixedClock
from reflect_app.crypto import recovery
from reflect_app.errors import WrongPassphraseError
from reflect_app.services.journal import Journal
from reflect_app.services.recovering import YEAR
from reflect_app.services.vaults import Created
from tests.fixtures import PASSPHRASE


@pytest.fixture
def created(app: App) -> Created:
    return app.vaults.create(app.paths.default_vault, PASSPHRASE)


def answers(journal: Journal, words: str) -> dict[int, str]:
    return {place: words.split()[place - 1] for place in journal.recovering.asks()}


def test_three_are_asked_for_after_a_year_and_not_again_for_another(
    created: Created, clock: FixedClock
) -> None:
    journal, words = created.journal, created.recovery_words
    assert not journal.recovering.due()
    clock.at += YEAR
    assert journal.recovering.due()
    asked = answers(journal, words)
    assert len(asked) == 3
    assert journal.recovering.check(asked) == ()
    assert not journal.recovering.due()
    clock.at += YEAR - timedelta(days=1)
    assert not journal.recovering.due()
    clock.at += timedelta(days=1)
    assert journal.recovering.due()
    journal.close()


def test_wrong_words_are_named_by_place_and_four_letters_are_enough(
    created: Created, clock: FixedClock
) -> None:
    journal, words = created.journal, created.recovery_words.split()
    clock.at += YEAR
    assert journal.recovering.check({2: f" {words[1][:4].upper()} "}) == ()
    others = [word for word in recovery.new_words().split() if word not in words]
    wrong = dict(enumerate(others[:20], 1))
    found = journal.recovering.check(wrong)
    assert len(found) > 14  # each passes by chance once in 32
    journal.close()


def test_the_vault_cannot_tell_what_the_words_are(created: Created) -> None:
    journal = created.journal
    with journal.vault.reading() as connection:
        rows = connection.exec_driver_sql("SELECT name, value FROM secret").all()
    (kept,) = (msgspec.json.decode(value) for name, value in rows if name == "recovery-check")
    unknown_bits = len(kept["marks"]) * (11 - 5) - 8
    assert unknown_bits >= 128
    assert all(0 <= mark < 32 for mark in kept["marks"])
    journal.close()


def test_new_words_and_a_new_key_are_asked_for_by_their_own(
    created: Created, app: App, clock: FixedClock
) -> None:
    journal = created.journal
    words = journal.renew_recovery_words()
    assert not journal.recovering.due()  # put off is said in its own words
    assert journal.recovering.check(answers(journal, words)) == ()
    folder = journal.folder
    journal.close()
    rotated = app.vaults.rotate(folder, PASSPHRASE)
    journal = rotated.journal
    assert journal.recovering.check(answers(journal, rotated.recovery_words)) == ()
    backup = journal.backups.make().out
    journal.close()
    again = app.vaults.restore(backup, folder.with_name("again"), PASSPHRASE)
    assert again.recovering.check(answers(again, rotated.recovery_words)) == ()
    again.close()


def test_a_journal_from_before_asks_for_all_of_them_once(created: Created) -> None:
    journal = created.journal
    with journal.vault.writing() as tx:
        tx.connection.exec_driver_sql("DELETE FROM secret WHERE name = 'recovery-check'")
    assert journal.recovering.asks() == ()
    with pytest.raises(WrongPassphraseError):
        journal.recovering.check_all(recovery.new_words())
    journal.recovering.check_all(", ".join(created.recovery_words.split()))
    assert journal.recovering.check(answers(journal, created.recovery_words)) == ()
    journal.close()
