"""Numbers in words, as far as ages need them."""

from __future__ import annotations

_UNITS = "one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
VALUES = {
    **{word: place for place, word in enumerate(_UNITS.split(), 1)},
    **{word: place for place, word in enumerate(_TEENS.split(), 10)},
    **TENS,
}
