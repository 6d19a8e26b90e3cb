"""The Journal's filters by feeling and by what was shared, read from answers and from shares."""

from __future__ import annotations

from typing import Any

import pytest

from reflect_app.core.entries import Query
from reflect_app.services.templates import built_in
from reflect_app.vault.search_index import SearchIndex
from reflect_app.vault.share_store import SharedEntry, ShareRecord, ShareStore
from tests.vault.making import Making, Writer


@pytest.fixture
def writer(making: Making) -> Writer:
    made = Writer(making.create())
    made.template = built_in().get("after-shift")
    return made


def felt(writer: Writer, *feelings: str, **more: Any) -> str:
    return writer.write("", answers={"feelings": list(feelings), "leave_here": "kettle"}, **more)


def found(index: SearchIndex, text: str = "", **more: Any) -> set[str]:
    page = index.page(Query(text, **more), 0, 50)
    assert page.total == len(page.entries)
    for row, entry in enumerate(page.entries):
        assert index.position(Query(text, **more), entry.id) == row
    return {entry.id for entry in page.entries}


def test_a_feeling_as_the_entry_stands_now(writer: Writer) -> None:
    index = SearchIndex(writer.vault)
    assert found(index, feeling="exhausted") == set()
    one = felt(writer, "exhausted", "proud")
    two = felt(writer, "proud")
    for text in ("", "kettle"):
        assert found(index, text, feeling="exhausted") == {one}
        assert found(index, text, feeling="proud") == {one, two}
        assert found(index, text, feeling="exhaust") == found(index, text, feeling='"]') == set()
    felt(writer, "angry", id_=one)  # the earlier wording still lies in the history
    assert found(index, feeling="exhausted") == set()
    assert found(index, feeling="angry") == found(index, "kettle", feeling="angry") == {one}
    felt(writer, "angry", id_=one, deleted="2026-03-13T08:00:00+00:00")
    assert found(index, feeling="angry") == set()
    assert found(index, feeling="angry", binned=True) == {one}
    assert found(SearchIndex(writer.vault), feeling="proud") == {two}


def test_a_feeling_is_not_a_word_that_was_written(writer: Writer) -> None:
    index = SearchIndex(writer.vault)
    writer.write("", answers={"leave_here": 'exhausted "exhausted"'})
    assert found(index, feeling="exhausted") == set()
    assert len(found(index, "exhausted")) == 1


def test_what_was_never_committed_was_never_felt(writer: Writer) -> None:
    index = SearchIndex(writer.vault)
    one = felt(writer, "proud")

    def broken_off() -> None:
        with writer.vault.writing() as tx:
            writer.entries.put(tx, writer.entries.find(one), "Europe/London", "edited")
            assert found(index, feeling="proud") == {one}  # reads what is about to be undone
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken_off()
    other = felt(writer, "angry")
    assert found(index, feeling="proud") == {one}
    assert found(index, feeling="angry") == {other}


def test_what_was_ever_shared(writer: Writer) -> None:
    index, shares = SearchIndex(writer.vault), ShareStore(writer.vault)
    one, two = felt(writer, "exhausted"), felt(writer, "exhausted")
    assert found(index, shared=True) == set()
    assert found(index, shared=False) == {one, two}
    kept = SharedEntry(one, "ab" * 8, 1, ("feelings",))
    with writer.vault.writing() as tx:
        shares.put(tx, ShareRecord("cd" * 8, "ef" * 8, tx.at, "", "", (kept,), ()), "shared")
    for text in ("", "kettle"):
        assert found(index, text, shared=True) == {one}
        assert found(index, text, shared=True, feeling="exhausted") == {one}
        assert found(index, text, shared=True, feeling="proud") == set()
        assert found(index, text, shared=False, feeling="exhausted") == {two}
