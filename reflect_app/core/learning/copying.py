"""What of an entry is copied into a draft account: what was typed, and nothing that was ticked.

Scores, people and picks stay where they are. There is no link back: an account says nothing of
the entry it came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reflect_app.core.entries import Entry
from reflect_app.core.prompts import Template
from reflect_app.core.prompts.model import Question

TEMPLATE = "cpd-account"
_TYPED = ("text", "long_text")
_REST = "what"


def copied(
    entry: Entry, template: Template, copying: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> dict[str, str]:
    """The words of an entry by the account's questions; empty where nothing was typed."""
    typed = {
        question.id: question
        for question in template.questions
        if question.type in _TYPED and str(entry.answers.get(question.id, "")).strip()
    }
    if template.id == TEMPLATE:
        return {name: str(entry.answers[name]) for name in typed}
    plan = copying.get(template.id)
    if plan is None:
        return _unsorted(entry, typed)
    sorted_ = {
        field: _joined(str(entry.answers[name]) for name in names if name in typed)
        for field, names in plan.items()
    }
    placed = {name for names in plan.values() for name in names}
    left = _unsorted(entry, {name: it for name, it in typed.items() if name not in placed})
    rest = _joined((sorted_.get(_REST, ""), left.get(_REST, "")))
    return {name: text for name, text in {**sorted_, _REST: rest}.items() if text}


def _unsorted(entry: Entry, typed: Mapping[str, Question]) -> dict[str, str]:
    """Everything under one heading; each answer under its own question if there are several."""
    alone = len(typed) == 1
    parts = (
        f"{'' if alone else question.text}\n{entry.answers[name]}".lstrip()
        for name, question in typed.items()
    )
    text = _joined(parts)
    return {_REST: text} if text else {}


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)
