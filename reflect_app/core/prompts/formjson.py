"""A template's form as JSON and back, so that one that does not fit yet can be put aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from reflect_app.core.prompts.forms import QuestionForm, TemplateForm
from reflect_app.core.prompts.model import Choice


def form_to_json(form: TemplateForm) -> dict[str, Any]:
    """Everything on the page, as plain JSON."""
    return asdict(form)


def form_from_json(held: Mapping[str, Any]) -> TemplateForm:
    """The page again. What a later version added and this one does not know is left out."""
    known = {each.name for each in fields(TemplateForm)}
    parts = {name: value for name, value in held.items() if name in known}
    return TemplateForm(**parts | {"questions": tuple(map(_question, held.get("questions", ())))})


def _question(held: Mapping[str, Any]) -> QuestionForm:
    known = {each.name for each in fields(QuestionForm)}
    parts = {name: value for name, value in held.items() if name in known}
    for name in ("choices", "fields"):
        parts[name] = tuple(Choice(each["id"], each["label"]) for each in held.get(name, ()))
    return QuestionForm(**parts)
