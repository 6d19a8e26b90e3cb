"""What an entry is called and what a person typed in it, read through its template."""

from __future__ import annotations

from collections.abc import Iterator

from reflect_app.core.entries import Answer, Answers
from reflect_app.core.prompts.model import Question, Template

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
            parts.extend(_row_strings(value, _typed_parts(question)))
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


def _typed_parts(question: Question) -> tuple[str, ...]:
    if question.type == "actions":
        return ("text", "owner")
    kept_out = "entry" if question.role == "bring" else ""
    return tuple(field.id for field in question.fields if field.id != kept_out)


def _row_strings(value: Answer | None, parts: tuple[str, ...]) -> Iterator[str]:
    """In the order of the form: the order in which a row's parts lie is nobody's wording, and
    is not the same once the row has been kept and read again.
    """
    for row in value if isinstance(value, list) else ():
        if isinstance(row, dict):
            yield from (row[part] for part in parts if part in row)
