"""The review of names in what is about to come in: the same walk as before anything leaves, word
by word, since a decision holds wherever the word stands.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.services.import_names import NamesSeen
from reflect_app.services.import_plan import NameSwap
from reflect_app.services.names import Reviewed
from reflect_app.services.pack_choice import Swap
from reflect_app.services.pointed import PointedWord
from reflect_app.services.replacing import replacing
from reflect_app.ui.pack.deciding import Deciding
from reflect_app.ui.pack.review import PointedBox
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.text import muted, show_text
from reflect_app.words import trn

_PEOPLE = ("PERSON", "INITIALS")


class NamesReview(QWidget):
    """What nobody decides on comes in as it is."""

    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._seen = NamesSeen()
        self._waiting: tuple[PointedWord, ...] = ()
        self._done = 0
        self.pointed = PointedBox(desk.theme, self)
        self.deciding = Deciding(desk, self.pointed, self, every_wording=True)
        self.deciding.changed.connect(self._again)
        self.deciding.refused.connect(self.refused)
        self.more = muted("")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.pointed)
        box.addWidget(self.more)
        self.forget()

    def fill(self, seen: NamesSeen) -> None:
        """Show what was found, with nothing decided."""
        self._seen = seen
        words = trn("{count} more different word is not listed; it comes in as it is.",
                    "{count} more different words are not listed; they come in as they are.",
                    seen.more)  # fmt: skip
        show_text(self.more, words.format(count=seen.more) if seen.more else "")
        self.deciding.reset()
        self.setVisible(bool(seen.identifiers))
        self.pointed.list.setFocus()

    def suggest(self) -> None:
        """Put a word for every person nobody has decided on yet."""
        decided = self.deciding.decided
        for hit in decided.open(replace(self._seen, identifiers=self._waiting)):
            words = self._seen.offers.get(hit.span.text)
            if words and hit.span.type in _PEOPLE:
                decided = decided.swapped_word((hit,), words[0])
        self.deciding.decided = decided
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
        gone = [_Gone(swap) for swap in swaps[self._done :]]
        self._done = len(swaps)
        self._waiting = tuple(
            hit for hit in self._waiting if not any(one.covers(hit) for one in gone)
        )
        left = replace(self._seen, identifiers=self._waiting)
        self.pointed.show_review(left, self.deciding.looked(left, self._seen.offers))


class _Gone:
    """One word that was replaced, and every word that goes with it."""

    def __init__(self, swap: Swap) -> None:
        self._swap = swap
        self._put = replacing(swap.word, swap.to, swap.kind)

    def covers(self, hit: PointedWord) -> bool:
        """Whether nothing is left of the word that was found."""
        return hit.was == self._swap.word or self._put.text(hit.span.text) == self._swap.to
