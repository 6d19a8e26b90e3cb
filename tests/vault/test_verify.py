"""Whatever was changed behind the program's back is found, and named without its content."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reflect_app.core.entries import Draft
from reflect_app.core.steps import unpaced
from reflect_app.errors import CancelledError, DamagedError, ReflectError
from reflect_app.vault import backup as backups
from reflect_app.vault import engine as engine_module
from reflect_app.vault import history, rotation
from reflect_app.vault import vault as vault_module
from reflect_app.vault import verify as module
from reflect_app.vault.draft_store import DraftStore
from reflect_app.vault.engine import compact, stoppable
from reflect_app.vault.state_hash import state_hash
from reflect_app.vault.verify import Report, mend, verify
from tests.fixtures import CHEAP_POLICY, PASSPHRASE
from tests.vault.making import Making, Writer, bare
from tests.vault.pages import PAGE, RESERVE, decrypted


@pytest.fixture
def writer(making: Making) -> Writer:
    """A vault with a history: edits, tags, a binned entry, a purged one, a draft."""
    writer = Writer(making.create())
    for place in range(6):
        writer.write(f"a canary sings {place}", tags=("a canary tag", "team"))
    writer.write("edited", id_="0" * 15 + "1", tags=("team",))
    writer.write("binned", id_="0" * 15 + "2", deleted="2026-03-12T07:30:00+00:00")
    with writer.vault.writing() as tx:
        writer.entries.purge(tx, "0" * 15 + "3")
    return writer


def looked(making: Making, *, deep: bool = False, write: bool = True) -> Report:
    return verify(making.open(write=write), deep=deep)


def test_a_vault_with_a_history_is_clean(making: Making, writer: Writer) -> None:
    for deep in (False, True):
        report = verify(writer.vault, deep=deep)
        assert (report.status, report.problems) == ("clean", ())
        assert (report.entries, report.revisions) == (5, 11)
        assert report == looked(making, deep=deep, write=False)


def outcome(making: Making) -> Report:
    """What the command line says: the report, also where the vault cannot be opened."""
    try:
        return looked(making, deep=True, write=False)
    except DamagedError as problem:
        return module.damaged(problem)


CHANGES = {
    "chain": "UPDATE revision SET content = CAST(replace(content, 'canary', 'magpie') AS BLOB)"
    " WHERE seq = 4",
    "missing": "UPDATE revision SET content = NULL, salt = NULL WHERE seq = 4",
    "list": "DELETE FROM entry WHERE id = '0000000000000004'",
    "index": "DELETE FROM entry_text WHERE title = 'Title 4'",
    "references": "UPDATE entry SET seq = 9999 WHERE id = '0000000000000004'",
}
DEEP_CHANGES = {
    "a title": "UPDATE entry SET title = 'Another' WHERE id = '0000000000000004'",
    "a date": "UPDATE entry SET day = '2020-01-01' WHERE id = '0000000000000004'",
    "an order": "UPDATE entry SET key = key + (1 << 40) WHERE id = '0000000000000001'",
    "a text": "UPDATE entry_text SET body = 'another text' WHERE title = 'Title 4'",
    "a tag": "DELETE FROM entry_tag WHERE tag = 'team'",
    "one more tag": "INSERT INTO entry_tag SELECT 'new', key FROM entry",
    "a wording": "UPDATE live SET seq = 1 WHERE kind = 'template'",
    "the index alone": "DELETE FROM entry_fts WHERE entry_fts MATCH 'canary'",
}


@pytest.mark.parametrize("code", CHANGES)
def test_a_change_by_somebody_with_the_key_is_found(
    making: Making, writer: Writer, code: str
) -> None:
    making.close()
    with bare(making.place.database, writer.vault.data_key) as connection:
        connection.execute(CHANGES[code])
    report = looked(making)
    assert report.status == "damaged"
    assert code in {problem.code for problem in report.problems}
    said = " ".join(problem.message for problem in report.problems)
    assert not re.search("canary|magpie|Title", said)


@pytest.mark.parametrize("what", DEEP_CHANGES)
def test_a_changed_list_is_found_by_the_deep_look(
    making: Making, writer: Writer, what: str
) -> None:
    making.close()
    with bare(making.place.database, writer.vault.data_key) as connection:
        connection.execute(DEEP_CHANGES[what])
    report = looked(making, deep=True)
    assert report.status == "damaged"
    assert report.problems


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE revision SET content = x'00' WHERE seq = 4",
        "UPDATE revision SET content = 'text' WHERE seq = 4",
        "DELETE FROM alembic_version",
        "DELETE FROM meta",
        "DROP TABLE entry_text",
        "DROP TABLE entry_fts",
        "DROP TABLE revision",
        "UPDATE meta SET value = 'ff' WHERE name = 'instance'",
        "UPDATE meta SET value = 'ff' WHERE name = 'public_hash'",
    ],
)
def test_even_a_vault_turned_inside_out_is_only_damaged(
    making: Making, writer: Writer, change: str
) -> None:
    making.close()
    with bare(making.place.database, writer.vault.data_key) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute(change)
    report = outcome(making)
    assert report.status == "damaged"
    assert report.problems


def flipped(path: Path, place: int) -> None:
    with path.open("r+b") as data:
        data.seek(place)
        old = data.read(1)[0]
        data.seek(place)
        data.write(bytes([old ^ 0x10]))


def test_a_flipped_byte_in_any_page_is_found(making: Making, writer: Writer) -> None:
    making.close()
    whole = making.place.database.read_bytes()
    for page in range(len(whole) // 4096):
        for place in (page * 4096 + 17, page * 4096 + 2100, page * 4096 + 4095):
            flipped(making.place.database, place)
            assert outcome(making).status == "damaged", place
            making.close()
            making.place.database.write_bytes(whole)
    assert looked(making).status == "clean"


@pytest.mark.parametrize(
    "change", [lambda n: n - 4096, lambda n: n - 512, lambda n: n // 2, lambda _: 0]
)
def test_a_file_cut_short_is_found(
    making: Making, writer: Writer, change: Callable[[int], int]
) -> None:
    making.close()
    data = making.place.database.read_bytes()
    making.place.database.write_bytes(data[: change(len(data))])
    assert outcome(making).status == "damaged"


def test_a_longer_file_is_found(making: Making, writer: Writer) -> None:
    making.close()
    with making.place.database.open("ab") as data:
        data.write(bytes(4096))
    report = looked(making)
    assert report.status == "damaged"
    assert "size" in {problem.code for problem in report.problems}


def test_a_sweep_that_was_killed_before_it_cut_the_file_off_is_no_damage(
    making: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite commits the new pages first and shortens the file afterwards."""
    monkeypatch.setattr(vault_module, "SWEPT_AT_ONCE", 0)
    writer = Writer(making.create())
    for place in range(4):
        writer.write("word " * 4000, id_=f"{place:016x}")
    with writer.vault.writing() as tx:
        for place in range(3):
            writer.entries.purge(tx, f"{place:016x}")
    database = making.place.database
    before = database.read_bytes()
    compact(writer.vault._engine, database, "SELECT 1", unpaced)  # what was due stays due
    making.close()
    size = database.stat().st_size
    assert size < len(before)
    with database.open("ab") as data:
        data.write(before[size:])
    assert looked(making, deep=True, write=False).status == "clean"
    with database.open("ab") as data:
        data.write(bytes(512))
    assert looked(making, write=False).status == "damaged"
    with database.open("rb+") as data:
        data.truncate(len(before))
    monkeypatch.undo()
    assert looked(making).status == "clean"
    assert database.stat().st_size == size


def test_a_sweep_that_is_stopped_changes_nothing_and_stays_due(
    making: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault_module, "SWEPT_AT_ONCE", 0)
    monkeypatch.setattr(engine_module, "_OFTEN", 10)
    writer = Writer(making.create())
    for place in range(2):
        writer.write("word " * 4000, id_=f"{place:016x}")
    with writer.vault.writing() as tx:
        writer.entries.purge(tx, f"{0:016x}")
    size = making.place.database.stat().st_size
    asked: list[int] = []

    def stop(done: int, of: int) -> None:
        asked.append(done + of)
        raise CancelledError("Stopped.")

    writer.vault.pace = stop
    writer.vault.sweep()
    assert asked
    assert making.place.database.stat().st_size == size
    writer.vault.pace = unpaced
    writer.vault.sweep()
    assert making.place.database.stat().st_size < size
    making.close()
    assert looked(making, deep=True, write=False).status == "clean"


def test_an_older_copy_that_is_whole_is_rolled_back_not_damaged(
    making: Making, writer: Writer
) -> None:
    making.close()
    shutil.copytree(making.place.folder, making.root / "old")
    Writer(making.open()).write("more", id_="ab" * 8)
    making.close()
    shutil.rmtree(making.place.folder)
    shutil.copytree(making.root / "old", making.place.folder)
    report = looked(making, deep=True)
    assert report.status == "rolled-back"
    assert [problem.code for problem in report.problems] == ["rolled-back"]


def test_a_damaged_anchor_is_reported_and_alarms_nobody(making: Making, writer: Writer) -> None:
    making.close()
    anchor = making.place.anchor(writer.vault.envelope.instance)
    flipped(anchor, 100)
    report = looked(making)
    assert (report.status, [problem.code for problem in report.problems]) == ("clean", ["anchor"])
    making.close()
    anchor.write_bytes(b"")
    report = looked(making)
    assert (report.status, report.first_seen, report.problems) == ("clean", True, ())


def test_very_many_problems_are_cut_off(making: Making) -> None:
    writer = Writer(making.create())
    with writer.vault.writing():
        for place in range(80):
            writer.write(str(place))
    making.close()
    with bare(making.place.database, writer.vault.data_key) as connection:
        connection.execute("UPDATE revision SET digest = zeroblob(32)")
    assert len(looked(making).problems) == 50


class Stopper:
    """A pace that stops the work at its nth call."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, done: int, of: int) -> None:
        self.left -= 1
        if self.left <= 0:
            raise CancelledError("Stopped.")


def test_a_stopped_look_says_nothing_of_damage(making: Making, writer: Writer) -> None:
    vault = writer.vault
    for place in (1, 2, 3):
        vault.pace = Stopper(place)
        with pytest.raises(ReflectError) as refusal:
            verify(vault)
        assert refusal.value.name == "cancelled"
    vault.pace = unpaced
    assert verify(vault, deep=True).status == "clean"


def test_a_statement_without_end_is_stopped_by_the_pace(making: Making, writer: Writer) -> None:
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c"
    pace = Stopper(3)
    with (
        pytest.raises(CancelledError),
        writer.vault.reading() as connection,
        stoppable(connection, pace),
    ):
        connection.exec_driver_sql(endless).scalar()
    assert pace.left == 0
    assert verify(writer.vault).status == "clean"


def test_drafts_are_no_part_of_the_chain(making: Making, writer: Writer) -> None:
    with writer.vault.writing() as tx:
        tx.connection.exec_driver_sql("INSERT INTO draft VALUES ('d', 'now', x'7b7d')")
        DraftStore(writer.vault).remove(tx, "d")
    assert verify(writer.vault, deep=True).status == "clean"


def torn(making: Making, writer: Writer) -> int:
    """Leave free pages in the vault, close it, and tear them; how many there were."""
    store = DraftStore(writer.vault)
    for drafts in (store.put, lambda tx, draft: store.remove(tx, draft.id)):
        with writer.vault.writing(sweep=False) as tx:
            drafts(tx, Draft("d1", "free", 1, {"page": "long " * 8000}))
    making.close()
    plain = decrypted(making.place.folder, PASSPHRASE)
    trunk = (int.from_bytes(plain[32:36]) - 1) * (PAGE - RESERVE)  # sqlite.org/fileformat2
    leaves = int.from_bytes(plain[trunk + 4 : trunk + 8])
    data = bytearray(making.place.database.read_bytes())
    for place in range(trunk + 8, trunk + 8 + 4 * leaves, 4):
        at = (int.from_bytes(plain[place : place + 4]) - 1) * PAGE
        data[at + 512 : at + 1024] = b"\x5a" * 512
    making.place.database.write_bytes(data)
    return leaves


@pytest.mark.parametrize("by", ["mend", "backup", "rotation"])
def test_torn_pages_that_nothing_uses_are_told_of_and_written_anew(
    making: Making, writer: Writer, by: str
) -> None:
    assert torn(making, writer) > 3
    for deep in (False, True):
        report = looked(making, deep=deep, write=False)
        assert (report.status, [one.code for one in report.problems]) == ("clean", ["unused-page"])
        making.close()
    reader = making.open(write=False)
    assert not mend(reader)
    reader.close()
    vault = making.open()
    due = state_hash(vault)
    if by == "mend":
        assert mend(vault)
        assert not mend(vault)  # there is nothing left to mend
    elif by == "backup":
        with backups.opened(backups.make(vault, making.root / "backups").out) as backup:
            backup.check(vault.data_key)
    else:
        vault, _ = rotation.rotate(vault, PASSPHRASE, CHEAP_POLICY)
    try:
        assert verify(vault, deep=True).problems == ()
        assert state_hash(vault) == due
    finally:
        vault.close()


def test_a_used_page_is_never_mended_and_goes_into_no_copy(making: Making, writer: Writer) -> None:
    torn(making, writer)
    data = bytearray(making.place.database.read_bytes())
    vault = making.open()
    vault.close()
    data[3 * PAGE + 512 : 3 * PAGE + 1024] = b"\x5a" * 512
    making.place.database.write_bytes(data)
    with pytest.raises(DamagedError):
        backups.make(making.open(), making.root / "backups")
    assert not list((making.root / "backups").glob("*.reflect-backup"))
    making.close()
    assert outcome(making).status == "damaged"


def test_a_sound_row_that_says_what_no_reflect_writes_is_damage(
    making: Making, writer: Writer
) -> None:
    """By somebody with the key, who goes on with the chain as we would."""
    with writer.vault.writing() as tx:
        history.append(tx.connection, "entry", "0" * 15 + "4", "written", {"no": "entry"}, tx.at)
    assert verify(writer.vault).status == "clean"
    report = verify(writer.vault, deep=True)
    assert report.status == "damaged"
    assert {one.code for one in report.problems} & {"content", "list"}
