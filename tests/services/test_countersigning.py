"""A second person's signature travels in a reply, and says exactly what it is under."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from reflect_app.core.supervision import CONTEXT, Session, record_message, state_of
from reflect_app.core.supervision.states import agreed_line, sign_off_line
from reflect_app.crypto import signing
from reflect_app.errors import FileProblemError, InvalidInputError
from reflect_app.services.pack_choice import Swap
from reflect_app.services.shares import ShareRequest
from reflect_app.sharing import bundle
from reflect_app.sharing.contents import (
    AnswerPart,
    ReplyContent,
    SignaturePart,
    encoded,
    read_reply,
)
from reflect_app.vault.files import write_whole
from reflect_app.vault.own_keys import private_keys, public_keys
from tests.helpers.circle import Circle, Somebody

SAID = {"understood": "We slowed down.", "most_useful": "Time to think."}
WHOLE = ("session_date", *SAID)


def recorded(ann: Somebody, with_: str = "Ben") -> Session:
    journal = ann.journal
    id_ = journal.sessions.add(with_, "2026-03-10T14:00").id
    journal.records.write(id_, SAID)
    return journal.sessions.find(id_)


def hand_over(
    ring: Circle, ann: Somebody, ben: Somebody, session: Session,
    fields: tuple[str, ...] = WHOLE, *, replaces: str = "",
) -> str:  # fmt: skip
    """Share the record; the share's id."""
    share, path = ring.share(ann, ben, session.record, fields, replaces=replaces)
    assert ben.journal.inbox.receive(path).status == "accepted"
    return share


def signed_back(ring: Circle, ann: Somebody, ben: Somebody) -> Path:
    (item,) = ben.journal.inbox.list()
    ben.journal.inbox.sign(item.id)
    ben.journal.replies.reply(ann.name, out := ring.file())
    assert ann.journal.inbox.receive(out).status == "accepted"
    return out


def theirs(ann: Somebody, session: Session, name: str = "Ben") -> str:
    now = ann.journal.sessions.find(session.id)
    return sign_off_line(now.theirs, name, now.digest)


def test_it_comes_home_by_key_and_stays_with_the_version_it_is_under(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    session = recorded(ann)
    share = hand_over(ring, ann, ben, session)
    (item,) = ben.journal.inbox.list()
    assert item.digest == session.digest  # both sides name the same words
    signed_back(ring, ann, ben)
    assert theirs(ann, session).startswith("Ben: signed by their key on")
    ann.journal.records.sign(session.id)
    now = ann.journal.sessions.find(session.id)
    assert state_of(now) == "signed"
    assert now.theirs is not None
    assert (now.theirs.digest, now.theirs.version, now.theirs.part) == (now.digest, 1, False)
    with pytest.raises(InvalidInputError) as refused:
        ben.journal.replies.reply(out=ring.file())
    assert refused.value.name == "nothing-to-send"

    ann.journal.records.write(session.id, {"understood": "We slowed down too late."})
    assert "not countersigned as it stands; signed version 1 by their key" in theirs(ann, session)
    ann.journal.records.sign(session.id)  # puts no weaker word over theirs
    assert "signed version 1 by their key" in theirs(ann, session)

    hand_over(ring, ann, ben, session, replaces=share)
    (item,) = ben.journal.inbox.list()
    assert (bool(item.signed), item.is_signed) == (True, False)
    signed_back(ring, ann, ben)
    assert theirs(ann, session).startswith("Ben: signed by their key on")
    now = ann.journal.sessions.find(session.id)
    assert now.theirs is not None
    assert now.theirs.version == 2
    for one in (ann, ben):
        assert one.journal.integrity.verify(deep=True).status == "clean"


def test_an_agreement_is_signed_the_same_way(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    journal = ann.journal
    id_ = journal.agreements.add("Ben").id
    page = journal.agreements.page(id_)
    journal.drafts.save(replace(page, answers={"purpose": "To think."}))
    journal.drafts.finish(page.id)
    (agreement,) = journal.agreements.list()
    _, path = ring.share(ann, ben, agreement.entry, ("purpose",))
    ben.journal.inbox.receive(path)
    signed_back(ring, ann, ben)
    (agreement,) = journal.agreements.list()
    words = sign_off_line(agreement.theirs, "Ben", agreement.digest)
    assert words.startswith("Ben: signed by their key on")


def test_parts_and_other_words_are_called_what_they_are(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    session = recorded(ann)
    share = hand_over(ring, ann, ben, session, ("understood",))
    signed_back(ring, ann, ben)
    assert theirs(ann, session).endswith("the parts you shared alone")
    ann.journal.records.sign(session.id)
    assert ann.journal.sessions.find(session.id).theirs is not None

    other = recorded(ann)
    ann.journal.records.write(other.id, {"most_useful": "What Sharon had said."})
    other = ann.journal.sessions.find(other.id)
    ann.journal.withdrawals.withdraw([share], out := ring.file())
    ben.journal.inbox.receive(out)
    swaps = (Swap("Sharon", "Linnet"),)
    request = ShareRequest("Ben", (other.record,), WHOLE, swaps=swaps)
    ann.journal.shares.share(request, path := ring.file(), reviewed=True)
    ben.journal.inbox.receive(path)
    (item,) = ben.journal.inbox.list()
    assert item.digest != other.digest
    signed_back(ring, ann, ben)
    assert "not countersigned; on" in theirs(ann, other)
    assert "other words than these" in theirs(ann, other)


def test_only_the_person_it_is_with_can_countersign(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    mal = ring.join("Mal")
    ring.meet(ann, mal)
    session = recorded(ann)
    hand_over(ring, ann, mal, session)
    signed_back(ring, ann, mal)
    assert theirs(ann, session) == "Ben: not countersigned"
    # Ben's own bundle, holding a signature that another key made of the very words.
    hand_over(ring, ann, ben, session)
    (item,) = ben.journal.inbox.list()
    message = record_message(item.template, item.template_version, item.answers)
    good = signing.sign(private_keys(ben.journal.vault), CONTEXT, message)
    false = (
        signing.sign(private_keys(mal.journal.vault), CONTEXT, message),
        signing.sign(private_keys(ben.journal.vault), b"bundle", message),
        good[:-1] + bytes([good[-1] ^ 1]),
        bytes(64),
    )
    shared = ann.journal.shares.list("Ben")[0].record.entries[0].item
    at = "2026-03-12T08:00:00+00:00"
    for place, signature in enumerate((*false, good), 1):
        part = SignaturePart(item.digest, signature.hex(), at)
        content = encoded(ReplyContent([AnswerPart(shared, signed=part)]))
        letter = bundle.Letter("reply", f"{place:032x}", "cd" * 16, place, at, "", content)
        vault, out = ben.journal.vault, ring.file()
        reader = public_keys(ann.journal.vault)
        out.write_bytes(bundle.seal(letter, private_keys(vault), public_keys(vault), reader))
        ann.journal.inbox.receive(out)
        proved = theirs(ann, session).startswith("Ben: signed by their key")
        assert proved == (signature == good), place


def test_of_several_replies_the_latest_counts_whichever_comes_first(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    session = recorded(ann)
    share = hand_over(ring, ann, ben, session)
    first = ring.file()
    (item,) = ben.journal.inbox.list()
    ben.journal.inbox.sign(item.id)
    ben.journal.replies.reply(out=first)
    ring.clock.at += timedelta(hours=1)
    ann.journal.records.write(session.id, {"understood": "Better words."})
    hand_over(ring, ann, ben, session, replaces=share)
    ben.journal.inbox.sign(item.id)
    ben.journal.replies.reply(out=(second := ring.file()))
    ann.journal.inbox.receive(second)
    ann.journal.inbox.receive(first)
    now = ann.journal.sessions.find(session.id)
    assert now.theirs is not None
    assert (now.theirs.version, now.theirs.digest) == (2, now.digest)


def test_nothing_but_a_record_can_be_signed_and_a_reply_without_one_is_as_before(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    _, path = ring.share(ann, ben, ring.write(ann))
    ben.journal.inbox.receive(path)
    (item,) = ben.journal.inbox.list()
    with pytest.raises(InvalidInputError) as refused:
        ben.journal.inbox.sign(item.id)
    assert refused.value.name == "not-a-record"
    plain = encoded(ReplyContent([AnswerPart("ab" * 8, discussed="2026-03-12T08:00:00+00:00")]))
    assert b"signed" not in plain  # an older Reflect takes it


def taken_in(outs: Sequence[Path], *members: Somebody) -> None:
    """Everybody tries every file; each opens the one that is for them."""
    opened = []
    for path in outs:
        for member in members:
            with suppress(bundle.BundleError):
                member.journal.inbox.receive(path)
                opened.append((path, member))
    assert len(opened) == len(outs) == len(members)


def test_a_groups_summary_is_final_once_everybody_it_was_sealed_for_signed_it(
    ring: Circle, ann: Somebody, ben: Somebody, tmp_path: Path
) -> None:
    cal = ring.join("Cal", "HMPPS")
    ring.meet(ann, cal)
    journal = ann.journal
    group = journal.groups.add("Thursdays").id
    journal.groups.describe(
        group, "Thursdays", [("Ben", "HMPPS"), ("Cal", "HMPPS"), ("Dee", "")], ""
    )
    id_ = journal.sessions.add("", "2026-03-10T14:00", "group", group=group).id
    there = [{"member": "Ben", "there": "absent"}, {"member": "Cal", "there": "present"}]
    journal.records.write(id_, {"themes": "Who holds the phone.", "attendance": there})
    done = journal.circulation.seal(id_, tmp_path / "sealed.rbundle", reviewed=True)
    assert done.members == 2
    with pytest.raises(InvalidInputError) as refused:
        journal.records.sign(id_)
    assert refused.value.name == "not-agreed"
    taken_in(done.outs, ben, cal)
    for member in (ben, cal):
        (item,) = member.journal.inbox.list()
        assert item.answers == {"themes": "Who holds the phone."}
    signed_back(ring, ann, ben)
    session = journal.sessions.find(id_)
    assert agreed_line(session) == "1 member has agreed it by their key."
    assert "Ben" not in agreed_line(session)
    with pytest.raises(InvalidInputError):
        journal.records.sign(id_)
    # Somebody sees it differently, so it is written anew, and everybody is asked again.
    cal.journal.inbox.comment(cal.journal.inbox.list()[0].id, "It was about the keys.")
    cal.journal.replies.reply(out=(said := ring.file()))
    journal.inbox.receive(said)
    assert [c.text for c in journal.entries.show(session.record).comments] != []
    journal.records.write(id_, {"themes": "Who holds the keys."})
    with pytest.raises(InvalidInputError) as refused:
        journal.records.sign(id_)
    assert refused.value.name == "not-circulated"
    again = journal.circulation.seal(id_, tmp_path / "again.rbundle", reviewed=True)
    taken_in(again.outs, ben, cal)
    for member in (ben, cal):
        signed_back(ring, ann, member)
    journal.records.sign(id_)
    assert state_of(journal.sessions.find(id_)) == "signed"
    # Said in the room is enough, and is called that.
    journal.records.write(id_, {"themes": "Who holds the door."})
    journal.records.circulated(id_)
    journal.records.sign(id_, "in-person", "all of us")
    assert journal.integrity.verify(deep=True).status == "clean"


def test_a_summary_is_sealed_for_all_members_or_for_none(ring: Circle, ann: Somebody) -> None:
    journal = ann.journal
    members = [ring.join(name) for name in ("Cal", "Dee", "Eve")]
    for member in members:
        ring.meet(ann, member)
    laptop = ring.join("Cal's other laptop")
    words = laptop.journal.contacts.own_card().fingerprint
    journal.contacts.add(ring.card(laptop), words=words, to="Cal")
    laptop.journal.contacts.add(ring.card(ann))
    group = journal.groups.add("Thursdays").id
    journal.groups.describe(group, "Thursdays", [(one.name, "") for one in members], "")
    id_ = journal.sessions.add("", "2026-03-10T14:00", "group", group=group).id
    journal.records.write(id_, {"themes": "Bread."})
    out = ring.file()
    before = journal.sessions.find(id_), sorted(out.parent.iterdir())
    # Seen to be free, and gone wrong only once three of the four files were written.
    full = out.with_name(f"{out.stem}-4{out.suffix}")
    tried: list[Path] = []

    def full_at_last(path: Path, data: bytes) -> None:
        tried.append(path)
        if path == full:
            raise FileProblemError("The disk is full.")
        write_whole(path, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reflect_app.services.outbox.write_whole", full_at_last)
        with pytest.raises(FileProblemError, match="disk is full"):
            journal.circulation.seal(id_, out, reviewed=True)
    assert len(tried) == 4
    assert journal.shares.list() == ()
    assert journal.exchange.state().unwritten == 0
    assert (journal.sessions.find(id_), sorted(out.parent.iterdir())) == before
    assert not journal.sessions.find(id_).circulated
    assert journal.integrity.verify(deep=True).status == "clean"

    done = journal.circulation.seal(id_, out, reviewed=True)  # the same names are free again
    assert (done.members, len({*done.outs}), done.outs[-1]) == (3, 4, full)
    for reader, path in zip((members[0], laptop, *members[1:]), done.outs, strict=True):
        assert reader.journal.inbox.receive(path).status == "accepted"
    assert journal.integrity.verify(deep=True).status == "clean"


def test_a_card_nobody_compared_gets_no_summary_without_a_word(ring: Circle, ann: Somebody) -> None:
    dee = ring.join("Dee")
    ring.meet(ann, dee, confirmed=False)
    journal = ann.journal
    group = journal.groups.add("Fridays").id
    id_ = journal.sessions.add("", "2026-03-10T14:00", "group", group=group).id
    journal.records.write(id_, {"themes": "Bread."})
    with pytest.raises(InvalidInputError) as refused:
        journal.circulation.seal(id_, ring.file())
    assert refused.value.name == "no-cards"
    journal.groups.describe(group, "Fridays", [("Dee", "")], "")
    with pytest.raises(InvalidInputError) as refused:
        journal.circulation.seal(id_, ring.file())
    assert refused.value.name == "contact-unconfirmed"
    assert journal.circulation.seal(id_, ring.file(), unconfirmed=True).members == 1


def test_a_card_that_nobody_compared_countersigns_nothing(ring: Circle, ann: Somebody) -> None:
    """Whoever calls themselves Cal on a card of their own could sign as Cal."""
    cal = ring.join("Cal")
    ring.meet(ann, cal, confirmed=False)
    session = recorded(ann, "Cal")
    hand_over(ring, ann, cal, session)
    signed_back(ring, ann, cal)
    assert "twelve words nobody compared" in theirs(ann, session, "Cal")
    kept = ann.journal.sessions.find(session.id).theirs
    assert kept is not None
    assert not kept.agreed

    ann.journal.contacts.confirm("Cal", cal.journal.contacts.own_card().fingerprint)
    (item,) = cal.journal.inbox.list()
    cal.journal.inbox.comment(item.id, "And thank you.")
    cal.journal.replies.reply("Ann", out := ring.file())  # says the signature again
    ann.journal.inbox.receive(out)
    assert theirs(ann, session, "Cal").startswith("Cal: signed by their key on")


def test_one_reply_says_one_thing_of_an_item() -> None:
    """Each signature is held against every earlier wording, which two thousand would make long."""
    twice = encoded(ReplyContent([AnswerPart("ab" * 8), AnswerPart("ab" * 8)]))
    with pytest.raises(bundle.BundleError):
        read_reply(twice)
