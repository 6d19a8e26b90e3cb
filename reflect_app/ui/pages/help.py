"""Help: the pages of `resources/help`, shown with nothing loaded from anywhere.

Those of another language lie in a folder of its code, under the same names; what has none there
is shown in English and says so.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
)

from reflect_app import assets
from reflect_app.ui.page import Desk, Page, PageSpec
from reflect_app.ui.widgets.text import title
from reflect_app.ui.widgets.wrapping import wrap_rows
from reflect_app.words import language, tr

FIRST = "first-steps"
_SHARE = 0.36
"""Of the width, for the list at most."""


class ClosedBrowser(QTextBrowser):
    """Shows one text. It follows no link and loads no picture, style or page."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Nothing, whatever is asked for."""
        return None

    def doSetSource(self, _name: QUrl | str, _kind: object = None) -> None:
        """It goes nowhere."""


class HelpPage(Page):
    """A list of pages beside the one that is being read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Help pages"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(2)
        wrap_rows(self.list)
        self.text = ClosedBrowser()
        self.text.setAccessibleName(tr("Help"))
        self._opened = False
        first = f"help/{FIRST}.md"
        for name in sorted(assets.names("help", ".md"), key=lambda name: (name != first, name)):
            item = QListWidgetItem(_heading(help_text(name)))
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.list.addItem(item)
        self.list.currentItemChanged.connect(self._show)
        across = QHBoxLayout()
        across.setSpacing(20)
        across.addWidget(self.list)
        across.addWidget(self.text, 1)
        desk.theme.changed.connect(self._fit)
        self._fit()
        box = QVBoxLayout(self)
        box.setContentsMargins(28, 28, 28, 16)
        box.setSpacing(16)
        box.addWidget(title(tr("Help")))
        box.addLayout(across, 1)

    def _fit(self) -> None:
        """As wide as the longest title, where there is room for that beside the text."""
        self.list.ensurePolished()
        longest = self.list.sizeHintForColumn(0) + self.desk.theme.pixels(24)
        self.list.setFixedWidth(min(longest, int(self.width() * _SHARE)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the page that is read most of the room."""
        super().resizeEvent(event)
        self._fit()

    def shown(self, target: object = None) -> None:
        """Open the page that was asked for by its file's name, else the first steps."""
        if target is None and self._opened:
            return
        self._opened = True
        wanted = f"help/{target or FIRST}.md"
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == wanted:
                self.list.setCurrentRow(row)
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)
        self.list.setFocus()

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.text.setMarkdown(help_text(item.data(Qt.ItemDataRole.UserRole)))
            self.text.setAccessibleName(item.text())


def help_text(name: str) -> str:
    """A page of help in the language in force. Where it says `{pages}`, the keys of the pages
    there are stand in a table, so that a new page need not be entered there too.
    """
    # Imported here: the registry finds this module among the pages.
    from reflect_app.ui.registry import page_specs

    rows = "\n".join(f"| `{spec.key}` | {spec.title} |" for spec in page_specs() if spec.key)
    return _worded(name).replace("| {pages} | |", rows)


def _worded(name: str) -> str:
    spoken = language()
    if spoken == "en":
        return assets.read_text(name)
    own = name.replace("help/", f"help/{spoken}/", 1)
    if own in assets.names(f"help/{spoken}", ".md"):
        # Its first line says which English page it was made from (`packaging/help_pages.py`).
        words = assets.read_text(own).partition("\n")[2].strip()
        told = tr("This translation is a draft by the people who build Reflect.")
        return f"{words}\n\n*{told}*\n"
    top, _, rest = assets.read_text(name).lstrip().partition("\n")
    told = tr("This page is for programmers, and stands in English alone.")
    return f"{top}\n\n*{told}*\n{rest}"


def _heading(text: str) -> str:
    return text.lstrip().partition("\n")[0].lstrip("# ").strip()


PAGE = PageSpec("help", tr("Help"), "help", 95, HelpPage, "F1")
