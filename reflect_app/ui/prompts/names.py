"""What the types of questions are called where a person chooses one."""

from __future__ import annotations

from reflect_app.core.prompts.model import QuestionType
from reflect_app.words import tr

PICKED = frozenset({"choice", "multi_choice"})
RANGED = frozenset({"scale", "number"})
BOUNDED = frozenset({"multi_choice", "emotions", "people"})


def type_names() -> dict[QuestionType, str]:
    """Each type in plain words, the commonest first."""
    return {
        "long_text": tr("Room to write"),
        "text": tr("One line"),
        "scale": tr("A scale of numbers"),
        "choice": tr("One of several choices"),
        "multi_choice": tr("Any of several choices"),
        "yes_no": tr("Yes or no"),
        "emotions": tr("Feelings"),
        "people": tr("People, by pseudonym"),
        "number": tr("A number"),
        "date": tr("A day"),
        "shift": tr("A shift"),
        "actions": tr("Actions: what, who, by when"),
        "options": tr("Rows with parts of your own"),
    }
