"""Preparing a session, recording it, and agreeing the record. Each says exactly what it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from reflect_app.core import when
from reflect_app.core.alike import did_you_mean
from reflect_app.core.changes import Changes, Saved
from reflect_app.core.entries import Answer, Draft, EntryInput
from reflect_app.core.prompts import Template, in_language
from reflect_app.core.supervision import (
    CONTEXT,
    FACILITATOR,
    MEMBER,
    PREPARATION,
    RECORDS,
    Action,
    Agreement,
    Session,
    SignOff,
    record_message,
)
from reflect_app.core.supervision.model import How
from reflect_app.crypto import identity, signing
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.services.checked import line_of
from reflect_app.services.drafts import DraftService
from reflect_app.services.entries import EntryService
from reflect_app.services.sessions import LONGEST_NAME, SessionService
from reflect_app.services.templates import TemplateService
from reflect_app.services.vault_settings import VaultSettings
from reflect_app.vault.own_keys import private_keys, public_keys
from reflect_app.vault.supervision_store import SupervisionStore
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import language, tr

_SUPERVISOR = {"line-manager": "line_manager", "clinical": "clinical", "both": "both"}


class RecordService:
    """Use cases on preparations, records and sign-offs of one unlocked vault."""

    def __init__(
        self,
        vault: Vault,
        sessions: SessionService,
        entries: EntryService,
        drafts: DraftService,
        templates: TemplateService,
        settings: VaultSettings,
    ) -> None:
        self._vault = vault
        self._sessions = sessions
        self._entries = entries
        self._drafts = drafts
        self._templates = templates
        self._settings = settings
        self._store = SupervisionStore(vault)

    def prepare(self, id_: str) -> Draft:
        """The preparation page of a session: the one begun, the one written, or a new one."""
        session = self._sessions.find(id_)
        return self._page(session, PREPARATION, session.preparation, self._preparation(session))

    def record(self, id_: str, template: str = "") -> Draft:
        """The record's page: the one begun, the one written, or a new one with what is known."""
        session = self._sessions.find(id_)
        name = template or RECORDS[session.kind][0]
        if not session.record:
            with self._vault.writing() as tx:
                self._sessions.keep_agenda(tx, session)
        return self._page(session, name, session.record, self._known(session, name))

    def write(self, id_: str, answers: Mapping[str, Any]) -> Saved:
        """Record a session by answers, merged into what is recorded; None removes one.

        Raises:
            InvalidInputError: names what does not fit; nothing was saved.
        """
        session = self._sessions.find(id_)
        if session.record:
            return self._entries.edit(session.record, answers)
        template = self._fitting(session, answers)
        dated = {"session_date": session.at[:10]} if template.question("session_date") else {}
        with self._vault.writing() as tx:
            self._sessions.keep_agenda(tx, session)
            given = EntryInput(
                template.id, {**dated, **answers}, event=session.at, session=session.id
            )
            return self._entries.write(given)

    def sign(self, id_: str, how: str = "", name: str = "") -> Saved:
        """Sign a record as it stands with the vault's own key, and say how the other person did.

        `how` is `in-person` with a typed `name`, or `not-countersigned`. Left empty, what the
        record itself says of a typed name holds, or a signature that came for this wording.

        A group's summary that was sealed for its members is final once each of them signed it,
        or when `in-person` says that they agreed it in the room.

        Raises:
            InvalidInputError: nothing is recorded, a group's members have not seen it
                (`not-circulated`), or not all have agreed it (`not-agreed`).
        """
        session = self._sessions.find(id_)
        if not session.record or session.put_by:
            raise _nothing_recorded()
        if session.group and not session.circulated == session.digest:
            raise InvalidInputError(
                tr("The members have not seen this summary yet."),
                tr("Give it to them first: “Circulate”. It is final once they agreed."),
                code="not-circulated",
            )
        if session.group and not how and not session.members_agreed >= set(session.circulated_to):
            raise InvalidInputError(
                tr("Not everybody it was sealed for has agreed it yet."),
                tr("Wait for their answers, or say that they agreed it in the room."),
                code="not-agreed",
            )
        with self._vault.writing() as tx:
            mine, theirs = self._sign_offs(tx, session, session.record, how, name)
            return self._put(tx, replace(session, mine=mine, theirs=theirs), "signed")

    def sign_agreement(self, id_: str, how: str = "", name: str = "") -> Saved:
        """The same for a supervision agreement."""
        agreement = self.agreement(id_)
        if not agreement.entry or agreement.put_by:
            raise _nothing_recorded()
        with self._vault.writing() as tx:
            mine, theirs = self._sign_offs(tx, agreement, agreement.entry, how, name)
            signed = replace(agreement, mine=mine, theirs=theirs)
            number = self._store.agreements.put(tx, signed, "signed")
            return Saved(agreement.id, number, tx.at, _changes(agreement.id))

    def circulated(self, id_: str) -> Saved:
        """Say that the members of a group were given the summary as it stands now."""
        session = self._recorded(id_)
        with self._vault.writing() as tx:
            return self._put(tx, _given_out(session, tx.at, ()), "circulated")

    def circulate(self, tx: Writing, id_: str, to: Collection[str]) -> Callable[[Writing], object]:
        """The same in the commit that seals it for the contacts `to`; what takes it back.

        Each of them must sign it before it is final.
        """
        before = self._recorded(id_)
        self._put(tx, _given_out(before, tx.at, to), "circulated")
        return lambda later: self._put(later, before, "circulated-undone")

    def _recorded(self, id_: str) -> Session:
        session = self._sessions.find(id_)
        if not session.record:
            raise _nothing_recorded()
        return session

    def agreement(self, id_: str) -> Agreement:
        """An agreement by its id or the beginning of one.

        Raises:
            NotFoundError: there is none, or several begin so.
        """
        found = [each for each in self._store.agreements.all() if each.id.startswith(id_)]
        if len(found) != 1 or not id_:
            raise NotFoundError(
                tr("There is no agreement {id}.").format(id=id_[:40]),
                did_you_mean(id_, (each.id for each in self._store.agreements.all())),
                code="unknown-agreement",
            )
        return found[0]

    def _page(
        self, session: Session, template: str, written: str, answers: dict[str, Answer]
    ) -> Draft:
        for draft in self._drafts.list():
            mine = draft.session == session.id and draft.template == template
            if mine or (written and draft.entry == written):
                return draft
        if written:
            return self._drafts.open(written)
        draft = self._drafts.start(template)
        draft = replace(draft, answers=answers, event=session.at, session=session.id)
        self._drafts.save(draft)
        return draft

    def _fitting(self, session: Session, answers: Mapping[str, Any]) -> Template:
        """The template whose questions these are; the usual one where none fits whole."""
        names = RECORDS[session.kind][:1] if session.group else RECORDS[session.kind]
        for name in names:
            template = self._templates.get(name)
            if all(template.question(asked) for asked in answers):
                return template
        return self._templates.get(names[0])

    def _preparation(self, session: Session) -> dict[str, Answer]:
        bring = [{"entry": item.entry} for item in self._sessions.agenda(session) if item.entry]
        told = "\n".join(_told(action) for action in self._sessions.last_actions(session))
        return _filled(session_date=session.at[:10], bring=bring, last_actions=told)

    def _known(self, session: Session, template: str) -> dict[str, Answer]:
        if template == MEMBER:
            return {"session_date": session.at[:10]}
        if template == FACILITATOR:
            return _filled(
                session_date=session.at[:10], length=session.minutes,
                attendance=[{"member": name} for name in self._members(session)],
            )  # fmt: skip
        if session.kind == "training":
            return {}
        lines = "\n".join(self._plain(session))
        return _filled(
            session_date=session.at[:10], length=session.minutes, agenda=lines,
            supervisor_role=_SUPERVISOR.get(session.role, ""),
        )  # fmt: skip

    def _plain(self, session: Session) -> list[str]:
        """The agenda as a joint note may have it: no title of a private page."""
        found = []
        for item in self._sessions.agenda(session):
            if item.text:
                found.append(item.text)
            elif item.entry:
                entry = self._entries.show(item.entry)
                template = in_language(self._entries.template_of(entry), language())
                found.append(
                    tr("{template}, {day}").format(
                        template=template.title, day=when.day(entry.event)
                    )
                )
        return found

    def _members(self, session: Session) -> list[str]:
        groups = {group.id: group for group in self._store.groups.all()}
        group = groups.get(session.group)
        return [member.name for member in group.members] if group else []

    def _message(self, entry_id: str) -> bytes:
        entry = self._entries.show(entry_id)
        return record_message(entry.template, entry.template_version, entry.answers)

    def _sign_offs(
        self, tx: Writing, of: Session | Agreement, entry_id: str, how: str, name: str
    ) -> tuple[SignOff, SignOff]:
        message = self._message(entry_id)
        signature = signing.sign(private_keys(self._vault), CONTEXT, message).hex()
        key = identity.public_hash(public_keys(self._vault)).hex()
        own = str(self._settings.get("display_name"))
        mine = SignOff("key", tx.at, of.digest, of.version, own, key, signature)
        came = of.theirs
        # What somebody's key signed stays, though it be of an earlier version: it says so.
        if (
            not how
            and came is not None
            and came.agreed
            and (came.digest == of.digest or came.how == "key")
        ):
            return mine, came
        wanted, typed = (how, name) if how else self._said(entry_id)
        return mine, _theirs(wanted, typed, tx.at, of)

    def _said(self, entry_id: str) -> tuple[str, str]:
        """What the record's own last questions say; a key is believed only where it signed."""
        answers = self._entries.show(entry_id).answers
        name = answers.get("agreed_name")
        if answers.get("their_sign_off") == "agreed_in_person" and isinstance(name, str) and name:
            return "in-person", name
        return "not-countersigned", ""

    def _put(self, tx: Writing, session: Session, change: str) -> Saved:
        number = self._store.sessions.put(tx, session, change)
        return Saved(session.id, number, tx.at, _changes(session.id))


def _theirs(how: str, name: str, at: str, of: Session | Agreement) -> SignOff:
    known: dict[str, How] = {
        "in-person": "in-person", "not-countersigned": "not-countersigned", "left": "left",
    }  # fmt: skip
    if how not in known:
        raise InvalidInputError(
            tr("That is no way to agree a record."),
            tr("It is one of: {names}.").format(names=", ".join(known)),
        )
    typed = line_of(name, tr("A name"), LONGEST_NAME) if how == "in-person" else ""
    return SignOff(known[how], at, of.digest, of.version, typed)


def _given_out(session: Session, at: str, to: Collection[str]) -> Session:
    before = session.circulated_to if session.circulated == session.digest else ()
    return replace(
        session, circulated=session.digest, circulated_at=at,
        circulated_to=tuple(sorted({*before, *to})),
    )  # fmt: skip


def _told(action: Action) -> str:
    """An action as one line of a preparation, with room to say how it went."""
    parts = [action.text]
    if action.owner:
        parts.append(action.owner)
    if action.done:
        parts.append(tr("done"))
    elif action.due:
        parts.append(tr("by {day}").format(day=when.day(action.due)))
    return "– " + " · ".join(parts) + (f": {action.went}" if action.went else ":")


def _filled(**answers: Answer) -> dict[str, Answer]:
    """The answers that say something."""
    return {name: value for name, value in answers.items() if value not in ("", 0, [])}


def _nothing_recorded() -> InvalidInputError:
    return InvalidInputError(
        tr("Nothing is recorded yet, so there is nothing to sign."),
        tr("Write the record first."),
        code="nothing-recorded",
    )


def _changes(id_: str) -> Changes:
    return Changes(supervision=frozenset({id_}))
