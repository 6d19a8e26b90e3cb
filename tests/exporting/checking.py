"""What an independent checker says of a PDF."""

from __future__ import annotations

import io

import page
import pikepdf

# An outline of 500 entries is a chain of 500 references, and no attack: these files are our own.
_LIMITS = page.SafetyLimits(max_reference_depth=5_000)


def problems(pdf: bytes) -> list[str]:
    """What it finds against PDF/UA-1 and PDF/A-2a, and what qpdf finds in the file itself."""
    found = [
        f"{profile} {failure.rule_id}: {failure.message}"
        for profile in ("ua1", "2a")
        for failure in page.validate_pdf_bytes(pdf, profile=profile, limits=_LIMITS).failures
    ]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return found + list(document.check_pdf_syntax())
