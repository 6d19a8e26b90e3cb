"""Tags as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.core.tags import LONGEST, MOST_TAGS, check_tags
from reflect_app.errors import InvalidInputError


def test_blanks_and_repeats_go_and_the_order_stays() -> None:
    assert check_tags([" nights ", "team", "nights", "", "  ", "Team"]) == (
        "nights",
        "team",
        "Team",
    )
    assert check_tags([]) == ()


def test_spaces_emoji_and_welsh_are_fine() -> None:
    assert check_tags(["two words", "👍🏽", "tŷ bach"]) == ("two words", "👍🏽", "tŷ bach")


@pytest.mark.parametrize("bad", ["a\0b", "a\nb", "a\rb", "\ud800", "x" * (LONGEST + 1)])
def test_what_cannot_be_kept_is_refused_without_being_repeated(bad: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        check_tags(["fine", bad])
    assert refusal.value.name == "bad-tag"
    assert bad not in refusal.value.message + refusal.value.hint


def test_the_limits_are_the_limits() -> None:
    most = [f"tag {place}" for place in range(MOST_TAGS)]
    assert check_tags([*most, most[0]]) == tuple(most)
    assert check_tags(["x" * LONGEST])
    with pytest.raises(InvalidInputError):
        check_tags([*most, "one more"])


@given(st.lists(st.text(max_size=LONGEST + 2), max_size=MOST_TAGS + 2))
def test_whatever_is_kept_can_be_kept_again(tags: list[str]) -> None:
    try:
        kept = check_tags(tags)
    except InvalidInputError:
        return
    assert check_tags(kept) == kept
    assert set(kept) <= {tag.strip() for tag in tags}
    for tag in kept:
        tag.encode()
