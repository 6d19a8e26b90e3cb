"""A machine-wide policy narrows and never widens; a broken one is said and takes no words away."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest

from reflect_app import organisation
from reflect_app.app import App
from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput
from reflect_app.errors import InvalidInputError
from reflect_app.organisation import Organisation
from reflect_app.services.exchange import ExchangeState
from reflect_app.services.prompt_packs import PackLook
from reflect_app.services.templates import built_in
from tests.fixtures import PASSPHRASE, make_app
from tests.helpers.circle import circle

ALL = {
    "idle_minutes": 3,
    "quick_unlock": False,
    "unprotected_export": False,
    "leavers_copy": False,
    "support": [{"name": "Team line", "contact": "ext. 9"}],
}


def with_policy(folder: Path, policy: object, clock: FixedClock | None = None) -> App:
    """The program on a computer whose administrator wrote this file."""
    site = folder / "home" / "site"
    site.mkdir(parents=True, exist_ok=True)
    text = policy if isinstance(policy, str) else json.dumps(policy)
    (site / "policy.json").write_text(text)
    return make_app(folder / "home", clock)


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
        '{"received_keep_days": 29, "exchange_places": [3], "quick_unlock": 0}',
        '{"prompt_packs": ["three words only"], "idle_minutes": 16}',
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
    assert found.vault_places == found.exchange_places == ()
    assert found.received_keep_days == 0
    assert found.prompt_packs == (() if "prompt_packs" in broken else None)
    assert not found.quick_unlock or found.idle_minutes == 5


def test_sealed_files_come_and_go_only_where_it_says(tmp_path: Path) -> None:
    ours, other = tmp_path / "ours", tmp_path / "other"
    for folder in (ours / "in", other):
        folder.mkdir(parents=True)
    journal = make_app(tmp_path / "home").vaults.create(tmp_path / "v", PASSPHRASE).journal
    journal.exchange.set(other)
    journal.close()
    app = with_policy(tmp_path, {"exchange_places": [str(ours)]})
    assert str(ours) in "".join(app.organisation.sentences())
    journal = app.vaults.unlock(tmp_path / "v", PASSPHRASE)
    journal.tidy()  # what was chosen before keeps nobody from opening
    state = journal.exchange.state()
    assert (state.folder, state.there) == (str(other), False)
    assert state.refusal == f"{other} cannot be the exchange folder."
    for refused in (
        lambda: journal.exchange.set(other),
        lambda: journal.exchange.set(tmp_path / "ours" / ".." / "other"),
        journal.exchange.receive,
    ):
        with pytest.raises(InvalidInputError) as refusal:
            refused()
        assert refusal.value.name == "not-allowed"
    journal.exchange.set(ours / "in")
    assert journal.exchange.state() == ExchangeState(str(ours / "in"), True, 0)
    assert journal.exchange.receive() == ()
    journal.close()


@pytest.mark.parametrize(("own", "last"), [(0, 30), (45, 30), (7, 7)])
def test_what_others_sent_is_kept_no_longer_than_it_says(
    tmp_path: Path, own: int, last: int
) -> None:
    with circle(tmp_path) as ring:
        ann, ben = ring.join("Ann"), ring.join("Ben")
        ring.meet(ann, ben)
        _share, path = ring.share(ann, ben, ring.write(ann))
        ben.journal.inbox.receive(path)
        ben.journal.settings.set("received_keep_days", own)
        ben.app = with_policy(tmp_path / "Ben", {"received_keep_days": 30}, ring.clock)
        assert "30 days" in "".join(ben.app.organisation.sentences())
        ben.reopen()
        for _day in range(last - 1):  # a clock that leaps is not believed
            ring.clock.at += timedelta(days=1)
            ben.journal.tidy()
            assert len(ben.journal.inbox.list()) == 1
        ben.journal.settings.set("keep_everything", True)
        ring.clock.at += timedelta(days=1, hours=1)  # the clocks go forward in March
        ben.journal.tidy()
        assert len(ben.journal.inbox.list()) == 1
        ben.journal.settings.set("keep_everything", False)
        ben.journal.tidy()
        assert not ben.journal.inbox.list()


def test_prompt_packs_come_in_only_from_those_it_names(tmp_path: Path) -> None:
    maker = make_app(tmp_path / "maker").vaults.create(tmp_path / "m", PASSPHRASE).journal
    maker.templates.add(replace(built_in().get("after-shift"), id="norfolk:in", version=1))
    pack = maker.prompt_packs.export(("norfolk:in",), tmp_path / "ours.toml").out
    words = maker.contacts.own_card().fingerprint
    taken = maker.prompt_packs.inspect(pack)
    assert taken.signer.standing == "you"
    maker.close()
    make_app(tmp_path / "home").vaults.create(tmp_path / "v", PASSPHRASE).journal.close()

    def look(policy: object) -> PackLook:
        app = with_policy(tmp_path, policy)
        with closing(app.vaults.unlock(tmp_path / "v", PASSPHRASE)) as journal:
            return journal.prompt_packs.inspect(pack)

    somebody = " ".join(["abandon"] * 12)
    refused: tuple[object, ...] = ([], [somebody], False)
    for nobody in refused:
        assert "does not let in" in look({"prompt_packs": nobody}).refusal, nobody
    assert look({"prompt_packs": [somebody, f"  {words.upper()} "]}).refusal == ""
    assert look({}).refusal == ""
    app = with_policy(tmp_path, {"prompt_packs": []})
    assert "No prompt packs of others" in "".join(app.organisation.sentences())
    with closing(app.vaults.unlock(tmp_path / "v", PASSPHRASE)) as journal:
        with pytest.raises(InvalidInputError) as refusal:
            journal.prompt_packs.take(pack)
        assert refusal.value.name == "pack-refused"
        assert journal.templates.held("norfolk:in") is None
        mine = replace(built_in().get("after-shift"), id="own:mine", version=1)
        journal.templates.add(mine)
        own = journal.prompt_packs.export(("own:mine",), tmp_path / "own.toml").out
        assert journal.prompt_packs.inspect(own).refusal == ""


def test_what_is_not_known_is_said_and_not_followed(tmp_path: Path) -> None:
    app = with_policy(tmp_path, {"send_report_to": "manager", "idle_minutes": 9})
    assert "send_report_to" in app.organisation.sentences()[-1]
    assert app.organisation.idle_minutes == 9


def test_it_has_no_word_for_a_reader_a_key_a_count_or_a_report() -> None:
    assert {field.name for field in fields(Organisation)} - {"problem", "unknown"} == {
        "idle_minutes", "quick_unlock", "unprotected_export", "leavers_copy", "vault_places",
        "support", "exchange_places", "received_keep_days", "prompt_packs",
    }  # fmt: skip


def test_it_is_found_where_only_an_administrator_writes(app: App, tmp_path: Path) -> None:
    assert organisation.read(tmp_path / "none.json") == Organisation()
    assert app.paths.policy_file.parent.name == "site"
