"""Ending with a person: sharing and supervision in one act, by whichever page it was asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from reflect_app.core.changes import Changes, Saved
from reflect_app.services.agreements import AgreementService, Ended
from reflect_app.services.contacts import ContactService
from reflect_app.services.sessions import SessionService
from reflect_app.services.withdrawals import WithdrawalService, Withdrawn
from reflect_app.words import tr


@dataclass(frozen=True, slots=True)
class Parted:
    """What an ending did. `withdrawn` is None where nothing was asked back."""

    contact: str
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
        contacts: ContactService,
        withdrawals: WithdrawalService,
        sessions: SessionService,
        agreements: AgreementService,
    ) -> None:
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
        ahead are taken off, and records they did not agree close.

        The request to give back goes to `out`, or to the exchange folder.

        Raises:
            NotFoundError: code `no-contact`. InvalidInputError, FileProblemError: the request
                could not be left; nothing ended.
        """
        withdrawn: Withdrawn | None = None
        if ask_back:
            saved, withdrawn = self._withdrawals.end(contact, out)
        else:
            saved = self._contacts.end(contact)
        ended = self._agreements.end_with(saved.id)
        changes = saved.changes | ended.changes
        if withdrawn is not None:
            changes |= withdrawn.changes
        return Parted(saved.id, withdrawn, ended, changes)

    def take_back(self, parted: Parted) -> Saved:
        """Undo `end`. What was asked back has left and stays so."""
        begun = self._contacts.begin_again(parted.contact)
        back = self._agreements.take_back_ending(parted.ended)
        return replace(back, changes=begun.changes | back.changes)
