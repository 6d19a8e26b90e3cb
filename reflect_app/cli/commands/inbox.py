"""What others sent: receive, inbox, comment, discussed, thanks, hold, clear, reply, exchange."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reflect_app.cli.arriving import arrived, choose_a_copy, listed
from reflect_app.cli.commands.entries import comment_document
from reflect_app.cli.commands.packs import pointed_document, warn
from reflect_app.cli.commands.shares import add_where, out_of
from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.cli.telling import item_text
from reflect_app.core.changes import Saved
from reflect_app.core.contacts import Sender
from reflect_app.core.shares import HOLD_REASONS, InboxItem
from reflect_app.words import tr, trn

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal
    from reflect_app.services.receiving import Received


def add(subparsers: Subparsers) -> None:
    """Add the commands."""
    receive = command(subparsers, "receive", "take in what somebody sealed for you", _receive)
    where = receive.add_mutually_exclusive_group(required=True)
    where.add_argument("file", metavar="FILE", nargs="?", help="such as for-you.rbundle")
    where.add_argument("--exchange", action="store_true")
    inbox = command(subparsers, "inbox", "what others sent", _inbox)
    inbox.add_argument("id", metavar="ID", nargs="?", default="")
    inbox.add_argument("--copy", metavar="BUNDLE", default="", help="which, where it came twice")
    inbox.add_argument("--from", dest="contact", metavar="CONTACT", default="")
    inbox.add_argument("--agency", metavar="A", default="")
    inbox.add_argument("--session", metavar="ID", default="", help="what is on its agenda")
    comment = command(subparsers, "comment", "write beside something in the inbox", _comment)
    comment.add_argument("id", metavar="SHARED_ID")
    comment.add_argument("--field", metavar="Q", default="", help="one question; else all of it")
    comment.add_argument(
        "--text", metavar="FILE|-", required=True, help="a file with the words; “-” to type them"
    )
    for name, about in (
        ("discussed", "you talked about it"),
        ("thank", "thank the sender for it"),
        ("countersign", "sign a record as it was shared, with your key"),
        ("seen", "you read it; the list says “new” no more"),
        ("pin", "keep it at hand"),
        ("unpin", "not any more"),
        ("release", "keep it no longer than anything else"),
    ):
        command(subparsers, name, about, _simple).add_argument("id", metavar="SHARED_ID")
        subparsers.choices[name].set_defaults(verb=name)
    hold = command(subparsers, "hold", "keep it for a reason of your agreement", _hold)
    hold.add_argument("id", metavar="SHARED_ID")
    hold.add_argument("reason", choices=HOLD_REASONS)
    clear = command(subparsers, "clear", "erase what others sent; they are told", _clear)
    clear.add_argument("--from", dest="contact", metavar="CONTACT", default="")
    reply = command(subparsers, "reply", "send back what you said", _reply)
    reply.add_argument("--to", metavar="CONTACT", default="")
    add_where(reply)
    kept = command(subparsers, "retention", "how long what others sent is kept", _retention)
    kept.add_argument("days", metavar="DAYS", nargs="?", type=int, help="0: no end of yours")
    exchange = command(subparsers, "exchange", "the folder that something else carries")
    which = exchange.add_subparsers(metavar="WHAT", required=True)
    command(which, "set", "use this folder", _set).add_argument("folder", metavar="DIR")
    command(which, "show", "which folder it is", _state)
    command(which, "off", "use none", _off)


def sender_document(sender: Sender | None) -> dict[str, Any] | None:
    """Who sent something, in the shape of cli.md."""
    if sender is None:
        return None
    return {
        "name": sender.name,
        "agency": sender.agency,
        "fingerprint": sender.fingerprint,
        "confirmed": sender.confirmed,
    }


def _receive(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        if args.exchange:
            found = journal.exchange.receive()
        else:
            found = (journal.inbox.receive(Path(args.file)),)
        lines = [] if args.json else [arrived(journal, one) for one in found]
    lines = lines or [tr("Nothing new came.")]
    return Result([_received(one) for one in found], "\n".join(lines))


def _received(one: Received) -> dict[str, Any]:
    document: dict[str, Any] = {
        "bundle": one.bundle,
        "kind": one.kind,
        "status": one.status,
        "from": sender_document(one.sender),
        "items": one.items,
    }
    return document | ({"file": one.file} if one.file else {})


def _inbox(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        found = journal.inbox.copies(args.id, args.copy) if args.id else _narrowed(journal, args)
    document = [_item(item) for item in found]
    if not args.id:
        return Result(document, "\n".join(listed(found)) or tr("Nothing has come."))
    return Result(document, choose_a_copy(found) if len(found) > 1 else item_text(found[0]))


def _narrowed(journal: Journal, args: argparse.Namespace) -> tuple[InboxItem, ...]:
    """By person, agency and session, as the window narrows it."""
    found = journal.inbox.list()
    if args.contact:
        contact = journal.contacts.find(args.contact).id
        found = tuple(item for item in found if item.sender.contact == contact)
    if args.agency:
        wanted = args.agency.casefold()
        found = tuple(item for item in found if item.sender.agency.casefold() == wanted)
    if args.session:
        session = journal.sessions.find(args.session)
        on_it = {item.received for item in journal.sessions.agenda(session)}
        found = tuple(item for item in found if item.id in on_it)
    return found


def _item(item: InboxItem) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": item.id,
        "bundle": item.bundle,
        "from": sender_document(item.sender),
        "created": item.created,
        "expires": item.expires,
        "template": item.template,
        "title": item.title,
        "fields": [
            {"id": part.question.id, "question": part.question.text, "value": part.value}
            for part in item.fields
        ],
        "comments": [comment_document(said) for said in item.comments],
        "discussed": bool(item.discussed),
    }
    more = {
        "purpose": item.purpose, "held": item.held, "pinned": item.pinned, "event": item.event,
        "signed": item.signed if item.is_signed else "",
        "digest": item.digest if item.may_be_signed else "", "unread": item.unread,
    }  # fmt: skip
    return document | {name: value for name, value in more.items() if value}


def _comment(args: argparse.Namespace, console: Console) -> Result:
    words = console.read_words(args.text)
    with unlocked(args, console, write=True) as journal:
        saved = journal.inbox.comment(args.id, words, args.field)
    return _saved(saved, tr("Kept. “reflect reply” sends it."))


def _simple(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        if args.verb == "unpin":
            saved = journal.inbox.pin(args.id, on=False)
        elif args.verb == "countersign":
            saved = journal.inbox.sign(args.id)
        elif args.verb == "seen":
            saved = journal.arrivals.opened(journal.inbox.show(args.id))
        else:
            saved = getattr(journal.inbox, args.verb)(args.id)
    told = tr("Kept. “reflect reply” sends it.")
    leaves = args.verb in ("discussed", "thank", "countersign")
    return _saved(saved, told if leaves else tr("Saved."))


def _hold(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        saved = journal.inbox.hold(args.id, args.reason)
    return _saved(saved, tr("It stays. The sender is told why, with your next reply."))


def _clear(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        done = journal.inbox.clear(args.contact)
    text = trn("{count} item was erased.", "{count} items were erased.", done.items)
    told = tr("Their senders are told with your next reply.") if done.items else ""
    document = {"items": done.items, "senders": done.senders, "kept": done.kept}
    return Result(document, f"{text.format(count=done.items)} {told}".rstrip())


def _reply(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        shown = journal.replies.preview(args.to)
        lines = warn(console, shown)
        done = journal.replies.reply(args.to, out_of(args), shown=shown)
    document = {
        "out": str(done.outs[0]), "outs": [str(path) for path in done.outs],
        "answers": done.answers, "receipts": done.receipts,
        "identifiers": [pointed_document(found) for found in shown.identifiers],
    }  # fmt: skip
    said = trn("What you said of {count} entry is sealed.",
               "What you said of {count} entries is sealed.", done.answers)  # fmt: skip
    if not done.answers:
        said = trn("{count} receipt is sealed.", "{count} receipts are sealed.", done.receipts)
    told = said.format(count=done.answers or done.receipts)
    return Result(document, "\n".join([told, *map(str, done.outs), *lines]))


def _retention(args: argparse.Namespace, console: Console) -> Result:
    from reflect_app.services.received_keeping import kept_line

    with unlocked(args, console, write=args.days is not None) as journal:
        if args.days is not None:
            journal.received_keeping.set(args.days)
        kept, due = journal.received_keeping.now(), journal.inbox.soon_gone()
    document = {"days": kept.days, "chosen": kept.chosen, "longest": kept.longest, "due": due}
    return Result(document, kept_line(kept))


def _set(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        journal.exchange.set(Path(args.folder))
        state = journal.exchange.state()
    text = tr(
        "Bundles go to {folder} from now on. Whoever owns it sees who adds files, when and how"
        " big; nobody but their reader can open them."
    )
    return Result({"folder": state.folder}, text.format(folder=state.folder))


def _state(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        state = journal.exchange.state()
    document = {"folder": state.folder, "there": state.there, "unwritten": state.unwritten}
    return Result(document, state.folder or tr("No exchange folder is chosen."))


def _off(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        journal.exchange.off()
    return Result({"folder": ""}, tr("No exchange folder is chosen."))


def _saved(saved: Saved, text: str) -> Result:
    return Result({"id": saved.id, "revision": saved.revision}, f"{text} {saved.id}")
