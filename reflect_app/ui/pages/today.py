"""Today: one big button for the end of a shift, and quietly, everything else that waits."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from reflect_app.core.changes import Changes
from reflect_app.core.entries import EntrySummary
from reflect_app.core.shifts import offered
from reflect_app.core.when import opening
from reflect_app.services.journal import Journal
from reflect_app.services.notes import Note
from reflect_app.ui.compose import acts
from reflect_app.ui.compose.targets import PAGE_ID as COMPOSE
from reflect_app.ui.compose.targets import CarryOn, WriteNew
from reflect_app.ui.compose.when import say_moment, say_shift
from reflect_app.ui.gallery import Gallery
from reflect_app.ui.journal.targets import PAGE_ID as JOURNAL
from reflect_app.ui.journal.targets import ShowEntry
from reflect_app.ui.order import tab_through
from reflect_app.ui.pack.targets import PAGE_ID as PACK
from reflect_app.ui.page import Desk, Page, PageSpec
from reflect_app.ui.questions.dates import say_date
from reflect_app.ui.today import notes as waiting
from reflect_app.ui.today.gather import Reminder, TodayView, Unfinished, gather
from reflect_app.ui.today.lines import Line, QuietLine, ReminderBox, Section, clear
from reflect_app.ui.today.notes import NotesWaiting
from reflect_app.ui.today.supervision import SupervisionLines
from reflect_app.ui.widgets.buttons import add_icon, button
from reflect_app.ui.widgets.card import Card, Column
from reflect_app.ui.widgets.support import SupportPanel
from reflect_app.ui.widgets.text import heading, muted, title
from reflect_app.words import tr, trn

AFTER_SHIFT = "after-shift"
_MOST_REMINDERS = 2


class TodayPage(Page):
    """Shows what `gather` fetched; asks again whenever something changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view: TodayView | None = None
        self._not_yet: set[str] = set()
        self.column = Column()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.column)
        box = self.column.box
        box.addLayout(self._head())
        self.support = Card()
        self.support.hide()
        box.addWidget(self.support)
        self.reminders = QVBoxLayout()
        self.reminders.setSpacing(10)
        box.addLayout(self.reminders)
        box.addLayout(self._shift())
        self.notes = NotesWaiting()
        self._notes: tuple[Note, ...] | None = None
        self.notes.took.connect(self._take_note)
        self.notes.binned.connect(self._bin_note)
        self.notes.dropped.connect(self._drop_note)
        box.addWidget(self.notes)
        self.unfinished = Section(tr("Unfinished"))
        self.coming_back = Section(
            tr("To come back to"), tr("You said you would like to, the week after.")
        )
        self.marked = Section(
            tr("To take to supervision"), tr("Marked for you to bring. Nothing has been sent.")
        )
        box.addWidget(self.unfinished)
        box.addWidget(self.coming_back)
        self.supervision = SupervisionLines(desk)
        box.addWidget(self.supervision)
        box.addWidget(self.marked)
        self.quiet = QVBoxLayout()
        self.quiet.setSpacing(4)
        box.addLayout(self.quiet)
        box.addWidget(heading(tr("Or write about something else")))
        self.gallery = Gallery()
        self.gallery.chosen.connect(lambda name: desk.go(COMPOSE, WriteNew(name)))
        box.addWidget(self.gallery)
        box.addStretch(1)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title(tr("Today")))
        self.day = muted("")
        words.addWidget(self.day)
        self.ask_support = button(tr("I could do with some support"), self._toggle_support)
        add_icon(self.ask_support, self.desk.theme, "support")
        across = QHBoxLayout()
        across.addLayout(words, 1)
        across.addWidget(self.ask_support, 0, Qt.AlignmentFlag.AlignTop)
        return across

    def _shift(self) -> QVBoxLayout:
        self.finished = button(tr("Just finished a shift"), self._just_finished, "big")
        self.finished.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.which = muted("")
        self.which.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box = QVBoxLayout()
        box.setSpacing(6)
        box.addWidget(self.finished)
        box.addWidget(self.which)
        return box

    def shown(self, target: object = None) -> None:  # noqa: ARG002
        """Look again: the day or the shift may have moved on."""
        self._ask()
        self.finished.setFocus()

    def refresh(self, changes: Changes) -> None:  # noqa: ARG002
        """Anything that changes may show here."""
        self._ask()

    def _today(self) -> date:
        return self.desk.clock.now().date()

    def _ask(self) -> None:
        app, welsh = self.desk.app, self.desk.app.language == "cy"

        def job(journal: Journal) -> TodayView:
            count = app.quick_notes.waiting(journal.folder)
            support = app.support(journal.folder)
            return gather(journal, support, notes_waiting=count, welsh=welsh)

        self.desk.ask(job, self._came, owner=self)

    def _came(self, view: TodayView) -> None:
        before, self.view = self.view, view
        self.day.setText(opening(say_date(self._today())))
        shift = say_shift(view.shift, self._today())
        self.which.setText(tr("{shift} · about 3 minutes").format(shift=shift))
        self.finished.setAccessibleDescription(self.which.text())
        self.finished.setEnabled(not view.read_only)
        self.gallery.setEnabled(not view.read_only)
        if before is None or before.templates != view.templates:
            self.gallery.set_templates(item for item in view.templates if item.id != AFTER_SHIFT)
        if before is None or before.support != view.support:
            clear(self.support.box)
            self.support.box.addWidget(SupportPanel(view.support))
        self._show_reminders(view.reminders)
        self._ask_notes(view)
        if before is None or (before.unfinished, before.unfinished_total) != (
            view.unfinished, view.unfinished_total,
        ):  # fmt: skip
            self._show_unfinished(view.unfinished, view.unfinished_total)
        if before is None or before.coming_back != view.coming_back:
            self._show_coming_back(view.coming_back)
        if before is None or before.marked != view.marked:
            self._show_marked(view.marked, view.marked_total)
        self.supervision.show_view(view)
        self._show_quiet(view)
        tab_through(self.column)

    def _show_reminders(self, reminders: tuple[Reminder, ...]) -> None:
        focused = self.focusWidget()
        clear(self.reminders)
        asked = [item for item in reminders if item.entry not in self._not_yet]
        for item in asked[:_MOST_REMINDERS]:
            words = tr("{title}, {when}").format(
                title=item.title, when=say_moment(item.event, self._today())
            )
            steps = [
                button(tr("Done"), partial(self._settle, item, "done")),
                button(tr("Not yet"), partial(self._settle, item, "not-yet")),
                button(tr("Not needed after all"), partial(self._settle, item, "not-needed")),
                button(tr("Read it"), partial(self._read, item.entry), "link"),
            ]
            self.reminders.addWidget(ReminderBox(words, steps))
        more = len(asked) - _MOST_REMINDERS
        if more > 0:
            self.reminders.addWidget(muted(_and_more(more)))
        if self.isVisible() and focused is not None and not focused.isVisible():
            self.finished.setFocus()  # never from behind another page: it took the search's keys

    def _ask_notes(self, view: TodayView) -> None:
        """Opening each is dear, so it is done only where some wait, or did."""
        if not view.notes_waiting and not self._notes:
            return
        self.desk.ask(lambda journal: tuple(journal.notes.list()), self._notes_came, owner=self)

    def _notes_came(self, notes: tuple[Note, ...]) -> None:
        if notes != self._notes and self.view is not None:
            self._notes = notes
            self.notes.show_notes(
                notes, self.view.templates, self._today(), read_only=self.view.read_only
            )
            tab_through(self.column)

    def _take_note(self, note: str, template: str) -> None:
        self.desk.save(
            lambda journal: waiting.take(journal, note, template),
            lambda taken: self.desk.go(COMPOSE, CarryOn(taken.draft.id)),
            owner=self, quiet=True,
        )  # fmt: skip

    def _bin_note(self, note: str) -> None:
        self.desk.save(
            lambda journal: waiting.bin_note(journal, note), self._note_binned, owner=self,
            quiet=True,
        )  # fmt: skip

    def _note_binned(self, taken: waiting.Taken) -> None:
        draft = taken.draft
        self.desk.offer_undo(
            tr("Note deleted."), lambda: self.desk.save(lambda journal: journal.drafts.save(draft))
        )

    def _drop_note(self, note: str) -> None:
        self.desk.save(lambda journal: waiting.drop(journal, note), quiet=True)

    def _show_unfinished(self, unfinished: tuple[Unfinished, ...], total: int) -> None:
        lines: list[QWidget] = []
        for item in unfinished:
            shape = tr("Changes to an entry, kept {when}") if item.editing else tr("Kept {when}")
            name = item.title
            steps = [
                button(
                    tr("Carry on"),
                    partial(self.desk.go, COMPOSE, CarryOn(item.draft)),
                    name=tr("Carry on: {title}").format(title=name),
                ),
                button(
                    tr("Delete"),
                    partial(self._discard, item.draft),
                    "quiet",
                    name=tr("Delete: {title}").format(title=name),
                ),
            ]
            lines.append(
                Line(name, shape.format(when=say_moment(item.updated, self._today())), steps)
            )
        more = total - len(unfinished)
        if more > 0:
            lines.append(muted(_and_more(more)))
        self.unfinished.show_lines(lines)

    def _show_coming_back(self, entries: tuple[Reminder, ...]) -> None:
        lines: list[QWidget] = []
        for item in entries[:_MOST_REMINDERS]:
            steps = [
                self._reading(item.entry, item.title),
                button(
                    tr("Leave it now"),
                    partial(self._leave, item.entry),
                    "quiet",
                    name=tr("Leave it now: {title}").format(title=item.title),
                ),
            ]
            lines.append(Line(item.title, say_moment(item.event, self._today()), steps))
        more = len(entries) - _MOST_REMINDERS
        if more > 0:
            lines.append(muted(_and_more(more)))
        self.coming_back.show_lines(lines)

    def _reading(self, entry: str, name: str) -> QPushButton:
        read = partial(self._read, entry)
        return button(tr("Read"), read, "quiet", name=tr("Read: {title}").format(title=name))

    def _show_marked(self, marked: tuple[EntrySummary, ...], total: int) -> None:
        lines: list[QWidget] = []
        for item in marked:
            steps = [self._reading(item.id, item.title)]
            lines.append(Line(item.title, say_moment(item.event, self._today()), steps))
        if marked:
            more = total - len(marked)
            words = trn("and {count} more", "and {count} more", more).format(count=more)
            step = button(tr("Make a pack"), lambda: self.desk.go(PACK))
            lines.append(Line(words if more > 0 else "", "", [step]))
        self.marked.show_lines(lines)

    def _show_quiet(self, view: TodayView) -> None:
        clear(self.quiet)
        if view.recovery_waits:
            words = tr(
                "Your recovery words are not put away yet. If you forget the passphrase before "
                "then, nobody can open this."
            )
            self.quiet.addWidget(QuietLine(words, self._to_settings(tr("Do it now"), "recovery")))
        if view.recovery_due and not view.read_only:
            words = tr("Are your recovery words still where you put them? Once a year is enough.")
            step = self._to_settings(tr("Look at three of them"), "recovery")
            self.quiet.addWidget(QuietLine(words, step))
        if view.second_place_wanted:
            words = tr(
                "Your journal is only on this computer. If the computer is replaced or your "
                "profile is cleared, it is gone."
            )
            self.quiet.addWidget(
                QuietLine(words, self._to_settings(tr("Choose a second place"), "backups"))
            )
        if view.second_place_away and not view.read_only:
            step = self._to_settings(tr("Back up now"), "backups")
            self.quiet.addWidget(QuietLine(view.second_place_away, step))

    def _to_settings(self, words: str, section: str) -> QPushButton:
        return button(words, lambda: self.desk.go("settings", section), "link")

    def _just_finished(self) -> None:
        """About the shift that is over by now: the page may have been looked at hours ago."""
        clock = self.desk.clock
        self.desk.go(COMPOSE, WriteNew(AFTER_SHIFT, offered(clock.now(), clock.zone())))

    def _toggle_support(self) -> None:
        """Opening it writes nothing and tells nobody."""
        self.support.setVisible(self.support.isHidden())

    def _settle(self, item: Reminder, outcome: str) -> None:
        self._not_yet.add(item.entry)
        if outcome == "not-yet":
            self._show_reminders(self.view.reminders if self.view else ())
            self.desk.say(tr("It will be asked again the next time you unlock."))
        else:
            self.desk.save(lambda journal: journal.settle_record(item.entry, outcome))

    def _read(self, entry: str) -> None:
        self.desk.go(JOURNAL, ShowEntry(entry))

    def _leave(self, entry: str) -> None:
        self.desk.save(
            lambda journal: journal.come_back(entry, wanted=False),
            lambda _saved: self._left(entry), owner=self,
        )  # fmt: skip

    def _left(self, entry: str) -> None:
        self.desk.offer_undo(
            tr("It will not be brought up again."),
            lambda: self.desk.save(lambda journal: journal.come_back(entry, wanted=True)),
        )

    def _discard(self, draft: str) -> None:
        self.desk.save(
            lambda journal: acts.drop(journal, journal.drafts.get(draft)), self._dropped, owner=self
        )

    def _dropped(self, dropped: acts.Dropped) -> None:
        draft = dropped.draft
        self.desk.offer_undo(
            tr("Page deleted."), lambda: self.desk.save(lambda journal: journal.drafts.save(draft))
        )


def _and_more(more: int) -> str:
    return trn("And {count} more.", "And {count} more.", more).format(count=more)


PAGE = PageSpec("today", tr("Today"), "today", 10, TodayPage, key="Ctrl+T")
