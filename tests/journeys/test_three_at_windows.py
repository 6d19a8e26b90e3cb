"""Three people at three windows: a worker, her supervisor, a psychologist of another agency."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reflect_app import assets
from reflect_app.core.entries import EntryInput
from reflect_app.core.supervision import state_of
from reflect_app.sharing.bundle import BundleError, open_bundle
from reflect_app.ui.compose.targets import PAGE_ID as WRITE
from reflect_app.ui.page import Page
from reflect_app.ui.pages.compose import ComposePage
from reflect_app.ui.pages.supervision import SupervisionPage
from reflect_app.ui.sharing.targets import PAGE_ID as SHARING
from reflect_app.ui.sharing.targets import ShareEntry
from reflect_app.ui.supervision.overview import OverviewView
from reflect_app.ui.supervision.session import SessionView
from reflect_app.ui.supervision.targets import PAGE_ID as SUPERVISION
from reflect_app.ui.supervision.targets import ShowSession
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.vault.own_keys import private_keys, public_keys
from reflect_app.words import tr
from tests.helpers.at_sharing import At
from tests.helpers.circle import Somebody, circle
from tests.helpers.keys import bring_up, press


@pytest.fixture
def theme(qapp: QApplication) -> ThemeKeeper:
    """The look of all three windows."""
    made = ThemeKeeper(assets.root(), "light")
    made.attach(qapp)
    return made


STAYS = "what stays at home"


def test_two_fields_of_three_entries_go_out_and_comments_come_back(
    tmp_path: Path, theme: ThemeKeeper, qtbot: QtBot
) -> None:
    with circle(tmp_path) as people:
        worker = At(people.join("Sam", "HMPPS"), theme, qtbot)
        supervisor = At(people.join("Priya", "HMPPS"), theme, qtbot)
        psychologist = At(people.join("Dr Lowe", "Norfolk NHS"), theme, qtbot)
        readers = {"Priya": supervisor, "Dr Lowe": psychologist}
        for reader in readers.values():
            people.meet(worker.who, reader.who)
        entries = [
            worker.who.journal.entries.write(
                EntryInput(
                    "emotional-impact",
                    {"body": f"in the shoulders {n}", "shown_kept": f"a level voice {n}",
                     "would_help": f"{STAYS} {n}"},
                    marked=True,
                )
            ).id
            for n in range(3)
        ]  # fmt: skip
        for name, reader in readers.items():
            bundle = _share(worker, entries, name, people.file())
            vault = reader.who.journal.vault
            sealed = open_bundle(bundle.read_bytes(), private_keys(vault), public_keys(vault))
            for n in range(3):
                assert f"in the shoulders {n}".encode() in sealed.content
                assert f"a level voice {n}".encode() in sealed.content
            assert STAYS.encode() not in sealed.content
            assert b"would_help" not in sealed.content
            reader.page.inbox.receive(bundle)
            assert "Came: 3 things to read." in reader.page.inbox.notice.message
            for item in reader.who.journal.inbox.list():
                assert [field.question.id for field in item.fields] == ["body", "shown_kept"]
                reader.page.read(item.id)
                assert STAYS not in reader.page.item.view.toPlainText()
            reader.page.item.text.setPlainText(f"{name} wonders what came next.")
            reader.press("Keep the comment")
            reader.press("We talked about it")
            reader.press("Back to the inbox")
            back = people.file()
            reader.page.inbox.reply(back)
            worker.page.inbox.receive(back)
        said = [
            comment.text
            for entry in entries
            for comment in worker.who.journal.entries.show(entry).comments
        ]
        assert sorted(said) == ["Dr Lowe wonders what came next.", "Priya wonders what came next."]
        worker.press("Back to Sharing")
        worker.press("Who has what")
        worker.page.shared.show_now()
        assert "Priya: 6 answers" in worker.words()
        assert "Dr Lowe: 6 answers" in worker.words()
        assert worker.troubles == supervisor.troubles == psychologist.troubles == []


def _share(worker: At, entries: list[str], name: str, out: Path) -> Path:
    """Tick two answers of each entry, choose the reader, look, and seal."""
    page, choosing = worker.page, worker.page.choosing
    page.shown(ShareEntry(entries[0]))
    for entry in entries[1:]:
        choosing.adder.chosen.emit(entry)
    for item in choosing.tree._items():
        for place in range(item.childCount()):
            child = item.child(place)
            assert child is not None
            assert child.checkState(0) == Qt.CheckState.Unchecked
            if "in the shoulders" in child.text(0) or "a level voice" in child.text(0):
                child.setCheckState(0, Qt.CheckState.Checked)
    worker.choose(name)
    worker.look_now()
    assert STAYS not in choosing.look.view.toPlainText()
    choosing.leave_by(out)
    assert out.exists(), choosing.notice.message
    return out


def test_agree_record_sign_and_follow_up_at_two_windows(
    tmp_path: Path, theme: ThemeKeeper, qtbot: QtBot
) -> None:
    with circle(tmp_path) as people:
        worker = At(people.join("Sam", "HMPPS"), theme, qtbot)
        supervisor = At(people.join("Priya", "HMPPS"), theme, qtbot)
        people.meet(worker.who, supervisor.who)
        journal = worker.who.journal
        journal.entries.write(EntryInput("free", {"title": "The kettle"}, marked=True))
        page = _supervision(worker, qtbot)
        _agree(page, worker)
        page.shown()
        page.plan.click()
        page.form.name.setText("Priya")
        page.form.day.line.setFocus()
        press(page.form.day.line, "20/3")
        page.form.save.click()
        assert isinstance(page.view, SessionView)
        assert page.view.agenda.list.count() == 1
        assert page.view.one.session.contact  # Priya is known by her card
        said = {"understood": "We slowed down.", "actions": "Ring the rota", "next_date": "17/4"}
        session = _record(page, said)

        # It goes to the very person it is with, whole, and nothing else with it.
        page.view.steps["send"].click()
        choosing = worker.page.choosing
        assert choosing.reader.reader.currentText() == "Priya, HMPPS"
        assert choosing.reader.why() == "supervision"
        worker.look_now()
        assert "We slowed down." in choosing.look.view.toPlainText()
        choosing.leave_by(out := people.file())
        supervisor.page.inbox.receive(out)
        (item,) = supervisor.who.journal.inbox.list()
        assert "new" in supervisor.page.inbox.list.item(0).text()
        supervisor.page.read(item.id)
        assert "new" not in supervisor.page.inbox.list.item(0).text()
        supervisor.press("Sign it")
        assert supervisor.page.item.sign.text() == "Signed"
        assert "Signed by your key" in supervisor.page.item.view.toPlainText()
        supervisor.press("Back to the inbox")
        supervisor.page.inbox.reply(back := people.file())
        assert back.exists(), supervisor.page.inbox.notice.message
        worker.page.inbox.receive(back)
        page.shown(ShowSession(session))
        assert "Priya: signed by their key on" in _words(page)
        page.view.sign.click()
        assert "Signed, version 1" in _words(page)

        # The next time was planned by the record, and opens with what was to be done.
        page.shown()
        (following,) = [each for each in journal.sessions.list() if not each.record]
        page.shown(ShowSession(following.id))
        assert "Actions from last time" in _words(page)
        (action,) = page.view.one.last
        page.view.told.emit(action.id, "They will call back")
        page.view.ticked.emit(action.id, True)
        (action,) = journal.sessions.last_actions(journal.sessions.find(following.id))
        assert (bool(action.done), action.went) == (True, "They will call back")
        assert worker.troubles == supervisor.troubles == []
        assert journal.integrity.verify(deep=True).status == "clean"


def _supervision(worker: At, qtbot: QtBot) -> SupervisionPage:
    """The pages Supervision and Write beside the page Sharing, at one desk."""
    page, compose = SupervisionPage(worker.desk), ComposePage(worker.desk)
    for each in (compose, page):
        bring_up(qtbot, each, 1100, 800)
    worker.desk.changed.connect(page.refresh)
    pages: dict[str, Page] = {SUPERVISION: page, SHARING: worker.page, WRITE: compose}

    def go(name: str, target: object) -> None:
        if name in pages:
            pages[name].shown(target)

    worker.desk.moved.connect(go)
    page.shown()
    return page


def _fill(said: dict[str, str]) -> None:
    """Type into the page that is open in Write, and press Done."""
    compose = _write_page()
    assert compose.sheet is not None
    for question, words in said.items():
        field = compose.sheet.form.blocks[question].field
        field.focus_target().setFocus()
        press(compose, words)
    (done,) = [b for b in compose.sheet.findChildren(QPushButton) if b.text() == tr("Done")]
    done.click()
    assert compose.sheet is None


def _write_page() -> ComposePage:
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, ComposePage)]
    return found[-1]


def _agree(page: SupervisionPage, worker: At) -> None:
    """An agreement first: its page is typed in Write, and signed here."""
    journal = worker.who.journal
    page.agree.click()
    page.naming.name.setText("Priya")
    page.naming.begin.click()
    _fill({"purpose": "To think.", "not_private": "Harm and safeguarding."})
    (agreement,) = journal.agreements.list()
    assert journal.agreements.not_private(agreement.contact) == "Harm and safeguarding."
    page.shown()
    assert isinstance(page.view, OverviewView)
    next(step for step in page.view.findChildren(QPushButton) if step.text() == "Sign").click()
    assert state_of(journal.agreements.list()[0]) == "signed"
    assert "Signed by you alone, version 1: not countersigned" in _words(page)


def _record(page: SupervisionPage, said: dict[str, str]) -> str:
    """Press "Record it", type the page, and come back; the session's id."""
    assert isinstance(page.view, SessionView)
    session = page.view.one.session.id
    page.view.record.click()
    _fill(said)
    page.shown(ShowSession(session))
    return session


def _words(page: SupervisionPage) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_group_of_six_agrees_its_summary_and_nobody_is_named(
    tmp_path: Path, theme: ThemeKeeper, qtbot: QtBot
) -> None:
    six = ("Alex", "Blair", "Cass", "Dee", "Eden", "Frankie")
    with circle(tmp_path) as people:
        robin = At(people.join("Robin", "Norfolk NHS"), theme, qtbot)
        journal = robin.who.journal
        members = [people.join(name, "NHS" if n < 3 else "HMPPS") for n, name in enumerate(six)]
        for member in members:
            people.meet(robin.who, member)
        group = journal.groups.add("Thursdays").id
        pairs = [(name, "NHS" if n < 3 else "HMPPS") for n, name in enumerate(six)]
        journal.groups.describe(group, "Thursdays", pairs, "On time.")
        id_ = journal.sessions.add("", "2026-03-10T14:00", "group", group=group).id
        there = [{"member": name, "there": "absent"} for name in six]
        journal.records.write(id_, {"themes": "Who holds the phone.", "attendance": there})
        page = _supervision(robin, qtbot)
        page.shown(ShowSession(id_))
        assert isinstance(page.view, SessionView)
        page.view.steps["seal"].click()
        robin.look_now()
        seen = robin.page.choosing.look.view.toPlainText()
        assert "Who holds the phone." in seen
        assert "absent" not in seen
        robin.page.choosing.leave_by(out := people.file())
        files = [out, *sorted(out.parent.glob(f"{out.stem}-*"))]
        assert len(files) == len(six)
        for member in members:
            _take_mine(member, files)
            (item,) = member.journal.inbox.list()
            assert set(item.answers) == {"themes"}
        for count, member in enumerate(members, 1):
            (item,) = member.journal.inbox.list()
            member.journal.inbox.sign(item.id)
            member.journal.replies.reply(out=(back := people.file()))
            robin.page.inbox.receive(back)
            page.shown(ShowSession(id_))
            assert f"{count} member" in _words(page)
            assert not any(name in _words(page) for name in six)
            assert page.view.sign.isEnabled() == (count == len(six))
        page.view.sign.click()
        assert "Agreed and final, version 1" in _words(page)
        assert robin.troubles == []


def _take_mine(member: Somebody, files: list[Path]) -> None:
    """Of several sealed files each opens for one."""
    taken = []
    for path in files:
        with suppress(BundleError):  # not for them
            taken.append(member.journal.inbox.receive(path).status)
    assert taken == ["accepted"]
