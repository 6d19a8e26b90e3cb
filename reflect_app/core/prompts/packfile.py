"""Prompt packs: templates that a service hands out in one signed TOML file.

    format = 1
    kind = "prompt-pack"
    service = "norfolk"          the first part of every id in it
    title = "..."
    made = "2026-03-12T07:30:00+00:00"
    public = "..."               the signer's public keys, hex
    signature = "..."            hex
    [[templates]]                each as a template file would have it

What is signed is the file's meaning and not its letters: canonical JSON (sorted keys, UTF-8, no
blanks) of everything but `signature`. Mail that changes line ends does no harm; a changed word
does. Reading checks the form; whoever calls checks the signature before using any of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec

from reflect_app.core.prompts.model import Followup, Template
from reflect_app.core.prompts.parse import template_in
from reflect_app.core.prompts.reader import Table, TemplateError, read_toml
from reflect_app.core.prompts.shared import Shared
from reflect_app.core.prompts.tomlform import template_document, toml_text
from reflect_app.words import tr

CONTEXT = b"prompt pack"
FORMAT = 1
LARGEST = 4 * 1024 * 1024
MOST_TEMPLATES = 100
SERVICE = re.compile(r"[a-z][a-z0-9-]{0,31}")
_KIND = "prompt-pack"
_SAYS_SO = re.compile(rb"""^[ \t]*kind[ \t]*=[ \t]*["']prompt-pack["']""", re.MULTILINE)
_HEX = re.compile(r"(?:[0-9a-f]{2})+")
_KEYS = ("format", "kind", "service", "title", "made", "public", "signature", "templates")
_BEGINNING = (
    "# A pack of prompts for Reflect. It is signed: with one word changed, Reflect refuses it.\n"
)


@dataclass(frozen=True, slots=True)
class PackFile:
    """A pack as it was read. Trust nothing in it before `signature` fits `signed`."""

    service: str
    title: str
    made: str
    public: bytes
    signature: bytes
    signed: bytes
    templates: tuple[Template, ...]


def looks_like_pack(data: bytes) -> bool:
    """Whether a file says that it is a pack; it may still be a broken one."""
    return _SAYS_SO.search(data[:65_536].removeprefix(b"\xef\xbb\xbf")) is not None


def read_pack(data: bytes, name: str, shared: Shared, reserved: Collection[str]) -> PackFile:
    """The pack in a file, whole or not at all.

    Raises:
        TemplateError: names the file, the line and the reason.
    """
    table = read_toml(data, name, LARGEST)
    table.only(_KEYS)
    if table.one_of("kind", (_KIND,)) is None:
        raise table.error(tr("This is not a pack of prompts."))
    if (table.whole("format", 1, 1_000_000) or 0) > FORMAT:
        raise table.error(tr("This pack was made by a newer Reflect."), "format")
    service = table.word("service", SERVICE, tr("small letters, digits and hyphens"))
    rows = table.tables("templates", MOST_TEMPLATES)
    if not rows:
        raise table.error(tr("There are no prompts in this pack."))
    templates = [template_in(row, shared, reserved) for row in rows]
    for row, template in zip(rows, templates, strict=True):
        if not template.id.startswith(f"{service}:"):
            reason = tr("Every id in this pack must begin with “{service}:”.")
            raise row.error(reason.format(service=service), "id")
        if sum(other.id == template.id for other in templates) > 1:
            raise row.error(tr("The id “{id}” is used twice.").format(id=template.id), "id")
    return PackFile(
        service=service,
        title=table.text("title", required=True, longest=120),
        made=_instant(table),
        public=_bytes(table, "public"),
        signature=_bytes(table, "signature"),
        signed=_canonical(table),
        templates=tuple(templates),
    )


def new_pack(
    service: str,
    title: str,
    made: str,
    public: bytes,
    templates: Sequence[Template],
    shared: Shared,
) -> dict[str, Any]:
    """A pack's document, not signed yet. Ids of the templates must be of the service."""
    return {
        "format": FORMAT,
        "kind": _KIND,
        "service": service,
        "title": title,
        "made": made,
        "public": public.hex(),
        "templates": [template_document(template, shared) for template in templates],
    }


def bytes_to_sign(document: dict[str, Any]) -> bytes:
    """What a signature of the document stands for."""
    unsigned = {key: value for key, value in document.items() if key != "signature"}
    return msgspec.json.encode(unsigned, order="sorted")


def pack_text(document: dict[str, Any], signature: bytes) -> str:
    """The file."""
    rows = document["templates"]
    top = {key: value for key, value in document.items() if key != "templates"}
    return _BEGINNING + toml_text({**top, "signature": signature.hex(), "templates": rows})


def moved_to(service: str, templates: Sequence[Template]) -> tuple[Template, ...]:
    """The templates under a service's ids; what they suggest of each other moves along.

    Raises:
        TemplateError: two of them would have one id.
    """
    ids = {template.id: f"{service}:{template.id.rpartition(':')[2]}" for template in templates}
    if len(set(ids.values())) < len(ids):
        raise TemplateError(service, 0, tr("Two of these prompts would have the same id."))

    def moved(followup: Followup) -> Followup:
        return replace(followup, suggest=tuple(ids.get(name, name) for name in followup.suggest))

    return tuple(
        replace(template, id=ids[template.id], followups=tuple(map(moved, template.followups)))
        for template in templates
    )


def _canonical(table: Table) -> bytes:
    try:
        return bytes_to_sign(dict(table.data))
    except (TypeError, ValueError, OverflowError, RecursionError, msgspec.MsgspecError):
        raise table.error(tr("There is a value in this pack that does not belong there.")) from None


def _instant(table: Table) -> str:
    made = table.text("made", required=True, longest=40)
    try:
        if datetime.fromisoformat(made).tzinfo is not None:
            return made
    except ValueError:
        pass
    raise table.error(
        tr("“{key}” must be a date and time with its offset.").format(key="made"), "made"
    )


def _bytes(table: Table, key: str) -> bytes:
    text = table.text(key, required=True, longest=8000)
    if not _HEX.fullmatch(text):
        raise table.error(tr("“{key}” was changed or cut short.").format(key=key), key)
    return bytes.fromhex(text)
