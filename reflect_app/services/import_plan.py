"""What a person chose for an import, and how a record becomes an entry by it. Keeps nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from reflect_app.core.entries import Answer, Entry
from reflect_app.core.prompts import Question, Template, check_answers
from reflect_app.errors import InvalidInputError
from reflect_app.importing.record import ExtraKind, Record
from reflect_app.importing.text import LONGEST_TEXT, LONGEST_TITLE
from reflect_app.services.replacing import Together
from reflect_app.words import tr

FREE = "free"


@dataclass(frozen=True, slots=True)
class NameSwap:
    """A word for a real name, in everything that is brought in."""

    word: str
    to: str
    kind: str = "PERSON"


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to bring in and how.

    `question` is the long answer that takes the text, "" the template's first one. `zone` is
    where the writer was, "" here and now. `keep` names the kinds of further fields that become
    lines at the end of the text; places, weather and devices are left out unless named.
    """

    format: str
    path: Path
    template: str = FREE
    question: str = ""
    zone: str = ""
    keep: frozenset[ExtraKind] = frozenset({"other"})
    swaps: tuple[NameSwap, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where title and text of a record go in a template. Without `title` it opens the text."""

    template: Template
    title: str
    text: str

    def answers(self, title: str, text: str) -> dict[str, Answer]:
        """The answers that hold both."""
        if self.title and len(title) <= LONGEST_TITLE:
            found = {self.title: title, self.text: text}
        else:
            found = {self.text: "\n\n".join(filter(None, (title, text)))}
        return {name: value for name, value in found.items() if value}


def long_questions(template: Template) -> tuple[Question, ...]:
    """The questions that can take a page of text."""
    return tuple(question for question in template.questions if question.type == "long_text")


def mapping_for(template: Template, question: str) -> Mapping:
    """Where things go.

    Raises:
        InvalidInputError: the template has no such question, or none for long text.
    """
    fitting = [found.id for found in long_questions(template)]
    if not fitting or (question and question not in fitting):
        raise InvalidInputError(
            tr("“{template}” has no such question for a page of text.").format(
                template=template.title
            ),
            tr("Choose another template, such as “free”."),
            code="no-such-question",
        )
    role = template.with_role("title")
    title = role.id if role is not None and role.type == "text" else ""
    return Mapping(template, title, question or fitting[0])


def as_kept(record: Record, request: ImportRequest, swaps: Together) -> Record:
    """The record with the chosen fields as lines of its text, and the names replaced."""
    lines = [f"{extra.label}: {extra.value}" for extra in record.extras
             if extra.kind in request.keep]  # fmt: skip
    text = "\n\n".join(filter(None, (record.text, "\n".join(lines))))
    title, tags = swaps.text(record.title), dict.fromkeys(map(swaps.text, record.tags))
    return replace(record, title=title, text=swaps.text(text), tags=tuple(tags), extras=())


def fits(record: Record) -> bool:
    """Whether an answer can hold its text."""
    return len(record.title) + len(record.text) + 2 <= LONGEST_TEXT


def entry_of(record: Record, mapping: Mapping, id_: str, written: str) -> Entry:
    """The entry a record becomes: dated when it happened, neither marked nor shared."""
    template = mapping.template
    answers = check_answers(template, mapping.answers(record.title, record.text), ())
    return Entry(
        id=id_,
        template=template.id,
        template_version=template.version,
        revision=0,
        written=written,
        event=record.at,
        shift=None,
        answers=answers,
        tags=record.tags,
    )
