"""Names and numbers in what is about to come in, each once, for a person to decide on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable
from dataclasses import dataclass

from reflect_app.identifiers import Finder
from reflect_app.importing.record import Record
from reflect_app.services.names import NamesService

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
