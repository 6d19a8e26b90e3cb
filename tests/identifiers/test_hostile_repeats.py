"""Every detector on text made to blow a pattern up: four times the text may take about four times
as long, never sixteen. Processor time, the least of three: a busy machine changes nothing.
"""

from __future__ import annotations

import time

import pytest

from reflect_app.identifiers import Known
from reflect_app.identifiers.doc import Detector, Doc
from reflect_app.identifiers.finder import DETECTORS, Finder
from reflect_app.identifiers.forgotten import Forgotten, name_digest
from reflect_app.identifiers.known import KnownNames
from reflect_app.identifiers.settle import settle
from reflect_app.identifiers.spread import Seen, spread
from reflect_app.identifiers.widen import widened

_SHORT = 3000
"""Characters; at four times this a pattern that squares takes tenths of a second."""
_ROOM = 0.05  # seconds of processor time
_KEY = b"k" * 32
_DIGESTS = [name_digest(_KEY, name) for name in ("Ngozi", "Ngozi Okafor")]
_UNITS = {
    "letters": "a",
    "figures": "1",
    "spaced figures": "0 1 ",
    "nearly a number": "12/3456789 ",
    "dotted letters": "A.B ",
    "nearly mail": "a@b.",
    "nearly a mailbox": "xx at yy dot ",
    "nearly an address": "Flat 1, 12 Aa Bb ",
    "nearly a birth": "dob is on the 1 ",
    "nearly a name": "Mr de la ",
    "a name": "Ngozi Okafor ",
    "a house": "Aa House HMP ",
}
_ASKED: dict[str, Detector] = {
    **{type(detector).__name__: detector for detector in DETECTORS},
    "KnownNames": KnownNames([Known("Ngozi Okafor"), Known("a a a a"), Known("Mr de la Aa")]),
    "Forgotten": Forgotten(_KEY, _DIGESTS),
}


def seconds(detector: Detector, text: str) -> float:
    """Reading the text and asking one detector, from the beginning each time."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        found = list(detector.find(Doc(text)))
        taken.append(time.process_time() - start)
        assert all(0 <= one.start < one.end <= len(text) for one in found)
    return min(taken)


def settling(text: str) -> float:
    """What comes after the detectors, on what all of them found at once."""
    doc = Doc(text)
    found = [item for detector in _ASKED.values() for item in detector.find(doc)]
    taken = []
    for _ in range(3):
        start = time.process_time()
        settle(spread(doc, settle(widened(doc, found, found)), (), Seen()))
        taken.append(time.process_time() - start)
    return min(taken)


def test_every_detector_is_asked() -> None:
    assert len(_ASKED) == len(DETECTORS) + 2, "two detectors have one name"
    Finder().find("Ngozi")  # the lists are read before any time is taken


@pytest.mark.parametrize("name", sorted(_ASKED))
def test_four_times_the_text_takes_about_four_times_as_long(name: str) -> None:
    for unit in _UNITS.values():
        text = (unit * _SHORT)[:_SHORT]
        long = (unit * _SHORT)[: 4 * _SHORT]
        assert seconds(_ASKED[name], long) < 8 * seconds(_ASKED[name], text) + _ROOM, unit


@pytest.mark.parametrize("name", sorted(_UNITS))
def test_so_does_what_comes_after_them(name: str) -> None:
    text = (_UNITS[name] * _SHORT)[:_SHORT]
    long = (_UNITS[name] * _SHORT)[: 4 * _SHORT]
    assert settling(long) < 8 * settling(text) + _ROOM
