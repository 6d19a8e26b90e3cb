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
from reflect_app.identifiers import PEOPLE_TYPES
from reflect_app.identifiers.review import meeting
from reflect_app.importing.record import Record
from reflect_app.services.full_names import plain
from reflect_app.services.import_plan import NameSwap
from reflect_app.services.names import NamesService, Reviewed
from reflect_app.services.pack_choice import Place
from reflect_app.services.pointed import Met, Pointed, PointedWord, pointed_in
from reflect_app.services.swapping import Swapping
from reflect_app.words import tr

_SHOWN = 3  # places of one word that are shown
_STEP = 5
_AT_ONCE = 25  # names kept in one commit
_Key = tuple[str, str]  # the word and its kind
Offers = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class NamesSeen:
    """What a look at an import found: each different word, the commonest first, things that meet
    in one entry, and pseudonyms by word for those that are looked at first."""

    identifiers: tuple[PointedWord, ...] = ()
    meetings: tuple[Met, ...] = ()
    offers: Offers = field(default_factory=dict)


def found_names(
    records: Iterable[Record], names: NamesService, listed: int
) -> Generator[int, None, NamesSeen]:
    """Every different word that is pointed out, and pseudonyms for the first `listed` of them;
    yields how many entries were looked at."""
    finder, as_it_is = names.finder(), Swapping(())
    counts: Counter[_Key] = Counter()
    places: dict[_Key, list[Pointed]] = {}
    likely: set[_Key] = set()
    met: list[Met] = []
    at = 0
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
    found = counts.most_common()
    words = tuple(_gathered(key, count, places[key], key in likely) for key, count in found)
    steps = suggesting(names, words[:listed])
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return NamesSeen(words, tuple(met), end.value)
        yield at


def learning(
    names: NamesService, swaps: Sequence[NameSwap], done: Reviewed
) -> Generator[int, None, Saved]:
    """What was decided on names that have come in, as from any other review: a name that was
    replaced is kept as a digest, its word is a pseudonym from now on, the activity log counts.
    Yields how many were kept.
    """
    changes = Changes()
    people = [(swap.word, swap.to, swap.kind) for swap in swaps if swap.kind in PEOPLE_TYPES]
    for at in range(0, len(people), _AT_ONCE):
        changes |= names.learn(people[at : at + _AT_ONCE]).changes
        yield min(at + _AT_ONCE, len(people))
    return replace(names.reviewed(replace(done, coming=True)), changes=changes)


def suggesting(
    names: NamesService, found: Iterable[PointedWord], given: Offers | None = None
) -> Generator[int, None, Offers]:
    """`given`, and a different pseudonym for each further person found, the remembered one where
    there is one; part of one full name is offered the pseudonym of the whole. Yields how many
    people have one."""
    offered = dict(given or {})
    used = {words[0] for words in offered.values()}
    wholes: dict[str, set[str]] = {}  # pseudonyms of the full names that a word is part of
    for full, words in offered.items():
        _part_of(wholes, full, words[0])
    people = {one.span.text for one in found if one.span.type in PEOPLE_TYPES}
    for name in sorted(people - offered.keys(), key=lambda name: (-len(name.split()), name)):
        parts = [wholes.get(part, set()) for part in plain(name).split()]
        shared = set.intersection(*parts) if parts else set()
        words = [
            w for w in names.offers(name, _SHOWN, used - shared) if w in shared or w not in used
        ]
        if len(shared) == 1:
            words = [*shared, *words]
        if words:
            offered[name] = tuple(dict.fromkeys(words))[:_SHOWN]
            used.add(words[0])
            _part_of(wholes, name, words[0])
            yield len(offered)
    return offered


def _part_of(wholes: dict[str, set[str]], full: str, word: str) -> None:
    for part in plain(full).split():
        wholes.setdefault(part, set()).add(word)


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
