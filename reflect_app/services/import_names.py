"""Names and numbers in what is about to come in, each once, for a person to decide on.

Ten thousand entries may name somebody a thousand times: what is decided on a word holds wherever
it stands in what comes in. Its first places are shown in the words around them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reflect_app.core import when
from reflect_app.core.changes import Changes, Saved
from reflect_app.errors import InvalidInputError
from reflect_app.identifiers.review import meeting
from reflect_app.importing.record import Record
from reflect_app.services.full_names import plain
from reflect_app.services.import_plan import NameSwap
from reflect_app.services.names import NamesService, Reviewed
from reflect_app.services.pack_choice import Place
from reflect_app.services.pointed import Met, Pointed, PointedWord, pointed_in
from reflect_app.services.swapping import Swapping
from reflect_app.words import tr

MOST = 1000
"""Different words that are listed; the commonest first."""
_SHOWN = 3  # places of one word that are shown
_STEP = 5
_PEOPLE = ("PERSON", "INITIALS")
_Key = tuple[str, str]  # the word and its kind


@dataclass(frozen=True, slots=True)
class NamesSeen:
    """What a look at an import found: words, things that meet in one entry, pseudonyms by word.
    `more` different words are not listed."""

    identifiers: tuple[PointedWord, ...] = ()
    meetings: tuple[Met, ...] = ()
    offers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    more: int = 0


def found_names(records: Iterable[Record], names: NamesService) -> Generator[int, None, NamesSeen]:
    """Every different word that is pointed out; yields how many entries were looked at."""
    finder, as_it_is = names.finder(), Swapping(())
    counts: Counter[_Key] = Counter()
    places: dict[_Key, list[Pointed]] = {}
    likely: set[_Key] = set()
    met: list[Met] = []
    for at, record in enumerate(records, 1):
        text = "\n".join((record.title, record.text, *record.tags))
        hits = list(pointed_in(text, finder, as_it_is))
        for hit in hits:
            key = (hit.span.text, hit.span.type)
            counts[key] += 1
            first = places.setdefault(key, [])
            if len(first) < _SHOWN:
                first.append(hit)
            if hit.span.tier == "likely":
                likely.add(key)
        together = meeting(text, [hit.span for hit in hits])
        if together is not None:
            met.append(Met("", _heading(record), together.sentence))
        if at % _STEP == 0:
            yield at
    listed = counts.most_common(MOST)
    words = tuple(_gathered(key, count, places[key], key in likely) for key, count in listed)
    offered = suggested(names, words)
    return NamesSeen(words, tuple(met), offered, len(counts) - len(listed))


def learnt(names: NamesService, swaps: Sequence[NameSwap], done: Reviewed) -> Saved:
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
    return replace(names.reviewed(replace(done, coming=True)), changes=changes)


def suggested(names: NamesService, found: Iterable[PointedWord]) -> dict[str, tuple[str, ...]]:
    """A different pseudonym for each person found, the remembered one where there is one; part
    of one full name is offered the pseudonym of the whole."""
    given: dict[str, tuple[str, ...]] = {}
    used: set[str] = set()
    people = {one.span.text for one in found if one.span.type in _PEOPLE}
    for name in sorted(people, key=lambda name: (-len(name.split()), name)):
        parts = set(plain(name).split())
        wholes = {words[0] for full, words in given.items() if parts <= set(plain(full).split())}
        words = [word for word in names.offers(name, 8) if word in wholes or word not in used]
        if len(wholes) == 1:
            words = [*wholes, *words]
        if words:
            given[name] = tuple(dict.fromkeys(words))[:_SHOWN]
            used.add(words[0])
    return given


def _gathered(key: _Key, count: int, places: Sequence[Pointed], likely: bool) -> PointedWord:
    first = places[0]
    return PointedWord(
        "", "", replace(first.span, tier="likely" if likely else "check"),
        Place("", key[1], key[0], 0), key[0], first.before, first.after, count, tuple(places[1:]),
    )  # fmt: skip


def _heading(record: Record) -> str:
    day = when.day(record.at)
    title = record.title.strip()
    return tr("{day}, {title}").format(day=day, title=title[:60]) if title else day
