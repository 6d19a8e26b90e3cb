"""The way into the demonstration: a journal of made-up entries, of which nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from reflect_app.app import App
from reflect_app.errors import ReflectError
from reflect_app.ui.entrance import Entrance, Opened, Screen
from reflect_app.ui.widgets.buttons import primary
from reflect_app.ui.widgets.card import Card, middle, row, stack
from reflect_app.ui.widgets.notice import GOOD, Notice
from reflect_app.ui.widgets.text import body, title
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.services.demo import Demo


class DemoScreen(Screen):
    """Makes the demonstration and opens it; after a lock it waits to be asked again."""

    def __init__(self, entrance: Entrance, *, locked: bool = False) -> None:
        super().__init__()
        self._entrance = entrance
        self._locked = locked
        self.notice = Notice()
        self.words = body(tr("A year of a made-up worker's entries is being written…"))
        self.again = primary(tr("Open the demonstration"), self.make)
        card = Card()
        card.box.addWidget(title(tr("Reflect: a demonstration")))
        for part in (self.notice, self.words):
            card.box.addWidget(part)
        card.box.addLayout(row(self.again, None))
        self.setLayout(stack(middle(520, card)))
        self.words.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.words.setVisible(not locked)
        self.again.setVisible(locked)

    def begin(self) -> None:
        """Make it at once, or say that it was locked."""
        if self._locked:
            self.notice.tell(tr("Locked. Nothing of the demonstration was kept."), "", GOOD)
            self.again.setFocus()
        else:
            self.make()

    def make(self) -> None:
        """Write the year in the worker's thread and open it."""
        self.again.hide()
        self.words.show()
        self.notice.clear()
        self._entrance.run(_made, self._opened, self._failed, owner=self)

    def _opened(self, made: tuple[Demo[App], Opened]) -> None:
        demo, opened = made
        chosen = self._entrance.app.settings.value
        demo.app.settings.change(
            theme=chosen.theme,
            text_percent=chosen.text_percent,
            reduced_motion=chosen.reduced_motion,
        )
        self._entrance.app = demo.app
        self._entrance.open(opened)

    def _failed(self, error: ReflectError) -> None:
        self.words.hide()
        self.again.show()
        self.notice.show_error(error)


def _made(app: App) -> tuple[Demo[App], Opened]:
    # Imported here, in the worker: it brings the services with it.
    from reflect_app.services.demo import open_demo

    demo = open_demo(app)
    return demo, Opened.of(demo.journal, close=demo.close, demo=True)
