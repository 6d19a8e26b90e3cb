"""Supervision: sessions, their agendas and records, sign-offs, dates and endings."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reflect_app.cli.commands.contacts import end_with
from reflect_app.cli.commands.packs import pointed_document, warn
from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command, iso_date, whole_number
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.core import when
from reflect_app.core.alike import did_you_mean
from reflect_app.core.changes import Saved
from reflect_app.core.supervision import KINDS, ROLES, Action, Session, SignOff, state_of
from reflect_app.core.supervision.states import (
    agreed_line,
    kind_name,
    own_line,
    sign_off_line,
    state_line,
)
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.words import tr, trn

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal
    from reflect_app.services.sessions import AgendaLine


def add(subparsers: Subparsers) -> None:
    """Add the commands."""
    words = command(subparsers, "session", "supervision sessions").add_subparsers(
        metavar="WHAT", required=True
    )
    command(words, "list", "every session, the latest first", _list)
    _add_planning(words)
    _add_agenda(words)
    _add_signing(words)
    _add_leaving(words)


def _add_planning(words: Subparsers) -> None:
    new = command(words, "add", "plan a session", _add)
    new.add_argument("--with", dest="with_", metavar="CONTACT|NAME", default="")
    new.add_argument("--at", metavar="ISO", required=True)
    new.add_argument("--kind", choices=KINDS, default="one-to-one")
    new.add_argument("--minutes", type=whole_number, default=0, metavar="N")
    new.add_argument("--role", choices=[role for role in ROLES if role], default="")
    new.add_argument("--group", metavar="GROUP", default="", help="a group you facilitate")
    command(words, "show", "one session", _show).add_argument("id")
    command(words, "remove", "take it off; its pages stay", _remove).add_argument("id")
    record = command(words, "record", "write the joint record", _record)
    record.add_argument("id")
    record.add_argument("--answers", metavar="FILE|-", required=True, help="JSON, merged")


def _add_agenda(words: Subparsers) -> None:
    agenda = command(words, "agenda", "show the agenda, or change it", _agenda)
    agenda.add_argument("id")
    agenda.add_argument("--order", metavar="ITEM,...", help="put these first, in this order")
    agenda.add_argument("--leave-out", metavar="ITEM", help="not this time; it stays marked")
    agenda.add_argument("--take-up", metavar="ENTRY", help="put an entry on it")
    agenda.add_argument("--bring", metavar="FILE|-", help="words brought in the room")


def _add_signing(words: Subparsers) -> None:
    sign = command(words, "sign", "sign the record as it stands", _sign)
    sign.add_argument("id")
    how = sign.add_mutually_exclusive_group()
    how.add_argument("--in-person", metavar="NAME", help="agreed in person: typed, not verified")
    how.add_argument("--not-countersigned", action="store_true")
    circulate = command(words, "circulate", "give a group's members its summary", _circulate)
    circulate.add_argument("id")
    where = circulate.add_mutually_exclusive_group(required=True)
    where.add_argument("--out", metavar="FILE", help="a page to print or to hand on")
    where.add_argument("--sealed", metavar="FILE", help="sealed, one file for each member")
    where.add_argument("--exchange", action="store_true", help="the same, in the folder")
    circulate.add_argument("--unconfirmed", action="store_true", help="a card is not confirmed")
    circulate.add_argument("--reviewed", action="store_true", help="you looked at what was found")
    end = command(words, "end", "end with a person", _end)
    end.add_argument("--with", dest="with_", metavar="CONTACT|NAME", required=True)
    asks = end.add_mutually_exclusive_group()
    asks.add_argument("--out", metavar="FILE", help="ask back what they hold, in a file")
    asks.add_argument("--exchange", action="store_true", help="the same, in the folder")


def _add_leaving(words: Subparsers) -> None:
    calendar = command(words, "calendar", "its date as an .ics file, without names", _calendar)
    calendar.add_argument("id")
    calendar.add_argument("--out", metavar="FILE", required=True)
    dates = command(words, "dates", "held dates for an employer: no topics, no absences", _dates)
    dates.add_argument("--out", metavar="FILE", required=True, help="pdf, docx, html, md, csv")
    dates.add_argument("--from", dest="start", type=iso_date, metavar="DATE")
    dates.add_argument("--to", dest="end", type=iso_date, metavar="DATE")
    dates.add_argument("--writer", action="store_true", help="put your display name on it")


def action_document(action: Action) -> dict[str, Any]:
    """An action in the shape of cli.md, and how it went."""
    return {
        "id": action.id, "text": action.text, "owner": action.owner, "due": action.due or None,
        "done": bool(action.done), "done_at": action.done or None, "went": action.went or None,
        "session": action.session or None,
    }  # fmt: skip


def session_document(journal: Journal, session: Session) -> dict[str, Any]:
    """A session in the shape of cli.md."""
    group = {each.id: each.name for each in journal.groups.list()}.get(session.group, "")
    actions = [each for each in journal.actions.list() if each.session == session.id]
    return {
        "id": session.id, "kind": session.kind, "with": session.with_name or group,
        "at": session.at, "state": state_of(session),
        "actions": [action_document(each) for each in actions],
    }  # fmt: skip


def _whole(journal: Journal, session: Session) -> dict[str, Any]:
    return session_document(journal, session) | {
        "minutes": session.minutes, "role": session.role or None, "group": session.group or None,
        "agenda": [_line(line) for line in journal.sessions.lines(session)],
        "last_actions": [action_document(a) for a in journal.sessions.last_actions(session)],
        "preparation": session.preparation or None, "record": session.record or None,
        "version": session.version, "digest": session.digest or None,
        "agreed": len(session.members_agreed) if session.circulated_to else None,
        "state_words": state_line(session),
        "sign_offs": [
            _signed("me", session.mine, own_line(session.mine, session.digest)),
            _signed(
                session.with_name, session.theirs,
                sign_off_line(session.theirs, session.with_name, session.digest),
            ),
        ] if session.record else [],
    }  # fmt: skip


def _line(line: AgendaLine) -> dict[str, Any]:
    item = line.item
    kind = "entry" if item.entry else "received" if item.received else "brought"
    return {
        "id": item.id, "kind": kind, "title": line.title, "when": line.when or None,
        "from": line.sender or None, "agency": line.agency or None,
        "questions": list(line.wordings),
    }  # fmt: skip


def _signed(who: str, sign_off: SignOff | None, words: str) -> dict[str, Any]:
    if sign_off is None:
        return {"by": who, "how": None, "words": words}
    return {
        "by": who, "how": sign_off.how, "name": sign_off.name or None, "at": sign_off.at,
        "version": sign_off.version, "digest": sign_off.digest, "part": sign_off.part,
        "words": words,
    }  # fmt: skip


def _list(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        sessions = journal.sessions.list()
        document = [session_document(journal, each) for each in sessions]
    lines = [
        f"{each.at[:16].replace('T', ' ')}  {each.id}  {kind_name(each.kind)}  {shown['with']}"
        f"\n    {state_line(each)}"
        for each, shown in zip(sessions, document, strict=True)
    ]
    return Result(document, "\n".join(lines) or tr("No session is planned or recorded."))


def _add(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        if not (args.with_ or args.group):
            raise InvalidInputError(
                tr("With whom is the session?"),
                tr("Add “--with” and a name or a contact, or “--group” and a group you run."),
                code="nobody-named",
            )
        group = journal.groups.find(args.group).id if args.group else ""
        saved = journal.sessions.add(
            args.with_, args.at, args.kind, minutes=args.minutes, role=args.role, group=group
        )
    return _saved(saved, tr("Planned."))


def _show(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        session = journal.sessions.find(args.id)
        document = _whole(journal, session)
    return Result(document, lambda: _text(session, document))


def _text(session: Session, document: dict[str, Any]) -> str:
    lines = [kind_name(session.kind), when.instant(session.at), document["with"]]
    lines += [document["state_words"], *(each["words"] for each in document["sign_offs"])]
    lines += filter(None, [agreed_line(session)])
    if document["last_actions"]:
        lines += ["", tr("Actions from last time")]
        lines += [_action_line(each) for each in document["last_actions"]]
    if document["agenda"]:
        lines += ["", tr("Agenda")]
        lines += [f"  {each['id']}  {each['title']}" for each in document["agenda"]]
    if document["actions"]:
        lines += ["", tr("Actions")]
        lines += [_action_line(each) for each in document["actions"]]
    return "\n".join(filter(lambda line: line is not None, lines))


def _action_line(action: dict[str, Any]) -> str:
    box = "[x]" if action["done"] else "[ ]"
    told = [action["text"], action["owner"], when.day(action["due"] or ""), action["went"] or ""]
    return f"  {box} {action['id']}  " + " · ".join(part for part in told if part)


def _remove(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        saved = journal.sessions.remove(args.id)
    return _saved(saved, tr("Taken off. Its pages stay in the journal."))


def _record(args: argparse.Namespace, console: Console) -> Result:
    answers = console.read_json(args.answers)
    if not isinstance(answers, dict):
        raise InvalidInputError(
            tr("Answers are one JSON object."),
            tr("Such as {example}.").format(example='{"understood": "We slowed down."}'),
            code="bad-answers",
        )
    with unlocked(args, console, write=True) as journal:
        saved = journal.records.write(args.id, answers)
        session = journal.sessions.find(args.id)
    document = {"id": session.id, "revision": saved.revision, "entry": saved.id}
    return Result(document | {"state": state_of(session)}, f"{state_line(session)}. {session.id}")


def _agenda(args: argparse.Namespace, console: Console) -> Result:
    changes = args.order or args.leave_out or args.take_up or args.bring
    words = console.read_words(args.bring) if args.bring else ""
    with unlocked(args, console, write=bool(changes)) as journal:
        id_ = journal.sessions.find(args.id).id
        if changes:
            _change_agenda(journal, id_, args, words)
        lines = journal.sessions.lines(journal.sessions.find(id_))
    document = [_line(line) for line in lines]
    return Result(document, "\n".join(f"{line.item.id}  {line.title}" for line in lines))


def _change_agenda(journal: Journal, id_: str, args: argparse.Namespace, words: str) -> None:
    order = [part.strip() for part in (args.order or "").split(",") if part.strip()]
    with journal.one_commit():
        if args.take_up:
            journal.sessions.take_up(id_, args.take_up)
        if words:
            journal.sessions.bring(id_, words)
        _refuse_strange_items(journal, id_, [*order, *filter(None, [args.leave_out])])
        if args.leave_out:
            journal.sessions.leave_out(id_, args.leave_out)
        if order:
            journal.sessions.arrange(id_, order)


def _refuse_strange_items(journal: Journal, id_: str, named: Sequence[str]) -> None:
    """What is not on the agenda cannot be put first or left out, and a slip is said."""
    there = [line.item.id for line in journal.sessions.lines(journal.sessions.find(id_))]
    for item in named:
        if item not in there:
            raise NotFoundError(
                tr("There is no {id} on this agenda.").format(id=item[:40]),
                did_you_mean(item, there, tr("“reflect session agenda” lists what is on it.")),
                code="no-agenda-item",
            )


def _sign(args: argparse.Namespace, console: Console) -> Result:
    how = "in-person" if args.in_person else ""
    how = "not-countersigned" if args.not_countersigned else how
    with unlocked(args, console, write=True) as journal:
        saved = journal.records.sign(args.id, how, args.in_person or "")
        session = journal.sessions.find(saved.id)
    words = [
        own_line(session.mine, session.digest),
        sign_off_line(session.theirs, session.with_name, session.digest),
    ]
    theirs = session.theirs.how if session.theirs else None
    document = {"id": saved.id, "revision": saved.revision, "state": state_of(session)}
    return Result(document | {"theirs": theirs}, "\n".join(words))


def _circulate(args: argparse.Namespace, console: Console) -> Result:
    from reflect_app.services.packs import write_pack

    if args.sealed or args.exchange:
        return _seal_for_members(args, console)
    with unlocked(args, console, write=True) as journal:
        shown = journal.groups.summary(args.id)
        lines = warn(console, shown)
        made = write_pack(shown, Path(args.out))
        journal.records.circulated(args.id)
    found = [pointed_document(one) for one in shown.identifiers]
    document = {"out": str(made.out), "bytes": made.bytes, "identifiers": found}
    said = tr("The summary is in {path}. It is final once the members agreed.")
    return Result(document, "\n".join([said.format(path=made.out), *lines]))


def _seal_for_members(args: argparse.Namespace, console: Console) -> Result:
    out = Path(args.sealed) if args.sealed else None
    with unlocked(args, console, write=True) as journal:
        done = journal.circulation.seal(
            args.id, out, reviewed=args.reviewed, unconfirmed=args.unconfirmed
        )
    outs = [str(path) for path in done.outs]
    text = trn(
        "It is sealed for {count} member. It is final once everybody it was sealed for agreed.",
        "It is sealed for {count} members. It is final once everybody it was sealed for agreed.",
        done.members,
    ).format(count=done.members)
    return Result({"outs": outs, "members": done.members}, "\n".join([text, *outs]))


def _end(args: argparse.Namespace, console: Console) -> Result:
    """The whole ending with somebody whose card is here; else there is only supervision to end."""
    with unlocked(args, console, write=True) as journal:
        if contact := journal.endings.sharing_with(args.with_):
            return end_with(journal, contact, args)
        _refuse_stranger(journal, args.with_)
        ended = journal.agreements.end_with(args.with_)
    document = {
        "closed": ended.closed, "cancelled": ended.cancelled, "agreements": len(ended.agreements),
    }  # fmt: skip
    return Result(document, tr("Ended. What was recorded stays, and says what it is."))


def _refuse_stranger(journal: Journal, name: str) -> None:
    """Nothing is said to have ended with somebody who was never here, such as by a slip."""
    known = [session.with_name for session in journal.sessions.list()]
    known += [agreement.with_name for agreement in journal.agreements.list()]
    wanted = journal.sessions.contact(name, ended=True)[1].casefold()
    if wanted not in {each.casefold() for each in known}:
        raise NotFoundError(
            tr("There is no supervision with “{name}”.").format(name=name[:40]),
            did_you_mean(name, known),
            code="unknown-session",
        )


def _calendar(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        written = journal.dates.write_calendar(args.id, Path(args.out))
    document = {"out": str(written.path), "bytes": written.bytes}
    return Result(document, tr("The date is in {path}.").format(path=written.path))


def _dates(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        first, last = args.start or "", args.end or ""
        written = journal.dates.write_dates(Path(args.out), first, last, writer=args.writer)
        held = len(journal.dates.held(first, last))
    document = {"out": str(written.path), "bytes": written.bytes, "sessions": held}
    return Result(document, tr("The dates are in {path}.").format(path=written.path))


def _saved(saved: Saved, text: str) -> Result:
    return Result({"id": saved.id, "revision": saved.revision}, f"{text} {saved.id}")
