"""The choice: entries with a tick each, and under them their answers with a tick each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from reflect_app.core import when
from reflect_app.services.pack_choice import PackRequest
from reflect_app.ui.pack.choices import EntryChoice, FieldChoice
from reflect_app.ui.widgets.text import plain_tip
from reflect_app.words import tr

_ENTRY = int(Qt.ItemDataRole.UserRole) + 1
_FIELD = _ENTRY + 1
_TEMPLATE = _ENTRY + 2
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_SOME = Qt.CheckState.PartiallyChecked


Key = tuple[str, str]
"""A template's id and a question's."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that some entry on offer answers, and whether all, some or none of them leave."""

    key: Key
    template_title: str
    wording: str
    state: Qt.CheckState


class ChoiceTree(QTreeWidget):
    """Nothing leaves that is not ticked here. `changed` follows every tick."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setAccessibleName(tr("What to bring"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformRowHeights(True)
        self.setIndentation(26)
        self.itemChanged.connect(lambda *_: self.changed.emit())

    def show_choices(self, choices: Iterable[EntryChoice]) -> None:
        """Put these in place of what was there."""
        with QSignalBlocker(self):
            self.clear()
            for choice in choices:
                self._add(choice)
            # Arrows and Space work at once for whoever arrives by keyboard.
            for first in self._items()[:1]:
                self.setCurrentItem(first)
        self.changed.emit()

    def add(self, *choices: EntryChoice) -> None:
        """More entries, at the end, each unless it is there."""
        here = set(self.entries())
        new = [choice for choice in choices if choice.entry not in here]
        if new:
            with QSignalBlocker(self):
                for choice in new:
                    self._add(choice)
            self.changed.emit()
        for item in self._items():
            if choices and item.data(0, _ENTRY) == choices[-1].entry:
                self.setCurrentItem(item)

    def questions(self) -> list[Asked]:
        """Each question that is answered, in the order it first comes."""
        found: dict[Key, tuple[str, str, set[Qt.CheckState]]] = {}
        for item in self._items():
            template, title = item.data(0, _TEMPLATE)
            for child in _children(item):
                field = child.data(0, _FIELD)
                seen = found.setdefault((template, field.question), (title, field.wording, set()))
                seen[2].add(child.checkState(0))
        return [
            Asked(key, title, wording, states.pop() if len(states) == 1 else _SOME)
            for key, (title, wording, states) in found.items()
        ]

    def set_question(self, key: Key, *, on: bool) -> None:
        """Tick or untick one question in every entry."""
        with QSignalBlocker(self):
            for item in self._items():
                if item.data(0, _TEMPLATE)[0] == key[0]:
                    for child in _children(item):
                        if child.data(0, _FIELD).question == key[1]:
                            child.setCheckState(0, _ON if on else _OFF)
        self.changed.emit()

    def entries(self) -> list[str]:
        """Every entry on offer, ticked or not."""
        return [str(item.data(0, _ENTRY)) for item in self._items()]

    def set_scores(self, *, on: bool) -> None:
        """Tick or untick every answer that is a score."""
        with QSignalBlocker(self):
            for item in self._items():
                for child in _children(item):
                    field = child.data(0, _FIELD)
                    if isinstance(field, FieldChoice) and field.score:
                        child.setCheckState(0, _ON if on else _OFF)
        self.changed.emit()

    def request(self, title: str = "", *, writer: bool = False) -> PackRequest | None:
        """What is ticked, named answer by answer; None where nothing is."""
        entries, fields = [], []
        for item in self._items():
            entry = str(item.data(0, _ENTRY))
            chosen = [
                f"{entry}:{child.data(0, _FIELD).question}"
                for child in _children(item)
                if child.checkState(0) == _ON
            ]
            if chosen:
                entries.append(entry)
                fields += chosen
        if not entries:
            return None
        return PackRequest(tuple(entries), fields=tuple(fields), title=title, writer=writer)

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _add(self, choice: EntryChoice) -> None:
        words = tr("{title}, {day}").format(title=choice.title, day=when.day(choice.event))
        item = QTreeWidgetItem([words])
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsAutoTristate)
        item.setData(0, _ENTRY, choice.entry)
        item.setData(0, _TEMPLATE, (choice.template, choice.template_title))
        item.setToolTip(
            0,
            plain_tip(
                tr("{template}. {words}").format(template=choice.template_title, words=words)
            ),
        )
        self.addTopLevelItem(item)
        for field in choice.fields:
            child = QTreeWidgetItem([f"{field.wording}  {field.words}"])
            child.setData(0, _FIELD, field)
            child.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{field.wording} {field.words}")
            child.setToolTip(0, plain_tip(f"{field.wording}\n{field.words}"))
            child.setCheckState(0, _ON if field.on else _OFF)
            item.addChild(child)
        if not choice.fields:
            item.setCheckState(0, _OFF)
            item.setDisabled(True)


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (item.child(place) for place in range(item.childCount()))
    return [child for child in found if child is not None]
