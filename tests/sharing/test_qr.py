"""The fingerprint's code, held against what the library says of the same words."""

from __future__ import annotations

import segno

from reflect_app.crypto import identity
from reflect_app.sharing.qr import QUIET, fingerprint_code


def test_the_code_is_square_with_its_quiet_zone_and_says_these_words() -> None:
    words = identity.fingerprint(identity.new_identity().public)
    found = fingerprint_code(words)
    size = len(found)
    assert {len(row) for row in found} == {size}
    edge = (*found[:QUIET], *found[-QUIET:])
    assert not any(any(row) for row in edge)
    assert not any(any(row[:QUIET]) or any(row[-QUIET:]) for row in found)
    inner = tuple(row[QUIET:-QUIET] for row in found[QUIET:-QUIET])
    code = segno.make(words, micro=False, error="m")
    assert inner == tuple(tuple(bool(dark) for dark in row) for row in code.matrix)
    assert fingerprint_code(words + " more") != found
