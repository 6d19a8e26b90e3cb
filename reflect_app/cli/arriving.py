"""What came, in words: what it is, from whom, how much, and what to do with it next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reflect_app.cli.telling import signed_line
from reflect_app.core.contacts import Sender, who_line
from reflect_app.core.prompts import in_language, title_of
from reflect_app.core.shares import InboxItem
from reflect_app.errors import NotFoundError
from reflect_app.words import language, tr, trn

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal
    from reflect_app.services.receiving import Received

_MOST = 20  # lines for one bundle; the rest is in the list that is named after them
_COPY = 8  # letters of a bundle that tell two copies apart


def arrived(journal: Journal, one: Received) -> str:
    """What came of one file or bundle."""
    if one.sender is None:
        return f"{one.file}: {one.problem}"
    who = who_line(one.sender.name, one.sender.agency) or one.sender.fingerprint
    if one.status == "accepted" and not one.problem:
        return "\n".join([_came(one, who) + _warned(one.sender), *_next(journal, one)])
    said = {
        "replayed": tr("It came before; nothing was changed."),
        "superseded": tr("It was replaced or withdrawn, so it was not kept."),
        "expired": tr("It has expired, so it was not kept."),
        "unknown-sender": tr(
            "It is from somebody whose card you do not have, so nothing was kept. Ask for"
            " their card first."
        ),
    }
    return f"{who}: {one.problem or said[one.status]}"


def listed(items: Sequence[InboxItem]) -> list[str]:
    """A line for each thing in the inbox; two copies of one are told apart."""
    copies = Counter(item.id for item in items)
    return [
        f"{item.created[:10]}  {item.id}  "
        f"{who_line(item.sender.name, item.sender.agency)}  {item.title}"
        + (tr("  (new)") if item.unread else "")
        + (
            tr("  (copy {bundle})").format(bundle=item.bundle[:_COPY])
            if copies[item.id] > 1
            else ""
        )
        for item in items
    ]


def choose_a_copy(items: Sequence[InboxItem]) -> str:
    """That one thing came more than once, and how to open one of them."""
    said = tr("It came {count} times. To open one: {command}").format(
        count=len(items), command=f"reflect inbox {items[0].id} --copy {items[0].bundle[:_COPY]}"
    )
    return "\n".join([said, *listed(items)])


def _came(one: Received, who: str) -> str:
    if one.kind == "share":
        said = trn("{count} thing to read came from {who}.",
                   "{count} things to read came from {who}.", one.items)  # fmt: skip
    elif one.kind == "reply" and one.items:
        said = trn("{who} answered {count} entry that you shared.",
                   "{who} answered {count} entries that you shared.", one.items)  # fmt: skip
    elif one.kind == "withdrawal":
        said = trn("{who} asks {count} share back.",
                   "{who} asks {count} shares back.",
                   one.items)  # fmt: skip
    else:
        said = tr("{who} sends word of what became of your shares.")
    return said.format(count=one.items, who=who)


def _warned(sender: Sender) -> str:
    return "" if sender.confirmed else " " + tr("You have not confirmed this person's card.")


def _next(journal: Journal, one: Received) -> list[str]:
    """What it is, each with its id, and the command that shows it."""
    if one.kind == "share":
        items = [item for item in journal.inbox.list() if item.id in one.changes.inbox]
        new = [item for item in items if item.bundle == one.bundle][:_MOST]
        lines = [line for item in new for line in (f"  {item.id}  {item.title}", signed_line(item))]
        return [*filter(None, lines), tr("“reflect inbox” and its id opens one.")]
    if one.kind == "reply" and one.items:
        lines = [f"  {id_}  {_title(journal, id_)}" for id_ in sorted(one.changes.entries)[:_MOST]]
        if one.changes.supervision:
            lines.append(tr("They signed a record. “reflect session list” says where it stands."))
        return [*lines, tr("“reflect show” and its id shows what they wrote.")] if lines else []
    if one.kind == "withdrawal":
        return [tr("It is hidden now and erased in thirty days; what you hold for a reason stays.")]
    return [tr("“reflect shares list” says where each stands.")]


def _title(journal: Journal, id_: str) -> str:
    try:
        entry = journal.entries.show(id_)
    except NotFoundError:
        return ""
    return title_of(in_language(journal.entries.template_of(entry), language()), entry.answers)
