"""Make a pack: choose what to bring, see exactly what leaves, and save it as one file."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSplitter, QVBoxLayout, QWidget

from reflect_app.core.changes import Changes
from reflect_app.errors import ReflectError
from reflect_app.ui.jobs import Handle
from reflect_app.ui.order import tab_through
from reflect_app.ui.pack import choices, decisions
from reflect_app.ui.pack.adder import EntryAdder
from reflect_app.ui.pack.deciding import Deciding
from reflect_app.ui.pack.decisions import Seen
from reflect_app.ui.pack.look import PreviewPane
from reflect_app.ui.pack.saving import SavePart
from reflect_app.ui.pack.targets import PAGE_ID, PackOf
from reflect_app.ui.pack.tree import ChoiceTree
from reflect_app.ui.page import Desk, Page, PageSpec
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.buttons import add_icon, button
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.text import label, muted, title
from reflect_app.words import tr

_BOTH = 700
"""Narrower than this, at normal text size, the choice and the preview take turns."""
_SOON = 150  # milliseconds: a run of ticks makes one preview


class PackPage(Page):
    """Nothing can be saved that the preview does not show as it is now."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._asked: Handle | None = None
        self._ever = False
        self._session = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._look)
        self.look = PreviewPane(desk.theme)
        self.deciding = Deciding(desk, self.look.pointed, self, entries=self._entries)
        self.deciding.changed.connect(self._changed)
        self.deciding.refused.connect(self._refused)
        self.tree = ChoiceTree()
        self.tree.changed.connect(self._changed)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.left, self.right = self._choosing(), self._leaving()
        self.split.addWidget(self.left)
        self.split.addWidget(self.right)
        self.split.setSizes([420, 580])
        self.split.setStretchFactor(0, 2)
        self.split.setStretchFactor(1, 3)
        self.split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)
        tab_through(self.split)

    def _choosing(self) -> QWidget:
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(20, 22, 12, 14)
        box.setSpacing(9)
        box.addWidget(title(tr("Make a pack")))
        box.addWidget(muted(tr("Tick what you want to bring. What is not ticked stays here.")))
        self.nothing = muted(
            tr("Nothing is marked yet. Add an entry below, or mark one while you read it.")
        )
        self.nothing.hide()
        box.addWidget(self.nothing)
        box.addWidget(self.tree, 1)
        self.adder = EntryAdder(self.desk)
        self.adder.chosen.connect(self._add)
        self.adder.hide()
        self.add_button = button(tr("Add another entry"), self._toggle_adder)
        self.add_button.setCheckable(True)
        self.scores = QCheckBox(tr("Scores too"))
        self.scores.setMinimumHeight(MIN_TARGET)
        self.scores.toggled.connect(lambda on: self.tree.set_scores(on=on))
        box.addLayout(row(self.add_button, self.scores, None))
        box.addWidget(self.adder)
        box.addLayout(self._cover())
        self.see = button(tr("See what leaves"), lambda: self._take_turns(reading=True))
        box.addWidget(self.see)
        return left

    def _cover(self) -> QVBoxLayout:
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr("Supervision pack"))
        self.name.setAccessibleName(tr("Title on the cover"))
        self.name.setMaxLength(120)
        self.name.setMinimumHeight(MIN_TARGET + 4)
        self.name.textChanged.connect(lambda _: self._changed())
        words = label(tr("Title on the cover"), "small")
        words.setBuddy(self.name)
        self.writer = QCheckBox(tr("My name on the cover"))
        self.writer.setMinimumHeight(MIN_TARGET)
        self.writer.toggled.connect(lambda _: self._changed())
        box = QVBoxLayout()
        box.setSpacing(4)
        box.addWidget(words)
        box.addWidget(self.name)
        box.addWidget(self.writer)
        return box

    def _leaving(self) -> QWidget:
        right = QWidget()
        box = QVBoxLayout(right)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.back = button(
            tr("Back to the choice"), lambda: self._take_turns(reading=False), "quiet"
        )
        add_icon(self.back, self.desk.theme, "back")
        self.saving = SavePart(self.desk)
        self.saving.busy.connect(self._busy)
        self.saving.written.connect(self.deciding.log)
        box.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        box.addWidget(self.look, 1)
        box.addWidget(self.saving)
        return right

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take turns where there is no room for both."""
        super().resizeEvent(event)
        self._take_turns(reading=self._narrow() and self.left.isHidden())

    def _narrow(self) -> bool:
        return self.width() < self.desk.theme.pixels(_BOTH)

    def _take_turns(self, *, reading: bool) -> None:
        narrow = self._narrow()
        self.left.setVisible(not narrow or not reading)
        self.right.setVisible(not narrow or reading)
        self.see.setVisible(narrow)
        self.back.setVisible(narrow)

    def shown(self, target: object = None) -> None:
        """Open with what is marked, or with the entries asked for."""
        if isinstance(target, PackOf) or not self._ever:
            self._ever = True
            self._session = target.session if isinstance(target, PackOf) else ""
            self._start(target.entries if isinstance(target, PackOf) else ())
        self.tree.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Entries changed: offer what is marked now, and never a stale preview."""
        if self.deciding.made(changes):
            self._changed()
        elif changes.entries and self._ever:
            self._session = ""
            self._start(())

    def hidden(self) -> None:
        """The next visit says nothing of the last file."""
        self.saving.result.clear()

    def _welsh(self) -> bool:
        return self.desk.app.language == "cy"

    def _start(self, entries: tuple[str, ...]) -> None:
        welsh = self._welsh()
        self.deciding.forget()
        self.desk.ask(
            lambda journal: choices.start(journal, entries, welsh=welsh), self._began, owner=self
        )

    def _began(self, found: choices.PackStart) -> None:
        self.writer.setVisible(bool(found.display_name))
        self.nothing.setVisible(not found.choices)
        self.scores.setChecked(False)
        self.tree.show_choices(found.choices)
        if not found.choices:
            self.add_button.setChecked(True)
            self._toggle_adder()

    def _toggle_adder(self) -> None:
        on = self.add_button.isChecked()
        self.adder.setVisible(on)
        if on:
            self.adder.look()
            self.adder.line.setFocus()

    def _add(self, entry: str) -> None:
        welsh = self._welsh()
        self.desk.ask(
            lambda journal: choices.choice(journal, entry, welsh=welsh), self.tree.add, owner=self
        )

    def _changed(self) -> None:
        """The choice moved on: nothing can leave until the preview has caught up."""
        self.saving.set_preview(None)
        self.nothing.setVisible(not self.tree.entries())
        self._soon.start()

    def _look(self) -> None:
        request = self.tree.request(self.name.text().strip(), writer=self.writer.isChecked())
        if self._asked is not None:
            self._asked.cancel()
        if request is None:
            self.look.show_nothing()
            return
        wanted = replace(request, swaps=self.deciding.decided.swaps, session=self._session)
        self._asked = self.desk.ask(
            lambda journal: decisions.look(journal, wanted), self._previewed, owner=self
        )

    def _previewed(self, seen: Seen) -> None:
        self.look.show_preview(seen.preview, self.deciding.shown(seen))
        self.saving.set_preview(seen.preview)

    def _entries(self) -> list[str]:
        return self.tree.entries()

    def _refused(self, error: ReflectError) -> None:
        self.saving.result.show_error(error)

    def _busy(self, on: bool) -> None:
        self.left.setEnabled(not on)
        self.look.pointed.setEnabled(not on)


PAGE = PageSpec(PAGE_ID, tr("Make a pack"), "pack", 40, PackPage, key="Ctrl+E")
