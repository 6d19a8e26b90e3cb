"""Made-up pages, as many as are asked for, to measure with. No sentence makes sense.

The entries go in through the store's own code, a few thousand to a commit. Words follow a
Zipf-like law, so that some are in nearly every entry and some in a handful.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from reflect_app.core.clock import stamp
from reflect_app.core.entries import Answers, Entry, Shift
from reflect_app.core.prompts import Template
from reflect_app.vault.entry_store import EntryStore
from reflect_app.vault.template_store import TemplateStore
from reflect_app.vault.vault import Vault

COMMON = "tired"  # in about a third of the entries
RARE = "heliotrope"  # in about one of two thousand
PHRASE = "kettle went cold"  # in about one of a hundred
FEELING = "exhausted"  # picked in about one of twenty
FIRST = datetime(2016, 1, 4, 7, 10, tzinfo=UTC)
_ZONE = "Europe/London"
_KINDS = ("early", "late", "day", "night", "sleep-in")
_TAGS = ("nights", "team", "boundaries", "handover", "endings", "training")
_PER_COMMIT = 5000


def _lexicon(rng: random.Random) -> list[str]:
    syllables = ["ba", "len", "tor", "mi", "ques", "ra", "dol", "shi", "pen", "gar", "vo", "lin"]
    words = ["".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(20_000)]
    return list(dict.fromkeys(words))


class Pages:
    """Entries of about ninety words, the same ones for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self._rng = random.Random(seed)  # noqa: S311 -- the same pages each time, no secret
        self._words = _lexicon(self._rng)
        self._weights = list(accumulate(1 / (place + 3) for place in range(len(self._words))))

    def text(self) -> str:
        """One page."""
        rng = self._rng
        words = rng.choices(self._words, cum_weights=self._weights, k=rng.randint(40, 140))
        for term, odds in ((COMMON, 0.33), (PHRASE, 0.01), (RARE, 0.0005)):
            if rng.random() < odds:
                words.insert(rng.randrange(len(words)), term)
        return " ".join(words)

    def entry(self, place: int, template: Template) -> Entry:
        """The entry at a place in time; two or three a day over the years."""
        rng = self._rng
        zone = ZoneInfo(_ZONE)
        at = (FIRST + timedelta(minutes=53 * place)).astimezone(zone)
        tags = tuple(tag for tag in _TAGS if rng.random() < 0.15)
        answers: Answers = {"title": self.text()[:40], "page": self.text()}
        if template.id == "after-shift":
            answers = {"feelings": [FEELING, "proud"], "leave_here": self.text()}
        start = f"{at - timedelta(hours=9):%Y-%m-%dT%H:%M}"
        return Entry(
            id=hashlib.sha256(f"entry {place}".encode()).hexdigest()[:16],
            template=template.id,
            template_version=template.version,
            revision=0,
            written=stamp(at),
            event=stamp(at),
            shift=Shift(start, rng.choice(_KINDS), _ZONE) if rng.random() < 0.6 else None,
            answers=answers,
            tags=tags,
            marked=rng.random() < 0.05,
        )


def fill(vault: Vault, page: Template, shift: Template, count: int) -> Iterator[int]:
    """Write that many pages, each twentieth about a shift, a few thousand to a commit; how many
    there are after each.
    """
    templates = TemplateStore(vault)
    store, pages = EntryStore(vault, templates), Pages()
    for begin in range(0, count, _PER_COMMIT):
        with vault.writing() as tx:
            for template in (page, shift):
                templates.keep(tx, template)
            for place in range(begin, min(begin + _PER_COMMIT, count)):
                template = page if place % 20 else shift
                store.put(tx, pages.entry(place, template), _ZONE, "written")
        yield min(begin + _PER_COMMIT, count)
