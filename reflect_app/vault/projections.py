"""Tables made from history: what lists, filters and search read.

`apply` brings them up to one new row; `rebuild` makes them again from the whole chain.
Both use the same code, so `verify --deep` can compare what lies there with what should.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

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

# Every save runs these; written out, each costs a third of what a built statement does.
_KEY_OF = "SELECT key FROM entry WHERE id = ?"
_KEY_TAKEN = "SELECT 1 FROM entry WHERE key = ?"
# Named one by one: the tables that a deep check makes in memory have no foreign keys.
_DROP_ENTRY = [
    f"DELETE FROM {table} WHERE key = ?"  # noqa: S608  our own names
    for table in ("entry_text", "entry_tag", "entry_person", "entry")
]
_DROP_LIVE = "DELETE FROM live WHERE kind = ? AND id = ?"
_ADD_ENTRY = (
    "INSERT INTO entry (key, id, seq, template, title, snippet, written, event, day, shift_kind,"
    " marked, record_open, deleted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ADD_TEXT = (
    "INSERT INTO entry_text (key, title, body, tags, people, comments) VALUES (?, ?, ?, ?, ?, ?)"
)
_ADD_TAG = "INSERT INTO entry_tag (key, tag) VALUES (?, ?)"
_ADD_PERSON = "INSERT INTO entry_person (key, person) VALUES (?, ?)"
_ADD_LIVE = "INSERT INTO live (kind, id, seq, name) VALUES (?, ?, ?, ?)"


def apply(
    connection: Connection, kind: str, id_: str, seq: int, content: Content, of: TemplateOf
) -> None:
    """Bring the projections up to a new row of history."""
    if kind == "entry":
        if content.number > 1:
            forget_entry(connection, id_)
        _add_entry(connection, id_, seq, content.body, of)
    elif kind == "tombstone":
        _forget(connection, content.body["kind"], id_)
    elif kind not in history.OUTSIDE_STATE:
        if content.number > 1:
            forget(connection, kind, id_)
        name = str(content.body.get("pseudonym", ""))
        connection.exec_driver_sql(_ADD_LIVE, (kind, id_, seq, name))


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
    connection.exec_driver_sql(_DROP_LIVE, (kind, id_))


def forget_entry(connection: Connection, id_: str) -> None:
    """Take an entry out of lists and index, words and all."""
    key = connection.exec_driver_sql(_KEY_OF, (id_,)).scalar()
    if key is not None:
        for drop in _DROP_ENTRY:
            connection.exec_driver_sql(drop, (key,))


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
    shift_kind = (body.get("shift") or {}).get("kind")
    marked = int(body["marked"] or bool(body["marked_questions"]))
    record_open = int(answer_for(template, answers, "record_next") in RECORD_OPEN)
    deleted, event, tags = body.get("deleted"), body["event"], body["tags"]
    run = connection.exec_driver_sql
    row = (
        key, id_, seq, body["template"], title, snippet_of(words, title), body["written"], event,
        event[:10], shift_kind, marked, record_open, deleted,
    )  # fmt: skip
    run(_ADD_ENTRY, row)
    for tag in dict.fromkeys(tags):
        run(_ADD_TAG, (key, tag))
    for person in people:
        run(_ADD_PERSON, (key, person))
    said = "\n".join(comment["text"] for comment in body.get("comments", ()))
    if deleted is None:  # what is in the bin is not found by its words
        run(_ADD_TEXT, (key, title, words, " ".join(tags), " ".join(people), said))


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
        if connection.exec_driver_sql(_KEY_TAKEN, (key,)).first() is None:
            return key
    raise OverflowError("more entries in one second than a key can tell apart")
