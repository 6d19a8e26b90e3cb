"""Learning accounts: choose a body, see neutral counts, copy an entry into a draft account."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from reflect_app import assets
from reflect_app.core.changes import Changes, Saved
from reflect_app.core.entries import Answer, Entry
from reflect_app.core.learning.accounts import (
    Account,
    Counted,
    Hours,
    Totals,
    account_of,
    counted_for,
    counts,
    months_before,
    totals,
)
from reflect_app.core.learning.bodies import MEASURES, Body, read_bodies, read_copying
from reflect_app.core.learning.copying import TEMPLATE, copied
from reflect_app.core.prompts import Template
from reflect_app.core.readings import asked
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.identifiers import Span
from reflect_app.services.context import Context
from reflect_app.services.drafts import DraftService
from reflect_app.services.entries import EntryService
from reflect_app.services.names import NamesService
from reflect_app.services.swapping import TYPED, parts
from reflect_app.services.templates import TemplateService
from reflect_app.services.vault_settings import VaultSettings
from reflect_app.vault.reading_store import ReadingStore
from reflect_app.vault.vault import Vault
from reflect_app.words import tr

NONE = "none"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOST = 10_000  # hours or accounts: more is a slip of the finger


@dataclass(frozen=True, slots=True)
class Learning:
    """What the page shows. `chosen` says that its writer chose the body; `accounts` are those
    that count, oldest first, `others` those of another body or an earlier time, `drafts` the
    unfinished ones.
    """

    body: Body
    chosen: bool
    since: str
    totals: Totals
    counts: tuple[Counted, ...]
    accounts: tuple[Account, ...]
    others: tuple[Account, ...]
    drafts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Promoted:
    """A draft account with a copy of an entry's words, and what in them could point to someone:
    the account's question and the span.
    """

    draft: str
    pointed: tuple[tuple[str, Span], ...]
    changes: Changes


class LearningService:
    """Use cases on the learning accounts of one unlocked vault."""

    def __init__(
        self,
        vault: Vault,
        context: Context,
        templates: TemplateService,
        entries: EntryService,
        drafts: DraftService,
        names: NamesService,
        settings: VaultSettings,
    ) -> None:
        self._context = context
        self._templates = templates
        self._entries = entries
        self._drafts = drafts
        self._names = names
        self._settings = settings
        self._readings = ReadingStore(
            vault, lambda id_, version: asked(templates.wording(id_, version))
        )

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """Every body there is to choose from."""
        return read_bodies(map(assets.read_bytes, assets.names("learning", ".toml")))

    def body(self, id_: str) -> Body:
        """One body.

        Raises:
            NotFoundError: there is none by that id.
        """
        found = next((body for body in self.bodies if body.id == id_), None)
        if found is None:
            raise NotFoundError(
                tr("There is no body “{id}”.").format(id=id_[:40]),
                tr("Choose one of: {names}.").format(
                    names=", ".join(body.id for body in self.bodies)
                ),
            )
        return found

    def look(self) -> Learning:
        """Everything there is, as it stands now."""
        kept = self._settings.all()
        chosen = any(body.id == kept["learning_body"] for body in self.bodies)
        body = self.body(kept["learning_body"] if chosen else NONE)
        since = kept["learning_since"] or months_before(self.today(), body.months)
        finished = self._finished()
        counted = counted_for(body, finished, since)
        ids = {account.id for account in counted}
        found = totals(counted)
        return Learning(
            body=body,
            chosen=chosen,
            since=since,
            totals=found,
            counts=counts(body, found, kept["learning_figures"].get(body.id, {})),
            accounts=counted,
            others=tuple(account for account in finished if account.id not in ids),
            drafts=tuple(self._unfinished()),
        )

    def choose(self, body: str) -> Saved:
        """Count for this body from now on. The day to count from starts anew with its round."""
        found = self.body(body)
        if self._settings.get("learning_body") != found.id:
            self._settings.set("learning_since", "")
        return self._settings.set("learning_body", found.id)

    def count_since(self, day: str) -> Saved:
        """Count accounts from this day on; "" for the length of the body's own round.

        Raises:
            InvalidInputError: it is no date.
        """
        if day and not _is_date(day):
            raise InvalidInputError(
                tr("“{day}” is not a date.").format(day=day[:40]),
                tr("Write it like 2026-03-28."),
                code="bad-date",
            )
        return self._settings.set("learning_since", day)

    def set_figure(self, measure: str, figure: Hours | None) -> Saved:
        """Another number to see a count beside, for the chosen body; None for the body's own.

        Raises:
            InvalidInputError: nothing is counted by that name, or the number is out of range.
        """
        fits = figure is None or 0 <= figure <= _MOST
        if measure not in MEASURES or not fits:
            raise InvalidInputError(
                tr("That number does not fit."),
                tr("Give a number from 0 to {most} for one of: {names}.").format(
                    most=_MOST, names=", ".join(MEASURES)
                ),
                code="bad-figure",
            )
        body = self.look().body.id
        every: dict[str, dict[str, Hours]] = self._settings.get("learning_figures")
        own = {name: value for name, value in every.get(body, {}).items() if name != measure}
        if figure is not None:
            own[measure] = figure
        return self._settings.set("learning_figures", {**every, body: own})

    def start(self) -> Promoted:
        """An empty draft account for the chosen body."""
        return self._drafted({}, {})

    def promote(self, entry: str) -> Promoted:
        """Copy what an entry says into a draft account. The entry is neither changed nor linked.

        Raises:
            NotFoundError: there is no such entry.
            InvalidInputError: nothing was typed in it.
        """
        found = self._entries.show(entry)
        template = self._entries.template_of(found)
        words = copied(found, template, self._copying)
        if not words:
            raise InvalidInputError(
                tr("There are no words in that entry to copy."),
                tr("Choose one in which you wrote something, or begin an empty account."),
                code="nothing-to-copy",
            )
        return self._drafted(words, _carried(found, template))

    def _drafted(self, words: Mapping[str, str], carried: Mapping[str, Any]) -> Promoted:
        draft = self._drafts.start(TEMPLATE)
        answers: dict[str, Any] = {**carried, **words}
        body = self._settings.get("learning_body")
        if body:
            answers["body"] = body
        saved = self._drafts.save(replace(draft, answers=answers))
        return Promoted(draft.id, self._pointed(words), saved.changes)

    def pointed(self, id_: str) -> tuple[tuple[str, Span], ...]:
        """What in an account as it was kept could point to someone: the question and the span."""
        account, template = self.shown(id_)
        typed = {question.id for question in template.questions if question.type in TYPED}
        return self._pointed({k: said for k, said in account.answers.items() if k in typed})

    def _pointed(self, answers: Mapping[str, Answer]) -> tuple[tuple[str, Span], ...]:
        finder = self._names.finder()
        return tuple(
            (name, span)
            for name, answer in answers.items()
            for _, text in parts(answer)
            for span in finder.find(text)
        )

    def write(self, draft: str, answers: Mapping[str, Any]) -> Saved:
        """Finish a draft account with these answers over its own; None takes one out.

        Raises:
            InvalidInputError: an answer does not fit; the draft stays as it was.
        """
        return self._drafts.finish_with(draft, answers)

    def shown(self, id_: str) -> tuple[Entry, Template]:
        """One account with the wording it answered.

        Raises:
            NotFoundError: there is no such entry. InvalidInputError: it is no account.
        """
        entry = self._entries.show(id_)
        if entry.template != TEMPLATE:
            raise InvalidInputError(
                tr("That entry is not a learning account."),
                tr("Copy it into one first; the entry stays as it is."),
                code="not-an-account",
            )
        return entry, self._entries.template_of(entry)

    @cached_property
    def _copying(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        return read_copying(assets.read_bytes("learning/copying/built-in.toml"))

    def _finished(self) -> tuple[Account, ...]:
        questions = [question.id for question in self._templates.get(TEMPLATE).questions]
        found = self._readings.texts(TEMPLATE, questions, None, None)
        made = (account_of(id_, day, answers) for id_, day, answers in found)
        return tuple(sorted(made, key=lambda account: (account.day, account.id)))

    def _unfinished(self) -> list[Account]:
        return [
            account_of(draft.id, (draft.event or "")[:10], draft.answers, draft=True)
            for draft in self._drafts.list()
            if draft.template == TEMPLATE
        ]

    def today(self) -> date:
        """The day by the journal's own clock."""
        return self._context.clock.now().date()


def _carried(entry: Entry, template: Template) -> dict[str, Any]:
    """The day, and for an account that is copied anew what was picked in it."""
    if template.id == TEMPLATE:
        kept = ("activity_date", "activity_type", "hours", "participatory", "code_themes")
        return {name: entry.answers[name] for name in kept if name in entry.answers}
    return {"activity_date": entry.event[:10]}


def _is_date(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False
