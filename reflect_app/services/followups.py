"""What to offer after an answer, what was said to belong in the record, and what was put by
until next week."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from reflect_app.core.changes import Saved
from reflect_app.core.clock import Clock
from reflect_app.core.entries import Draft, Entry
from reflect_app.core.followups import Offer, Past, evaluate
from reflect_app.core.prompts import in_language, people_in
from reflect_app.errors import InvalidInputError
from reflect_app.services.entries import EntryService
from reflect_app.services.templates import TemplateService
from reflect_app.vault.entry_store import EntryStore
from reflect_app.words import language, tr

_LOOKED_BACK = 200  # entries of one template; the longest rule looks back two months
_MOST_REMINDERS = 20
_NEXT_WEEK = timedelta(days=7)
OUTCOMES = ("done", "not-yet", "not-needed")


class FollowupService:
    """Use cases that look at answers together. Nothing here marks, shares or refuses."""

    def __init__(
        self,
        store: EntryStore,
        entries: EntryService,
        templates: TemplateService,
        clock: Clock,
    ) -> None:
        self._store = store
        self._entries = entries
        self._templates = templates
        self._clock = clock

    def offers(self, page: Draft | Entry) -> tuple[Offer, ...]:
        """What to show for the answers so far, in the order of the template."""
        template = self._templates.wording(page.template, page.template_version)
        template = in_language(template, language())
        own = page.entry if isinstance(page, Draft) else page.id
        day = _day(page.event) if page.event else self._clock.now().date()
        past = [
            Past(
                entry.template, _day(entry.event), entry.answers, people_in(template, entry.answers)
            )
            for entry in self._store.recent(page.template, _LOOKED_BACK)
            if entry.id != own
        ]
        return evaluate(template, page.answers, past, day)

    def record_reminders(self) -> list[Entry]:
        """Entries that said "at handover" or "need advice", newest first."""
        return self._store.record_open(_MOST_REMINDERS)

    def settle_record(self, entry: str, outcome: str) -> Saved:
        """Answer a reminder. `not-yet` leaves it for next time; the others close it.

        Raises:
            InvalidInputError: the outcome is none of `OUTCOMES`.
        """
        if outcome not in OUTCOMES:
            raise InvalidInputError(tr("That is no answer to a reminder."))
        found = self._entries.show(entry)
        template = self._entries.template_of(found)
        record, after = template.with_role("record"), template.with_role("record_next")
        if outcome == "not-yet" or record is None or after is None:
            return Saved(found.id, found.revision, found.written)
        if outcome == "done":
            return self._entries.edit(found.id, {after.id: "done"})
        return self._entries.edit(found.id, {record.id: False, after.id: None})

    def to_come_back(self) -> list[Entry]:
        """Entries of a week ago and before whose writer wanted to come back, newest first."""
        until = self._clock.now().date() - _NEXT_WEEK
        found = [
            entry
            for template in self._templates.all()
            if (question := template.with_role("come_back")) is not None
            for entry in self._store.recent(template.id, _LOOKED_BACK)
            if entry.answers.get(question.id) is True and _day(entry.event) <= until
        ]
        found.sort(key=lambda entry: entry.event, reverse=True)
        return found[:_MOST_REMINDERS]

    def come_back(self, entry: str, *, wanted: bool) -> Saved:
        """Say anew whether the writer wants to come back to an entry."""
        found = self._entries.show(entry)
        question = self._entries.template_of(found).with_role("come_back")
        if question is None:
            return Saved(found.id, found.revision, found.written)
        return self._entries.edit(found.id, {question.id: wanted})


def _day(event: str) -> date:
    return datetime.fromisoformat(event).date()
