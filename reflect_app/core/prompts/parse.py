"""From the bytes of a file, or the JSON kept in a vault, to a checked template."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from reflect_app.core.prompts.model import GROUPS, Choice, Followup, Group, Question, Template
from reflect_app.core.prompts.questions import (
    TEMPLATE_ID,
    read_choices,
    read_followup,
    read_question,
    template_id_shape,
)
from reflect_app.core.prompts.reader import Source, Table, TemplateError, read_toml
from reflect_app.core.prompts.shared import NOTHING_SHARED, Shared, SharedBlock, SharedList
from reflect_app.core.prompts.welsh import read_labels, read_welsh
from reflect_app.words import tr

_MOST_QUESTIONS = 80
_MOST_FOLLOWUPS = 40
_KEYS = (
    *("id", "version", "title", "purpose", "minutes", "framework", "attribution", "group"),
    *("occasion", "banner", "order", "support_on_top", "questions", "followups", "cy"),
)


def parse_template(
    data: bytes,
    name: str,
    shared: Shared = NOTHING_SHARED,
    reserved: Collection[str] | None = None,
) -> Template:
    """The template in a TOML file, or TemplateError naming file, line and reason.

    `name` is what to call the file. `reserved` are the built-in ids: given, the file is a
    service's own, so its id must be `service:id` and must not shadow one of them.
    """
    table = read_toml(data, name)
    return _template(table, shared, reserved)


def template_in(table: Table, shared: Shared, reserved: Collection[str]) -> Template:
    """The service's own template in a table of a larger file; see `parse_template`."""
    return _template(table, shared, reserved)


def template_from_json(written: Mapping[str, Any], name: str = "template") -> Template:
    """The template that `template_to_json` wrote, under the same checks as a file."""
    if not isinstance(written, Mapping):
        raise TemplateError(name, 0, tr("A template must be a table."))
    return _template(Table(Source(name), (), written), NOTHING_SHARED, None)


def parse_shared(files: Mapping[str, bytes]) -> Shared:
    """The shared lists and blocks in these files, by name. Blocks may use the lists."""
    tables = [read_toml(data, name) for name, data in sorted(files.items())]
    lists: dict[str, SharedList] = {}
    for table in tables:
        table.only(("id", "choices", "questions", "cy"))
        if table.has("choices"):
            choices = read_choices(table, "choices")
            welsh = read_labels(table.table("cy"), [choice.id for choice in choices])
            lists[_shared_id(table)] = SharedList(choices, welsh)
    shared = Shared(lists)
    blocks: dict[str, SharedBlock] = {}
    for table in tables:
        if table.has("questions"):
            name = _shared_id(table)
            questions = _questions(table, shared)
            words = _list_welsh(table, questions, shared)
            words |= read_welsh(table.table("cy"), questions, {})
            marked = tuple(replace(item, block=name) for item in questions.values())
            blocks[name] = SharedBlock(marked, tuple(sorted(words.items())))
    return Shared(lists, blocks)


def _shared_id(table: Table) -> str:
    return table.word("id", TEMPLATE_ID, template_id_shape())


def _template(table: Table, shared: Shared, reserved: Collection[str] | None) -> Template:
    table.only(_KEYS)
    name = _template_id(table, reserved)
    questions = _questions(table, shared)
    if not questions:
        raise table.error(tr("A template needs at least one question."))
    followups = _followups(table, questions, shared, reserved)
    words = _list_welsh(table, questions, shared)
    words |= _route_welsh(questions, followups, shared)
    words |= read_welsh(table.table("cy"), questions, followups)
    version, minutes = table.whole("version", 1, 1_000_000), table.whole("minutes", 1, 240)
    if version is None or minutes is None:
        missing = "version" if version is None else "minutes"
        raise table.error(tr("“{key}” is missing.").format(key=missing))
    order = table.whole("order", 0, 1_000_000)
    return Template(
        id=name,
        version=version,
        title=table.text("title", required=True, longest=120),
        purpose=table.text("purpose", required=True, longest=300),
        minutes=minutes,
        questions=tuple(questions.values()),
        framework=table.text("framework", longest=300),
        attribution=table.text("attribution", longest=500),
        group=_group(table),
        occasion=table.text("occasion", longest=200),
        banner=table.text("banner"),
        order=1000 if order is None else order,
        support_on_top=bool(table.flag("support_on_top")),
        followups=tuple(followups.values()),
        cy=tuple(sorted(words.items())),
    )


def _group(table: Table) -> Group:
    return next(group for group in GROUPS if group == (table.one_of("group", GROUPS) or "own"))


def _template_id(table: Table, reserved: Collection[str] | None) -> str:
    name = table.word("id", TEMPLATE_ID, template_id_shape())
    if reserved is None:
        return name
    prefix, _, last = name.rpartition(":")
    if not prefix:
        hint = tr("Write it as service:{id}.").format(id=name)
        raise table.error(tr("Your own template's id begins with “service:”."), "id", hint)
    if last in reserved:
        reason = tr("“{id}” would shadow a template that comes with Reflect.").format(id=name)
        raise table.error(reason, "id", tr("Choose another word after the colon."))
    return name


def _questions(table: Table, shared: Shared) -> dict[str, Question]:
    found: dict[str, Question] = {}
    for row in table.tables("questions", _MOST_QUESTIONS):
        if not row.has("block"):
            question = read_question(row, shared, found)
            found[question.id] = question
            continue
        row.only(("block",))
        block = row.text("block", longest=120)
        if block not in shared.blocks:
            reason = tr("There is no shared block “{name}”.").format(name=block)
            raise row.error(reason, "block")
        for question in shared.blocks[block].questions:
            if question.id in found:
                reason = tr("The id “{id}” is used twice.").format(id=question.id)
                raise row.error(reason, "block")
            found[question.id] = question
    return found


def _followups(
    table: Table,
    questions: Mapping[str, Question],
    shared: Shared,
    reserved: Collection[str] | None,
) -> dict[str, Followup]:
    def known(name: str) -> bool:
        return reserved is None or ":" in name or name in reserved

    found: dict[str, Followup] = {}
    for row in table.tables("followups", _MOST_FOLLOWUPS):
        followup = read_followup(row, questions, shared, found, known)
        found[followup.id] = followup
    return found


def _list_welsh(table: Table, questions: Mapping[str, Question], shared: Shared) -> dict[str, str]:
    """The Welsh that comes with shared lists and blocks, at the paths of their new home."""
    words: dict[str, str] = {}
    for row in table.tables("questions", _MOST_QUESTIONS):
        block = row.data.get("block")
        if isinstance(block, str) and block in shared.blocks:
            words |= dict(shared.blocks[block].cy)
            continue
        question = questions[row.text("id")]
        named = row.data.get("choices") or ("emotions" if question.type == "emotions" else "")
        if isinstance(named, str) and named in shared.lists:
            labels = shared.lists[named].cy
            words |= {f"question.{question.id}.choice.{key}": text for key, text in labels.items()}
    return words


def _route_welsh(
    questions: Mapping[str, Question], followups: Mapping[str, Followup], shared: Shared
) -> dict[str, str]:
    if "routes" not in shared.lists:
        return {}
    labels = shared.lists["routes"].cy

    def at(path: str, routes: tuple[Choice, ...]) -> dict[str, str]:
        return {f"{path}.route.{item.id}": labels[item.id] for item in routes if item.id in labels}

    words: dict[str, str] = {}
    for question in questions.values():
        words |= at(f"question.{question.id}", question.routes)
    for followup in followups.values():
        words |= at(f"followup.{followup.id}", followup.routes)
    return words
