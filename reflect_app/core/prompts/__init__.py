"""Prompt templates: the questions a page asks, as data that a non-programmer can write.

`parse_template` reads and checks a file, `check_answers` checks what a person gave,
`TemplateLibrary` holds them all. Adding a template is one TOML file and no code.
"""

from reflect_app.core.prompts.answers import check_answers
from reflect_app.core.prompts.jsonform import template_to_json
from reflect_app.core.prompts.library import TemplateLibrary, read_library
from reflect_app.core.prompts.model import (
    ACTIONS,
    DISTRESS_ROLES,
    GROUPS,
    QUESTION_TYPES,
    ROLES,
    Button,
    Choice,
    Condition,
    Field,
    Followup,
    Question,
    Template,
)
from reflect_app.core.prompts.parse import parse_shared, parse_template, template_from_json
from reflect_app.core.prompts.reader import TemplateError
from reflect_app.core.prompts.sentences import distress_line, support_offer, support_strip
from reflect_app.core.prompts.shared import NOTHING_SHARED, Shared
from reflect_app.core.prompts.showing import is_shown
from reflect_app.core.prompts.text import answer_for, people_in, text_of, title_of
from reflect_app.core.prompts.welsh import in_language, in_welsh, title_in

__all__ = [
    "ACTIONS",
    "DISTRESS_ROLES",
    "GROUPS",
    "NOTHING_SHARED",
    "QUESTION_TYPES",
    "ROLES",
    "Button",
    "Choice",
    "Condition",
    "Field",
    "Followup",
    "Question",
    "Shared",
    "Template",
    "TemplateError",
    "TemplateLibrary",
    "answer_for",
    "check_answers",
    "distress_line",
    "in_language",
    "in_welsh",
    "is_shown",
    "parse_shared",
    "parse_template",
    "people_in",
    "read_library",
    "support_offer",
    "support_strip",
    "template_from_json",
    "template_to_json",
    "text_of",
    "title_in",
    "title_of",
]
