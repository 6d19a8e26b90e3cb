"""Supervision at a glance: the next date, what is to be done, sessions, agreements, groups."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from reflect_app.core import when
from reflect_app.core.supervision import Agreement, Session, state_of
from reflect_app.core.supervision.states import state_line
from reflect_app.ui.supervision.fetch import Overview, action_line, headline, moment
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
    agreement_signed = Signal(object)
    ended = Signal(object)

    def __init__(self, seen: Overview) -> None:
        super().__init__()
        self._seen = seen
        self._names = {group.id: group.name for group in seen.groups}
        box = stack(spacing=20)
        self.setLayout(box)  # first: what is shown before it has a parent flashes up as a window
        self._add(box, tr("Next"), [self._next(seen.next)] if seen.next else [])
        self._add(box, tr("Actions"), [
            Line(each.text, action_line(each), [
                self._step(tr("Done"), each.text, partial(self.ticked.emit, each.id, True))
            ])
            for each in seen.actions
        ])  # fmt: skip
        lines: list[QWidget] = [self._session(each) for each in seen.sessions if each != seen.next]
        if seen.more:
            words = trn("And {count} more.", "And {count} more.", seen.more)
            lines.append(muted(words.format(count=seen.more)))
        self._add(box, tr("Sessions"), lines)
        self._add(box, tr("Agreements"), [self._agreement(each) for each in seen.agreements])
        self._add(box, tr("Groups you run"), [
            Line(each.name, self._count(len(each.members)), [
                self._step(tr("Open"), each.name, partial(self.group_opened.emit, each.id),
                           reads=True)
            ])
            for each in seen.groups
        ])  # fmt: skip

    def _add(self, box: QVBoxLayout, name: str, lines: list[QWidget]) -> None:
        section = Section(name)
        box.addWidget(section)
        section.show_lines(lines)

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

    def _agreement(self, agreement: Agreement) -> Line:
        name = agreement.with_name
        parts = [tr("Ended") if agreement.ended else state_line(agreement)]
        if agreement.review and not agreement.ended:
            due = agreement.id in self._seen.to_review
            shape = tr("time to look at it again: {day}") if due else tr("look again on {day}")
            parts.append(shape.format(day=when.day(agreement.review)))
        steps = [self._step(tr("Open"), name, partial(self.page_asked.emit, agreement.id))]
        if agreement.entry and state_of(agreement) != "signed" and not agreement.ended:
            steps.append(
                self._step(tr("Sign"), name, partial(self.agreement_signed.emit, agreement))
            )
        if not agreement.ended:
            words = tr("End with this person")
            steps.append(self._step(words, name, partial(self.ended.emit, agreement)))
        return Line(tr("With {name}").format(name=name), " · ".join(parts), steps)

    def _count(self, count: int) -> str:
        return trn("{count} member", "{count} members", count).format(count=count)
