"""One's own card: the file to give away, and the twelve words to read out."""

from __future__ import annotations

from pathlib import Path

from reflect_app.core.contacts import who_line
from reflect_app.errors import ReflectError
from reflect_app.services.contacts import OwnCard
from reflect_app.services.journal import Journal
from reflect_app.sharing.cards import SUFFIX
from reflect_app.ui.files import choose_to_save
from reflect_app.ui.page import Desk
from reflect_app.ui.sharing.code import CodePicture
from reflect_app.ui.widgets.buttons import button, switch
from reflect_app.ui.widgets.card import Card, flow
from reflect_app.ui.widgets.notice import GOOD, Notice
from reflect_app.ui.widgets.text import body, muted, subheading
from reflect_app.words import tr

_Read = tuple[OwnCard, tuple[tuple[bool, ...], ...]]


class OwnCardBox(Card):
    """It holds nothing secret: whoever has it can seal something that only you can open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._name = ""
        self.notice = Notice()
        self.who = body("")
        self.words = body("")
        self.words.setAccessibleName(tr("Your twelve words"))
        self.code = CodePicture()
        self.code.hide()
        self.save = button(tr("Save my card…"), self._save)
        self.show_code = switch(tr("Show as QR code"), self.code.setVisible)
        self.box.addWidget(subheading(tr("My card")))
        self.box.addWidget(
            muted(
                tr(
                    "Give the file to somebody, by mail or on a stick. Then ring them and let "
                    "them read these twelve words from their screen: if they are the same, "
                    "the card is yours."
                )
            )
        )
        for part in (self.notice, self.who, self.words, self.code):
            self.box.addWidget(part)
        self.box.addLayout(flow(self.save, self.show_code))

    def show_now(self) -> None:
        """Read the name, the agency and the words."""
        self._desk.ask(_read, self._came, owner=self)

    def _came(self, read: _Read) -> None:
        own, rows = read
        self._name = own.name
        who = who_line(own.name, own.agency)
        self.who.setText(who or tr("No name yet. Settings, “About me”, has a place for it."))
        self.words.setText(own.fingerprint)
        self.code.show_code(rows)

    def _save(self) -> None:
        place = choose_to_save(
            self, tr("Save my card"), f"card{SUFFIX}", f"{tr('Card')} (*{SUFFIX})"
        )
        if place is not None:
            self.write(place)

    def write(self, place: Path) -> None:
        """Write the card to a file."""
        self._desk.ask(
            lambda journal: journal.contacts.export_card(place), self._saved,
            failed=self._failed, owner=self,
        )  # fmt: skip

    def _saved(self, place: Path) -> None:
        self.notice.tell(tr("Saved to {place}.").format(place=place), "", GOOD)

    def _failed(self, error: ReflectError) -> None:
        self.notice.show_error(error)


def _read(journal: Journal) -> _Read:
    own = journal.contacts.own_card()
    return own, journal.contacts.code(own.fingerprint)
