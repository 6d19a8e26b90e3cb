"""What is kept beside the entries: each comes back as it was put, and a purge leaves nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from reflect_app.core.contacts import Contact
from reflect_app.core.entries import Comment
from reflect_app.core.names import NamesList
from reflect_app.core.people import Person
from reflect_app.core.records import Record, Wording
from reflect_app.core.renaming import Renaming
from reflect_app.core.supervision import Action, Agreement, Group, Session
from reflect_app.crypto import identity
from reflect_app.errors import DamagedError, InvalidInputError, NotFoundError, ReflectError
from reflect_app.vault import received_store as received
from reflect_app.vault import recovery_check, rekeying
from reflect_app.vault.activity import ActivityLog
from reflect_app.vault.bin_store import binned
from reflect_app.vault.contact_store import ContactStore, card_of
from reflect_app.vault.import_store import Batch, ImportStore, Slice, many_going
from reflect_app.vault.keys import with_passphrase
from reflect_app.vault.names_store import NamesStore
from reflect_app.vault.object_store import ObjectStore, PeopleStore, SettingStore
from reflect_app.vault.own_keys import private_keys, public_keys
from reflect_app.vault.received_store import Item, Mark, Notes, ReceivedStore
from reflect_app.vault.renewal import renew_words
from reflect_app.vault.returned_store import Came, ReturnedStore
from reflect_app.vault.rewriting import Rewriter
from reflect_app.vault.share_store import ShareRecord, ShareStore
from reflect_app.vault.supervision_store import SupervisionStore
from reflect_app.vault.transport_store import Due, Outgoing, TransportStore
from reflect_app.vault.trusted_clock import TrustedClock
from reflect_app.vault.verify import verify
from reflect_app.vault.whole import WholeStore
from tests.fixtures import CHEAP_POLICY
from tests.vault.making import Making, Writer

AT = "2026-03-12T07:30:00+00:00"
LATER = "2026-03-13T07:30:00+00:00"


@pytest.fixture
def writer(making: Making) -> Writer:
    return Writer(making.create())


def sound(writer: Writer) -> bool:
    return verify(writer.vault, deep=True).status == "clean"


def test_an_object_is_its_newest_state_until_it_is_purged(writer: Writer) -> None:
    store = ObjectStore(writer.vault, "person")
    before = store.state()
    with writer.vault.writing() as tx:
        assert [store.put(tx, "b", "made", {"n": 1}), store.put(tx, "b", "changed", {"n": 2})] == [
            1, 2,
        ]  # fmt: skip
        store.put(tx, "a", "made", {"n": 3})
    assert list(store.all().items()) == [("a", {"n": 3}), ("b", {"n": 2})]
    assert (store.get("b"), store.get("c")) == ({"n": 2}, None)
    assert store.state() != before
    with writer.vault.writing() as tx:
        store.purge(tx, "b")
    assert (store.get("b"), store.was_there("b"), store.was_there("c")) == (None, True, False)
    assert sound(writer)


def test_people_and_settings(writer: Writer) -> None:
    people, settings = PeopleStore(writer.vault), SettingStore(writer.vault)
    heron = Person("1", "Heron", AT, formerly=("Grey",))
    wren = Person("2", "wren", AT, retired=True)
    with writer.vault.writing() as tx:
        for person in (wren, heron):
            people.put(tx, person, "added")
        settings.put(tx, "role", "night staff")
        settings.put(tx, "role", ["days"])
    assert people.all() == [heron, wren]
    assert settings.all()["role"] == ["days"]
    with writer.vault.writing() as tx:
        people.purge(tx, "1")
    assert people.all() == [wren]
    assert sound(writer)


def test_contacts_with_their_cards(writer: Writer) -> None:
    store, keys = ContactStore(writer.vault), identity.new_identity()
    card = card_of(keys.public, AT, confirmed=LATER)
    assert (card.hash, card.fingerprint) == (
        identity.public_hash(keys.public).hex(), identity.fingerprint(keys.public),
    )  # fmt: skip
    ann = Contact("1", "Ann", "NHS", (card,), AT)
    bob = Contact("2", "bob", "", (), AT, ended=LATER)
    with writer.vault.writing() as tx:
        for contact in (bob, ann):
            store.put(tx, contact, "added")
    assert store.all() == [ann, bob]
    with writer.vault.writing() as tx:
        store.purge(tx, "1")
    assert store.all() == [bob]


def test_the_log_tells_figures_and_is_pruned_by_day(writer: Writer, making: Making) -> None:
    log = ActivityLog(writer.vault)
    with writer.vault.writing() as tx:
        log.record(tx, "exported", entries=3)
    making.clock.at += timedelta(days=1)
    writer.write("gone soon", id_="ab" * 8)
    with writer.vault.writing() as tx:
        log.record(tx, "shown")
        WholeStore(writer.vault).purge(tx, "entry", "ab" * 8)
    told = [(line.kind, line.change, dict(line.figures)) for line in log.newest()]
    assert told == [
        ("entry", "purged", {}), ("activity", "shown", {}),
        ("activity", "exported", {"entries": 3}), ("vault", "created", {}),
    ]  # fmt: skip
    assert len(log.newest(limit=2)) == 2
    with writer.vault.writing() as tx:
        assert log.prune(tx, LATER) == 1
        assert log.prune(tx, LATER) == 0
    assert [line.change for line in log.newest() if line.kind == "activity"] == ["purged", "shown"]
    assert sound(writer)


def test_the_list_of_names_and_its_key(writer: Writer) -> None:
    store = NamesStore(writer.vault)
    assert (store.get(), store.key()) == (NamesList(), None)
    with writer.vault.writing() as tx:
        key = store.made_key(tx)
        store.put(tx, NamesList(allowed=("Heron",)), erases=True)
        assert store.made_key(tx) == key
    assert (store.get().allowed, store.key(), len(key)) == (("Heron",), key, 32)
    with writer.vault.writing() as tx:
        tx.connection.exec_driver_sql("UPDATE secret SET value = x'7b' WHERE name = 'names'")
    with pytest.raises(DamagedError):
        store.get()


def test_the_keys_of_the_vault_itself(writer: Writer) -> None:
    mine = identity.of_private(private_keys(writer.vault))
    assert mine.public == public_keys(writer.vault)
    with writer.vault.writing() as tx:
        tx.connection.exec_driver_sql("DELETE FROM secret WHERE name = 'identity'")
    with pytest.raises(DamagedError):
        private_keys(writer.vault)


def test_ways_in_are_replaced_and_one_always_stays(writer: Writer, making: Making) -> None:
    vault = writer.vault
    assert recovery_check.count(vault) == 24
    words = renew_words(vault).split()
    assert " ".join(words) != making.words
    assert recovery_check.fits(vault, {1: words[0], 24: words[23][:4].upper()}) == ()
    passphrase, recovery = vault.envelope.slots
    with pytest.raises(InvalidInputError) as refused:
        rekeying.remove_slot(vault, "none")
    assert refused.value.name == "no-slot"
    with pytest.raises(InvalidInputError) as refused:
        rekeying.remove_slot(vault, passphrase.id)
    assert refused.value.name == "last-passphrase"
    rekeying.remove_slot(vault, recovery.id)
    assert [slot.kind for slot in vault.envelope.slots] == ["passphrase"]
    assert (recovery_check.count(vault), recovery_check.fits(vault, {1: words[0]})) == (0, (1,))
    with pytest.raises(InvalidInputError):
        rekeying.change_passphrase(vault, " ", CHEAP_POLICY)
    rekeying.change_passphrase(vault, "another one", CHEAP_POLICY)
    assert with_passphrase(vault.envelope, "another one", CHEAP_POLICY) == vault.data_key
    making.close()
    with pytest.raises(ReflectError):
        making.open()


def test_time_is_believed_up_to_what_is_chained(writer: Writer, making: Making) -> None:
    clock, start = TrustedClock(writer.vault), making.clock.at
    assert clock.last() == start
    making.clock.at += timedelta(days=400)  # a clock that is set wrong
    assert clock.now() < making.clock.at
    assert clock.latest() == making.clock.at
    clock.believe(start + timedelta(minutes=90))
    assert clock.last() == start + timedelta(minutes=90)
    clock.believe(start + timedelta(minutes=100))
    assert clock.last() == start + timedelta(minutes=90)  # within the hour nothing is written
    clock.believe(start + timedelta(hours=9))
    assert clock.last() == start + timedelta(hours=9)


def test_what_others_sent_is_taken_once_and_told_apart(writer: Writer) -> None:
    store = ReceivedStore(writer.vault)
    mark = Mark(received.mark_id("s", "b"), "b", "s", "share", AT, gone=("c",), withdraws=True)
    item = Item(
        received.item_id("s", "b", "i"), received.local_id("s", "i"), "i", "b", "s", "ann", AT,
        AT, "", "supervision", {"title": "A page"},
    )  # fmt: skip
    notes = Notes("n", "s", "i", (Comment("c", "page", "I see.", "", AT),), pinned=True)
    before = store.state()
    with writer.vault.writing() as tx:
        for thing in (mark, item, notes):
            store.put(tx, thing, "came")
    assert store.all() == ([mark], [item], [notes])
    assert store.state() != before
    assert (store.notes("n"), store.notes("m")) == (notes, None)
    assert (store.came("s", "b"), store.came("t", "b")) == (True, False)
    with writer.vault.writing() as tx:
        store.purge(tx, item.id)
        store.purge(tx, "n")
    assert store.all() == ([mark], [], [])
    assert len({received.mark_id("s", "b"), received.item_id("s", "b", "i")}) == 2
    assert len(received.local_id("s", "i")) == 16


def test_what_was_said_of_an_item_and_what_of_it_was_sent() -> None:
    comments = tuple(Comment(name, "", name, "", AT) for name in "abc")
    quiet = Notes("n", "s", "i")
    assert (quiet.opened(), quiet.said(), quiet.unsent()) == (False, "", ())
    for changed in ({"read": AT}, {"pinned": True}, {"held": "legal"}, {"discussed": AT}):
        assert replace(quiet, **changed).opened()
    two = replace(quiet, comments=comments[:2], discussed=AT)
    more = replace(two, comments=comments, thanked=AT, sent=two.said())
    assert two.unsent() == comments[:2]
    assert more.unsent() == comments[2:]
    assert replace(more, sent=more.said()).unsent() == ()
    signed = replace(more, signed=AT, digest="d1")
    assert signed.said() != replace(signed, digest="d2").said() != more.said()
    assert replace(signed, sent=signed.said()).unsent() == ()


def test_what_carrying_bundles_needs(writer: Writer) -> None:
    store = TransportStore(writer.vault)
    sent = Outgoing("b", "share", "ann", "r", "exchange", "x.rbundle")
    due = Due("ann", "r", "b", "received", AT)
    with writer.vault.writing() as tx:
        assert [store.next_sequence(tx, who) for who in ("r", "r", "q")] == [1, 2, 1]
        store.put_outgoing(tx, sent, b"bytes")
        store.put_due(tx, due)
        store.put_due(tx, replace_struct(due, state="removed"))
        store.put_way(tx, "r")
        store.put_seen(tx, {b"12345678", b"abcdefgh"})
    assert (store.outgoing(), store.data_of("b")) == ([sent], b"bytes")
    assert [one.state for one in store.due()] == ["removed"]
    assert (store.in_exchange("r"), store.in_exchange("q")) == (True, False)
    assert store.seen() == {b"12345678", b"abcdefgh"}
    with writer.vault.writing() as tx:
        store.put_outgoing(tx, sent)
        assert store.data_of("b") == b"bytes"  # not written yet
        store.put_outgoing(tx, replace_struct(sent, written=True))
        store.drop_due(tx, due)
    assert (store.data_of("b"), store.due()) == (None, [])
    with writer.vault.writing() as tx:
        store.drop_outgoing(tx, "b")
    assert store.outgoing() == []
    with writer.vault.writing() as tx:
        tx.connection.exec_driver_sql("INSERT INTO secret VALUES ('out:z', x'7b7d')")
    with pytest.raises(DamagedError):
        store.outgoing()


def replace_struct(struct: Any, **changed: Any) -> Any:
    import msgspec

    return msgspec.structs.replace(struct, **changed)


def test_supervision_is_kept_and_another_word_goes_through_all_of_it(writer: Writer) -> None:
    store = SupervisionStore(writer.vault)
    meeting = Session("s", "one-to-one", AT, AT, with_name="Heron")
    mine = Action("a", "Ask Heron again", AT, owner="Heron", entry="e")
    other = Action("b", "Read on", AT, entry="f")
    agreed = Agreement("g", "Mel", AT)
    group = Group("h", "Nights", AT, rules="What Heron says stays here.")
    with writer.vault.writing() as tx:
        store.sessions.put(tx, meeting, "planned")
        for action in (mine, other):
            store.actions.put(tx, action, "added")
        store.agreements.put(tx, agreed, "made")
        store.groups.put(tx, group, "made")
    assert store.sessions.all() == [meeting]
    assert store.actions.all() == [mine, other]
    assert (store.agreements.all(), store.groups.all()) == ([agreed], [group])
    with writer.vault.writing() as tx:
        assert store.rename(tx, Renaming(("Heron",), "Wren"), only=["f"]) == set()
        assert store.rename(tx, Renaming(("Heron",), "Wren"), only=["e"]) == {"a"}
    assert store.actions.all()[0].text == "Ask Wren again"
    with writer.vault.writing() as tx:
        assert store.forget(tx, Renaming(("Heron",), "somebody", forgets=True)) == {"a", "h"}
    assert store.groups.all()[0].rules == "What somebody says stays here."
    assert store.sessions.all()[0].with_name == "Heron"  # a colleague's name is no pseudonym
    kept = WholeStore(writer.vault).get("action", "a")
    assert kept is not None
    assert "Heron" not in repr(kept)
    with writer.vault.writing() as tx:
        store.actions.purge(tx, "b")
        tx.append("session", "bad", "made", {"at": 7})
        ObjectStore(writer.vault, "session").put(tx, "bad", "made", {"at": 7})
    assert [action.id for action in store.actions.all()] == ["a"]
    with pytest.raises(DamagedError):
        store.sessions.all()


def test_a_batch_of_an_import_goes_again_with_its_wording(writer: Writer) -> None:
    store = ImportStore(writer.vault)
    template = writer.template
    head = Batch("b1", "dayone", AT, template.id, template.version, 2, "running", wording=True)
    second = replace(head, id="b2", at=LATER, wording=False)
    one, two = (writer.write(text) for text in ("first", "second"))
    with writer.vault.writing() as tx:
        store.put_head(tx, head)
        store.put_head(tx, second)
        store.add_slice(tx, "b1", 1, {one: ("key 1", "digest 1")})
        store.add_slice(tx, "b1", 2, {two: ("key 2", "digest 2")})
    assert store.batches() == [second, head]
    assert store.get("b1") == head
    with pytest.raises(NotFoundError):
        store.get("b9")
    assert [part.id for part in store.slices("b1")] == ["b1.000001", "b1.000002"]
    assert store.known() == {"key 1", "digest 1", "key 2", "digest 2"}
    assert (store.changes(one), store.changes("none")) == (["written"], [])
    with writer.vault.writing() as tx:
        store.put_slice(tx, Slice("b1.000002", {}))
        store.drop_wording(tx, head)  # entries answer it: the other batch is to drop it
    assert store.get("b2").wording
    whole = WholeStore(writer.vault)
    assert whole.answered(f"{template.id}@{template.version}")
    with writer.vault.writing(sweep=False) as tx, many_going(tx.connection):
        for entry in (one, two):
            whole.purge(tx, "entry", entry)
    with writer.vault.writing() as tx:
        store.forget(tx, "b1")
        store.drop_wording(tx, second)
        store.drop_wording(tx, second)  # once more is nothing
    assert not whole.answered(f"{template.id}@{template.version}")
    assert writer.templates.find(template.id, template.version) is None
    assert sound(writer)


def test_what_came_back_from_an_export(writer: Writer) -> None:
    store = ReturnedStore(writer.vault)
    gave_way = Record("person", "p", (Wording(1, AT, "added", {"pseudonym": "Heron"}),))
    came = (Came("entry", "e", 2), Came("person", "p", 1))
    with writer.vault.writing() as tx:
        store.begin(tx, "r", came, [gave_way])
    found = store.get("r")
    assert (found.state, found.came, found.gave_way, found.entries) == (
        "running", came, (gave_way,), 1,
    )  # fmt: skip
    with writer.vault.writing() as tx:
        store.end(tx, "r")
    assert store.get("r").state == "done"
    with writer.vault.writing() as tx:
        store.keep(tx, "r", came[:1])
    assert (store.get("r").state, store.get("r").came) == ("part", came[:1])
    assert [batch.id for batch in store.all()] == ["r"]
    with writer.vault.writing() as tx:
        store.forget(tx, "r")
    assert store.all() == []
    with pytest.raises(NotFoundError):
        store.get("r")


def test_a_name_goes_out_of_entries_and_every_wording_of_them(writer: Writer) -> None:
    rewriter = Rewriter(writer.vault, writer.templates)
    one = writer.write("Heron was up", tags=("Heron",))
    two = writer.write("nobody was")
    renaming = Renaming(("Heron",), "Wren")
    assert rewriter.named(renaming) == [one]
    with writer.vault.writing() as tx:
        assert rewriter.rename(tx, renaming, only=[two]) == []
        assert rewriter.rename(tx, renaming) == [one]
    assert rewriter.named(renaming) == []
    assert len(rewriter.wordings(renaming)) == 1  # the earlier one stands
    assert rewriter.wordings(renaming, only=[two]) == []
    with writer.vault.writing() as tx:
        assert rewriter.forget(tx, Renaming(("Heron",), "somebody", forgets=True)) == [one]
    kept = WholeStore(writer.vault).get("entry", one)
    assert kept is not None
    assert "Heron" not in repr(kept)
    assert kept.newest.body["answers"]["page"] == "Wren was up"
    assert sound(writer)


def test_a_whole_object_moves_to_another_vault_with_the_gaps_that_a_purge_left(
    writer: Writer, making: Making
) -> None:
    whole = WholeStore(writer.vault)
    with writer.vault.writing() as tx:
        for number in (1, 2, 3):
            ObjectStore(writer.vault, "person").put(tx, "p", "changed", {"n": number})
    last = whole.last()
    with writer.vault.writing() as tx:
        ObjectStore(writer.vault, "person").put(tx, "p", "changed", {"n": 4})
    (page,) = whole.pages(last)
    assert [record.newest.number for record in page] == [3]
    assert (set(whole.kinds()), whole.latest_number("person", "p")) == ({"person"}, 4)
    record = whole.of_kind("person")[0]
    holey = Record("person", "q", (record.revisions[1], record.revisions[3]))
    with writer.vault.writing() as tx:
        whole.put(tx, holey)
    kept = whole.get("person", "q")
    assert kept is not None
    assert [one.number for one in kept.revisions] == [2, 4]
    with writer.vault.writing() as tx:
        whole.purge(tx, "person", "q")
        whole.put(tx, holey)  # it was here once: the numbers go on
    again = whole.get("person", "q")
    assert again is not None
    assert [one.number for one in again.revisions] == [5, 6]
    assert sound(writer)


def test_the_bin(writer: Writer) -> None:
    one = writer.write("thrown away")
    assert binned(writer.vault) == []
    entry = writer.entries.get(one)
    assert entry is not None
    writer.write("thrown away", id_=one, deleted=AT)
    assert [(row.id, row.deleted) for row in binned(writer.vault)] == [(one, AT)]
    two = writer.write("later", deleted=LATER)
    three = writer.write("earlier", deleted="2026-03-11T07:30:00+00:00")
    assert [row.id for row in binned(writer.vault)] == [two, one, three]


def test_shares_and_what_came_back_are_told_newest_first(writer: Writer, making: Making) -> None:
    shares, returned = ShareStore(writer.vault), ReturnedStore(writer.vault)
    first = ShareRecord("s1", "ann", AT, LATER, "supervision", (), ())
    second = replace(first, id="s0", created=LATER, replaces="s1", replaced=("b1",))
    third = replace(first, id="s2")
    with writer.vault.writing() as tx:
        for share in (first, second, third):
            shares.put(tx, share, "shared")
        returned.begin(tx, "r2", (), [])
    making.clock.at += timedelta(days=1)
    with writer.vault.writing() as tx:
        returned.begin(tx, "r1", (), [])
    assert shares.all() == [second, third, first]
    assert [batch.id for batch in returned.all()] == ["r1", "r2"]
    with writer.vault.writing() as tx:
        shares.purge(tx, "s2")
    assert shares.all() == [second, first]
