"""The text of a page's instructions, glyph by glyph, for finding what is said twice.

Made for what typst writes: two-byte glyphs with a Unicode map, spans with replacement text,
and artifacts for what stands on every page. `text.py` reads the same faster and knows less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

_BFCHAR = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


# Whether inside an artifact, the replacement text, and where its span began.
_Place: TypeAlias = tuple[bool, str | None, int]


@dataclass(frozen=True, slots=True)
class Face:
    """One font of a page: what its glyphs mean, and which of them take up room."""

    meanings: dict[int, str]
    widths: dict[int, float]

    @classmethod
    def read(cls, font: Any) -> Face:  # noqa: ANN401 - pikepdf has no types
        """Read the maps of a composite font."""
        widths = _widths(list(font.DescendantFonts[0].get("/W", [])))
        return cls(meanings(font.ToUnicode.read_bytes()), dict(widths))


def meanings(unicode_map: bytes) -> dict[int, str]:
    """What each glyph stands for, by a font's Unicode map."""
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for block in _BFCHAR.findall(unicode_map)
        for code, text in _PAIR.findall(block)
    }


@dataclass(slots=True)
class Show:
    """One piece of text shown: `at` is its place among the page's instructions.

    `actual` is the replacement text of the span it stands in, begun at `span`.
    """

    at: int
    glyphs: list[str]
    no_width: bool
    artifact: bool
    actual: str | None
    span: int


def shows(page: Any, instructions: Any, faces: dict[tuple[int, int], Face]) -> Iterator[Show]:  # noqa: ANN401
    """Every piece of text of a page. `faces` keeps fonts between pages."""
    fonts = dict(page.get("/Resources", {}).get("/Font", {}).items())
    face = Face({}, {})
    stack: list[_Place] = [(False, None, -1)]
    for at, instruction in enumerate(instructions):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            stack.append(_inside(stack[-1], instruction.operands, at))
        elif operator == "EMC":
            stack.pop()
        elif operator == "Tf":
            font = fonts[str(instruction.operands[0])]
            if font.objgen not in faces:
                faces[font.objgen] = Face.read(font)
            face = faces[font.objgen]
        elif operator in ("TJ", "Tj"):
            artifact, actual, span = stack[-1]
            codes = _codes(instruction.operands[0])
            yield Show(
                at,
                [face.meanings.get(code, "\ufffd") for code in codes],
                not any(face.widths.get(code) for code in codes),
                artifact,
                actual,
                span,
            )


def _inside(outer: _Place, operands: Any, at: int) -> _Place:  # noqa: ANN401
    artifact, actual, span = outer
    artifact = artifact or str(operands[0]) == "/Artifact"
    if len(operands) > 1 and "/ActualText" in operands[1]:
        return artifact, str(operands[1]["/ActualText"]), at
    return artifact, actual, span


def _codes(shown: Any) -> list[int]:  # noqa: ANN401
    """The glyphs of a `Tj` string or a `TJ` array with its gaps."""
    import pikepdf

    strings = shown if isinstance(shown, pikepdf.Array) else [shown]
    data = b"".join(bytes(item) for item in strings if isinstance(item, pikepdf.String))
    return [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]


def _widths(array: list[Any]) -> Iterator[tuple[int, float]]:
    """The `W` array: `first [w w w]` or `first last w`."""
    at = 0
    while at < len(array):
        first, second = int(array[at]), array[at + 1]
        if hasattr(second, "__iter__"):
            yield from ((first + step, float(width)) for step, width in enumerate(second))
            at += 2
        else:
            for code in range(first, int(second) + 1):
                yield code, float(array[at + 2])
            at += 3
