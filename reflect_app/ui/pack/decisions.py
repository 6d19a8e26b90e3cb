"""What was decided in the review of one pack, and what is learnt from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reflect_app.core.changes import Saved
from reflect_app.services.journal import Journal
from reflect_app.services.names import Reviewed
from reflect_app.services.pack_choice import PackRequest, Swap
from reflect_app.services.packs import PackPreview

_MOST_OFFERED = 40
_PEOPLE = ("PERSON", "INITIALS")


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions on one pack. `left` words are folded; `offers` are pseudonyms by word."""

    swaps: tuple[Swap, ...] = ()
    left: frozenset[str] = frozenset()
    denied: int = 0
    offers: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def swapped(self, swap: Swap) -> Decided:
        """With another word in the copy."""
        return replace(self, swaps=(*self.swaps, swap))

    def leaving(self, word: str) -> Decided:
        """With a word left as it is."""
        return replace(self, left=self.left | {word.casefold()})

    def counted(self) -> Reviewed:
        """How it ended, for the activity log."""
        return Reviewed(len(self.swaps), len(self.left), self.denied)


@dataclass(frozen=True, slots=True)
class Seen:
    """A preview and the pseudonyms to offer for what it points out."""

    preview: PackPreview
    offers: Mapping[str, Sequence[str]]


def look(journal: Journal, request: PackRequest) -> Seen:
    """Preview a pack and think of pseudonyms; in the thread that owns the vault."""
    return seen(journal, journal.packs.preview(request))


def seen(journal: Journal, preview: PackPreview) -> Seen:
    """A preview with the pseudonyms there are for the names in it."""
    words = people_pointed_at(preview)
    return Seen(preview, {word: journal.names.offers(word) for word in words})


def people_pointed_at(preview: PackPreview) -> list[str]:
    """What looks like people in a preview, each once; as many as pseudonyms are thought of for."""
    people = (item.span.text for item in preview.identifiers if item.span.type in _PEOPLE)
    return list(dict.fromkeys(people))[:_MOST_OFFERED]


def learn(journal: Journal, swap: Swap, entries: tuple[str, ...]) -> Saved:
    """Learn from a replacement; with `entries`, make it in those of the journal too."""
    if entries:
        return journal.names.replace(swap.word, swap.to, swap.kind, entries=entries)
    return journal.names.forget(swap.word)
