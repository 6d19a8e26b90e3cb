"""Bytes with a few of them changed, by signs that mean something to somebody."""

from __future__ import annotations

import random

SIGNS = (
    b"[", b"{", b'"', b"\\", b"<", b"---\n", b"\n\n", b"!!python/x ", b"&a ", b"*a ", b"\0",
    b"\xff\xfe", b"\xe9", "\u202e".encode(), b"\\ud800", b"PK\x03\x04", b"1e999", b"2024-13-45",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"[[", b"]]", b"`", b"**", b"//", b"| ", b"- " * 40,
)  # fmt: skip


def changed(data: bytes, draw: random.Random) -> bytes:
    """A sample with a few bytes cut, doubled, flipped, or with a sign that means something."""
    kept = bytearray(data)
    for _ in range(draw.randint(1, 6)):
        at = draw.randint(0, len(kept))
        what = draw.randrange(5)
        if what == 0:
            del kept[at : at + draw.randint(1, 60)]
        elif what == 1:
            kept[at:at] = kept[at : at + draw.randint(1, 200)]
        elif what == 2 and at < len(kept):
            kept[at] ^= 1 << draw.randrange(8)
        else:
            kept[at:at] = draw.choice(SIGNS) * draw.choice((1, 1, 2, 50))
    return bytes(kept)
