"""The activity log: counts and kinds, in plain sentences, and nothing of what was written."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from reflect_app.app import App
from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput
from reflect_app.core.steps import to_the_end
from reflect_app.errors import InvalidInputError
from reflect_app.services.import_names import learning
from reflect_app.services.journal import Journal
from reflect_app.services.names import Reviewed
from tests.fixtures import PASSPHRASE
from tests.helpers import company


def sentences(journal: Journal) -> list[str]:
    return [line.sentence for line in journal.activity.newest()]


def test_it_tells_what_the_history_says_newest_first(journal: Journal) -> None:
    saved = journal.entries.write(EntryInput("free", {"page": "a canary sings"}))
    journal.entries.purge(saved.id)
    journal.activity.record("pack-saved", entries=3)
    journal.renew_recovery_words()
    told = sentences(journal)
    assert told == [
        "New recovery words were made.",
        "A pack of 3 entries was saved as a file.",
        "An entry, or a wording of it, was erased for good.",
        "The journal was made.",
    ]
    assert "canary" not in "".join(told)


def test_every_change_of_keys_has_a_sentence_of_its_own(journal: Journal) -> None:
    journal.keys.change_passphrase("a quite different phrase")
    assert sentences(journal)[0] == "The passphrase was changed."


def test_a_review_says_which_way_its_words_went(journal: Journal) -> None:
    journal.names.reviewed(Reviewed(replaced=2))
    to_the_end(learning(journal.names, [], Reviewed(left=1)))
    assert sentences(journal)[:2] == [
        "What could point to someone was looked through before entries were brought in.",
        "What could point to someone was looked through before a file was made.",
    ]


def test_sharing_is_told_in_sentences_too(journal: Journal, tmp_path: Path) -> None:
    journal.entries.write(EntryInput("what-so-what", {"what": "the boiler hums"}))
    company.keep(journal, tmp_path / "others")
    journal.inbox.clear()
    told = sentences(journal)
    assert "What others sent was erased." in told
    assert "A sealed file was opened." in told
    assert [line for line in told if ": " in line or not line.endswith(".")] == []


def test_something_unknown_is_told_by_its_names(journal: Journal) -> None:
    journal.activity.record("from-a-later-build", things=2)
    assert sentences(journal)[0] == "activity: from-a-later-build"


def test_old_lines_are_erased_behind_one_tombstone_and_the_chain_stands(
    journal: Journal, clock: FixedClock
) -> None:
    for count in range(3):
        journal.activity.record("pack-saved", entries=count + 1)
    clock.at += timedelta(days=366)
    journal.activity.record("pack-saved", entries=9)
    before = journal.integrity.state_hash()
    assert journal.activity.prune() == 3
    assert sentences(journal) == [
        "A line of this log was erased.",
        "A pack of 9 entries was saved as a file.",
        "The journal was made.",
    ]
    assert journal.activity.prune() == 0
    assert journal.integrity.verify(deep=True).status == "clean"
    assert journal.integrity.state_hash() == before


@pytest.mark.usefixtures("journal")
def test_a_reader_records_nothing(app: App) -> None:
    reader = app.vaults.unlock(app.paths.default_vault, PASSPHRASE, write=False)
    assert reader.activity.record("pack-saved", entries=1).at == ""
    assert sentences(reader) == ["The journal was made."]
    reader.close()


def test_while_everything_is_kept_no_line_goes(journal: Journal, clock: FixedClock) -> None:
    journal.activity.record("pack-saved", entries=1)
    clock.at += timedelta(days=366)
    journal.settings.set("keep_everything", True)
    with pytest.raises(InvalidInputError, match="keeping everything"):
        journal.activity.prune()
    assert "A pack of 1 entry was saved as a file." in sentences(journal)
