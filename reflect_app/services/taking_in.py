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
from reflect_app.vault.vault import Vault, Writing
from reflect_app.vault.whole import WholeStore
from reflect_app.words import trn

KINDS = frozenset(get_args(history.Kind)) - history.OUTSIDE_STATE
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

    `known` counts what is there already and the same, `skipped` what cannot come in.
    """

    coming: tuple[Record, ...]
    giving_way: tuple[Record, ...] = ()
    known: int = 0
    skipped: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What undoing needs: the objects that came, and the settings that gave way."""

    came: tuple[tuple[str, str], ...]
    gave_way: tuple[Record, ...] = ()


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
        counts = {"known": 0, "other": 0, "unfit": 0}
        templates = self._wordings(found)
        people = {_called(person) for person in self._whole.of_kind("person")}
        for record in sorted(found, key=_templates_first):
            held = self._held(record)
            if held is not None and not (record.kind == "setting" and record.id in leaving):
                counts["known" if _is_same(held, record) else "other"] += 1
            elif record.kind == "person" and _called(record) in people:
                counts["known"] += 1  # entries know people by the word alone
            elif record.kind in KINDS and _fits(record, templates):
                coming.append(record)
            else:
                counts["unfit"] += 1
        skipped = counts["other"] + counts["unfit"]
        return Plan(
            tuple(coming), tuple(giving_way), counts["known"], skipped, tuple(_warnings(counts))
        )

    def take(self, tx: Writing, plan: Plan) -> TakenIn:
        """Put it all in, each revision with the time and wording it had."""
        for _ in self.take_steps(tx, plan):
            pass
        return TakenIn(tuple((one.kind, one.id) for one in plan.coming), plan.giving_way)

    def take_steps(self, tx: Writing, plan: Plan) -> Iterator[int]:
        """`take`, saying after each object how many are in."""
        for record in plan.giving_way:
            self._whole.purge(tx, record.kind, record.id)
        for done, record in enumerate(plan.coming, 1):
            self._whole.put(tx, record)
            yield done

    def undo(self, tx: Writing, taken: TakenIn) -> None:
        """Take out what came and put back what gave way; what was changed since goes, too."""
        for kind, id_ in reversed(taken.came):
            if self._whole.get(kind, id_) is not None:
                self._whole.purge(tx, kind, id_)
        for record in taken.gave_way:
            if self._whole.get(record.kind, record.id) is None:
                self._whole.put(tx, record)

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


def _templates_first(record: Record) -> tuple[bool, str, str]:
    return record.kind != "template", record.kind, record.id


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


def _warnings(counts: dict[str, int]) -> Iterator[str]:
    if counts["other"]:
        yield trn(
            "{count} thing is here already in another form and stays as it is here.",
            "{count} things are here already in another form and stay as they are here.",
            counts["other"],
        ).format(count=counts["other"])
    if counts["unfit"]:
        yield trn(
            "{count} thing does not fit this Reflect and was left out.",
            "{count} things do not fit this Reflect and were left out.",
            counts["unfit"],
        ).format(count=counts["unfit"])
