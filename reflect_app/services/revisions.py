"""An entry's earlier wordings beside its present one."""

from __future__ import annotations

from reflect_app.core.diff import Comparison, compare
from reflect_app.core.prompts import Template, in_language
from reflect_app.services.entries import EntryService
from reflect_app.words import language


class RevisionService:
    """Use cases that read an entry's history. Nothing here writes."""

    def __init__(self, entries: EntryService) -> None:
        self._entries = entries

    def compare(self, id_: str, old: int, new: int | None = None) -> Comparison:
        """What differs between two revisions; `new` is the newest one unless given.

        Raises:
            NotFoundError: there is no such entry or revision, or it was erased.
        """
        before, after = self._entries.show(id_, old), self._entries.show(id_, new)
        words = self._entries.template_of
        return compare(before, _read(words(before)), after, _read(words(after)))


def _read(template: Template) -> Template:
    return in_language(template, language())
