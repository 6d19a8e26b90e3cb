"""What the Prompts page lists, gathered in one reading of the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reflect_app.core.changes import Changes
from reflect_app.core.prompts import Template, in_language
from reflect_app.services.journal import Journal
from reflect_app.words import language, tr, trn

Origin = Literal["built-in", "own", "pack"]
OWN = Changes(settings=frozenset({"own_templates"}))


@dataclass(frozen=True, slots=True)
class PromptRow:
    """One template: where it comes from, and whether the gallery shows it."""

    template: Template
    origin: Origin
    hidden: bool
    signer: str = ""

    @property
    def id(self) -> str:
        """The template's id."""
        return self.template.id

    @property
    def said(self) -> Template:
        """The template in the reader's language, to be read and not to be kept."""
        return in_language(self.template, language())

    @property
    def line(self) -> str:
        """Its second line in the list."""
        count = self.template.minutes
        minutes = trn("{count} minute", "{count} minutes", count).format(count=count)
        parts = [minutes, _origin(self)]
        if self.hidden:
            parts.append(tr("hidden"))
        return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class Told:
    """A change that has nothing more to say than what it changed."""

    changes: Changes


def rows_of(journal: Journal) -> tuple[PromptRow, ...]:
    """Every template on offer, one's own first, since those are what one comes here for."""
    hidden = journal.templates.hidden()
    found = []
    for template in journal.templates.all():
        service, parted, _ = template.id.partition(":")
        signer = journal.templates.signer_of(service) if parted else None
        origin: Origin = "built-in"
        if journal.prompt_editor.is_own(template.id):
            origin = "own"
        elif parted:
            origin = "pack"
        words = signer["fingerprint"] if signer else ""
        found.append(PromptRow(template, origin, template.id in hidden, words))
    return tuple(sorted(found, key=lambda row: row.origin == "built-in"))


def _origin(row: PromptRow) -> str:
    if row.origin == "own":
        return tr("your own")
    if row.origin == "pack":
        return tr("from the pack “{name}”").format(name=row.id.partition(":")[0])
    return tr("comes with Reflect")
