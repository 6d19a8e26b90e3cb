"""Whether a condition holds in the answers of one entry, and so what is shown."""

from __future__ import annotations

from reflect_app.core.entries import Answer, Answers
from reflect_app.core.prompts.model import AllOf, AnyOf, Meets, Now, Question


def is_shown(question: Question, answers: Answers) -> bool:
    """Whether the page shows the question now. Answers to hidden questions are kept."""
    return question.show_when is None or holds(question.show_when, answers)


def holds(condition: Now, answers: Answers) -> bool:
    """Whether the answers meet the condition. Answers of another wording may be of another
    type than the template expects today; what cannot be compared does not hold."""
    if isinstance(condition, AllOf):
        return all(holds(part, answers) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return any(holds(part, answers) for part in condition.parts)
    return _meets(condition, answers.get(condition.question))


def is_answered(value: Answer | None) -> bool:
    """Whether there is anything in an answer; spaces alone are nothing."""
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value not in ([], {})


def _meets(test: Meets, value: Answer | None) -> bool:
    if test.op == "answered":
        return is_answered(value) == test.value
    if value is None:
        return False
    if isinstance(test.value, tuple):
        picked = value if isinstance(value, list) else [value]
        return any(item in test.value for item in picked)
    if isinstance(value, bool) or isinstance(test.value, bool):
        return value is test.value  # to Python true equals 1; to a person it does not
    if test.op == "equals":
        return value == test.value
    if not isinstance(value, int | float) or not isinstance(test.value, int | float):
        return False
    return value >= test.value if test.op == "at_least" else value <= test.value
