"""Contacts: card export and code; contacts add, list, confirm, rename, retire, use-again, end."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.core.contacts import Contact, who_line
from reflect_app.words import tr, trn

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal


def add(subparsers: Subparsers) -> None:
    """Add the commands."""
    card = command(subparsers, "card", "your own contact card").add_subparsers(
        metavar="WHAT", required=True
    )
    export = command(card, "export", "write your card to a file to hand out", _export)
    export.add_argument("out", metavar="FILE", help="such as sam.rcard")
    command(card, "show", "your fingerprint, in words and as a QR code", _show)
    contacts = command(subparsers, "contacts", "the people you share with").add_subparsers(
        metavar="WHAT", required=True
    )
    command(contacts, "list", "everybody", _list).add_argument(
        "--ended", action="store_true", help="also those with whom you ended sharing"
    )
    adding = command(contacts, "add", "take somebody's card in", _add)
    adding.add_argument("file", metavar="FILE", help="the card they gave you, such as priya.rcard")
    adding.add_argument("--confirm", metavar="WORDS", default="", help="the twelve words they said")
    adding.add_argument("--to", metavar="CONTACT", default="", help="one more card of this person")
    confirm = command(contacts, "confirm", "you compared the twelve words", _confirm)
    confirm.add_argument("contact", metavar="CONTACT")
    confirm.add_argument("words", metavar="WORDS", nargs="+")
    rename = command(contacts, "rename", "call somebody something else here", _rename)
    rename.add_argument("contact", metavar="CONTACT")
    rename.add_argument("name", metavar="NAME")
    rename.add_argument("--agency")
    retire = command(contacts, "retire", "a card whose key was lost or replaced", _retire)
    retire.add_argument("contact", metavar="CONTACT")
    retire.add_argument("words", metavar="WORDS", nargs="+", help="its first words will do")
    use_again = command(contacts, "use-again", "take the retirement of a card back", _use_again)
    use_again.add_argument("contact", metavar="CONTACT")
    use_again.add_argument("words", metavar="WORDS", nargs="+", help="all twelve of the card")
    end = command(
        contacts, "end", "nothing new either way; --out or --exchange asks back what they hold",
        _end,
    )  # fmt: skip
    end.add_argument("contact", metavar="CONTACT")
    where = end.add_mutually_exclusive_group()
    where.add_argument("--out", metavar="FILE", help="ask back what they hold, in a file")
    where.add_argument("--exchange", action="store_true", help="the same, in the folder")
    again = command(contacts, "again", "take an ending back", _again)
    again.add_argument("contact", metavar="CONTACT")


def contact_document(contact: Contact) -> dict[str, Any]:
    """A contact in the shape of cli.md; `cards` counts those in use."""
    return {
        "id": contact.id,
        "name": contact.name,
        "agency": contact.agency,
        "fingerprint": contact.fingerprint,
        "confirmed": contact.confirmed,
        "cards": sum(card.in_use for card in contact.cards),
    }


def _export(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        out = journal.contacts.export_card(Path(args.out))
        own = journal.contacts.own_card()
    document = {
        "out": str(out), "name": own.name, "agency": own.agency, "fingerprint": own.fingerprint,
    }  # fmt: skip
    text = tr("Your card is in {path}. Read these words to whoever gets it:").format(path=out)
    return Result(document, f"{text}\n{own.fingerprint}")


def _show(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        own = journal.contacts.own_card()
        code = journal.contacts.code(own.fingerprint)
    document = {"name": own.name, "agency": own.agency, "fingerprint": own.fingerprint}
    return Result(document, f"{own.fingerprint}\n\n{_drawn(code)}")


def _drawn(code: tuple[tuple[bool, ...], ...]) -> str:
    """Two rows of squares to a line of half blocks, light on a dark terminal."""
    rows = [*code, (False,) * len(code)] if len(code) % 2 else list(code)
    signs = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    return "\n".join(
        "".join(signs[pair] for pair in zip(rows[row], rows[row + 1], strict=True))
        for row in range(0, len(rows), 2)
    )


def _list(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        found = journal.contacts.list(ended=args.ended)
    lines = [line for contact in found for line in _lines(contact)]
    return Result([contact_document(contact) for contact in found], "\n".join(lines))


def _lines(contact: Contact) -> list[str]:
    """Who it is, and each card under them."""
    who = f"{contact.id}  {who_line(contact.name, contact.agency)}{_standing(contact)}"
    unused = tr(" (not in use)")
    cards = [f"    {card.fingerprint}{'' if card.in_use else unused}" for card in contact.cards]
    return [who, *cards]


def _standing(contact: Contact) -> str:
    if contact.ended:
        return tr(" (ended)")
    if not contact.readers():
        return tr(" (no card in use)")
    return "" if contact.confirmed else tr(" (not confirmed)")


def _add(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        contact, _ = journal.contacts.add(Path(args.file), words=args.confirm, to=args.to)
    if contact.confirmed:
        text = tr("{name} is a contact, and confirmed.").format(name=contact.name)
    else:
        text = tr(
            "{name} is a contact, but not confirmed yet. Ring them, let them read their twelve"
            " words, and compare:"
        ).format(name=contact.name)
    return Result(contact_document(contact), f"{text}\n{contact.fingerprint}")


def _confirm(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        journal.contacts.confirm(args.contact, " ".join(args.words))
        contact = journal.contacts.find(args.contact)
    return Result(contact_document(contact), tr("Confirmed."))


def _rename(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        old = journal.contacts.find(args.contact)
        agency = old.agency if args.agency is None else args.agency
        saved = journal.contacts.rename(old.id, args.name, agency)
        contact = journal.contacts.find(saved.id)
    return Result(contact_document(contact), tr("Saved."))


def _retire(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        saved = journal.contacts.retire_card(args.contact, " ".join(args.words))
        contact = journal.contacts.find(saved.id)
    text = tr("Nothing goes to that card any more. What it was sent before, its key still opens.")
    back = tr("“reflect contacts use-again” takes that back.")
    return Result(contact_document(contact), f"{text} {back}")


def _use_again(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        saved = journal.contacts.use_again(args.contact, " ".join(args.words))
        contact = journal.contacts.find(saved.id)
    text = tr(
        "The card is in use again, and not confirmed: ring {name} and compare the twelve words."
    ).format(name=contact.name)
    return Result(contact_document(contact), text)


def _end(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        return end_with(journal, journal.contacts.find(args.contact).id, args)


def end_with(journal: Journal, id_: str, args: argparse.Namespace) -> Result:
    """End with a contact, in supervision too; what they hold is asked back where `args` says
    where the request goes.
    """
    from reflect_app.core.shares import unread_line

    contact = journal.contacts.find(id_)
    held = [row for row in journal.shares.list(id_) if row.may_be_read]
    out = Path(args.out) if args.out else None
    parted = journal.endings.end(id_, out, ask_back=bool(args.out or args.exchange))
    outs = [str(path) for path in parted.withdrawn.outs] if parted.withdrawn else []
    ended = parted.ended
    document = {
        "id": id_, "holds": [row.id for row in held], "outs": outs, "closed": ended.closed,
        "cancelled": ended.cancelled, "agreements": len(ended.agreements),
    }  # fmt: skip
    lines = [tr("Nothing new goes to {name} or comes from them.").format(name=contact.name)]
    if ended.closed:
        lines.append(
            trn("{count} record closed, not countersigned.",
                "{count} records closed, not countersigned.", ended.closed)
            .format(count=ended.closed)
        )  # fmt: skip
    if held and outs:
        lines += [tr("What they hold was asked back."), unread_line()]
    elif held:
        lines += [tr("They still hold these shares; “reflect withdraw” asks them back:")]
    lines += [f"  {row.id}  {row.created[:10]}" for row in held]
    return Result(document, "\n".join(lines))


def _again(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        saved = journal.contacts.begin_again(args.contact)
        contact = journal.contacts.find(saved.id)
    text = tr("Sharing with {name} goes both ways again.").format(name=contact.name)
    return Result(contact_document(contact), text)
