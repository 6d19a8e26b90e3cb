"""A template as the file somebody could have written: the way back from `parse_template`.

Shared blocks are named again where they stand unchanged; shared lists are written out, so that
the file means the same to a program with other lists.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reflect_app.core.prompts.jsonform import template_to_json
from reflect_app.core.prompts.model import Question, Template
from reflect_app.core.prompts.shared import Shared

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_DEFAULTS: dict[str, Any] = {"order": 1000, "group": "own"}
_CONDITIONS = frozenset({"when", "show_when"})
_IN_LINE = frozenset({"choices", "fields", "buttons", "routes"})


def template_document(template: Template, shared: Shared) -> dict[str, Any]:
    """The template as the values of such a file, with nothing in it that need not be said.

    `library.parse_own` reads `toml_text` of it back to the same template.
    """
    written = template_to_json(template)
    questions = [
        {"block": part} if isinstance(part, str) else _said(rows[part.id])
        for rows in [{row["id"]: row for row in written["questions"]}]
        for part in blocks_folded(template.questions, shared)
    ]
    followups = [_said(row) for row in written["followups"]]
    below = ("questions", "followups", "cy")
    top = {
        key: value
        for key, value in written.items()
        if key not in below and _DEFAULTS.get(key) != value
    }
    last = {"followups": followups, "cy": _said(written["cy"])}
    return {
        **_said(top),
        "questions": questions,
        **{key: value for key, value in last.items() if value},
    }


def blocks_folded(questions: Sequence[Question], shared: Shared) -> Iterable[Question | str]:
    """The questions, with the name of a shared block where all of it stands in its own order."""
    place = 0
    while place < len(questions):
        name = questions[place].block
        block = shared.blocks[name].questions if name in shared.blocks else ()
        if block and tuple(questions[place : place + len(block)]) == block:
            yield name
            place += len(block)
        else:
            yield questions[place]
            place += 1


def toml_text(document: Mapping[str, Any]) -> str:
    """Plain values as TOML: strings, numbers, booleans, lists and tables."""
    return "\n".join(_table(document, ())).lstrip("\n") + "\n"


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row without what was left out, at any depth."""
    kept: dict[str, Any] = {}
    for key, value in row.items():
        if key == "from_block" or value is None or value is False or value in ("", [], {}):
            continue
        if isinstance(value, Mapping):
            kept[key] = value if key in _CONDITIONS else _said(value)
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            kept[key] = [_said(item) for item in value]
        else:
            kept[key] = value
    # The one flag that means something when it is false.
    if row.get("default") is False:
        kept["default"] = False
    return kept


def _table(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterable[str]:
    """Its own values first: in TOML, what follows a header belongs to it."""
    nested = {}
    for key, value in table.items():
        if _has_headers(key, value):
            nested[key] = value
        else:
            yield f"{_key(key)} = {_value(value, spread=True)}"
    for key, value in nested.items():
        below = (*path, key)
        if isinstance(value, Mapping):
            if any(not _has_headers(inner, item) for inner, item in value.items()):
                yield f"\n[{_path(below)}]"
            yield from _table(value, below)
        else:
            for row in value:
                yield f"\n[[{_path(below)}]]"
                yield from _table(row, below)


def _has_headers(key: str, value: Any) -> bool:  # noqa: ANN401  any plain value
    if isinstance(value, Mapping):
        return key not in _CONDITIONS
    return (
        isinstance(value, list)
        and bool(value)
        and isinstance(value[0], Mapping)
        and (key not in _IN_LINE)
    )


def _value(value: Any, *, spread: bool = False) -> str:  # noqa: ANN401  any plain value
    if isinstance(value, str):
        return _string(value, spread=spread)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items())
        return "{ " + inside + " }"
    if isinstance(value, list):
        items = [_value(item) for item in value]
        if spread and any(isinstance(item, Mapping) for item in value):
            return "[\n" + "".join(f"  {item},\n" for item in items) + "]"
        return "[" + ", ".join(items) + "]"
    return repr(value)


def _string(text: str, *, spread: bool) -> str:
    if spread and "\n" in text:
        lines = json.dumps(text, ensure_ascii=False)[1:-1].replace("\\n", "\n")
        if "\\\n" not in lines and json.loads(f'"{lines}"', strict=False) == text:
            return f'"""\n{lines}"""'
    return json.dumps(text, ensure_ascii=False)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _path(path: tuple[str, ...]) -> str:
    return ".".join(map(_key, path))
