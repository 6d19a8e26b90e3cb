"""Reading a damaged database by hand, page by page: rows, drafts and keys that are vouched for."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reflect_app.core.entries import Draft
from reflect_app.core.steps import to_the_end
from reflect_app.crypto import identity
from reflect_app.errors import NotFoundError
from reflect_app.vault import salvage
from reflect_app.vault.draft_store import DraftStore
from reflect_app.vault.keys import vault_key
from reflect_app.vault.salvage import Found
from reflect_app.vault.vault import Place
from reflect_app.vault.whole import WholeStore
from tests.vault.making import Making, Writer

PAGE = 4096
LONG = "a long night, " * 1_500  # on many pages of its own


@pytest.fixture
def writer(making: Making) -> Writer:
    """Long pages and short ones, one purged, one draft that was written twice."""
    made = Writer(making.create())
    for number in range(40):
        made.write(f"page {number} " + (LONG if number % 9 == 0 else "short"))
    drafts = DraftStore(made.vault)
    draft = Draft("d" * 16, "free", 1)
    with made.vault.writing() as tx:
        drafts.put(tx, draft)
        drafts.put(tx, replace(draft, answers={"page": "half a thought"}))
        WholeStore(made.vault).purge(tx, "entry", f"{2:016x}")
        tx.connection.exec_driver_sql("INSERT INTO secret VALUES ('names', x'7b7d')")
    return made


def read(making: Making, writer: Writer) -> Found:
    making.close()
    vault = writer.vault
    return to_the_end(salvage.read(making.place, vault.envelope, vault.data_key))


def entries(found: Found) -> list[str]:
    return [rows[0].id for rows in found.objects if rows[0].kind == "entry"]


def spoil(path: Path, number: int) -> None:
    """Noise in the midst of a page, which counts from 1."""
    data = bytearray(path.read_bytes())
    at = (number - 1) * PAGE + 2_000
    data[at : at + 64] = bytes(byte ^ 0x55 for byte in data[at : at + 64])
    path.write_bytes(data)


def test_everything_comes_out_of_a_sound_file(making: Making, writer: Writer) -> None:
    found = read(making, writer)
    assert (found.lost, found.bad_pages, found.to_the_end) == (0, 0, True)
    assert len(entries(found)) == 39
    assert [draft.answers for draft in found.drafts] == [{"page": "half a thought"}]
    assert found.objects[0][0].kind == "template"  # entries are read through them
    assert {"identity", "names"} <= set(found.secrets)
    mine = salvage.own_keys(found, writer.vault.envelope)
    assert mine is not None
    assert mine.public.hex() == writer.vault.envelope.public
    assert salvage.opens_a_page(making.place.database, vault_key(writer.vault.data_key))
    assert not salvage.opens_a_page(making.place.database, bytes(32))


def test_what_was_found_fills_a_new_vault_with_a_prompt_for_a_wording_that_is_lost(
    making: Making, writer: Writer
) -> None:
    found = read(making, writer)
    untold = replace(
        found, objects=tuple(rows for rows in found.objects if rows[0].kind != "template")
    )
    new = making.create(Place(making.root / "w", making.root / "anchors"))
    with new.writing() as tx:  # as whoever brings things out makes it: with no words of its own
        tx.connection.exec_driver_sql("DELETE FROM secret WHERE name = 'recovery-check'")
    asked: list[tuple[str, int]] = []

    def fallback(id_: str, version: int, _: dict[str, Any]) -> Any:
        asked.append((id_, version))
        return writer.template

    steps: Generator[tuple[int, int], None, None] = salvage.fill(new, untold, "old", fallback)
    told = list(steps)
    assert told == [(len(untold.objects), len(untold.objects))]
    assert asked == [(writer.template.id, writer.template.version)]
    other = Writer(new)
    assert other.entries.get(f"{1:016x}").answers["page"] == "page 0 " + LONG
    with pytest.raises(NotFoundError):  # what was purged does not come back
        other.entries.get(f"{2:016x}")
    (draft,) = DraftStore(new).all()
    assert draft.answers == {"page": "half a thought"}
    assert salvage.own_keys(found, new.envelope) is None  # a key that is another vault's


def test_each_page_costs_what_lay_on_it_and_no_more(making: Making, writer: Writer) -> None:
    making.close()
    whole = making.place.database.read_bytes()
    least = 39
    for number in range(1, len(whole) // PAGE + 1, 3):
        making.place.database.write_bytes(whole)
        spoil(making.place.database, number)
        found = read(making, writer)
        assert found.bad_pages == 1, number
        assert len(set(entries(found))) == len(entries(found))
        least = min(least, len(entries(found)))
    assert 20 < least < 39


def test_a_file_that_was_cut_short_or_is_noise_is_read_as_far_as_it_goes(
    making: Making, writer: Writer
) -> None:
    making.close()
    path = making.place.database
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2 + 100])
    half = read(making, writer)
    assert 0 < len(entries(half)) < 39
    assert not half.to_the_end
    assert half.seen > half.newest or half.seen == half.newest
    for data in (b"", b"\x5a" * 3 * PAGE, whole[:PAGE]):
        path.write_bytes(data)
        found = read(making, writer)
        assert entries(found) == []
        assert found.pages == len(data) // PAGE
    assert salvage.own_keys(replace(found, secrets={}), writer.vault.envelope) is None
    other = identity.new_identity()
    lying = replace(found, secrets={"identity": other.private})
    assert salvage.own_keys(lying, writer.vault.envelope) is None
