"""A fingerprint as a QR code (ISO/IEC 18004), for a phone's camera: the twelve words as text."""

from __future__ import annotations

import segno

QUIET = 4
"""Modules of white around the code; scanners want it, so the picture has it."""


def fingerprint_code(words: str) -> tuple[tuple[bool, ...], ...]:
    """Rows of dark (True) and light squares, the quiet zone included. Always a square."""
    code = segno.make(words, micro=False, error="m")
    return tuple(tuple(bool(dark) for dark in row) for row in code.matrix_iter(border=QUIET))
