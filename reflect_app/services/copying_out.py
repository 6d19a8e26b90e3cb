"""Copies of objects that leave, with other words in them. What is held here is never touched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from reflect_app.core.entries import EntrySummary, Query
from reflect_app.core.records import Record, Wording
from reflect_app.services.entries import EntryService
from reflect_app.services.swapping import Swapping
from reflect_app.vault.template_store import TemplateStore
from reflect_app.vault.vault import Vault
from reflect_app.vault.whole import WholeStore

_PAGE = 500


class CopyingOut:
    """Reads whole objects of one unlocked vault and changes the copies."""

    def __init__(self, vault: Vault, entries: EntryService) -> None:
        self._whole = WholeStore(vault)
        self._templates = TemplateStore(vault)
        self._entries = entries

    def found(self, query: Query, *, bin_too: bool) -> tuple[str, ...]:
        """The ids of what matches, oldest first; with `bin_too`, what lies in the bin as well."""
        rows = list(self._rows(query))
        if bin_too:
            rows += self._rows(replace(query, binned=True))
        return tuple(row.id for row in sorted(rows, key=lambda row: (row.event[:19], row.id)))

    def held(self, entries: Iterable[str]) -> list[Record]:
        """Entries as they are held here, with every revision."""
        found = (self._whole.get("entry", id_) for id_ in entries)
        return [record for record in found if record is not None]

    def wordings(self, records: Iterable[Record]) -> list[Record]:
        """The wordings of the prompts that the entries answer, by id."""
        names = {
            f"{one.body['template']}@{one.body['template_version']}"
            for record in records
            for one in record.revisions
        }
        found = (self._whole.get("template", name) for name in sorted(names))
        return [record for record in found if record is not None]

    def copied(self, record: Record, swaps: Swapping, *, newest: bool) -> Record:
        """An entry with other words in each revision; with `newest`, in the last one alone."""
        kept = record.revisions[-1:] if newest else record.revisions
        changed = (
            replace(one, body=self._changed(name_of(record, one), one.body, swaps)) for one in kept
        )
        copies = tuple(changed)
        if newest:
            copies = (replace(copies[0], number=1, change="written"),)
        return Record(record.kind, record.id, copies)

    def _changed(self, entry: str, body: dict[str, Any], swaps: Swapping) -> dict[str, Any]:
        template = self._templates.get(body["template"], body["template_version"])
        answers = swaps.answers(entry, template, body["answers"])
        changed = {**body, "answers": dict(answers), "tags": swaps.tags(body["tags"], entry)}
        comments = [{**one, "text": swaps.text(one["text"])} for one in body.get("comments", ())]
        return {**changed, "comments": comments} if comments else changed

    def _rows(self, query: Query) -> Iterable[EntrySummary]:
        at = 0
        while True:
            page = self._entries.page(query, at, _PAGE)
            yield from page.entries
            at += _PAGE
            if at >= page.total:
                return


def name_of(record: Record, revision: Wording) -> str:
    """What the places of one wording are kept under: the entry's id for the newest alone."""
    newest = revision.number == record.newest.number
    return record.id if newest else f"{record.id}@{revision.number}"
