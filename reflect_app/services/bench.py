"""`reflect bench`: what the work of every day costs on this computer, beside its floor.

All is done in a throw-away journal of made-up pages, never in one of a person's. Each row is
measured in turn with its floor, so that a busy moment meets both. The window is not measured
here; `tests/benchmarks/` measures that too.
"""

from __future__ import annotations

import itertools
import os
import platform
import re
import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from reflect_app import __version__
from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput, Query
from reflect_app.core.prompts import TemplateLibrary
from reflect_app.core.stopwatch import Measured, measured
from reflect_app.identifiers import find
from reflect_app.services import made_up
from reflect_app.services.demo import Program, private_folder, remove
from reflect_app.services.journal import Journal
from reflect_app.vault.plain_sqlite import Plain, plain_copy
from reflect_app.words import tr

Work: TypeAlias = Callable[[], object]

PREFIX = "reflect-bench-"
UNNOTICED = 0.001  # seconds: what is quicker is quick enough, whatever its ratio
_PHRASE = "nothing here is kept"
_AND_THE_KEY = 0.060  # seconds that an unlock may take beside the key derivation
_LISTS, _SAVES = 1.5, 2.0  # times their floors
READING = 40.0  # nineteen kinds, each a pass and more, beside one pass that looks at nothing
_PAGE = "typed and not to be lost " * 40
_NOTE = (
    "Handover quiet. Darren up till 3 and then dave, both fine. Rang 07700 900318 for Mr Kearney, "
    "no answer. He is 34, from Barnsley, CRN X123456. Told Ngozi I would ring in the morning.\n"
)
_WORDS = 200
_WORD = re.compile(r"[^\W\d_]+|\d+|\S")


def note_of(words: int) -> str:
    """A handover of so many words, with what names and numbers such a thing has. All invented."""
    return " ".join((_NOTE * (words // 30 + 1)).split(" ")[:words])


def read_plainly(text: str) -> list[str]:
    """The plainest reading there is: each word once, without looking at any. A floor."""
    return [match.group().casefold() for match in _WORD.finditer(text)]


@dataclass(frozen=True, slots=True)
class BenchRow:
    """One figure: `size` is entries, of finding names words; `floor` and `ours` are seconds, the
    middle of many rounds; `budget` is the highest `ratio` there is meant to be.
    """

    work: str
    size: int
    floor: float
    ours: float
    budget: float

    @property
    def ratio(self) -> float:
        """How many times the floor ours takes."""
        return self.ours / self.floor

    @property
    def met(self) -> bool:
        """Whether it is as quick as it is meant to be, or too quick for anybody to notice."""
        return self.ratio <= self.budget or self.ours < UNNOTICED


def machine() -> str:
    """What kind of computer this is; neither its name nor its owner's."""
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count() or 1} processors,"
        f" Python {platform.python_version()}, Reflect {__version__}"
    )


def bench(
    app: Program, library: TemplateLibrary, entries: int
) -> Generator[str, None, tuple[BenchRow, ...]]:
    """Make so many pages up and measure; a few words for each thing it turns to.

    Nothing is left behind, however it ends.

    Raises:
        ReflectError: there is no room for it.
    """
    root = private_folder(PREFIX)
    try:
        program = app.elsewhere(root, FixedClock(made_up.FIRST))
        folder = program.paths.default_vault
        with closing(program.vaults.create(folder, _PHRASE, kdf="light").journal) as journal:
            templates = library.get("free"), library.get("after-shift")
            for done in made_up.fill(journal.vault, *templates, entries):
                yield tr("{done} of {count} pages made up").format(done=done, count=entries)
            with closing(Plain(plain_copy(journal.vault, root / "plain.db"))) as plain:
                yield tr("lists and searches")
                rows = _finding(journal, plain, entries)
                yield tr("saving")
                rows.append(_saving(journal, plain, entries))
        yield tr("unlocking")
        rows.insert(0, _unlocking(program, folder, entries))
        yield tr("finding names")
        return (*rows, _naming())
    finally:
        remove(root)


def _row(work: str, size: int, budget: float, found: Measured) -> BenchRow:
    return BenchRow(work, size, found.floor, found.ours, budget)


def _finding(journal: Journal, plain: Plain, entries: int) -> list[BenchRow]:
    page, middle = journal.entries.page, entries // 3
    ids = [entry.id for entry in page(Query(), middle, 200).entries]
    mine, theirs = itertools.cycle(ids), itertools.cycle(ids)
    pairs: dict[str, tuple[Work, Work]] = {
        tr("first page"): (partial(page, Query()), partial(plain.page, None)),
        tr("one entry"): (
            lambda: journal.entries.show(next(mine)),
            lambda: plain.entry(next(theirs)),
        ),
    }
    for work, words in (
        (tr("search, a rare word"), made_up.RARE),
        (tr("search, a common word"), made_up.COMMON),
        (tr("search, a phrase"), made_up.PHRASE),
    ):
        quoted = f'"{words}"'
        pairs[work] = (partial(page, Query(quoted)), partial(plain.page, quoted, word=words))
    return [_row(work, entries, _LISTS, measured(*pair)) for work, pair in pairs.items()]


def _saving(journal: Journal, plain: Plain, entries: int) -> BenchRow:
    """A disk that others use says more about them than about us: the best of three."""
    given = EntryInput("free", {"page": _PAGE}, tags=("team",))
    pair = partial(journal.entries.write, given), partial(plain.save, _PAGE)
    found = min((measured(*pair, rounds=20) for _ in range(3)), key=lambda each: each.ratio)
    return _row(tr("a save that lasts"), entries, _SAVES, found)


def _unlocking(program: Program, folder: Path, entries: int) -> BenchRow:
    """Beside another look at the same journal, which is asked for the key derivation alone."""

    def ours() -> None:
        with closing(program.vaults.unlock(folder, _PHRASE)) as journal:
            journal.entries.page(Query())
            journal.drafts.list()

    with closing(program.vaults.unlock(folder, _PHRASE, write=False)) as beside:
        found = measured(ours, partial(beside.keys.check, _PHRASE), rounds=7)
    budget = 1 + _AND_THE_KEY / found.floor
    return _row(tr("unlock to the first page"), entries, budget, found)


def _naming() -> BenchRow:
    text = note_of(_WORDS)
    ours, floor = partial(find, text), partial(read_plainly, text)
    found = measured(ours, floor, clock=time.process_time)
    return _row(tr("finding names"), _WORDS, READING, found)
