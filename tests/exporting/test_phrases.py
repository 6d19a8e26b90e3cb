from __future__ import annotations

import pytest

from reflect_app.exporting.document import ScaleAnswer
from reflect_app.exporting.phrases import scale_ends


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("light", "heavy", "0 is “light”, 10 is “heavy”"),
        ("light", "", "0 is “light”"),
        ("", "heavy", "10 is “heavy”"),
        ("", "", ""),
    ],
)
def test_only_an_end_that_has_words_is_said(low: str, high: str, said: str) -> None:
    assert scale_ends(ScaleAnswer(7, 0, 10, low, high)) == said
