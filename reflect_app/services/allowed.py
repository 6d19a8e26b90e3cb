"""The refusal of what an organisation does not allow on its computers."""

from __future__ import annotations

from reflect_app.errors import InvalidInputError
from reflect_app.words import tr


def not_allowed(sentence: str) -> InvalidInputError:
    """The refusal; the sentence says what is not done here."""
    return InvalidInputError(
        sentence, tr("Your organisation set this. Settings shows all that it set."),
        code="not-allowed",
    )  # fmt: skip
