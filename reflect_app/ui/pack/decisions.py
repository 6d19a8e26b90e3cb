"""What was decided in the review of one pack, hit by hit, and what is learnt from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reflect_app.core.changes import Saved
from reflect_app.identifiers import PEOPLE_TYPES
from reflect_app.services.journal import Journal
from reflect_app.services.names import Reviewed
from reflect_app.services.pack_choice import Place, Swap
from reflect_app.services.packs import PackPreview
from reflect_app.services.pointed import Pointed, PointedWord, Pointing

_MOST_OFFERED = 40


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions on one pack. `left` are the places looked at and left as they are, with what
    stood there: another word at the same place is another matter. `replaced` counts the places
    that the swaps changed; `no_names` are words that were said to be none; `offers` are pseudonyms
    by word."""

    swaps: tuple[Swap, ...] = ()
    left: frozenset[tuple[Place, str]] = frozenset()
    replaced: int = 0
    no_names: frozenset[str] = frozenset()
    offers: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def swapped(self, hits: Sequence[Pointed], to: str) -> Decided:
        """With another word at these places of the copy. They are of one text."""
        put = tuple(Swap(hit.was, to, hit.span.type, hit.place) for hit in hits)
        return replace(self, swaps=(*self.swaps, *put), replaced=self.replaced + len(put))

    def swapped_word(self, hits: Sequence[Pointed], to: str) -> Decided:
        """With another word wherever this one stands, in tags, titles and picked people too."""
        put = Swap(hits[0].was, to, hits[0].span.type)
        places = sum(hit.count if isinstance(hit, PointedWord) else 1 for hit in hits)
        return replace(self, swaps=(*self.swaps, put), replaced=self.replaced + places)

    def leaving(self, hits: Sequence[Pointed]) -> Decided:
        """With these left as they are."""
        return replace(self, left=self.left | {(hit.place, hit.was) for hit in hits})

    def open(self, preview: Pointing) -> tuple[Pointed, ...]:
        """What nobody has decided on yet, the likely ones first, each in the order it stands."""
        waiting = (
            hit for hit in preview.identifiers
            if (hit.place, hit.was) not in self.left and hit.span.text not in self.no_names
        )  # fmt: skip
        return tuple(sorted(waiting, key=lambda hit: hit.span.tier != "likely"))

    def counted(self, unseen: int = 0) -> Reviewed:
        """How it ended, for the activity log."""
        return Reviewed(self.replaced, len(self.left), len(self.no_names), unseen)


NOTHING = Reviewed()
"""Nobody was pointed at and nothing was decided."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A preview and the pseudonyms to offer for what it points out."""

    preview: PackPreview
    offers: Mapping[str, Sequence[str]]


def seen(journal: Journal, preview: PackPreview) -> Seen:
    """A preview with the pseudonyms there are for the names in it."""
    words = people_pointed_at(preview)
    return Seen(preview, {word: journal.names.offers(word) for word in words})


def people_pointed_at(preview: PackPreview) -> list[str]:
    """What looks like people in a preview, each once; as many as pseudonyms are thought of for."""
    people = (item.span.text for item in preview.identifiers if item.span.type in PEOPLE_TYPES)
    return list(dict.fromkeys(people))[:_MOST_OFFERED]


def learn(journal: Journal, swap: Swap, entries: tuple[str, ...]) -> Saved:
    """Learn from a replacement; with `entries`, make it in those of the journal too."""
    if entries:
        return journal.names.replace(swap.word, swap.to, swap.kind, entries=entries)
    return journal.names.forget(swap.word)
