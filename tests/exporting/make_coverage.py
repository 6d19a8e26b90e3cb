"""Write `resources/typst/coverage.txt`: every character that typst can draw with our faces.

Run after typst or a face changes: `python -m tests.exporting.make_coverage` (two minutes).
Typst itself is asked, one character at a time, since it alone knows what its faces hold.
"""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import typst

from reflect_app import assets

_PROBE = b"""
#set document(title: "Probe")
#set text(lang: "en", font: (
  (name: "Noto Emoji", covers: regex("[\\u{1f000}-\\u{1faff}\\u{2600}-\\u{27bf}]")),
  "Libertinus Serif", "Noto Naskh Arabic",
))
#text(sys.inputs.at("c"))
"""
_NEVER = ("Cc", "Cf", "Cs", "Co")
_LAST = 0x20000


class Probe:
    """Asks typst whether a text can be drawn in a tagged PDF."""

    def __init__(self) -> None:
        with tempfile.TemporaryDirectory() as root:
            self._compiler = typst.Compiler(
                root=root, font_paths=[str(assets.asset("typst/fonts"))], ignore_system_fonts=True
            )

    def draws(self, text: str) -> bool:
        """Whether a conforming PDF with this text can be made."""
        try:
            self._compiler.compile(
                input=_PROBE, sys_inputs={"c": text}, pdf_standards=["ua-1", "a-2a"], timestamp=0
            )
        except typst.TypstError:
            return False
        return True


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
    drawn = (
        code
        for code in range(0x20, _LAST)
        if unicodedata.category(chr(code)) not in _NEVER and probe.draws(chr(code))
    )
    head = (
        "# Characters that typst's faces and typst/fonts draw. See tests/exporting/make_coverage.py"
    )
    path = Path(assets.asset("typst")) / "coverage.txt"
    path.write_text("\n".join([head, *ranges(drawn)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
