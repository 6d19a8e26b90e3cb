"""A Word file's text read back, and its container made the same every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

_BODY = "word/document.xml"
# The earliest time a container can hold: the clock of this computer is nobody's business.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def read_text(file: bytes) -> str:
    """The text of the body in order: what stands in paragraphs, cells and links."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import parse_xml

    text, line, tab = qn("w:t"), qn("w:br"), qn("w:tab")

    def parts() -> Iterator[str]:
        with zipfile.ZipFile(io.BytesIO(file)) as container:
            tree = parse_xml(container.read(_BODY))
        for node in tree.iter(text, line, tab):
            yield (node.text or "") if node.tag == text else " "

    return "".join(parts())


def repacked(file: bytes) -> bytes:
    """The same parts in the same order with no time in them, so equal files are equal bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return out.getvalue()
