"""The words of the demonstration journal, read from `resources/demo/` and given their dates.

The files count in days before today, so that the year is always the one that ends yesterday.
What they may hold is said at the top of `00-people.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import msgspec

from reflect_app import assets
from reflect_app.core.entries import EntryInput, Shift, ShiftKind
from reflect_app.core.prompts import Template
from reflect_app.errors import InvalidInputError
from reflect_app.words import tr

FOLDER = "demo"
STARTS: dict[str, time] = {
    "early": time(7, 0),
    "day": time(9, 0),
    "late": time(14, 0),
    "night": time(21, 45),
    "sleep-in": time(14, 0),
}
"""When each kind of shift begins in the house of the demonstration."""

_Clock = Annotated[str, msgspec.Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
_Days = Annotated[int, msgspec.Meta(ge=1, le=366)]


class PersonText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pseudonym, when it was first used, and when it was put away."""

    pseudonym: str
    days_ago: _Days
    at: _Clock
    retired_days_ago: _Days | None = None
    retired_at: _Clock = "12:00"


class EntryText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One page as its file has it."""

    days_ago: _Days
    at: _Clock
    template: str
    answers: dict[str, Any]
    shift: ShiftKind | None = None
    event: _Clock | None = None
    name: str = ""
    tags: tuple[str, ...] = ()
    marked: bool = False
    marked_questions: tuple[str, ...] = ()
    draft: bool = False

    @property
    def id(self) -> str:
        """Sixteen hex digits, the same every time."""
        return sha256(f"{self.days_ago} {self.at} {self.template}".encode()).hexdigest()[:16]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    person: tuple[PersonText, ...] = ()
    entry: tuple[EntryText, ...] = ()


@dataclass(frozen=True, slots=True)
class Year:
    """Everything the files hold, oldest first."""

    people: tuple[PersonText, ...]
    entries: tuple[EntryText, ...]


@dataclass(frozen=True, slots=True)
class Ticked:
    """An action that was done, when, and how it went."""

    text: str
    days_ago: int
    went: str


def ticked(text: EntryText) -> tuple[Ticked, ...]:
    """The actions of a page that were ticked off since."""
    rows = text.answers.get("actions", [])
    return tuple(
        Ticked(row["text"], row["done"], row.get("went", "")) for row in rows if "done" in row
    )


def read_year() -> Year:
    """The year as it is written.

    Raises:
        InvalidInputError: a file was edited into something that cannot be read; names it.
    """
    files = [_read(name) for name in assets.names(FOLDER, ".toml")]
    entries = [entry for file in files for entry in file.entry]
    return Year(
        people=tuple(person for file in files for person in file.person),
        entries=tuple(sorted(entries, key=lambda entry: (-entry.days_ago, entry.at))),
    )


def _read(name: str) -> _File:
    try:
        return msgspec.toml.decode(assets.read_text(name), type=_File)
    except msgspec.DecodeError as problem:
        raise InvalidInputError(
            tr("{file} cannot be used: {reason}").format(file=name, reason=problem),
            tr("Put it back as it was; the demonstration needs it."),
        ) from None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Turns "days ago" into dates, as seen on one day in one zone."""

    today: date
    zone: str

    def day(self, days_ago: int) -> date:
        """A day; below nought it lies ahead."""
        return self.today - timedelta(days=days_ago)

    def instant(self, days_ago: int, clock: str) -> datetime:
        """A local time on a day; in the hour the clocks skip, the hour after it."""
        wall = datetime.combine(self.day(days_ago), time.fromisoformat(clock), ZoneInfo(self.zone))
        return wall.astimezone(UTC).astimezone(ZoneInfo(self.zone))

    def given(self, text: EntryText, template: Template, ids: Mapping[str, str]) -> EntryInput:
        """What the writer gave, with every date in place.

        `ids` are the entries that a supervision page can bring along, by the name the files
        give them.
        """
        shift = self._shift(text)
        happened = None if text.event is None else self._last(text, time.fromisoformat(text.event))
        return EntryInput(
            template=template.id,
            answers=self._answers(text, template, shift, ids),
            event=None if happened is None else happened.isoformat(timespec="seconds"),
            shift=shift,
            tags=text.tags,
            marked=text.marked,
            marked_questions=text.marked_questions,
        )

    def _shift(self, text: EntryText) -> Shift | None:
        if text.shift is None:
            return None
        start = self._last(text, STARTS[text.shift])
        return Shift(f"{start:%Y-%m-%dT%H:%M}", text.shift, self.zone)

    def _last(self, text: EntryText, clock: time) -> datetime:
        """The last time before the writing that the clock showed this."""
        yesterday = 1 if clock > time.fromisoformat(text.at) else 0
        return self.instant(text.days_ago + yesterday, f"{clock:%H:%M}")

    def _answers(
        self, text: EntryText, template: Template, shift: Shift | None, ids: Mapping[str, str]
    ) -> dict[str, Any]:
        answers = dict(text.answers)
        for question in template.questions:
            value = answers.get(question.id)
            if question.type == "shift" and shift is not None:
                answers[question.id] = {"start": shift.start, "kind": shift.kind}
            elif question.type == "date" and isinstance(value, int):
                answers[question.id] = self.day(value).isoformat()
            elif question.type == "actions" and isinstance(value, list):
                answers[question.id] = [self._action(row) for row in value]
            elif question.role == "bring" and isinstance(value, list):
                answers[question.id] = [
                    {**row, "entry": ids[row["entry"]]} for row in value if row["entry"] in ids
                ]
        return answers

    def _action(self, row: Mapping[str, Any]) -> dict[str, Any]:
        said = {name: value for name, value in row.items() if name not in ("done", "went")}
        due = row.get("due")
        return {**said, "due": self.day(due).isoformat()} if isinstance(due, int) else said
