"""What somebody most likely meant by a name or an id that nothing here has."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable

from reflect_app.words import tr

_MOST = 2_000  # names looked at; each costs some microseconds
_LONGEST = 80  # characters of what was typed that count
_WORD = re.compile(r"[^\s:._-]+")


def nearest(typed: str, known: Iterable[str]) -> str:
    """The known name that is most like what was typed, "" where none is.

    A part of a name counts before a slip: "Priya" means "Priya Shah". Names that only some of
    many people have would be a guess, so a part must belong to one alone.
    """
    wanted = " ".join(typed[:_LONGEST].split()).casefold()
    names = {name.casefold(): name for name, _ in zip(known, range(_MOST), strict=False)}
    if not wanted:
        return ""
    begun = [name for name in names if any(tail.startswith(wanted) for tail in _tails(name))]
    if len(begun) == 1:
        return names[begun[0]]
    close = difflib.get_close_matches(wanted, _once(names), 1, 0.7)
    return names[_once(names)[close[0]]] if close else ""


def did_you_mean(typed: str, known: Iterable[str], otherwise: str = "") -> str:
    """The hint for a name that nothing here has, before whatever else is to be said of it.

    It names what is in the journal, so it belongs on its writer's own screen and in no file.
    """
    found = nearest(typed, known)
    asked = tr("Did you mean “{close}”?").format(close=found) if found else ""
    return " ".join(filter(None, (asked, otherwise)))


def _tails(name: str) -> list[str]:
    """The name from each of its words on."""
    return [name[found.start() :] for found in _WORD.finditer(name)]


def _once(names: Iterable[str]) -> dict[str, str]:
    """Each name by itself and by each of its words that no other name has."""
    words = Counter(word for name in names for word in {*_WORD.findall(name)} - {name})
    parts = {word: name for name in names for word in _WORD.findall(name) if words[word] == 1}
    return parts | {name: name for name in names}
