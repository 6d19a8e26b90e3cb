"""Entries as the store keeps them: by the beginning of an id, revision by revision, to the end."""

from __future__ import annotations

import pytest

from reflect_app.core.entries import Comment
from reflect_app.errors import NotFoundError
from reflect_app.vault.verify import verify
from tests.vault.making import ZONE, Making, Writer


@pytest.fixture
def writer(making: Making) -> Writer:
    made = Writer(making.create())
    made.write("first", id_="abc1" + "0" * 12)
    made.write("second", id_="abc1" + "0" * 12)
    made.write("another", id_="abd2" + "0" * 12)
    return made


def test_an_entry_is_found_by_a_beginning_that_only_it_has(writer: Writer) -> None:
    whole = "abc1" + "0" * 12
    for beginning in (whole, "abc", "abc1"):
        assert writer.entries.find(beginning).id == whole
        assert writer.entries.find(beginning).answers["page"] == "second"
    assert writer.entries.find("abc", 1).answers["page"] == "first"
    assert writer.entries.completed("abd") == "abd2" + "0" * 12
    for beginning in ("", "ab", "f", "abc1_", "%"):
        with pytest.raises(NotFoundError):
            writer.entries.find(beginning)


def test_its_history_its_zone_and_its_comments(writer: Writer) -> None:
    whole = "abc1" + "0" * 12
    assert [(note.revision, note.change) for note in writer.entries.history(whole)] == [
        (1, "written"), (2, "written"),
    ]  # fmt: skip
    assert writer.entries.zone(whole) == ZONE
    comment = Comment("c", "page", "I see.", "Mel", "2026-03-12T07:30:00+00:00")
    writer.write("third", id_=whole, comments=(comment,))
    assert writer.entries.get(whole).comments == (comment,)
    recent = {entry.id for entry in writer.entries.recent("free", 5)}
    assert recent == {whole, "abd2" + "0" * 12}
    assert len(writer.entries.recent("free", 1)) == 1
    assert writer.entries.record_open(5) == []


def test_a_purge_leaves_no_wording(writer: Writer) -> None:
    whole = "abc1" + "0" * 12
    with writer.vault.writing() as tx:
        writer.entries.purge(tx, whole)
    for look in (writer.entries.get, writer.entries.history, writer.entries.zone):
        with pytest.raises(NotFoundError):
            look(whole)
    with pytest.raises(NotFoundError):
        writer.entries.find("abc")
    assert verify(writer.vault, deep=True).status == "clean"
