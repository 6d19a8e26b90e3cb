"""The way to the database: keyed, proved, strict, and silent about values."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from reflect_app.errors import (
    CancelledError,
    DamagedError,
    DiskFullError,
    FileProblemError,
    InvalidInputError,
    ReflectError,
    VaultInUseError,
)
from reflect_app.vault.engine import (
    _translated,
    address,
    check_encrypted,
    memory_engine,
    new_file,
    open_engine,
    plain_refusals,
)
from tests.helpers.sources import ROOT

KEY = bytes(range(32))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "some.db"
    new_file(path)
    run(path, "CREATE TABLE t (x TEXT UNIQUE)")
    return path


def run(
    path: Path, statement: str, *values: Any, key: bytes = KEY, write: bool = True
) -> list[Any]:
    engine = open_engine(path, key, write=write)
    try:
        with (
            plain_refusals(path),
            engine.connect().execution_options(writing=write) as connection,
            connection.begin(),
        ):
            result = connection.exec_driver_sql(statement, values)
            return list(result) if result.returns_rows else []
    finally:
        engine.dispose()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "truncate"), ("synchronous", 2), ("temp_store", 2), ("secure_delete", 1),
        ("foreign_keys", 1), ("trusted_schema", 0), ("cell_size_check", 1), ("fullfsync", 1),
        ("cipher_use_hmac", "1"), ("cipher_page_size", "4096"),
    ],
)  # fmt: skip
def test_every_connection_is_strict(database: Path, pragma: str, value: object) -> None:
    assert run(database, f"PRAGMA {pragma}") == [(value,)]


def test_a_reader_is_held_to_reading(database: Path) -> None:
    assert run(database, "PRAGMA query_only", write=False) == [(1,)]
    with pytest.raises(FileProblemError):
        run(database, "INSERT INTO t VALUES ('x')", write=False)


def test_the_file_is_noise_and_another_key_is_damage(database: Path) -> None:
    run(database, "INSERT INTO t VALUES (?)", "a canary sings")
    data = database.read_bytes()
    assert b"SQLite format" not in data
    assert b"canary" not in data
    check_encrypted(database)
    with pytest.raises(DamagedError):
        run(database, "SELECT * FROM t", key=bytes(32))


def test_a_plain_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plain.db"
    plain = sqlcipher.connect(str(path))
    plain.execute("CREATE TABLE t (x)")
    plain.close()
    with pytest.raises(DamagedError) as refusal:
        check_encrypted(path)
    assert refusal.value.name == "not-encrypted"
    with pytest.raises(DamagedError):
        run(path, "SELECT * FROM t")


@pytest.mark.parametrize("key", [b"", b"x" * 16, b"x" * 31, b"x" * 33, b"passphrase"])
def test_a_key_of_another_length_never_becomes_a_passphrase(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(ValueError, match="32"):
        open_engine(tmp_path / "x.db", key)


@pytest.mark.parametrize(
    ("path", "due"),
    [
        (PurePosixPath("/a b/ŵ?x#y%.db"), "file:///a%20b/%C5%B5%3Fx%23y%25.db"),
        (PureWindowsPath(r"C:\Users\Sam\v.db"), "file:///C%3A/Users/Sam/v.db"),
        (PureWindowsPath(r"\\server\home\v.db"), "file:////server/home/v.db"),
    ],
)
def test_a_path_becomes_an_address_that_sqlite_reads(path: PurePath, due: str) -> None:
    class There:
        """A path of any system, absolute already."""

        def absolute(self) -> PurePath:
            return path

    assert address(There()) == due  # type: ignore[arg-type]  # all that is asked of a path


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_a_name_that_is_no_text_works_too(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff\xfe.db")
    new_file(path)
    run(path, "CREATE TABLE t (x)")
    assert run(path, "SELECT count(*) FROM t") == [(0,)]


def test_no_file_is_ever_made_by_opening(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError):
        run(tmp_path / "none.db", "SELECT 1")
    assert not (tmp_path / "none.db").exists()


def test_a_wrong_key_says_nothing_on_stderr(database: Path) -> None:
    text = (
        "import sys; from pathlib import Path\n"
        "from reflect_app.vault.engine import open_engine, plain_refusals\n"
        "engine = open_engine(Path(sys.argv[1]), bytes(32))\n"
        "try:\n"
        "    with plain_refusals(Path('x')), engine.connect(): pass\n"
        "except Exception as problem: print(type(problem).__name__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", text, str(database)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("DamagedError\n", "")


class Spoken(sqlcipher.OperationalError):  # type: ignore[misc]  # the driver has no types
    """An error with a result code and a secret in its text."""

    def __init__(self, code: int) -> None:
        super().__init__("secret words full locked malformed")
        self.sqlite_errorcode = code


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (5, VaultInUseError), (6, VaultInUseError), (261, VaultInUseError), (13, DiskFullError),
        (9, CancelledError), (8, FileProblemError), (264, FileProblemError),
        (776, FileProblemError), (14, FileProblemError), (10, FileProblemError),
        (778, FileProblemError), (1034, FileProblemError), (7, ReflectError), (3082, ReflectError),
        (11, DamagedError), (267, DamagedError), (26, DamagedError), (1, DamagedError),
        (19, DamagedError),
    ],
)  # fmt: skip
def test_every_result_code_has_a_kind_and_repeats_nothing(
    code: int, kind: type[ReflectError]
) -> None:
    said = _translated(Spoken(code), Path("vault.db"))
    assert type(said) is kind
    assert "secret" not in said.message + said.hint
    assert said.message.endswith(".")


def test_values_never_come_out_of_an_error(database: Path) -> None:
    run(database, "INSERT INTO t VALUES (?)", "a canary sings")
    problems: list[ReflectError] = []
    for values in (("a canary sings",), ("a canary \ud800",), (10**40,)):
        with pytest.raises(ReflectError) as refusal:
            run(database, "INSERT INTO t VALUES (?)", *values)
        problems.append(refusal.value)
    assert isinstance(problems[1], InvalidInputError)
    for problem in problems:
        assert "canary" not in repr(problem) + problem.hint
        assert problem.__suppress_context__


def test_no_clear_file_is_written_by_a_long_sort(tmp_path: Path) -> None:
    """Sorting more than the cache holds spills somewhere; it must be memory."""
    text = (
        "import os; from pathlib import Path\n"
        "from reflect_app.vault.engine import memory_engine\n"
        "made = memory_engine().connect()\n"
        "run = made.exec_driver_sql\n"
        "run('PRAGMA cache_size=10')\n"
        "run('CREATE TABLE t (x)')\n"
        "run('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 200000)"
        " INSERT INTO t SELECT hex(randomblob(200)) FROM n')\n"
        "rows = iter(run('SELECT x FROM t ORDER BY x'))\n"
        "next(rows)\n"
        "links = [link for link in Path('/proc/self/fd').iterdir() if link.is_symlink()]\n"
        "print([name for name in map(os.path.realpath, links) if 'etilqs' in name])\n"
    )
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("needs /proc to see open files")
    done = subprocess.run(
        [sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, check=True,
        env={**os.environ, "TMPDIR": str(tmp_path), "SQLITE_TMPDIR": str(tmp_path)},
    )  # fmt: skip
    assert done.stdout == "[]\n"


def test_memory_is_gone_with_its_connection() -> None:
    engine = memory_engine()
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
    with engine.connect() as connection:
        assert list(connection.exec_driver_sql("SELECT * FROM sqlite_master")) == []


def test_after_a_failed_write_a_new_connection_is_made(database: Path) -> None:
    """The cache of a connection whose write failed is worth nothing."""
    opened: list[object] = []
    engine = open_engine(database, KEY, opened.append)
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
        resource.setrlimit(resource.RLIMIT_FSIZE, (database.stat().st_size, old[1]))
        with (
            pytest.raises(ReflectError) as refusal,
            plain_refusals(database),
            engine.connect().execution_options(writing=True) as connection,
            connection.begin(),
        ):
            connection.exec_driver_sql("INSERT INTO t VALUES (?)", ("x" * 100_000,))
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        assert isinstance(refusal.value, FileProblemError)
        with engine.connect() as connection:
            assert list(connection.exec_driver_sql("SELECT * FROM t")) == []
        assert len(opened) == 2
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        engine.dispose()
