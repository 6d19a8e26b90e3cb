"""Days written out, as diaries head their pages: "Tuesday, 15 January 2024", "15 Ionawr 2024"."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from reflect_app.importing.times import of_24, wall_of

# English, Welsh, German, French, Spanish, Italian, Dutch, Portuguese: what programs localise to.
_MONTHS = (
    "january ionawr januar jänner janvier enero gennaio januari janeiro",
    "february chwefror februar feber février febrero febbraio februari fevereiro",
    "march mawrth märz mars marzo maart março",
    "april ebrill avril abril aprile",
    "may mai mayo maggio mei maio",
    "june mehefin juni juin junio giugno junho",
    "july gorffennaf juli juillet julio luglio julho",
    "august awst août agosto augustus",
    "september medi septembre septiembre settembre setembro",
    "october hydref oktober octobre octubre ottobre outubro",
    "november tachwedd novembre noviembre novembro",
    "december rhagfyr dezember décembre diciembre dicembre dezembro",
)

_WEEKDAYS = (
    "monday dydd llun montag lundi lunes lunedì maandag segunda",
    "tuesday mawrth dienstag mardi martes martedì dinsdag terça",
    "wednesday mercher mittwoch mercredi miércoles mercoledì woensdag quarta",
    "thursday iau donnerstag jeudi jueves giovedì donderdag quinta",
    "friday gwener freitag vendredi viernes venerdì vrijdag sexta",
    "saturday sadwrn samstag sonnabend samedi sábado sabato zaterdag",
    "sunday sul sonntag dimanche domingo domenica zondag",
)


def _folded(word: str) -> str:
    split = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


_NAMED = {_folded(word): at for at, words in enumerate(_MONTHS, 1) for word in words.split()}
_WEEKDAY = frozenset(
    form
    for words in _WEEKDAYS
    for word in map(_folded, words.split())
    for form in (word, word[:3], word[:2])
)
_SHORT = {name[:3]: at for name, at in reversed(_NAMED.items())} | {
    _folded(word)[:3]: at for at, words in enumerate(_MONTHS, 1) for word in words.split()[:1]
}
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:de\s+|of\s+)?([^\W\d_]{3,10})\.?,?\s+(?:de\s+)?(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(
    r"(?<!\w)([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)"
)
# As C prints a time: "Jan 20 10:00:00 2024".
_CLOCK_BETWEEN = re.compile(
    r"(?<!\w)([^\W\d_]{3,10}) +(\d{1,2}) +(\d{2}:\d{2}(?::\d{2})?) +(\d{4})(?!\d)"
)
# What stands beside a day and a time in a stamp, and no more.
_BESIDE = frozenset("at on the um uhr am a as alle ore uur las h ar yr utc gmt bst cet".split())
_OFFSET = re.compile(r"[+-]\d{2}:?\d{2}$")
_TIME = re.compile(r"(?<!\d)(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?\s*([AaPp]\.?[Mm])?(?!\d)")


def written_day(text: str) -> datetime | None:
    """The wall-clock time a line says, noon where it names only a day; None where it is no day.

    The zone it is in is the caller's to know.
    """
    line = text[:200].replace("\u202f", " ").replace("\xa0", " ")
    line = _CLOCK_BETWEEN.sub(r"\1 \2 \4 \3", line, count=1)
    found = _DAY_FIRST.search(line)
    if found is not None:
        day, word, year = found.groups()
    else:
        found = _MONTH_FIRST.search(line)
        if found is None:
            return None
        word, day, year = found.groups()
    month = _month(word)
    clock = _TIME.search(line, found.end())
    if month is None:
        return None
    if clock is None:
        return wall_of(year, str(month), day)
    return wall_of(year, str(month), day, str(of_24(int(clock[1]), clock[3])), clock[2])


def is_only_a_day(text: str) -> bool:
    """Whether a heading says a day, with or without its weekday, and nothing else."""
    found = _DAY_FIRST.search(text) or _MONTH_FIRST.search(text)
    if found is None or written_day(text) is None:
        return False
    rest = (text[: found.start()] + " " + text[found.end() :]).split()
    return len(rest) <= 1 and not any(c.isdigit() for word in rest for c in word)


def without_weekday(text: str) -> str:
    """The text without a weekday at its beginning ("Tue 15/01/2024", "Dienstag, ...")."""
    first, _, rest = text.strip().partition(" ")
    return rest.lstrip() if rest and _is_weekday(first) else text.strip()


def is_day_and_time(text: str) -> bool:
    """Whether a text says a written day, its weekday and its time, and nothing more."""
    line = _CLOCK_BETWEEN.sub(r"\1 \2 \4 \3", text.replace("\u202f", " "), count=1)
    found = _DAY_FIRST.search(line) or _MONTH_FIRST.search(line)
    if found is None or _month(found[2] if found[1].isdigit() else found[1]) is None:
        return False
    rest = _TIME.sub(" ", f"{line[: found.start()]} {line[found.end() :]}").split()
    words = (_folded(word.strip(",.–—")) for word in rest)
    return all(not w or w in _BESIDE or _is_weekday(w) or _OFFSET.match(w) for w in words)


def _is_weekday(word: str) -> bool:
    bare = _folded(word.strip(",.")).partition("-")[0]
    return bare in _WEEKDAY


def _month(word: str) -> int | None:
    key = _folded(word)
    return _NAMED.get(key) or (_SHORT.get(key[:3]) if len(key) <= 4 else None)
