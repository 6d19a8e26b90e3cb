"""Which rows were put in tables before, by hash, so that nobody subtracts one set from another by
accident. It guards against accident, not against whoever holds the rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from reflect_app.core.evaluation.figures import LEAST


@dataclass(frozen=True, slots=True)
class Earlier:
    """A set that tables were made of: its period, the day, and its rows' hashes."""

    period: str
    made: str
    rows: frozenset[str]


def row_hash(period: str, id_: str, row: dict[str, Any]) -> str:
    """SHA-256 over period, id and content: a row that says something else is another row."""
    text = json.dumps([period, id_, row], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(b"reflect/1/evaluation/" + text.encode()).hexdigest()


def too_close(rows: Collection[str], earlier: Iterable[Earlier]) -> Earlier | None:
    """An earlier set that this one would give people away beside: it differs, and by fewer than
    ten rows on one side. The same set again gives the same tables and harms nobody.
    """
    now = frozenset(rows)
    for each in earlier:
        for only in (now - each.rows, each.rows - now):
            if 0 < len(only) < LEAST:
                return each
    return None
