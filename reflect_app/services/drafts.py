"""Unfinished pages: kept at every pause, finished as one revision, never lost."""

from __future__ import annotations

from dataclasses import replace

from reflect_app.core.changes import Changes, Saved
from reflect_app.core.clock import Clock, stamp
from reflect_app.core.entries import Answers, Draft, EntryInput, Shift
from reflect_app.core.shifts import offered
from reflect_app.errors import InvalidInputError, VaultInUseError
from reflect_app.services.entries import EntryService, new_id
from reflect_app.services.keeping import Keeping
from reflect_app.services.stranded import Stranded
from reflect_app.services.templates import TemplateService
from reflect_app.vault.draft_store import DraftStore
from reflect_app.vault.vault import Vault
from reflect_app.words import tr


class DraftService:
    """Use cases on the drafts of one unlocked vault."""

    def __init__(
        self, vault: Vault, clock: Clock, templates: TemplateService, entries: EntryService
    ) -> None:
        self._vault = vault
        self._clock = clock
        self._templates = templates
        self._entries = entries
        self._drafts = DraftStore(vault)
        self._stranded = Stranded(vault, clock, templates)

    def offered_shift(self) -> Shift:
        """The shift that somebody writing now has most likely just finished."""
        return offered(self._clock.now(), self._clock.zone())

    def start(self, template: str, *, shift: Shift | None = None) -> Draft:
        """A new page, not saved until `save`. Its event is now."""
        found = self._templates.get(template)
        now = stamp(self._clock.now())
        answers = {}
        if shift is not None:
            answers = {
                question.id: {"start": shift.start, "kind": shift.kind}
                for question in found.questions
                if question.type == "shift"
            }
        return Draft(
            id=new_id(), template=found.id, template_version=found.version, answers=answers,
            event=now, shift=shift, updated=now,
        )  # fmt: skip

    def open(self, entry: str) -> Draft:
        """A page that edits an entry; the one begun earlier if there is one."""
        found = self._entries.show(entry)
        for draft in self._drafts.all():
            if draft.entry == found.id:
                return draft
        return Draft(
            id=new_id(), template=found.template, template_version=found.template_version,
            answers=found.answers, entry=found.id, event=found.event, shift=found.shift,
            tags=found.tags, marked=found.marked, marked_questions=found.marked_questions,
            updated=stamp(self._clock.now()),
        )  # fmt: skip

    def list(self) -> list[Draft]:
        """Every unfinished page, the one touched last first."""
        return self._drafts.all()

    def get(self, id_: str) -> Draft:
        """One unfinished page."""
        return self._drafts.get(id_)

    def save(self, draft: Draft) -> Saved:
        """Keep the page as it stands. Returns when it would survive a power cut.

        Raises:
            VaultInUseError: code `taken-over`; the words are sealed as quick notes instead.
        """
        try:
            with self._vault.writing() as tx:
                self._drafts.put(tx, replace(draft, updated=tx.at))
                return Saved(draft.id, 0, tx.at, Changes(drafts=frozenset({draft.id})))
        except VaultInUseError as refusal:
            if refusal.name != "taken-over":
                raise
            self._stranded.keep(draft)
            raise VaultInUseError(
                refusal.message,
                tr("What you typed is kept as a quick note, and waits where it is open now."),
                code=refusal.name,
            ) from None

    def discard(self, id_: str) -> Draft:
        """Drop a page and give it back, so that `save` can undo this.

        Raises:
            InvalidInputError: code `keeping-everything`; something is written on it.
        """
        draft = self._drafts.get(id_)
        if draft.answers:
            Keeping(self._vault).refuse()
        with self._vault.writing() as tx:
            self._drafts.remove(tx, id_)
        return draft

    def finish(self, id_: str) -> Saved:
        """Turn a page into one revision of an entry; the page is gone, in the same commit.

        Raises:
            InvalidInputError: an answer does not fit; the page stays as it is.
        """
        draft = self._drafts.get(id_)
        with self._vault.writing() as tx:
            self._drafts.remove(tx, id_)
            saved = self._revised(draft)
        return replace(saved, changes=saved.changes | Changes(drafts=frozenset({id_})))

    def finish_with(self, id_: str, answers: Answers) -> Saved:
        """Finish a page with these answers over its own; None takes one out.

        Raises:
            InvalidInputError: an answer does not fit; the page stays as it was.
        """
        before = self._drafts.get(id_)
        merged = {**before.answers, **answers}
        after = {name: value for name, value in merged.items() if value is not None}
        self.save(replace(before, answers=after))
        try:
            return self.finish(id_)
        except InvalidInputError:
            self.save(before)
            raise

    def settle(self, id_: str) -> Saved | None:
        """Before a lock or close: put the page's words into history and leave it unfinished.

        The page stays on the list of what is unfinished and from now on edits that entry.
        An empty page is dropped. None when there was nothing to keep.
        """
        draft = self._drafts.get(id_)
        if draft.entry is None and not _has_words(draft):
            with self._vault.writing() as tx:
                self._drafts.remove(tx, id_)
            return None
        with self._vault.writing() as tx:
            saved = self._revised(draft)
            self._drafts.put(tx, replace(draft, entry=saved.id, updated=tx.at))
        return saved

    def _revised(self, draft: Draft) -> Saved:
        given = EntryInput(
            draft.template, draft.answers, draft.event, draft.shift, draft.tags, draft.marked,
            draft.marked_questions, draft.session,
        )  # fmt: skip
        if draft.entry is not None:
            return self._entries.rewrite(draft.entry, given)
        return self._entries.write(given)


def _has_words(draft: Draft) -> bool:
    """Whether the person put anything in; a shift that was offered is not theirs."""
    own = [answer for answer in draft.answers.values() if not isinstance(answer, dict)]
    return bool(own or draft.tags or draft.marked)
