"""The inbox: what may be read, what is said beside it, and how long it stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from reflect_app.core.entries import Query
from reflect_app.crypto import identity
from reflect_app.errors import InvalidInputError, NotFoundError, ReflectError
from reflect_app.services.shares import ShareRequest
from reflect_app.sharing import bundle
from reflect_app.vault import history
from reflect_app.vault.own_keys import private_keys, public_keys
from tests.helpers.circle import PAGE, SECRET, Circle, Somebody, circle


def answer(ring: Circle, one: Somebody, other: Somebody) -> None:
    """Everything that waits goes from one to the other."""
    one.journal.replies.reply(other.name, out := ring.file())
    assert other.journal.inbox.receive(out).status == "accepted"


def rows(somebody: Somebody) -> int:
    """How long the history is: nothing was stored when it stays so long."""
    with somebody.journal.vault.reading() as connection:
        return sum(1 for _ in history.walk(connection))


def test_comment_discussed_and_thanks_come_home(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    entry = ring.write(ann)
    share, path = ring.share(ann, ben, entry)
    ben.journal.inbox.receive(path)
    item = ben.journal.inbox.list()[0].id
    ben.journal.inbox.comment(item, "You stayed with it.", "page")
    ben.journal.inbox.comment(item, "Shall we look at nights?")
    ben.journal.inbox.discussed(item)
    ben.journal.inbox.thank(item)
    assert ben.journal.inbox.show(item).unanswered
    answer(ring, ben, ann)
    assert not ben.journal.inbox.show(item).unanswered
    comments = ann.journal.entries.show(entry).comments
    assert {(c.field, c.text, c.author) for c in comments} == {
        ("page", "You stayed with it.", "Ben"), ("", "Shall we look at nights?", "Ben"),
    }  # fmt: skip
    kept = ann.journal.shares.show(share).record.entries[0]
    assert (bool(kept.discussed), bool(kept.thanked)) == (True, True)
    assert ann.journal.entries.page(Query("nights"), 0, 10).total == 1
    assert ann.journal.integrity.verify(deep=True).status == "clean"


def test_what_ann_does_next_keeps_what_ben_wrote(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    entry = ring.write(ann)
    _, path = ring.share(ann, ben, entry)
    ben.journal.inbox.receive(path)
    ben.journal.inbox.comment(ben.journal.inbox.list()[0].id, "Kept")
    answer(ring, ben, ann)
    ann.journal.entries.edit(entry, {"page": "another wording"})
    ann.journal.entries.restore(entry, 1)
    ann.journal.entries.delete(entry)
    ann.journal.entries.undelete(entry)
    assert [c.text for c in ann.journal.entries.show(entry).comments] == ["Kept"]


def test_a_lost_reply_is_made_good_by_the_next(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    entry = ring.write(ann)
    _, path = ring.share(ann, ben, entry)
    ben.journal.inbox.receive(path)
    item = ben.journal.inbox.list()[0].id
    ben.journal.inbox.comment(item, "First")
    ben.journal.replies.reply(out=ring.file())  # lost on its way
    ben.journal.inbox.comment(item, "Second")
    answer(ring, ben, ann)
    answered = [c.text for c in ann.journal.entries.show(entry).comments]
    assert sorted(answered) == ["First", "Second"]
    ben.journal.inbox.discussed(item)
    answer(ring, ben, ann)
    assert len(ann.journal.entries.show(entry).comments) == 2


def test_only_the_reader_may_comment_and_only_on_what_they_got(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    """Mal is a contact of Ann's too, and has learnt the item's id."""
    from reflect_app.sharing.contents import AnswerPart, CommentPart, ReplyContent, encoded

    mal = ring.join("Mal")
    ring.meet(ann, mal)
    entry = ring.write(ann)
    ring.share(ann, ben, entry)
    item = ann.journal.shares.list()[0].record.entries[0].item
    at = "2026-03-12T08:00:00+00:00"

    def said(sender: Somebody, field: str) -> Path:
        comment = CommentPart("ab" * 8, field, "planted", at)
        content = encoded(ReplyContent([AnswerPart(item, [comment], at)]))
        letter = bundle.Letter("reply", "ab" * 16, "cd" * 16, 1, at, "", content)
        vault, out = sender.journal.vault, ring.file()
        own = public_keys(vault)
        out.write_bytes(bundle.seal(letter, private_keys(vault), own, own_of(ann)))
        return out

    ann.journal.inbox.receive(said(mal, "page"))
    ann.journal.inbox.receive(said(ben, "title"))  # a field that was never shared
    assert ann.journal.entries.show(entry).comments == ()
    assert ann.journal.shares.list()[0].record.entries[0].discussed == at  # Ben's word counts


def own_of(somebody: Somebody) -> bytes:
    return public_keys(somebody.journal.vault)


def test_a_stranger_leaves_nothing_behind(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    mal = ring.join("Mal")
    mal.journal.contacts.add(ring.card(ben))
    _, path = ring.share(mal, ben, ring.write(mal))
    before = (rows(ben), ben.journal.integrity.state_hash())
    received = ben.journal.inbox.receive(path)
    assert received.status == "unknown-sender"
    assert received.sender is not None
    assert received.sender.name == ""
    assert received.sender.fingerprint == mal.journal.contacts.own_card().fingerprint
    assert (rows(ben), ben.journal.integrity.state_hash()) == before
    ben.journal.contacts.add(ring.card(mal))
    assert ben.journal.inbox.receive(path).status == "accepted"


@pytest.mark.parametrize("what", ["flipped", "cut", "readdressed", "empty", "deep", "not-for-me"])
def test_what_is_refused_leaves_nothing_behind(
    ring: Circle, ann: Somebody, ben: Somebody, what: str
) -> None:
    _, path = ring.share(ann, ben, ring.write(ann))
    data = path.read_bytes()
    if what == "flipped":
        data = data[:9000] + bytes([data[9000] ^ 1]) + data[9001:]
    elif what == "cut":
        data = data[:5000]
    elif what == "readdressed":
        vault = ben.journal.vault
        from reflect_app.crypto import sealing

        plain = sealing.unseal(private_keys(vault), data[:10], data[10:-32])
        mal = ring.join("Mal")
        ring.meet(ann, mal)
        data, ben = bundle.seal_plain(plain, own_of(mal)), mal
    elif what == "empty":
        data = b""
    elif what == "not-for-me":
        data = bundle.seal_plain(bytes(16 << 10), identity.new_identity().public)
    else:
        letter = bundle.Letter(
            "share", "ab" * 16, "cd" * 16, 9, "2026-03-12T08:00:00+00:00", "", b"[" * 100_000
        )
        vault = ann.journal.vault
        data = bundle.seal(letter, private_keys(vault), public_keys(vault), own_of(ben))
    path.write_bytes(data)
    before = (rows(ben), ben.journal.inbox.list(hidden=True))
    with pytest.raises(ReflectError) as refused:
        ben.journal.inbox.receive(path)
    assert PAGE not in refused.value.message + refused.value.hint
    assert (rows(ben), ben.journal.inbox.list(hidden=True)) == before


def test_replayed_older_and_expired(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    entry = ring.write(ann)
    first, old = ring.share(ann, ben, entry)
    second, new = ring.share(ann, ben, entry, ("page", "title"), replaces=first)
    _, brief = ring.share(ann, ben, entry, expires="2026-03-12T08:00:00+00:00")
    assert ben.journal.inbox.receive(new).status == "accepted"
    assert ben.journal.inbox.receive(new).status == "replayed"
    before = rows(ben)
    assert ben.journal.inbox.receive(old).status == "superseded"
    ring.clock.at += timedelta(hours=1)
    assert ben.journal.inbox.receive(brief).status == "expired"
    assert rows(ben) == before
    (item,) = ben.journal.inbox.list()
    assert [field.question.id for field in item.fields] == ["title", "page"]
    assert item.title == SECRET
    assert second


def test_a_newer_copy_keeps_what_was_said_beside_the_old_one(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    entry = ring.write(ann)
    first, old = ring.share(ann, ben, entry)
    ben.journal.inbox.receive(old)
    item = ben.journal.inbox.list()[0].id
    ben.journal.inbox.comment(item, "Beside the first")
    ann.journal.entries.edit(entry, {"page": "put better"})
    _, new = ring.share(ann, ben, entry, replaces=first)
    ben.journal.inbox.receive(new)
    (shown,) = ben.journal.inbox.list()
    assert (shown.id, shown.fields[0].value) == (item, "put better")
    assert [c.text for c in shown.comments] == ["Beside the first"]


def test_withdrawn_is_hidden_at_once_and_erased_thirty_days_later(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    share, path = ring.share(ann, ben, ring.write(ann))
    ben.journal.inbox.receive(path)
    item = ben.journal.inbox.list()[0].id
    ben.journal.inbox.comment(item, "mine, and gone with it")
    ann.journal.withdrawals.withdraw([share], back := ring.file())
    ben.journal.inbox.receive(back)
    assert ben.journal.inbox.list() == ()
    (hidden,) = ben.journal.inbox.list(hidden=True)
    assert (hidden.title, hidden.fields, hidden.comments) == ("", (), ())
    assert hidden.purges == "2026-04-11"
    with pytest.raises(NotFoundError):
        ben.journal.inbox.show(item)
    answer(ring, ben, ann)
    assert ann.journal.shares.show(share).state == "withdrawn"
    for day in (29, 2):
        for _ in range(day):  # a journal that is opened daily
            ring.clock.at += timedelta(days=1)
            ben.reopen().tidy()
    assert ben.journal.inbox.list(hidden=True) == ()
    with ben.journal.vault.reading() as connection:
        kept = b"".join(row.content or b"" for row in history.walk(connection))
    assert PAGE.encode() not in kept
    assert b"mine, and gone with it" not in kept
    assert ben.journal.integrity.verify(deep=True).status == "clean"
    assert ben.journal.inbox.receive(path).status == "replayed"  # it never comes back


def test_expired_is_hidden_at_the_next_opening_and_the_clock_is_asked_before_it_is_erased(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    _, path = ring.share(ann, ben, ring.write(ann), expires="2026-03-14")
    ben.journal.inbox.receive(path)
    ring.clock.at += timedelta(days=60)  # months away
    assert ben.reopen().inbox.list() == ()
    doubt = ben.journal.tidy().doubt
    assert doubt is not None
    assert doubt.due == 1
    assert len(ben.journal.inbox.list(hidden=True)) == 1
    ben.journal.tidy(clock_is_right=True)
    assert ben.journal.inbox.list(hidden=True) == ()


def test_one_is_held_for_a_reason_and_the_author_is_told(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    share, path = ring.share(ann, ben, ring.write(ann))
    ben.journal.inbox.receive(path)
    item = ben.journal.inbox.list()[0].id
    with pytest.raises(InvalidInputError):
        ben.journal.inbox.hold(item, "curiosity")
    ann.journal.withdrawals.withdraw([share], back := ring.file())
    ben.journal.inbox.receive(back)
    ben.journal.inbox.hold(item, "safeguarding")
    (shown,) = ben.journal.inbox.list()
    assert (shown.held, bool(shown.withdrawn), shown.fields[0].value) == (
        "safeguarding", True, PAGE,
    )  # fmt: skip
    answer(ring, ben, ann)
    row = ann.journal.shares.show(share)
    assert (row.state, row.reason) == ("held", "safeguarding")
    assert ben.journal.inbox.clear().kept == 1
    ring.clock.at += timedelta(hours=1)
    ben.journal.inbox.release(item)
    assert ben.journal.inbox.list() == ()
    answer(ring, ben, ann)
    assert ann.journal.shares.show(share).state == "withdrawn"


def test_who_keeps_a_part_says_so_whatever_becomes_of_the_rest(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    """A receipt is about a whole bundle: it is not gone while something of it is kept."""
    entries = tuple(ring.write(ann, f"page {number}") for number in range(3))
    request = ShareRequest("Ben", entries, ("page",))
    share = ann.journal.shares.share(request, out := ring.file(), reviewed=True).id
    ben.journal.inbox.receive(out)
    first, second, _ = (item.id for item in ben.journal.inbox.list())
    ben.journal.inbox.hold(first, "safeguarding")
    ben.journal.inbox.hold(second, "harm")

    def told() -> str:
        ring.clock.at += timedelta(hours=1)
        answer(ring, ben, ann)
        return ann.journal.shares.show(share).state

    assert told() == "held"
    assert ben.journal.inbox.clear().items == 1
    ben.journal.inbox.discussed(first)
    assert told() == "held"
    ben.journal.inbox.release(first)
    ben.journal.inbox.discussed(second)
    assert told() == "held"
    assert ben.journal.inbox.clear().items == 1
    ben.journal.inbox.thank(second)
    assert told() == "held"
    ben.journal.inbox.release(second)
    assert told() == "received"
    ben.journal.inbox.clear()
    assert told() == "removed"


def test_what_is_held_is_the_newest_copy_and_no_later_one_takes_its_place(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    entry = ring.write(ann, "the first wording")
    first, path = ring.share(ann, ben, entry)
    ben.journal.inbox.receive(path)

    def newer(words: str, old: str) -> str:
        ring.clock.at += timedelta(hours=1)
        ann.journal.entries.edit(entry, {"page": words})
        share, path = ring.share(ann, ben, entry, replaces=old)
        ben.journal.inbox.receive(path)
        ring.clock.at += timedelta(hours=1)
        return share

    second = newer("the second wording", first)
    (item,) = ben.journal.inbox.list()
    ben.journal.inbox.hold(item.id, "safeguarding")
    (item,) = ben.journal.inbox.list()  # the copy that it replaced does not come back with it
    assert item.fields[0].value == "the second wording"
    answer(ring, ben, ann)
    state = {row.id: row.state for row in ann.journal.shares.list()}
    assert state == {first: "superseded", second: "held"}
    newer("nothing much", second)
    shown = sorted(str(item.fields[0].value) for item in ben.journal.inbox.list())
    assert shown == ["nothing much", "the second wording"]
    for _ in range(31):
        ring.clock.at += timedelta(days=1)
        ben.journal.tidy()
    assert len(ben.journal.inbox.list(hidden=True)) == 2


def test_keeping_everything_pauses_it_all_and_says_so(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    share, path = ring.share(ann, ben, ring.write(ann))
    ben.journal.inbox.receive(path)
    ben.journal.settings.set("keep_everything", True)
    ann.journal.withdrawals.withdraw([share], back := ring.file())
    ben.journal.inbox.receive(back)
    (hidden,) = ben.journal.inbox.list(hidden=True)
    assert hidden.purges == ""
    answer(ring, ben, ann)
    assert ann.journal.shares.show(share).reason == "legal"
    for _ in range(40):
        ring.clock.at += timedelta(days=1)
        ben.journal.tidy()
    with pytest.raises(InvalidInputError) as refused:
        ben.journal.inbox.clear()
    assert refused.value.name == "keeping-everything"
    assert len(ben.journal.inbox.list(hidden=True)) == 1


def test_a_retention_of_ones_own(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    share, path = ring.share(ann, ben, ring.write(ann))
    ben.journal.inbox.receive(path)
    ben.journal.settings.set("received_keep_days", 7)
    for day in range(1, 9):
        ring.clock.at += timedelta(days=1)
        ben.journal.tidy()
        assert bool(ben.journal.inbox.list()) == (day < 7), day
    answer(ring, ben, ann)
    assert ann.journal.shares.show(share).state == "removed"


def test_clear_what_others_sent_me(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    cal = ring.join("Cal")
    ring.meet(cal, ben)
    mine, _ = ring.write(ben), ring.write(ben)
    shares = [ring.share(one, ben, ring.write(one)) for one in (ann, ann, cal)]
    for _, path in shares:
        ben.journal.inbox.receive(path)
    done = ben.journal.inbox.clear("Ann")
    assert (done.items, done.senders, done.kept) == (2, 1, 0)
    assert [item.sender.name for item in ben.journal.inbox.list()] == ["Cal"]
    assert [row.name for row in ben.journal.replies.waiting()] == ["Ann", "Cal"]
    answer(ring, ben, ann)
    assert {row.state for row in ann.journal.shares.list()} == {"removed"}
    assert ben.journal.entries.show(mine).answers["page"] == PAGE


def test_two_lives_in_one_vault_do_not_mix(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    """A supervisor's own journal neither lists nor finds nor exports what others sent."""
    _, path = ring.share(ann, ben, ring.write(ann, "the pelican came by boat"))
    ring.write(ben, "my own page")
    ben.journal.inbox.receive(path)
    assert len(ben.journal.inbox.list()) == 1
    assert ben.journal.entries.page(Query(), 0, 10).total == 1
    for text in ("pelican", "boat", "Ann"):
        assert ben.journal.entries.page(Query(text, prefix=True), 0, 10).total == 0
    assert ben.journal.people.list() == []
    assert ben.journal.entries.count() == 1
    report = ben.journal.integrity.verify(deep=True)
    assert (report.status, report.entries) == ("clean", 1)


def test_a_backup_brings_all_of_it_back(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    _, path = ring.share(ann, ben, ring.write(ann))
    ben.journal.inbox.receive(path)
    ben.journal.inbox.comment(ben.journal.inbox.list()[0].id, "Kept")
    made = ben.journal.backups.make(ring.root / "backups")
    again = ben.app.vaults.restore(made.out, ring.root / "again", "otter lantern gravel teapot")
    try:
        assert again.inbox.list() == ben.journal.inbox.list()
        assert again.integrity.state_hash() == ben.journal.integrity.state_hash()
        assert again.inbox.receive(path).status == "replayed"
    finally:
        again.close()


def test_pinned_and_taken_back(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    _, path = ring.share(ann, ben, ring.write(ann))
    ben.journal.inbox.receive(path)
    item = ben.journal.inbox.list()[0].id
    ben.journal.inbox.pin(item)
    ben.journal.inbox.comment(item, "no, not like this")
    said = ben.journal.inbox.show(item).comments[0]
    ben.journal.inbox.take_back(item, said.id)
    assert ben.journal.inbox.show(item) == replace(
        ben.journal.inbox.list()[0], pinned=True, comments=(), unanswered=False
    )
    for text in ("", "  \n", "a\0b", "x" * 20_001):
        with pytest.raises(InvalidInputError):
            ben.journal.inbox.comment(item, text)
    with pytest.raises(InvalidInputError) as refused:
        ben.journal.inbox.comment(item, "words", "title")
    assert refused.value.name == "unknown-field"


def test_an_export_of_everything_carries_it_and_no_key(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    """Contacts, shares and what came: the same state in a new journal, which has a new card."""
    from reflect_app.services.import_plan import ImportRequest

    _, path = ring.share(ann, ben, ring.write(ann))
    ben.journal.inbox.receive(path)
    ring.share(ben, ann, ring.write(ben))
    out = ring.root / "everything.json"
    ben.journal.everything.export("json", out)
    assert private_keys(ben.journal.vault).hex() not in out.read_text(encoding="utf-8")
    made = ben.app.vaults.create(ring.root / "new", "otter lantern gravel teapot").journal
    try:
        for _ in made.imports.bring_in(ImportRequest("reflect", out)):
            pass
        assert made.integrity.state_hash() == ben.journal.integrity.state_hash()
        assert made.inbox.list() == ben.journal.inbox.list()
        assert [row.id for row in made.shares.list()] == [
            row.id for row in ben.journal.shares.list()
        ]
        assert public_keys(made.vault) != own_of(ben)
        assert made.integrity.verify(deep=True).status == "clean"
    finally:
        made.close()


def test_after_an_ending_no_answer_reaches_one_s_own_pages(tmp_path: Path) -> None:
    with circle(tmp_path) as people:
        sam, priya = people.join("Sam"), people.join("Priya")
        people.meet(sam, priya)
        entry = people.write(sam)
        _, out = people.share(sam, priya, entry)
        priya.journal.inbox.receive(out)
        (item,) = priya.journal.inbox.list()
        priya.journal.inbox.comment(item.id, "one more thing")
        sam.journal.contacts.end("Priya")
        back = people.file()
        priya.journal.replies.reply(out=back)
        assert sam.journal.inbox.receive(back).status == "accepted"
        assert sam.journal.entries.show(entry).comments == ()
        assert sam.journal.shares.list()[0].state == "received"


def test_after_an_ending_one_s_own_answers_stay_at_home(tmp_path: Path) -> None:
    with circle(tmp_path) as people:
        sam, priya = people.join("Sam"), people.join("Priya")
        people.meet(sam, priya)
        _, out = people.share(sam, priya, people.write(sam))
        priya.journal.inbox.receive(out)
        inbox, replies = priya.journal.inbox, priya.journal.replies
        (item,) = inbox.list()
        inbox.comment(item.id, "written before the end, and not sent")
        priya.journal.contacts.end("Sam")
        (waits,) = replies.waiting()
        assert (waits.answers, waits.receipts) == (0, 1)
        (item,) = inbox.list()  # what came stays readable, and nothing is said to wait
        assert (item.sender.over, item.unanswered) == (True, False)
        acts: tuple[Callable[[], object], ...] = (
            lambda: inbox.comment(item.id, "late"),
            lambda: inbox.discussed(item.id),
            lambda: inbox.thank(item.id),
            lambda: inbox.sign(item.id),
        )
        for act in acts:
            with pytest.raises(InvalidInputError) as refused:
                act()
            assert refused.value.name == "contact-ended"
        done = replies.reply(out=(back := people.file()))
        assert (done.answers, done.receipts) == (0, 1)
        sam.journal.inbox.receive(back)
        assert sam.journal.shares.list()[0].state == "received"
        priya.journal.contacts.begin_again("Sam")
        (waits,) = replies.waiting()
        assert waits.answers == 1
