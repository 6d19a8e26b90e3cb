"""Another word for a person, everywhere an entry names them: picked, typed, or in a tag.

A name counts where it stands as a word of its own, with or without `@` before it. Renaming looks
for it as it is written; forgetting looks without regard to case, because a name left behind in
small letters would still point to somebody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from reflect_app.core.entries import Answer, Answers
from reflect_app.core.prompts import Question, Template

SOMEONE = "someone"
"""Stands for everybody who was forgotten, so that no two scores can be told to be of one person."""

_LEFT_ALONE = frozenset({"due", "entry"})  # parts of rows that hold a date or an id


@dataclass(frozen=True, slots=True)
class Renaming:
    """What to put in the place of some names. `forgets`: `to` is no name, and case is ignored."""

    names: tuple[str, ...]
    to: str
    forgets: bool = False
    _word: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        forms = {form for name in self.names for form in _forms(name)}
        joined = "|".join(_spaced(form) for form in sorted(forms, key=len, reverse=True))
        flags = re.IGNORECASE if self.forgets else 0
        object.__setattr__(self, "_word", re.compile(rf"(?<!\w)(@?)(?:{joined})(?!\w)", flags))

    def text(self, text: str) -> str:
        """The text with the other word in it; possessives and punctuation stay."""

        def put(found: re.Match[str]) -> str:
            return self.to if self.forgets else found[1] + self.to

        return self._word.sub(put, text)

    def picks(self, names: Iterable[str]) -> list[str]:
        """Picked pseudonyms with the other one, each once, in order."""
        return list(dict.fromkeys(self.to if self._is_named(name) else name for name in names))

    def answers(self, template: Template, answers: Answers) -> Answers:
        """The answers with the other word in them; choices, numbers and dates stay."""
        kept = dict(answers)
        for question in template.questions:
            if question.id in kept:
                kept[question.id] = self._answer(question, kept[question.id])
        return kept

    def tags(self, tags: Iterable[str]) -> list[str]:
        """The tags with the other word in them, each once, in order."""
        return list(dict.fromkeys(self.text(tag) for tag in tags))

    def may_be_in(self, text: str) -> bool:
        """A quick look at stored text: False only where none of the names can stand in it."""
        plain = unicodedata.normalize("NFC", text).casefold()
        return any(_first_word(name) in plain for name in self.names)

    def _is_named(self, name: str) -> bool:
        return any(folded(name) == folded(old) for old in self.names)

    def _answer(self, question: Question, value: Answer) -> Answer:
        if question.type == "people" and isinstance(value, list):
            return self.picks(name for name in value if isinstance(name, str))
        if question.type in ("text", "long_text") and isinstance(value, str):
            return self.text(value)
        if question.type in ("actions", "options") and isinstance(value, list):
            return [self._row(row) for row in value if isinstance(row, dict)]
        return value

    def _row(self, row: dict[str, str]) -> dict[str, str]:
        return {key: part if key in _LEFT_ALONE else self.text(part) for key, part in row.items()}


def folded(name: str) -> str:
    """A name as two of them are compared: without outer blanks and case, in one form."""
    return unicodedata.normalize("NFC", name).casefold().strip()


def _forms(name: str) -> tuple[str, str]:
    return unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)


def _spaced(form: str) -> str:
    """A pattern in which any gap stands for any other: a name may be broken over two lines."""
    return r"\s+".join(re.escape(part) for part in form.split())


def _first_word(name: str) -> str:
    """The letters before the first sign that JSON would write in another way."""
    first = unicodedata.normalize("NFC", name).split()[0]
    return re.split(r'["\\]', first)[0].casefold() if first[0] not in '"\\' else ""
