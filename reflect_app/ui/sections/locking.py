"""When the journal locks by itself, and when the page hides."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox

from reflect_app.ui.page import Desk
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.wheel import calm_wheel
from reflect_app.words import tr, trn

MINUTES = (1, 2, 3, 4, 5, 7, 10, 12, 15)
"""What is offered. The wait can be short or long, never off."""


class LockingSection(Section):
    """The idle lock is always on; only its length is a choice."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Locking"),
            tr("Ctrl+L locks at once. F9 hides the page and keeps your place."),
        )
        now = desk.app.settings.value
        self.minutes = QComboBox()
        calm_wheel(self.minutes)
        for count in sorted({*MINUTES, now.idle_minutes}):
            self.minutes.addItem(
                trn("{count} minute", "{count} minutes", count).format(count=count), count
            )
        self.minutes.setCurrentIndex(self.minutes.findData(now.idle_minutes))
        self.conceal = QCheckBox(tr("Hide the page when I turn to another program"))
        self.conceal.setChecked(now.conceal_when_inactive)
        self.box.addWidget(
            Field(
                tr("Lock when nobody has touched the keyboard for"),
                self.minutes,
                tr("Twenty seconds before, it says so, and any key starts the wait again."),
            )
        )
        self.box.addWidget(self.conceal)
        self.minutes.currentIndexChanged.connect(self._set_minutes)
        self.conceal.toggled.connect(lambda on: self.remember(conceal_when_inactive=on))

    def _set_minutes(self) -> None:
        minutes = int(self.minutes.currentData())
        self.remember(idle_minutes=minutes)
        self.desk.idle_changed.emit(minutes)
