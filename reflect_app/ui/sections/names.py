"""The writer's own list of names: shown only when asked for, never exported."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from reflect_app.core.changes import Saved
from reflect_app.core.names import NamesList
from reflect_app.identifiers.review import label as kind_label
from reflect_app.ui.page import Desk
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.text import small
from reflect_app.words import tr, trn

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal


class NamesSection(Section):
    """Who may stand behind the writer's shoulder is not known, so the list is folded."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Names and places to point out"),
            tr("Learnt from what you decide. Kept in the journal and its backups, nowhere else."),
        )
        self.fold = button(tr("Show the list"), self._toggle)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Names and places to point out"))
        self.list.setMaximumHeight(desk.theme.pixels(220))
        self.forgotten = small("")
        self.line = QLineEdit()
        self.line.setAccessibleName(tr("A name or place to point out"))
        self.line.setPlaceholderText(tr("A name or place to point out"))
        self.line.setMaxLength(200)
        self.line.setMinimumHeight(MIN_TARGET + 4)
        self.line.returnPressed.connect(self._add)
        self.add = button(tr("Add"), self._add)
        self.take_off = button(tr("Take off the list"), self._take_off)
        self.forget = button(tr("Forget it, but go on pointing it out"), self._forget)
        self.inside = QWidget()
        box = QVBoxLayout(self.inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.list)
        box.addLayout(row(self.take_off, self.forget, None, spacing=8))
        box.addWidget(self.forgotten)
        box.addLayout(row(self.line, self.add, spacing=8))
        self.box.addLayout(row(self.fold, None))
        self.box.addWidget(self.inside)
        self.fold_up()

    def show_now(self) -> None:
        """Read the list again, if it is unfolded."""
        if not self.inside.isHidden():
            self.desk.ask(lambda journal: journal.names.list(), self._shown, owner=self)

    def fold_up(self) -> None:
        """No name stays on the screen, nor in the widget."""
        self.list.clear()
        self.line.clear()
        self.inside.hide()
        self.fold.setText(tr("Show the list"))

    def _toggle(self) -> None:
        if not self.inside.isHidden():
            self.fold_up()
            return
        self.inside.show()
        self.fold.setText(tr("Hide the list"))
        self.show_now()

    def _shown(self, names: NamesList) -> None:
        self.list.clear()
        for own in names.known:
            also = tr("{text}, also {others}").format(text=own.text, others=", ".join(own.variants))
            words = tr("{text} · {kind}").format(
                text=also if own.variants else own.text, kind=kind_label(own.type)
            )
            self._row(own.text, words)
        for word in names.allowed:
            self._row(word, tr("{text} · not a name").format(text=word))
        count = len(names.forgotten)
        said = trn(
            "{count} more word is pointed out without being kept.",
            "{count} more words are pointed out without being kept.",
            count,
        ).format(count=count)
        self.forgotten.setText(said if count else "")
        self.forgotten.setVisible(count > 0)
        for part in (self.list, self.take_off, self.forget):
            part.setVisible(self.list.count() > 0)

    def _row(self, name: str, words: str) -> None:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, name)
        self.list.addItem(item)

    def _add(self) -> None:
        text = self.line.text().strip()
        if text:
            self._learn(lambda journal: journal.names.confirm(text))
            self.line.clear()

    def _take_off(self) -> None:
        self._for_chosen(lambda journal, name: journal.names.take_off(name))

    def _forget(self) -> None:
        self._for_chosen(lambda journal, name: journal.names.forget(name))

    def _for_chosen(self, act: Callable[[Journal, str], Saved]) -> None:
        item = self.list.currentItem()
        if item is not None:
            name = str(item.data(Qt.ItemDataRole.UserRole))
            self._learn(lambda journal: act(journal, name))

    def _learn(self, decision: Callable[[Journal], Saved]) -> None:
        self.desk.save(
            decision, lambda _: self.show_now(), failed=self.notice.show_error, owner=self
        )
