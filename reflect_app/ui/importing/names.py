"""The review of names in what is about to come in: the same walk as before anything leaves, word
by word, since a decision holds wherever the word stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.identifiers import PEOPLE_TYPES
from reflect_app.services.full_names import plain
from reflect_app.services.import_names import NamesSeen, Offers, suggesting
from reflect_app.services.import_plan import NameSwap
from reflect_app.services.names import Reviewed
from reflect_app.services.pack_choice import Swap
from reflect_app.services.pointed import PointedWord
from reflect_app.services.replacing import Replacing, replacing
from reflect_app.ui.pack.deciding import Deciding
from reflect_app.ui.pack.review import PointedBox
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.text import muted, show_text
from reflect_app.words import tr

LISTED = 200
"""Words listed at once, the commonest first; the next come up as these are decided on."""


class NamesReview(QWidget):
    """What nobody decides on comes in as it is."""

    refused = Signal(object)

    def __init__(self, desk: Desk, listed: int = LISTED) -> None:
        super().__init__()
        self._desk = desk
        self._seen = NamesSeen()
        self._waiting: tuple[PointedWord, ...] = ()
        self._done = 0
        self.pointed = PointedBox(desk.theme, self, most=listed)
        self.deciding = Deciding(desk, self.pointed, self, every_wording=True)
        self.deciding.changed.connect(self._again)
        self.deciding.fewer.connect(self._offer_more)
        self.deciding.refused.connect(self.refused)
        self.rest = muted("")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.pointed)
        box.addWidget(self.rest)
        self.forget()

    def fill(self, seen: NamesSeen) -> None:
        """Show what was found, with nothing decided."""
        self._seen = seen
        show_text(self.rest, tr("What you don't decide on comes in as it is."))
        self.deciding.reset()
        self.setVisible(bool(seen.identifiers))
        self.pointed.list.setFocus()

    def nameless(self) -> tuple[PointedWord, ...]:
        """People nobody has decided on yet and no word was thought of for."""
        left = replace(self._seen, identifiers=self._waiting)
        return self._without_offer(self.deciding.decided.open(left))

    def offered(self) -> Offers:
        """The words that were thought of so far."""
        return self._seen.offers

    def suggest(self, offers: Offers) -> None:
        """Put the offered word for every person nobody has decided on yet."""
        self._seen = replace(self._seen, offers=offers)
        decided = self.deciding.decided
        for hit in decided.open(replace(self._seen, identifiers=self._waiting)):
            words = offers.get(hit.span.text)
            if words and hit.span.type in PEOPLE_TYPES:
                decided = decided.swapped_word((hit,), words[0])
        self.deciding.decided = decided
        self._again()

    def leave(self) -> None:
        """Leave everything nobody has decided on yet as it is."""
        left = replace(self._seen, identifiers=self._waiting)
        decided = self.deciding.decided
        self.deciding.decided = decided.leaving(decided.open(left))
        self._again()

    def swaps(self) -> tuple[NameSwap, ...]:
        """What was decided: the longest words first, so that a full name goes before its part."""
        found = (NameSwap(s.word, s.to, s.kind) for s in self.deciding.decided.swaps)
        return tuple(sorted(found, key=lambda swap: -len(swap.word)))

    def done(self) -> Reviewed:
        """How it ended, for the activity log."""
        return self.deciding.decided.counted(self.deciding.unseen)

    def forget(self) -> None:
        """No name stays in the widget."""
        self._seen, self._waiting, self._done = NamesSeen(), (), 0
        self.deciding.forget()
        self.pointed.show_review(self._seen, self.deciding.decided)
        self.hide()

    def _again(self) -> None:
        """List what is left to look at. A word that was replaced as part of another is not."""
        swaps = self.deciding.decided.swaps
        if len(swaps) < self._done or not swaps:
            self._waiting, self._done = self._seen.identifiers, 0
        gone = _Gone(swaps[self._done :])
        self._done = len(swaps)
        self._waiting = tuple(hit for hit in self._waiting if not gone.covers(hit))
        self._show()
        self._offer_more()

    def _show(self) -> None:
        left = replace(self._seen, identifiers=self._waiting)
        self.pointed.show_review(left, self.deciding.looked(left, self._seen.offers))

    def _offer_more(self) -> None:
        """Think of words for the people who came up since."""
        wanted, seen = self._without_offer(self.pointed.listed()), self._seen
        if wanted:
            self._desk.maintain(
                lambda journal: suggesting(journal.names, wanted, seen.offers),
                lambda offers: self._offered(seen, offers), owner=self,
            )  # fmt: skip

    def _offered(self, seen: NamesSeen, offers: Offers) -> None:
        if seen is self._seen:  # else they are of another look, or thought of meanwhile
            self._seen = replace(seen, offers=offers)
            self._show()

    def _without_offer(self, hits: Iterable[object]) -> tuple[PointedWord, ...]:
        return tuple(
            hit for hit in hits
            if isinstance(hit, PointedWord)
            and hit.span.type in PEOPLE_TYPES
            and hit.span.text not in self._seen.offers
        )  # fmt: skip


class _Gone:
    """Words that were replaced, and every word that goes with one of them."""

    def __init__(self, swaps: Iterable[Swap]) -> None:
        self._was: set[str] = set()
        self._by_part: dict[str, list[Replacing]] = {}
        for swap in swaps:
            self._was.add(swap.word)
            put = replacing(swap.word, swap.to, swap.kind)
            for part in _parts(swap.word):
                self._by_part.setdefault(part, []).append(put)

    def covers(self, hit: PointedWord) -> bool:
        """Whether nothing is left of the word that was found."""
        word = hit.span.text
        near = (put for part in _parts(word) for put in self._by_part.get(part, ()))
        return hit.was in self._was or any(put.text(word) == put.to for put in near)


def _parts(word: str) -> set[str]:
    """What two words have in common where one stands for a part of the other."""
    apart = "".join(c if c.isalnum() else " " for c in plain(word))
    return set(apart.split()) or {apart}
