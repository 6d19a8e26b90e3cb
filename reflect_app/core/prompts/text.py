"""What an entry is called and what a person typed in it, read through its template."""

from __future__ import annotations

from collections.abc import Iterator

from reflect_app.core.entries import Answer, Answers
from reflect_app.core.prompts.model import Template

_LONGEST_TITLE = 200


def title_of(template: Template, answers: Answers) -> str:
    """The entry's own title on one line, or the template's where none was typed."""
    question = template.with_role("title")
    typed = answers.get(question.id) if question else None
    one_line = " ".join(typed.split()) if isinstance(typed, str) else ""
    return one_line[:_LONGEST_TITLE] or template.title


def text_of(template: Template, answers: Answers) -> str:
    """Every word the person typed, question by question, for search and snippets.

    Choices, feelings and pseudonyms are picked, not typed, and are left out; so are the ids
    of the entries that a question with the role `bring` holds.
    """
    parts: list[str] = []
    for question in template.questions:
        value = answers.get(question.id)
        if question.type in ("text", "long_text"):
            parts.extend(_strings(value))
        elif question.type in ("actions", "options"):
            left_out = {"due"} if question.type == "actions" else set()
            left_out |= {"entry"} if question.role == "bring" else set()
            parts.extend(_row_strings(value, left_out))
    return "\n".join(part for part in parts if part.strip())


def answer_for(template: Template, answers: Answers, role: str) -> Answer | None:
    """The answer to the question with this role, its default, or None."""
    question = template.with_role(role)
    if question is None:
        return None
    return answers.get(question.id, question.default)


def people_in(template: Template, answers: Answers) -> tuple[str, ...]:
    """The pseudonyms picked anywhere in the answers, each once, in order."""
    found: dict[str, None] = {}
    for question in template.questions:
        value = answers.get(question.id)
        if question.type == "people" and isinstance(value, list):
            found |= dict.fromkeys(item for item in value if isinstance(item, str))
    return tuple(found)


def _strings(value: Answer | None) -> Iterator[str]:
    if isinstance(value, str):
        yield value


def _row_strings(value: Answer | None, left_out: set[str]) -> Iterator[str]:
    for row in value if isinstance(value, list) else ():
        if isinstance(row, dict):
            yield from (text for key, text in row.items() if key not in left_out)
