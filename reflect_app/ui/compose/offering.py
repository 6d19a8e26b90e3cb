"""Keeps the offers on a page in step with its answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from reflect_app.core.entries import Draft
from reflect_app.core.followups import Offer
from reflect_app.core.prompts.model import Button
from reflect_app.errors import ReflectError
from reflect_app.ui.compose.acts import Opened
from reflect_app.ui.compose.form import Form
from reflect_app.ui.compose.offers import OfferHands, OfferPanel
from reflect_app.ui.jobs import Handle
from reflect_app.ui.page import Desk

_SOON = 120  # milliseconds: moving along a scale by arrow asks once


@dataclass(frozen=True, slots=True)
class PageHands:
    """What an offer may do to the page it stands on."""

    draft: Callable[[], Draft]
    mark: Callable[[str], object]
    press: Callable[[Button], object]
    open_template: Callable[[str], object]


class Offering(QObject):
    """Asks what applies now and shows it under its question. What was put away stays away for
    as long as the page is open; the support strip comes once."""

    def __init__(self, desk: Desk, opened: Opened, form: Form, page: PageHands) -> None:
        super().__init__(form)
        self._desk = desk
        self._opened = opened
        self._form = form
        self._page = page
        self._put_away: set[str] = set()
        self.panels: dict[str, OfferPanel] = {}
        self._asked: Handle | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._ask)
        self._hands = OfferHands(
            dismiss=self._dismiss,
            open_template=page.open_template,
            mark=self._mark,
            press=self._press,
            title_of=lambda template: opened.titles.get(template, ""),
            choice_label=self._choice_label,
        )

    def look(self) -> None:
        """An answer changed; see soon what it brings up."""
        self._soon.start()

    def _ask(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
        draft = self._page.draft()
        self._asked = self._desk.ask(
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
        block = self._form.blocks.get(offer.after)
        # Where the list stands above the page already, it is not said twice.
        support = () if self._opened.template.support_on_top else self._opened.support
        panel = OfferPanel(offer, self._hands, support, block or self._form)
        (block.below if block is not None else self._form.above).addWidget(panel)
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
        block = self._form.blocks.get(offer.after)
        if block is not None:
            block.field.focus_target().setFocus()
        self._take_away(offer.id)

    def _mark(self, question: str) -> None:
        self._page.mark(question)
        for name, panel in list(self.panels.items()):
            if panel.offer.kind == "offer-mark" and panel.offer.mark == question:
                self._dismiss(self.panels[name].offer)

    def _press(self, button: Button) -> None:
        for panel in list(self.panels.values()):
            if button in panel.offer.buttons:
                self._dismiss(panel.offer)
        self._page.press(button)

    def _choice_label(self, button: Button) -> str:
        question = self._opened.template.question(button.question)
        choice = question.choice(button.choice) if question else None
        return choice.label if choice else button.choice
