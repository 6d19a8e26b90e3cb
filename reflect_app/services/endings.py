"""Ending with a person: sharing and supervision in one act, by whichever page it was asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from reflect_app.core.changes import Changes, Saved
from reflect_app.core.contacts import Contact
from reflect_app.services.agreements import AgreementService, Ended
from reflect_app.services.contacts import ContactService
from reflect_app.services.sessions import SessionService
from reflect_app.services.withdrawals import WithdrawalService, Withdrawn
from reflect_app.vault.vault import Vault
from reflect_app.words import tr


@dataclass(frozen=True, slots=True)
class Parted:
    """What an ending did. `before` is the contact as it was; `withdrawn` is None where nothing
    was asked back.
    """

    before: Contact
    withdrawn: Withdrawn | None
    ended: Ended
    changes: Changes

    @property
    def sentence(self) -> str:
        """What was done, and what stays so when the rest is taken back."""
        kept = tr("What was asked back stays asked back.") if self.withdrawn else ""
        return f"{self.ended.sentence} {kept}".rstrip()


class EndingService:
    """Use cases on an ending with somebody whose card is here, of one unlocked vault."""

    def __init__(
        self,
        vault: Vault,
        contacts: ContactService,
        withdrawals: WithdrawalService,
        sessions: SessionService,
        agreements: AgreementService,
    ) -> None:
        self._vault = vault
        self._contacts = contacts
        self._withdrawals = withdrawals
        self._sessions = sessions
        self._agreements = agreements

    def sharing_with(self, name: str) -> str:
        """The id of the contact of this name with whom sharing is open; "" for none.

        An agreement may be older than the card: it is found by the name then.
        """
        return self._sessions.contact(name)[0]

    def end(self, contact: str, out: Path | None = None, *, ask_back: bool = True) -> Parted:
        """End with a person: nothing new goes either way, what they hold is asked back, dates
        ahead are taken off, and records they did not agree close. All of it, or nothing.

        The request to give back goes to `out`, or to the exchange folder.

        Raises:
            NotFoundError: code `no-contact`. InvalidInputError, FileProblemError: the request
                could not be left; nothing ended.
        """
        found = self._contacts.find(contact)
        held = [row.id for row in self._withdrawals.to_ask_back(found.id)] if ask_back else []
        with self._vault.writing() as tx:
            asked = self._withdrawals.ask(tx, held, out) if held else None
            saved = self._contacts.end(found.id)
            ended = self._agreements.end_with(found.id)
        done = Parted(found, None, ended, saved.changes | ended.changes)
        if asked is None:
            return done
        withdrawn = self._withdrawals.leave(asked, lambda _: self.take_back(done))
        return replace(done, withdrawn=withdrawn, changes=done.changes | withdrawn.changes)

    def take_back(self, parted: Parted) -> Saved:
        """Undo `end`. What was asked back has left and stays so."""
        with self._vault.writing():
            back = self._agreements.take_back_ending(parted.ended)
            if parted.before.ended:  # it was over with them before
                return back
            begun = self._contacts.begin_again(parted.before.id)
        return replace(back, changes=begun.changes | back.changes)
