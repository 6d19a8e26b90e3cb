"""Contacts: cards, the twelve words, a new key, a lost key, and the end of it."""

from __future__ import annotations

import json

import pytest

from reflect_app.core.contacts import checked_name, looks_like, same_words
from reflect_app.errors import InvalidInputError, NotFoundError, ReflectError
from reflect_app.services.shares import ShareRequest
from reflect_app.vault.own_keys import public_keys
from tests.helpers.circle import Circle, Somebody


def words_of(somebody: Somebody) -> str:
    return somebody.journal.contacts.own_card().fingerprint


def test_a_card_says_who_and_nothing_secret(ring: Circle, ann: Somebody) -> None:
    path = ring.card(ann)
    card = json.loads(path.read_bytes())
    assert (card["name"], card["agency"], card["kind"]) == ("Ann", "Norfolk NHS", "reflect-card")
    assert bytes.fromhex(card["public"]) == public_keys(ann.journal.vault)
    assert set(card) == {"agency", "format", "kind", "made", "name", "public", "signature"}


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Mal"}, {"agency": "Elsewhere"}, {"signature": "00" * 64},
        {"public": "00" * 1248},
        {"kind": "prompt-pack"}, {"more": 1}, {"format": 0}, {"made": "yesterday"},
        {"public": "xy"},
    ],
)  # fmt: skip
def test_a_card_that_was_changed_is_refused(
    ring: Circle, ann: Somebody, ben: Somebody, change: dict[str, object]
) -> None:
    path = ring.card(ben)
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **change}), encoding="utf-8")
    before = ann.journal.contacts.list()
    with pytest.raises(InvalidInputError) as refused:
        ann.journal.contacts.add(path)
    assert refused.value.name == "bad-card"
    assert ann.journal.contacts.list() == before


def test_mail_may_change_line_ends_and_blanks(ring: Circle, ann: Somebody) -> None:
    cal = ring.join("Cal")
    path = ring.card(cal)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    contact, _ = ann.journal.contacts.add(path)
    assert (contact.name, contact.confirmed) == ("Cal", False)


def test_a_card_of_another_kind_of_file(ring: Circle, ann: Somebody) -> None:
    for data in (b"", b"{}", b"[" * 100_000, b"\xff" * 100, b"x" * 70_000):
        path = ring.file(".rcard")
        path.write_bytes(data)
        with pytest.raises(ReflectError):
            ann.journal.contacts.look(path)


def test_added_is_not_confirmed(ring: Circle, ann: Somebody) -> None:
    cal = ring.join("Cal")
    contact, _ = ann.journal.contacts.add(ring.card(cal))
    assert not contact.confirmed
    with pytest.raises(InvalidInputError) as refused:
        ann.journal.contacts.confirm("Cal", words_of(ann))
    assert refused.value.name == "wrong-words"
    said = " - ".join(word[:4].upper() for word in words_of(cal).split())
    ann.journal.contacts.confirm("Cal", said)
    assert ann.journal.contacts.find("Cal").confirmed
    assert ann.journal.contacts.name_of(public_keys(cal.journal.vault)) == "Cal"


def test_the_wrong_words_add_nothing(ring: Circle, ann: Somebody) -> None:
    cal = ring.join("Cal")
    with pytest.raises(InvalidInputError):
        ann.journal.contacts.add(ring.card(cal), words=words_of(ann))
    assert ann.journal.contacts.list() == ()
    assert ann.journal.contacts.look(ring.card(ann)).standing == "you"


def test_the_same_card_again_changes_nothing(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    state = ann.journal.integrity.state_hash()
    contact, saved = ann.journal.contacts.add(ring.card(ben))
    assert (saved.revision, contact.confirmed) == (0, True)
    assert ann.journal.integrity.state_hash() == state


def test_nobody_is_joined_by_name_alone(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    """Somebody else calls themselves Ben of HMPPS: what goes to Ben must not go to them."""
    mal = ring.join("Mal")
    mal.journal.settings.set("display_name", "Ben")
    mal.journal.settings.set("agency", "HMPPS")
    look = ann.journal.contacts.look(ring.card(mal))
    assert look.standing == "new"
    assert look.namesakes == (ann.journal.contacts.find("Ben").id,)
    ann.journal.contacts.add(ring.card(mal))
    with pytest.raises(InvalidInputError) as refused:
        ann.journal.contacts.find("ben")
    assert refused.value.name == "ambiguous-contact"
    assert ann.journal.contacts.find(words_of(ben)[:30]).id == look.namesakes[0]


@pytest.mark.parametrize(
    "name", ["B\u0435n", "\u0412\u0435n", "Bén", "B\uff45n", "B\u1d49n", "B e n", "8en", "ben."]
)
def test_a_name_that_only_looks_like_a_contacts_is_told(
    ring: Circle, ann: Somebody, ben: Somebody, name: str
) -> None:
    mal = ring.join("Mal")
    mal.journal.settings.set("display_name", name)
    look = ann.journal.contacts.look(ring.card(mal))
    told = name != "8en"  # some likenesses are beyond us, and SECURITY.md says so
    assert look.lookalike is told
    assert look.namesakes == ((ann.journal.contacts.find("Ben").id,) if told else ())


def test_names_that_look_alike() -> None:
    for one, other in (("Ian Hill", "lan HiII"), ("Tom Barnes", "Tom Bames"), ("0lga", "Olga")):
        assert looks_like(one, other), (one, other)
    for one, other in (("Ann", "Anne"), ("Sam", "Pam"), ("\u738b", "\u674e"), ("Ben", "Dan")):
        assert not looks_like(one, other), (one, other)


def test_a_card_that_was_retired_must_be_compared_anew(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    """Whoever found the lost laptop can send its card again."""
    ann.journal.contacts.retire_card("Ben", words_of(ben))
    contact, _ = ann.journal.contacts.add(ring.card(ben))
    assert not contact.confirmed
    contact, _ = ann.journal.contacts.add(ring.card(ben), words=words_of(ben))
    assert contact.confirmed


def test_an_unconfirmed_second_card_gets_nothing(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    laptop = ring.join("laptop")
    ann.journal.contacts.add(ring.card(laptop), to="Ben")
    request = ShareRequest("Ben", (ring.write(ann),), ("page",))
    assert ann.journal.shares.preview(request).readers == (words_of(ben),)
    ann.journal.contacts.confirm("Ben", words_of(laptop))
    assert set(ann.journal.shares.preview(request).readers) == {words_of(ben), words_of(laptop)}


def test_a_lost_key_gets_and_gives_nothing(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    fresh = ring.join("fresh")
    share, _ = ring.share(ann, ben, ring.write(ann))
    _, path = ring.share(ben, ann, ring.write(ben))
    ann.journal.contacts.add(ring.card(fresh), words=words_of(fresh), to="Ben")
    ann.journal.contacts.retire_card("Ben", " ".join(words_of(ben).split()[:3]))
    request = ShareRequest("Ben", (ring.write(ann),), ("page",))
    assert ann.journal.shares.preview(request).readers == (words_of(fresh),)
    assert ann.journal.inbox.receive(path).status == "unknown-sender"
    # What the lost key still opens is known, and can be asked back from it.
    assert ann.journal.shares.show(share).may_be_read
    ann.journal.withdrawals.withdraw([share], back := ring.file())
    assert ben.journal.inbox.receive(back).kind == "withdrawal"
    with pytest.raises(NotFoundError):
        ann.journal.contacts.retire_card("Ben", words_of(ben))


def test_the_end_with_a_person(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    shares = [ring.share(ann, ben, ring.write(ann)) for _ in range(2)]
    for _, path in shares:
        ben.journal.inbox.receive(path)
    _, late = ring.share(ben, ann, ring.write(ben))
    out = ring.file()
    parted = ann.journal.endings.end("Ben", out)
    withdrawn = parted.withdrawn
    assert withdrawn is not None
    assert set(withdrawn.shares) == {share for share, _ in shares}
    assert withdrawn.outs == (out,)  # one withdrawal for all of it
    assert ann.journal.contacts.list() == ()
    assert [found.id for found in ann.journal.contacts.list(ended=True)] == [parted.before.id]
    assert ben.journal.inbox.receive(out).items == 2
    assert ben.journal.inbox.list() == ()
    ben.journal.replies.reply(out=(answer := ring.file()))
    assert ann.journal.inbox.receive(answer).status == "accepted"  # receipts still come
    assert {row.state for row in ann.journal.shares.list()} == {"withdrawn"}
    refused_late = ann.journal.inbox.receive(late)  # nothing new does
    assert refused_late.status == "unknown-sender"
    assert refused_late.problem.startswith("You ended with Ben, so nothing new from them was kept")
    with pytest.raises(InvalidInputError) as refused:
        ann.journal.shares.preview(ShareRequest("Ben", (ring.write(ann),), ("page",)))
    assert refused.value.name == "contact-ended"
    ann.journal.contacts.begin_again("Ben")
    assert ann.journal.inbox.receive(late).status == "accepted"


def test_the_only_card_may_be_retired_and_used_again(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    share, _ = ring.share(ann, ben, ring.write(ann))
    _, path = ring.share(ben, ann, ring.write(ben))
    ann.journal.contacts.retire_card("Ben", words_of(ben))
    assert ann.journal.contacts.find("Ben").readers() == ()
    (held,) = ann.journal.withdrawals.held_by("Ben", words_of(ben))
    assert held.id == share
    refused = ann.journal.inbox.receive(path)
    assert (refused.status, refused.items) == ("unknown-sender", 0)
    assert "a card of Ben that you took out of use" in refused.problem
    ann.journal.contacts.use_again("Ben", words_of(ben))
    assert not ann.journal.contacts.find("Ben").confirmed  # whoever has the key has the card
    assert ann.journal.inbox.receive(path).status == "accepted"
    with pytest.raises(NotFoundError) as nothing:
        ann.journal.contacts.use_again("Ben", words_of(ben))
    assert nothing.value.name == "no-card"


def test_a_packs_signer_is_known_by_the_same_card(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    copy = ben.journal.prompt_editor.duplicate("what-so-what", "Ours")
    out = ring.file(".toml")
    ben.journal.prompt_packs.export((copy.id,), out)
    signer = ann.journal.prompt_packs.inspect(out).signer
    assert (signer.standing, signer.name) == ("confirmed", "Ben")


def test_the_code_is_square_and_says_the_words(ann: Somebody) -> None:
    code = ann.journal.contacts.code(words_of(ann))
    assert len({len(row) for row in code} | {len(code)}) == 1
    assert not any(any(row) for row in (*code[:4], *code[-4:]))  # the quiet zone
    assert code[4][4:11] == (True,) * 7  # a corner
    assert code != ann.journal.contacts.code("abandon " * 12)


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "a" * 81,
        "Ann\u202egnol",
        "A\u200bnn",
        "x\0y",
        "\ud800",
        "Ann\u3164",
        "\u2800",
        "A\ufe0fnn",
    ],
)
def test_what_cannot_be_shown_as_a_name(name: str) -> None:
    with pytest.raises(InvalidInputError):
        checked_name(name)


def test_words_said_aloud() -> None:
    print_ = "imitate witness thrive shallow collect faith talent public make approve scatter elbow"
    assert same_words(print_.upper().replace(" ", ", "), print_)
    assert same_words("imit witn thri shal coll fait tale publ make appr scat elbo", print_)
    assert not same_words(print_.rsplit(" ", 1)[0], print_)
    assert not same_words(print_ + " elbow", print_)
    assert not same_words("imi" + print_[7:], print_)
    assert not same_words("", print_)
