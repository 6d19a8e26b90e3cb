"""What a signature under a record covers: its wording, and nothing about how it was agreed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

CONTEXT = b"supervision-record/1"
"""The purpose that `crypto.signing` puts before the message."""

SIGN_OFF_QUESTIONS = frozenset({"my_agreement", "their_sign_off", "agreed_name"})
"""The questions of the block `sign-off`: they speak about the record, they are not in it."""


def record_message(template: str, version: int, answers: Mapping[str, Any]) -> bytes:
    """Canonical JSON of a record: keys sorted, no blanks, UTF-8. Equal in every vault."""
    kept = {name: value for name, value in answers.items() if name not in SIGN_OFF_QUESTIONS}
    document = {"answers": kept, "template": template, "version": version}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def record_digest(template: str, version: int, answers: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the message: two records with the same one say the same."""
    return hashlib.sha256(record_message(template, version, answers)).hexdigest()
