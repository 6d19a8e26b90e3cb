"""What a PDF of ours says, read from its pages as a screen reader or a copy would.

It checks every pack against what was chosen, so it has to be quick: one pass of one regular
expression over each page, and one look-up a glyph. It knows what typst writes and what
`marks.py` rewrites; a file it does not understand fails the check and is not handed over.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from reflect_app.exporting.pdf.reading import meanings

_INNER = rb"(?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*"
_HEX = rb"[0-9A-Fa-f\s]*"
_STRING = rb"\(" + _INNER + rb"\)|<" + _HEX + rb">"
# Every branch begins with a plain character, which lets the search skip the drawing between.
_TOKEN = re.compile(
    rb"/ActualText\s*(?P<actual>" + _STRING + rb")[^()]{0,40}?BDC\b"
    rb"|/Artifact\b(?P<artifact>)"
    rb"|/(?P<font>[^\s/<>\[\]()]+)\s+[-\d.]+\s+Tf\b"
    rb"|\[(?P<array>(?:" + _STRING + rb"|[-\d.\s]+)*)\]\s*TJ\b"
    rb"|\((?P<literal>" + _INNER + rb")\)\s*Tj\b"
    rb"|<(?P<hex>" + _HEX + rb")>\s*Tj\b"
    rb"|B[DM]C\b(?P<begin>)"
    rb"|EMC\b(?P<end>)",
    re.DOTALL,
)
_STRINGS = re.compile(_STRING, re.DOTALL)
_GLYPH = re.compile(rb"(?:\\[0-7]{1,3}|\\.|[^\\]){2}", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}


def read_text(pdf: bytes) -> str:
    """All text that is not an artifact, in the order of the pages' content."""
    import pikepdf

    parts: list[str] = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        faces: dict[tuple[int, int], _Face] = {}
        for page in document.pages:
            fonts: Any = page.Resources.get("/Font", {})
            named: dict[bytes, _Face] = {}
            for name, font in fonts.items():
                if font.objgen not in faces:
                    faces[font.objgen] = _Face(font)
                named[name[1:].encode()] = faces[font.objgen]
            parts.extend(_page_text(page.Contents.read_bytes(), named))
    return "".join(parts)


class _Face:
    """One font: what a pair of bytes, as it stands in the page, means."""

    def __init__(self, font: Any) -> None:  # noqa: ANN401 - pikepdf has no types
        self._meanings = meanings(font.ToUnicode.read_bytes())
        self._literal: dict[bytes, str] = {}

    def text(self, string: bytes) -> str:
        """The text of one string of glyphs."""
        if string[:1] == b"<":
            data = bytes.fromhex(string[1:-1].decode())
            codes = (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))
            return "".join(self._meanings.get(code, "\ufffd") for code in codes)
        pairs = _GLYPH.findall(string, 1, len(string) - 1)
        try:
            return "".join(map(self._literal.__getitem__, pairs))
        except KeyError:
            for pair in pairs:
                code = int.from_bytes(_unescaped(pair), "big")
                self._literal[pair] = self._meanings.get(code, "\ufffd")
        return "".join(map(self._literal.__getitem__, pairs))


def _page_text(content: bytes, faces: dict[bytes, _Face]) -> Iterator[str]:
    face: _Face | None = None
    depth, hidden, replaced = 0, 0, 0  # `hidden` and `replaced`: the depth that began it
    artifact = False
    for token in _TOKEN.finditer(content):
        kind = token.lastgroup
        if kind == "font":
            face = faces[token["font"]]
        elif kind == "artifact":
            artifact = True
        elif kind in ("begin", "actual"):
            depth += 1
            if artifact and not hidden:
                hidden = depth
            artifact = False
            if kind == "actual" and not replaced:
                replaced = depth
                if not hidden:
                    yield _words(token["actual"])
        elif kind == "end":
            hidden = 0 if hidden == depth else hidden
            replaced = 0 if replaced == depth else replaced
            depth -= 1
        elif not hidden and not replaced and face is not None:
            shown = token["array"] if kind == "array" else token[0]
            yield from map(face.text, _STRINGS.findall(shown))


def _words(string: bytes) -> str:
    """A text string: UTF-16 with a mark, else Latin."""
    if string[:1] == b"<":
        data = bytes.fromhex(string[1:-1].decode())
    else:
        data = _unescaped(string[1:-1])
    if data[:2] == b"\xfe\xff":
        return data[2:].decode("utf-16-be")
    return data.decode("latin-1")


def _unescaped(data: bytes) -> bytes:
    return _ESCAPE.sub(_one, data) if b"\\" in data else data


def _one(match: re.Match[bytes]) -> bytes:
    if match[1].isdigit():
        return bytes([int(match[1], 8)])
    return _NAMED.get(match[1], match[1])
