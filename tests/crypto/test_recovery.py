"""Recovery words against the vectors of BIP-39, and what people do to them on paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.crypto.recovery import WORDS, entropy, new_words, same_word
from reflect_app.errors import InvalidInputError

# trezor/python-mnemonic, vectors.json, those of 256 bits.
VECTORS = {
    "00" * 32: "abandon " * 23 + "art",
    "7f" * 32: (
        "legal winner thank year wave sausage worth useful legal winner thank year wave sausage"
        " worth useful legal winner thank year wave sausage worth title"
    ),
    "80" * 32: (
        "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount"
        " doctor acoustic avoid letter advice cage absurd amount doctor acoustic bless"
    ),
    "ff" * 32: "zoo " * 23 + "vote",
    "68a79eaca2324873eacc50cb9c6eca8cc68ea5d936f98787c60c7ebc74e6ce7c": (
        "hamster diagram private dutch cause delay private meat slide toddler razor book happy"
        " fancy gospel tennis maple dilemma loan word shrug inflict delay length"
    ),
}
ART = "abandon " * 23 + "art"


@pytest.mark.parametrize("expected", VECTORS)
def test_the_vectors_of_bip_39(expected: str) -> None:
    assert entropy(VECTORS[expected]).hex() == expected


def test_new_words_are_twenty_four_and_fresh() -> None:
    made = {new_words() for _ in range(20)}
    assert len(made) == 20
    for words in made:
        assert len(words.split(" ")) == WORDS == 24
        assert len(entropy(words)) == 32


def test_four_letters_line_breaks_numbers_and_capitals_are_fine() -> None:
    words = VECTORS["68a79eaca2324873eacc50cb9c6eca8cc68ea5d936f98787c60c7ebc74e6ce7c"]
    typed = "\n".join(f"{place}. {word[:4].upper()}" for place, word in enumerate(words.split(), 1))
    assert entropy(typed) == entropy(words)


@given(st.integers(0, 23), st.sampled_from(["zebra", "abandonx", "xyz", "ab", "abou"]))
def test_one_wrong_word_is_refused_and_never_repeated(place: int, wrong: str) -> None:
    words = ART.split()
    words[place] = wrong
    with pytest.raises(InvalidInputError) as refusal:
        entropy(" ".join(words))
    assert refusal.value.name == "recovery-words"
    if wrong not in ("zebra", "abou"):  # those are words of the list, in the wrong place
        assert refusal.value.message == f"Word {place + 1} is not a recovery word."
    assert wrong not in refusal.value.message
    assert wrong not in refusal.value.hint


@pytest.mark.parametrize("count", [0, 1, 12, 23, 25])
def test_another_number_of_words_is_refused(count: int) -> None:
    with pytest.raises(InvalidInputError, match=str(count)):
        entropy(" ".join(["abandon"] * count))


def test_words_out_of_order_are_refused() -> None:
    words = VECTORS["7f" * 32].split()
    words[0], words[1] = words[1], words[0]
    with pytest.raises(InvalidInputError):
        entropy(" ".join(words))


@pytest.mark.parametrize(
    ("typed", "fits"),
    [("legal", True), (" LEGA ", True), ("lega", True), ("leg", False), ("legalx", False),
     ("legion", False), ("", False)],
)  # fmt: skip
def test_typing_a_word_back(typed: str, fits: bool) -> None:
    assert same_word(typed, "legal") is fits


def test_a_word_of_three_letters_is_typed_whole() -> None:
    assert same_word("zoo", "zoo")
    assert not same_word("zo", "zoo")
