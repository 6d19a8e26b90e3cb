"""Sharing by the window: cards and words, exactly what is ticked, answers that come back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.ui.page import Undo
from reflect_app.ui.pages.supervision import SupervisionPage
from reflect_app.ui.sections.exchange import ExchangeSection
from reflect_app.ui.sharing.targets import PAGE_ID as SHARING
from reflect_app.ui.sharing.targets import ShareEntry, ShowInbox
from reflect_app.ui.theme import ThemeKeeper
from tests.helpers.at_sharing import At
from tests.helpers.circle import PAGE, SECRET, Circle, circle
from tests.helpers.keys import bring_up, press


@pytest.fixture
def people(tmp_path: Path) -> Iterator[Circle]:
    with circle(tmp_path / "circle") as made:
        yield made


@pytest.fixture
def sam(people: Circle, theme: ThemeKeeper, qtbot: QtBot) -> At:
    return At(people.join("Sam", "HMPPS"), theme, qtbot)


@pytest.fixture
def priya(people: Circle, theme: ThemeKeeper, qtbot: QtBot) -> At:
    return At(people.join("Priya", "Norfolk NHS"), theme, qtbot)


def test_a_card_is_added_compared_and_only_then_called_theirs(
    people: Circle, sam: At, priya: At
) -> None:
    pane = sam.page.people
    sam.press("People")
    assert "Nobody yet." in sam.words()
    pane.take(people.card(priya.who))
    assert "Added. Now compare the twelve words with them." in pane.notice.message
    assert "it may be anyone" in sam.words()
    sam.press("Compare the words with Priya")
    (box,) = pane.boxes.values()
    box.confirming.line.setText("abandon " * 12)
    sam.press("Confirm")
    assert "Those are not the words" in sam.words()
    box.confirming.line.setText(priya.who.journal.contacts.own_card().fingerprint)
    sam.press("Confirm")
    assert "Confirmed: you compared the twelve words." in sam.words()


def test_a_second_card_of_a_name_asks_whose_it_is(people: Circle, sam: At, priya: At) -> None:
    sam.page.people.take(people.card(priya.who))
    other = people.join("other")
    other.journal.settings.set("display_name", "Priya")
    sam.press("People")
    sam.page.people.take(people.card(other))
    assert "Is this a second card of the same person?" in sam.words()
    sam.press("Yes, theirs")
    (box,) = sam.page.people.boxes.values()
    assert len(box.contact.cards) == 2
    assert len(box.retiring) == 2
    box.retiring[0].click()
    assert "No longer used since" in sam.words()


def test_one_s_own_card_has_words_a_picture_and_a_file(
    people: Circle, sam: At, tmp_path: Path
) -> None:
    sam.press("People")
    own = sam.who.journal.contacts.own_card()
    assert own.fingerprint in sam.words()
    sam.page.people.own.show_code.toggle()  # a screen reader's way
    assert sam.page.people.own.code.isVisible()
    code = sam.page.people.own.code
    side = code.sizeHint().width()
    image = code.grab().toImage()
    assert image.pixelColor(1, 1) == Qt.GlobalColor.white
    assert side >= 100
    sam.page.people.own.write(tmp_path / "me.rcard")
    other = people.join("other")
    assert other.journal.contacts.look(tmp_path / "me.rcard").card.fingerprint == own.fingerprint


def test_exactly_what_is_ticked_leaves_after_a_look(people: Circle, sam: At, priya: At) -> None:
    people.meet(sam.who, priya.who)
    entry = people.write(sam.who)
    sam.page.shown(ShareEntry(entry))
    choosing = sam.page.choosing
    assert choosing.tree.request() is None  # nothing is chosen for the writer,
    assert choosing.reader.to() == ""  # and nobody
    sam.look_now()
    assert "Tick what you want to bring" in sam.words()
    sam.tick("page")
    sam.look_now()
    assert "Once you say for whom, you see it here." in sam.words()
    sam.choose("Priya")
    assert not choosing.where.save.isEnabled()
    sam.look_now()
    shown = choosing.look.view.toPlainText()
    assert PAGE in shown
    assert SECRET not in shown
    assert "Agency: Norfolk NHS" in shown
    out = people.file()
    choosing.leave_by(out)
    assert "1 answer is sealed for Priya." in choosing.notice.message
    priya.page.inbox.receive(out)
    (item,) = priya.who.journal.inbox.list()
    assert [field.value for field in item.fields] == [PAGE]
    sam.press("Back to Sharing")
    sam.press("Who has what")
    assert "Priya: 1 answer" in sam.words()


def test_a_screen_reader_changes_the_tab_as_a_click_does(people: Circle, sam: At) -> None:
    page = sam.page
    for part in (page.shared, page.people, page.inbox):
        page.tabs[part].toggle()
        assert page.parts.currentWidget() is part


def test_with_nobody_to_share_with_it_says_where_to_begin(people: Circle, sam: At) -> None:
    sam.share_page(people.write(sam.who))
    assert "add it under People" in sam.words()
    assert "Once you say for whom" in sam.words()
    assert sam.page.choosing.reader.reader.isHidden(), "no box without a choice"
    assert not sam.page.choosing.where.save.isEnabled()


def test_an_empty_journal_has_nothing_to_share_and_says_how_to_begin(sam: At) -> None:
    gone: list[str] = []
    sam.desk.moved.connect(lambda page, _target: gone.append(page))
    sam.page.shown(ShareEntry(""))
    assert "Nothing to share yet" in sam.words()
    assert not sam.page.choosing.tree.isVisible()
    sam.press("Write something")
    assert gone == ["compose"]
    sam.press("Back to Sharing")
    assert "Who has what" in [tab.text() for tab in sam.page.tabs.values() if tab.isVisible()]


def test_nothing_marked_is_said_in_place_of_an_empty_box(people: Circle, sam: At) -> None:
    entry = people.write(sam.who)
    sam.page.shown(ShareEntry(""))
    choosing = sam.page.choosing
    assert "Nothing is marked yet." in sam.words()
    assert not choosing.tree.isVisible()
    choosing.adder.line.setText("zzz")
    choosing.adder.look()
    assert "Nothing fits that." in sam.words()
    choosing.adder.line.clear()
    choosing.adder.look()
    choosing.adder.list.take_first()
    assert choosing.tree.entries() == [entry]
    assert choosing.tree.isVisible()
    assert "Nothing is marked yet." not in sam.words()


def test_who_reads_it_stands_there_in_full(people: Circle, sam: At, priya: At) -> None:
    people.meet(sam.who, priya.who)
    sam.share_page(people.write(sam.who), "Priya")
    assert "Sealed for Priya, Norfolk NHS. Nobody else can open it." in sam.words()


def test_an_unconfirmed_reader_takes_one_more_step(people: Circle, sam: At, priya: At) -> None:
    people.meet(sam.who, priya.who, confirmed=False)
    sam.share_page(people.write(sam.who), "Priya")
    choosing = sam.page.choosing
    assert "it may be anyone's card" in sam.words()
    assert not choosing.where.save.isEnabled()
    choosing.anyway.setChecked(True)
    assert choosing.where.save.isEnabled()


def test_a_change_of_the_choice_takes_the_permission_back(
    people: Circle, sam: At, priya: At
) -> None:
    people.meet(sam.who, priya.who)
    sam.share_page(people.write(sam.who), "Priya")
    assert sam.page.choosing.where.save.isEnabled()
    sam.page.choosing.reader.purpose.setCurrentIndex(1)
    assert not sam.page.choosing.where.save.isEnabled()


def test_a_name_is_pointed_out_and_replaced_in_the_copy_alone(
    people: Circle, sam: At, priya: At
) -> None:
    people.meet(sam.who, priya.who)
    entry = people.write(sam.who, page="I spoke to Mr Okafor twice.")
    sam.share_page(entry, "Priya")
    box = sam.page.choosing.look.pointed
    assert "Okafor" in box.list.item(0).text()
    box.word.setEditText("Heron")
    box.replace.click()
    sam.look_now()
    out = people.file()
    sam.page.choosing.leave_by(out)
    priya.who.journal.inbox.receive(out)
    (item,) = priya.who.journal.inbox.list()
    assert item.fields[0].value == "I spoke to Mr Heron twice."
    assert "Okafor" in str(sam.who.journal.entries.show(entry).answers)


def test_a_change_made_after_the_look_is_not_let_out(people: Circle, sam: At, priya: At) -> None:
    people.meet(sam.who, priya.who)
    entry = people.write(sam.who, "the kettle went cold")
    sam.share_page(entry, "Priya")
    choosing, out = sam.page.choosing, people.file()
    sam.who.journal.entries.edit(entry, {"page": "Told Ngozi Okafor to wait"})
    choosing.leave_by(out)
    assert not out.exists()
    assert "is not what you looked at any more" in choosing.notice.message
    assert not choosing.where.save.isEnabled()
    sam.look_now()
    assert "Ngozi Okafor" in choosing.look.view.toPlainText()
    choosing.look.pointed.list.setFocus()
    press(sam.page, Qt.Key.Key_R)
    sam.look_now()
    assert "Ngozi" not in choosing.look.view.toPlainText()
    choosing.leave_by(out)
    priya.page.inbox.receive(out)
    (item,) = priya.who.journal.inbox.list()
    assert "Ngozi" not in str(item.fields[0].value)
    assert choosing.look.view.toPlainText().count(str(item.fields[0].value)) == 1


def test_comments_are_looked_through_before_they_leave(people: Circle, sam: At, priya: At) -> None:
    entry = shared(people, sam, priya)
    (item,) = priya.who.journal.inbox.list()
    priya.who.journal.inbox.comment(item.id, "Ask Ngozi Okafor. Ngozi Okafor knows.", "page")
    inbox = priya.page.inbox
    inbox.show_now()
    assert inbox.review.isVisible()
    assert inbox.review.pointed.where.text() == "1 of 2: Ask [Ngozi Okafor]. Ngozi Okafor knows."
    assert not inbox.where.save.isEnabled()
    inbox.review.pointed.list.setFocus()
    press(priya.page, Qt.Key.Key_R)
    assert not inbox.where.save.isEnabled()
    assert inbox.review.pointed.list.count() == 1
    view = inbox.review.view.view
    assert view.textCursor().selectedText() == "Ngozi Okafor"
    assert view.textCursor().selectionStart() > view.toPlainText().index(". ")
    press(priya.page, Qt.Key.Key_L)
    assert inbox.where.save.isEnabled()
    inbox.reply(out := people.file())
    assert inbox.review.isHidden()
    sam.page.inbox.receive(out)
    (said,) = sam.who.journal.entries.show(entry).comments
    assert said.text.startswith("Ask ")
    assert said.text.endswith(". Ngozi Okafor knows.")
    assert said.text.count("Ngozi") == 1
    (kept,) = priya.who.journal.inbox.show(item.id).comments
    assert kept.text == said.text
    assert [line.change for line in priya.who.journal.activity.newest()].count("reviewed") == 1


def shared(people: Circle, sam: At, priya: At, *, confirmed: bool = True) -> str:
    people.meet(sam.who, priya.who, confirmed=confirmed)
    entry = people.write(sam.who)
    _, out = people.share(sam.who, priya.who, entry)
    priya.page.inbox.receive(out)
    return entry


def test_what_came_is_read_answered_and_the_answer_comes_back(
    people: Circle, sam: At, priya: At
) -> None:
    entry = shared(people, sam, priya)
    assert "Came: 1 thing to read." in priya.page.inbox.notice.message
    row = priya.page.inbox.list.item(0)
    priya.page.inbox.list.itemActivated.emit(row)
    assert PAGE in priya.page.item.view.toPlainText()
    assert "Shared by Sam, HMPPS" in priya.page.item.view.toPlainText()
    pane = priya.page.item
    pane.beside.setCurrentIndex(pane.beside.findData("page"))
    pane.text.setPlainText("And then what did you do?")
    priya.press("Keep the comment")
    assert "And then what did you do?" in priya.words(pane)
    assert pane.text.toPlainText() == ""
    priya.press("We talked about it")
    assert not pane.talk.isEnabled()
    priya.press("Back to the inbox")
    assert "Your answers for Sam wait here." in priya.words()
    back = people.file()
    priya.page.inbox.reply(back)
    sam.page.inbox.receive(back)
    assert "Came: 1 answer." in sam.page.inbox.notice.message
    (said,) = sam.who.journal.entries.show(entry).comments
    assert (said.field, said.text, said.author) == ("page", "And then what did you do?", "Priya")


def following(widget: QWidget) -> QWidget | None:
    """What Tab comes to next."""
    found = widget.nextInFocusChain()
    while found is not None and (
        found.focusPolicy() & Qt.FocusPolicy.TabFocus != Qt.FocusPolicy.TabFocus
        or found.isHidden()
        or found.focusProxy() is not None
    ):
        found = found.nextInFocusChain()
    return found


def test_a_comment_that_was_not_sent_can_be_taken_back(people: Circle, sam: At, priya: At) -> None:
    shared(people, sam, priya)
    (item,) = priya.who.journal.inbox.list()
    priya.page.shown(ShowInbox(item.id))
    priya.page.item.text.setPlainText("too quick")
    priya.press("Keep the comment")
    pane = priya.page.item
    (back,) = pane.comments.findChildren(QPushButton)
    order = [pane.view, back, pane.beside, pane.text, pane.keep_comment]
    for before, after in pairwise(order):  # Tab reads it where it stands, above the box
        assert following(before) is after, before.accessibleName()
    priya.press("Take it back")
    assert priya.who.journal.inbox.list()[0].comments == ()
    assert priya.page.item.comments.isHidden()


def test_what_is_pinned_stays_so_until_it_is_let_go(people: Circle, sam: At, priya: At) -> None:
    shared(people, sam, priya)
    (item,) = priya.who.journal.inbox.list()
    priya.page.read(item.id)
    priya.press("Pin")
    assert priya.who.journal.inbox.list()[0].pinned
    assert priya.page.item.pin.text() == "Pinned"
    priya.page.item.pin.toggle()  # a screen reader's way
    assert not priya.who.journal.inbox.list()[0].pinned
    assert priya.page.item.pin.text() == "Pin"


def test_a_stranger_s_file_is_refused_and_nothing_kept(people: Circle, sam: At, priya: At) -> None:
    sam.who.journal.contacts.add(people.card(priya.who))
    _, out = people.share(sam.who, priya.who, people.write(sam.who))
    priya.page.inbox.receive(out)
    assert "whose card you do not have" in priya.page.inbox.notice.message
    assert priya.who.journal.inbox.list() == ()


def test_an_unconfirmed_sender_stands_under_a_banner(people: Circle, sam: At, priya: At) -> None:
    shared(people, sam, priya, confirmed=False)
    (item,) = priya.who.journal.inbox.list()
    priya.page.read(item.id)
    assert "You have not compared the twelve words with Sam." in priya.page.item.banner.message


def test_asked_back_it_is_hidden_and_one_may_be_kept_for_a_reason(
    people: Circle, sam: At, priya: At
) -> None:
    shared(people, sam, priya)
    (item,) = priya.who.journal.inbox.list()
    priya.page.read(item.id)
    priya.press("Keep for a reason…")
    reason = priya.page.item.reason
    reason.setCurrentIndex(reason.findData("safeguarding"))
    priya.press("Keep it")
    assert "You keep this: safeguarding." in priya.page.item.banner.message
    sam.press("Who has what")
    sam.page.shared.show_now()
    QApplication.processEvents()
    (share,) = sam.who.journal.shares.list()
    sam.page.shared._ask(share.id)
    assert "What was read cannot be unread." in sam.words()
    out = people.file()
    sam.page.shared.where.chosen.emit(out)
    priya.page.inbox.receive(out)
    back = people.file()
    priya.page.inbox.reply(back)
    sam.page.inbox.receive(back)
    sam.page.shared.show_now()
    assert "Kept by the reader under your agreement: safeguarding" in sam.words()
    priya.page.item.held.emit(item.id, "")
    assert priya.who.journal.inbox.list() == ()


def test_everything_is_cleared_with_one_question(people: Circle, sam: At, priya: At) -> None:
    shared(people, sam, priya)
    priya.page.shown()
    priya.press("Clear what others sent me…")
    priya.press("Erase it")
    assert "1 thing was erased." in priya.page.inbox.notice.message
    assert priya.who.journal.inbox.list() == ()
    assert "Nothing has come" in priya.words()


def test_ending_asks_back_what_they_hold(people: Circle, sam: At, priya: At) -> None:
    shared(people, sam, priya)
    sam.press("People")
    sam.page.people.show_now()
    sam.press("End with Priya")
    assert "Priya still holds 1 thing you shared." in sam.words()
    (contact,) = sam.who.journal.contacts.list()
    out = people.file()
    sam.page.people.finish(contact.id, out)
    assert "Ended. Nothing new goes either way." in sam.words()
    priya.page.inbox.receive(out)
    assert priya.who.journal.inbox.list() == ()
    sam.press("Begin again with Priya")
    assert not sam.who.journal.contacts.list()[0].ended


def test_asked_in_supervision_the_end_is_one_act_and_can_be_taken_back(
    people: Circle, sam: At, priya: At, qtbot: QtBot
) -> None:
    journal = sam.who.journal
    journal.agreements.add("Priya")  # before there was a card
    held = journal.sessions.add("Priya", "2026-03-01T10:00").id
    journal.records.write(held, {"understood": "We slowed down."})
    shared(people, sam, priya)
    asked = SupervisionPage(sam.desk)
    bring_up(qtbot, asked)
    asked.shown()
    sam.desk.moved.connect(lambda name, to: sam.page.shown(to) if name == SHARING else None)
    undos: list[Undo] = []
    sam.desk.undoable.connect(undos.append)
    (step,) = [
        each
        for each in asked.findChildren(QPushButton)
        if each.accessibleName() == "End with this person: Priya"
    ]
    step.click()
    said = sam.words()
    assert "Priya still holds 1 thing you shared." in said
    assert "not countersigned: supervisor left" in said
    (contact,) = journal.contacts.list()
    sam.page.people.finish(contact.id, people.file())
    assert journal.contacts.list() == ()
    assert journal.agreements.list()[0].ended
    assert journal.sessions.find(held).theirs is not None
    assert undos[-1].sentence == ("Ended. 1 record closed. What was asked back stays asked back.")
    undos[-1].action()
    assert journal.contacts.list() == (contact,)
    assert not journal.agreements.list()[0].ended
    assert journal.sessions.find(held).theirs is None
    assert [row.state for row in journal.shares.list()] == ["withdrawing"]


def test_a_question_alone_and_a_person_are_chosen_by_the_way_one_came(
    people: Circle, sam: At, priya: At
) -> None:
    people.meet(sam.who, priya.who)
    entry = people.write(sam.who)
    sam.page.shown(ShareEntry(entry, "page"))
    request = sam.page.choosing.tree.request()
    assert request is not None
    assert request.fields == (f"{entry}:page",)
    sam.press("Back to Sharing")
    sam.press("People")
    sam.page.people.show_now()
    sam.press("Share something with Priya")
    assert sam.page.choosing.reader.reader.currentText() == "Priya, Norfolk NHS"
    assert sam.page.choosing.tree.request() is None


def test_a_newer_copy_takes_the_place_of_the_old_one(people: Circle, sam: At, priya: At) -> None:
    entry = shared(people, sam, priya)
    (item,) = priya.who.journal.inbox.list()
    priya.who.journal.inbox.comment(item.id, "It stays beside the newer copy.")
    sam.who.journal.entries.edit(entry, {"page": "the kettle went cold three times"})
    sam.press("Who has what")
    sam.page.shared.show_now()
    (row,) = sam.who.journal.shares.list()
    sam.page.shared.newer.emit(row.id)
    choosing = sam.page.choosing
    assert choosing.what.text() == "Share a newer copy"
    assert "It takes the place of what you shared on" in sam.words()
    assert not choosing.reader.reader.isEnabled()
    sam.look_now()
    assert "three times" in choosing.look.view.toPlainText()
    assert SECRET not in choosing.look.view.toPlainText()  # what went out then, and no more
    choosing.leave_by(out := people.file())
    assert "1 answer is sealed for Priya." in choosing.notice.message
    priya.page.inbox.receive(out)
    (newer,) = priya.who.journal.inbox.list()
    assert (newer.id, newer.fields[0].value) == (item.id, "the kettle went cold three times")
    assert [said.text for said in newer.comments] == ["It stays beside the newer copy."]
    assert {one.state for one in sam.who.journal.shares.list()} == {"sent", "superseded"}


def test_the_inbox_by_person_agency_and_session(people: Circle, sam: At, priya: At) -> None:
    lowe = people.join("Dr Lowe", "HMPPS")
    for one in (sam.who, lowe):
        people.meet(one, priya.who)
        _, out = people.share(one, priya.who, people.write(one))
        priya.page.inbox.receive(out)
    journal, inbox = priya.who.journal, priya.page.inbox
    assert inbox.session.count() == 1  # no session yet
    journal.sessions.add("Sam", "2026-03-20T14:00", role="supervisee")
    journal.sessions.add("Morgan", "2026-03-21T14:00", role="supervisee")
    inbox.show_now()
    assert inbox.list.count() == 2
    assert inbox.session.count() == 2  # of those that something was shared for
    assert "One-to-one supervision with Sam" in inbox.session.itemText(1)
    inbox.session.setCurrentIndex(1)
    assert inbox.list.count() == 1
    assert "Sam, HMPPS" in inbox.list.item(0).text()
    inbox.who.setCurrentIndex(inbox.who.findData("Dr Lowe"))
    assert inbox.list.count() == 0
    inbox.session.setCurrentIndex(0)
    inbox.agency.setCurrentIndex(inbox.agency.findData("HMPPS"))
    assert inbox.list.count() == 1


def test_a_lost_key_is_taken_out_of_use_and_back(people: Circle, sam: At, priya: At) -> None:
    shared(people, sam, priya)
    _, late = people.share(priya.who, sam.who, people.write(priya.who))
    words = priya.who.journal.contacts.own_card().fingerprint
    sam.press("People")
    sam.page.people.show_now()
    sam.press(f"This card is no longer used: {words}")  # also where it is the only one
    assert "Nothing goes to that card any more" in sam.page.people.notice.message
    assert "can still open 1 thing you shared" in sam.words()
    assert "No card in use. Ask for their new card" in sam.words()
    (box,) = sam.page.people.boxes.values()
    assert not box.share_step.isVisible()
    sam.page.inbox.receive(late)
    assert "that you took out of use" in sam.page.inbox.notice.message
    sam.press(f"Use this card again: {words}")
    assert "it may be anyone" in sam.words()
    sam.page.inbox.receive(late)
    assert "Came: 1 thing to read." in sam.page.inbox.notice.message


def test_after_an_ending_it_can_be_read_and_nothing_be_said(
    people: Circle, sam: At, priya: At
) -> None:
    shared(people, sam, priya)
    (item,) = priya.who.journal.inbox.list()
    (contact,) = priya.who.journal.contacts.list()
    priya.page.people.finish(contact.id, None)
    priya.page.read(item.id)
    pane = priya.page.item
    assert PAGE in pane.view.toPlainText()
    assert pane.banner.message.startswith("You ended with Sam")
    for part in (pane.writing, pane.talk, pane.thank):
        assert not (part.isVisible() and part.isEnabled())
    _, late = people.share(sam.who, priya.who, people.write(sam.who))
    priya.page.inbox.receive(late)
    said = priya.page.inbox.notice.message
    assert said.startswith("You ended with Sam, so nothing new from them was kept.")


def test_a_round_of_the_folder_is_told_and_can_be_stopped(
    people: Circle, sam: At, priya: At, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "synced"
    folder.mkdir()
    for at in (sam, priya):
        section = ExchangeSection(at.desk)
        qtbot.addWidget(section)
        section.use(folder)
        assert "Sealed files come and go there now." in section.notice.message
        assert str(folder) in section.place.text()
    people.meet(sam.who, priya.who)
    sam.share_page(people.write(sam.who), "Priya")
    sam.page.choosing.leave_by(None)
    (folder / "half.rbundle").write_bytes(b"not yet whole")
    priya.page.shown()
    priya.press("Look in the exchange folder")
    notice = priya.page.inbox.notice
    assert "Came: 1 thing to read." in notice.message
    assert priya.page.inbox.bar.isHidden()
    priya.press("Look in the exchange folder")
    assert "not yet whole" in priya.words()
