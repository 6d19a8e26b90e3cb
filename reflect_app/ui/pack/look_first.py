"""The look at something small before it leaves, such as a chart or a prompt: on the page where it
stands, and only where something in it could point to someone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.errors import ReflectError
from reflect_app.services.packs import PackPreview
from reflect_app.ui.order import tab_through
from reflect_app.ui.pack.copying import CopyReview
from reflect_app.ui.pack.out import Look
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.buttons import button, primary
from reflect_app.ui.widgets.card import flow
from reflect_app.words import tr


class LookFirst(QObject):
    """Looks before one of several acts. `put` puts a review where it belongs on the page."""

    def __init__(self, desk: Desk, owner: QWidget, put: Callable[[QWidget], object]) -> None:
        super().__init__(owner)
        self._desk = desk
        self._owner = owner
        self._put = put
        self.review: BriefReview | None = None

    def ask(
        self,
        look: Look,
        act: Callable[[PackPreview], object],
        by: tuple[str, str, QWidget],
        failed: Callable[[ReflectError], object],
    ) -> None:
        """Look; where nothing is found, `act` at once, else once it was gone through. `by` is
        what the act is called, its accessible name, and where the keyboard goes afterwards."""
        self.close()
        self._desk.ask(
            lambda journal: look(journal, ()),
            lambda found: self._looked(found, look, act, by),
            failed=failed,
            owner=self._owner,
        )

    def close(self) -> None:
        """No word of a review stays behind it."""
        if self.review is not None:
            self.review.hide()
            self.review.deleteLater()
            self.review = None

    def _looked(
        self,
        found: PackPreview,
        look: Look,
        act: Callable[[PackPreview], object],
        by: tuple[str, str, QWidget],
    ) -> None:
        self.close()
        if not (found.identifiers or found.meetings):
            act(found)
            return
        words, name, back = by

        def away() -> None:
            self.close()
            back.setFocus()

        def go(now: PackPreview) -> None:
            away()
            act(now)

        self.review = BriefReview(self._desk, words, name, go, away)
        self._put(self.review)
        self.review.start(look)


class BriefReview(QWidget):
    """The same review as of a pack. Escape leaves it, and nothing leaves.

    `act` is the words of what comes next, such as "Copy as CSV"; `go` is called with the preview
    as it was decided on.
    """

    def __init__(
        self,
        desk: Desk,
        act: str,
        name: str,
        go: Callable[[PackPreview], object],
        away: Callable[[], object],
    ) -> None:
        super().__init__()
        self._go, self._away = go, away
        self._waits = False
        self.go = primary(act, self._leave)
        self.go.setAccessibleName(name)
        self.cancel = button(tr("Not now"), away, "quiet")
        self.copy = CopyReview(desk, self._settled, learns=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.copy)
        box.addLayout(flow(self.go, self.cancel))

    def start(self, look: Look) -> None:
        """Look; the keyboard is brought to the first place once it is there."""
        self._waits = True
        self.copy.start(look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape: nothing leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self._away()
            return
        super().keyPressEvent(event)

    def _settled(self, on: bool) -> None:
        self.go.setEnabled(on)
        if self._waits and self.copy.preview is not None:
            self._waits = False
            tab_through(self)
            self.copy.pointed.list.setFocus()
        elif on and self.copy.pointed.look_again.hasFocus():
            self.go.setFocus()  # all is decided: the next key is the one that was wanted at first

    def _leave(self) -> None:
        preview = self.copy.preview
        if preview is not None:
            self.copy.deciding.log()
            self._go(preview)
