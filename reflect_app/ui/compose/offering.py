"""Keeps the offers on a page in step with its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from reflect_app.core.followups import Offer
from reflect_app.core.prompts.model import Button
from reflect_app.errors import ReflectError
from reflect_app.ui.compose.offers import OfferHands, OfferPanel
from reflect_app.ui.jobs import Handle

if TYPE_CHECKING:
    from reflect_app.ui.compose.sheet import Sheet

_SOON = 120  # milliseconds: moving along a scale by arrow asks once


class Offering(QObject):
    """Asks what applies now and shows it under its question. What was put away stays away for
    as long as the page is open; the support strip comes once."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._put_away: set[str] = set()
        self.panels: dict[str, OfferPanel] = {}
        self._asked: Handle | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._ask)
        self._hands = OfferHands(
            dismiss=self._dismiss,
            open_template=sheet.template_asked.emit,
            mark=self._mark,
            press=self._press,
            title_of=lambda template: sheet.opened.titles.get(template, ""),
            choice_label=self._choice_label,
        )

    def look(self) -> None:
        """An answer changed; see soon what it brings up."""
        self._soon.start()

    def _ask(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
        draft = self._sheet.draft()
        self._asked = self._sheet.desk.ask(
            lambda journal: journal.followups(draft), self._came, failed=self._failed, owner=self
        )

    def _came(self, offers: tuple[Offer, ...]) -> None:
        wanted = {offer.id: offer for offer in offers if offer.id not in self._put_away}
        for name in list(self.panels):
            if wanted.get(name) != self.panels[name].offer:
                self._take_away(name)
        for name, offer in wanted.items():
            if name not in self.panels:
                self._show(offer)

    def _failed(self, _error: ReflectError) -> None:
        """An offer that cannot be worked out is no reason to interrupt someone writing."""

    def _show(self, offer: Offer) -> None:
        form = self._sheet.form
        block = form.blocks.get(offer.after)
        panel = OfferPanel(offer, self._hands, self._sheet.opened.support, block or form)
        if block is not None:
            block.below.addWidget(panel)
        else:
            self._sheet.column.box.insertWidget(1, panel)
        panel.show()
        panel.announce()
        self.panels[offer.id] = panel

    def _take_away(self, name: str) -> None:
        panel = self.panels.pop(name)
        panel.hide()
        panel.setParent(None)
        panel.deleteLater()

    def _dismiss(self, offer: Offer) -> None:
        self._put_away.add(offer.id)
        block = self._sheet.form.blocks.get(offer.after)
        if block is not None:
            block.field.focus_target().setFocus()
        self._take_away(offer.id)

    def _mark(self, question: str) -> None:
        self._sheet.mark(question)
        for name, panel in list(self.panels.items()):
            if panel.offer.kind == "offer-mark" and panel.offer.mark == question:
                self._dismiss(self.panels[name].offer)

    def _press(self, button: Button) -> None:
        for panel in list(self.panels.values()):
            if button in panel.offer.buttons:
                self._dismiss(panel.offer)
        self._sheet.press(button)

    def _choice_label(self, button: Button) -> str:
        question = self._sheet.template.question(button.question)
        choice = question.choice(button.choice) if question else None
        return choice.label if choice else button.choice
