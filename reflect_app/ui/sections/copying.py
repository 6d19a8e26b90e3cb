"""What a copy shows before it is written: what could point to someone, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from reflect_app.services.journal import Journal
from reflect_app.services.pack_choice import Swap
from reflect_app.services.packs import PackPreview
from reflect_app.ui.pack.decisions import Decided, people_pointed_at
from reflect_app.ui.pack.review import PointedBox, Pointer
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.text import body
from reflect_app.words import tr, trn

Look = Callable[[Journal, tuple[Swap, ...]], PackPreview]


class CopyReview(QWidget):
    """Looks, and looks again after each decision. The journal is never changed from here.

    `settled` is called with whether the copy may be written as it is.
    """

    def __init__(self, desk: Desk, settled: Callable[[bool], object]) -> None:
        super().__init__()
        self._desk = desk
        self._settled = settled
        self._look: Look | None = None
        self.decided = Decided()
        self.preview: PackPreview | None = None
        self.count = body("")
        self.pointed = PointedBox(desk.theme, self)
        self.pointed.journal_too.setVisible(False)
        self.pointed.deny.setVisible(False)
        self.pointed.replaced.connect(self._replace)
        self.pointed.left.connect(self._leave)
        self.pointed.denied.connect(self._leave)
        self.pointed.again.connect(lambda: self._again(Decided()))
        self.looked = QCheckBox(tr("I have looked at these. What is left may stay."))
        self.looked.toggled.connect(lambda _: self._settle())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for part in (self.count, self.pointed, self.looked):
            box.addWidget(part)
        self.forget()

    def start(self, look: Look) -> None:
        """Look at another copy from the beginning."""
        self._look = look
        self.looked.setChecked(False)
        self._again(Decided())

    def forget(self) -> None:
        """Nothing is looked at."""
        self.preview = None
        self.hide()
        self._settled(False)

    def _again(self, decided: Decided) -> None:
        look, self.decided = self._look, decided
        if look is None:
            return
        self._settled(False)

        def job(journal: Journal) -> tuple[PackPreview, dict[str, tuple[str, ...]]]:
            preview = look(journal, decided.swaps)
            words = people_pointed_at(preview)
            return preview, {word: tuple(journal.names.offers(word)) for word in words}

        self._desk.ask(job, self._show, failed=self._desk.trouble, owner=self)

    def _show(self, found: tuple[PackPreview, dict[str, tuple[str, ...]]]) -> None:
        self.preview, offers = found
        self.decided = replace(self.decided, offers=offers)
        count = len(self.preview.chosen)
        text = trn("{count} entry would go.", "{count} entries would go.", count)
        self.count.setText(text.format(count=count))
        self.pointed.show_review(self.preview, offers, self.decided.left, len(self.decided.swaps))
        self.looked.setVisible(self._open())
        self.show()
        self._settle()

    def _open(self) -> bool:
        """Whether something is found that nobody decided on."""
        found = self.preview.identifiers if self.preview else ()
        return any(one.span.text.casefold() not in self.decided.left for one in found)

    def _settle(self) -> None:
        ready = self.preview is not None and (self.looked.isChecked() or not self._open())
        self._settled(ready)

    def _replace(self, pointer: Pointer, word: str, _journal_too: bool) -> None:
        self._again(self.decided.swapped(Swap(pointer.text, word, pointer.kind)))

    def _leave(self, pointer: Pointer) -> None:
        self._again(self.decided.leaving(pointer.text))
