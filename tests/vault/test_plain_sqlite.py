"""The yardstick measures the same work: it finds, reads and saves what the vault does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from reflect_app.core.entries import Query
from reflect_app.vault.plain_sqlite import Plain, plain_copy
from reflect_app.vault.search_index import SearchIndex
from reflect_app.vault.verify import verify
from tests.vault.making import Making, Writer


@pytest.fixture
def writer(making: Making) -> Writer:
    writer = Writer(making.create())
    for day in (3, 1, 5, 2, 4):
        text = ("The kettle was on. " if day % 2 else "Cold tea. ") + "and so we sat " * 30
        writer.write(
            text, event=f"2026-03-{day:02d}T08:00:00+00:00", tags=("team", "night")[: day % 3]
        )
    writer.write("a kettle in the bin", deleted="2026-03-12T07:30:00+00:00")
    return writer


@pytest.fixture
def plain(making: Making, writer: Writer) -> Iterator[Plain]:
    with closing(Plain(plain_copy(writer.vault, making.root / "plain.db"))) as opened:
        yield opened


def test_the_copy_is_plain_and_the_vault_stays_as_it_was(
    making: Making, writer: Writer, plain: Plain
) -> None:
    assert (making.root / "plain.db").read_bytes().startswith(b"SQLite format 3\0")
    assert not making.place.database.read_bytes().startswith(b"SQLite")
    assert verify(writer.vault, deep=True).status == "clean"


@pytest.mark.parametrize("offset", [0, 2, 4, 7])
def test_a_slice_of_the_list_is_the_same(writer: Writer, plain: Plain, offset: int) -> None:
    ours = SearchIndex(writer.vault).page(Query(), offset, 2)
    assert plain.page(None, offset, 2) == ours
    assert ours.total == 5


def test_a_search_finds_the_same_and_cuts_the_same_place_out(writer: Writer, plain: Plain) -> None:
    ours = SearchIndex(writer.vault).page(Query("kettle"), 0, 50)
    theirs = plain.page('"kettle"', word="kettle")
    assert theirs.total == ours.total == 3
    assert [one.id for one in theirs.entries] == [one.id for one in ours.entries]
    assert all("kettle" in one.snippet for one in theirs.entries)
    late = plain.page('"sat"', word="tea").entries
    assert {"Cold tea." in one.snippet for one in late} == {True, False}
    assert plain.page('"zzyzx"') == SearchIndex(writer.vault).page(Query("zzyzx"), 0, 50)


def test_an_entry_is_read_at_its_newest(writer: Writer, plain: Plain) -> None:
    for summary in plain.page(None).entries:
        assert plain.entry(summary.id) == writer.entries.get(summary.id)


def test_a_save_is_there_after_the_file_is_opened_again(making: Making, plain: Plain) -> None:
    before = plain.page(None).total
    plain.save("words that stay")
    plain.save("and more of them")
    plain.close()
    with closing(Plain(making.root / "plain.db")) as again:
        found = again.page(None)
        assert found.total == before + 2
        assert [one.snippet for one in found.entries[:2]] == ["and more of them", "words that stay"]
        assert found.entries[0].tags == ("team",)
