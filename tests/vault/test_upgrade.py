"""Older tables are brought up to date behind a backup; newer ones are left alone."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection

from reflect_app.errors import DamagedError, ReflectError, VersionError
from reflect_app.vault import backup as backups
from reflect_app.vault import schema, upgrade
from reflect_app.vault.engine import memory_engine, new_file, open_engine
from reflect_app.vault.gate import OlderTablesError
from reflect_app.vault.keys import vault_key
from reflect_app.vault.state_hash import state_hash
from reflect_app.vault.upgrade import SHIPPED, Ladder
from reflect_app.vault.vault import Vault
from reflect_app.vault.verify import verify
from tests.helpers.sources import ROOT
from tests.vault.making import Making, Writer

NEXT = '''
"""A step that this Reflect does not have yet."""
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    {step}
'''
ADD = 'op.get_bind().exec_driver_sql("ALTER TABLE entry ADD COLUMN extra TEXT")'
# Rebuilding a table that others point at: with foreign keys on, this would empty `entry_tag`.
REBUILD = """run = op.get_bind().exec_driver_sql
    run("CREATE TABLE fresh AS SELECT * FROM entry")
    run("DROP TABLE entry")
    run("ALTER TABLE fresh RENAME TO entry")
    run("CREATE UNIQUE INDEX entry_key ON entry (key)")"""
LOSE = 'op.get_bind().exec_driver_sql("DELETE FROM revision WHERE seq = 2")'
CHANGE = "op.get_bind().exec_driver_sql(\"UPDATE revision SET content = x'7b7d' WHERE seq = 2\")"
BREAK = ADD + '\n    op.get_bind().exec_driver_sql("CREATE TABLE entry (x)")'


def tables(connection: Connection) -> list[tuple[str, str, str]]:
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master")
    return sorted((kind, name, re.sub(r"\s+", "", sql or "")) for kind, name, sql in rows)


def ladder(folder: Path, step: str) -> Ladder:
    steps = folder / "steps"
    shutil.copytree(SHIPPED.steps, steps, ignore=shutil.ignore_patterns("__pycache__"))
    (steps / "versions" / "v0002.py").write_text(NEXT.format(step=step), encoding="utf-8")
    return Ladder(steps, ("0001", "0002"))


@pytest.fixture
def writer(making: Making) -> Writer:
    writer = Writer(making.create())
    for place in range(3):
        writer.write(f"page {place}", tags=("team",))
    return writer


def opened(making: Making, old: Vault, steps: Ladder, *, write: bool = True) -> Vault:
    return making._kept(
        upgrade.open_vault(
            old.place, old.envelope, old.data_key, making.clock, write=write, ladder=steps
        )
    )


def test_the_steps_lead_to_exactly_the_tables_that_are_made_fresh(tmp_path: Path) -> None:
    path = tmp_path / "climbed.db"
    new_file(path)
    engine = open_engine(path, bytes(32))
    with engine.connect().execution_options(writing=True) as climbed, climbed.begin():
        upgrade.climb(climbed)
        with memory_engine().connect() as fresh:
            schema.create(fresh)
            assert tables(climbed) == tables(fresh)
            for query in (
                "SELECT * FROM alembic_version",
                "SELECT * FROM entry_fts_config ORDER BY k",
            ):
                assert (
                    climbed.exec_driver_sql(query).fetchall()
                    == fresh.exec_driver_sql(query).fetchall()
                )
    engine.dispose()


def test_the_newest_version_is_the_last_step_there_is() -> None:
    steps = [path.stem[1:] for path in (SHIPPED.steps / "versions").glob("v*.py")]
    assert sorted(steps) == list(schema.VERSIONS)


@pytest.mark.parametrize("step", [ADD, REBUILD])
def test_an_older_vault_is_brought_up_to_date_with_everything_in_it(
    making: Making, writer: Writer, step: str
) -> None:
    before = state_hash(writer.vault)
    making.close()
    steps = ladder(making.root, step)
    vault = opened(making, writer.vault, steps)
    assert state_hash(vault) == before
    assert (vault.rollback, vault.first_seen) == (None, False)
    with vault.reading() as connection:
        run = connection.exec_driver_sql
        assert run("SELECT version_num FROM alembic_version").scalar() == "0002"
        assert run("SELECT count(*) FROM entry_tag").scalar() == 3
    made = list(backups.first_place(making.place.folder).iterdir())
    assert len(made) == 1
    with backups.opened(made[0]) as backup:
        assert backup.header.entries == 3
    making.close()
    opened(making, writer.vault, steps)  # now it is an ordinary vault
    assert len(list(backups.first_place(making.place.folder).iterdir())) == 1


def test_reading_alone_changes_nothing_and_says_what_to_do(making: Making, writer: Writer) -> None:
    making.close()
    before = making.place.database.read_bytes()
    with pytest.raises(OlderTablesError, match="older"):
        opened(making, writer.vault, ladder(making.root, ADD), write=False)
    assert making.place.database.read_bytes() == before
    assert not backups.first_place(making.place.folder).exists()


@pytest.mark.parametrize("step", [LOSE, CHANGE, BREAK, "raise ValueError"])
def test_a_step_that_fails_or_harms_leaves_the_vault_as_it_was(
    making: Making, writer: Writer, step: str
) -> None:
    before = state_hash(writer.vault)
    making.close()
    with pytest.raises((ReflectError, ValueError)):
        opened(making, writer.vault, ladder(making.root, step))
    vault = making.open()
    assert state_hash(vault) == before
    assert verify(vault, deep=True).status == "clean"


def test_no_step_without_a_backup(making: Making, writer: Writer) -> None:
    making.close()
    backups.first_place(making.place.folder).write_text("a file in its place")
    with pytest.raises(ReflectError):
        opened(making, writer.vault, ladder(making.root, ADD))
    assert verify(making.open()).status == "clean"


def test_a_newer_vault_is_refused_untouched(making: Making, writer: Writer) -> None:
    making.close()
    vault = opened(making, writer.vault, ladder(making.root, ADD))
    making.close()
    before = {path: path.read_bytes() for path in making.place.folder.iterdir()}
    for write in (True, False):
        with pytest.raises(VersionError):
            opened(making, vault, SHIPPED, write=write)
    assert {path: path.read_bytes() for path in making.place.folder.iterdir()} == before


def test_a_rolled_back_vault_is_still_one_afterwards(making: Making, writer: Writer) -> None:
    making.close()
    shutil.copytree(making.place.folder, making.root / "old")
    Writer(making.open()).write("more", id_="ab" * 8)
    making.close()
    shutil.rmtree(making.place.folder)
    shutil.copytree(making.root / "old", making.place.folder)
    assert opened(making, writer.vault, ladder(making.root, ADD)).rollback is not None


def test_older_tables_in_a_file_are_told_from_damage(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    new_file(path)
    with pytest.raises(DamagedError):
        upgrade.migrate_older(path, bytes(32))


def test_an_ordinary_opening_never_imports_alembic(making: Making, writer: Writer) -> None:
    making.close()
    text = (
        "import sys; from pathlib import Path\n"
        "from tests.fixtures import PASSPHRASE, make_app\n"
        "app = make_app(Path(sys.argv[1]) / 'home')\n"
        "app.vaults.unlock(Path(sys.argv[2]), PASSPHRASE).close()\n"
        "print('alembic' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", text, str(making.root), str(making.place.folder)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "False\n"
    assert vault_key(writer.vault.data_key)
