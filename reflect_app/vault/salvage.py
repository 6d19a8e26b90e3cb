"""What can still be read of a damaged vault, in a new one. The damaged one is only read.

A row of history counts where its content is what it committed to, and where either its page
had its MAC or the chain itself vouches for its name and time. A draft has a digest of its own,
and the vault's keys are told by the public half in its envelope.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from reflect_app.core.entries import Draft
from reflect_app.core.prompts import Template
from reflect_app.core.records import Record, Wording
from reflect_app.crypto import chain, identity
from reflect_app.crypto.identity import Identity
from reflect_app.errors import DamagedError
from reflect_app.vault import draft_store, history
from reflect_app.vault.anchor import Anchor
from reflect_app.vault.carving import Carved, Carver
from reflect_app.vault.draft_store import DraftStore
from reflect_app.vault.envelope import Envelope
from reflect_app.vault.keys import vault_key
from reflect_app.vault.template_store import TemplateStore
from reflect_app.vault.vault import Place, Vault, Writing
from reflect_app.vault.whole import WholeStore

_ROW = (type(None), str, str, int, str, (bytes, type(None)), (bytes, type(None)), bytes, bytes)
_IDENTITY = "identity"
_BATCH = 50
_EVERY = 64
Fallback = Callable[[str, int, dict[str, Any]], Template]


@dataclass(frozen=True, slots=True)
class Found:
    """What lay in the damaged file. `objects` are the rows of each, prompts first; `secrets` are
    private values by name; `lost` counts rows.

    `newest` is the time of the last row that counts, `seen` when this computer last saw the
    vault (both RFC 3339, or empty); `to_the_end`: the newest row is the last this device saw.
    """

    objects: tuple[tuple[history.Row, ...], ...]
    drafts: tuple[Draft, ...]
    secrets: dict[str, bytes] = field(repr=False)
    lost: int
    pages: int
    bad_pages: int
    newest: str
    seen: str
    to_the_end: bool


@dataclass(slots=True)
class _Heap:
    rows: dict[int, history.Row] = field(default_factory=dict)
    unsure: dict[int, history.Row] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    secrets: dict[str, bytes] = field(default_factory=dict)
    top: int = 0


def read(
    place: Place, envelope: Envelope, data_key: bytes
) -> Generator[tuple[int, int], None, Found]:
    """Look at every page of the vault's file; yields how many of how many are done."""
    heap = _Heap()
    carver = Carver(place.database, vault_key(data_key))
    try:
        for number in range(1, carver.pages + 1):
            for record in carver.page(number):
                _sort(record, heap)
            if number % _EVERY == 0:
                yield number, carver.pages
    finally:
        carver.close()
    _vouched(heap)
    _unburied(heap)
    last = max(heap.rows, default=0)
    seen = Anchor(place.anchor(envelope.instance), data_key).read()
    at_end = seen is None or (last > 0 and heap.rows[last].link.hex() == seen.head)
    return Found(
        objects=_objects(heap.rows),
        drafts=tuple(heap.drafts.values()),
        secrets=heap.secrets,
        lost=max(heap.top, last) - len(heap.rows),
        pages=carver.pages,
        bad_pages=carver.bad,
        newest=heap.rows[last].at if last else "",
        seen=seen.at if seen is not None else "",
        to_the_end=at_end,
    )


def _sort(record: Carved, heap: _Heap) -> None:
    """Tell a record's table by its shape; whatever is none of ours falls through."""
    values = record.values
    if _shaped(values, _ROW):
        row = history.Row(record.rowid, *values[1:])  # type: ignore[arg-type]  # just looked at
        if row.content is None or _is_true(row):
            (heap.rows if record.sound else heap.unsure)[row.seq] = row
    elif _shaped(values, (str, str, bytes)):
        draft = _draft(values[2])
        if draft and draft.updated >= heap.drafts.get(draft.id, draft).updated:
            heap.drafts[draft.id] = draft
    elif _shaped(values, (str, bytes)):
        if record.sound or (values[0] == _IDENTITY and _IDENTITY not in heap.secrets):
            heap.secrets[str(values[0])] = values[1]  # type: ignore[assignment]
    elif record.sound and _shaped(values, (str, str, int, int)):
        heap.top = max(heap.top, int(str(values[3])))  # the index of the history names each row


def _shaped(values: tuple[Any, ...], kinds: tuple[Any, ...]) -> bool:
    return len(values) == len(kinds) and all(map(isinstance, values, kinds))


def _is_true(row: history.Row) -> bool:
    try:
        return row.decoded().number == row.number
    except (DamagedError, msgspec.MsgspecError, ValueError):
        return False


def _draft(content: object) -> Draft | None:
    try:
        return draft_store.decoded(content)
    except (DamagedError, LookupError, TypeError):
        return None


def _vouched(heap: _Heap) -> None:
    """Take rows of a damaged page whose link follows from the row before and fits what they say."""
    for seq, row in sorted(heap.unsure.items()):
        before = heap.rows.get(seq - 1)
        previous = chain.GENESIS if seq == 1 else before.link if before is not None else b""
        true = previous and chain.link(previous, row.id, row.kind, row.at, row.digest) == row.link
        if true and seq not in heap.rows:
            heap.rows[seq] = row


def _unburied(heap: _Heap) -> None:
    """Empty what a tombstone names, should an old copy of its page have kept it."""
    for row in list(heap.rows.values()):
        if row.kind == "tombstone" and row.content is not None:
            for seq in row.decoded().body["rows"]:
                if seq in heap.rows:
                    heap.rows[seq] = replace(heap.rows[seq], salt=None, content=None)


def _objects(rows: dict[int, history.Row]) -> tuple[tuple[history.Row, ...], ...]:
    """The rows of each object by kind and id, prompts first: entries are read through them."""
    found: dict[tuple[str, str], list[history.Row]] = {}
    for _seq, row in sorted(rows.items()):
        if row.kind not in history.OUTSIDE_STATE and row.content is not None:
            found.setdefault((row.kind, row.id), []).append(row)
    ordered = sorted(found, key=lambda key: (key[0] != "template", key))
    return tuple(tuple(found[key]) for key in ordered)


def _record(rows: tuple[history.Row, ...]) -> Record:
    told = [(row.at, row.decoded()) for row in rows]
    wordings = (Wording(one.number, at, one.change, one.body) for at, one in told)
    return Record(rows[0].kind, rows[0].id, tuple(wordings))


def opens_a_page(database: Path, key: bytes) -> bool:
    """Whether any page of the file has its MAC under this key of a database."""
    carver = Carver(database, key)
    try:
        for number in range(1, carver.pages + 1):
            carver.page(number)
            if carver.bad < number:
                return True
        return False
    finally:
        carver.close()


def own_keys(found: Found, envelope: Envelope) -> Identity | None:
    """The vault's own keys, if they came out and are those of its envelope."""
    try:
        mine = identity.of_private(found.secrets.get(_IDENTITY, b""))
    except ValueError:
        return None
    return mine if mine.public.hex() == envelope.public else None


def fill(
    vault: Vault, found: Found, old: str, fallback: Fallback
) -> Generator[tuple[int, int], None, None]:
    """Put what was found into a new, empty vault; yields how many objects of how many are in.

    `fallback` makes a prompt for entries whose own wording is lost.
    """
    whole, templates, drafts = WholeStore(vault), TemplateStore(vault), DraftStore(vault)
    done = 0
    for start in range(0, len(found.objects), _BATCH):
        some = found.objects[start : start + _BATCH]
        with vault.writing() as tx:
            for record in map(_record, some):
                if record.kind == "entry":
                    _keep_wording(tx, templates, record, fallback)
                whole.put(tx, record)
        done += len(some)
        yield done, len(found.objects)
    with vault.writing() as tx:
        for draft in found.drafts:
            drafts.put(tx, draft)
        for name, value in found.secrets.items():
            if name != _IDENTITY:
                tx.connection.exec_driver_sql("INSERT INTO secret VALUES (?, ?)", (name, value))
        body = {"from": old, "lost": found.lost}
        tx.append("vault", vault.envelope.instance, "salvaged", body)


def _keep_wording(tx: Writing, templates: TemplateStore, record: Record, made: Fallback) -> None:
    for wording in record.revisions:
        id_, version = wording.body["template"], wording.body["template_version"]
        if templates.find(id_, version) is None:
            templates.keep(tx, made(id_, version, wording.body["answers"]))
