"""Supervision in the window: plan, order the agenda, record, sign, follow up, and groups."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.core.entries import EntryInput
from reflect_app.core.supervision import state_of
from reflect_app.services.journal import Journal
from reflect_app.ui import files
from reflect_app.ui.compose.targets import CarryOn
from reflect_app.ui.pack.targets import PackOf
from reflect_app.ui.page import Desk, Undo
from reflect_app.ui.pages.supervision import SupervisionPage
from reflect_app.ui.sharing.targets import ShareEntry
from reflect_app.ui.supervision.group import GroupView
from reflect_app.ui.supervision.overview import OverviewView
from reflect_app.ui.supervision.session import SessionView
from reflect_app.ui.supervision.targets import PAGE_ID, ShowGroup, ShowSession
from tests.helpers.circle import circle
from tests.helpers.keys import bring_up, press

Show = Callable[..., SupervisionPage]
WHEN = "2026-03-20T14:00"


@pytest.fixture
def moves(desk: Desk) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    desk.moved.connect(lambda page, target: found.append((page, target)))
    return found


@pytest.fixture
def show(desk: Desk, qtbot: QtBot, moves: list[tuple[str, object]]) -> Show:
    def made(target: object = None) -> SupervisionPage:
        page = SupervisionPage(desk)
        bring_up(qtbot, page)
        desk.changed.connect(page.refresh)
        desk.moved.connect(lambda name, to: page.shown(to) if name == PAGE_ID else None)
        page.shown(target)
        return page

    return made


def words(page: SupervisionPage) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def session_view(page: SupervisionPage) -> SessionView:
    assert isinstance(page.view, SessionView)
    return page.view


def marked(journal: Journal, title: str, day: int) -> str:
    given = EntryInput("free", {"title": title}, f"2026-03-{day:02}T09:00", marked=True)
    return journal.entries.write(given).id


def buttons(page: SupervisionPage, name: str) -> list[QPushButton]:
    return [
        each
        for each in page.findChildren(QPushButton)
        if each.isVisible() and each.accessibleName() == name
    ]


def press_named(page: SupervisionPage, name: str) -> None:
    (found,) = buttons(page, name)
    found.click()


def test_an_empty_page_says_what_it_is_for_and_offers_the_first_step(
    show: Show, journal: Journal
) -> None:
    page = show()
    assert "a short record that you both agree" in " ".join(words(page).split())
    page.empty.step.click()
    assert page.form.isVisible()
    page.form.name.setText("Morgan")
    page.form.save.click()
    assert "Say which day" in words(page)
    press(page.form.day.line, "20/3")
    page.form.time.setText("14.00")
    page.form.minutes.setValue(50)
    page.form.save.click()
    (session,) = journal.sessions.list()
    assert (session.with_name, session.at, session.minutes) == (
        "Morgan", "2026-03-20T14:00:00+00:00", 50,
    )  # fmt: skip
    assert "One-to-one supervision with Morgan" in words(page)
    assert page.back.hasFocus()  # it was on Save, which is gone
    page.back.click()
    assert page.plan.hasFocus()
    assert "0 things to talk about" in words(page)


@pytest.mark.parametrize("to", ["session", "group"])
def test_the_keyboard_stays_on_the_page_while_a_session_or_a_group_is_fetched(
    to: str, desk: Desk, journal: Journal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, group = journal.sessions.add("Morgan", WHEN).id, journal.groups.add("Tuesday").id
    window, page = QWidget(), SupervisionPage(desk)
    beside = QVBoxLayout(window)
    beside.addWidget(QPushButton("Today"))
    beside.addWidget(page)
    bring_up(qtbot, window)
    page.shown()
    later: list[Callable[[], object]] = []
    ask = desk.ask
    monkeypatch.setattr(desk, "ask", lambda *a, **k: later.append(lambda: ask(*a, **k)))
    page.plan.click()
    page.form.save.setFocus()
    page.shown(ShowSession(session) if to == "session" else ShowGroup(group))
    assert not page.form.isVisible()
    later.pop()()
    assert page.back.hasFocus()
    page.back.click()
    later.pop()()
    assert page.plan.hasFocus()


def test_the_agenda_is_put_in_order_by_keyboard_and_by_buttons(
    show: Show, journal: Journal
) -> None:
    ids = [marked(journal, title, day) for day, title in enumerate(("Door", "Kettle", "Rota"), 1)]
    session = journal.sessions.add("Morgan", WHEN).id
    page = show(ShowSession(session))
    view = session_view(page)
    view.agenda.list.setFocus()
    press(view.agenda.list, Qt.Key.Key_Down, held=Qt.KeyboardModifier.AltModifier)
    assert [each.id for each in journal.sessions.find(session).agenda] == [ids[1], ids[0], ids[2]]
    assert session_view(page) is view  # nothing was drawn anew: the focus stays
    assert view.agenda.list.hasFocus()
    view.agenda.down.click()
    assert view.agenda.order() == [ids[1], ids[2], ids[0]]
    view.agenda.out.click()
    assert journal.entries.show(ids[0]).marked
    view = session_view(page)
    assert view.agenda.order() == [ids[1], ids[2]]
    assert view.agenda.list.hasFocus()  # drawn anew, and the keyboard is where it was
    view.agenda.line.setFocus()
    press(view.agenda.line, "The garden gate", Qt.Key.Key_Return)
    assert "garden" in session_view(page).agenda.list.item(2).text()


def test_dragging_an_item_tells_the_journal(show: Show, journal: Journal) -> None:
    first, second = marked(journal, "Door", 1), marked(journal, "Kettle", 2)
    session = journal.sessions.add("Morgan", WHEN).id
    view = session_view(show(ShowSession(session)))
    model = view.agenda.list.model()
    from PySide6.QtCore import QModelIndex

    assert model.moveRow(QModelIndex(), 0, QModelIndex(), 2)
    assert [each.id for each in journal.sessions.find(session).agenda] == [second, first]


def test_prepare_record_and_pack_open_their_pages(
    show: Show, journal: Journal, moves: list[tuple[str, object]]
) -> None:
    door = marked(journal, "Door", 1)
    session = journal.sessions.add("Morgan", WHEN).id
    page = show(ShowSession(session))
    session_view(page).steps["prepare"].click()
    assert moves[-1][0] == "compose"
    assert isinstance(began := moves[-1][1], CarryOn)
    assert journal.drafts.get(began.draft).answers["bring"] == [{"entry": door}]
    session_view(page).steps["pack"].click()
    assert moves[-1] == ("pack", PackOf((door,), session))
    session_view(page).record.click()
    recorded = moves.pop()[1]
    assert isinstance(recorded, CarryOn)
    assert journal.drafts.get(recorded.draft).template == "supervision-record"


def test_a_record_is_signed_and_says_which_way(show: Show, journal: Journal) -> None:
    session = journal.sessions.add("Morgan", WHEN).id
    actions = [{"text": "Ring the rota", "owner": "me", "due": "2026-03-13"}]
    journal.records.write(session, {"understood": "We slowed down.", "actions": actions})
    page = show(ShowSession(session))
    assert "A draft until it is signed" in words(page)
    view = session_view(page)
    view.in_person.step.click()
    assert view.in_person.name.hasFocus()
    view.in_person.name.setText("Morgan H.")
    view.in_person.step.click()
    assert state_of(journal.sessions.find(session)) == "signed"
    shown = words(page)
    assert "Morgan H.: agreed in person on 12 March 2026 (typed name, not verified)" in shown
    assert not session_view(page).sign.isEnabled()
    journal.records.write(session, {"understood": "Later."})
    page.shown(ShowSession(session))
    assert "it was changed after that" in words(page)
    session_view(page).sign.click()
    assert "Morgan: not countersigned" in words(page)
    press_named(page, "Done: Ring the rota")
    assert journal.actions.list()[0].done
    journal.sessions.add("Morgan", "2026-04-20T14:00")
    page.shown(ShowSession(journal.sessions.list()[0].id))
    assert "Actions from last time" in words(page)


def test_a_session_that_was_taken_off_comes_back(show: Show, journal: Journal, desk: Desk) -> None:
    undos: list[Undo] = []
    desk.undoable.connect(undos.append)
    session = journal.sessions.find(journal.sessions.add("Morgan", WHEN).id)
    page = show(ShowSession(session.id))
    session_view(page).steps["remove"].click()
    assert journal.sessions.list() == []
    assert isinstance(page.view, OverviewView)
    undos[-1].action()
    assert journal.sessions.list() == [session]


def test_a_group_of_six_shows_no_reason_and_nobodys_silence(
    show: Show, journal: Journal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = show()
    page.group.click()
    page.naming.name.setText("Thursdays")
    page.naming.begin.click()
    assert isinstance(page.view, GroupView)
    six = [
        {"name": name, "agency": agency}
        for name, agency in zip("ABCDEF", ["NHS"] * 3 + ["HMPPS"] * 3, strict=True)
    ]
    page.view.members.set_value(six)
    page.view.rules.setPlainText("On time.")
    page.view.save.click()
    (group,) = journal.groups.list()
    assert [member.agency for member in group.members] == ["NHS"] * 3 + ["HMPPS"] * 3
    page.view.agree.click()
    assert "Agreed on 12 March 2026." in words(page)
    assert isinstance(page.view, GroupView)
    page.view.date.click()
    press(page.form.day.line, "20/3")
    page.form.save.click()
    (session,) = journal.sessions.list()
    assert session.group == group.id
    rows = [{"member": "F", "there": "absent"}]
    journal.records.write(session.id, {"themes": "Bread", "attendance": rows})
    page.shown(ShowSession(session.id))
    out = tmp_path / "summary.pdf"
    assert not session_view(page).sign.isEnabled()
    session_view(page).steps["summary"].click()
    assert page.summary.isVisible()
    assert "Bread" in page.summary.look.view.toPlainText()
    page.summary.saving.write(out)
    assert out.exists()
    page.summary.back_button.click()
    session_view(page).sign.click()
    assert state_of(journal.sessions.find(session.id)) == "signed"
    seen = words(page)
    for unseen in ("absent", "not sent", "not written", "reason"):
        assert unseen not in seen.casefold().replace("no reason is ever kept", "")


def test_ending_with_a_person_says_what_goes_and_can_be_undone(
    show: Show, journal: Journal, desk: Desk
) -> None:
    undos: list[Undo] = []
    desk.undoable.connect(undos.append)
    id_ = journal.agreements.add("Morgan").id
    journal.agreements.write(id_, {"purpose": "To think.", "review_date": "2026-03-20"})
    journal.sessions.add("Morgan", WHEN)
    page = show()
    assert "time to look at it again: 20 March 2026" in words(page)
    press_named(page, "Sign: Morgan")
    assert state_of(journal.agreements.list()[0]) == "signed"
    press_named(page, "End with this person: Morgan")
    assert "not countersigned: supervisor left" in words(page)
    page.notice.action.click()
    assert journal.agreements.list()[0].ended
    assert journal.sessions.list() == []
    undos[-1].action()
    assert not journal.agreements.list()[0].ended
    assert len(journal.sessions.list()) == 1


def test_an_agreement_is_agreed_in_person_or_sent_to_be_signed(
    show: Show, journal: Journal, moves: list[tuple[str, object]], tmp_path: Path
) -> None:
    with circle(tmp_path) as people:
        journal.contacts.add(people.card(people.join("Priya")))
    contact = journal.contacts.find("Priya").id
    id_ = journal.agreements.add("Priya").id
    page = show()
    assert not buttons(page, "Agreed in person…: Priya")  # nothing is written yet
    journal.agreements.write(id_, {"purpose": "To think."})
    page.shown()
    (agreement,) = journal.agreements.list()
    press_named(page, "Send it to be signed: Priya")
    target = ShareEntry(agreement.entry, to=contact, purpose="supervision", whole=True)
    assert moves[-1] == ("sharing", target)
    assert "Did they agree it in person?" not in words(page)
    press_named(page, "Agreed in person…: Priya")
    press_named(page, "Sign, agreed in person: Priya")  # nobody is named yet
    field = page.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText("Priya K.")
    press_named(page, "Sign, agreed in person: Priya")
    (agreement,) = journal.agreements.list()
    assert state_of(agreement) == "signed"
    assert "Priya K.: agreed in person on 12 March 2026 (typed name, not verified)" in words(page)
    for step in ("Sign", "Send it to be signed", "Agreed in person…"):
        assert not buttons(page, f"{step}: Priya")
    assert buttons(page, "End with this person: Priya")


def test_files_that_leave(
    show: Show, journal: Journal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    session = journal.sessions.add("Morgan", WHEN).id
    journal.records.write(session, {"understood": "We slowed down."})
    page = show(ShowSession(session))
    out = tmp_path / "next.ics"
    monkeypatch.setattr(files, "choose_to_save", lambda *_, **__: out)
    session_view(page).steps["calendar"].click()
    assert b"Morgan" not in out.read_bytes()
    page.back.click()
    out = tmp_path / "dates.csv"
    page.dates.click()
    assert "Saved as dates.csv" in words(page)
    assert "One-to-one" in out.read_text(encoding="utf-8-sig")


def test_words_that_do_not_fit_are_said_on_the_page(show: Show, journal: Journal) -> None:
    page = show()
    page.plan.click()
    page.form.day.line.setFocus()
    press(page.form.day.line, "20/3")
    page.form.name.setText("Morgan")
    page.form.time.setText("teatime")
    page.form.save.click()
    assert "That is not a date and time." in words(page)
    assert journal.sessions.list() == []
    page.shown(ShowSession("nonsense"))
    assert "There is no session nonsense." in words(page)
