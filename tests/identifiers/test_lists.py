"""The lists: what is in them, and that hand-written and built ones agree."""

from __future__ import annotations

from reflect_app.assets import read_text
from reflect_app.identifiers.lists import (
    GIVEN,
    MOSTLY,
    NAMES,
    SURNAME,
    WELSH,
    WORD,
    WORDY,
    lexicon,
)


def test_words_names_and_places() -> None:
    lists = lexicon()
    assert lists.flags("agnieszka") & GIVEN
    assert lists.flags("penny") & MOSTLY
    assert lists.flags("will") & WORDY
    assert lists.flags("kowalczyk") & SURNAME
    assert lists.flags("tablet") & WORD
    assert lists.flags("wedi") & WELSH
    assert lists.flags("zzqx") == 0
    assert lists.places["barnsley"] == "T"
    assert "moss side" in lists.places


def test_a_word_longer_than_any_is_not_looked_up() -> None:
    assert lexicon().flags("a" * 100_000) == 0


def test_every_list_has_its_notice() -> None:
    notices = read_text("identifiers/NOTICES.md")
    for name in ("words", "given", "both", "surnames", "places", "never", "terms", "welsh"):
        assert f"{name}.txt" in notices
    for source in ("SCOWL", "Faker", "GeoNames", "nicknames", "names"):
        assert source in notices


def test_jargon_is_nobodys_name() -> None:
    lists = lexicon()
    taken = {
        word
        for line in read_text("identifiers/terms.txt").splitlines()
        if not line.startswith("#")
        for word in line.split()
        if lists.flags(word) & GIVEN
    }
    assert taken <= {"bev", "babs", "tara", "ken"}, taken


def test_no_pseudonym_is_a_name_a_place_or_a_brand() -> None:
    lists = lexicon()
    for line in read_text("identifiers/pseudonyms.txt").splitlines():
        for word in [] if line.startswith("#") else line.split():
            assert not lists.flags(word) & NAMES, word
            assert word not in lists.places, word
            assert word not in lists.never, word
