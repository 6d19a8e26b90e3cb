"""A language in force for as long as a block lasts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations

from reflect_app import languages, words


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak this language in the block, and English after it."""
    words.use(languages.catalogue(code))
    try:
        yield
    finally:
        words.use(NullTranslations())
