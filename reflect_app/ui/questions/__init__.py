"""One small widget for each type of question. Adding a type is adding a module here."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from PySide6.QtWidgets import QWidget

from reflect_app.core.prompts import Question
from reflect_app.ui.questions.base import QuestionField, Surroundings, field_class

__all__ = ["QuestionField", "Surroundings", "make_field"]


@cache
def _load_types() -> None:
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")


def make_field(
    question: Question, around: Surroundings, parent: QWidget | None = None
) -> QuestionField:
    """The field for a question; the caller takes it through `filling`.

    KeyError where no module here answers its type.
    """
    _load_types()
    return field_class(question.type)(question, around, parent)
