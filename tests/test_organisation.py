"""A machine-wide policy narrows and never widens; a broken one is said and takes no words away."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from reflect_app import organisation
from reflect_app.app import App
from reflect_app.core.entries import EntryInput
from reflect_app.errors import InvalidInputError
from reflect_app.organisation import Organisation
from tests.fixtures import PASSPHRASE, make_app

ALL = {
    "idle_minutes": 3,
    "quick_unlock": False,
    "unprotected_export": False,
    "leavers_copy": False,
    "support": [{"name": "Team line", "contact": "ext. 9"}],
}


def with_policy(folder: Path, policy: object) -> App:
    """The program on a computer whose administrator wrote this file."""
    site = folder / "home" / "site"
    site.mkdir(parents=True, exist_ok=True)
    text = policy if isinstance(policy, str) else json.dumps(policy)
    (site / "policy.json").write_text(text)
    return make_app(folder / "home")


def test_no_file_sets_nothing(app: App) -> None:
    assert app.organisation == Organisation()
    assert app.organisation.sentences() == ()
    assert app.idle_minutes == 5


def test_all_of_it_holds_and_is_said(tmp_path: Path) -> None:
    app = with_policy(tmp_path, {**ALL, "vault_places": [str(tmp_path / "ours")]})
    said = "\n".join(app.organisation.sentences())
    for words in ("3 minutes", "Quick unlock is off", "clear text", "leaving", "ours", "Team line"):
        assert words in said
    app.settings.change(idle_minutes=15)
    assert app.idle_minutes == 3
    app.settings.change(idle_minutes=2)
    assert app.idle_minutes == 2
    assert app.support()[0].name == "Team line"
    assert any("Samaritans" in line.name for line in app.support())
    assert app.usual_vault == tmp_path / "ours" / "journal"
    with pytest.raises(InvalidInputError) as refusal:
        app.vaults.create(tmp_path / "elsewhere", PASSPHRASE)
    assert refusal.value.name == "not-allowed"
    assert not (tmp_path / "elsewhere").exists()
    journal = app.vaults.create(app.usual_vault, PASSPHRASE).journal
    journal.entries.write(EntryInput("free", {"page": "mine"}))
    for refused in (
        lambda: app.vaults.quick.turn_on(journal.vault),
        lambda: journal.everything.export("json", tmp_path / "out.json"),
        lambda: journal.leaving.preview("entries"),
    ):
        with pytest.raises(InvalidInputError) as refusal:
            refused()
        assert refusal.value.name == "not-allowed"
    assert not (tmp_path / "out.json").exists()
    journal.backups.make()
    journal.close()


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 100_000,
        '{"idle_minutes": 0}',
        '{"quick_unlock": "no"}',
        '{"idle_minutes": true, "vault_places": "x", "support": [{}]}',
    ],
)
def test_a_broken_policy_is_said_and_takes_no_words_away(tmp_path: Path, broken: str) -> None:
    app = with_policy(tmp_path, broken)
    (problem, *_rest) = app.organisation.sentences()
    assert "Your organisation's policy" in problem
    found = app.organisation
    assert found.unprotected_export
    assert found.leavers_copy
    assert found.vault_places == ()
    assert not found.quick_unlock or found.idle_minutes == 5


def test_what_is_not_known_is_said_and_not_followed(tmp_path: Path) -> None:
    app = with_policy(tmp_path, {"send_report_to": "manager", "idle_minutes": 9})
    assert "send_report_to" in app.organisation.sentences()[-1]
    assert app.organisation.idle_minutes == 9


def test_it_has_no_word_for_a_reader_a_key_a_count_or_a_report() -> None:
    assert {field.name for field in fields(Organisation)} - {"problem", "unknown"} == {
        "idle_minutes", "quick_unlock", "unprotected_export", "leavers_copy", "vault_places",
        "support",
    }  # fmt: skip


def test_it_is_found_where_only_an_administrator_writes(app: App, tmp_path: Path) -> None:
    assert organisation.read(tmp_path / "none.json") == Organisation()
    assert app.paths.policy_file.parent.name == "site"
