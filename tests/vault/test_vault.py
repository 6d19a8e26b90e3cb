"""Opening, committing, and seeing that a vault is older than it was."""

from __future__ import annotations

import os
import shutil
import threading
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from reflect_app.crypto import slots
from reflect_app.errors import (
    CancelledError,
    DamagedError,
    FileProblemError,
    InvalidInputError,
    ReflectError,
    RolledBackError,
    VaultInUseError,
    VersionError,
)
from reflect_app.vault import envelope as envelopes
from reflect_app.vault.anchor import Anchor
from reflect_app.vault.gate import OlderTablesError
from reflect_app.vault.meta import get_meta, set_meta
from reflect_app.vault.vault import Vault
from tests.fixtures import CHEAP, CHEAP_POLICY, PASSPHRASE
from tests.vault.making import Making, Writer, bare


def counter(vault: Vault) -> int:
    with vault.reading() as connection:
        return int(get_meta(connection, "counter"))


def copied(making: Making, name: str = "old") -> Path:
    """The vault's folder as it lies on the disk now."""
    return Path(shutil.copytree(making.place.folder, making.root / name))


def put_back(making: Making, old: Path) -> None:
    shutil.rmtree(making.place.folder)
    shutil.copytree(old, making.place.folder)


def put_back_anchors(making: Making, old: Path) -> None:
    shutil.rmtree(making.place.anchors)
    shutil.copytree(old, making.place.anchors)


def test_every_commit_raises_the_counter_and_the_anchor_follows(making: Making) -> None:
    vault = making.create()
    writer = Writer(vault)
    for due in range(2, 6):
        writer.write("x")
        seen = Anchor(making.place.anchor(vault.envelope.instance), vault.data_key).read()
        assert seen is not None
        assert counter(vault) == seen.counter == due


def test_an_inner_write_is_part_of_the_outer_one(making: Making) -> None:
    vault = making.create()
    before = counter(vault)
    with vault.writing() as outer, vault.writing() as inner:
        assert inner is outer
    assert counter(vault) == before + 1


def test_nothing_is_kept_of_a_write_that_fails(making: Making) -> None:
    vault = making.create()
    before = counter(vault)
    with pytest.raises(ZeroDivisionError), vault.writing() as tx:
        set_meta(tx.connection, "last_backup", str(tx.append("activity", "a", "x", {})[0] // 0))
    assert counter(vault) == before
    assert vault.undone == 1
    making.close()
    assert making.open().rollback is None


def test_a_failed_write_takes_the_remembered_wording_with_it(making: Making) -> None:
    writer = Writer(making.create())
    with pytest.raises(ZeroDivisionError), writer.vault.writing():
        int(writer.write("lost"), 16) // 0
    kept = writer.write("kept", id_="00" * 8)
    making.close()
    assert Writer(making.open()).entries.get(kept).answers["page"] == "kept"


def test_readings_nest_and_a_write_inside_one_is_a_mistake(making: Making) -> None:
    vault = making.create()
    with vault.reading() as outer, vault.reading() as inner:
        assert inner is outer
    with vault.reading(), pytest.raises(RuntimeError), vault.writing():
        pass


def test_a_reader_reads_beside_the_writer_and_writes_nothing(making: Making) -> None:
    writer = Writer(making.create())
    reader = making.open(write=False)
    before = {path: path.read_bytes() for path in making.root.rglob("*") if path.is_file()}
    with reader.reading() as connection:
        assert get_meta(connection, "counter") == "1"
    after = {path: path.read_bytes() for path in making.root.rglob("*") if path.is_file()}
    assert after == before
    writer.write("later")
    assert counter(reader) == 2
    with pytest.raises(FileProblemError), reader.writing():
        pass
    with reader.reading() as connection, pytest.raises(Exception, match="readonly"):
        connection.exec_driver_sql("DELETE FROM meta")


def test_a_second_writer_is_refused(making: Making) -> None:
    making.create()
    with pytest.raises(VaultInUseError):
        making.open()
    making.close()
    assert making.open().writable


def test_the_same_state_and_a_later_one_are_clean(making: Making) -> None:
    writer = Writer(making.create())
    writer.write("one")
    anchor = making.place.anchor(writer.vault.envelope.instance)
    old = anchor.read_bytes()
    for _ in range(70):  # more than the newest rows that are looked at first
        writer.write("more")
    making.close()
    vault = making.open()
    assert (vault.rollback, vault.first_seen) == (None, False)
    making.close()
    anchor.write_bytes(old)
    vault = making.open()
    assert (vault.rollback, vault.first_seen) == (None, False)


def test_without_an_anchor_it_is_first_seen_and_nothing_else(making: Making) -> None:
    Writer(making.create()).write("one")
    making.close()
    shutil.rmtree(making.place.anchors)
    vault = making.open()
    assert vault.first_seen
    assert vault.rollback is None
    Writer(vault).write("two")
    making.close()
    assert not making.open().first_seen


def test_an_older_copy_names_both_dates_and_refuses_to_write(making: Making) -> None:
    writer = Writer(making.create())
    writer.write("one")
    making.close()
    old = copied(making)
    making.clock.at += timedelta(days=3)
    Writer(making.open()).write("two")
    making.close()
    put_back(making, old)
    vault = making.open()
    assert vault.rollback is not None
    said = vault.rollback.refusal().message
    assert "12 March 2026" in said
    assert "15 March 2026" in said
    with pytest.raises(RolledBackError), vault.writing():
        pass
    with vault.reading() as connection:
        assert get_meta(connection, "changed").startswith("2026-03-12")


def test_an_older_draft_only_is_an_older_copy_too(making: Making) -> None:
    vault = making.create()
    making.close()
    old = copied(making)
    vault = making.open()
    with vault.writing() as tx:
        tx.connection.exec_driver_sql("INSERT INTO draft VALUES ('d', 'now', x'7b7d')")
    making.close()
    put_back(making, old)
    assert making.open().rollback is not None


@pytest.mark.parametrize("writes", [1, 4])
def test_another_branch_is_seen_whatever_its_counter(making: Making, writes: int) -> None:
    Writer(making.create()).write("one")
    making.close()
    fork = copied(making)
    before = Path(shutil.copytree(making.place.anchors, making.root / "before"))
    Writer(making.open()).write("ours", id_="11" * 8)
    making.close()
    ours = Path(shutil.copytree(making.place.anchors, making.root / "ours"))
    put_back(making, fork)
    put_back_anchors(making, before)
    theirs = Writer(making.open())
    for place in range(writes):
        theirs.write("theirs", id_=f"{place:016x}")
    making.close()
    assert making.open().rollback is None
    making.close()
    put_back_anchors(making, ours)
    assert making.open().rollback is not None


def test_accepting_goes_on_chained_and_the_newer_copy_is_then_the_older_one(
    making: Making,
) -> None:
    Writer(making.create()).write("one")
    making.close()
    old = copied(making)
    writer = Writer(making.open())
    for _ in range(5):
        writer.write("lost")
    making.close()
    newer = copied(making, "newer")
    put_back(making, old)
    vault = making.open()
    vault.accept()
    assert vault.rollback is None
    Writer(vault).write("goes on", id_="33" * 8)
    making.close()
    vault = making.open()
    assert vault.rollback is None
    with vault.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT content FROM revision WHERE kind = 'vault' ORDER BY seq DESC LIMIT 1"
        ).scalar()
    assert found is not None
    assert b'"accepted"' in bytes(found)
    making.close()
    put_back(making, newer)
    assert making.open().rollback is not None


def new_phrase(vault: Vault, phrase: str) -> envelopes.Envelope:
    """The envelope of the next generation, opened by another passphrase."""
    at = vault.clock.now().isoformat(timespec="seconds")
    slot = slots.passphrase_slot(vault.data_key, phrase, at, CHEAP, CHEAP_POLICY)
    bare_one = msgspec.structs.replace(
        vault.envelope, generation=vault.envelope.generation + 1, slots=[slot]
    )
    return envelopes.signed(bare_one, vault.data_key)


def test_an_older_envelope_put_back_is_seen_until_it_is_accepted(making: Making) -> None:
    vault = making.create()
    old = (making.place.folder / envelopes.NAME).read_bytes()
    making.clock.at += timedelta(days=2)
    vault.envelope = new_phrase(vault, "another phrase")
    envelopes.write(making.place.folder, vault.envelope)
    with vault.writing() as tx:
        set_meta(tx.connection, "generation", str(vault.envelope.generation))
    making.close()
    (making.place.folder / envelopes.NAME).write_bytes(old)
    vault = making.open()
    assert vault.rollback is not None
    assert vault.rollback.part == "envelope"
    assert "12 March 2026" in vault.rollback.refusal().message
    assert "14 March 2026" in vault.rollback.refusal().message
    with pytest.raises(RolledBackError), vault.writing():
        pass
    vault.accept()
    making.close()
    assert making.open().rollback is None


def test_an_envelope_that_is_ahead_is_a_change_cut_short(making: Making) -> None:
    vault = making.create()
    envelopes.write(making.place.folder, new_phrase(vault, PASSPHRASE))
    making.close()
    assert making.open().rollback is None


def test_an_envelope_of_another_vault_is_damage(making: Making) -> None:
    making.create()
    other = Making(making.root / "other", making.clock)
    other.create()
    other.close()
    making.close()
    shutil.copy(other.place.folder / envelopes.NAME, making.place.folder)
    with pytest.raises(DamagedError):
        making.open()


def test_a_missing_database_is_damage_and_a_linked_one_is_refused(making: Making) -> None:
    making.create()
    making.close()
    os.link(making.place.database, making.root / "second-name")
    with pytest.raises(FileProblemError, match="linked"):
        making.open()
    (making.root / "second-name").unlink()
    making.open()
    making.close()
    making.place.database.unlink()
    with pytest.raises(DamagedError) as refusal:
        making.open()
    assert refusal.value.name == "database-missing"


@pytest.mark.parametrize(
    ("version", "refusal"), [("0000", VersionError), ("9999", VersionError), ("", VersionError)]
)
def test_tables_of_another_reflect_are_refused_untouched(
    making: Making, version: str, refusal: type[ReflectError]
) -> None:
    vault = making.create()
    making.close()
    with bare(making.place.database, vault.data_key) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    before = making.place.database.read_bytes()
    for write in (True, False):
        with pytest.raises(refusal):
            making.open(write=write)
    assert making.place.database.read_bytes() == before


def test_older_tables_are_told_apart(making: Making) -> None:
    vault = making.create()
    making.close()
    envelope, key = vault.envelope, vault.data_key
    with pytest.raises(OlderTablesError):
        Vault.open(making.place, envelope, key, making.clock, write=False, known=("0001", "0002"))


def test_the_order_is_commit_then_anchor_and_the_anchor_is_ready_before(making: Making) -> None:
    vault = making.create()
    making.close()
    shutil.rmtree(making.place.anchors)
    making.place.anchors.write_text("a file where the folder should be")
    vault = making.open()
    with pytest.raises(FileProblemError), vault.writing() as tx:
        tx.append("activity", "a", "x", {})
    assert counter(vault) == 1


def test_what_cannot_be_written_down_or_counted_is_said_without_being_repeated(
    making: Making,
) -> None:
    vault = making.create()
    for value in ("secret \ud800 words", 10**30):
        with pytest.raises(InvalidInputError) as refusal, vault.writing() as tx:
            tx.connection.exec_driver_sql("SELECT ?", (value,))
        assert "secret" not in str(refusal.value)
    assert counter(vault) == 1


def test_interrupting_stops_a_search_and_nothing_else(making: Making) -> None:
    vault = making.create()
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    )
    done = threading.Event()

    def pester() -> None:
        while not done.wait(0.005):
            vault.interrupt()

    thread = threading.Thread(target=pester)
    thread.start()
    try:
        with pytest.raises(CancelledError), vault.reading() as connection:
            connection.exec_driver_sql(endless).scalar()
    finally:
        done.set()
        thread.join()
    assert counter(vault) == 1
    Writer(vault).write("goes on")
    assert counter(vault) == 2


def test_closing_while_another_thread_interrupts(making: Making) -> None:
    done = threading.Event()
    making.create()
    vaults = [making.open(write=False)]

    def pester() -> None:
        while not done.is_set():
            vaults[-1].interrupt()

    thread = threading.Thread(target=pester)
    thread.start()
    try:
        for _ in range(20):
            vaults[-1].close()
            vaults.append(making.open(write=False))
    except CancelledError:  # opening runs statements too
        pass
    finally:
        done.set()
        thread.join()


def test_a_closed_vault_says_so(making: Making) -> None:
    vault = making.create()
    vault.close()
    vault.close()
    vault.interrupt()
    for use in (vault.reading, vault.writing):
        with pytest.raises(ReflectError) as refusal, use():
            pass
        assert refusal.value.name == "closed"


def test_two_dates_of_one_minute_are_told_apart(making: Making) -> None:
    making.create()
    making.close()
    old = copied(making)
    making.clock.at += timedelta(seconds=5)
    Writer(making.open()).write("two")
    making.close()
    put_back(making, old)
    vault = making.open(write=False)
    assert vault.rollback is not None
    said = vault.rollback.refusal().message
    assert "12 March 2026, 07:30:00" in said
    assert "12 March 2026, 07:30:05" in said
