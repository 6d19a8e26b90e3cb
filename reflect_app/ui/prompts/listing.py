"""Every prompt there is, and what can be done with the one that is picked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from reflect_app.ui.page import Desk
from reflect_app.ui.prompts.rows import PromptRow
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.buttons import button, primary
from reflect_app.ui.widgets.card import Column, flow
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import muted, show_text, title
from reflect_app.words import tr

_TALL = 330
ACTS = ("write", "change", "duplicate", "hide", "sheet", "remove", "new", "take", "hand-out")


class PromptList(Column):
    """`asked` names an act of `ACTS` and the row it is about, None for the last three."""

    asked = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._rows: dict[str, PromptRow] = {}
        self.notice = Notice(closable=True)
        self.new = primary(tr("New prompt"), partial(self._ask, "new"))
        self.take = button(tr("Add from a file…"), partial(self._ask, "take"))
        self.hand_out = button(tr("Hand out your own…"), partial(self._ask, "hand-out"))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Find a prompt"))
        self.filter.setAccessibleName(tr("Find a prompt"))
        self.filter.setMinimumHeight(MIN_TARGET + 8)
        self.filter.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Prompts"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(desk.theme.pixels(_TALL))
        self.list.currentItemChanged.connect(self._picked)
        self.list.itemActivated.connect(lambda _item: self._ask("write"))
        self.about = muted("")
        self.acts = {
            "write": button(tr("Write with it"), partial(self._ask, "write")),
            "change": button(tr("Change"), partial(self._ask, "change")),
            "duplicate": button(tr("Duplicate"), partial(self._ask, "duplicate")),
            "hide": button(tr("Hide"), partial(self._ask, "hide")),
            "sheet": button(tr("Blank sheet…"), partial(self._ask, "sheet")),
            "remove": button(tr("Remove"), partial(self._ask, "remove")),
        }
        lead = tr("Hide those you don't use, copy one and change it, or write your own.")
        parts: list[QWidget] = [title(tr("Prompts")), muted(lead), self.notice]
        for part in parts:
            self.box.addWidget(part)
        self.box.addLayout(flow(self.new, self.take, self.hand_out))
        for below in (self.filter, self.list, self.about):
            self.box.addWidget(below)
        self.box.addLayout(flow(*self.acts.values()))
        self.box.addStretch(1)

    def show_rows(self, rows: tuple[PromptRow, ...], pick: str = "") -> None:
        """List these; the row that was picked stays picked, unless `pick` names another."""
        held = self.current()
        wanted = pick or (held.id if held else "")
        self._rows = {row.id: row for row in rows}
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(f"{row.said.title}\n{row.line}")
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            self.list.addItem(item)
            if row.id == wanted:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and rows:
            self.list.setCurrentRow(0)
        self.hand_out.setEnabled(any(row.origin == "own" for row in rows))
        self._filter(self.filter.text())
        self._picked()

    def current(self) -> PromptRow | None:
        """The row that is picked."""
        if self.list.currentRow() < 0:
            return None
        item = self.list.currentItem()
        return self._rows.get(item.data(Qt.ItemDataRole.UserRole))

    def own(self) -> tuple[PromptRow, ...]:
        """The rows that may be handed out."""
        return tuple(row for row in self._rows.values() if row.origin == "own")

    def _filter(self, text: str) -> None:
        wanted = text.casefold().split()
        for place in range(self.list.count()):
            item = self.list.item(place)
            row = self._rows[item.data(Qt.ItemDataRole.UserRole)]
            held = f"{row.said.title} {row.said.purpose} {row.line}".casefold()
            item.setHidden(not all(word in held for word in wanted))

    def _picked(self, *_items: object) -> None:
        row = self.current()
        for act in self.acts.values():
            act.setEnabled(row is not None)
        if row is None:
            show_text(self.about, "")
            return
        said = [row.template.purpose, row.template.attribution]
        if row.signer:
            said.append(tr("Signed by the key {words}.").format(words=row.signer))
        show_text(self.about, "\n".join(part for part in said if part))
        own = row.origin == "own"
        self.acts["change"].setVisible(own)
        self.acts["remove"].setVisible(row.origin != "built-in")
        self.acts["hide"].setText(tr("Show again") if row.hidden else tr("Hide"))
        for name, act in self.acts.items():
            act.setAccessibleName(f"{act.text()}: {row.said.title}")
            act.setProperty("act", name)

    def _ask(self, act: str) -> None:
        row = None if act in ACTS[-3:] else self.current()
        if row is not None or act in ACTS[-3:]:
            self.asked.emit(act, row)
