"""A password on a PDF: AES-256, in memory, tags and text kept."""

from __future__ import annotations

import io
import re
import unicodedata
from contextlib import suppress

from reflect_app.errors import InvalidInputError
from reflect_app.exporting.pdf.text import read_text
from reflect_app.exporting.readback import ReadBackError
from reflect_app.words import tr

# PDF 2.0 takes no more of a password than this, in UTF-8.
_LONGEST = 127
_CLAIM = re.compile(
    rb"<pdfaid:part>\d</pdfaid:part>\s*<pdfaid:conformance>[A-Z]</pdfaid:conformance>"
)


def protect(pdf: bytes, password: str) -> bytes:
    """The PDF, opened by the password alone.

    A file for keeping may not be encrypted, so the claim to be PDF/A goes; it is still tagged
    for screen readers, which may read it whatever else a viewer forbids. What was made is opened
    again, with the password and without, before it is handed over.

    Raises:
        InvalidInputError: the password is empty or too long.
        ReadBackError: what was made does not open, opens without, or says something else.
    """
    import pikepdf

    word = unicodedata.normalize("NFKC", password)
    if not word or len(word.encode()) > _LONGEST:
        raise InvalidInputError(
            tr("A PDF's password has between 1 and {most} characters.").format(most=_LONGEST),
            tr("Choose another password. Nothing was written."),
        )
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        metadata = document.Root.Metadata
        metadata.write(_CLAIM.sub(b"", metadata.read_bytes()))
        document.save(
            out,
            encryption=pikepdf.Encryption(user=word, owner=word, R=6, aes=True, metadata=True),
        )
    locked = out.getvalue()
    _check(locked, word, read_text(pdf))
    return locked


def _check(locked: bytes, word: str, text: str) -> None:
    import pikepdf

    with suppress(pikepdf.PasswordError), pikepdf.open(io.BytesIO(locked)):
        raise ReadBackError
    plain = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(locked), password=word) as document:
            strong = document.encryption.R == 6 and document.encryption.bits == 256
            document.save(plain)
    except pikepdf.PdfError:
        raise ReadBackError from None
    if not strong or read_text(plain.getvalue()) != text:
        raise ReadBackError
