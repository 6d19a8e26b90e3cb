"""Supervision agreements: what a time is for, what cannot stay private, when to look again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from reflect_app.core.changes import Changes, Saved
from reflect_app.core.clock import Clock
from reflect_app.core.entries import Draft, EntryInput
from reflect_app.core.supervision import AGREEMENT, Agreement, Session, SignOff
from reflect_app.core.supervision.states import both_agreed, two_agree
from reflect_app.services.drafts import DraftService
from reflect_app.services.entries import EntryService, new_id
from reflect_app.services.keeping import Keeping
from reflect_app.services.records import RecordService
from reflect_app.services.sessions import SessionService
from reflect_app.vault.supervision_store import SupervisionStore
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import tr, trn

_SOON = timedelta(days=14)


def what_ends() -> str:
    """What an ending does to supervision, said before it is done."""
    return tr(
        "Dates ahead are taken off. A record they did not agree closes as “not countersigned: "
        "supervisor left”. What is recorded stays."
    )


@dataclass(frozen=True, slots=True)
class Ended:
    """What "End with this person" did, whole, so that it can be put back."""

    sessions: tuple[Session, ...]
    agreements: tuple[Agreement, ...]
    closed: int
    cancelled: int
    changes: Changes

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return trn(
            "Ended. {count} record closed.", "Ended. {count} records closed.", self.closed
        ).format(count=self.closed)


class AgreementService:
    """Use cases on the agreements of one unlocked vault, and on ending with a person."""

    def __init__(
        self,
        vault: Vault,
        clock: Clock,
        sessions: SessionService,
        entries: EntryService,
        drafts: DraftService,
        records: RecordService,
    ) -> None:
        self._vault = vault
        self._clock = clock
        self._sessions = sessions
        self._entries = entries
        self._drafts = drafts
        self._records = records
        self._store = SupervisionStore(vault)
        self._keeping = Keeping(vault)

    def list(self) -> list[Agreement]:
        """Every agreement, those in force first, by name."""
        return sorted(
            self._store.agreements.all(),
            key=lambda each: (bool(each.ended), each.with_name.casefold(), each.created),
        )

    def add(self, with_: str) -> Saved:
        """Begin an agreement with somebody; its page is written afterwards."""
        contact, name = self._sessions.contact(with_)
        with self._vault.writing() as tx:
            agreement = Agreement(new_id(), name, tx.at, contact)
            return self._put(tx, agreement, "begun")

    def write(self, id_: str, answers: dict[str, object]) -> Saved:
        """Write or change its page by answers; None removes one."""
        agreement = self._records.agreement(id_)
        if agreement.entry:
            return self._entries.edit(agreement.entry, answers)
        kept = {name: value for name, value in answers.items() if value is not None}
        given = EntryInput(AGREEMENT, kept, session=agreement.id)  # type: ignore[arg-type]
        return self._entries.write(given)

    def page(self, id_: str) -> Draft:
        """Its page: the one begun, the one written, or a new one."""
        agreement = self._records.agreement(id_)
        for draft in self._drafts.list():
            if draft.session == agreement.id or (
                agreement.entry and draft.entry == agreement.entry
            ):
                return draft
        if agreement.entry:
            return self._drafts.open(agreement.entry)
        draft = replace(self._drafts.start(AGREEMENT), session=agreement.id)
        self._drafts.save(draft)
        return draft

    def not_private(self, contact: str) -> str:
        """What the agreement with a contact says could not stay between the two; "" for none.

        It stands beside every share.
        """
        for agreement in self.list():
            if agreement.contact == contact and not agreement.ended and agreement.entry:
                said = self._entries.show(agreement.entry).answers.get("not_private")
                return said if isinstance(said, str) else ""
        return ""

    def to_review(self) -> tuple[Agreement, ...]:
        """Those whose day to look again is within two weeks or gone by."""
        last = (self._clock.now().date() + _SOON).isoformat()
        return tuple(
            each
            for each in self.list()
            if not each.ended and not each.put_by and each.review and each.review <= last
        )

    def remove(self, id_: str) -> Saved:
        """Take an agreement off the list; its page stays in the journal."""
        agreement = self._records.agreement(id_)
        self._keeping.refuse()
        with self._vault.writing() as tx:
            self._store.agreements.purge(tx, agreement.id)
            return Saved(agreement.id, 0, tx.at, Changes(supervision=frozenset({agreement.id})))

    def end_with(self, with_: str) -> Ended:
        """End with a person: nothing new is planned with them, and each record they did not
        agree closes "not countersigned: supervisor left". What is recorded stays; while the
        owner keeps everything, planned dates stay too.
        """
        contact, name = self._sessions.contact(with_, ended=True)

        def theirs(of: Session | Agreement) -> bool:
            if contact and of.contact:
                return of.contact == contact
            return of.with_name.casefold() == name.casefold()

        sessions = [each for each in self._store.sessions.all() if theirs(each)]
        agreements = [each for each in self._store.agreements.all() if theirs(each)]
        now = self._clock.now()
        ahead = [
            each
            for each in sessions
            if not each.record and datetime.fromisoformat(each.at) >= now and not self._keeping.on
        ]
        unsigned = [each for each in sessions if each.record and _is_open(each)]
        with self._vault.writing() as tx:
            for session in ahead:
                self._store.sessions.purge(tx, session.id)
            for session in unsigned:
                left = SignOff("left", tx.at, session.digest, session.version)
                self._store.sessions.put(tx, replace(session, theirs=left), "supervisor left")
            for agreement in agreements:
                if not agreement.ended:
                    self._put(tx, replace(agreement, ended=tx.at), "ended")
        touched = (*ahead, *unsigned)
        ids = {each.id for each in touched} | {each.id for each in agreements}
        changes = Changes(supervision=frozenset(ids))
        return Ended(touched, tuple(agreements), len(unsigned), len(ahead), changes)

    def take_back_ending(self, ended: Ended) -> Saved:
        """Undo `end_with`."""
        with self._vault.writing() as tx:
            for session in ended.sessions:
                self._store.sessions.put(tx, session, "put back")
            for agreement in ended.agreements:
                self._store.agreements.put(tx, agreement, "put back")
            return Saved("", 0, tx.at, ended.changes)

    def _put(self, tx: Writing, agreement: Agreement, change: str) -> Saved:
        number = self._store.agreements.put(tx, agreement, change)
        return Saved(agreement.id, number, tx.at, Changes(supervision=frozenset({agreement.id})))


def _is_open(session: Session) -> bool:
    """Whether the other person could still agree its record, and nothing closed it yet."""
    over = session.theirs is not None and session.theirs.how == "left"
    return two_agree(session) and not both_agreed(session) and not over
