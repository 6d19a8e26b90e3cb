"""Names and numbers in what is about to come in, each once, for a person to decide on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, replace

from reflect_app.core.changes import Changes, Saved
from reflect_app.errors import InvalidInputError
from reflect_app.identifiers import Finder
from reflect_app.importing.record import Record
from reflect_app.services.import_plan import NameSwap
from reflect_app.services.names import NamesService, Reviewed

MOST = 300
"""Different words that are listed; the commonest first."""
_STEP = 5
_PEOPLE = ("PERSON", "INITIALS")


@dataclass(frozen=True, slots=True)
class FoundName:
    """A word that could point to someone: how often it stands there, and what it looks like."""

    text: str
    kind: str
    count: int


def found_names(
    records: Iterable[Record], finder: Finder
) -> Generator[int, None, tuple[FoundName, ...]]:
    """Every different word that is pointed out; yields how many entries were looked at."""
    counts: Counter[tuple[str, str]] = Counter()
    for at, record in enumerate(records, 1):
        text = "\n".join((record.title, record.text, *record.tags))
        counts.update((span.text, span.type) for span in finder.find(text))
        if at % _STEP == 0:
            yield at
    return tuple(FoundName(text, kind, count) for (text, kind), count in counts.most_common(MOST))


def learnt(names: NamesService, found: Sequence[FoundName], swaps: Sequence[NameSwap]) -> Saved:
    """What was decided on names that have come in, as from any other review: a name that was
    replaced is kept as a digest, its word is a pseudonym from now on, the activity log counts.
    """
    changes = Changes()
    for swap in swaps:
        if swap.kind in _PEOPLE:
            try:
                saved = names.replace(swap.word, swap.to, swap.kind, entries=())
            except InvalidInputError:  # the word is a part of the name: it is no pseudonym
                saved = names.forget(swap.word)
            changes |= saved.changes
    times = Counter({(name.text, name.kind): name.count for name in found})
    replaced = sum(times[swap.word, swap.kind] for swap in swaps)
    told = names.reviewed(Reviewed(replaced, times.total() - replaced))
    return replace(told, changes=changes)


def suggested(names: NamesService, found: Iterable[FoundName]) -> dict[str, str]:
    """A different pseudonym for each person found, the remembered one where there is one."""
    given: dict[str, str] = {}
    for name in found:
        if name.kind in _PEOPLE and name.text not in given:
            used = set(given.values())
            words = [word for word in names.offers(name.text, 8) if word not in used]
            if words:
                given[name.text] = words[0]
    return given
