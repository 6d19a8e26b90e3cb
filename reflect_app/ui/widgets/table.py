"""A table of figures, read by keyboard and screen reader; of 100,000 rows only what is seen is
made."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from reflect_app.core.charts import Table

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MOST_SHOWN = 9


class _Figures(QAbstractTableModel):
    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._table.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if role == Qt.ItemDataRole.DisplayRole:
            return self._table.rows[index.row()][index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        across = orientation == Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole:
            return self._table.columns[section]
        return None


class FigureTable(QTableView):
    """Shows a `Table`; grows to a few rows and scrolls after that. Tab leaves it."""

    def __init__(self, table: Table, name: str) -> None:
        super().__init__()
        self._figures = _Figures(table)
        self.setModel(self._figures)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self._fit()

    def _fit(self) -> None:
        row = self.fontMetrics().height() + 12
        self.verticalHeader().setDefaultSectionSize(row)
        shown = min(max(self._figures.rowCount(), 1), _MOST_SHOWN)
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(shown * row + max(head, row) + 8)
