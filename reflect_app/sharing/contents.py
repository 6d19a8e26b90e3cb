"""What stands inside a bundle of each kind, as JSON with fixed members and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from reflect_app.core.prompts import Choice, Field, Question, Template, check_answers
from reflect_app.core.prompts.model import QUESTION_TYPES
from reflect_app.core.shares import (
    HOLD_REASONS,
    MOST_ENTRIES,
    PURPOSES,
    SharedField,
    checked_comment,
)
from reflect_app.errors import InvalidInputError
from reflect_app.sharing.bundle import decoded_json, is_instant, malformed

_ID = re.compile(r"[0-9a-f]{16}")
_BUNDLE = re.compile(r"[0-9a-f]{32}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_QUESTION = re.compile(r"[a-z][a-z0-9_]{0,63}")
_MOST_BUNDLES = 2_000
_MOST_COMMENTS = 1_000
_LONGEST_LINE = 500
_LARGEST_NUMBER = 1_000_000_000
# Controls, and marks that make text read in another order than it is written: no template may
# hold them, so no wording that is shared does.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PICKED = ("choice", "multi_choice", "emotions")


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Unknown members are refused."""


class AskedPart(_Strict, frozen=True):
    """A question as it was worded, with no more than its answer needs to be read."""

    id: str
    type: str
    text: str
    choices: list[tuple[str, str]] = []
    fields: list[tuple[str, str]] = []
    min: int | float | None = None
    max: int | float | None = None
    min_label: str = ""
    max_label: str = ""


class FieldPart(_Strict, frozen=True):
    """One answer that was chosen."""

    question: AskedPart
    value: Any


class EntryPart(_Strict, frozen=True):
    """One entry, as it was. `item` (16 hex) names it to both sides and nobody else."""

    item: str
    template: str
    template_version: int
    title: str
    event: str
    fields: list[FieldPart]


class ShareContent(_Strict, frozen=True):
    """Chosen parts of entries. `replaces` names bundles that this one stands in the place of."""

    share: str
    entries: list[EntryPart]
    purpose: str = ""
    replaces: list[str] = []


class CommentPart(_Strict, frozen=True):
    """Words beside one field; an empty field means the whole entry."""

    id: str
    field: str
    text: str
    at: str


class SignaturePart(_Strict, frozen=True):
    """The reader's signature under a record they were shown.

    `digest` is SHA-256 of the canonical JSON of what they saw (`core.supervision.signing`),
    `signature` Ed25519 by the reply's own sender over that JSON.
    """

    digest: str
    signature: str
    at: str


class AnswerPart(_Strict, frozen=True):
    """Everything the reader says so far of one item; a later one says it again and more."""

    item: str
    comments: list[CommentPart] = []
    discussed: str = ""
    thanked: str = ""
    signed: SignaturePart | None = None


class ReceiptPart(_Strict, frozen=True):
    """What became of one bundle: received, removed, or held for a reason."""

    bundle: str
    state: str
    at: str
    reason: str = ""


class ReplyContent(_Strict, frozen=True):
    """Answers to what was shared, and receipts that were waiting."""

    answers: list[AnswerPart] = []
    receipts: list[ReceiptPart] = []


class WithdrawalContent(_Strict, frozen=True):
    """Bundles whose sender wants them gone."""

    bundles: list[str]


class ReceiptContent(_Strict, frozen=True):
    """What became of bundles."""

    receipts: list[ReceiptPart]


def encoded(content: msgspec.Struct) -> bytes:
    """A content as its bytes."""
    return msgspec.json.encode(content, order="sorted")


def read_share(data: bytes) -> ShareContent:
    """A share's content, every answer seen to fit its question.

    Raises:
        BundleError: code `bundle-form`.
    """
    found = decoded_json(data, ShareContent)
    assert isinstance(found, ShareContent)
    items = [entry.item for entry in found.entries]
    _check(
        _ID.fullmatch(found.share),
        0 < len(items) <= MOST_ENTRIES,
        len(set(items)) == len(items),
        found.purpose in PURPOSES,
        len(found.replaces) <= _MOST_BUNDLES,
        all(map(_BUNDLE.fullmatch, found.replaces)),
    )
    for entry in found.entries:
        _check(
            _ID.fullmatch(entry.item),
            _line(entry.template),
            _line(entry.title),
            is_instant(entry.event),
            0 < len(entry.fields) <= 200,
            0 < entry.template_version <= 1_000_000,
            not any(map(_UNSEEN.search, _worded(entry))),
            all(map(_is_ordinary, _ends(entry))),
        )
        fields_of(entry)
    return found


def read_reply(data: bytes) -> ReplyContent:
    """A reply's content.

    Raises:
        BundleError: code `bundle-form`.
    """
    found = decoded_json(data, ReplyContent)
    assert isinstance(found, ReplyContent)
    items = {answer.item for answer in found.answers}
    _check(len(found.answers) <= _MOST_BUNDLES, len(items) == len(found.answers))
    for answer in found.answers:
        _check(
            _ID.fullmatch(answer.item),
            len(answer.comments) <= _MOST_COMMENTS,
            not answer.discussed or is_instant(answer.discussed),
            not answer.thanked or is_instant(answer.thanked),
        )
        if (signed := answer.signed) is not None:
            _check(
                _DIGEST.fullmatch(signed.digest),
                _SIGNATURE.fullmatch(signed.signature),
                is_instant(signed.at),
            )
        for comment in answer.comments:
            _check(_ID.fullmatch(comment.id), _is_field(comment.field), is_instant(comment.at))
            try:
                _check(checked_comment(comment.text) == comment.text)
            except InvalidInputError:
                raise malformed() from None
    _check_receipts(found.receipts)
    return found


def read_withdrawal(data: bytes) -> WithdrawalContent:
    """A withdrawal's content.

    Raises:
        BundleError: code `bundle-form`.
    """
    found = decoded_json(data, WithdrawalContent)
    assert isinstance(found, WithdrawalContent)
    _check(0 < len(found.bundles) <= _MOST_BUNDLES, all(map(_BUNDLE.fullmatch, found.bundles)))
    return found


def read_receipt(data: bytes) -> ReceiptContent:
    """A receipt's content.

    Raises:
        BundleError: code `bundle-form`.
    """
    found = decoded_json(data, ReceiptContent)
    assert isinstance(found, ReceiptContent)
    _check_receipts(found.receipts)
    return found


def asked(question: Question, value: object) -> AskedPart:
    """A question as it travels: of its choices only those that were picked."""
    picked = value if isinstance(value, list) else [value]
    return AskedPart(
        id=question.id,
        type=question.type,
        text=question.text,
        choices=[
            (choice.id, choice.label)
            for choice in question.choices
            if question.type in _PICKED and choice.id in picked
        ],
        fields=[(field.id, field.label) for field in question.fields],
        min=question.min,
        max=question.max,
        min_label=question.min_label,
        max_label=question.max_label,
    )


def fields_of(entry: EntryPart) -> tuple[SharedField, ...]:
    """The answers of an entry, each with its question; checked.

    Raises:
        BundleError: an answer does not fit its question.
    """
    questions = [_question(part.question) for part in entry.fields]
    template = Template(entry.template, 1, entry.title, "", 1, tuple(questions))
    answers = {part.question.id: part.value for part in entry.fields}
    people = {name for part in entry.fields for name in _names(part)}
    _check(len(answers) == len(entry.fields))
    try:
        kept = check_answers(template, answers, people)
    except (InvalidInputError, TypeError, AssertionError):
        raise malformed() from None
    _check(len(kept) == len(answers))
    return tuple(SharedField(question, kept[question.id]) for question in questions)


def _worded(entry: EntryPart) -> Iterator[str]:
    """Every word of an entry that is its template's and not an answer."""
    yield entry.title
    for part in entry.fields:
        asked_ = part.question
        yield from (asked_.text, asked_.min_label, asked_.max_label)
        yield from (word for pair in (*asked_.choices, *asked_.fields) for word in pair)


def _ends(entry: EntryPart) -> Iterator[int | float | None]:
    for part in entry.fields:
        yield from (part.question.min, part.question.max)


def _is_ordinary(end: float | None) -> bool:
    return end is None or abs(end) <= _LARGEST_NUMBER


def _question(part: AskedPart) -> Question:
    kind = next((kind for kind in QUESTION_TYPES if kind == part.type), None)
    labels = [word for pair in (*part.choices, *part.fields) for word in pair]
    _check(
        kind is not None,
        _QUESTION.fullmatch(part.id),
        part.text and len(part.text) <= 4_000,
        len(labels) <= 400,
        all(map(_line, [*labels, part.min_label or "-", part.max_label or "-"])),
    )
    assert kind is not None
    if kind == "scale":
        _check(
            *(isinstance(end, int) and not isinstance(end, bool) for end in (part.min, part.max))
        )
    return Question(
        id=part.id,
        type=kind,
        text=part.text,
        choices=tuple(Choice(*pair) for pair in part.choices),
        fields=tuple(Field(*pair) for pair in part.fields),
        min=part.min,
        max=part.max,
        min_label=part.min_label,
        max_label=part.max_label,
    )


def _names(part: FieldPart) -> list[str]:
    """Pseudonyms are the sender's own; any text of ordinary length may be one."""
    if part.question.type != "people" or not isinstance(part.value, list):
        return []
    return [name for name in part.value if isinstance(name, str) and _line(name)]


def _check_receipts(receipts: list[ReceiptPart]) -> None:
    _check(len(receipts) <= _MOST_BUNDLES)
    for receipt in receipts:
        _check(
            _BUNDLE.fullmatch(receipt.bundle),
            receipt.state in ("received", "removed", "held"),
            receipt.reason in (("", *HOLD_REASONS) if receipt.state == "held" else ("",)),
            is_instant(receipt.at),
        )


def _is_field(name: str) -> bool:
    return not name or _QUESTION.fullmatch(name) is not None


def _line(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_LINE and "\0" not in text


def _check(*facts: object) -> None:
    if not all(facts):
        raise malformed()
