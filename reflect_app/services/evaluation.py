"""One's own row for evaluation: opted into, looked at line by line, sealed to one evaluator."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Any

from reflect_app import assets
from reflect_app.core.changes import Changes, Saved
from reflect_app.core.contacts import Contact
from reflect_app.core.entries import Query
from reflect_app.core.evaluation.columns import Column, check_row, read_columns
from reflect_app.core.evaluation.quarters import check_quarter, days_of, last_whole_quarter
from reflect_app.core.readings import asked
from reflect_app.errors import InvalidInputError
from reflect_app.services.contacts import ContactService
from reflect_app.services.context import Context
from reflect_app.services.templates import TemplateService
from reflect_app.services.vault_settings import VaultSettings
from reflect_app.sharing.evaluation import SealedRow, seal_row
from reflect_app.vault.files import write_whole
from reflect_app.vault.reading_store import ReadingStore
from reflect_app.vault.search_index import SearchIndex
from reflect_app.vault.vault import Vault
from reflect_app.words import tr

GROUP = ("group-member", {"useful": "useful", "felt_safe": "safe"})
REVIEW = ("month-review", {n: n for n in ("energy", "strain", "satisfaction")})
SUPERVISION = "supervision-record"
_NOTHING = frozenset({"nothing", "cant_tell"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the row as its writer sees it. `value` None: it is not in the row, because
    there is nothing to say or, with `left_out`, because they took it out.
    """

    column: Column
    value: Any
    words: str
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class OwnRow:
    """What would be sent. `consent` says whether anything may be; `evaluator` is the contact it
    is sealed to, None where none is named or it is over with them. `sent` counts what was
    written for this quarter so far; `out` are the quarters of which a row was written and not
    taken back, the newest first.
    """

    quarter: str
    consent: bool
    evaluator: Contact | None
    lines: tuple[Line, ...]
    sent: int
    out: tuple[str, ...] = ()

    @property
    def row(self) -> dict[str, Any]:
        """The row itself."""
        return {line.column.id: line.value for line in self.lines if line.value is not None}


@dataclass(frozen=True, slots=True)
class RowWritten:
    """A file that was written for an evaluator."""

    out: Path
    bytes: int
    quarter: str
    withdrawn: bool
    changes: Changes


class EvaluationService:
    """Use cases on one's own row. Nothing leaves by itself, ever."""

    def __init__(
        self,
        vault: Vault,
        context: Context,
        templates: TemplateService,
        contacts: ContactService,
        settings: VaultSettings,
    ) -> None:
        self._context = context
        self._contacts = contacts
        self._settings = settings
        self._index = SearchIndex(vault)
        self._readings = ReadingStore(
            vault, lambda id_, version: asked(templates.wording(id_, version))
        )

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Everything that a row may say."""
        return read_columns(assets.read_bytes("evaluation/columns.toml"))

    def consent(self, contact: str) -> Saved:
        """Opt in, for one named evaluator. Sends nothing.

        Raises:
            NotFoundError, InvalidInputError: there is no such contact, or more than one.
        """
        found = self._contacts.find(contact, ended=False)
        if found.id == self._kept()["evaluator"]:
            return self._keep(consent=True)
        # What two evaluators hold must not be told to be of one person by its id.
        return self._keep(consent=True, evaluator=found.id, ids={})

    def withdraw(self) -> Saved:
        """Opt out. What was told for the row is forgotten; the random ids stay, so that a row
        which was sent can still be taken back.
        """
        return self._keep(consent=False, told={}, quarters={})

    def tell(self, column: str, value: Any, quarter: str = "") -> Saved:  # noqa: ANN401  any JSON
        """Say something for the row, None to say nothing. Counts are of one quarter, all else
        stays from one to the next.

        Raises:
            InvalidInputError: it is no such column, or does not fit it.
        """
        known = {each.id: each for each in self.columns if each.source == "told"}
        if column not in known:
            check_row((), {column: value})
        if value is not None:
            check_row(self.columns, {column: value})
        kept = self._kept()
        if known[column].kind == "choice":
            return self._keep(told=_with(kept["told"], column, value))
        name = self._quarter(quarter)
        own = _with(kept["quarters"].get(name, {}), column, value)
        return self._keep(quarters={**kept["quarters"], name: own})

    def leave_out(self, column: str, *, out: bool = True) -> Saved:
        """Keep one line out of every row, or let it in again."""
        if all(each.id != column for each in self.columns):
            check_row((), {column: None})
        left = [name for name in self._kept()["left_out"] if name != column]
        return self._keep(left_out=[*left, column] if out else left)

    def preview(self, quarter: str = "") -> OwnRow:
        """The row of a quarter, the last whole one unless named. Writes nothing."""
        name = self._quarter(quarter)
        kept = self._kept()
        told = {**kept["told"], **kept["quarters"].get(name, {})}
        found = {**self._counted(*days_of(name)), **told}
        left = set(kept["left_out"])
        lines = tuple(
            Line(
                column,
                None if column.id in left else found.get(column.id),
                "" if column.id in left else in_words(column, found.get(column.id)),
                left_out=column.id in left,
            )
            for column in self.columns
        )
        named = self._contacts.get(kept["evaluator"]) if kept["evaluator"] else None
        evaluator = named if named is not None and not named.ended else None
        out = sorted((q for q, went in kept["went"].items() if not went["back"]), reverse=True)
        sent = kept["turns"].get(name, 0)
        return OwnRow(name, kept["consent"], evaluator, lines, sent, tuple(out))

    def export(
        self, out: Path, quarter: str = "", *, unconfirmed: bool = False, take_back: bool = False
    ) -> RowWritten:
        """Seal the row, or with `take_back` its withdrawal, to the evaluator.

        Raises:
            InvalidInputError: there is no consent (`no-consent`), no evaluator, the evaluator
                is not confirmed (`contact-unconfirmed`), or nothing was sent to take back.
            FileProblemError, DiskFullError: nothing was written.
        """
        own = self.preview(quarter)
        kept, year = self._kept(), own.quarter[:4]
        went = kept["went"].get(own.quarter)
        reader = self._had(own, went) if take_back else self._evaluator(own, went)
        if not reader.confirmed and not unconfirmed:
            raise InvalidInputError(
                tr("You have not confirmed that the card is {name}'s.").format(name=reader.name),
                tr("Compare the twelve words with them first, or go on all the same."),
                code="contact-unconfirmed",
            )
        row = {} if take_back else check_row(self.columns, own.row)
        again = went is not None and went["to"] == reader.id
        id_ = went["id"] if again else kept["ids"].get(year) or os.urandom(16).hex()
        turn = own.sent + 1 if again or went is None else 1
        sealed = SealedRow(id_, own.quarter, turn, take_back, row)
        data = seal_row(sealed, reader.readers()[0].public)
        # The turn is kept first: a file without its number kept would be told for the older one.
        saved = self._keep(
            ids=kept["ids"] if take_back else {**kept["ids"], year: id_},
            turns={**kept["turns"], own.quarter: turn},
            went={**kept["went"],
                  own.quarter: {"to": reader.id, "id": id_, "back": take_back}},
        )  # fmt: skip
        write_whole(out, data)
        return RowWritten(out, len(data), own.quarter, take_back, saved.changes)

    def _evaluator(self, own: OwnRow, went: Mapping[str, Any] | None) -> Contact:
        """Whom a row is for, if it may be written at all."""
        if not own.consent:
            raise InvalidInputError(
                tr("You have not said yes to evaluation, so nothing was written."),
                tr("Say yes in Settings first."),
                code="no-consent",
            )
        evaluator = own.evaluator
        if evaluator is None or not evaluator.readers():
            raise InvalidInputError(
                tr("No evaluator is named."),
                tr("Add the evaluator's card to your contacts, then choose them."),
                code="no-evaluator",
            )
        if went is not None and not went["back"] and went["to"] != evaluator.id:
            raise InvalidInputError(
                tr("Your row for {quarter} went to another evaluator.").format(quarter=own.quarter),
                tr("Each row is for one evaluator. Take that one back first."),
                code="sent-elsewhere",
            )
        return evaluator

    def _had(self, own: OwnRow, went: Mapping[str, Any] | None) -> Contact:
        """Whoever a row went to, though it may be over with them."""
        if not own.sent:
            raise InvalidInputError(
                tr("No row was written for {quarter}.").format(quarter=own.quarter),
                tr("There is nothing to take back."),
                code="nothing-sent",
            )
        reader = self._contacts.get(went["to"]) if went else own.evaluator
        if reader is None or not reader.readers():
            raise InvalidInputError(
                tr("No card is in use of whoever had your row for {quarter}.").format(
                    quarter=own.quarter
                ),
                tr("Add the card that they use now, then try again."),
                code="no-evaluator",
            )
        return reader

    def _counted(self, first: str, last: str) -> dict[str, Any]:
        """What the writer's own entries of the quarter say; nothing where there are none."""
        template, scales = GROUP
        group = self._readings.texts(template, (*scales, "in_the_way", "uses"), first, last)
        found = _medians(group, scales)
        ways = Counter(
            pick for *_, answers in group for pick in answers.get("in_the_way", ())
            if pick not in _NOTHING
        )  # fmt: skip
        if ways:
            found["missed"] = dict(sorted(ways.items()))
        uses = [answers["uses"] for *_, answers in group if answers.get("uses")]
        if uses:
            picked = {pick for each in uses for pick in each if pick != "cant_tell"}
            found["uses"] = sorted(picked)
            found["changed"] = sum("changed_something" in each for each in uses)
        template, scales = REVIEW
        found |= _medians(self._readings.texts(template, tuple(scales), first, last), scales)
        met = self._index.page(Query(template=SUPERVISION, start=first, end=last), 0, 1).total
        return {**found, "supervision": met} if met else found

    def _quarter(self, text: str) -> str:
        if text:
            return check_quarter(text)
        return last_whole_quarter(self._context.clock.now().date())

    def _kept(self) -> dict[str, Any]:
        return {**_EMPTY, **self._settings.get("evaluation")}

    def _keep(self, **changed: Any) -> Saved:  # noqa: ANN401  any JSON
        return self._settings.set("evaluation", {**self._kept(), **changed})


_EMPTY: dict[str, Any] = {
    "consent": False, "evaluator": "", "told": {}, "quarters": {}, "left_out": [], "ids": {},
    "turns": {}, "went": {},
}  # fmt: skip


def in_words(column: Column, value: Any) -> str:  # noqa: ANN401  any JSON
    """A value as its writer reads it; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return tr("Yes") if value else tr("No")
    if column.kind == "median":
        return tr("{value} of 10, the middle of what you marked").format(value=value)
    labels = {pick.id: str(pick.label) for pick in column.choices}
    if isinstance(value, dict):
        return "; ".join(f"{labels.get(name, name)}: {count}" for name, count in value.items())
    if isinstance(value, list):
        return "; ".join(labels.get(str(name), str(name)) for name in value)
    return labels.get(str(value), str(value))


def _with(told: Mapping[str, Any], column: str, value: Any) -> dict[str, Any]:  # noqa: ANN401
    kept = {name: each for name, each in told.items() if name != column}
    return kept if value is None else {**kept, column: value}


def _medians(
    texts: list[tuple[str, str, dict[str, Any]]], scales: Mapping[str, str]
) -> dict[str, Any]:
    """The median of each scale, to a half."""
    found = {}
    for question, column in scales.items():
        values = [answers[question] for *_, answers in texts if question in answers]
        if values:
            middle = round(median(values) * 2) / 2
            found[column] = int(middle) if middle.is_integer() else middle
    return found
