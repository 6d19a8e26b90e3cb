"""Everything back: what an export holds, taken into a journal, and out of it again.

What is there already is never changed. Into a journal in which nothing was written yet, the
settings come along and those it began with give way, so that both journals then keep the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

import msgspec

from reflect_app.core.entries import Shift
from reflect_app.core.prompts import Template, check_answers, template_from_json
from reflect_app.core.records import Record
from reflect_app.core.renaming import folded
from reflect_app.core.shifts import check_shift
from reflect_app.errors import ReflectError
from reflect_app.services.vault_settings import DEFAULTS
from reflect_app.vault import history
from reflect_app.vault.returned_store import Came
from reflect_app.vault.vault import Vault, Writing
from reflect_app.vault.whole import WholeStore
from reflect_app.words import trn

KINDS = frozenset(get_args(history.Kind)) - history.OUTSIDE_STATE
FIRST = ("template", "setting", "person")
"""The kinds that come before all others."""
_BEGINNING = frozenset({"setting"})
"""All that a journal has in which nothing was written yet."""


class _EntryBody(msgspec.Struct):
    answers: dict[str, Any]
    event: str
    marked: bool
    marked_questions: list[str]
    tags: list[str]
    template: str
    template_version: int
    written: str
    zone: str
    shift: Shift | None = None
    deleted: str | None = None


class _PersonBody(msgspec.Struct, forbid_unknown_fields=True):
    pseudonym: str
    created: str
    retired: bool
    formerly: list[str] = []


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking in would come to. `giving_way` are settings of the journal as it is.

    `known` counts what is there already and the same; what is `left_out` cannot come in.
    """

    coming: tuple[Record, ...]
    giving_way: tuple[Record, ...] = ()
    known: int = 0
    left_out: tuple[Record, ...] = ()
    warnings: tuple[str, ...] = ()


class _Anyone(Collection[str]):
    """Every pseudonym: an old answer may name somebody who was forgotten since."""

    def __contains__(self, _name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class TakingIn:
    """Use cases on objects that come from another journal, inside a commit of the caller's."""

    def __init__(self, vault: Vault) -> None:
        self._whole = WholeStore(vault)

    def plan(self, records: Iterable[Record]) -> Plan:
        """Sort out what would come, and change nothing."""
        found = list(records)
        fresh = self._whole.kinds() <= _BEGINNING
        same = {record.line() for record in found}
        giving_way = [
            one for one in self._whole.of_kind("setting") if fresh and one.line() not in same
        ]
        leaving = {one.id for one in giving_way}
        coming: list[Record] = []
        sorted_out: dict[str, list[Record]] = {"known": [], "other": [], "unfit": []}
        templates = self._wordings(found)
        people = {_called(person) for person in self._whole.of_kind("person")}
        for record in sorted(found, key=_in_order):
            held = self._held(record)
            if held is not None and not (record.kind == "setting" and record.id in leaving):
                sorted_out["known" if _is_same(held, record) else "other"].append(record)
            elif record.kind == "person" and _called(record) in people:
                sorted_out["known"].append(record)  # entries know people by the word alone
            elif record.kind in KINDS and _fits(record, templates):
                coming.append(record)
            else:
                sorted_out["unfit"].append(record)
        left_out = (*sorted_out["other"], *sorted_out["unfit"])
        warnings = _warnings(len(sorted_out["other"]), len(sorted_out["unfit"]))
        return Plan(
            tuple(coming), tuple(giving_way), len(sorted_out["known"]), left_out, tuple(warnings)
        )

    def make_way(self, tx: Writing, plan: Plan) -> None:
        """Take out the settings that give way."""
        for record in plan.giving_way:
            self._whole.purge(tx, record.kind, record.id)

    def put(self, tx: Writing, record: Record) -> None:
        """Put one object in, each revision with the time and wording it had."""
        self._whole.put(tx, record)

    def put_back(self, tx: Writing, records: Iterable[Record]) -> None:
        """Put settings back that gave way, where nothing stands in their place."""
        for record in records:
            if self._held(record) is None:
                self._whole.put(tx, record)

    def take_out(self, tx: Writing, came: Came) -> bool:
        """Erase one object that came; False where it was worked on since and stays.

        A wording that an entry still answers stays, too, and counts as gone.
        """
        held = self._whole.get(came.kind, came.id)
        if held is None:
            return True
        if held.newest.number > came.number:
            return False
        if came.kind != "template" or not self._whole.answered(came.id):
            self._whole.purge(tx, came.kind, came.id)
        return True

    def came(self, record: Record) -> Came:
        """What undoing needs to know of an object that will come."""
        before = self._whole.latest_number(record.kind, record.id)
        number = before + len(record.revisions) if before else record.newest.number
        return Came(record.kind, record.id, number)

    def _held(self, record: Record) -> Record | None:
        return self._whole.get(record.kind, record.id)

    def _wordings(self, records: Iterable[Record]) -> dict[str, Template]:
        """The wordings that answers may be checked against: this journal's own first."""
        found: dict[str, Template] = {}
        for record in records:
            if record.kind == "template":
                held = self._held(record) or record
                template = _template(held)
                same = held.newest.body == record.newest.body
                if template is not None and same:
                    found[record.id] = template
        return found


def _is_same(held: Record, record: Record) -> bool:
    """A wording is kept when it is first answered, and says the same whenever that was."""
    if record.kind == "template":
        return held.newest.body == record.newest.body
    return held.line() == record.line()


def _called(person: Record) -> str:
    return folded(str(person.newest.body.get("pseudonym", "")))


def _in_order(record: Record) -> tuple[int, str, str]:
    """Wordings first, which entries need; then what gives way or may not be there twice."""
    place = FIRST.index(record.kind) if record.kind in FIRST else len(FIRST)
    return place, record.kind, record.id


def _template(record: Record) -> Template | None:
    try:
        template = template_from_json(record.newest.body)
    except (ReflectError, LookupError, TypeError, ValueError, AttributeError):
        return None
    return template if record.id == f"{template.id}@{template.version}" else None


def _fits(record: Record, templates: dict[str, Template]) -> bool:
    check = _CHECKS.get(record.kind)
    try:
        return check is None or all(
            check(record, revision.body, templates) for revision in record.revisions
        )
    except (ReflectError, msgspec.MsgspecError, LookupError, TypeError, ValueError):
        return False


def _entry_fits(_record: Record, body: dict[str, Any], templates: dict[str, Template]) -> bool:
    entry = msgspec.convert(body, _EntryBody)
    template = templates[f"{entry.template}@{entry.template_version}"]
    check_answers(template, entry.answers, _Anyone())
    if entry.shift is not None:
        check_shift(entry.shift)
    return all(map(_is_instant, filter(None, (entry.event, entry.written, entry.deleted))))


def _is_instant(text: str) -> bool:
    return datetime.fromisoformat(text).tzinfo is not None


def _person_fits(_record: Record, body: dict[str, Any], _templates: object) -> bool:
    return bool(msgspec.convert(body, _PersonBody).pseudonym)


def _setting_fits(record: Record, body: dict[str, Any], _templates: object) -> bool:
    default = DEFAULTS.get(record.id)
    return default is None or type(body["value"]) is type(default)


_CHECKS: dict[str, Callable[[Record, dict[str, Any], dict[str, Template]], bool]] = {
    "entry": _entry_fits,
    "person": _person_fits,
    "setting": _setting_fits,
    "template": lambda record, _body, _templates: _template(record) is not None,
}


def _warnings(other: int, unfit: int) -> Iterator[str]:
    if other:
        yield trn(
            "{count} thing is here already in another form and stays as it is here.",
            "{count} things are here already in another form and stay as they are here.",
            other,
        ).format(count=other)
    if unfit:
        yield trn(
            "{count} thing does not fit this Reflect and was left out.",
            "{count} things do not fit this Reflect and were left out.",
            unfit,
        ).format(count=unfit)
