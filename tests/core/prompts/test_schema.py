"""The schema in `resources/`: every template meets it, and its closed lists are the program's."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest

from reflect_app import assets
from reflect_app.core.prompts import ACTIONS, GROUPS, QUESTION_TYPES, ROLES, TemplateError
from reflect_app.core.prompts.model import BUTTONS
from tests.core.prompts.helpers import files, template

SCHEMA: dict[str, Any] = json.loads(assets.read_text("schemas/prompt-template.schema.json"))
TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "boolean": bool, "integer": int,
    "number": (int, float),
}  # fmt: skip
KNOWN = {
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "properties", "required",
    "additionalProperties", "propertyNames", "items", "minItems", "maxItems", "minimum",
    "maximum", "maxLength", "pattern", "enum", "const", "anyOf", "allOf", "if", "then",
}  # fmt: skip


def fits(value: Any, rule: dict[str, Any] | bool) -> bool:
    """Whether a value meets a schema that uses only the words in `KNOWN`."""
    if isinstance(rule, bool):
        return rule
    assert set(rule) <= KNOWN, set(rule) - KNOWN
    if "$ref" in rule:
        return fits(value, SCHEMA["$defs"][rule["$ref"].rpartition("/")[2]])
    if "if" in rule and fits(value, rule["if"]) and not fits(value, rule["then"]):
        return False
    return (
        _plain(value, rule)
        and all(fits(value, part) for part in rule.get("allOf", []))
        and ("anyOf" not in rule or any(fits(value, part) for part in rule["anyOf"]))
        and _inside(value, rule)
    )


def _plain(value: Any, rule: dict[str, Any]) -> bool:
    kinds = rule.get("type", list(TYPES))
    kinds = [kinds] if isinstance(kinds, str) else kinds
    right = any(
        isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))
        for kind in kinds
    )
    if not right or ("const" in rule and value != rule["const"]):
        return False
    if "enum" in rule and value not in rule["enum"]:
        return False
    if isinstance(value, str):
        return len(value) <= rule.get("maxLength", len(value)) and (
            re.search(rule.get("pattern", ""), value) is not None
        )
    if isinstance(value, int | float):
        return bool(rule.get("minimum", value) <= value <= rule.get("maximum", value))
    return True


def _inside(value: Any, rule: dict[str, Any]) -> bool:
    if isinstance(value, list):
        count = rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", len(value))
        return count and all(fits(item, rule.get("items", True)) for item in value)
    if isinstance(value, dict):
        named = rule.get("properties", {})
        others = rule.get("additionalProperties", True)
        return (
            set(rule.get("required", [])) <= set(value)
            and all(fits(key, rule.get("propertyNames", True)) for key in value)
            and all(fits(item, named.get(key, others)) for key, item in value.items())
        )
    return True


@pytest.mark.parametrize(("name", "data"), files("prompts").items(), ids=list(files("prompts")))
def test_every_template_meets_the_schema(name: str, data: bytes) -> None:
    assert fits(tomllib.loads(data.decode()), SCHEMA), name


def test_the_closed_lists_are_the_programs() -> None:
    question = SCHEMA["$defs"]["question"]["properties"]
    followup = SCHEMA["$defs"]["followup"]["properties"]
    assert question["type"]["enum"] == list(QUESTION_TYPES)
    assert question["role"]["enum"] == list(ROLES)
    assert followup["action"]["enum"] == list(ACTIONS)
    assert followup["buttons"]["items"]["properties"]["do"]["enum"] == list(BUTTONS)
    assert SCHEMA["properties"]["group"]["enum"] == list(GROUPS)


BASE: dict[str, Any] = tomllib.loads(files("prompts")["after-shift.toml"].decode())
WRONG: list[dict[str, Any]] = [
    {"id": "After Shift"},
    {"version": 0},
    {"version": True},
    {"minutes": "3"},
    {"questions": []},
    {"group": "best"},
    {"manager_copy": True},
    {"questions": [{"id": "a", "type": "scale", "text": "How?"}]},
    {"questions": [{"id": "a", "type": "choice", "text": "Which?"}]},
    {"questions": [{"id": "a", "type": "options", "text": "Which?"}]},
    {"questions": [{"id": "a", "type": "essay", "text": "What?"}]},
    {"questions": [{"id": "a", "type": "text", "text": "What?", "role": "boss"}]},
    {"followups": [{"id": "a", "when": {"question": "shift"}, "action": "share"}]},
    {"followups": [{"id": "a", "action": "message", "message": "So."}]},
    {"cy": {"questions": {"shift": {"colour": "coch"}}}},
]


@pytest.mark.parametrize("change", WRONG, ids=str)
def test_what_the_schema_refuses_the_program_refuses(change: dict[str, Any]) -> None:
    assert fits(BASE, SCHEMA)
    document = BASE | change
    assert not fits(document, SCHEMA)
    with pytest.raises(TemplateError):
        template(_toml(document), "")


def _toml(document: dict[str, Any]) -> str:
    """Enough of TOML to write a document back: every value inline."""
    return "".join(f"{key} = {_value(item)}\n" for key, item in document.items())


def _value(item: Any) -> str:
    if isinstance(item, dict):
        return "{" + ", ".join(f"{key} = {_value(part)}" for key, part in item.items()) + "}"
    if isinstance(item, list):
        return "[" + ", ".join(map(_value, item)) + "]"
    return json.dumps(item, ensure_ascii=False)


def test_the_writer_above_writes_what_it_was_given() -> None:
    assert tomllib.loads(_toml(BASE)) == BASE
    assert template(_toml(BASE), "").id == "after-shift"
