"""Write `resources/typst/coverage.txt`: every character that typst can draw with our faces.

Run after typst or a face changes: `python -m tests.exporting.make_coverage` (two minutes).
Typst itself is asked, one character at a time, since it alone knows what its faces hold.
"""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import typst

from reflect_app import assets

_PROBE = b"""
#set document(title: "Probe")
#set text(lang: "en", font: (
  (name: "Noto Emoji", covers: regex("[\\u{1f000}-\\u{1faff}\\u{2600}-\\u{27bf}]")),
  "Libertinus Serif", "Noto Naskh Arabic", "Reflect Hangul", "Droid Sans Fallback",
))
#text(sys.inputs.at("c"))
"""
# A mark is asked for without the eastern faces: on the dotted circle that they have, typst takes
# any mark for drawn, and draws the circle alone.
_MARK_PROBE = b"""
#set document(title: "Probe")
#set text(lang: "en", fallback: false, font: (
  "Libertinus Serif", "Noto Naskh Arabic", "New Computer Modern", "DejaVu Sans Mono",
  "New Computer Modern Math", "Noto Emoji",
))
#text(sys.inputs.at("c"))
"""
_NEVER = ("Cc", "Cf", "Cs", "Co")
_BLANK = (0x3164,)  # a letter with nothing to see: a reader is told that it stood there
_LAST = 0x20000
_EAST = 0x2E80  # from here on the letters are many and stand alone: asked by the dozen
_DOZEN = 64


class Probe:
    """Asks typst whether a text can be drawn in a tagged PDF."""

    def __init__(self) -> None:
        with tempfile.TemporaryDirectory() as root:
            self._compiler = typst.Compiler(
                root=root, font_paths=[str(assets.asset("typst/fonts"))], ignore_system_fonts=True
            )

    def draws(self, text: str) -> bool:
        """Whether a conforming PDF with this text can be made."""
        mark = unicodedata.category(text[0])[0] == "M"
        try:
            self._compiler.compile(
                input=_MARK_PROBE if mark else _PROBE,
                sys_inputs={"c": text},
                pdf_standards=["ua-1", "a-2a"],
                timestamp=0,
            )
        except typst.TypstError:
            return False
        return True


def drawn(probe: Probe, codes: Sequence[int]) -> list[int]:
    """Those of some letters that join with nothing beside them that can be drawn."""
    if probe.draws("\n".join(map(chr, codes))):
        return list(codes)
    if len(codes) == 1:
        return []
    half = len(codes) // 2
    return drawn(probe, codes[:half]) + drawn(probe, codes[half:])


def ranges(codes: Iterable[int]) -> Iterator[str]:
    """Sorted codes as `first-last` lines in hexadecimal."""
    first = last = -2
    for code in codes:
        if code != last + 1:
            if first >= 0:
                yield _line(first, last)
            first = code
        last = code
    if first >= 0:
        yield _line(first, last)


def _line(first: int, last: int) -> str:
    return f"{first:x}" if first == last else f"{first:x}-{last:x}"


def main() -> None:
    """Ask about every character and write the list."""
    probe = Probe()
    codes = [
        c
        for c in range(0x20, _LAST)
        if c not in _BLANK and unicodedata.category(chr(c)) not in _NEVER
    ]
    east = [c for c in codes if c >= _EAST and unicodedata.category(chr(c)) == "Lo"]
    found = {code for code in set(codes).difference(east) if probe.draws(chr(code))}
    for at in range(0, len(east), _DOZEN):
        found.update(drawn(probe, east[at : at + _DOZEN]))
    head = (
        "# Characters that typst's faces and typst/fonts draw. See tests/exporting/make_coverage.py"
    )
    path = Path(assets.asset("typst")) / "coverage.txt"
    path.write_text("\n".join([head, *ranges(sorted(found))]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
