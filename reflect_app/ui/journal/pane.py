"""The reading pane: one entry, what can be done with it, and how it came to be."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.core.diff import Comparison
from reflect_app.core.entries import RevisionNote
from reflect_app.core.learning.copying import TEMPLATE as ACCOUNT
from reflect_app.core.when import opening
from reflect_app.services.keeping import keeping_line
from reflect_app.ui.compose.when import say_moment, say_shift
from reflect_app.ui.journal.fetch import ReadEntry
from reflect_app.ui.order import tab_through
from reflect_app.ui.reading import Pen, ReadingView
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.today.lines import Line, clear
from reflect_app.ui.widgets.buttons import add_icon, button, show_on, switch, way_back
from reflect_app.ui.widgets.card import Card, hairline
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import INFO, Notice
from reflect_app.ui.widgets.text import muted, subheading
from reflect_app.words import tr


class EntryPane(QWidget):
    """Shows what it is given and says what the person wants; does none of it."""

    edit = Signal(str)
    mark = Signal(str, bool)
    promote = Signal(str)
    """An entry whose words are to be copied into a learning account."""
    share = Signal(str)
    bin = Signal(str)
    unbin = Signal(str)
    purge = Signal(str)
    everywhere = Signal(str)
    revision = Signal(str, int)
    compare = Signal(str, int)
    """An entry, and the earlier wording to set beside its newest."""
    restore = Signal(str, int)
    back = Signal()

    def __init__(self, theme: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.read: ReadEntry | None = None
        self.view = ReadingView(theme, tr("Entry"))
        self.hint = muted(tr("Choose an entry to read it."))
        self.tools = QWidget(self)
        self._make_tools()
        self.older = Notice(parent=self)
        self.history = Card(self)
        self.history.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 14, 18, 8)
        box.setSpacing(10)
        for part in (self.tools, self.older, self.history, self.hint):
            box.addWidget(part)
        box.addWidget(self.view, 1)
        box.addStretch(0)
        self.show_nothing()
        theme.changed.connect(self._again)

    def _make_tools(self) -> None:
        flow = FlowLayout(self.tools, gap=8)
        self.back_button = way_back(self._theme, tr("Back to the list"), self.back.emit)
        self.edit_button = button(tr("Edit"), lambda: self._say(self.edit))
        add_icon(self.edit_button, self._theme, "write")
        self.mark_button = switch(tr("Mark to bring"), self._mark)
        add_icon(self.mark_button, self._theme, "mark")
        self.history_button = switch(tr("History"), self._toggle_history)
        add_icon(self.history_button, self._theme, "history")
        self.promote_button = button(tr("Learning account"), lambda: self._say(self.promote))
        self.promote_button.setToolTip(tr("Copies the words; the entry stays as it is."))
        add_icon(self.promote_button, self._theme, "learning")
        self.share_button = button(tr("Share"), lambda: self._say(self.share))
        add_icon(self.share_button, self._theme, "share")
        self.bin_button = button(tr("Delete"), lambda: self._say(self.bin), "quiet")
        add_icon(self.bin_button, self._theme, "bin")
        self.unbin_button = button(tr("Put it back"), lambda: self._say(self.unbin))
        self.purge_button = button(tr("Erase for good"), lambda: self._say(self.purge), "danger")
        self.everywhere_button = button(
            tr("Delete everywhere"), lambda: self._say(self.everywhere), "danger"
        )
        for part in (
            self.back_button, self.edit_button, self.mark_button, self.history_button,
            self.promote_button, self.share_button, self.bin_button, self.unbin_button,
            self.purge_button, self.everywhere_button,
        ):  # fmt: skip
            flow.addWidget(part)
        self.back_button.hide()

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self.read = None
        for part in (self.tools, self.history, self.older, self.view):
            part.hide()
        self.hint.show()

    def show_entry(self, read: ReadEntry) -> None:
        """Show an entry, from its beginning; the same one again stays where it is."""
        same = self.read is not None and self.read.entry.id == read.entry.id
        at = self.view.verticalScrollBar().value() if same else 0
        self.read = read
        entry = read.entry
        self.hint.hide()
        self.tools.show()
        self.view.show()
        binned = entry.deleted is not None
        self.edit_button.setVisible(not binned)
        self.mark_button.setVisible(not binned)
        self.promote_button.setVisible(not binned and entry.template != ACCOUNT)
        self.share_button.setVisible(not binned)
        self.bin_button.setVisible(not binned)
        self.unbin_button.setVisible(binned)
        for part in (self.purge_button, self.everywhere_button):
            part.setVisible(binned and not read.kept)
        show_on(self.mark_button, on=entry.marked)
        self.mark_button.setText(tr("Marked to bring") if entry.marked else tr("Mark to bring"))
        self.history_button.setVisible(len(read.history) > 1)
        if not same:
            self.history_button.setChecked(False)
        with self.view.fresh() as pen:
            self._write(pen, read)
        self._say_older(read)
        self._fill_history(read)
        tab_through(self)
        self.view.setAccessibleName(tr("Entry: {title}").format(title=read.title))
        self.view.verticalScrollBar().setValue(at)

    def _again(self) -> None:
        if self.read is not None:
            with self.view.fresh() as pen:
                self._write(pen, self.read)

    def _write(self, pen: Pen, read: ReadEntry) -> None:
        entry = read.entry
        pen.title(read.title)
        when = say_moment(entry.event)
        same = read.title == read.template_title
        pen.small(opening(when) if same else f"{read.template_title} · {when}")
        if entry.shift is not None:
            pen.small(say_shift(entry.shift))
        if entry.written[:16] != entry.event[:16]:
            pen.small(tr("Written {moment}").format(moment=say_moment(entry.written)))
        if entry.tags:
            pen.small(tr("Tags: {tags}").format(tags=" · ".join(entry.tags)))
        if entry.marked:
            pen.small(tr("Marked for you to bring. Marking sends nothing."), role="accent")
        if read.kept and entry.deleted is not None:
            pen.small(keeping_line())
        for question in read.questions:
            pen.question(question, marked=question.field in entry.marked_questions)
        if not read.questions:
            pen.paragraph(tr("Nothing was answered."))
        for comment in entry.comments:
            pen.small(tr("{author} wrote:").format(author=comment.author))
            pen.paragraph(comment.text)

    def _say_older(self, read: ReadEntry) -> None:
        if read.latest:
            self.older.hide()
            return
        # By its number and not its place: a purge leaves gaps.
        at = {note.revision: note.at for note in read.history}
        words = tr("This is how it read on {moment}.").format(
            moment=say_moment(at.get(read.entry.revision, read.entry.written))
        )
        self.older.tell(
            words,
            "",
            INFO,
            tr("Bring this wording back"),
            partial(self.restore.emit, read.entry.id, read.entry.revision),
        )

    def show_comparison(self, found: Comparison) -> None:
        """What differs between an earlier wording and the newest, in place of the entry."""
        if self.read is None:
            return
        entry = self.read.entry.id
        with self.view.fresh() as pen:
            pen.title(tr("What changed"))
            pen.small(
                tr("From version {old} to version {new}. Struck through in [-…-]: taken out. "
                   "Underlined in {{+…+}}: added.").format(old=found.old, new=found.new)
            )  # fmt: skip
            for field in found.fields:
                pen.small(field.label)
                pen.changed(field.parts)
            if not found.fields:
                pen.paragraph(tr("Nothing differs."))
        self.view.setAccessibleName(tr("What changed"))
        self.older.tell(
            tr("Version {old} beside the newest.").format(old=found.old),
            "",
            INFO,
            tr("Bring version {old} back").format(old=found.old),
            partial(self.restore.emit, entry, found.old),
        )
        self.view.setFocus()

    def _fill_history(self, read: ReadEntry) -> None:
        clear(self.history.box)
        self.history.box.addWidget(subheading(tr("History")))
        for note in reversed(read.history):
            self.history.box.addWidget(hairline())
            step = button(
                tr("Read"),
                partial(self.revision.emit, read.entry.id, note.revision),
                "quiet",
                name=tr("Read version {number}").format(number=note.revision),
            )
            steps = [step]
            if note is not read.history[-1]:
                steps.append(
                    button(
                        tr("Compare"),
                        partial(self.compare.emit, read.entry.id, note.revision),
                        "quiet",
                        name=tr("Compare version {number} with the newest").format(
                            number=note.revision
                        ),
                    )
                )
            self.history.box.addWidget(Line(_change(note), say_moment(note.at), steps))
        self.history.setVisible(self.history_button.isChecked())

    def _toggle_history(self, on: bool) -> None:
        self.history.setVisible(on)

    def _mark(self, on: bool) -> None:
        if self.read is not None:
            self.mark.emit(self.read.entry.id, on)

    def _say(self, signal: object) -> None:
        if self.read is not None:
            signal.emit(self.read.entry.id)  # type: ignore[attr-defined]


def _change(note: RevisionNote) -> str:
    """What happened in a revision, in words."""
    words = {
        "written": tr("Written"),
        "edited": tr("Changed"),
        "marked": tr("Marked to bring"),
        "unmarked": tr("Mark taken off"),
        "binned": tr("Put in the bin"),
        "unbinned": tr("Taken out of the bin"),
        "restored": tr("An earlier wording brought back"),
        "imported": tr("Brought in from another journal"),
    }
    return tr("{number}. {change}").format(
        number=note.revision, change=words.get(note.change, note.change)
    )
