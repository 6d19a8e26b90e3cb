"""Tags: short words of the writer's own."""

from __future__ import annotations

from collections.abc import Iterable

from reflect_app.errors import InvalidInputError
from reflect_app.words import tr

MOST_TAGS = 50
LONGEST = 80


def check_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """The tags without outer blanks and repeats, in the order given.

    Raises:
        InvalidInputError: code `bad-tag`; one is too long, there are too many, or it holds
            what cannot be written down (NUL, a lone surrogate, a line end).
    """
    kept = tuple(dict.fromkeys(filter(None, (tag.strip() for tag in tags))))
    if len(kept) > MOST_TAGS or any(len(tag) > LONGEST for tag in kept):
        raise _bad(tr("A tag has at most 80 characters, an entry at most 50 tags."))
    for tag in kept:
        if any(character in "\0\n\r" or "\ud800" <= character <= "\udfff" for character in tag):
            raise _bad(tr("A tag holds a character that cannot be kept."))
    return kept


def _bad(message: str) -> InvalidInputError:
    return InvalidInputError(message, tr("Nothing was saved. Change the tag."), code="bad-tag")
