"""One thing that was shared: what was ticked and nothing else, and what you say beside it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from reflect_app.core import when
from reflect_app.core.contacts import over_line, who_line
from reflect_app.core.shares import HOLD_REASONS, InboxItem, hold_line, purpose_line
from reflect_app.core.supervision import FACILITATOR
from reflect_app.services.share_document import item_blocks
from reflect_app.ui.order import tab_through
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.reading import Pen, ReadingView
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.today.lines import Line, clear
from reflect_app.ui.widgets.buttons import button, show_on, switch, way_back
from reflect_app.ui.widgets.card import Card, Column, flow
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.notice import WARN, Notice
from reflect_app.ui.widgets.text import muted, subheading
from reflect_app.ui.widgets.wheel import calm_wheel
from reflect_app.words import tr


class ItemPane(Column):
    """Shows what it is given and says what the reader wants; does none of it."""

    back = Signal()
    comment = Signal(str, str, str)
    """The item, the text, and the question it is beside; empty for the whole."""
    take_back = Signal(str, str)
    """The item and a comment that was not sent yet."""
    discussed = Signal(str)
    thanked = Signal(str)
    signed = Signal(str)
    pinned = Signal(str, bool)
    held = Signal(str, str)
    """The item and the reason of the agreement; no reason lets it go."""

    def __init__(self, theme: ThemeKeeper) -> None:
        super().__init__(820)
        self._theme = theme
        self.item: InboxItem | None = None
        self.banner = Notice()
        self.view = ReadingView(theme, tr("Shared with you"))
        self.view.setMinimumHeight(theme.pixels(230))  # the rest of the page scrolls past it
        self.comments = Card()
        self._make_tools()
        self._make_writing()
        self.box.setContentsMargins(18, 12, 18, 12)
        self.box.setSpacing(8)
        self.box.addWidget(self.tools)
        self.box.addWidget(self.banner)
        self.box.addWidget(self.view, 3)
        self.box.addWidget(self.comments)
        self.box.addWidget(self.writing)
        theme.changed.connect(self._again)

    def _make_tools(self) -> None:
        self.tools = QWidget()
        self.back_button = way_back(self._theme, tr("Back to the inbox"), self.back.emit)
        self.talk = button(tr("We talked about it"), lambda: self._say(self.discussed))
        self.thank = button(tr("Thank them"), lambda: self._say(self.thanked))
        self.pin = switch(tr("Pin"), self._pin)
        self.keep = button(tr("Keep for a reason…"), self._ask_reason, "quiet")
        self.sign = button(tr("Sign it"), lambda: self._say(self.signed))
        holder = QVBoxLayout(self.tools)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addLayout(
            flow(self.back_button, self.talk, self.thank, self.sign, self.pin, self.keep)
        )
        self.reason = QComboBox()
        calm_wheel(self.reason)
        for reason in HOLD_REASONS:
            self.reason.addItem(hold_line(reason), reason)
        self.keep_it = button(tr("Keep it"), self._hold)
        self.keeping = QWidget()
        lines = QVBoxLayout(self.keeping)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(
            Field(
                tr("Which reason of your agreement?"),
                self.reason,
                tr("The sender is told that you keep it, and why."),
            )
        )
        lines.addLayout(flow(self.keep_it, button(tr("Cancel"), self.keeping.hide, "quiet")))
        self.keeping.hide()
        holder.addWidget(self.keeping)

    def _make_writing(self) -> None:
        self.writing = QWidget()
        self.beside = QComboBox()
        self.beside.setMinimumHeight(MIN_TARGET + 4)
        calm_wheel(self.beside)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(self._theme.pixels(84))
        self.keep_comment = button(tr("Keep the comment"), self._comment)
        box = QVBoxLayout(self.writing)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(Field(tr("Comment beside"), self.beside))
        box.addWidget(
            Field(tr("Your comment"), self.text, tr("It leaves only when you send your answers."))
        )
        box.addLayout(flow(self.keep_comment))

    def show_item(self, item: InboxItem) -> None:
        """Show one; the same one again keeps what is being written."""
        same = self.item is not None and self.item.id == item.id
        self.item = item
        if not same:
            self.text.clear()
            self.keeping.hide()
            self.beside.clear()
            self.beside.addItem(tr("All of it"), "")
            for field in item.fields:
                self.beside.addItem(field.question.text, field.question.id)
        with self.view.fresh() as pen:
            self._write(pen, item)
        self._show_banner(item)
        self._show_comments(item)
        open_ = not item.sender.over
        self.talk.setEnabled(open_ and not item.discussed)
        self.talk.setText(tr("Talked about") if item.discussed else tr("We talked about it"))
        self.thank.setEnabled(open_ and not item.thanked)
        self.thank.setText(tr("Thanked") if item.thanked else tr("Thank them"))
        self.sign.setVisible(item.may_be_signed)
        self.sign.setEnabled(open_ and not item.is_signed)
        self.sign.setText(_sign_words(item))
        self.sign.setToolTip(tr("Your key signs the words above, as they stand. Nothing else."))
        show_on(self.pin, on=item.pinned)
        self.pin.setText(tr("Pinned") if item.pinned else tr("Pin"))
        self.keep.setText(tr("Keep it no longer") if item.held else tr("Keep for a reason…"))
        self.writing.setVisible(open_)
        tab_through(self)  # comments come and go above the box for the next

    def _write(self, pen: Pen, item: InboxItem) -> None:
        pen.title(item.title)
        pen.small(sender_line(item))
        pen.small(
            tr("From {day}, shared on {shared}").format(
                day=when.day(item.event), shared=when.day(item.created)
            )
        )
        if item.purpose:
            pen.small(purpose_line(item.purpose))
        if item.may_be_signed and item.signed:
            pen.small(signed_line(item))
        for blocks in item_blocks(item).values():
            pen.blocks(blocks)

    def _again(self) -> None:
        if self.item is not None:
            with self.view.fresh() as pen:
                self._write(pen, self.item)

    def _show_banner(self, item: InboxItem) -> None:
        if item.held:
            self.banner.tell(
                tr("You keep this: {reason}.").format(reason=hold_line(item.held)),
                tr("The sender has been told, or will be with your next answer."),
            )
        elif item.sender.over:
            self.banner.tell(
                over_line(item.sender.name),
                tr("“Begin again”, under People, takes an ending back."),
            )
        elif not item.sender.confirmed:
            self.banner.tell(
                tr("You have not compared the twelve words with {name}.").format(
                    name=item.sender.name
                ),
                tr("It may be from anyone with that card. Compare them under People."),
                WARN,
            )
        else:
            self.banner.clear()

    def _show_comments(self, item: InboxItem) -> None:
        clear(self.comments.box)
        wordings = {field.question.id: field.question.text for field in item.fields}
        self.comments.box.addWidget(subheading(tr("Your comments")))
        for said in item.comments:
            steps = []
            if item.unanswered:
                steps.append(
                    button(
                        tr("Take it back"), partial(self.take_back.emit, item.id, said.id), "quiet"
                    )
                )
            self.comments.box.addWidget(Line(said.text, wordings.get(said.field, ""), steps))
        if item.unanswered:
            self.comments.box.addWidget(muted(tr("Not sent yet.")))
        self.comments.setVisible(bool(item.comments))

    def _comment(self) -> None:
        if self.item is not None and self.text.toPlainText().strip():
            beside = str(self.beside.currentData() or "")
            self.comment.emit(self.item.id, self.text.toPlainText(), beside)

    def commented(self) -> None:
        """The comment is kept; the box is free for the next."""
        self.text.clear()
        self.text.setFocus()

    def _pin(self, on: bool) -> None:
        if self.item is not None:
            self.pinned.emit(self.item.id, on)

    def _ask_reason(self) -> None:
        if self.item is not None and self.item.held:
            self.held.emit(self.item.id, "")
        else:
            self.keeping.show()
            self.reason.setFocus()

    def _hold(self) -> None:
        if self.item is not None:
            self.keeping.hide()
            self.held.emit(self.item.id, str(self.reason.currentData()))

    def _say(self, signal: object) -> None:
        if self.item is not None:
            signal.emit(self.item.id)  # type: ignore[attr-defined]


def _sign_words(item: InboxItem) -> str:
    if item.is_signed:
        return tr("Signed")
    return tr("Agree it") if item.template == FACILITATOR else tr("Sign it")


def signed_line(item: InboxItem) -> str:
    """Which words the reader's key signed; it leaves with the next answers."""
    day = when.day(item.signed)
    if item.is_signed:
        return tr("Signed by your key on {day}. It goes back with your answers.").format(day=day)
    return tr("You signed an earlier version on {day}. This one is not signed.").format(day=day)


def sender_line(item: InboxItem) -> str:
    """Who sent it, and from where."""
    who = who_line(item.sender.name, item.sender.agency)
    return tr("Shared by {who}").format(who=who or tr("somebody you removed"))
