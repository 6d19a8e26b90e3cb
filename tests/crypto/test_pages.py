"""Pages opened by hand, against a file that SQLCipher itself wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlcipher3

from reflect_app.crypto.pages import PAGE_BYTES, USABLE_BYTES, PageKey

KEY = bytes(range(32))
WORDS = "The kettle was on before I had my coat off."


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path: Path = tmp_path_factory.mktemp("pages") / "some.db"
    database = sqlcipher3.connect(str(path))
    database.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    database.execute("CREATE TABLE note (words TEXT)")
    database.execute("INSERT INTO note VALUES (?)", (WORDS,))
    database.commit()
    database.close()
    return path.read_bytes()


def page(data: bytes, number: int) -> bytes:
    return data[(number - 1) * PAGE_BYTES : number * PAGE_BYTES]


def test_every_page_is_what_sqlite_wrote(written: bytes) -> None:
    key = PageKey(KEY, written[:16])
    pages = [
        key.opened(number, page(written, number))
        for number in range(1, len(written) // PAGE_BYTES + 1)
    ]
    assert len(pages) > 1
    assert all(sound for _, sound in pages)
    assert {len(plain) for plain, _ in pages} == {USABLE_BYTES}
    first, second = pages[0][0], pages[1][0]
    assert first.startswith(b"SQLite format 3\0\x10\x00")
    assert b"CREATE TABLE note" in first
    assert WORDS.encode() in second


def test_another_number_key_or_salt_does_not_fit(written: bytes) -> None:
    second = page(written, 2)
    assert not PageKey(KEY, written[:16]).opened(3, second)[1]
    assert not PageKey(KEY, bytes(16)).opened(2, second)[1]
    assert not PageKey(bytes(32), written[:16]).opened(2, second)[1]


@pytest.mark.parametrize("place", [0, 2000, USABLE_BYTES, USABLE_BYTES + 15, PAGE_BYTES - 1])
def test_a_flipped_byte_is_seen_and_the_rest_still_read(written: bytes, place: int) -> None:
    changed = bytearray(page(written, 2))
    changed[place] ^= 1
    plain, sound = PageKey(KEY, written[:16]).opened(2, bytes(changed))
    assert not sound
    assert WORDS.encode() in plain


def test_the_salt_of_the_first_page_is_no_part_of_its_mac(written: bytes) -> None:
    lost = b"\0" * 16 + page(written, 1)[16:]
    plain, sound = PageKey(KEY, written[:16]).opened(1, lost)
    assert sound
    assert plain.startswith(b"SQLite format 3\0")
