"""Part of a name was replaced: the rest of it, where it stands beside that part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reflect_app.identifiers import Finder, Known, Span
from reflect_app.identifiers.normal import Normal, fold


def plain(text: str) -> str:
    """A name as two of them are compared: without case and accents."""
    return fold(Normal(text.strip()).text)


def people_in(text: str, names: Sequence[str]) -> list[Span]:
    """Whoever is pointed out in a text in which these names are known to be people's."""
    known = [Known(name) for name in names]
    return [span for span in Finder(known).find(text) if span.type == "PERSON"]


def whole(
    places: Iterable[tuple[int, int]], people: Iterable[Span], names: Sequence[str]
) -> list[tuple[int, int]]:
    """The places of parts of a name, each as long as the name it is a part of there.

    "Darren" takes the Whitlock of "Darren Whitlock" along, for that alone would still tell who
    it is. Who has another given name than a full name that is replaced is somebody else: of
    "Paul Whitlock" only the part they share goes.
    """
    full = any(" " in name.strip() for name in names)
    own = {word for name in names for word in plain(name).split()}
    found = sorted(places)
    for span in people:
        first = plain(span.text).split()[:1]
        inside = [at for at in found if at[0] < span.end and span.start < at[1]]
        if inside and span.tier == "likely" and not (full and first and first[0] not in own):
            start = min(span.start, inside[0][0])
            end = max(span.end, inside[-1][1])
            found = sorted([*(at for at in found if at not in inside), (start, end)])
    return found


def full_name(texts: Iterable[str], name: str) -> tuple[str, ...]:
    """The full name that a part of one stands for in some texts, in each way it is written.

    () where it stands only by itself, or where two people share it: then the rest of a name
    says which of them is meant, and is not to go where it stands alone.
    """
    found: dict[str, str] = {}
    for text in texts:
        for full in full_names(text, name):
            found.setdefault(" ".join(plain(full).split()), full)
    rests = {frozenset(key.split()) for key in found}
    return tuple(found.values()) if len(rests) == 1 else ()


def full_names(text: str, name: str) -> list[str]:
    """The longer names in a text that a name is a part of, in the order they stand."""
    wanted = plain(name).split()
    if not all(word in plain(text) for word in wanted):
        return []
    people = ((span.text, plain(span.text).split()) for span in people_in(text, (name,)))
    return [text for text, words in people if len(words) > len(wanted) and _holds(words, wanted)]


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    size = len(wanted)
    return any(list(words[at : at + size]) == list(wanted) for at in range(len(words)))
