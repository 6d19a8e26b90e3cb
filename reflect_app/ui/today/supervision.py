"""The next supervision, what is to be done, and an agreement to look at again, on Today."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from reflect_app.core import when
from reflect_app.core.changes import Saved
from reflect_app.services.arrivals import Arrivals
from reflect_app.ui.page import Desk
from reflect_app.ui.sharing.targets import PAGE_ID as SHARING
from reflect_app.ui.sharing.targets import ShowInbox, ShowShared
from reflect_app.ui.supervision.fetch import action_line, headline, moment
from reflect_app.ui.supervision.targets import PAGE_ID, ShowSession
from reflect_app.ui.today.gather import TodayView
from reflect_app.ui.today.lines import Line, Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.words import tr, trn


class SupervisionLines(Section):
    """Says when, and what waits; never how long it has."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("Supervision"))
        self._desk = desk
        self._shown: object = None

    def show_view(self, view: TodayView) -> None:
        """Show what was gathered, if it is anything new."""
        now = (
            view.arrivals,
            view.session,
            view.session_with,
            view.actions,
            view.to_review,
            view.read_only,
        )
        if now == self._shown:
            return
        self._shown = now
        lines: list[QWidget] = self._came(view.arrivals)
        if view.session is not None:
            name = headline(view.session, view.session_with)
            target = ShowSession(view.session.id)
            step = button(
                tr("Open"), partial(self._desk.go, PAGE_ID, target), "quiet",
                name=tr("Open: {name}").format(name=name),
            )  # fmt: skip
            lines.append(Line(name, moment(view.session), [step]))
        for action in view.actions:
            done = button(
                tr("Done"), partial(self._tick, action.id), "quiet",
                name=tr("Done: {action}").format(action=action.text),
            )  # fmt: skip
            done.setEnabled(not view.read_only)
            lines.append(Line(action.text, action_line(action), [done]))
        for agreement in view.to_review:
            words = tr("Your agreement with {name}").format(name=agreement.with_name)
            told = tr("time to look at it again: {day}").format(day=when.day(agreement.review))
            step = button(
                tr("Open"), partial(self._desk.go, PAGE_ID), "quiet",
                name=tr("Open: {name}").format(name=words),
            )  # fmt: skip
            lines.append(Line(words, told, [step]))
        self.show_lines(lines)

    def _came(self, arrivals: Arrivals) -> list[QWidget]:
        lines: list[QWidget] = []
        if arrivals.unread:
            words = trn(
                "{count} thing was shared with you", "{count} things were shared with you",
                arrivals.unread,
            ).format(count=arrivals.unread)  # fmt: skip
            step = button(
                tr("Read"), partial(self._desk.go, SHARING, ShowInbox()), "quiet",
                name=tr("Read: {title}").format(title=words),
            )  # fmt: skip
            lines.append(Line(words, tr("Not opened yet."), [step]))
        if arrivals.answered:
            words = tr("{names} answered what you shared").format(
                names=", ".join(arrivals.answered)
            )
            step = button(
                tr("Read"), partial(self._desk.go, SHARING, ShowShared()), "quiet",
                name=tr("Read: {title}").format(title=words),
            )  # fmt: skip
            lines.append(Line(words, tr("What they wrote stands beside your entries."), [step]))
        return lines

    def _tick(self, action: str) -> None:
        self._desk.save(lambda journal: journal.actions.done(action), self._ticked, owner=self)

    def _ticked(self, saved: Saved) -> None:
        id_ = saved.id
        self._desk.offer_undo(
            tr("Ticked off."),
            lambda: self._desk.save(lambda journal: journal.actions.done(id_, on=False)),
        )
