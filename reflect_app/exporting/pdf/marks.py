"""Takes back what typst says twice: a mark drawn apart from its letter.

Where a face moves an accent or the dots of a letter up or down, typst 0.15 writes letter and
mark as two pieces and gives both the whole cluster as their text, so that "ọ̀rẹ́" is read, copied
and searched as "ọ̀ọ̀rẹ́ẹ́". The page looks right. Here such a mark gets an empty replacement text;
nothing that is drawn changes. A test shows when typst no longer needs this.
"""

from __future__ import annotations

import io
import re
from typing import Any

from reflect_app.exporting.pdf.reading import Face, Show, shows

# Combining marks, and the scripts whose letters are built of several glyphs.
_MAY_HAVE_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0590-\u1cff\u1dc0-\u1dff\u20d0-\u20ff\ufb1d-\ufdff]"
)


def may_have_marks(text: str) -> bool:
    """Whether a (composed) text has letters that may be drawn in pieces."""
    return _MAY_HAVE_MARKS.search(text) is not None


def mended(pdf: bytes) -> bytes:
    """The PDF with each cluster said once; the same bytes where there was none to mend."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        faces: dict[tuple[int, int], Face] = {}
        changed = False
        for page in document.pages:
            instructions = list(pikepdf.parse_content_stream(page))
            doubled = _doubled([s for s in shows(page, instructions, faces) if not s.artifact])
            if doubled:
                new = _silenced(instructions, doubled)
                page.Contents = document.make_stream(pikepdf.unparse_content_stream(new))
                changed = True
        if not changed:
            return pdf
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _doubled(pieces: list[Show]) -> list[Show]:
    """Pieces without width that say what the letter before or after them says as well."""
    found: list[Show] = []
    said = ""
    for at, piece in enumerate(pieces):
        text = _text(piece)
        if piece.no_width and (text[-1] == said or text[0] == _next_letter(pieces, at)):
            found.append(piece)
        else:
            said = text[-1]
    return found


def _text(piece: Show) -> list[str]:
    return piece.glyphs if piece.actual is None else [piece.actual]


def _next_letter(pieces: list[Show], at: int) -> str:
    following = (piece for piece in pieces[at + 1 :] if not piece.no_width)
    letter = next(following, None)
    return _text(letter)[0] if letter else ""


def _silenced(instructions: list[Any], doubled: list[Show]) -> list[Any]:
    """The instructions with an empty replacement text round each doubled piece."""
    import pikepdf

    silent = pikepdf.Dictionary(ActualText=pikepdf.String(""))
    begin = pikepdf.ContentStreamInstruction([pikepdf.Name.Span, silent], pikepdf.Operator("BDC"))
    end = pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))
    apart = {piece.at for piece in doubled if piece.actual is None}
    renamed = {piece.span for piece in doubled if piece.actual is not None}
    new: list[Any] = []
    for at, instruction in enumerate(instructions):
        if at in apart:
            new += [begin, instruction, end]
        else:
            new.append(begin if at in renamed else instruction)
    return new
