"""What was shared, what was received, and what may be said about it: rules without any I/O."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal, get_args

from reflect_app.core.contacts import Sender
from reflect_app.core.entries import Answer, Comment
from reflect_app.core.prompts import Question
from reflect_app.core.supervision import SIGNED, record_digest
from reflect_app.errors import InvalidInputError
from reflect_app.words import tr

BundleKind = Literal["share", "reply", "withdrawal", "receipt"]
KINDS: tuple[BundleKind, ...] = get_args(BundleKind)

# What a share is for. The closed list travels as ids, so that each reader sees own words.
Purpose = Literal["supervision", "psychology", "group", "learning", "support", ""]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)

# Why a withdrawn item may be kept: the reasons an agreement can name, and no others.
HoldReason = Literal["harm", "safeguarding", "misconduct", "legal"]
HOLD_REASONS: tuple[HoldReason, ...] = get_args(HoldReason)

# unsent: recorded, but its file could not be written yet. withdrawing: asked back, not yet
# answered. removed: the reader says it is gone. held: kept for a reason of the agreement.
ShareState = Literal[
    "unsent", "sent", "received", "superseded", "expired", "withdrawing", "withdrawn", "removed",
    "held",
]  # fmt: skip

Status = Literal[
    "accepted", "replayed", "superseded", "expired", "unknown-sender", "damaged", "incomplete"
]

DEFAULT_DAYS = 90
"""How long a share lasts where nobody chose: about two rounds of supervision."""

HIDDEN_DAYS = 30
"""How long something expired or withdrawn lies hidden before it is erased."""

LONGEST_COMMENT = 20_000
MOST_ENTRIES = 500


@dataclass(frozen=True, slots=True)
class SharedField:
    """One answer of a frozen copy, with its question as it was worded."""

    question: Question
    value: Answer


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One entry that somebody shared, as it was then.

    `id` stays the same when the sender replaces it by a newer copy. Instants are RFC 3339;
    `discussed`, `thanked`, `withdrawn` and `held_at` are empty until it happens. `purges` is
    the day from which a hidden one may be erased, empty while it is not hidden. `held` is a
    reason of the agreement for which it is kept. `signed` is when the reader's key signed it,
    `signed_digest` (hex) in which words.
    """

    id: str
    bundle: str
    sender: Sender
    created: str
    received: str
    expires: str
    purpose: str
    template: str
    template_version: int
    title: str
    event: str
    fields: tuple[SharedField, ...]
    comments: tuple[Comment, ...] = ()
    discussed: str = ""
    thanked: str = ""
    pinned: bool = False
    withdrawn: str = ""
    held: str = ""
    held_at: str = ""
    hidden: bool = False
    purges: str = ""
    unanswered: bool = False
    signed: str = ""
    signed_digest: str = ""
    unread: bool = False

    @property
    def may_be_signed(self) -> bool:
        """Whether it is a record that a second person agrees, and stands as it can be read."""
        return self.template in SIGNED and bool(self.fields)

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the words that were shared, as a signature under them covers them."""
        return record_digest(self.template, self.template_version, self.answers)

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers that were shared, by question."""
        return {field.question.id: field.value for field in self.fields}

    @property
    def is_signed(self) -> bool:
        """Whether the reader signed it as it stands now; a newer copy must be signed anew."""
        return bool(self.signed) and self.signed_digest == self.digest


def purpose_line(purpose: str) -> str:
    """What a share is for, in the reader's words; empty for none."""
    return {
        "supervision": tr("For supervision"),
        "psychology": tr("A question for psychology"),
        "group": tr("For our reflective group"),
        "learning": tr("For learning together"),
        "support": tr("Because I would like some support"),
    }.get(purpose, "")


def hold_line(reason: str) -> str:
    """A reason of the agreement, in plain words."""
    return {
        "harm": tr("risk of harm"),
        "safeguarding": tr("safeguarding"),
        "misconduct": tr("serious misconduct"),
        "legal": tr("a legal duty to keep it"),
    }.get(reason, reason)


def state_line(state: str) -> str:
    """Where a share stands, in plain words."""
    return {
        "unsent": tr("Not written yet; Reflect tries again at the next opening"),
        "sent": tr("Sent"),
        "received": tr("Received"),
        "superseded": tr("Replaced by a newer copy"),
        "expired": tr("Expired"),
        "withdrawing": tr("Asked back; no answer yet"),
        "withdrawn": tr("Asked back, and removed"),
        "removed": tr("Removed by the reader"),
        "held": tr("Kept by the reader under your agreement"),
    }.get(state, state)


def unread_line() -> str:
    """The honest sentence beside every withdrawal."""
    return tr("What was read cannot be unread. A copy on paper or in a backup may remain.")


def checked_comment(text: str) -> str:
    """A comment as it may be kept and sent.

    Raises:
        InvalidInputError: code `bad-comment`; it is empty, too long, or cannot be stored.
    """
    words = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    unkept = any(c == "\0" or "\ud800" <= c <= "\udfff" for c in words)
    if not words or unkept or len(words) > LONGEST_COMMENT:
        raise InvalidInputError(
            tr("That cannot be kept as a comment."),
            tr("Write something, in at most {count} letters.").format(count=LONGEST_COMMENT),
            code="bad-comment",
        )
    return words
