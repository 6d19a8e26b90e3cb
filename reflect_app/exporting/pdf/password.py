"""A password on a PDF: AES-256, in memory, tags and text kept."""

from __future__ import annotations

import io
import re
import unicodedata

from reflect_app.errors import InvalidInputError
from reflect_app.words import tr

# PDF 2.0 takes no more of a password than this, in UTF-8.
_LONGEST = 127
_CLAIM = re.compile(
    rb"<pdfaid:part>\d</pdfaid:part>\s*<pdfaid:conformance>[A-Z]</pdfaid:conformance>"
)


def protect(pdf: bytes, password: str) -> bytes:
    """The PDF, opened by the password alone.

    A file for keeping may not be encrypted, so the claim to be PDF/A goes; it is still tagged
    for screen readers, which may read it whatever else a viewer forbids.
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
    return out.getvalue()
