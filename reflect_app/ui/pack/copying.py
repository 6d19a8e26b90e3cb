"""What a copy shows before it is written: what could point to someone, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from reflect_app.services.packs import PackPreview
from reflect_app.ui.jobs import Handle
from reflect_app.ui.pack.copy_view import CopyView
from reflect_app.ui.pack.deciding import Deciding
from reflect_app.ui.pack.decisions import Seen, seen
from reflect_app.ui.pack.out import Look
from reflect_app.ui.pack.review import PointedBox
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.text import body, show_text
from reflect_app.words import tr, trn


class CopyReview(QWidget):
    """Looks, and looks again after each decision. What is held here is never changed.

    `settled` is called with whether the copy may leave as it is. With `every_wording` the copy
    holds earlier wordings too, so a word that is replaced goes wherever it stands. With `learns`
    the writer's own list hears of what is decided, and the activity log of how it ended.
    """

    def __init__(
        self,
        desk: Desk,
        settled: Callable[[bool], object],
        *,
        every_wording: bool = False,
        learns: bool = False,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._settled = settled
        self._look: Look | None = None
        self._asked: Handle | None = None
        self.preview: PackPreview | None = None
        self.count = body("")
        self.pointed = PointedBox(desk.theme, self)
        self.view = CopyView(desk)
        self.pointed.at.connect(self.view.show_place)
        self.deciding = Deciding(
            desk, self.pointed, self, only_reads=not learns, every_wording=every_wording
        )
        self.deciding.changed.connect(self.again)
        self.deciding.fewer.connect(self._settle)
        self.deciding.refused.connect(desk.trouble)
        self.looked = QCheckBox(tr("I have looked at these. What is left may stay."))
        self.looked.toggled.connect(lambda _: self._settle())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for part in (self.count, self.pointed, self.view, self.looked):
            box.addWidget(part)
        self.forget()

    def start(self, look: Look) -> None:
        """Look at another copy from the beginning."""
        self._look = look
        self.looked.setChecked(False)
        self.deciding.reset()

    def forget(self) -> None:
        """Nothing is looked at."""
        self.preview = self._look = None
        self.view.forget()
        self.hide()
        self._settled(False)

    def again(self) -> None:
        """Look anew at the same copy; what was decided stays decided."""
        look, swaps = self._look, self.deciding.decided.swaps
        if look is None:
            return
        self._settled(False)
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._desk.ask(
            lambda journal: seen(journal, look(journal, swaps)),
            self._show,
            failed=self._desk.trouble,
            owner=self,
        )

    def _show(self, found: Seen) -> None:
        self.preview = found.preview
        count = len(self.preview.chosen)
        text = trn("{count} entry would go.", "{count} entries would go.", count)
        show_text(self.count, text.format(count=count) if count else "")
        self.pointed.show_review(self.preview, self.deciding.shown(found))
        self.view.show_document(self.preview.document, self.pointed.chosen())
        self.show()
        self._settle()

    def _settle(self) -> None:
        self.looked.setVisible(bool(self.deciding.unseen))
        waiting = self.deciding.unseen and not self.looked.isChecked()
        self._settled(self.preview is not None and not waiting)
