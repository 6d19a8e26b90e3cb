"""What kind of document it is to be, for which month, and which charts go in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from reflect_app.core import when
from reflect_app.core.measures import pick_name, scale_name
from reflect_app.core.readings import PICKS
from reflect_app.exporting.layouts import SUPERVISION, layout_for
from reflect_app.services.pack_shape import CHARTS
from reflect_app.ui.pack.choices import MONTH, Kind
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.questions.chips import ChipRow
from reflect_app.ui.widgets.buttons import switch
from reflect_app.ui.widgets.text import label, small
from reflect_app.ui.widgets.wheel import calm_wheel
from reflect_app.words import tr

LEARNING = "learning"
_LAYOUTS = (SUPERVISION, MONTH, "group", LEARNING, "journal")
_WITHOUT_CHARTS = ("group", LEARNING)


def hints() -> dict[str, str]:
    """What each kind is for, by its layout's name."""
    return {
        SUPERVISION: tr("What is marked, with an agenda in front."),
        MONTH: tr("One month: its own page first, then its days."),
        "group": tr("The themes and actions of group sessions, without who was there."),
        LEARNING: tr("Accounts are chosen and saved on the Learning page."),
        "journal": tr("Oldest first, with shifts, tags and scores, all or a part of it."),
    }


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setMinimumHeight(MIN_TARGET + 4)
    calm_wheel(combo)
    return combo


class KindPart(QWidget):
    """Says `changed` when another kind or another month is wanted."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kind = _combo(tr("Kind of document"))
        for name in _LAYOUTS:
            words = tr("Learning portfolio") if name == LEARNING else layout_for(name).label
            self.kind.addItem(words, name)
        self.month = _combo(tr("Month"))
        self.hint = small("")
        words_above = label(tr("Kind of document"), "small")
        words_above.setBuddy(self.kind)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        for part in (words_above, self.kind, self.hint, self.month):
            box.addWidget(part)
        self.kind.currentIndexChanged.connect(lambda _: self._picked())
        self.month.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._show()

    def offer(self, months: Sequence[str]) -> None:
        """The months there are, `YYYY-MM`, newest first; what was picked stays picked."""
        kept = self.month.currentData()
        with QSignalBlocker(self.month):
            self.month.clear()
            for month in months:
                self.month.addItem(when.month(f"{month}-01"), month)
            self.month.setCurrentIndex(max(self.month.findData(kept), 0))

    def wanted(self) -> Kind:
        """What is picked."""
        layout = str(self.kind.currentData())
        month = str(self.month.currentData() or "") if layout == MONTH else ""
        return Kind(layout, month)

    def pick(self, layout: str) -> None:
        """Show a kind as picked, without saying `changed`."""
        with QSignalBlocker(self.kind):
            self.kind.setCurrentIndex(self.kind.findData(layout))
        self._show()

    def _picked(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        layout = str(self.kind.currentData())
        self.hint.setText(hints()[layout])
        self.kind.setAccessibleDescription(hints()[layout])
        self.month.setVisible(layout == MONTH)


class ChartPart(QWidget):
    """Each chart goes in only because it is ticked here. `button` folds it, and says how many."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chips = ChipRow()
        self.chips.set_options([(name, _name(name)) for name in CHARTS], tr("Charts"))
        self.chips.changed.connect(self._count)
        self.chips.changed.connect(self.changed)
        self.button = switch(tr("Charts"), self._fold)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.chips)
        box.addWidget(small(tr("Drawn from the ticked entries alone, with words and a table.")))
        self.hide()

    def show_for(self, layout: str) -> None:
        """None of them yet, without saying `changed`; some kinds have no place for any."""
        self.chips.choose(())
        self.button.setVisible(layout not in _WITHOUT_CHARTS)
        self.button.setChecked(False)
        self._count()

    def wanted(self) -> tuple[str, ...]:
        """The names of those that go in."""
        return tuple(self.chips.chosen())

    def _fold(self, on: bool) -> None:
        self.setVisible(on)
        if on:
            self.chips.tab_stop().setFocus()

    def _count(self) -> None:
        count = len(self.chips.chosen())
        words = tr("Charts ({count})").format(count=count) if count else tr("Charts")
        self.button.setText(words)


def _name(name: str) -> str:
    return pick_name(name) if name in PICKS else scale_name(name)
