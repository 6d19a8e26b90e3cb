"""One session: last time's actions, the agenda, the record and how it was agreed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reflect_app.core.supervision import Action, state_of
from reflect_app.core.supervision.states import (
    agreed_line,
    both_agreed,
    own_line,
    sign_off_line,
    state_line,
)
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.supervision.agenda import AgendaCard
from reflect_app.ui.supervision.fetch import OneSession, action_line, headline, moment
from reflect_app.ui.supervision.in_person import InPersonBox
from reflect_app.ui.today.lines import Line, Section
from reflect_app.ui.widgets.buttons import button, primary
from reflect_app.ui.widgets.card import Card, flow, stack
from reflect_app.ui.widgets.text import body, heading, muted, small, title
from reflect_app.words import tr


class SessionView(QWidget):
    """Shows a `OneSession`. Says what a person wants and does none of it."""

    asked = Signal(str)
    """One of: prepare, record, own-page, pack, change, calendar, remove, summary, seal, send,
    read."""
    ticked = Signal(str, bool)
    told = Signal(str, str)
    signed = Signal(str, str)
    """How the other person agreed (`in-person`, or empty), and their typed name."""

    def __init__(self, one: OneSession) -> None:
        super().__init__()
        self.one = one
        session = one.session
        self.agenda = AgendaCard(one.lines, fixed=bool(session.record), read_only=one.read_only)
        self.steps = {
            name: button(words, partial(self.asked.emit, name))
            for name, words in (
                ("prepare", tr("Prepare")),
                ("pack", tr("Make a pack")),
                ("calendar", tr("Save the date for a calendar")),
                ("change", tr("Change")),
                ("remove", tr("Take it off")),
                ("summary", tr("Save the summary for the members")),
                ("own-page", tr("Write my own page about it")),
                ("seal", tr("Seal it for the members")),
                ("send", tr("Send it to be signed")),
                ("read", tr("Read what they wrote beside it")),
            )
        }
        self.record = primary(
            tr("Open the record") if session.record else tr("Record it"),
            partial(self.asked.emit, "record"),
        )
        box = stack(spacing=16)
        self.setLayout(box)  # first: what is shown before it has a parent flashes up as a window
        box.addWidget(title(headline(session, one.who)))
        box.addWidget(muted(moment(session)))
        box.addLayout(flow(self.steps["calendar"], self.steps["change"], self.steps["remove"]))
        self._add_actions(box, tr("Actions from last time"), one.last)
        box.addWidget(self.agenda)
        box.addLayout(flow(self.steps["prepare"], self.steps["pack"]))
        box.addWidget(self._recorded())
        self._add_actions(box, tr("Actions"), one.actions)
        self.steps["prepare"].setVisible(not session.record)
        for part in self.steps.values():
            if part.parentWidget() is None:  # not wanted in this state
                part.setParent(self)
                part.hide()
        self.steps["pack"].setEnabled(bool(one.bringable))
        writing = ("prepare", "change", "remove", "own-page")
        for part in (self.record, *(self.steps[name] for name in writing)):
            part.setEnabled(not one.read_only)

    def shows(self, one: OneSession) -> bool:
        """Whether this is what is shown already, but for an order that was given here."""
        order = [line.item.id for line in one.lines]
        bare = replace(one.session, agenda=self.one.session.agenda)
        return order == self.agenda.order() and self.one == replace(
            one, session=bare, lines=self.one.lines, bringable=self.one.bringable
        )

    def _add_actions(self, box: QVBoxLayout, name: str, actions: Iterable[Action]) -> None:
        section = Section(name)
        box.addWidget(section)
        section.show_lines([self._action(action) for action in actions])

    def _action(self, action: Action) -> QWidget:
        words = tr("Not done after all") if action.done else tr("Done")
        tick = button(
            words, partial(self.ticked.emit, action.id, not action.done), "quiet",
            name=tr("{step}: {action}").format(step=words, action=action.text),
        )  # fmt: skip
        tick.setEnabled(not self.one.read_only)
        went = QLineEdit(action.went)
        went.setMaxLength(2_000)
        went.setMinimumHeight(MIN_TARGET)
        went.setPlaceholderText(tr("How did it go?"))
        went.setAccessibleName(tr("How it went: {action}").format(action=action.text))
        went.setReadOnly(self.one.read_only)

        def say() -> None:
            if went.text().strip() != action.went:
                self.told.emit(action.id, went.text())

        went.editingFinished.connect(say)
        holder = QWidget()
        holder.setLayout(stack(Line(action.text, action_line(action), [tick]), went, spacing=6))
        return holder

    def _recorded(self) -> Card:
        session, card = self.one.session, Card()
        card.box.addWidget(heading(tr("The record")))
        card.box.addWidget(body(state_line(session)))
        if session.record:
            card.box.addWidget(small(own_line(session.mine, session.digest)))
            words = sign_off_line(session.theirs, self.one.who, session.digest)
            words = agreed_line(session) if session.group else words
            if words:
                card.box.addWidget(small(words))
        steps = [self.record]
        if session.group and session.record:
            steps += [self.steps["summary"], self.steps["seal"]]
        elif session.record and session.contact:
            steps.append(self.steps["send"])
        if session.record and self.one.commented:
            steps.append(self.steps["read"])
        if session.kind == "group" and not session.group and not session.record:
            steps.append(self.steps["own-page"])
        card.box.addLayout(flow(*steps))
        if session.record and not self.one.read_only:
            self._add_signing(card)
        return card

    def _add_signing(self, card: Card) -> None:
        session = self.one.session
        signed = state_of(session) == "signed"
        self.sign = button(tr("Sign it as it stands"), partial(self.signed.emit, "", ""))
        self.sign.setEnabled(not signed)
        if session.group:
            ready = session.circulated == session.digest
            answered = session.members_agreed >= set(session.circulated_to)
            self.sign.setText(tr("The members agreed it"))
            self.sign.setEnabled(ready and answered and not signed)
            if not (ready and answered):
                card.box.addWidget(
                    muted(tr("It is final once the members have seen it and agreed."))
                )
            steps = [self.sign]
            if session.circulated_to:
                words = tr("They agreed it in the room")
                steps.append(button(words, partial(self.signed.emit, "in-person", self.one.who)))
                steps[-1].setEnabled(ready and not signed)
            card.box.addLayout(flow(*steps))
            return
        card.box.addLayout(flow(self.sign))
        if not both_agreed(session):
            self.in_person = InPersonBox()
            self.in_person.agreed.connect(partial(self.signed.emit, "in-person"))
            card.box.addWidget(self.in_person)
