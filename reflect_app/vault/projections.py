"""Tables made from history: what lists, filters and search read.

`apply` brings them up to one new row; `rebuild` makes them again from the whole chain.
Both use the same code, so `verify --deep` can compare what lies there with what should.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from reflect_app.core.entries import Answers
from reflect_app.core.prompts import (
    Template,
    answer_for,
    people_in,
    template_from_json,
    text_of,
    title_of,
)
from reflect_app.vault import history, schema
from reflect_app.vault.history import Content, Row

TemplateOf = Callable[[str, int], Template]
SNIPPET = 160
RECORD_OPEN = ("at_handover", "need_advice")
_KEY_MASK = (1 << schema.KEY_BITS) - 1

# Built once: making a statement costs more than running it.
_KEY_OF = select(schema.entry.c.key).where(schema.entry.c.id == bindparam("id"))
_KEY_TAKEN = select(schema.entry.c.id).where(schema.entry.c.key == bindparam("key"))
# Named one by one: the tables that a deep check makes in memory have no foreign keys.
_DROP_ENTRY = [
    delete(table).where(table.c.key == bindparam("key"))
    for table in (schema.entry_text, schema.entry_tag, schema.entry_person, schema.entry)
]
_DROP_LIVE = delete(schema.live).where(
    schema.live.c.kind == bindparam("kind"), schema.live.c.id == bindparam("id")
)
_ADD_ENTRY, _ADD_TEXT = insert(schema.entry), insert(schema.entry_text)
_ADD_TAGS, _ADD_PEOPLE = insert(schema.entry_tag), insert(schema.entry_person)
_ADD_LIVE = insert(schema.live)


def apply(
    connection: Connection, kind: str, id_: str, seq: int, content: Content, of: TemplateOf
) -> None:
    """Bring the projections up to a new row of history."""
    if kind == "entry":
        forget_entry(connection, id_)
        _add_entry(connection, id_, seq, content.body, of)
    elif kind == "tombstone":
        _forget(connection, content.body["kind"], id_)
    elif kind not in history.OUTSIDE_STATE:
        forget(connection, kind, id_)
        name = str(content.body.get("pseudonym", ""))
        connection.execute(_ADD_LIVE, {"kind": kind, "id": id_, "seq": seq, "name": name})


def rebuild(connection: Connection, rows: Iterable[Row]) -> None:
    """Make every projection in empty tables from the rows of a chain."""
    templates: dict[tuple[str, int], Template] = {}
    for row in rows:
        if row.content is None:
            continue
        content = row.decoded()
        if row.kind == "template":
            template = template_from_json(content.body)
            templates[template.id, template.version] = template
        apply(connection, row.kind, row.id, row.seq, content, lambda i, v: templates[i, v])


def forget(connection: Connection, kind: str, id_: str) -> None:
    """Take a live object of any kind but entries out of the projections."""
    connection.execute(_DROP_LIVE, {"kind": kind, "id": id_})


def forget_entry(connection: Connection, id_: str) -> None:
    """Take an entry out of lists and index, words and all."""
    key = connection.execute(_KEY_OF, {"id": id_}).scalar()
    if key is not None:
        for drop in _DROP_ENTRY:
            connection.execute(drop, {"key": key})


def _forget(connection: Connection, kind: str, id_: str) -> None:
    if kind == "entry":
        forget_entry(connection, id_)
    else:
        forget(connection, kind, id_)


def _add_entry(
    connection: Connection, id_: str, seq: int, body: Mapping[str, Any], of: TemplateOf
) -> None:
    template = of(body["template"], body["template_version"])
    answers: Answers = body["answers"]
    words = text_of(template, answers)
    title = title_of(template, answers)
    people = people_in(template, answers)
    key = _free_key(connection, body["event"], id_)
    row = {
        "key": key, "id": id_, "seq": seq, "template": body["template"], "title": title,
        "snippet": snippet_of(words, title), "written": body["written"], "event": body["event"],
        "day": body["event"][:10], "shift_kind": (body.get("shift") or {}).get("kind"),
        "marked": int(body["marked"] or bool(body["marked_questions"])),
        "record_open": int(answer_for(template, answers, "record_next") in RECORD_OPEN),
        "deleted": body.get("deleted"),
    }  # fmt: skip
    connection.execute(_ADD_ENTRY, row)
    _add_lists(connection, key, body["tags"], people)
    if body.get("deleted") is None:  # what is in the bin is not found by its words
        text = {
            "key": key, "title": title, "body": words, "tags": " ".join(body["tags"]),
            "people": " ".join(people), "comments": "",
        }  # fmt: skip
        connection.execute(_ADD_TEXT, text)


def _add_lists(connection: Connection, key: int, tags: list[str], people: tuple[str, ...]) -> None:
    if tags:
        rows = [{"key": key, "tag": tag} for tag in dict.fromkeys(tags)]
        connection.execute(_ADD_TAGS, rows)
    if people:
        named = [{"key": key, "person": person} for person in people]
        connection.execute(_ADD_PEOPLE, named)


def snippet_of(words: str, title: str) -> str:
    """The beginning of what was written, on one line; without the title's own words."""
    text = " ".join(words.split())
    if title and text.startswith(title):
        text = text[len(title) :].lstrip()
    return text if len(text) <= SNIPPET else text[: SNIPPET - 1].rstrip() + "…"


def _free_key(connection: Connection, event: str, id_: str) -> int:
    second = int(datetime.fromisoformat(event).timestamp())
    low = int.from_bytes(hashlib.sha256(id_.encode()).digest()[:3]) & _KEY_MASK
    for step in range(_KEY_MASK + 1):
        key = (second << schema.KEY_BITS) | ((low + step) & _KEY_MASK)
        if connection.execute(_KEY_TAKEN, {"key": key}).first() is None:
            return key
    raise OverflowError("more entries in one second than a key can tell apart")
