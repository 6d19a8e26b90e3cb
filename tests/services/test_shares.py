"""Sharing: what leaves is what was chosen, to whom it was chosen, and nothing half done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from reflect_app.core.entries import EntryInput, Query
from reflect_app.errors import InvalidInputError, NotFoundError, ReflectError
from reflect_app.services.pack_choice import Swap
from reflect_app.services.shares import ShareRequest
from reflect_app.sharing.bundle import open_bundle
from reflect_app.vault.own_keys import private_keys, public_keys
from tests.helpers.circle import PAGE, SECRET, Circle, Somebody
from tests.helpers.spoken import speaking


def opened(reader: Somebody, path: Path) -> bytes:
    vault = reader.journal.vault
    return open_bundle(path.read_bytes(), private_keys(vault), public_keys(vault)).content


def test_only_ticked_fields_are_in_the_opened_bundle(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    entry = ring.write(ann)
    _, path = ring.share(ann, ben, entry)
    content = opened(ben, path)
    assert PAGE.encode() in content
    assert SECRET.encode() not in content
    assert entry.encode() not in content  # the entry's own id stays at home too
    assert len(path.read_bytes()) == 16384 + 10 + 1136 + 32
    assert SECRET.encode() not in path.read_bytes()
    assert PAGE.encode() not in path.read_bytes()


def test_preview_is_what_arrives(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    entry = ring.write(ann)
    request = ShareRequest("Ben", (entry,), ("page",), purpose="supervision")
    preview = ann.journal.shares.preview(request)
    out = ring.file()
    done = ann.journal.shares.share(request, out)
    assert (done.entries, done.fields, done.outs) == (1, preview.fields, (out,))
    ben.journal.inbox.receive(out)
    (item,) = ben.journal.inbox.list()
    assert [(f.question.id, f.value) for f in item.fields] == [
        (f.question.id, f.value) for f in preview.chosen[0].fields
    ]
    assert (item.title, item.purpose, item.expires) == (
        preview.titles[0], "supervision", preview.expires,
    )  # fmt: skip
    assert item.title == "Free page"
    assert item.sender.name == "Ann"
    assert item.sender.confirmed


def test_under_welsh_a_share_says_the_welsh_of_the_wording_that_was_answered(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    """In the language its preview showed, and never in the words of a later version."""
    shipped = ann.journal.templates.get("free")
    first = replace(shipped, id="norfolk:page", cy=(("title", "Tudalen gyntaf"),))
    ann.journal.templates.add(first)
    entry = ann.journal.entries.write(EntryInput(first.id, {"page": PAGE})).id
    ann.journal.templates.add(replace(first, version=9, cy=(("title", "Tudalen newydd"),)))
    with speaking("cy"):
        _, path = ring.share(ann, ben, entry)
    content = opened(ben, path)
    assert b"Tudalen gyntaf" in content
    assert b"Tudalen newydd" not in content


def test_the_copy_is_frozen_and_the_original_goes_on(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    entry = ring.write(ann)
    _, path = ring.share(ann, ben, entry)
    ann.journal.entries.edit(entry, {"page": "quite another wording"})
    ben.journal.inbox.receive(path)
    (item,) = ben.journal.inbox.list()
    assert item.fields[0].value == PAGE
    assert item.event == ann.journal.entries.show(entry).event
    (row,) = ann.journal.shares.list()
    kept = row.record.entries[0]
    assert ann.journal.entries.show(entry, kept.revision).answers["page"] == PAGE


def test_identifiers_must_be_looked_at_first(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    entry = ring.write(ann, "I spoke to Darren Whitlock about his shift")
    request = ShareRequest("Ben", (entry,), ("page",))
    found = ann.journal.shares.preview(request).identifiers
    assert [pointed.span.text for pointed in found] == ["Darren Whitlock"]
    out = ring.file()
    with pytest.raises(InvalidInputError) as refused:
        ann.journal.shares.share(request, out)
    assert refused.value.name == "identifiers-found"
    assert not out.exists()
    assert ann.journal.shares.list() == ()
    swapped = ShareRequest("Ben", (entry,), ("page",), swaps=(Swap("Darren Whitlock", "Heron"),))
    ann.journal.shares.share(swapped, out)
    assert b"Darren" not in opened(ben, out)
    assert b"Heron" in opened(ben, out)


def test_an_unconfirmed_contact_needs_a_step_of_its_own(ring: Circle, ann: Somebody) -> None:
    cal = ring.join("Cal")
    ring.meet(ann, cal, confirmed=False)
    request = ShareRequest("Cal", (ring.write(ann),), ("page",))
    assert ann.journal.shares.preview(request).unconfirmed
    with pytest.raises(InvalidInputError) as refused:
        ann.journal.shares.share(request, ring.file())
    assert refused.value.name == "contact-unconfirmed"
    out = ring.file()
    ann.journal.shares.share(request, out, unconfirmed=True)
    cal.journal.inbox.receive(out)
    (item,) = cal.journal.inbox.list()
    assert not item.sender.confirmed  # shown with a banner


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"fields": ()}, "nothing-chosen"),
        ({"fields": ("no_such",)}, "unknown-field"),
        ({"purpose": "gossip"}, "unknown-purpose"),
        ({"expires": "2026-03-01"}, "bad-expiry"),
        ({"expires": "soon"}, "bad-time"),
        ({"to": "Nobody"}, "no-contact"),
        ({"entries": ("ffff",)}, "not-found"),
        ({"replaces": "ffff"}, "no-share"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(
    ring: Circle, ann: Somebody, ben: Somebody, more: dict[str, object], code: str
) -> None:
    given = {"to": ben.name, "entries": (ring.write(ann),), "fields": ("page",), **more}
    with pytest.raises(ReflectError) as refused:
        ann.journal.shares.share(ShareRequest(**given), ring.file())  # type: ignore[arg-type]
    assert refused.value.name == code
    assert ann.journal.shares.list() == ()


def test_a_file_that_cannot_be_written_was_never_shared(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    entry = ring.write(ann)
    state = ann.journal.integrity.state_hash()
    taken = ring.file()
    taken.write_bytes(b"somebody else's")
    request = ShareRequest("Ben", (entry,), ("page",))
    for out in (taken, ring.root / "nowhere" / "x.rbundle"):
        with pytest.raises(ReflectError):
            ann.journal.shares.share(request, out)
    assert taken.read_bytes() == b"somebody else's"
    assert ann.journal.integrity.state_hash() == state
    assert ann.journal.exchange.state().unwritten == 0


def test_two_laptops_get_a_file_each(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    other = ring.join("Ben's other laptop")
    words = other.journal.contacts.own_card().fingerprint
    ann.journal.contacts.add(ring.card(other), words=words, to="Ben")
    other.journal.contacts.add(ring.card(ann))
    assert len(ann.journal.contacts.find("Ben").cards) == 2
    out = ring.file()
    request = ShareRequest("Ben", (ring.write(ann),), ("page",))
    done = ann.journal.shares.share(request, out)
    assert [path.name for path in done.outs] == [out.name, f"{out.stem}-2.rbundle"]
    assert ben.journal.inbox.receive(done.outs[0]).status == "accepted"
    assert other.journal.inbox.receive(done.outs[1]).status == "accepted"
    with pytest.raises(ReflectError, match="not sealed for this journal"):
        ben.journal.inbox.receive(done.outs[1])


def test_who_has_what(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    entry = ring.write(ann)
    first, path = ring.share(ann, ben, entry, expires="2026-03-20")
    (row,) = ann.journal.shares.list("Ben")
    assert (row.id, row.to, row.state, row.fields) == (first, "Ben", "sent", 1)
    assert row.expires == "2026-03-20T23:59:59+00:00"
    assert [shared.entry for shared in row.record.entries] == [entry]
    ben.journal.inbox.receive(path)
    ben.journal.replies.reply(out=(answer := ring.file()))
    ann.journal.inbox.receive(answer)
    assert ann.journal.shares.show(first[:6]).state == "received"
    second, _ = ring.share(ann, ben, entry, replaces=first)
    states = {row.id: row.state for row in ann.journal.shares.list()}
    assert states == {first: "superseded", second: "sent"}
    ring.clock.at += timedelta(days=20)
    assert ann.journal.shares.show(first).state == "expired"
    with pytest.raises(NotFoundError):
        ann.journal.shares.show("")


def test_a_purged_entry_takes_the_words_and_leaves_the_fact(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    entry = ring.write(ann)
    ring.share(ann, ben, entry)
    ann.journal.entries.purge(entry)
    (row,) = ann.journal.shares.list()
    assert row.record.entries[0].entry == entry
    assert ann.journal.integrity.verify(deep=True).status == "clean"


def test_the_activity_log_holds_ids_and_kinds(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    share, path = ring.share(ann, ben, ring.write(ann))
    ben.journal.inbox.receive(path)
    ann.journal.withdrawals.withdraw([share], ring.file())
    told = activity(ann)
    assert [change for change, _ in told] == ["shared", "withdrawn"]
    assert all("Ben" not in str(body) and PAGE not in str(body) for _, body in told)
    assert [change for change, _ in activity(ben)] == ["received"]
    assert ben.journal.entries.page(Query(), 0, 10).total == 0


def activity(somebody: Somebody) -> list[tuple[str, dict[str, object]]]:
    from reflect_app.vault import history

    with somebody.journal.vault.reading() as connection:
        rows = [row for row in history.walk(connection) if row.kind == "activity"]
        return [(row.decoded().change, row.decoded().body) for row in rows]
