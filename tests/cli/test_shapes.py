"""The documents of `--json`, held against the shapes that scripts rely on: every name that was
promised is there, in a list, an object or a value of its kind. More names may stand beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reflect_app.core.clock import FixedClock
from tests.helpers.commands import Commands, introduced

TEXT, NUMBER, YES_NO, ANY = str, (int, float), bool, object
MAYBE = (str, type(None))
SAVED = {"id": TEXT, "revision": int}
WHO = {"name": TEXT, "agency": TEXT, "fingerprint": TEXT, "confirmed": YES_NO}
SPAN = {"start": int, "end": int, "type": TEXT, "text": TEXT, "tier": TEXT}
COMMENT = {"field": TEXT, "text": TEXT, "author": TEXT, "at": TEXT}
ACTION = {"id": TEXT, "text": TEXT, "owner": TEXT, "due": MAYBE, "done": YES_NO}
FIELD = {"id": TEXT, "question": TEXT, "value": ANY}
WRITTEN = {"out": TEXT, "bytes": int, "entries": int}
ROW = {
    "id": TEXT, "template": TEXT, "title": TEXT, "written": TEXT, "event": TEXT, "snippet": TEXT,
    "marked": YES_NO, "tags": [TEXT],
}  # fmt: skip
FOUND = {"total": int, "entries": [ROW]}
SESSION = {
    "id": TEXT, "kind": TEXT, "with": TEXT, "at": TEXT, "state": TEXT, "actions": [ACTION],
}  # fmt: skip
ENTRY = {
    "id": TEXT, "template": TEXT, "template_version": int, "revision": int, "written": TEXT,
    "event": TEXT, "shift": {"start": TEXT, "kind": TEXT, "zone": TEXT}, "answers": ANY,
    "tags": [TEXT], "people": [TEXT], "marked": YES_NO, "marked_questions": [TEXT],
    "comments": [COMMENT],
}  # fmt: skip
ITEM = {
    "id": TEXT, "bundle": TEXT, "from": WHO, "created": TEXT, "expires": TEXT, "template": TEXT,
    "title": TEXT, "fields": [FIELD], "comments": [COMMENT], "discussed": YES_NO,
}  # fmt: skip
RECEIVED = {"bundle": TEXT, "kind": TEXT, "status": TEXT, "from": WHO, "items": int}
SHARE = {"share": TEXT, "out": TEXT, "entries": int, "fields": int}
SENT = SHARE | {"to": TEXT, "created": TEXT, "expires": TEXT, "state": TEXT}
VERIFIED = {
    "status": TEXT, "entries": int, "revisions": int, "first_seen": YES_NO, "problems": [],
}  # fmt: skip
TEMPLATE = {
    "id": TEXT, "version": int, "title": TEXT, "minutes": int, "purpose": TEXT, "framework": TEXT,
}  # fmt: skip
INFO = {
    "format": int, "instance": TEXT, "created": TEXT, "slots": [{"kind": TEXT}], "bytes": int,
    "last_backup": MAYBE, "locked_by": ANY,
}  # fmt: skip
BROUGHT = {
    "batch": MAYBE, "read": int, "new": int, "known": int, "skipped": int, "warnings": [],
}  # fmt: skip
REFUSED = {"error": {"code": TEXT, "message": TEXT, "hint": TEXT}}


def misfits(shape: Any, found: Any, where: str = "") -> list[str]:
    """Where a document is not of a shape. A list shape's one element is that of every element."""
    if isinstance(shape, dict):
        if not isinstance(found, dict):
            return [where or "/"]
        lacking = [f"{where}/{name} is lacking" for name in shape if name not in found]
        both = [name for name in shape if name in found]
        return lacking + [each for name in both for each in misfits(
            shape[name], found[name], f"{where}/{name}")]  # fmt: skip
    if isinstance(shape, list):
        if not isinstance(found, list):
            return [f"{where} is no list"]
        return [each for item in found for each in misfits(shape[0], item, where)] if shape else []
    fits = isinstance(found, shape) and (shape is not int or not isinstance(found, bool))
    return [] if fits else [f"{where} is {type(found).__name__}"]


def test_every_document_has_what_was_promised(tmp_path: Path, clock: FixedClock) -> None:
    writer, reader = introduced(tmp_path, clock, ("Ann", "NHS"), ("Ben", "Probation"))

    def ok(who: Commands, shape: Any, *words: str, stdin: str = "") -> Any:
        document = who.ok(*words, stdin=stdin)
        assert not misfits(shape, document), (words, misfits(shape, document), document)
        if isinstance(shape, list):
            assert document, (words, "nothing to look at")
        return document

    def file(name: str) -> str:
        return str(tmp_path / name)

    night = ("--shift-start", "2026-03-01T21:45", "--tag", "team", "--mark")
    answers = json.dumps({"heavy": 3, "leave_here": "Ring Darren Whitlock."})
    entry = ok(writer, SAVED, "write", "after-shift", "--answers", "-", *night, stdin=answers)["id"]
    ok(writer, INFO, "info")
    ok(writer, [TEMPLATE], "prompts", "list")
    shown = ok(writer, TEMPLATE | {"followups": []}, "prompts", "show", "after-shift")
    asked = {"id": TEXT, "type": TEXT, "text": TEXT, "help": TEXT}
    assert not misfits([asked], shown["questions"])
    ok(writer, SAVED, "edit", entry, "--answers", "-", stdin='{"heavy": 4}')
    ok(writer, SAVED, "mark", entry, "--question", "heavy")
    ok(writer, FOUND, "list")
    ok(writer, FOUND, "search", "darren")
    ok(writer, [{"revision": int, "at": TEXT, "change": TEXT}], "history", entry)
    ok(writer, [SPAN], "identifiers", "-", stdin="Darren Whitlock rang.")
    ok(writer, {"entries": [{"id": TEXT, "template": TEXT, "fields": [FIELD]}],
                "identifiers": [SPAN]}, "preview", "--marked")  # fmt: skip
    ok(writer, WRITTEN, "pack", "--marked", "--out", file("pack.json"))
    ok(writer, SAVED, "people", "add", "Teapot")
    at = ("--with", "Ben", "--at", "2026-03-12T10:00")
    session = ok(writer, SAVED, "session", "add", *at)["id"]
    record = json.dumps({"understood": "So.", "actions": [{"text": "Ring", "owner": "me"}]})
    writer.ok("session", "record", session, "--answers", "-", stdin=record)
    ok(writer, [SESSION], "session", "list")
    ok(writer, SESSION, "session", "show", session)
    ok(writer, [ACTION], "actions", "list")

    card = {"id": TEXT, "name": TEXT, "agency": TEXT, "fingerprint": TEXT, "confirmed": YES_NO}
    ok(writer, [card | {"cards": int}], "contacts", "list")
    to_ben = ("share", "--to", "Ben", "--entries", entry, "--fields", "leave_here")
    refused = writer.run(*to_ben, "--out", file("no.rbundle"))
    assert not misfits(REFUSED, refused.document)
    refused = writer.run(*to_ben, "--unconfirmed", "--out", file("no.rbundle"))
    assert not misfits(REFUSED | {"identifiers": [SPAN]}, refused.document)
    sealed = (*to_ben, "--unconfirmed", "--reviewed", "--out", file("a.rbundle"))
    share = ok(writer, SHARE, *sealed)["share"]
    ok(writer, [SENT], "shares", "list")
    ok(reader, [RECEIVED], "receive", file("a.rbundle"))
    (item,) = ok(reader, [ITEM], "inbox")
    ok(reader, SAVED, "comment", item["id"], "--text", "-", stdin="Well held.")
    ok(reader, [ITEM], "inbox", item["id"])
    reader.ok("reply", "--out", file("r.rbundle"))
    ok(writer, [RECEIVED], "receive", file("r.rbundle"))
    ok(writer, ENTRY, "show", entry)
    ok(writer, {"share": TEXT, "out": TEXT}, "withdraw", share, "--out", file("w.rbundle"))

    ok(writer, WRITTEN, "export", "--all", "--format", "json", "--out", file("all.json"))
    ok(reader, BROUGHT, "import", "reflect", file("all.json"), "--dry-run")
    backup = ok(writer, WRITTEN, "backup", "--to", file("backups"))["out"]
    restored = {"vault": TEXT, "entries": int, "state_hash": TEXT}
    ok(writer, restored, "restore", backup, "--to", file("restored"))
    ok(writer, VERIFIED, "verify")
    ok(writer, {"hash": TEXT}, "state-hash")
    measured = {"work": TEXT, "size": ANY, "floor": NUMBER, "ours": NUMBER, "ratio": NUMBER,
                "budget": NUMBER, "met": YES_NO}  # fmt: skip
    ok(writer, {"machine": TEXT, "rows": [measured]}, "bench", "--entries", "2")


def test_a_shape_that_does_not_hold_is_seen() -> None:
    assert misfits({"a": [TEXT]}, {"a": ["x", 1]}) == ["/a is int"]
    assert misfits({"a": int, "b": TEXT}, {"a": True}) == ["/b is lacking", "/a is bool"]
    assert misfits([TEXT], {}) == [" is no list"]
    assert misfits({"a": TEXT}, []) == ["/"]
