"""Share something: entries, then fields, then a reader; see exactly what leaves; then it leaves."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget

from reflect_app.core import when
from reflect_app.errors import ReflectError
from reflect_app.services.circulating import Circulated
from reflect_app.services.journal import Journal
from reflect_app.services.packs import PackPreview
from reflect_app.services.share_document import outgoing_document
from reflect_app.services.shares import Shared, SharePreview, ShareRequest
from reflect_app.ui.jobs import Handle
from reflect_app.ui.order import tab_through
from reflect_app.ui.pack import decisions
from reflect_app.ui.pack.adder import EntryAdder
from reflect_app.ui.pack.choices import EntryChoice
from reflect_app.ui.pack.deciding import Deciding
from reflect_app.ui.pack.decisions import NOTHING, Seen
from reflect_app.ui.pack.look import PreviewPane
from reflect_app.ui.pack.tree import ChoiceTree
from reflect_app.ui.page import Desk
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.sharing import beginning
from reflect_app.ui.sharing.beginning import Begun
from reflect_app.ui.sharing.nothing import NothingYet
from reflect_app.ui.sharing.reader import ReaderPart
from reflect_app.ui.sharing.targets import ShareEntry
from reflect_app.ui.sharing.where import WherePart, place_of, random_name
from reflect_app.ui.widgets.buttons import button, switch, way_back
from reflect_app.ui.widgets.card import Column, row, stack
from reflect_app.ui.widgets.notice import GOOD, Notice
from reflect_app.ui.widgets.text import heading, muted, show_text, small
from reflect_app.ui.widgets.turns import Turns
from reflect_app.words import tr, trn

_SOON = 150  # milliseconds: a run of ticks makes one preview
_FEW = 3  # so many entries stand open from the start
_Looked = tuple[Seen, SharePreview, str]


class SharePane(QWidget):
    """Nothing can leave that the preview does not show as it is now."""

    back = Signal()
    shared = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked: Handle | None = None
        self._target = ShareEntry("")
        self._replaces = ""
        self._preview: SharePreview | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._look)
        self.look = PreviewPane(desk)
        self.look.view.setAccessibleName(tr("Exactly this leaves, and nothing else"))
        self.deciding = Deciding(desk, self.look.pointed, self)
        self.deciding.changed.connect(self._changed)
        self.deciding.refused.connect(self._failed)
        self.tree = ChoiceTree()
        self.tree.setAccessibleName(tr("What to share"))
        self.tree.setMinimumHeight(desk.theme.pixels(190))
        self.tree.changed.connect(self._changed)
        self.see = button(tr("See what leaves"), lambda: self.split.take(second=True))
        self.choose = way_back(
            desk.theme, tr("Back to the choice"), lambda: self.split.take(second=False)
        )
        first, second = self._choosing(), self._leaving()
        self.split = Turns(desk.theme, first, second, self.see, self.choose)
        self.nothing = NothingYet(desk)
        self.nothing.back.connect(self.back)
        self.whole = QStackedWidget()
        self.whole.addWidget(self.split)
        self.whole.addWidget(self.nothing)
        self.setLayout(stack(self.whole, spacing=0))
        tab_through(self.split)

    def _choosing(self) -> QWidget:
        self.back_button = way_back(self._desk.theme, tr("Back to Sharing"), self.back.emit)
        self.told = small("")
        self.told.hide()
        self.unmarked = muted(
            tr("Nothing is marked yet. Add an entry below, or mark one while you read it.")
        )
        self.unmarked.hide()
        self.reader = ReaderPart()
        self.reader.changed.connect(self._changed)
        self.adder = EntryAdder(self._desk)
        self.adder.chosen.connect(self._add)
        self.adder.hide()
        self.add_button = switch(tr("Add another entry"), self._toggle_adder)
        left = Column(560)
        left.box.setContentsMargins(16, 10, 12, 14)
        left.box.setSpacing(10)
        left.box.addLayout(row(self.back_button, None))
        self.what = heading(tr("Share something"))
        for part in (
            self.what,
            muted(tr("Only what you tick, only for one reader. You can't undo what was read.")),
            self.told,
            self.unmarked,
            self.tree,
            self.add_button,
            self.adder,
            self.reader,
            self.see,
        ):
            left.box.addWidget(part)
        for step in (self.add_button, self.see):
            left.box.setAlignment(step, Qt.AlignmentFlag.AlignLeading)
        left.box.addStretch(1)
        return left

    def _leaving(self) -> QWidget:
        right = QWidget()
        self.agreed = small("")
        self.agreed.hide()
        self.anyway = QCheckBox(tr("Share although the words were not compared"))
        self.anyway.setMinimumHeight(MIN_TARGET)
        self.anyway.toggled.connect(lambda _: self._may())
        self.anyway.hide()
        self.where = WherePart(
            self._desk, tr("Save as a sealed file…"), tr("Put in the exchange folder"), random_name
        )
        self.where.chosen.connect(self.leave_by)
        self.notice = Notice(closable=True)
        box = QVBoxLayout(right)
        box.setContentsMargins(0, 0, 0, 14)
        box.setSpacing(8)
        box.addLayout(row(self.choose, None))
        box.addWidget(self.look, 1)
        below = stack(self.notice, self.agreed, self.anyway, self.where, spacing=8)
        below.setContentsMargins(24, 0, 18, 0)
        box.addLayout(below)
        return right

    def open(self, target: ShareEntry) -> None:
        """Begin with what is marked, or with one entry, or with one answer of it alone. Nothing
        is chosen for the writer: not what leaves, and not for whom.
        """
        self._target = target
        self.notice.clear()
        self.anyway.setChecked(False)
        self.add_button.setChecked(False)
        self.split.take(second=False)
        self.deciding.reset()
        welsh = self._desk.app.language == "cy"
        self.back_button.setFocus()
        self._desk.ask(
            lambda journal: beginning.begin(journal, target, welsh=welsh), self._began, owner=self
        )
        self.where.show_now()

    def _began(self, begun: Begun) -> None:
        for_group, newer = bool(self._target.session), bool(begun.replaces)
        self._replaces = begun.replaces
        self.what.setText(tr("Share a newer copy") if newer else tr("Share something"))
        self.reader.show_contacts(begun.contacts, begun.to)
        self.reader.begin_with(begun.purpose, fixed=for_group, kept=newer)
        self.tree.show_choices(begun.choices)
        if len(begun.choices) <= _FEW:  # their answers are the choice
            self.tree.expandAll()
        self.tree.setEnabled(not for_group)
        self.add_button.setVisible(not for_group)
        show_text(self.told, _told(begun, for_group=for_group))
        self._offer(some=bool(begun.choices))
        self.add_button.setChecked(not begun.choices)
        self.whole.setCurrentWidget(self.split if begun.written else self.nothing)
        if not begun.written:
            self.nothing.empty.step.setFocus()
        elif not for_group:
            (self.tree if begun.choices else self.adder.line).setFocus()

    def _offer(self, *, some: bool) -> None:
        """The choice, or in place of an empty box how to come by one."""
        self.tree.setVisible(some)
        self.unmarked.setVisible(not some)

    def _toggle_adder(self, on: bool) -> None:
        self.adder.setVisible(on)
        if on:
            self.adder.look()

    def _add(self, entry: str) -> None:
        welsh = self._desk.app.language == "cy"
        self._desk.ask(
            lambda journal: beginning.of_entry(journal, entry, welsh=welsh), self._added,
            owner=self,
        )  # fmt: skip

    def _added(self, choice: EntryChoice) -> None:
        self._offer(some=True)
        self.tree.add(choice)
        item = self.tree.currentItem()
        if item is not None:
            item.setExpanded(True)

    def _changed(self) -> None:
        """The choice moved on: nothing can leave until the preview has caught up."""
        self._preview = None
        self.look.hold()
        self._may()
        self._soon.start()

    def request(self) -> ShareRequest | None:
        """What would leave as it is ticked now; None where nothing is, or nobody is chosen."""
        chosen, to = self.tree.request(), self.reader.to()
        if chosen is None or not to:
            return None
        today = self._desk.clock.now().date()
        return ShareRequest(
            to, tuple(chosen.entries), tuple(chosen.fields), purpose=self.reader.why(),
            expires=self.reader.until(today), replaces=self._replaces,
            swaps=self.deciding.decided.swaps,
        )  # fmt: skip

    def _look(self) -> None:
        request = self.request()
        if self._asked is not None:
            self._asked.cancel()
        if request is None:
            some = self.tree.request() is not None
            self.look.show_nothing(tr("Once you say for whom, you see it here.") if some else "")
            return
        made = self._desk.clock.now().date().isoformat()

        def job(journal: Journal) -> _Looked:
            found = journal.shares.preview(request)
            shown = PackPreview(
                found.chosen, found.identifiers, outgoing_document(found, made), found.meetings
            )
            agreed = journal.agreements.not_private(found.contact.id)
            return decisions.seen(journal, shown), found, agreed

        self._asked = self._desk.ask(job, self._looked, failed=self._failed, owner=self)

    def _looked(self, looked: _Looked) -> None:
        seen, found, agreed = looked
        show_text(
            self.agreed,
            tr("Your agreement says what could not stay between you: {words}").format(words=agreed)
            if agreed
            else "",
        )

        def whole() -> None:
            self._preview = found
            self.anyway.setVisible(found.unconfirmed)
            self._may()

        self.look.show_preview(seen.preview, self.deciding.shown(seen), whole)

    def _may(self) -> None:
        found = self._preview
        sure = found is not None and (not found.unconfirmed or self.anyway.isChecked())
        self.where.enable(on=sure)

    def leave_by(self, choice: object) -> None:
        """Let exactly what the preview shows leave, to a file or the exchange folder."""
        request, out, anyway = self.request(), place_of(choice), self.anyway.isChecked()
        shown = self._preview
        if request is None or shown is None:
            return
        counted = self.deciding.decided.counted(self.deciding.unseen)
        session = self._target.session

        def job(journal: Journal) -> Shared | Circulated:
            done: Shared | Circulated
            if session:
                done = journal.circulation.seal(
                    session, out, expires=request.expires, swaps=request.swaps, reviewed=True,
                    unconfirmed=anyway, shown=shown,
                )  # fmt: skip
            else:
                done = journal.shares.share(
                    request, out, reviewed=True, unconfirmed=anyway, shown=shown
                )
            if counted != NOTHING:
                journal.names.reviewed(counted)
            return done

        self.where.enable(on=False)
        self._desk.save(job, self._left, failed=self._left_not, owner=self)

    def _left(self, done: Shared | Circulated) -> None:
        contact = self.reader.contact()
        if isinstance(done, Circulated):
            said = trn(
                "It is sealed for {count} member.", "It is sealed for {count} members.",
                done.members,
            ).format(count=done.members)  # fmt: skip
        else:
            said = trn(
                "{count} answer is sealed for {name}. Nobody else can open it.",
                "{count} answers are sealed for {name}. Nobody else can open it.",
                done.fields,
            ).format(count=done.fields, name=contact.name if contact else "")
        places = ", ".join(str(path) for path in done.outs)
        self.notice.tell(said, tr("It is in {places}.").format(places=places), GOOD)
        self._preview = None
        if self._replaces and isinstance(done, Shared):  # the next copy follows this one
            self._replaces = done.id
        self._may()
        self.shared.emit()

    def _left_not(self, error: ReflectError) -> None:
        """Show it as it is now: it may have been changed meanwhile."""
        self.notice.show_error(error)
        self._changed()

    def _failed(self, error: ReflectError) -> None:
        self.notice.show_error(error)
        self._may()


def _told(begun: Begun, *, for_group: bool) -> str:
    if for_group:
        return tr(
            "Sealed for each member with a card, in a file of their own. Attendance stays here."
        )
    if begun.replaces:
        return tr(
            "It takes the place of what you shared on {day}: they see the newer one alone, with "
            "their comments beside it."
        ).format(day=when.day(begun.since))
    return ""
