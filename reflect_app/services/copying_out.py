"""Copies of objects that leave, with other words in them. What is held here is never touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from reflect_app.core.entries import EntrySummary, Query
from reflect_app.core.prompts import Template, template_to_json
from reflect_app.core.records import Record, Wording
from reflect_app.services.entries import EntryService
from reflect_app.services.prompt_words import ProgramWords, every_wording, is_own
from reflect_app.services.swapping import Swapping
from reflect_app.vault.template_store import TemplateStore
from reflect_app.vault.vault import Vault
from reflect_app.vault.whole import WholeStore

_PAGE = 500


@dataclass(frozen=True, slots=True)
class OwnPrompt:
    """A whole prompt as it leaves, with what goes in the place of other words. `name` is
    `id@version`; `texts` are its words by their parts, but for what a prompt of the program says
    too."""

    name: str
    template: Template
    texts: tuple[tuple[str, str], ...]


class CopyingOut:
    """Reads whole objects of one unlocked vault and changes the copies."""

    def __init__(self, vault: Vault, entries: EntryService, program: ProgramWords) -> None:
        self._program = program
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

    def wordings(self, records: Collection[Record], swaps: Swapping) -> list[Record]:
        """The wordings of the prompts that the entries answer, by id, with other words in those
        that somebody here wrote."""
        return [self._reworded(name, ids, swaps) for name, ids in sorted(_answered(records))]

    def prompts(self, records: Iterable[Record], swaps: Swapping) -> list[OwnPrompt]:
        """The same of those alone that did not come with the program, to be looked at."""
        found = []
        for name, ids in sorted(_answered(records)):
            template = self._template(name)
            if is_own(template):
                changed = swaps.wording(name, template, ids)
                texts = tuple(
                    one for one in every_wording(changed) if one[1] not in self._program.texts
                )
                found.append(OwnPrompt(name, changed, texts))
        return found

    def _template(self, name: str) -> Template:
        id_, _, version = name.rpartition("@")
        return self._templates.get(id_, int(version))

    def _reworded(self, name: str, entries: Collection[str], swaps: Swapping) -> Record:
        held, template = self._whole.get("template", name), self._template(name)
        assert held is not None
        changed = swaps.wording(name, template, entries) if is_own(template) else template
        if changed == template:
            return held
        body = template_to_json(changed)
        return replace(held, revisions=tuple(replace(one, body=body) for one in held.revisions))

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


def _answered(records: Iterable[Record]) -> Iterator[tuple[str, list[str]]]:
    """Each wording by its name, with the entries of these that answer it in any revision."""
    found: dict[str, dict[str, None]] = {}
    for record in records:
        for one in record.revisions:
            name = f"{one.body['template']}@{one.body['template_version']}"
            found.setdefault(name, {})[record.id] = None
    yield from ((name, list(ids)) for name, ids in found.items())
