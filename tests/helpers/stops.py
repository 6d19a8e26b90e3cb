"""Every place in the unlocked window that somebody may stand in, and how to get there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QApplication

from reflect_app.core.entries import Query
from reflect_app.services.journal import Journal
from reflect_app.ui.compose.targets import EditEntry, WriteNew
from reflect_app.ui.journal.targets import ShowEntry
from reflect_app.ui.pages.compose import ComposePage
from reflect_app.ui.pages.journal import JournalPage
from reflect_app.ui.pages.prompts import PromptsPage
from reflect_app.ui.pages.relationships import RelationshipsPage
from reflect_app.ui.pages.supervision import SupervisionPage
from reflect_app.ui.registry import page_specs
from reflect_app.ui.supervision.targets import ShowGroup, ShowSession
from reflect_app.ui.workspace import Workspace
from tests.helpers.panes import Going, Panes

FORMS = (
    "after-shift", "critical-incident", "dilemma", "emotional-impact", "free", "month-review",
    "partnership", "relationship-dynamics", "supervision-record", "treated-differently",
)  # fmt: skip
"""Between them they have every type of question, a banner, a notice and support on top."""


class Tour:
    """Goes through a workspace whose jobs are done at once."""

    def __init__(self, work: Workspace, journal: Journal) -> None:
        self._work = work
        self._journal = journal

    def stops(self) -> Iterator[Going]:
        """Every page as it opens, then what they hold."""
        for spec in page_specs():
            yield spec.id, partial(self._work.go, spec.id)
        yield from self._forms()
        yield from self._journal_page()
        yield from self._relationships()
        yield from self._prompts()
        yield from self._supervision()
        yield from Panes(self._work, self._journal).all()

    def _forms(self) -> Iterator[Going]:
        for name in FORMS:
            yield f"form-{name}", partial(self._work.go, "compose", WriteNew(name))
        self._shut()
        found = self._journal.entries.page(Query(template="what-so-what"), 0, 1).entries
        for entry in found:
            yield "form-change", partial(self._work.go, "compose", EditEntry(entry.id))
        self._shut()

    def _shut(self) -> None:
        page = self._work.front
        if isinstance(page, ComposePage):
            page.close_sheet()

    def _journal_page(self) -> Iterator[Going]:
        entries = self._journal.entries.page(Query(), 0, 60).entries
        for entry in sorted(entries, key=lambda entry: -len(entry.tags))[:1]:
            yield "journal-entry", partial(self._work.go, "journal", ShowEntry(entry.id))
        page = self._work._page("journal")
        assert isinstance(page, JournalPage)
        page._back()
        self._work.go("journal")
        yield "journal-filters", page.bar.toggle.click
        yield "journal-calendar", page.calendar.click
        yield "journal-bin", page.bar.binned.click
        page.bar.clear_filters()
        changed = next((e.id for e in entries if len(self._journal.entries.history(e.id)) > 1), "")
        if changed:
            self._work.go("journal", ShowEntry(changed))
            yield "journal-history", page.pane.history_button.click
            yield "journal-comparison", lambda: page.pane.compare.emit(changed, 1)

    def _relationships(self) -> Iterator[Going]:
        self._work.go("relationships")
        page = self._work.front
        assert isinstance(page, RelationshipsPage)
        yield "relationships-map", page._open
        people = self._journal.people.list()
        if people:
            yield "relationships-person", lambda: page._choose(people[0].id)

    def _prompts(self) -> Iterator[Going]:
        self._work.go("prompts")
        page = self._work.front
        assert isinstance(page, PromptsPage)
        own = [
            template.id
            for template in self._journal.templates.offered()
            if self._journal.prompt_editor.is_own(template.id)
        ]
        yield "prompts-editor", lambda: page.edit(own[0] if own else "")
        page._close_editor()

    def _supervision(self) -> Iterator[Going]:
        for session in self._journal.sessions.list()[:1]:
            target = ShowSession(session.id)
            yield "supervision-session", partial(self._work.go, "supervision", target)
        for group in self._journal.groups.list()[:1]:
            of = ShowGroup(group.id)
            yield "supervision-group", partial(self._work.go, "supervision", of)
        self._work.go("supervision")
        page = self._work.front
        assert isinstance(page, SupervisionPage)
        yield "supervision-plan", page.plan.click


def settle() -> None:
    """Let what was asked for be laid out."""
    for _ in range(3):
        QApplication.processEvents()
