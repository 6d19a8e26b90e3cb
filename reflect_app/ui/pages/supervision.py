"""Supervision: agree, prepare, meet, record, sign, follow up. Marked is not shared."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.core.changes import Changes, Saved
from reflect_app.core.supervision import Agreement
from reflect_app.errors import ReflectError
from reflect_app.services.journal import Journal
from reflect_app.ui.compose.targets import PAGE_ID as COMPOSE
from reflect_app.ui.gently import polishing
from reflect_app.ui.journal.targets import PAGE_ID as JOURNAL
from reflect_app.ui.journal.targets import ShowEntry
from reflect_app.ui.order import tab_through
from reflect_app.ui.pack.targets import PAGE_ID as PACK
from reflect_app.ui.pack.targets import PackOf
from reflect_app.ui.page import C, Desk, Page, PageSpec
from reflect_app.ui.sharing.targets import PAGE_ID as SHARING
from reflect_app.ui.supervision import fetch
from reflect_app.ui.supervision.ending import Ending
from reflect_app.ui.supervision.group import GroupView
from reflect_app.ui.supervision.naming import AGREEMENT, GROUP, NameForm
from reflect_app.ui.supervision.overview import OverviewView
from reflect_app.ui.supervision.planning import Plan, PlanForm
from reflect_app.ui.supervision.saving import Saving
from reflect_app.ui.supervision.session import SessionView
from reflect_app.ui.supervision.summary import SummaryPane
from reflect_app.ui.supervision.targets import PAGE_ID, ShowGroup, ShowSession
from reflect_app.ui.today.lines import clear
from reflect_app.ui.widgets.buttons import button, way_back
from reflect_app.ui.widgets.card import Column, flow, row
from reflect_app.ui.widgets.empty import EmptyState
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import muted, title
from reflect_app.words import tr


class SupervisionPage(Page):
    """One view at a time: the overview, a session, or a group."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._at: ShowSession | ShowGroup | None = None
        self._seen: fetch.Overview | None = None
        self._moving = ""
        self._leading = False
        self.view: OverviewView | SessionView | GroupView | None = None
        self.notice = Notice(closable=True)
        self.saving = Saving(desk, self.notice, self)
        self.ending = Ending(desk, self.notice, self)
        self.form = PlanForm(desk.clock.now().date())
        self.form.planned.connect(self._planned)
        self.form.dropped.connect(self.form.hide)
        self.form.hide()
        self.back = way_back(desk.theme, tr("Back to supervision"), self._overview)
        self.plan = button(tr("Plan a session"), self._plan)
        self.agree = button(tr("Write an agreement"), lambda: self._ask_name(AGREEMENT))
        self.group = button(tr("Start a group"), lambda: self._ask_name(GROUP))
        self.dates = button(tr("Dates for an employer"), self.saving.dates)
        self.naming = NameForm()
        self.naming.named.connect(self._named)
        self.empty = EmptyState(
            tr("From what you marked to a conversation, and back"),
            tr(
                "Plan a session here. What you marked becomes its agenda; afterwards you keep a "
                "short record that you both agree, and the next time opens with its actions."
            ),
            tr("Plan a session"),
            self._plan,
        )
        self._arrange()

    def _arrange(self) -> None:
        self.heading = QWidget()
        inner = QVBoxLayout(self.heading)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(title(tr("Supervision")))
        inner.addWidget(muted(tr("Only you see this page. Nothing on it is sent by itself.")))
        self.steps = QWidget()
        self.steps.setLayout(flow(self.plan, self.agree, self.group, self.dates))
        self.holder = QVBoxLayout()
        self.column = Column(820)
        box = self.column.box
        box.setSpacing(16)
        box.addLayout(row(self.back, None))
        for part in (
            self.heading, self.steps, self.naming, self.notice, self.form, self.empty,
        ):  # fmt: skip
            box.addWidget(part)
        box.addLayout(self.holder)
        box.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.column)
        self.summary = SummaryPane(self.desk)
        self.summary.back.connect(self._summary_done)
        self.summary.hide()
        whole.addWidget(self.summary)

    def _summary_done(self) -> None:
        self.summary.hide()
        self.column.show()
        self.back.setFocus()

    def shown(self, target: object = None) -> None:
        """Open what is asked for; asked for without a target, the overview."""
        self._at = target if isinstance(target, ShowSession | ShowGroup) else None
        self._leave_forms()
        self._summary_done()
        self.column.verticalScrollBar().setValue(0)
        self._ask()
        self._lead()

    def _lead(self) -> None:
        """Put the keyboard where the page begins, and again once what it begins with shows: a
        part that is hidden takes the focus from whatever has it, and does not get it."""
        begin = self.back if self._at else self.plan
        self._leading = not begin.isVisible()
        begin.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Sessions, or what is marked for them, changed."""
        if changes.supervision or changes.entries or changes.inbox:
            self._ask()

    def _overview(self) -> None:
        self._at = None
        self._leave_forms()
        self._ask()
        self._lead()

    def _leave_forms(self) -> None:
        self.form.hide()
        self.naming.hide()
        self.notice.clear()

    def _ask(self) -> None:
        at = self._at
        if isinstance(at, ShowSession):
            self.desk.ask(
                lambda journal: fetch.one_session(journal, at.session), self._session_came,
                failed=self._gone, owner=self,
            )  # fmt: skip
        elif isinstance(at, ShowGroup):
            self.desk.ask(
                lambda journal: fetch.one_group(journal, at.group), self._group_came,
                failed=self._gone, owner=self,
            )  # fmt: skip
        else:
            self.desk.ask(fetch.overview, self._overview_came, owner=self)

    def _gone(self, error: ReflectError) -> None:
        self._overview()
        self.notice.show_error(error)

    def _put(self, view: OverviewView | SessionView | GroupView, *, empty: bool = False) -> None:
        overview = isinstance(view, OverviewView)
        clear(self.holder)
        self.view = view
        self.holder.addWidget(view)
        self.back.setVisible(not overview)
        self.heading.setVisible(overview)
        self.steps.setVisible(overview)
        self.empty.setVisible(empty)
        view.setVisible(not empty)
        tab_through(self.column)
        if self._leading:
            self._lead()

    def _overview_came(self, seen: fetch.Overview) -> None:
        if self._at is not None:
            return
        self._seen = seen
        view = OverviewView(seen, self.heading.parentWidget())
        view.hide()
        view.opened.connect(lambda id_: self.desk.go(PAGE_ID, ShowSession(id_)))
        view.group_opened.connect(lambda id_: self.desk.go(PAGE_ID, ShowGroup(id_)))
        view.ticked.connect(self._tick)
        view.page_asked.connect(self._write_agreement)
        view.agreement_signed.connect(self._sign_agreement)
        view.agreement_sent.connect(lambda target: self.desk.go(SHARING, target))
        view.ended.connect(self.ending.ask)
        for part in (self.plan, self.agree, self.group, self.empty.step):
            part.setEnabled(not seen.read_only)
        self.desk.gently(self._bring(view, seen), view)

    def _bring(self, view: OverviewView, seen: fetch.Overview) -> Iterator[object]:
        """Make the overview out of sight, then put it in place of what is there."""
        yield from view.filling()
        yield from polishing(view)
        if self._at is None and self._seen is seen:
            self._put(view, empty=seen.empty)
        else:
            view.deleteLater()

    def _session_came(self, one: fetch.OneSession) -> None:
        if self._at != ShowSession(one.session.id):
            return
        if isinstance(self.view, SessionView) and self.view.shows(one):
            return
        view, id_ = SessionView(one), one.session.id
        view.asked.connect(self._asked)
        view.ticked.connect(self._tick)
        view.told.connect(
            lambda action, words: self._save(lambda journal: journal.actions.went(action, words))
        )
        view.signed.connect(
            lambda how, name: self._save(lambda journal: journal.records.sign(id_, how, name))
        )
        agenda = view.agenda
        agenda.ordered.connect(
            lambda order: self._save(lambda journal: journal.sessions.arrange(id_, order))
        )
        agenda.left_out.connect(
            lambda item: self._save(lambda journal: journal.sessions.leave_out(id_, item))
        )
        agenda.brought.connect(
            lambda words: self._save(lambda journal: journal.sessions.bring(id_, words))
        )
        agenda.read.connect(lambda entry: self.desk.go(JOURNAL, ShowEntry(entry)))
        before, focus = self.view, self.focusWidget()
        in_agenda = in_view = False
        if isinstance(before, SessionView) and focus is not None:
            in_agenda, in_view = before.agenda.isAncestorOf(focus), before.isAncestorOf(focus)
        self._put(view)
        if in_agenda:
            (agenda.list if one.lines else agenda.line).setFocus()
        elif in_view:
            view.record.setFocus()

    def _group_came(self, one: fetch.OneGroup) -> None:
        if self._at != ShowGroup(one.group.id):
            return
        view, id_ = GroupView(one), one.group.id
        view.opened.connect(lambda session: self.desk.go(PAGE_ID, ShowSession(session)))
        view.plan.connect(lambda: self._plan_for(one))
        view.sheet.connect(self.saving.sheet)
        view.agreed.connect(lambda: self._save(lambda journal: journal.groups.rules_agreed(id_)))
        view.described.connect(
            lambda name, members, rules: self._save(
                lambda journal: journal.groups.describe(id_, name, members, rules)
            )
        )
        self._put(view)

    def _save(self, job: Callable[[Journal], C], done: Callable[[C], object] | None = None) -> None:
        self.notice.clear()
        self.desk.save(job, done, failed=self.notice.show_error, owner=self)

    def _tick(self, action: str, on: bool) -> None:
        self._save(lambda journal: journal.actions.done(action, on=on))

    def _plan(self) -> None:
        self._moving = ""
        self.naming.hide()
        self.form.begin(self._seen.groups if self._seen else ())

    def _plan_for(self, one: fetch.OneGroup) -> None:
        self._moving = ""
        self.form.begin((one.group,), kind="group", group=one.group.id)

    def _planned(self, plan: Plan) -> None:
        moving = self._moving
        if moving:
            self._save(
                lambda journal: journal.sessions.change(
                    moving, plan.with_, plan.at, minutes=plan.minutes, role=plan.role
                ),
                lambda _saved: self.form.hide(),
            )
            return
        self._save(
            lambda journal: journal.sessions.add(
                plan.with_, plan.at, plan.kind, minutes=plan.minutes, role=plan.role,
                group=plan.group,
            ),
            lambda saved: self.desk.go(PAGE_ID, ShowSession(saved.id)),
        )  # fmt: skip

    def _asked(self, what: str) -> None:
        view = self.view
        if not isinstance(view, SessionView):
            return
        session = view.one.session
        if what == "pack":
            self.desk.go(PACK, PackOf(view.one.bringable, session.id))
        elif what == "change":
            self._moving = session.id
            self.form.correct(session)
        elif what == "remove":
            self._save(lambda journal: journal.sessions.remove(session.id), self._removed)
        elif what == "calendar":
            self.saving.calendar(session.id)
        elif what == "summary":
            self.column.hide()
            self.summary.show()
            self.summary.open(session.id)
        elif what in ("seal", "send"):
            self._share_record(session.id)
        elif what == "read":
            self.desk.go(JOURNAL, ShowEntry(session.record))
        else:
            self._open_page(what, session.id)

    def _share_record(self, session: str) -> None:
        self.desk.ask(
            lambda journal: fetch.to_share(journal, session),
            lambda target: self.desk.go(SHARING, target), failed=self.notice.show_error, owner=self,
        )  # fmt: skip

    def _open_page(self, what: str, session: str) -> None:
        def job(journal: Journal) -> fetch.PageOf:
            if what == "prepare":
                return fetch.preparation(journal, session)
            return fetch.record(journal, session, "group-member" if what == "own-page" else "")

        self._go_write(job)

    def _go_write(self, job: Callable[[Journal], fetch.PageOf]) -> None:
        self.desk.save(
            job, lambda page: self.desk.go(COMPOSE, page.target), failed=self.notice.show_error,
            owner=self, quiet=True,
        )  # fmt: skip

    def _removed(self, saved: Saved) -> None:
        view = self.view
        assert isinstance(view, SessionView)
        session = view.one.session
        assert saved.id == session.id
        self._overview()
        self.desk.offer_undo(
            tr("The session was taken off. Its pages stay in the journal."),
            lambda: self.desk.save(lambda journal: journal.sessions.put_back(session)),
        )

    def _ask_name(self, what: str) -> None:
        self.form.hide()
        self.naming.ask(what)

    def _named(self, what: str, name: str) -> None:
        if what == AGREEMENT:
            self._save(
                lambda journal: journal.agreements.add(name),
                lambda saved: self._write_agreement(saved.id),
            )
        else:
            self._save(
                lambda journal: journal.groups.add(name),
                lambda saved: self.desk.go(PAGE_ID, ShowGroup(saved.id)),
            )

    def _write_agreement(self, id_: str) -> None:
        self._go_write(lambda journal: fetch.agreement(journal, id_))

    def _sign_agreement(self, agreement: Agreement, name: str) -> None:
        how = "in-person" if name else ""
        self._save(lambda journal: journal.records.sign_agreement(agreement.id, how, name))


PAGE = PageSpec(PAGE_ID, tr("Supervision"), "mark", 35, SupervisionPage, key="Ctrl+R")
