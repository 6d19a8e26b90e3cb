"""The foot of the page: the mark, tags, and the ways to end."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from reflect_app.core.entries import Draft
from reflect_app.ui.compose.tags import TagsField
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.buttons import button, primary
from reflect_app.ui.widgets.card import hairline
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.text import label, muted
from reflect_app.words import tr


class Closing(QWidget):
    """Says what the person wants to do; does none of it."""

    changed = Signal()
    done = Signal()
    done_and_lock = Signal()
    later = Signal()
    dropped = Signal()

    def __init__(self, draft: Draft, parent: QWidget, *, with_mark: bool) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(hairline())
        self.mark = QCheckBox(tr("Take this to supervision?"), self)
        self.mark.setChecked(draft.marked)
        self.mark.setMinimumHeight(MIN_TARGET)
        self.mark.toggled.connect(self._marked)
        self.note = muted(tr("Marked for you to bring. Nothing has been sent."))
        self._with_mark = with_mark
        box.addWidget(self.mark)
        box.addWidget(self.note)
        self.mark.setVisible(with_mark)
        self.note.setVisible(draft.marked and with_mark)
        self.tags = TagsField(self)
        self.tags.set_tags(draft.tags)
        self.tags.changed.connect(self.changed)
        words = label(tr("Tags"), "subheading")
        words.setBuddy(self.tags.line)
        box.addSpacing(8)
        box.addWidget(words)
        box.addWidget(self.tags)
        box.addSpacing(14)
        box.addWidget(self._ends(editing=draft.entry is not None))

    def _ends(self, *, editing: bool) -> QWidget:
        row = QWidget(self)
        flow = FlowLayout(row, gap=10)
        self.finish = primary(tr("Save changes") if editing else tr("Done"), self.done.emit)
        self.finish.setToolTip(tr("Ctrl+Enter"))
        self.lock = button(tr("Save and lock"), self.done_and_lock.emit)
        self.carry_on = button(tr("Carry on later"), self.later.emit)
        words = tr("Leave it as it was") if editing else tr("Delete this page")
        self.drop = button(words, self.dropped.emit, "quiet")
        for part in (self.finish, self.lock, self.carry_on, self.drop):
            flow.addWidget(part)
        return row

    def set_marked(self, *, on: bool) -> None:
        """Follow the question that asks for the mark."""
        self.mark.setChecked(on)

    def _marked(self, on: bool) -> None:
        self.note.setVisible(on and self._with_mark)
        self.changed.emit()
