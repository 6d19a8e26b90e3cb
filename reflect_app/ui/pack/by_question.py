"""The choice by question: one tick for the same question in every entry."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from reflect_app.ui.pack.tree import Asked, ChoiceTree
from reflect_app.ui.widgets.text import plain_tip
from reflect_app.words import tr

_KEY = int(Qt.ItemDataRole.UserRole)


class QuestionList(QListWidget):
    """Says `ticked` with a question's key and whether it leaves, from whichever entry."""

    ticked = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Questions, in all entries at once"))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(self._changed)

    def follow(self, tree: ChoiceTree) -> None:
        """Show the questions of a tree as they are ticked there."""
        asked = tree.questions()
        with QSignalBlocker(self):
            if [each.key for each in asked] != [self.key(at) for at in range(self.count())]:
                self.clear()
                for each in asked:
                    self.addItem(_item(each))
            for at, each in enumerate(asked):
                self.item(at).setCheckState(each.state)

    def key(self, at: int) -> tuple[str, str]:
        """Which question stands on a line."""
        template, question = self.item(at).data(_KEY)
        return str(template), str(question)

    def _changed(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        self.ticked.emit(self.key(self.row(item)), on)


def _item(asked: Asked) -> QListWidgetItem:
    item = QListWidgetItem(
        tr("{template}: {wording}").format(template=asked.template_title, wording=asked.wording)
    )
    item.setToolTip(plain_tip(item.text()))
    item.setData(_KEY, asked.key)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    return item
