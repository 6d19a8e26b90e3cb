"""The one history: rows are added, numbered, chained and never changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from reflect_app.crypto import chain
from reflect_app.vault import checks, history, schema
from reflect_app.vault.engine import memory_engine

NOW = "2026-03-12T07:30:00+00:00"


@pytest.fixture
def connection() -> Iterator[Connection]:
    with memory_engine().connect() as made:
        schema.create(made)
        yield made


def add(connection: Connection, id_: str, text: str, kind: history.Kind = "entry") -> int:
    return history.append(connection, kind, id_, "written", {"text": text}, NOW)[0]


def problems(connection: Connection) -> list[str]:
    return [problem.code for problem in checks.whole_chain(connection)]


def test_an_empty_chain_begins_at_nothing(connection: Connection) -> None:
    assert history.head(connection) == chain.GENESIS
    assert history.holds_link(connection, chain.GENESIS)
    assert list(history.walk(connection)) == []


def test_each_row_is_linked_to_the_one_before(connection: Connection) -> None:
    for place in range(3):
        add(connection, "ab"[place % 2], str(place))
    rows = list(history.walk(connection))
    assert [(row.seq, row.id, row.number) for row in rows] == [
        (1, "a", 1),
        (2, "b", 1),
        (3, "a", 2),
    ]
    previous = chain.GENESIS
    for row in rows:
        assert row.salt is not None
        assert row.content is not None
        assert row.digest == chain.digest(row.salt, row.content)
        assert row.link == chain.link(previous, row.id, row.kind, row.at, row.digest)
        previous = row.link
    assert history.head(connection) == previous
    assert all(history.holds_link(connection, row.link) for row in rows)
    assert not history.holds_link(connection, b"x" * 32)


def test_kinds_number_their_objects_apart(connection: Connection) -> None:
    add(connection, "a", "x")
    add(connection, "a", "x", "person")
    add(connection, "a", "x")
    assert history.latest_number(connection, "entry", "a") == 2
    assert history.latest_number(connection, "person", "a") == 1
    assert history.latest_number(connection, "entry", "b") == 0


def test_finding_rows(connection: Connection) -> None:
    for text in ("one", "two", "three"):
        add(connection, "a", text)
    newest = history.newest(connection, "entry", "a")
    first = history.at_number(connection, "entry", "a", 1)
    assert newest is not None
    assert first is not None
    assert newest.decoded().body == {"text": "three"}
    assert first.decoded().body == {"text": "one"}
    assert history.at_number(connection, "entry", "a", 4) is None
    assert history.newest(connection, "entry", "b") is None
    assert [row.number for row in history.of_object(connection, "entry", "a")] == [1, 2, 3]


def test_a_purge_leaves_no_content_and_a_chain_that_stands(connection: Connection) -> None:
    for id_ in ("a", "b", "a"):
        add(connection, id_, f"secret of {id_}")
    history.purge(connection, "entry", "a", NOW)
    rows = list(history.walk(connection))
    assert [(row.id, row.kind, row.content is None, row.salt is None) for row in rows] == [
        ("a", "entry", True, True),
        ("b", "entry", False, False),
        ("a", "entry", True, True),
        ("a", "tombstone", False, False),
    ]
    assert rows[-1].decoded().body == {"kind": "entry", "rows": [1, 3]}
    assert problems(connection) == []
    assert history.newest(connection, "entry", "a") is None
    add(connection, "a", "written again")
    assert history.latest_number(connection, "entry", "a") == 3
    assert problems(connection) == []


def test_content_that_is_gone_without_a_tombstone_is_damage(connection: Connection) -> None:
    for id_ in ("a", "b"):
        add(connection, id_, "x")
    connection.exec_driver_sql("UPDATE revision SET salt = NULL, content = NULL WHERE seq = 1")
    assert problems(connection) == ["missing"]


def test_a_tombstone_buries_only_what_it_names(connection: Connection) -> None:
    add(connection, "a", "x")
    add(connection, "a", "x", "person")
    history.purge(connection, "entry", "a", NOW)
    connection.exec_driver_sql("UPDATE revision SET salt = NULL, content = NULL WHERE seq = 2")
    assert problems(connection) == ["missing"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE revision SET id = 'c' WHERE seq = 2",
        "UPDATE revision SET kind = 'person' WHERE seq = 2",
        "UPDATE revision SET at = '2020' WHERE seq = 2",
        "UPDATE revision SET number = 9 WHERE seq = 2",
        "UPDATE revision SET salt = zeroblob(32) WHERE seq = 2",
        "UPDATE revision SET salt = NULL WHERE seq = 2",
        "UPDATE revision SET content = NULL WHERE seq = 2",
        "UPDATE revision SET digest = zeroblob(32) WHERE seq = 2",
        "UPDATE revision SET link = zeroblob(32) WHERE seq = 2",
        "UPDATE revision SET content = CAST(replace(content, 'two', 'TWO') AS BLOB) WHERE seq = 2",
        "DELETE FROM revision WHERE seq = 1",
        "DELETE FROM revision WHERE seq = 2",
        "UPDATE revision SET seq = 10 WHERE seq = 3",
    ],
)
def test_any_change_to_a_past_row_is_found(connection: Connection, change: str) -> None:
    for text in ("one", "two", "three"):
        add(connection, "a", text)
    assert problems(connection) == []
    connection.exec_driver_sql(change)
    assert problems(connection)


@given(
    st.dictionaries(st.text(max_size=5), st.text() | st.integers(-(2**53), 2**53) | st.booleans())
)
def test_a_body_comes_back_as_it_was(body: dict[str, object]) -> None:
    with memory_engine().connect() as connection:
        schema.create(connection)
        history.append(connection, "entry", "a", "written", body, NOW)
        row = history.newest(connection, "entry", "a")
    assert row is not None
    assert row.decoded().body == body
