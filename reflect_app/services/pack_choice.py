"""What leaves in a pack: entries, then questions, chosen one by one. Marked is not shared."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reflect_app.core.alike import did_you_mean
from reflect_app.core.entries import Answer, Entry, Query
from reflect_app.core.prompts import Question, Template
from reflect_app.errors import InvalidInputError
from reflect_app.exporting.layouts import SUPERVISION
from reflect_app.words import tr

# Asked for the writer's own sake; nobody prints them without saying so.
_LEFT_OUT_ROLES = frozenset({"mark", "record", "record_next"})
_STAYING_ROLES = frozenset({"barriers", "useful", "felt_safe", "uses", "attendance"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: in code points of one part of an answer as it was written.

    `part` is "" in a plain text, "row.column" in a list of rows, the name in one of people.
    """

    entry: str
    field: str
    part: str
    start: int


@dataclass(frozen=True, slots=True)
class Swap:
    """Another word for a likely identifier, in the copy that leaves and nowhere else: at one
    place, or without it wherever the word stands."""

    word: str
    to: str
    kind: str = "PERSON"
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class PackRequest:
    """What a person chose. Entries by id, or every marked one; questions by name.

    A field is `question`, `template.question` or `entry:question`. Without `fields`, all that
    was written or picked leaves, except scores and the questions about this journal itself;
    `all_fields` takes those too. `writer` puts the display name on the cover. `swaps` change
    the copy that leaves; the journal stays as it is.

    `query` adds every entry that matches, oldest first. `layout` is a name of `exporting.layouts`;
    `charts` are drawn of the chosen entries alone, each only because it was named. `session`
    brings that session's agenda in its order, its preparation first, and the actions from last
    time; `entries` may name fewer.
    """

    entries: tuple[str, ...] = ()
    marked: bool = False
    fields: tuple[str, ...] = ()
    all_fields: bool = False
    title: str = ""
    writer: bool = False
    swaps: tuple[Swap, ...] = ()
    query: Query | None = None
    layout: str = SUPERVISION
    charts: tuple[str, ...] = ()
    session: str = ""


@dataclass(frozen=True, slots=True)
class ChosenField:
    """One answer that leaves, with its question as it was worded."""

    question: Question
    value: Answer


@dataclass(frozen=True, slots=True)
class ChosenEntry:
    """One entry and the answers of it that leave."""

    entry: Entry
    template: Template
    fields: tuple[ChosenField, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The fields that were asked for. `exact` are (entry, question) with a whole id: a window
    names every tick so, thousands of them; `others` are few and say less.
    """

    exact: frozenset[tuple[str, str]]
    others: tuple[_Field, ...]

    def __bool__(self) -> bool:
        return bool(self.exact or self.others)

    def takes(self, entry: Entry, question: Question) -> bool:
        """Whether one of them names this question of this entry."""
        exactly = (entry.id, question.id) in self.exact
        return exactly or any(field.fits(entry, question) for field in self.others)


@dataclass(frozen=True, slots=True)
class _Field:
    """A field as it was asked for, taken apart."""

    name: str
    question: str
    template: str = ""
    entry: str = ""

    def fits(self, entry: Entry, question: Question) -> bool:
        """Whether it names this question of this entry."""
        return (
            self.question == question.id
            and self.template in ("", entry.template)
            and (not self.entry or entry.id.startswith(self.entry))
        )


def choose(
    request: PackRequest, entries: Sequence[tuple[Entry, Template]]
) -> tuple[ChosenEntry, ...]:
    """The answers that leave, in the order of the entries and of their questions.

    Raises:
        InvalidInputError: a field names no question of these entries, or nothing is left.
    """
    wanted = _wanted(request.fields, entries)
    ids = {entry.id for entry, _ in entries}
    chosen = tuple(
        ChosenEntry(entry, template, _fields_of(request, wanted, entry, template, ids))
        for entry, template in entries
    )
    kept = tuple(item for item in chosen if item.fields)
    if not kept:
        raise InvalidInputError(
            tr("There is nothing in that choice."),
            tr("Choose entries that have answers, or mark some for supervision first."),
            code="nothing-chosen",
        )
    return kept


def stays(question: Question) -> bool:
    """Whether an answer never travels: why somebody did not come, how safe a group felt, who came.

    The first two are the member's own; a facilitator has them as totals, or not at all. Who was
    there stays with the facilitator: no reader gets a list of somebody's absences.
    """
    return question.role in _STAYING_ROLES


def leaves_by_default(question: Question) -> bool:
    """Whether an answer leaves when no field was named: no scores, nothing about the journal."""
    return question.type != "scale" and question.role not in _LEFT_OUT_ROLES and not stays(question)


def _fields_of(
    request: PackRequest,
    wanted: _Wanted,
    entry: Entry,
    template: Template,
    ids: Collection[str],
) -> tuple[ChosenField, ...]:
    chosen = []
    for question in template.questions:
        value = entry.answers.get(question.id)
        if value is None or value in ("", []) or stays(question):
            continue
        if _leaves(request, wanted, entry, question):
            chosen.append(ChosenField(question, _without_others(question, value, ids)))
    return tuple(chosen)


def _without_others(question: Question, value: Answer, ids: Collection[str]) -> Answer:
    """An answer that lists entries to bring, without the ids of those that stay at home."""
    if question.role != "bring" or not isinstance(value, list):
        return value
    rows = [row for row in value if isinstance(row, dict)]
    return [{k: v for k, v in row.items() if k != "entry" or v in ids} for row in rows]


def _leaves(request: PackRequest, wanted: _Wanted, entry: Entry, question: Question) -> bool:
    if wanted:
        return wanted.takes(entry, question)
    if (request.marked or request.session) and not entry.marked and entry.marked_questions:
        return question.id in entry.marked_questions
    return request.all_fields or leaves_by_default(question)


def _taken_apart(name: str) -> _Field:
    if "." in name:
        template, _, question = name.rpartition(".")
        return _Field(name, question, template=template)
    entry, _, question = name.rpartition(":")
    return _Field(name, question, entry=entry)


def _wanted(fields: Sequence[str], entries: Sequence[tuple[Entry, Template]]) -> _Wanted:
    """The fields by how they are named; InvalidInputError where one names nothing."""
    asked = {entry.id: {one.id for one in template.questions} for entry, template in entries}
    exact, others = set(), []
    for field in map(_taken_apart, fields):
        if field.question in asked.get(field.entry, ()):
            exact.add((field.entry, field.question))
        else:
            _check(field, entries)
            others.append(field)
    return _Wanted(frozenset(exact), tuple(others))


def _fields_there_are(field: _Field, entries: Sequence[tuple[Entry, Template]]) -> str:
    """The nearest question, and all of them: whoever types a field cannot see the page."""
    ids = list(dict.fromkeys(q.id for _, template in entries for q in template.questions))
    how = tr("A field is a question's id, “template.question” or “entry:question”.")
    if not ids:
        return how
    there = tr("They have: {ids}.").format(ids=", ".join(ids))
    return did_you_mean(field.question, ids, f"{there} {how}")


def _check(field: _Field, entries: Sequence[tuple[Entry, Template]]) -> None:
    if not any(
        field.fits(entry, question)
        for entry, template in entries
        for question in template.questions
    ):
        raise InvalidInputError(
            tr("No entry in that choice has the question “{name}”.").format(name=field.name[:80]),
            _fields_there_are(field, entries),
            code="unknown-field",
        )
