"""Supervision at a glance: the next date, what is to be done, sessions, agreements, groups."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from reflect_app.core import when
from reflect_app.core.supervision import Action, Agreement, Group, Session, state_of
from reflect_app.core.supervision.states import both_agreed, sign_off_line, state_line
from reflect_app.ui.gently import polishing
from reflect_app.ui.supervision.fetch import (
    Overview,
    action_line,
    agreement_to_share,
    headline,
    moment,
)
from reflect_app.ui.supervision.in_person import InPersonBox
from reflect_app.ui.today.lines import Line, Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import stack
from reflect_app.ui.widgets.text import muted
from reflect_app.words import tr, trn


class OverviewView(QWidget):
    """Shows an `Overview`. Says what a person wants and does none of it."""

    opened = Signal(str)
    group_opened = Signal(str)
    ticked = Signal(str, bool)
    page_asked = Signal(str)
    agreement_signed = Signal(object, str)
    """An agreement, and the typed name of the other person who agreed it in person, or ""."""
    agreement_sent = Signal(object)
    """What to share (`ShareEntry`) so that it can be signed."""
    ended = Signal(object)

    def __init__(self, seen: Overview, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._seen = seen
        self._names = {group.id: group.name for group in seen.groups}
        self.setLayout(stack(spacing=20))

    def filling(self) -> Iterator[object]:
        """Make the sections, a line at a step."""
        seen = self._seen
        yield from self._add(tr("Next"), [self._next(seen.next)] if seen.next else [])
        yield from self._add(tr("Actions"), map(self._action, seen.actions))
        others = (each for each in seen.sessions if each != seen.next)
        words = trn("And {count} more.", "And {count} more.", seen.more).format(count=seen.more)
        more = [muted(words)] if seen.more else []
        yield from self._add(tr("Sessions"), itertools.chain(map(self._session, others), more))
        yield from self._add(tr("Agreements"), map(self._agreement, seen.agreements))
        yield from self._add(tr("Groups you run"), map(self._group, seen.groups))

    def _add(self, name: str, lines: Iterable[QWidget]) -> Iterator[object]:
        section = Section(name)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(section)
        for line in section.showing(lines):
            yield from polishing(line)
        yield section

    def _action(self, action: Action) -> Line:
        step = self._step(tr("Done"), action.text, partial(self.ticked.emit, action.id, True))
        return Line(action.text, action_line(action), [step])

    def _group(self, group: Group) -> Line:
        act = partial(self.group_opened.emit, group.id)
        step = self._step(tr("Open"), group.name, act, reads=True)
        return Line(group.name, self._count(len(group.members)), [step])

    def _step(
        self, words: str, about: str, act: partial[None], *, reads: bool = False
    ) -> QPushButton:
        made = button(
            words, act, "quiet", name=tr("{step}: {action}").format(step=words, action=about)
        )
        made.setEnabled(reads or not self._seen.read_only)
        return made

    def _who(self, session: Session) -> str:
        return session.with_name or self._names.get(session.group, "")

    def _next(self, session: Session) -> Line:
        count = self._seen.marked
        words = trn("{count} thing to talk about", "{count} things to talk about", count)
        told = tr("{when} · {marked}").format(
            when=moment(session), marked=words.format(count=count)
        )
        name = headline(session, self._who(session))
        return Line(name, told, [
            self._step(tr("Open"), name, partial(self.opened.emit, session.id), reads=True)
        ])  # fmt: skip

    def _session(self, session: Session) -> Line:
        name = headline(session, self._who(session))
        told = tr("{when} · {state}").format(when=moment(session), state=state_line(session))
        about = f"{name}, {moment(session)}"
        return Line(name, told, [
            self._step(tr("Open"), about, partial(self.opened.emit, session.id), reads=True)
        ])  # fmt: skip

    def _agreement(self, agreement: Agreement) -> QWidget:
        name = agreement.with_name
        parts = [tr("Ended") if agreement.ended else state_line(agreement)]
        if agreement.review and not agreement.ended:
            due = agreement.id in self._seen.to_review
            shape = tr("time to look at it again: {day}") if due else tr("look again on {day}")
            parts.append(shape.format(day=when.day(agreement.review)))
        theirs = agreement.theirs
        if theirs is not None and theirs.how != "not-countersigned" and not agreement.ended:
            parts.append(sign_off_line(theirs, name, agreement.digest))
        steps = [self._step(tr("Open"), name, partial(self.page_asked.emit, agreement.id))]
        said = self._in_person(agreement)
        if not agreement.ended:
            steps += self._signing(agreement, said)
            words = tr("End with this person")
            steps.append(self._step(words, name, partial(self.ended.emit, agreement)))
        holder = QWidget()
        line = Line(tr("With {name}").format(name=name), " · ".join(parts), steps)
        holder.setLayout(stack(line, said, spacing=6))
        return holder

    def _signing(self, agreement: Agreement, said: InPersonBox) -> Iterator[QPushButton]:
        name = agreement.with_name
        if not agreement.entry or agreement.put_by:
            return
        if state_of(agreement) != "signed":
            act = partial(self.agreement_signed.emit, agreement, "")
            yield self._step(tr("Sign"), name, act)
        if both_agreed(agreement):
            return
        if agreement.contact:
            act = partial(self.agreement_sent.emit, agreement_to_share(agreement))
            yield self._step(tr("Send it to be signed"), name, act)
        yield self._step(tr("Agreed in person…"), name, partial(_ask, said))

    def _in_person(self, agreement: Agreement) -> InPersonBox:
        said = InPersonBox(agreement.with_name)
        said.agreed.connect(partial(self.agreement_signed.emit, agreement))
        said.hide()
        return said

    def _count(self, count: int) -> str:
        return trn("{count} member", "{count} members", count).format(count=count)


def _ask(said: InPersonBox) -> None:
    said.show()
    said.name.setFocus()
