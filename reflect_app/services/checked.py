"""What a person typed into a small field, checked before it is kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Protocol, TypeVar

from reflect_app.errors import InvalidInputError
from reflect_app.words import tr

LONGEST_TEXT = 4_000
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff]")


class Named(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """Sixteen hex digits."""
        ...


N = TypeVar("N", bound=Named)


def line_of(text: str, what: str, longest: int) -> str:
    """One line, its blanks tidied.

    Raises:
        InvalidInputError: it is empty, too long, or cannot be kept. `what` names the field.
    """
    line = " ".join(unicodedata.normalize("NFC", text).split())
    if not line or len(line) > longest or _UNSTORABLE.search(line):
        raise InvalidInputError(
            tr("{what} has between 1 and {count} characters.").format(what=what, count=longest),
            tr("Nothing was saved."),
        )
    return line


def prose_of(text: str, what: str, *, may_be_empty: bool = False) -> str:
    """Several lines, kept as they were typed but for blanks at both ends.

    Raises:
        InvalidInputError: see `line_of`.
    """
    kept = text.replace("\r\n", "\n").strip()
    if (not kept and not may_be_empty) or len(kept) > LONGEST_TEXT or _UNSTORABLE.search(kept):
        raise InvalidInputError(
            tr("{what} has between 1 and {count} characters.").format(
                what=what, count=LONGEST_TEXT
            ),
            tr("Nothing was saved."),
        )
    return kept


def found_by(objects: Iterable[N], beginning: str) -> N | None:
    """The one object whose id is this or begins so."""
    if not beginning:
        return None
    found = [each for each in objects if each.id.startswith(beginning)]
    exact = [each for each in found if each.id == beginning]
    return exact[0] if exact else found[0] if len(found) == 1 else None
