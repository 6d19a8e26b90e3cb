"""What opens inside the pages of a workspace once somebody begins: a pack, an import, a share,
accounts on their way out, and the steps in Settings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from reflect_app.core.entries import Query
from reflect_app.services.journal import Journal
from reflect_app.ui.pack.targets import PackOf
from reflect_app.ui.page import Page
from reflect_app.ui.pages.imports import ImportPage
from reflect_app.ui.pages.learning import LearningPage
from reflect_app.ui.pages.pack import PackPage
from reflect_app.ui.pages.settings import SettingsPage
from reflect_app.ui.pages.sharing import SharingPage
from reflect_app.ui.sections.asked_for import AskedForSection
from reflect_app.ui.sections.leaving import LeavingSection
from reflect_app.ui.sections.new_key import NewKeySection
from reflect_app.ui.sections.section import Section
from reflect_app.ui.sharing.targets import ShareEntry
from reflect_app.ui.workspace import Workspace
from tests.fixtures import PASSPHRASE

P = TypeVar("P", bound=Page)
Going = tuple[str, Callable[[], object]]
"""A name, and what brings the window there."""


class Panes:
    """Goes through them in a workspace whose jobs are done at once."""

    def __init__(self, work: Workspace, journal: Journal) -> None:
        self._work = work
        self._journal = journal

    def all(self) -> Iterator[Going]:
        """Page by page."""
        yield from self._pack()
        yield from self._import()
        yield from self._sharing()
        yield from self._learning()
        yield from self._settings()

    def halves(self) -> Iterator[Going]:
        """A pack: what goes in beside what leaves, where there is room for two columns."""
        yield from self._pack()

    def _at(self, name: str, target: object = None) -> None:
        self._work.go(name, target)

    def _page(self, kind: type[P]) -> P:
        page = self._work.front
        assert isinstance(page, kind)
        return page

    def _pack(self) -> Iterator[Going]:
        some = self._journal.entries.page(Query(), 0, 6).entries
        self._at("pack", PackOf(tuple(entry.id for entry in some)))
        page = self._page(PackPage)
        if page.finder.isHidden():
            yield "pack-finder", page.add_button.click
        yield "pack-finder-filters", page.finder.bar.toggle.click
        page.add_button.click()
        yield "pack-questions", page.question_button.click
        page.question_button.click()
        yield "pack-charts", page.charts.button.click
        page.charts.button.click()
        page._soon.stop()
        page._look()
        yield "pack-leaves", lambda: page.split.take(second=True)
        yield "pack-password", page.saving.lock.on.click
        yield "pack-saving", partial(page.saving._show_busy, on=True)
        page.saving._show_busy(on=False)
        page.saving.lock.on.click()
        page.split.take(second=False)

    def _import(self) -> Iterator[Going]:
        folder = self._journal.folder.parent / "notes from another program"
        folder.mkdir(exist_ok=True)
        for day in range(1, 8):
            text = f"Spoke to Ngozi Okafor and Dr Featherstonehaugh about the rota, day {day}."
            (folder / f"2024-02-{day:02}.md").write_text(text, encoding="utf-8")
        self._at("import")
        page = self._page(ImportPage)
        yield "import-survey", lambda: page.use(folder)
        yield "import-names", page.look_for_names
        yield "import-busy", partial(page._busy, on=True)
        page._busy(on=False)
        page._start_over()

    def _sharing(self) -> Iterator[Going]:
        self._at("sharing")
        page = self._page(SharingPage)
        for name, part in zip(("inbox", "who-has-what", "people"), page.tabs, strict=True):
            yield f"sharing-{name}", page.tabs[part].click
        for box in list(page.people.boxes.values())[:1]:
            yield "sharing-compare", box.compare.click
            yield "sharing-end", partial(page.people.ask_to_end, next(iter(page.people.boxes)))
            page.people.ending.hide()
        for item in self._journal.inbox.list()[:1]:
            yield "sharing-item", partial(page.read, item.id)
            yield "sharing-keep", page.item._ask_reason
        marked = self._journal.entries.page(Query(marked=True), 0, 1).entries
        to = self._journal.contacts.list()[0].id if page.people.boxes else ""
        target = ShareEntry(marked[0].id if marked else "", to=to)
        yield "sharing-share", partial(self._at, "sharing", target)
        for key in page.choosing.tree.questions():
            page.choosing.tree.set_question(key.key, on=True)
        reader = page.choosing.reader.reader
        longest = max(range(reader.count()), key=lambda at: len(reader.itemText(at)), default=-1)
        yield "sharing-longest-name", partial(reader.setCurrentIndex, longest)
        reader.setCurrentIndex(reader.count() - 1)
        page.choosing._soon.stop()
        page.choosing._look()
        yield "sharing-leaves", lambda: page.choosing.split.take(second=True)
        page.choosing.split.take(second=False)
        page._back()

    def _learning(self) -> Iterator[Going]:
        self._at("learning")
        page = self._page(LearningPage)
        yield "learning-numbers", page.counting.change.click
        page.counting.change.click()
        yield "learning-copy", page.copy.click
        page.copy.click()
        if page.accounts.ticked():
            yield "learning-leaves", page._see
            page._back()

    def _settings(self) -> Iterator[Going]:
        self._at("settings")
        page = self._page(SettingsPage)
        for name in page.sections:
            yield f"settings-{name}", partial(self._at, "settings", name)
        yield "settings-names-shown", partial(self._open, page.names, page.names.fold.click)
        unlock = page.quick_unlock
        yield "settings-quick-asked", partial(self._open, unlock, unlock.mine.click)
        words = page.new_key
        yield "settings-new-key-asked", partial(self._open, words, partial(_typed, words))
        page.hidden()
        leaving = page.sections["leaving"]
        assert isinstance(leaving, LeavingSection)
        leaving.take.setCurrentIndex(leaving.take.findData("entries"))
        yield "settings-leaving-seen", partial(self._open, leaving, leaving.look.click)
        leaving.take.setCurrentIndex(0)
        asked = page.sections["asked-for"]
        assert isinstance(asked, AskedForSection)
        yield "settings-gather-seen", partial(self._open, asked, asked.look.click)
        asked.review.forget()

    def _open(self, section: Section, act: Callable[[], object]) -> None:
        """Do this in a section, then go to it: what has grown is in sight."""
        act()
        for name, each in self._page(SettingsPage).sections.items():
            if each is section:
                self._at("settings", name)


def _typed(section: NewKeySection) -> None:
    section.secret.lines[0].setText(PASSPHRASE)
    section.ask()
