"""Charts and maps that leave, as a picture or a table: looked at first, like an answer.

What they say in the program's own words names nobody. A label of the writer's own prompt does
("cross with Darren"), and so may what somebody on the map is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from reflect_app.core.charts import Table, reworded
from reflect_app.core.clock import Clock
from reflect_app.exporting.document import Document, Section
from reflect_app.exporting.document import Table as Shown
from reflect_app.services.names import NamesService
from reflect_app.services.pack_choice import Swap
from reflect_app.services.packs import PackPreview
from reflect_app.services.pointed import pointed_in
from reflect_app.services.prompt_words import ProgramWords
from reflect_app.services.swapping import Swapping

FIGURES = "figures"
"""What stands where the field of an answer would; the part is the label itself."""


class Figures(Protocol):
    """A chart or a map."""

    @property
    def table(self) -> Table:
        """The same as text."""

    @property
    def words(self) -> tuple[str, ...]:
        """The labels that the program may not have brought."""


F = TypeVar("F", bound=Figures)


@dataclass(frozen=True, slots=True)
class FiguresPreview(PackPreview, Generic[F]):
    """As of a pack, with the figures as they would leave: all of them, and those of the picture,
    which may have fewer points."""

    whole: F = field(kw_only=True)
    drawn: F = field(kw_only=True)


class FigureService:
    """Looks at what one unlocked vault shows of itself, before it leaves."""

    def __init__(self, names: NamesService, program: ProgramWords, clock: Clock) -> None:
        self._names = names
        self._program = program
        self._clock = clock

    def preview(
        self, title: str, whole: F, drawn: F, swaps: Sequence[Swap] = ()
    ) -> FiguresPreview[F]:
        """Exactly what would leave, and what in it could point to someone. Writes nothing."""
        swapping, finder = Swapping(swaps), self._names.strict_finder()
        labels = [word for word in dict.fromkeys(whole.words) if word not in self._program.texts]
        put = {word: swapping.beside(FIGURES, word, word) for word in labels}
        found = tuple(
            hit
            for word in labels
            for hit in pointed_in(put[word], finder, swapping, field=FIGURES, part=word)
        )
        changed = {word: to for word, to in put.items() if to != word}
        spoken = _any_of(changed)

        def said(text: str) -> str:
            return put.get(text) or spoken.sub(lambda found: changed[found[0]], text)

        if changed:
            whole, drawn = reworded(whole, said), reworded(drawn, said)
        table = Shown(whole.table.columns, whole.table.rows)
        made = self._clock.now().date().isoformat()
        shown = Document(said(title), made, (Section("", (table,)),))
        return FiguresPreview((), found, shown, whole=whole, drawn=drawn)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Finds each of these as whole words, the longest first, as in a summary of a chart."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)" if ordered else "(?!)"
    )
