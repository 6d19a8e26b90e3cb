"""A template as JSON: what `prompts show` prints and what a vault keeps of the wording.

It has the shape of a template file with everything shared written out, so that the same
checks read it back. `template_from_json(template_to_json(t)) == t`.
"""

from __future__ import annotations

from typing import Any

from reflect_app.core.prompts.conditions import condition_to_json
from reflect_app.core.prompts.model import Choice, Field, Followup, Question, Template
from reflect_app.core.prompts.welsh import welsh_to_json


def template_to_json(template: Template) -> dict[str, Any]:
    """The whole template in plain JSON values."""
    return {
        "id": template.id,
        "version": template.version,
        "title": template.title,
        "purpose": template.purpose,
        "minutes": template.minutes,
        "framework": template.framework,
        "attribution": template.attribution,
        "group": template.group,
        "occasion": template.occasion,
        "banner": template.banner,
        "order": template.order,
        "support_on_top": template.support_on_top,
        "questions": [_question(question) for question in template.questions],
        "followups": [_followup(followup) for followup in template.followups],
        "cy": welsh_to_json(template.cy),
    }


def _question(question: Question) -> dict[str, Any]:
    written: dict[str, Any] = {
        "id": question.id,
        "type": question.type,
        "text": question.text,
        "help": question.help,
        "choices": _rows(question.choices),
        "fields": _rows(question.fields),
        "min": question.min,
        "max": question.max,
        "min_label": question.min_label,
        "max_label": question.max_label,
        "role": question.role,
        "folded": question.folded,
        "notice": question.notice,
        "routes": _rows(question.routes),
        "show_when": condition_to_json(question.show_when) if question.show_when else None,
        "up_to": question.up_to,
        "default": question.default,
    }
    if question.block:
        written["from_block"] = question.block
    return written


def _followup(followup: Followup) -> dict[str, Any]:
    return {
        "id": followup.id,
        "when": condition_to_json(followup.when),
        "action": followup.action,
        "message": followup.message,
        "suggest": list(followup.suggest),
        "mark": followup.mark,
        "support": followup.support,
        "buttons": [
            {"do": button.do, "question": button.question, "choice": button.choice}
            for button in followup.buttons
        ],
        "routes": _rows(followup.routes),
    }


def _rows(rows: tuple[Choice, ...] | tuple[Field, ...]) -> list[dict[str, str]]:
    return [{"id": row.id, "label": row.label} for row in rows]
