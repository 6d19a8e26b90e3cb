"""Reading one question, one choice, one follow-up of a template file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import cast

from reflect_app.core.prompts.conditions import read_condition, read_now
from reflect_app.core.prompts.model import (
    ACTIONS,
    BUTTONS,
    DISTRESS_ROLES,
    QUESTION_TYPES,
    ROLES,
    Action,
    Button,
    ButtonKind,
    Choice,
    Field,
    Followup,
    Question,
    QuestionType,
)
from reflect_app.core.prompts.reader import Table
from reflect_app.core.prompts.shared import Shared
from reflect_app.words import tr

WORD = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
TEMPLATE_ID = re.compile(r"(?:[a-z][a-z0-9-]{0,31}:)?[a-z][a-z0-9-]{0,39}")

_LABEL = 200
_MOST_CHOICES = 60
_MOST_FIELDS = 12
_FEELINGS = 5  # more than five words for one moment stop meaning anything
_PICKED = frozenset({"choice", "multi_choice", "emotions"})
_KEYS_BY_TYPE: dict[str, tuple[QuestionType, ...]] = {
    "choices": ("choice", "multi_choice", "emotions"),
    "fields": ("options",),
    "min": ("scale", "number"),
    "max": ("scale", "number"),
    "min_label": ("scale",),
    "max_label": ("scale",),
    "up_to": ("multi_choice", "emotions", "people"),
    "default": ("yes_no",),
}
_KEYS = (
    *("id", "type", "text", "help", "notice", "routes", "role", "folded", "show_when"),
    *_KEYS_BY_TYPE,
)


def id_shape() -> str:
    """What a question's or choice's id looks like, in words."""
    return tr("small letters and digits with single underscores, such as what_next")


def template_id_shape() -> str:
    """What a template's id looks like, in words."""
    return tr("small letters, digits and hyphens, such as service:what-next")


def read_question(table: Table, shared: Shared, before: Mapping[str, Question]) -> Question:
    """The question in this table. `show_when` may look at the questions before it only."""
    kept = table.source.text is None  # in a vault, a question remembers the block it came from
    table.only((*_KEYS, "from_block") if kept else _KEYS)
    name = read_id(table, before)
    kind = table.one_of("type", QUESTION_TYPES)
    if kind is None:
        raise table.error(tr("“type” is missing."))
    for key, kinds in _KEYS_BY_TYPE.items():
        if kind not in kinds and table.has(key) and table.data[key] not in ("", [], ()):
            reason = tr("“{key}” does not belong to a question of the type {type}.")
            raise table.error(reason.format(key=key, type=kind), key)
    low, high = _range(table, kind)
    showing = table.table("show_when")
    return Question(
        id=name,
        type=cast("QuestionType", kind),
        text=table.text("text", required=True),
        help=table.text("help"),
        choices=_choices(table, kind, shared),
        fields=_fields(table, kind),
        min=low,
        max=high,
        min_label=table.text("min_label", required=kind == "scale", longest=_LABEL),
        max_label=table.text("max_label", required=kind == "scale", longest=_LABEL),
        role=_role(table, kind, low, high, before.values()),
        folded=bool(table.flag("folded")),
        notice=table.text("notice"),
        routes=read_routes(table, shared),
        show_when=read_now(showing, before) if showing else None,
        up_to=table.whole("up_to", 1, _MOST_CHOICES) or (_FEELINGS if kind == "emotions" else None),
        default=table.flag("default"),
        block=table.text("from_block", longest=_LABEL),
    )


def read_id(table: Table, taken: Iterable[str]) -> str:
    """The table's id, which nothing in `taken` may have already."""
    name = table.word("id", WORD, id_shape())
    if len(name) > 40:
        raise table.error(tr("“id” is longer than 40 characters."), "id")
    if name in taken:
        raise table.error(tr("The id “{id}” is used twice.").format(id=name), "id")
    return name


def _range(table: Table, kind: str) -> tuple[int | float | None, int | float | None]:
    low: int | float | None
    high: int | float | None
    if kind == "scale":
        low = 0 if (given := table.whole("min", -100, 100)) is None else given
        high = 10 if (given := table.whole("max", -100, 100)) is None else given
    else:
        low, high = table.number("min"), table.number("max")
    if low is not None and high is not None and low >= high:
        raise table.error(tr("“min” must be smaller than “max”."), "min")
    return low, high


def _role(
    table: Table,
    kind: str,
    low: int | float | None,
    high: int | float | None,
    before: Iterable[Question],
) -> str | None:
    role = table.one_of("role", ROLES)
    if role is None:
        return None
    if kind not in ROLES[role]:
        reason = tr("The role “{role}” does not fit a question of the type {type}.")
        raise table.error(reason.format(role=role, type=kind), "role")
    if any(question.role == role for question in before):
        reason = tr("Two questions have the role “{role}”.").format(role=role)
        raise table.error(reason, "role")
    if role in DISTRESS_ROLES and (low, high) != (0, 10):
        # The support strip speaks of "7 or more", which means something on 0 to 10 only.
        raise table.error(tr("A scale of distress runs from 0 to 10."), "role")
    return role


def _choices(table: Table, kind: str, shared: Shared) -> tuple[Choice, ...]:
    named = table.data.get("choices")
    if kind == "emotions" and not named:
        named = "emotions"
    if isinstance(named, str) and named:
        if named not in shared.lists:
            reason = tr("There is no shared list “{name}”.").format(name=named[:40])
            raise table.error(reason, "choices")
        return shared.lists[named].choices
    found = read_choices(table, "choices")
    if kind in _PICKED and not found:
        raise table.error(tr("A question of the type {type} needs choices.").format(type=kind))
    return found


def read_choices(table: Table, key: str) -> tuple[Choice, ...]:
    """A list of tables with an id and a label."""
    found: dict[str, Choice] = {}
    for row in table.tables(key, _MOST_CHOICES):
        row.only(("id", "label"))
        name = read_id(row, found)
        found[name] = Choice(name, row.text("label", required=True, longest=_LABEL))
    return tuple(found.values())


def _fields(table: Table, kind: str) -> tuple[Field, ...]:
    found: dict[str, Field] = {}
    for row in table.tables("fields", _MOST_FIELDS):
        row.only(("id", "label"))
        name = read_id(row, found)
        found[name] = Field(name, row.text("label", required=True, longest=_LABEL))
    if kind == "options" and not found:
        raise table.error(tr("A question of the type {type} needs fields.").format(type=kind))
    return tuple(found.values())


def read_routes(table: Table, shared: Shared) -> tuple[Choice, ...]:
    """Places to turn to: names from the shared list `routes`, or rows kept with a vault."""
    given = table.data.get("routes")
    if isinstance(given, list | tuple) and given and isinstance(given[0], Mapping):
        return read_choices(table, "routes")
    known = shared.lists["routes"].choices if "routes" in shared.lists else ()
    by_id = {route.id: route for route in known}
    for name in (names := table.words("routes", 12)):
        if name not in by_id:
            reason = tr("There is no route “{name}”.").format(name=name)
            raise table.error(reason, "routes")
    return tuple(by_id[name] for name in names)


def read_followup(
    table: Table,
    questions: Mapping[str, Question],
    shared: Shared,
    taken: Iterable[str],
    known_template: Callable[[str], bool],
) -> Followup:
    """One follow-up: a condition, an action of the closed list, and plain words."""
    table.only(
        ("id", "when", "action", "message", "suggest", "mark", "support", "buttons", "routes")
    )
    name = read_id(table, taken)
    action = table.one_of("action", ACTIONS)
    if action is None:
        raise table.error(tr("“action” is missing."))
    when = table.table("when")
    if when is None:
        raise table.error(tr("“when” is missing."))
    suggest = table.words("suggest", 6)
    for template in suggest:
        if not TEMPLATE_ID.fullmatch(template) or not known_template(template):
            reason = tr("There is no template “{name}”.").format(name=template)
            raise table.error(reason, "suggest")
    if bool(suggest) != (action == "suggest"):
        raise table.error(tr("“suggest” goes with the action suggest, and only with it."))
    mark = table.text("mark", longest=_LABEL)
    if mark and (action != "offer-mark" or mark not in questions):
        raise table.error(tr("“mark” must name a question, with the action offer-mark."), "mark")
    return Followup(
        id=name,
        when=read_condition(when, questions),
        action=cast("Action", action),
        message=table.text("message", required=action != "support"),
        suggest=suggest,
        mark=mark,
        support=bool(table.flag("support")),
        buttons=tuple(_button(row, questions) for row in table.tables("buttons", 4)),
        routes=read_routes(table, shared),
    )


def _button(row: Table, questions: Mapping[str, Question]) -> Button:
    row.only(("do", "question", "choice"))
    do = row.one_of("do", BUTTONS)
    if do is None:
        raise row.error(tr("“do” is missing."))
    name, choice = row.text("question", longest=_LABEL), row.text("choice", longest=_LABEL)
    if do != "answer" and (name or choice):
        raise row.error(tr("Only the button answer takes a question and a choice."))
    if do == "answer":
        question = questions.get(name)
        if question is None or question.type != "choice" or question.choice(choice) is None:
            raise row.error(tr("The button answer needs a question and one of its choices."))
    return Button(cast("ButtonKind", do), name, choice)
