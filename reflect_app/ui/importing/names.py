"""The words that could point to someone, with a line for what is to stand there instead."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from reflect_app.identifiers.review import label as kind_label
from reflect_app.services.import_names import FoundName
from reflect_app.services.import_plan import NameSwap
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.words import tr

_WORD, _KIND, _COUNT, _INSTEAD = range(4)


class NamesTable(QTableWidget):
    """One row a word. An empty last column leaves the word as it is."""

    def __init__(self, theme: ThemeKeeper) -> None:
        super().__init__(0, 4)
        self.found: tuple[FoundName, ...] = ()
        self.setAccessibleName(tr("Names and numbers that were found"))
        self.setHorizontalHeaderLabels(
            [tr("Found"), tr("Looks like"), tr("Times"), tr("Put instead")]
        )
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setMinimumHeight(theme.pixels(220))

    def fill(self, found: tuple[FoundName, ...]) -> None:
        """Show what was found, with nothing replaced."""
        self.found = found
        self.setRowCount(len(found))
        for at, name in enumerate(found):
            words = (name.text, kind_label(name.kind), str(name.count))
            for column, text in enumerate(words):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.setItem(at, column, item)
            self.setItem(at, _INSTEAD, QTableWidgetItem(""))
        if found:
            self.setCurrentCell(0, _INSTEAD)

    def suggest(self, words: dict[str, str]) -> None:
        """Put the suggested words where nothing stands yet."""
        for at, name in enumerate(self.found):
            item = self.item(at, _INSTEAD)
            if item is not None and not item.text().strip() and name.text in words:
                item.setText(words[name.text])

    def at(self) -> FoundName | None:
        """The word one is at."""
        row = self.currentRow()
        return self.found[row] if 0 <= row < len(self.found) else None

    def drop(self, name: FoundName) -> None:
        """Take a word off; what was put beside the others stays."""
        if name in self.found:
            row = self.found.index(name)
            self.found = (*self.found[:row], *self.found[row + 1 :])
            self.removeRow(row)

    def swaps(self) -> tuple[NameSwap, ...]:
        """What was decided: the longest words first, so that a full name goes before its part."""
        found = []
        for at, name in enumerate(self.found):
            item = self.item(at, _INSTEAD)
            instead = item.text().strip() if item is not None else ""
            if instead and instead != name.text:
                found.append(NameSwap(name.text, instead, name.kind))
        return tuple(sorted(found, key=lambda swap: -len(swap.word)))

    def forget(self) -> None:
        """No name stays in the widget."""
        self.found = ()
        self.setRowCount(0)
