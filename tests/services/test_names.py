"""The writer's own list: what is decided is learnt, found again, and erased when it should be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from reflect_app.app import App
from reflect_app.core.entries import EntryInput, Query
from reflect_app.core.prompts import Choice
from reflect_app.core.prompts.forms import QuestionForm, TemplateForm
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.services.full_names import plain
from reflect_app.services.journal import Journal
from reflect_app.services.names import Reviewed
from reflect_app.services.pack_choice import PackRequest, Swap
from reflect_app.services.packs import write_pack
from reflect_app.services.replacing import replacing
from reflect_app.vault import schema
from reflect_app.vault.meta import get_meta
from tests.fixtures import PASSPHRASE
from tests.helpers.circle import Circle
from tests.vault.pages import decrypted

STRANGE = "Zebulika"


def page(journal: Journal, text: str, **more: object) -> str:
    given = EntryInput("free", {"page": text})
    return journal.entries.write(replace(given, **more)).id  # type: ignore[arg-type]


def words(journal: Journal, id_: str) -> object:
    return journal.entries.show(id_).answers["page"]


def found(journal: Journal, text: str) -> list[str]:
    return [span.text for span in journal.names.finder().find(text) if span.tier == "likely"]


def commits(journal: Journal) -> int:
    with journal._vault.reading() as connection:
        return int(get_meta(connection, "counter"))


def sound(journal: Journal) -> bool:
    return journal.integrity.verify(deep=True).status == "clean"


def test_a_confirmed_name_is_found_in_each_spelling(journal: Journal) -> None:
    assert found(journal, "then the bunker and snozzle again") == []
    journal.names.confirm("Snozzle", variants=("Snozzer",))
    journal.names.confirm("the Bunker", "PREMISES")
    assert found(journal, "then the bunker and snozzle, snozzer") == [
        "the bunker", "snozzle", "snozzer",
    ]  # fmt: skip


def test_what_is_no_name_is_not_pointed_out_again(journal: Journal) -> None:
    assert found(journal, "Spoke to Ngozi today") == ["Ngozi"]
    journal.names.confirm("Ngozi")
    journal.names.not_a_name("ngozi")
    assert found(journal, "Spoke to Ngozi today") == []
    assert journal.names.list().known == ()
    journal.names.take_off("Ngozi")
    assert found(journal, "Spoke to Ngozi today") == ["Ngozi"]


def test_pseudonyms_in_use_are_never_pointed_out(journal: Journal) -> None:
    assert found(journal, "Spoke to Robin today") == ["Robin"]
    journal.people.add("Robin")
    assert found(journal, "Spoke to Robin today") == []


def test_the_finder_is_kept_until_something_is_decided(journal: Journal) -> None:
    one = journal.names.finder()
    assert journal.names.finder() is one
    journal.names.confirm("Snozzle")
    assert journal.names.finder() is not one


def test_the_list_is_outside_the_state_hash_and_the_chain(journal: Journal) -> None:
    page(journal, "a quiet night")
    before = journal.integrity.state_hash()
    journal.names.confirm(STRANGE)
    assert journal.integrity.state_hash() == before
    with journal._vault.reading() as connection:
        rows = repr(connection.execute(select(schema.revision)).all())
    assert STRANGE not in rows
    assert sound(journal)


def test_backups_carry_the_list(app: App, journal: Journal, tmp_path: Path) -> None:
    journal.names.confirm(STRANGE)
    page(journal, f"{STRANGE} left")
    journal.names.replace("Ngozi", "Copper")
    made = journal.backups.make(tmp_path / "kept")
    again = app.vaults.restore(made.out, tmp_path / "back", PASSPHRASE)
    try:
        assert again.names.list() == journal.names.list()
        assert found(again, f"{STRANGE} and Ngozi") == [STRANGE, "Ngozi"]
    finally:
        again.close()


def test_replacing_erases_every_wording_and_keeps_a_digest(
    app: App, journal: Journal, tmp_path: Path
) -> None:
    id_ = page(journal, "A quiet night")
    journal.entries.edit(id_, {"page": f"{STRANGE} sat. {STRANGE}'s door."}, tags=(STRANGE,))
    journal.entries.edit(id_, {"page": "He came back."}, tags=())
    binned = page(journal, f"with {STRANGE.lower()}")
    journal.entries.delete(binned)
    other = page(journal, "Will said he will")
    draft = journal.drafts.start("free")
    journal.drafts.save(replace(draft, answers={"page": f"and {STRANGE} said no"}))
    saved = journal.names.replace(STRANGE, "Copper")
    assert saved.changes.entries == {id_, binned}
    assert saved.changes.drafts == {draft.id}
    assert words(journal, id_) == "He came back."
    assert words(journal, binned) == "with Copper"
    assert words(journal, other) == "Will said he will"
    assert journal.drafts.get(draft.id).answers["page"] == "and Copper said no"
    changes = [note.change for note in journal.entries.history(id_)]
    assert changes == ["written", "edited", "replaced"]  # the one between is erased
    assert journal.entries.page(Query(text=STRANGE)).total == 0
    assert "Copper" in [person.pseudonym for person in journal.people.list()]
    assert found(journal, f"then {STRANGE} again") == [STRANGE]  # by its digest
    assert sound(journal)
    folder = journal.folder
    journal.close()
    pages = decrypted(folder, PASSPHRASE).lower()
    assert b"quiet night" in pages
    assert STRANGE.lower().encode() not in pages


def test_one_entry_alone(journal: Journal) -> None:
    one, other = page(journal, f"{STRANGE} sat"), page(journal, f"{STRANGE} stood")
    edited = journal.drafts.open(one)
    journal.drafts.save(replace(edited, answers={"page": f"{STRANGE} sat down"}))
    journal.names.replace(STRANGE, "Copper", entries=[one])
    assert words(journal, one) == "Copper sat"
    assert journal.drafts.get(edited.id).answers["page"] == "Copper sat down"
    assert words(journal, other) == f"{STRANGE} stood"
    assert sound(journal)


def test_a_full_name_goes_in_its_parts_too(journal: Journal) -> None:
    id_ = page(journal, "Ngozi Okafor came. Later ngozi went, okafors coat stayed. Will it rain?")
    journal.names.replace("Ngozi Okafor", "Copper")
    assert (
        words(journal, id_) == "Copper came. Later Copper went, Coppers coat stayed. Will it rain?"
    )


def test_a_number_is_replaced_as_it_stands(journal: Journal) -> None:
    id_ = page(journal, "Rang 07700 900123 twice")
    journal.names.replace("07700 900123", "his phone", "PHONE")
    assert words(journal, id_) == "Rang his phone twice"
    assert journal.names.list().forgotten == ()
    assert journal.people.list() == []


def test_remembered_only_if_the_writer_says_so(journal: Journal) -> None:
    page(journal, "Ngozi sat")
    journal.names.replace("Ngozi", "Copper")
    assert journal.names.pseudonym("Ngozi") == ""
    assert journal.names.list().forgotten
    journal.names.remember("Ngozi", "Copper", variants=("Goz",))
    assert journal.names.list().forgotten == ()
    assert journal.names.offers("goz")[0] == "Copper"
    journal.people.rename("Copper", "Kettle")
    assert journal.names.pseudonym("ngozi") == "Kettle"
    journal.names.remember(STRANGE, "Kettle")
    journal.names.forget(STRANGE)
    journal.names.forget("Ngozi")
    assert journal.names.pseudonym("Ngozi") == ""
    assert found(journal, "Spoke to Ngozi") == ["Ngozi"]
    with pytest.raises(NotFoundError):
        journal.names.remember("Ngozi", "Nobody")
    folder = journal.folder
    journal.close()
    assert STRANGE.lower().encode() not in decrypted(folder, PASSPHRASE).lower()


def test_a_forgotten_full_name_leaves_the_list_with_all_its_parts(journal: Journal) -> None:
    journal.names.forget("Siobhán")
    journal.names.forget(f"Dr {STRANGE} van Strangefold")
    said = "then the strangefold, zebulika's mate, saw siobhan"
    assert found(journal, said) == ["strangefold", "zebulika", "siobhan"]
    journal.names.take_off(STRANGE)
    assert "strangefold" in found(journal, said), "a part by itself takes only itself off"
    journal.names.take_off(f"dr {STRANGE.upper()} van strangefold")
    assert found(journal, said) == ["siobhan"]
    assert len(journal.names.list().forgotten) == 1


def test_offers_are_the_same_each_time_and_give_nothing_away(journal: Journal) -> None:
    offers = journal.names.offers("Ngozi")
    assert len(offers) == 3
    assert journal.names.offers("Ngozi") == offers
    assert not [word for word in offers if word.startswith("N")]


@pytest.mark.parametrize("word", ["Ngozi", "okafor", "", "a\x00b"])
def test_a_word_that_cannot_stand_there(journal: Journal, word: str) -> None:
    id_ = page(journal, "Ngozi Okafor sat")
    with pytest.raises(InvalidInputError):
        journal.names.replace("Ngozi Okafor", word)
    assert words(journal, id_) == "Ngozi Okafor sat"


@pytest.mark.parametrize("name", ["", "…", "a\ud800", "x" * 201])
def test_what_is_no_name_at_all(journal: Journal, name: str) -> None:
    with pytest.raises(InvalidInputError):
        journal.names.confirm(name)


def test_a_review_leaves_counts_and_no_name(journal: Journal) -> None:
    before = journal.integrity.state_hash()
    journal.names.reviewed(Reviewed(replaced=2, left=1))
    with journal._vault.reading() as connection:
        query = select(schema.revision.c.content).where(schema.revision.c.kind == "activity")
        (content,) = connection.execute(query).scalars()
    assert b'"replaced":2' in content
    assert journal.integrity.state_hash() == before
    assert sound(journal)


def test_a_swap_changes_only_the_copy_that_leaves(journal: Journal, tmp_path: Path) -> None:
    id_ = page(journal, f"Sat with {STRANGE}, and Ngozi Okafor. Ngozi left at 9")
    swaps = (Swap(STRANGE, "Copper"), Swap("Ngozi Okafor", "Kettle"))
    journal.names.confirm(STRANGE)
    request = PackRequest((id_,), title=f"About {STRANGE}", swaps=swaps)
    preview = journal.packs.preview(request)
    assert [found.span.text for found in preview.identifiers] == []
    for name in ("pack.md", "pack.json", "pack.html"):
        out = tmp_path / name
        write_pack(preview, out)
        text = out.read_text("utf-8")
        assert "Sat with Copper, and Kettle. Kettle left at 9" in text
        assert "About Copper" in text
        assert STRANGE not in text
        assert "Ngozi" not in text
    assert words(journal, id_) == f"Sat with {STRANGE}, and Ngozi Okafor. Ngozi left at 9"


def test_several_things_together_are_said_by_entry(journal: Journal) -> None:
    id_ = page(journal, "He is 19 and from Grimsby. After the inquest he sat in the kitchen")
    alone = page(journal, "a quiet night")
    preview = journal.packs.preview(PackRequest((id_, alone)))
    (met,) = preview.meetings
    assert met.entry == id_
    assert "a place" in met.sentence
    assert "an age" in met.sentence
    assert "a rare event" in met.sentence


def test_a_person_who_is_forgotten_or_merged_takes_the_name_along(journal: Journal) -> None:
    for name in ("Copper", "Kettle"):
        journal.people.add(name)
    journal.names.remember(STRANGE, "Copper", variants=("Zeb",))
    journal.people.merge("Copper", "Kettle")
    assert journal.names.pseudonym("zeb") == "Kettle"
    journal.people.forget("Kettle")
    assert journal.names.list().known == ()
    assert found(journal, f"{STRANGE} and Zeb") == [STRANGE, "Zeb"]
    folder = journal.folder
    journal.close()
    assert STRANGE.lower().encode() not in decrypted(folder, PASSPHRASE).lower()


def test_a_page_saved_at_every_pause_leaves_no_trace(journal: Journal) -> None:
    id_ = page(journal, "a quiet night " * 400)
    draft = journal.drafts.open(id_)
    for count in range(60):
        text = f"and {STRANGE} said no. " * (count * 7 % 60 + 1)
        journal.drafts.save(replace(draft, answers={"page": text}))
        page(journal, "rain " * count * 20)
    journal.names.replace(STRANGE, "Copper", entries=[draft.id])
    assert "and Copper said no" in str(journal.drafts.get(draft.id).answers["page"])
    folder = journal.folder
    journal.close()
    assert STRANGE.lower().encode() not in decrypted(folder, PASSPHRASE).lower()


def test_many_names_from_elsewhere_are_learnt_as_each_alone_is(
    app: App, journal: Journal, tmp_path: Path
) -> None:
    def before(one: Journal) -> None:
        one.people.add("Copper")
        one.names.remember(STRANGE, "Copper", variants=("Zeb",))
        one.names.confirm("Okafor")
        one.names.not_a_name("Ines")

    came = [
        ("Darren Whitlock", "Kettle", "PERSON"), ("whitlock", "Kettle", "PERSON"),
        (STRANGE, "Copper", "PERSON"), ("Okafor", "okafor", "PERSON"),
        ("Ines", "Thimble", "PERSON"), ("K.L.", "Bramble", "INITIALS"),
    ]  # fmt: skip
    before(journal)
    for word, to, kind in came:
        if plain(word) == plain(to):
            journal.names.forget(word)
        else:
            journal.names.replace(word, to, kind, entries=())
    other = app.vaults.create(tmp_path / "other", PASSPHRASE).journal
    try:
        before(other)
        first = commits(other)
        saved = other.names.learn(came)
        assert commits(other) == first + 1
        assert len(saved.changes.people) == 3
        lists = [one.names.list() for one in (journal, other)]
        assert [len(names.forgotten) for names in lists] == [5, 5]
        for names in lists:
            assert [(own.text, own.variants) for own in names.known] == [(STRANGE, ("Zeb",))]
            assert names.allowed == ()
        called = [[who.pseudonym for who in one.people.list()] for one in (journal, other)]
        assert called == [["Bramble", "Copper", "Kettle", "Thimble"]] * 2
        said = "Then the whitlock, Darren, Okafor and Ines"
        assert found(other, said) == found(journal, said) == [
            "whitlock", "Darren", "Okafor", "Ines",
        ]  # fmt: skip
        assert sound(other)
    finally:
        other.close()
    assert b"okafor" not in decrypted(tmp_path / "other", PASSPHRASE).lower()


def test_a_part_of_a_name_takes_the_whole_along_wherever_it_is_kept(journal: Journal) -> None:
    id_ = page(journal, "Saw Darren Whitlock. WHITLOCK'S door was shut.")
    journal.entries.edit(id_, {"page": "whitlock slept. Darrens mum rang; darren whitlock's too."})
    draft = journal.drafts.open(id_)
    journal.drafts.save(replace(draft, answers={"page": "Mr Whitlock said no to DARREN"}))
    journal.names.replace("Darren", "Copper", entries=[id_])
    assert words(journal, id_) == "Copper slept. Coppers mum rang; Copper's too."
    assert journal.drafts.get(draft.id).answers["page"] == "Mr Copper said no to Copper"
    assert [note.change for note in journal.entries.history(id_)] == ["replaced"]
    assert journal.entries.page(Query(text="whitlock")).total == 0
    assert found(journal, "then the whitlock came") == ["whitlock"]  # by its digest
    assert sound(journal)
    folder = journal.folder
    journal.close()
    kept = decrypted(folder, PASSPHRASE).lower()
    assert b"whitlock" not in kept
    assert b"darren" not in kept


def test_a_name_that_two_people_share_takes_along_only_what_stands_beside_it(
    journal: Journal,
) -> None:
    id_ = page(journal, "Darren Whitlock and Darren Okafor argued. Okafor left.")
    journal.names.replace("Darren", "Copper", entries=[id_])
    assert words(journal, id_) == "Copper and Copper argued. Okafor left."
    other = page(journal, "Ngozi Whitlock told Sanjay Whitlock off.")
    journal.names.replace("Ngozi Whitlock", "Kettle", entries=[other])
    assert words(journal, other) == "Kettle told Sanjay Kettle off."


def test_whoever_was_picked_under_the_full_name_goes_too() -> None:
    assert replacing("Darren", "Copper").picks(["Darren Whitlock", "Paul"]) == ["Copper", "Paul"]


def test_each_part_of_a_confirmed_full_name_is_found(journal: Journal) -> None:
    said = "then the strangefold, zebulika's mate, by van with the dr"
    assert found(journal, said) == []
    journal.names.confirm(f"Dr {STRANGE} van Strangefold")
    assert found(journal, said) == ["strangefold", "zebulika"]
    journal.names.not_a_name("Strangefold")
    assert found(journal, said) == ["zebulika"]
    journal.people.add("Copper")
    journal.names.remember(f"Dr {STRANGE} van Strangefold", "Copper")
    assert journal.names.pseudonym("zebulika") == "Copper"
    journal.names.forget(f"Dr {STRANGE} van Strangefold")
    assert found(journal, said) == ["strangefold", "zebulika"]


@pytest.mark.parametrize("keeps", [False, True])
def test_nothing_beside_the_pages_keeps_the_old_wording(ring: Circle, keeps: bool) -> None:
    """Supervision, comments of both sides, a group, a prompt that was begun."""
    ann, ben = ring.join("Ann"), ring.join("Ben", "HMPPS")
    ring.meet(ann, ben)
    journal = ann.journal
    _, path = ring.share(ben, ann, ring.write(ben, "a long night"))
    journal.inbox.receive(path)
    (item,) = journal.inbox.list()
    journal.inbox.comment(item.id, f"What did {STRANGE} say?")
    mine = ring.write(ann, "a page")
    _, path = ring.share(ann, ben, mine)
    ben.journal.inbox.receive(path)
    (theirs,) = ben.journal.inbox.list()
    ben.journal.inbox.comment(theirs.id, f"And {STRANGE}?")
    ben.journal.replies.reply(out=(reply := ring.file()))
    journal.inbox.receive(reply)
    session = journal.sessions.add("Morgan", "2026-03-20T14:00").id
    journal.sessions.bring(session, f"About {STRANGE}")
    action = {"text": f"Ring {STRANGE}", "owner": STRANGE, "due": "2026-03-20"}
    journal.records.write(session, {"understood": f"{STRANGE} waits", "actions": [action]})
    journal.groups.add(f"{STRANGE}'s group")
    question = QuestionForm("choice", f"How was {STRANGE}?", choices=(Choice("", STRANGE),))
    form = TemplateForm(title=f"Days with {STRANGE}", questions=(question,))
    journal.prompt_editor.put_aside(form)
    journal.prompt_editor.put_aside(replace(form, purpose=f"For {STRANGE}"))
    journal.settings.set("keep_everything", keeps)
    saved = journal.names.replace(STRANGE, "Copper")
    assert saved.changes.inbox
    (again,) = journal.inbox.list()
    assert [one.text for one in again.comments] == ["What did Copper say?"]
    assert [one.text for one in journal.entries.show(mine).comments] == ["And Copper?"]
    assert [group.name for group in journal.groups.list()] == ["Copper's group"]
    aside = journal.prompt_editor.aside()
    assert aside is not None
    assert (aside.title, aside.purpose) == ("Days with Copper", "For Copper")
    assert aside.questions[0].choices[0].label == "Copper"
    assert sound(journal)
    folder = journal.folder
    journal.close()
    kept = STRANGE.lower().encode() in decrypted(folder, PASSPHRASE).lower()
    assert kept == keeps, "while everything is kept, so are earlier wordings"
