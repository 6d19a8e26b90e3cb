"""A text in a bundle's content that never ends costs no more than its length."""

import pytest

from reflect_app.sharing.bundle import BundleError
from reflect_app.sharing.contents import read_share


def test_a_text_full_of_escapes_that_never_ends_is_refused_in_one_pass() -> None:
    # With a square of its length this takes days, and the whole run stops at its time limit.
    with pytest.raises(BundleError) as refused:
        read_share(b'"' + b'\\"' * 2_000_000)
    assert refused.value.flaw == "refused"
