"""Cut the Korean face that PDFs are set with: `python packaging/faces/build.py NanumGothic.ttf`.

The whole face is 4.7 MB, most of it Chinese that Droid Sans Fallback has anyway; this keeps the
11,172 syllables and the separate letters. Its licence (OFL-1.1) reserves the name Nanum for the
unchanged face, so what is cut has another. NanumGothic.ttf is that of Debian's `fonts-nanum`.

Needs fontTools, which is not in the lock: `pip install fonttools` in a throw-away environment.
"""

from __future__ import annotations

import sys
from pathlib import Path

FAMILY = "Reflect Hangul"
OUT = Path(__file__).resolve().parents[2] / "resources/typst/fonts/ReflectHangul.ttf"
KEPT = (*range(0x3131, 0x318F), *range(0xAC00, 0xD7A4))
_FAMILY_NAMES = {1: FAMILY, 3: FAMILY, 4: FAMILY, 6: "ReflectHangul", 16: FAMILY}
_COPYRIGHT, _TRADEMARK, _LICENCE = 0, 7, 13


def main(arguments: list[str]) -> int:
    """Write the face."""
    from fontTools import subset, ttLib  # type: ignore[import-not-found, unused-ignore]

    if len(arguments) != 1:
        print(__doc__)
        return 2
    face = ttLib.TTFont(arguments[0])
    drawn, glyphs = face.getBestCmap(), face["glyf"]
    codes = [code for code in KEPT if code in drawn and glyphs[drawn[code]].numberOfContours]
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True)
    options.drop_tables += ["vhea", "vmtx", "GSUB", "GPOS", "GDEF", "FFTM"]
    options.name_IDs = [*_FAMILY_NAMES, 2, 5, _COPYRIGHT, _LICENCE]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(face)
    for record in list(face["name"].names):
        if record.nameID in _FAMILY_NAMES:
            face["name"].setName(
                _FAMILY_NAMES[record.nameID], record.nameID, record.platformID,
                record.platEncID, record.langID,
            )  # fmt: skip
        elif record.nameID == _LICENCE:
            record.string = "SIL Open Font License, Version 1.1. See OFL-ReflectHangul.txt."
    face["head"].modified = face["head"].created  # the same bytes each time
    face.recalcTimestamp = False
    face.save(OUT)
    print(f"{len(codes)} characters, {OUT.stat().st_size:,} bytes: {OUT}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
