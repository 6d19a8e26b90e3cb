"""A group of six from two agencies: nothing beside a name but whether they were there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from reflect_app.core.entries import Answer, EntryInput
from reflect_app.core.supervision import Group, Session, state_of
from reflect_app.errors import InvalidInputError
from reflect_app.exporting.writers import writer_for
from reflect_app.services.journal import Journal
from reflect_app.services.pack_choice import PackRequest
from reflect_app.services.packs import write_pack
from reflect_app.services.shares import ShareRequest
from reflect_app.sharing.bundle import open_bundle
from reflect_app.vault.own_keys import private_keys, public_keys
from tests.helpers.circle import Circle, Somebody, circle

SIX = [
    ("Alex", "NHS"), ("Blair", "NHS"), ("Cass", "NHS"),
    ("Dee", "HMPPS"), ("Eden", "HMPPS"), ("Frankie", "HMPPS"),
]  # fmt: skip
RULES = "What is said here stays here, but for harm and safeguarding."


@pytest.fixture
def six(journal: Journal) -> Group:
    id_ = journal.groups.add("Thursday group").id
    journal.groups.describe(id_, "Thursday group", SIX, RULES)
    return journal.groups.find(id_)


def held(journal: Journal, group: Group, **answers: Answer) -> Session:
    id_ = journal.sessions.add("", "2026-03-19T10:00", "group", group=group.id).id
    journal.records.write(id_, {"themes": "Who holds the phone.", **answers})
    return journal.sessions.find(id_)


def test_members_keep_their_place_and_changed_rules_are_agreed_anew(
    journal: Journal, six: Group
) -> None:
    journal.groups.rules_agreed(six.id)
    fewer = [("Alex", "NHS"), ("Gale", "")]
    journal.groups.describe(six.id, "Thursdays", fewer, RULES)
    now = journal.groups.find("thursdays")
    assert now.members[0] == six.members[0]
    assert now.rules_agreed
    journal.groups.describe(six.id, "Thursdays", fewer, RULES + " And on time.")
    assert not journal.groups.find("thursdays").rules_agreed
    for bad in ([("Alex", ""), ("alex", "")], [("", "NHS")], [(f"M{n}", "") for n in range(61)]):
        with pytest.raises(InvalidInputError):
            journal.groups.describe(six.id, "Thursdays", bad, RULES)
    assert journal.integrity.verify(deep=True).status == "clean"


def test_attendance_has_three_words_and_no_room_for_a_reason(journal: Journal, six: Group) -> None:
    rows = [{"member": "Alex", "there": "present"}, {"member": "Dee", "there": "absent"}]
    session = held(journal, six, attendance=rows)
    for there in ("absent, on nights", "sick", "Absent"):
        with pytest.raises(InvalidInputError, match="present, part or absent"):
            journal.records.write(session.id, {"attendance": [{"member": "Dee", "there": there}]})
    with pytest.raises(InvalidInputError):
        journal.records.write(session.id, {"attendance": [{"member": "Dee", "why": "ill"}]})
    page = journal.records.record(journal.sessions.add(
        "", "2026-04-19T10:00", "group", group=six.id).id)  # fmt: skip
    assert page.answers["attendance"] == [{"member": name} for name, _ in SIX]


def test_the_summary_is_seen_before_it_is_final_and_holds_no_attendance(
    journal: Journal, six: Group, tmp_path: Path
) -> None:
    session = held(
        journal, six, attendance=[{"member": "Dee", "there": "absent"}], answered_by=5,
        group_safe=6, slip_totals=[{"reason": "no cover", "count": "2"}],
        actions=[{"text": "Ask for an extension lead", "owner": "Alex"}],
    )  # fmt: skip
    with pytest.raises(InvalidInputError, match="not seen this summary"):
        journal.records.sign(session.id)
    out = tmp_path / "summary.md"
    write_pack(journal.groups.summary(session.id), out)
    text = out.read_text(encoding="utf-8")
    assert "Who holds the phone." in text
    assert "Not final yet" in text
    for absent in ("Dee", "absent", "no cover", "Blair"):
        assert absent not in text
    journal.records.circulated(session.id)
    assert state_of(journal.sessions.find(session.id)) == "circulated"
    journal.records.sign(session.id)
    assert state_of(journal.sessions.find(session.id)) == "signed"
    assert "Agreed and final." in _text(journal, session.id)
    journal.records.write(session.id, {"themes": "Something else."})
    assert state_of(journal.sessions.find(session.id)) == "draft"
    with pytest.raises(InvalidInputError):  # the members have not seen the new version
        journal.records.sign(session.id)


def _text(journal: Journal, session: str) -> str:
    return writer_for("md").write(journal.groups.summary(session).document).decode()


def test_a_members_reasons_and_ratings_never_travel(journal: Journal) -> None:
    given: dict[str, Answer] = {
        "in_the_way": ["no_cover"], "useful": 2, "felt_safe": 3, "uses": ["support"],
        "easier_to_come": "An earlier start.",
    }  # fmt: skip
    template = journal.templates.get("group-member")
    barrier = template.with_role("barriers")
    assert barrier is not None
    given["in_the_way"] = [barrier.choices[0].id]
    uses = template.with_role("uses")
    assert uses is not None
    given["uses"] = [uses.choices[0].id]
    id_ = journal.entries.write(EntryInput("group-member", given)).id
    preview = journal.packs.preview(PackRequest(entries=(id_,), all_fields=True, writer=True))
    assert [field.question.id for item in preview.chosen for field in item.fields] == [
        "easier_to_come"
    ]
    with pytest.raises(InvalidInputError):
        journal.packs.preview(PackRequest(entries=(id_,), fields=("in_the_way", "felt_safe")))


def test_what_members_shared_stands_in_the_order_it_came(ring: Circle) -> None:
    """Never against a roster; what somebody shared with the facilitator alone is not among it."""
    robin, alex, eden = (ring.join(name) for name in ("Robin", "Alex", "Eden"))
    journal = robin.journal
    for one in (alex, eden):
        ring.meet(robin, one)

    def gives(one: Somebody, page: str, purpose: str = "group") -> None:
        ring.clock.at += timedelta(minutes=1)
        request = ShareRequest("Robin", (ring.write(one, page),), ("page",), purpose=purpose)
        one.journal.shares.share(request, out := ring.file(), reviewed=True)
        journal.inbox.receive(out)

    gives(eden, "a question")
    gives(alex, "after a shift")
    gives(alex, "for the two of us", "")
    gives(eden, "the door")
    group = journal.groups.add("Thursdays").id
    journal.groups.describe(group, "Thursdays", SIX, RULES)
    id_ = journal.sessions.add("", "2026-03-19T10:00", "group", group=group).id

    def agenda() -> list[str]:
        given = {item.id: str(item.fields[0].value) for item in journal.inbox.list()}
        found = journal.sessions.agenda(journal.sessions.find(id_))
        return [given.get(item.received, item.text) for item in found]

    assert agenda() == ["a question", "after a shift", "the door"]
    lines = journal.sessions.lines(journal.sessions.find(id_))
    assert [line.sender for line in lines] == ["Eden", "Alex", "Eden"]
    journal.sessions.bring(id_, "Brought in the room: the rota")
    journal.sessions.arrange(id_, [lines[2].item.id])
    assert agenda() == ["the door", "a question", "after a shift", "Brought in the room: the rota"]


def test_no_bundle_and_no_pack_says_who_was_there_or_why_not(tmp_path: Path) -> None:
    """Whatever is asked for by name, attendance, ratings and reasons stay where they are."""
    with circle(tmp_path) as people:
        robin, alex = people.join("Robin"), people.join("Alex")
        people.meet(robin, alex)
        journal = robin.journal
        group = journal.groups.add("Thursdays").id
        journal.groups.describe(group, "Thursdays", [("Alex", "NHS"), ("Blair", "HMPPS")], "")
        id_ = journal.sessions.add("", "2026-03-10T14:00", "group", group=group).id
        there = [{"member": "Alex", "there": "present"}, {"member": "Blair", "there": "absent"}]
        record = journal.records.write(id_, {"themes": "Bread.", "attendance": there}).id
        own: dict[str, Answer] = {
            "in_the_way": ["on_shift"], "useful": 2, "felt_safe": 1, "easier_to_come": "Cover.",
        }  # fmt: skip
        private = journal.entries.write(EntryInput("group-member", own)).id
        entries = (record, private)
        request = ShareRequest("Alex", entries, all_fields=True)
        journal.shares.share(request, out := people.file(), reviewed=True)
        vault = alex.journal.vault
        content = open_bundle(out.read_bytes(), private_keys(vault), public_keys(vault)).content
        assert b"Bread." in content
        assert b"Cover." in content
        shown = journal.packs.preview(PackRequest(entries, all_fields=True))
        for leaves in (content, repr(shown.document).encode()):
            for stays in (b"Blair", b"absent", b"on_shift", b"felt_safe", b"attendance", b"useful"):
                assert stays not in leaves, stays
        with pytest.raises(InvalidInputError) as refused:
            journal.shares.preview(ShareRequest("Alex", (record,), ("attendance",)))
        assert refused.value.name == "nothing-chosen"
