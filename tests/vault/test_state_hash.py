"""One figure for what is kept: the same where the same is kept, another where anything differs."""

from __future__ import annotations

import pytest

from reflect_app.vault.object_store import PeopleStore, SettingStore
from reflect_app.vault.state_hash import state_hash
from reflect_app.vault.vault import Place, Vault
from tests.vault.making import Making, Writer


def filled(making: Making, name: str) -> Vault:
    writer = Writer(making.create(Place(making.root / name, making.place.anchors)))
    writer.write("one", tags=("a",))
    writer.write("two")
    return writer.vault


def test_two_vaults_with_the_same_in_them(making: Making) -> None:
    assert state_hash(filled(making, "a")) == state_hash(filled(making, "b"))


@pytest.mark.parametrize("what", ["activity", "vault"])
def test_what_is_no_part_of_it(making: Making, what: str) -> None:
    vault = filled(making, "a")
    before = state_hash(vault)
    with vault.writing() as tx:
        tx.append(what, "x", "happened", {"some": "thing"})  # type: ignore[arg-type]
        tx.connection.exec_driver_sql("INSERT INTO draft VALUES ('d', 'now', x'7b7d')")
    assert state_hash(vault) == before


def test_what_was_purged_leaves_no_mark_in_it(making: Making) -> None:
    vault = filled(making, "a")
    before = state_hash(vault)
    writer = Writer(vault)
    gone = writer.write("gone", id_="ff" * 8)
    assert state_hash(vault) != before
    with vault.writing() as tx:
        writer.entries.purge(tx, gone)
    assert state_hash(vault) == before


def test_every_change_is_another_state(making: Making) -> None:
    vault = filled(making, "a")
    writer, seen = Writer(vault), {state_hash(vault)}
    for change in range(4):
        if change == 0:
            writer.write("another", id_="0" * 15 + "1")
        elif change == 1:
            writer.write("one", id_="0" * 15 + "1", tags=("a", "b"))
        else:
            with vault.writing() as tx:
                SettingStore(vault).put(tx, "role", f"worker {change}")
        seen.add(state_hash(vault))
    assert len(seen) == 5
    assert PeopleStore(vault).all() == []
