"""The people one shares with, and one's own card."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from reflect_app.core import when
from reflect_app.core.changes import Changes, Saved
from reflect_app.core.contacts import Contact
from reflect_app.core.shares import unread_line
from reflect_app.errors import ReflectError
from reflect_app.services.agreements import what_ends
from reflect_app.services.contacts import CardLook
from reflect_app.services.endings import Parted
from reflect_app.services.journal import Journal
from reflect_app.services.share_rows import ShareRow
from reflect_app.sharing.cards import SUFFIX as CARD
from reflect_app.sharing.folder import SUFFIX as BUNDLE
from reflect_app.ui.files import choose_to_open, choose_to_save
from reflect_app.ui.order import tab_through
from reflect_app.ui.page import Desk
from reflect_app.ui.sharing.own_card import OwnCardBox
from reflect_app.ui.sharing.person import PersonBox
from reflect_app.ui.sharing.where import sealed_kind
from reflect_app.ui.today.lines import clear
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import Card, Column, flow, hairline
from reflect_app.ui.widgets.notice import GOOD, Notice
from reflect_app.ui.widgets.text import body, heading, muted
from reflect_app.words import tr, trn


@dataclass(frozen=True, slots=True)
class Retired:
    """A card that went out of use, and what its key can still open."""

    saved: Saved
    held: tuple[ShareRow, ...]

    @property
    def changes(self) -> Changes:
        """What the pages have to show anew."""
        return self.saved.changes


_Held = tuple[Contact, tuple[ShareRow, ...], bool]


class PeoplePane(Column):
    """Cards in and out, words compared, and how it ends."""

    share = Signal(str)
    """A contact's id: share something with them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.boxes: dict[str, PersonBox] = {}
        self.notice = Notice(closable=True)
        self.own = OwnCardBox(desk)
        self.add = button(tr("Add a card file…"), partial(self._choose, ""))
        self.none = muted(tr("Nobody yet. Ask somebody for their card, and add it here."))
        self.ending, self.asking = Card(), Card()
        self.ending.hide()
        self.asking.hide()
        self.list = Card()
        self.box.setSpacing(16)
        self.box.addWidget(self.notice)
        self.box.addWidget(heading(tr("People")))
        self.box.addWidget(self.none)
        self.box.addWidget(self.asking)
        self.box.addWidget(self.ending)
        self.box.addWidget(self.list)
        self.help = button(
            tr("When a key is lost or a computer is new"),
            lambda: desk.go("help", "sharing"), "quiet",
        )  # fmt: skip
        self.box.addLayout(flow(self.add, self.help))
        self.box.addWidget(self.own)
        self.box.addStretch(1)

    def show_now(self) -> None:
        """Read everybody and one's own card."""
        self._desk.ask(lambda journal: journal.contacts.list(ended=True), self._came, owner=self)
        self.own.show_now()

    def refresh(self, changes: Changes) -> None:
        """Contacts, or one's own name."""
        if changes.contacts or changes.settings & {"display_name", "agency"}:
            self.show_now()

    def _came(self, contacts: tuple[Contact, ...]) -> None:
        clear(self.list.box)
        self.boxes = {}
        for place, contact in enumerate(sorted(contacts, key=lambda one: bool(one.ended))):
            if place:
                self.list.box.addWidget(hairline())
            made = PersonBox(contact)
            made.share.connect(self.share)
            made.confirm.connect(self._confirm)
            made.add_card.connect(self._choose)
            made.retire.connect(self._retire)
            made.use_again.connect(self._use_again)
            made.end.connect(self.ask_to_end)
            made.begin_again.connect(self._again)
            self.boxes[contact.id] = made
            self.list.box.addWidget(made)
        self.list.setVisible(bool(contacts))
        self.none.setVisible(not contacts)
        tab_through(self)

    def _choose(self, to: str) -> None:
        path = choose_to_open(self, tr("A card file"), f"{tr('Card')} (*{CARD})")
        if path is not None:
            self.take(path, to)

    def take(self, path: Path, to: str = "") -> None:
        """Look at a card file and add it, as a new person or as one more card of `to`."""
        self._desk.ask(
            lambda journal: journal.contacts.look(path),
            lambda look: self._looked(path, to, look), failed=self._failed, owner=self,
        )  # fmt: skip

    def _looked(self, path: Path, to: str, look: CardLook) -> None:
        if not to and look.namesakes:
            self._ask_whose(path, look)
        else:
            self._add(path, to)

    def _ask_whose(self, path: Path, look: CardLook) -> None:
        """Nothing is joined by a name alone: two people may share one."""
        clear(self.asking.box)
        self.asking.box.addWidget(
            body(
                tr("There is a {name} already. Is this a second card of the same person?").format(
                    name=look.card.name
                )
            )
        )
        self.asking.box.addWidget(
            muted(tr("Either way, compare the words with them: a name proves nothing."))
        )
        if look.lookalike:
            self.asking.box.addWidget(
                body(
                    tr("Careful: this name only looks the same. It is spelled with other letters.")
                )
            )
        self.same = button(tr("Yes, theirs"), partial(self._add, path, look.namesakes[0]))
        self.other = button(tr("No, somebody else"), partial(self._add, path, ""))
        self.asking.box.addLayout(flow(self.same, self.other))
        self.asking.show()
        tab_through(self)
        self.same.setFocus()

    def _add(self, path: Path, to: str) -> None:
        self.asking.hide()

        def job(journal: Journal) -> Saved:
            return journal.contacts.add(path, to=to)[1]

        self._desk.save(job, self._added, failed=self._failed, owner=self)

    def _added(self, saved: Saved) -> None:
        self.notice.tell(
            tr("Added. Now compare the twelve words with them."),
            tr("Until then it may be anyone's card, and sharing asks you once more."),
            GOOD,
        )
        box = self.boxes.get(saved.id)
        if box is not None:
            box.compare.setFocus()

    def _confirm(self, contact: str, words: str) -> None:
        self._desk.save(
            lambda journal: journal.contacts.confirm(contact, words),
            lambda _: self.notice.tell(tr("Confirmed. The card is theirs."), "", GOOD),
            failed=partial(self._wrong, contact), owner=self,
        )  # fmt: skip

    def _wrong(self, contact: str, error: ReflectError) -> None:
        self.boxes[contact].confirming.refuse(f"{error.message} {error.hint}")

    def _retire(self, contact: str, words: str) -> None:
        """Out of use at once. It says what the key still opens; the way back stands beside it."""

        def job(journal: Journal) -> Retired:
            saved = journal.contacts.retire_card(contact, words)
            return Retired(saved, journal.withdrawals.held_by(contact, words))

        self._desk.save(job, self._retired, failed=self._failed, owner=self)

    def _retired(self, done: Retired) -> None:
        count = len(done.held)
        said = trn(
            "Whoever has its key can still open {count} thing you shared. “Who has what” has a "
            "way to ask for it back.",
            "Whoever has its key can still open {count} things you shared. “Who has what” has a "
            "way to ask for them back.",
            count,
        ).format(count=count)
        self.notice.tell(
            tr("Nothing goes to that card any more, and nothing from it is taken in."),
            said if count else "", GOOD,
        )  # fmt: skip

    def _use_again(self, contact: str, words: str) -> None:
        self._desk.save(
            lambda journal: journal.contacts.use_again(contact, words),
            lambda _: self.notice.tell(
                tr("The card is in use again. Compare the twelve words with them once more."),
                tr("Whoever has a lost key has its card too."), GOOD,
            ),
            failed=self._failed, owner=self,
        )  # fmt: skip

    def _again(self, contact: str) -> None:
        self._desk.save(
            lambda journal: journal.contacts.begin_again(contact), failed=self._failed, owner=self
        )

    def ask_to_end(self, contact: str) -> None:
        """Say what they hold and what an ending does, and ask."""

        def job(journal: Journal) -> _Held:
            held = journal.withdrawals.to_ask_back(contact)
            there = journal.exchange.state().there
            return journal.contacts.find(contact), held, there

        self._desk.ask(job, self._show_ending, owner=self)

    def _show_ending(self, read: _Held) -> None:
        contact, held, there = read
        clear(self.ending.box)
        count = len(held)
        said = trn(
            "{name} still holds {count} thing you shared.",
            "{name} still holds {count} things you shared.",
            count,
        ).format(name=contact.name, count=count)
        self.ending.box.addWidget(heading(tr("End with {name}").format(name=contact.name)))
        if held:
            self.ending.box.addWidget(body(f"{said} {tr('They will be asked back.')}"))
        for row in held:
            entries = trn("{count} entry", "{count} entries", row.entries).format(count=row.entries)
            self.ending.box.addWidget(muted(f"{when.day(row.created)} · {entries}"))
        self.ending.box.addWidget(body(tr("Nothing new goes either way from then on.")))
        self.ending.box.addWidget(body(what_ends()))
        self.ending.box.addWidget(muted(unread_line()))
        self.really = button(
            tr("End it"), partial(self._end, contact.id, bool(held), there), "danger"
        )
        steps = flow(self.really, button(tr("Cancel"), self.ending.hide, "quiet"))
        self.ending.box.addLayout(steps)
        self.ending.show()
        tab_through(self)
        self.really.setFocus()

    def _end(self, contact: str, held: bool, there: bool) -> None:
        out: Path | None = None
        if held and not there:
            out = choose_to_save(self, tr("Save the request"), f"ask-back{BUNDLE}", sealed_kind())
            if out is None:
                return
        self.finish(contact, out)

    def finish(self, contact: str, out: Path | None) -> None:
        """End with a person, in supervision too; the request to give back goes to a file or to
        the exchange folder.
        """
        self._desk.save(
            lambda journal: journal.endings.end(contact, out), self._parted,
            failed=self._failed, owner=self,
        )  # fmt: skip

    def _parted(self, parted: Parted) -> None:
        self.ending.hide()
        self._desk.offer_undo(
            parted.sentence,
            lambda: self._desk.save(lambda journal: journal.endings.take_back(parted)),
        )

    def _failed(self, error: ReflectError) -> None:
        self.notice.show_error(error)
