"""The supervision loop as use cases: plan, arrange, prepare, record, sign, follow up."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import pytest

from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import Answer, EntryInput
from reflect_app.core.supervision import Session, state_of
from reflect_app.core.supervision.states import sign_off_line
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.services.journal import Journal
from tests.helpers.circle import circle

WHEN, LATER = "2026-03-20T14:00", "2026-04-17T14:00"
DAYS = cycle(range(1, 12))
ACTIONS: list[dict[str, str]] = [
    {"text": "Ask for a later start", "owner": "Morgan", "due": "2026-03-27"},
    {"text": "Sit in on a handover", "owner": "me"},
]


def planned(
    journal: Journal, at: str = WHEN, with_: str = "Morgan", *, kind: str = "one-to-one",
    role: str = "",
) -> Session:  # fmt: skip
    return journal.sessions.find(journal.sessions.add(with_, at, kind, role=role).id)


def marked(journal: Journal, title: str) -> str:
    given = EntryInput(
        "free", {"title": title, "page": "x"}, f"2026-03-{next(DAYS):02}T09:00", marked=True
    )
    return journal.entries.write(given).id


def recorded(journal: Journal, session: Session, **answers: Answer) -> Session:
    said: dict[str, Answer] = (
        {} if session.kind == "training" else {"understood": "We slowed down."}
    )
    journal.records.write(session.id, said | answers)
    return journal.sessions.find(session.id)


def sound(journal: Journal) -> bool:
    return journal.integrity.verify(deep=True).status == "clean"


def test_the_agenda_is_what_is_marked_in_the_order_a_person_gives_it(journal: Journal) -> None:
    first, second = marked(journal, "The door"), marked(journal, "The kettle")
    session = planned(journal)
    assert [line.title for line in journal.sessions.lines(session)] == ["The door", "The kettle"]
    journal.sessions.arrange(session.id, [second])
    journal.sessions.bring(session.id, "A rota that will not work")
    third = marked(journal, "The garden")
    session = journal.sessions.find(session.id)
    titles = [line.title for line in journal.sessions.lines(session)]
    assert titles == ["The kettle", "The door", "A rota that will not work", "The garden"]
    journal.sessions.leave_out(session.id, third)
    journal.entries.mark(first, on=False)
    journal.entries.delete(second)
    session = journal.sessions.find(session.id)
    titles = [line.title for line in journal.sessions.lines(session)]
    assert titles == ["A rota that will not work"]
    assert journal.entries.show(third).marked
    for entry in (third, first):  # put on it by hand, marked or not
        journal.sessions.take_up(session.id, entry)
    titles = [line.title for line in journal.sessions.lines(journal.sessions.find(session.id))]
    assert titles == ["A rota that will not work", "The garden", "The door"]
    journal.entries.delete(first)
    assert len(journal.sessions.agenda(journal.sessions.find(session.id))) == 2
    assert sound(journal)


def test_only_the_next_date_that_is_not_recorded_counts(
    journal: Journal, clock: FixedClock
) -> None:
    assert journal.sessions.next() is None
    later, soon = planned(journal, LATER), planned(journal)
    planned(journal, "2026-02-01T09:00")
    assert journal.sessions.next() == soon
    clock.at = clock.at.replace(day=20, hour=20)
    assert journal.sessions.next() == soon
    recorded(journal, soon)
    assert journal.sessions.next() == later


def test_a_preparation_brings_the_agenda_and_last_times_actions(journal: Journal) -> None:
    first = planned(journal)
    recorded(journal, first, actions=ACTIONS)
    done, _open = journal.actions.list()
    journal.actions.done(done.id)
    journal.actions.went(done.id, "They said yes")
    door = marked(journal, "The door")
    page = journal.records.prepare(planned(journal, LATER).id)
    assert page.answers["session_date"] == "2026-04-17"
    assert page.answers["bring"] == [{"entry": door}]
    told = page.answers["last_actions"]
    assert isinstance(told, str)
    assert told.splitlines() == [
        "– Ask for a later start · Morgan · done: They said yes",
        "– Sit in on a handover · me:",
    ]
    # Asked for again, the page that was begun comes back; finished, the session knows it.
    session = journal.sessions.list()[0]
    assert journal.records.prepare(session.id) == page
    saved = journal.drafts.finish(page.id)
    assert journal.sessions.find(session.id).preparation == saved.id
    assert saved.changes.supervision == {session.id}


def test_a_record_is_a_draft_until_signed_and_an_edit_makes_a_new_version(
    journal: Journal,
) -> None:
    session = planned(journal)
    with pytest.raises(InvalidInputError, match="nothing to sign"):
        journal.records.sign(session.id)
    session = recorded(journal, session, length=50)
    assert (state_of(session), session.version, session.minutes) == ("draft", 1, 50)
    journal.records.sign(session.id, "in-person", "  M.   Hughes ")
    session = journal.sessions.find(session.id)
    assert state_of(session) == "signed"
    assert session.theirs is not None
    assert sign_off_line(session.theirs, "Morgan", session.digest).startswith("M. Hughes: agreed")
    journal.entries.mark(session.record)  # says nothing else: no new version
    assert state_of(journal.sessions.find(session.id)) == "signed"
    session = recorded(journal, session, understood="We slowed down too late.")
    assert (state_of(session), session.version) == ("draft", 2)
    assert sign_off_line(session.theirs, "Morgan", session.digest) == "Morgan: not countersigned"
    journal.records.sign(session.id)
    assert state_of(journal.sessions.find(session.id)) == "signed"
    assert sound(journal)


def test_a_typed_name_in_the_record_counts_as_that_and_a_claimed_key_as_nothing(
    journal: Journal,
) -> None:
    said: dict[str, Answer] = {"their_sign_off": "agreed_in_person", "agreed_name": "Morgan H."}
    session = recorded(journal, planned(journal), **said)
    journal.records.sign(session.id)
    theirs = journal.sessions.find(session.id).theirs
    assert theirs is not None
    assert (theirs.how, theirs.name) == ("in-person", "Morgan H.")
    other = recorded(journal, planned(journal, LATER), their_sign_off="signed_by_key")
    journal.records.sign(other.id)
    theirs = journal.sessions.find(other.id).theirs
    assert theirs is not None
    assert theirs.how == "not-countersigned"


def test_the_next_session_opens_with_last_times_actions(journal: Journal) -> None:
    recorded(journal, planned(journal), actions=ACTIONS)
    recorded(journal, planned(journal, with_="Robin"), actions=[{"text": "Somebody else's"}])
    following = planned(journal, LATER)
    actions = journal.sessions.last_actions(following)
    assert {each.text for each in actions} == {row["text"] for row in ACTIONS}
    for action in actions:
        journal.actions.done(action.id)
    assert len(journal.sessions.last_actions(following)) == 2  # done ones tell how they went
    recorded(journal, following)
    assert journal.sessions.last_actions(planned(journal, "2026-05-01T10:00")) == ()
    # Training is another series, whoever gives it.
    assert journal.sessions.last_actions(planned(journal, LATER, kind="training")) == ()


def test_three_kinds_of_one_month_stand_apart(journal: Journal) -> None:
    for kind in ("one-to-one", "group", "training"):
        planned(journal, kind=kind)
    assert sorted(each.kind for each in journal.sessions.list()) == [
        "group", "one-to-one", "training",
    ]  # fmt: skip
    for kind, answers in (("group", {"themes": "Bread"}), ("training", {"learned": "Listening"})):
        session = next(each for each in journal.sessions.list() if each.kind == kind)
        journal.records.write(session.id, answers)
    templates = {
        each.kind: journal.entries.show(each.record).template
        for each in journal.sessions.list()
        if each.record
    }
    assert templates == {"group": "group-session", "training": "cpd-account"}
    for kind in ("lunch", ""):
        with pytest.raises(InvalidInputError, match="no kind of session"):
            journal.sessions.add("Morgan", WHEN, kind)


def test_what_does_not_fit_is_refused_and_nothing_is_kept(journal: Journal) -> None:
    for words in (
        {"with_": " ", "at": WHEN}, {"with_": "M", "at": "soon"}, {"with_": "M" * 200, "at": WHEN},
        {"with_": "M", "at": WHEN, "role": "boss"}, {"with_": "M", "at": WHEN, "group": "g"},
        {"with_": "M", "at": WHEN, "minutes": 2000},
    ):  # fmt: skip
        with pytest.raises(InvalidInputError):
            journal.sessions.add(**words)
    assert journal.sessions.list() == []
    with pytest.raises(NotFoundError):
        journal.sessions.find("")
    session = planned(journal)
    with pytest.raises(InvalidInputError, match="nonsense"):
        journal.records.write(session.id, {"nonsense": 1})
    assert state_of(journal.sessions.find(session.id)) == "planned"


def test_a_page_in_the_bin_takes_its_record_and_actions_with_it(journal: Journal) -> None:
    session = recorded(journal, planned(journal), actions=ACTIONS)
    first = journal.actions.list()[0]
    journal.actions.done(first.id)
    journal.entries.delete(session.record)
    assert state_of(journal.sessions.find(session.id)) == "planned"
    assert journal.actions.list() == []
    journal.entries.undelete(session.record)
    assert state_of(journal.sessions.find(session.id)) == "draft"
    assert [bool(each.done) for each in journal.actions.list()] == [False, True]
    journal.entries.purge(session.record)
    session = journal.sessions.find(session.id)
    assert (session.record, session.digest, session.mine) == ("", "", None)
    assert journal.actions.list() == []
    assert sound(journal)


def test_a_removed_session_comes_back_as_it_was(journal: Journal) -> None:
    session = recorded(journal, planned(journal))
    journal.sessions.remove(session.id)
    assert journal.sessions.list() == []
    assert journal.entries.show(session.record).answers["understood"]
    journal.sessions.put_back(session)
    assert journal.sessions.list() == [session]


def test_the_next_date_of_a_record_plans_that_session_once(journal: Journal) -> None:
    session = recorded(journal, planned(journal, role="clinical"), next_date="2026-04-17")
    (following,) = [each for each in journal.sessions.list() if not each.record]
    assert (following.at, following.with_name, following.role) == (
        "2026-04-17T14:00:00+01:00", "Morgan", "clinical",
    )  # fmt: skip
    recorded(journal, session, next_date="2026-04-24")  # it is the same one, moved
    (following,) = [each for each in journal.sessions.list() if not each.record]
    assert following.at.startswith("2026-04-24")
    journal.sessions.change(following.id, "Morgan", "2026-04-23T10:00")  # from now on it is theirs
    recorded(journal, session, next_date="2026-05-01")
    (following,) = [each for each in journal.sessions.list() if not each.record]
    assert following.at.startswith("2026-04-23")
    journal.sessions.remove(following.id)
    recorded(journal, session, understood="Better words.")  # taken off is taken off
    recorded(journal, session, next_date="2026-03-01")  # a day gone by plans nothing
    assert [each.id for each in journal.sessions.list()] == [session.id]
    assert sound(journal)


def test_what_was_talked_about_is_not_on_the_next_agenda_unless_pinned(tmp_path: Path) -> None:
    with circle(tmp_path) as people:
        sam, priya = people.join("Sam"), people.join("Priya")
        people.meet(sam, priya)
        sessions, inbox = priya.journal.sessions, priya.journal.inbox
        for _ in range(2):
            _, out = people.share(sam, priya, people.write(sam))
            inbox.receive(out)
        first = sessions.find(sessions.add("Sam", WHEN, role="supervisee").id)
        talked, pinned = (item.id for item in inbox.list())
        assert {line.item.received for line in sessions.lines(first)} == {talked, pinned}
        priya.journal.records.write(first.id, {"understood": "We slowed down."})
        for item in (talked, pinned):
            inbox.discussed(item)
        inbox.pin(pinned)
        following = sessions.find(sessions.add("Sam", LATER, role="supervisee").id)
        assert [line.item.received for line in sessions.lines(following)] == [pinned]
        held = sessions.find(first.id)
        assert {line.item.received for line in sessions.lines(held)} == {talked, pinned}
        assert [one.items for one in sessions.brought()] == [{pinned}, {talked, pinned}]
