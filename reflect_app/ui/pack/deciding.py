"""The review of what leaves, walked through: each decision changes only the copy that leaves,
unless the writer says that the journal is to change too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from reflect_app.core.changes import Changes, Saved
from reflect_app.errors import ReflectError
from reflect_app.services.pack_choice import Swap
from reflect_app.services.pointed import Pointed, Pointing
from reflect_app.ui.pack import decisions
from reflect_app.ui.pack.decisions import Decided, Seen
from reflect_app.ui.pack.review import PointedBox
from reflect_app.ui.page import Desk

Entries = Callable[[], Sequence[str]]


class Deciding(QObject):
    """Listens to the review's box. `changed`: the preview has to be made again; until `shown`
    has been told of it, nothing may leave. `fewer`: the copy is the same, with less to look at.

    `entries` are those that change too where the writer ticks that; without it that cannot be
    ticked. With `only_reads` nothing is learnt from a decision. With `every_wording` a word goes
    wherever it stands, for a copy that holds more than one wording of an entry.
    """

    changed = Signal()
    fewer = Signal()
    refused = Signal(object)

    def __init__(
        self,
        desk: Desk,
        box: PointedBox,
        parent: QObject,
        *,
        entries: Entries | None = None,
        only_reads: bool = False,
        every_wording: bool = False,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._box = box
        self._pointing: Pointing | None = None
        self._entries = entries
        self._only_reads = only_reads
        self._every_wording = every_wording
        self._own: frozenset[str] = frozenset()
        self.unseen = 0
        self.decided = self._before = Decided()
        box.replaced.connect(self._replace)
        box.left.connect(self._leave)
        box.denied.connect(self._deny)
        box.again.connect(self.reset)
        box.journal_too.setVisible(entries is not None)
        box.deny.setVisible(not only_reads)

    def forget(self) -> None:
        """Nothing is decided, and nobody has to look again yet."""
        self.decided = self._before = Decided()
        self._pointing = None
        self.unseen = 0

    def reset(self) -> None:
        """Nothing is decided."""
        self.forget()
        self.changed.emit()

    def shown(self, seen: Seen) -> Decided:
        """This is about to be looked at; what is decided on it so far."""
        return self.looked(seen.preview, seen.offers)

    def looked(self, pointing: Pointing, offers: Mapping[str, Sequence[str]]) -> Decided:
        """The same of what is no copy that leaves."""
        self._pointing = pointing
        self.decided = replace(self.decided, offers=offers)
        self.unseen = len(self.decided.open(pointing))
        return self.decided

    def made(self, changes: Changes) -> bool:
        """Whether a change of the journal is the one that was asked for here."""
        if not changes.entries:
            return False
        own, self._own = self._own, frozenset()
        return changes.entries <= own

    def log(self) -> None:
        """The activity log has how many were replaced or left, and no name."""
        done = self.decided.counted(self.unseen)
        if done == decisions.NOTHING or self._only_reads:
            return
        self._desk.save(
            lambda journal: journal.names.reviewed(done),
            failed=lambda _: None,  # what left has left; a journal open for reading keeps no log
            owner=self,
            quiet=True,
        )

    def _replace(self, hits: Sequence[Pointed], word: str, journal_too: bool) -> None:
        swap = Swap(hits[0].was, word, hits[0].span.type)
        entries = tuple(self._entries()) if self._entries and journal_too else ()
        everywhere = self._every_wording or bool(entries)
        self._before = self.decided
        put = self.decided.swapped_word if everywhere else self.decided.swapped
        self.decided = put(hits, word)
        if self._only_reads or not (entries or swap.kind == "PERSON"):
            self.changed.emit()
            return
        self._own = frozenset(entries)
        self._desk.save(
            lambda journal: decisions.learn(journal, swap, entries),
            self._learnt,
            failed=self._refused,
            owner=self,
            quiet=not entries,
        )

    def _learnt(self, saved: Saved) -> None:
        if not saved.changes.entries:  # else `made` hears of them next
            self._own = frozenset()
        self.changed.emit()

    def _refused(self, error: ReflectError) -> None:
        """The word cannot stand there: nothing was changed, in the journal or in the copy."""
        self._own = frozenset()
        self.decided = self._before
        self.changed.emit()
        self.refused.emit(error)

    def _leave(self, hits: Sequence[Pointed]) -> None:
        self.decided = self.decided.leaving(hits)
        if self._pointing is None:
            return  # what is about to be shown is shown without them
        self._box.show_review(self._pointing, self.looked(self._pointing, self.decided.offers))
        self._box.go_on()
        self.fewer.emit()

    def _deny(self, hit: Pointed) -> None:
        if self._only_reads:
            self._leave((hit,))
            return
        self._desk.save(
            lambda journal: journal.names.not_a_name(hit.span.text),
            lambda _: self._denied(hit.span.text),
            failed=self._denied_in_vain,
            owner=self,
            quiet=True,
        )

    def _denied_in_vain(self, error: ReflectError) -> None:
        self.changed.emit()
        self.refused.emit(error)

    def _denied(self, word: str) -> None:
        self.decided = replace(self.decided, no_names=self.decided.no_names | {word})
        self.changed.emit()
