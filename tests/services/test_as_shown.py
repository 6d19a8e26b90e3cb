"""What leaves is what the review showed, byte for byte, and a name that was replaced is nowhere."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from reflect_app.core.entries import Answer, EntryInput
from reflect_app.core.prompts import parse_template
from reflect_app.core.steps import to_the_end
from reflect_app.errors import InvalidInputError
from reflect_app.exporting.readback import compare, pieces
from reflect_app.exporting.writers import format_names, writer_for
from reflect_app.services.gathering import GatherRequest, write_gathered
from reflect_app.services.import_plan import ImportRequest
from reflect_app.services.journal import Journal
from reflect_app.services.leaving import JOURNAL
from reflect_app.services.pack_choice import PackRequest, Swap
from reflect_app.services.packs import PackPreview, write_pack
from reflect_app.services.pointed import Met
from reflect_app.services.portfolio import PortfolioRequest, write_portfolio
from reflect_app.services.prompts_out import PromptsPreview, refuse_unreviewed
from reflect_app.services.shares import ShareRequest
from reflect_app.services.sheets import write_sheet
from reflect_app.sharing.bundle import open_bundle
from reflect_app.vault.own_keys import private_keys, public_keys
from tests.helpers.circle import Circle, Somebody

NAME, TO = "Zebedee Quill", "Heron"
PARTS = ("Zebedee", "Quill")
LINE = f"Sat with {NAME}.\nThen {NAME} cried, and I rang {NAME}'s sister."

Look = Callable[[tuple[Swap, ...]], PackPreview]


def walked(look: Look) -> tuple[PackPreview, tuple[Swap, ...]]:
    """Every place with the name in it replaced, one by one and the last first."""
    swaps: tuple[Swap, ...] = ()
    while True:
        preview = look(swaps)
        hits = [hit for hit in preview.identifiers if any(p in hit.span.text for p in PARTS)]
        if not hits:
            return preview, swaps
        last = hits[-1]
        assert len(swaps) < 60
        swaps = (*swaps, Swap(last.was, TO, last.span.type, last.place))


def inside(data: bytes) -> bytes:
    """All that a file holds, whatever it is packed into, its names and metadata too."""
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            streams = [
                each.read_bytes() if isinstance(each, pikepdf.Stream) else repr(each).encode()
                for each in pdf.objects
            ]
            return b"\n".join([*streams, repr(pdf.docinfo).encode(), said_by_poppler(data)])
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            found = [each.filename.encode() + inside(packed.read(each)) for each in
                     packed.infolist()]  # fmt: skip
            return b"\n".join(found)
    return data


def said_by_poppler(data: bytes) -> bytes:
    """What another reader makes of a PDF, where there is one."""
    tool = shutil.which("pdftotext")
    if tool is None:
        return b""
    done = subprocess.run([tool, "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout


def check_gone(data: bytes, *names: str) -> None:
    found = inside(data)
    for name in names or PARTS:
        assert name.encode() not in found
        assert name.encode("utf-16-be") not in found
    assert TO.encode() in found or TO.encode("utf-16-be") in found


@pytest.fixture
def session(journal: Journal) -> str:
    """A session whose agenda, actions, people, rows and tags all say the name."""
    add = journal.people.add
    add(TO)
    add("Wren")
    first = journal.sessions.add("Morgan", "2026-03-01T14:00").id
    journal.records.write(first, {"understood": "x", "actions": [
        {"text": f"Ask about {NAME}", "owner": NAME, "due": "2026-03-20"}]})  # fmt: skip
    second = journal.sessions.add("Morgan", "2026-03-20T14:00").id
    entries = [
        journal.entries.write(EntryInput("free", {"title": f"On {NAME}", "page": LINE},
                                         tags=(f"{NAME} again", "nights"))).id,
        journal.entries.write(EntryInput("formulation", {"people": ["Wren", TO]})).id,
        journal.entries.write(EntryInput("what-so-what", {
            "actions": [{"text": f"Ring {NAME}", "owner": f"{NAME} and me"}]})).id,
    ]  # fmt: skip
    for entry in entries:
        journal.sessions.take_up(second, entry)
    journal.sessions.bring(second, f"What {NAME} asked for")
    return second


def test_a_session_s_pack_in_every_format(journal: Journal, session: str, tmp_path: Path) -> None:
    request = PackRequest(session=session, title=f"For {NAME}", charts=("distress",))
    preview, swaps = walked(lambda swaps: journal.packs.preview(replace(request, swaps=swaps)))
    assert {swap.place.field for swap in swaps if swap.place} == {
        "title", "page", "agenda", "actions",
    }  # fmt: skip
    assert NAME.encode() in writer_for("json").write(journal.packs.preview(request).document)
    for name in format_names():
        out = tmp_path / f"pack.{name}"
        write_pack(preview, out)
        data = out.read_bytes()
        check_gone(data)
        if name in ("md", "json", "html"):
            assert data == writer_for(name).write(preview.document)
        if name == "pdf" and shutil.which("pdftotext"):
            words = said_by_poppler(data).decode()
            for piece in (f"Then {TO} cried, and I rang {TO}'s", f"What {TO} asked for"):
                assert piece in words
    text = writer_for("md").write(preview.document).decode()
    assert text.count(TO) == len(swaps) + 1  # and the one that was picked
    compare(pieces(preview.document), "".join(pieces(preview.document)))


def test_a_word_that_goes_everywhere_goes_out_of_picked_people_too(
    journal: Journal, session: str, tmp_path: Path
) -> None:
    journal.people.add("Odalys")
    entry = journal.entries.write(EntryInput("formulation", {"people": ["Odalys"]})).id
    swaps = (Swap("Odalys", TO),)
    preview = journal.packs.preview(PackRequest((entry,), swaps=swaps, title="Odalys"))
    for name in format_names():
        write_pack(preview, tmp_path / f"pack.{name}")
        check_gone((tmp_path / f"pack.{name}").read_bytes(), "Odalys")


def test_a_copy_for_somebody_who_asks(journal: Journal, session: str, tmp_path: Path) -> None:
    """Earlier wordings are in it too, so a word is replaced wherever it stands."""
    entry = journal.entries.write(EntryInput("free", {"page": LINE})).id
    journal.entries.edit(entry, {"page": "nothing of it"})
    request = GatherRequest(session=session, entries=(entry,))
    found = journal.gathering.preview(request)
    assert {hit.field for hit in found.identifiers} >= {"page", "tags", "actions"}
    words = dict.fromkeys(hit.was for hit in found.identifiers if PARTS[0] in hit.was)
    swaps = tuple(Swap(word, TO) for word in sorted(words, key=len, reverse=True))
    found = journal.gathering.preview(replace(request, swaps=swaps))
    assert not [hit for hit in found.identifiers if PARTS[0] in hit.span.text]
    made = write_gathered(found, tmp_path / "copy")
    for file in made.out.iterdir():
        if file.name.startswith("entries."):
            check_gone(file.read_bytes())
    assert NAME in str(journal.entries.show(entry, 1).answers["page"])


@pytest.mark.parametrize("form", ["pdf", "md", JOURNAL])
def test_what_one_takes_along(journal: Journal, session: str, tmp_path: Path, form: str) -> None:
    preview, swaps = walked(lambda swaps: journal.leaving.preview("entries", swaps))
    assert "tags" in {swap.place.field for swap in swaps if swap.place}
    out = tmp_path / "mine"
    journal.leaving.write(preview, out, form, swaps)
    check_gone(out.read_bytes())


def test_a_learning_account(journal: Journal, tmp_path: Path) -> None:
    journal.learning.choose("nmc")
    answers: dict[str, Answer] = {"activity_date": "2026-02-03", "activity_type": "group",
               "hours": 2, "what": LINE,
               "learned": f"By {NAME}", "recognisable": False}  # fmt: skip
    journal.entries.write(EntryInput("cpd-account", answers))
    preview, _ = walked(lambda swaps: journal.portfolio.preview(PortfolioRequest(swaps=swaps)))
    for name in ("pdf", "docx", "csv", "md", "json"):
        write_portfolio(preview, tmp_path / f"mine.{name}", name)
        check_gone((tmp_path / f"mine.{name}").read_bytes())


def test_a_sealed_share_once_opened(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    entry = ring.write(ann, LINE, f"On {NAME}")
    ann.journal.entries.edit(entry, tags=(NAME,))
    request = ShareRequest("Ben", (entry,), ("title", "page"))
    swaps: tuple[Swap, ...] = ()
    while hits := ann.journal.shares.preview(replace(request, swaps=swaps)).identifiers:
        swaps = (*swaps, Swap(hits[0].was, TO, hits[0].span.type, hits[0].place))
    request = replace(request, swaps=swaps)
    shown = ann.journal.shares.preview(request)
    out = ring.file()
    ann.journal.shares.share(request, out, reviewed=True, shown=shown)
    vault = ben.journal.vault
    content = open_bundle(out.read_bytes(), private_keys(vault), public_keys(vault)).content
    check_gone(content)
    check_gone(out.name.encode() + TO.encode())
    ben.journal.inbox.receive(out)
    (item,) = ben.journal.inbox.list()
    assert item.title == f"On {TO}" == shown.titles[0]
    assert [part.value for part in item.fields] == [field.value for field in shown.chosen[0].fields]
    assert item.fields[1].value == LINE.replace(NAME, TO)


OWN_PROMPT = f"""
id = "service:catch-up"
version = 1
title = "Catch-up with {NAME}"
purpose = "A few words."
minutes = 3

[[questions]]
id = "how"
type = "long_text"
text = "How did {NAME} seem?"

[[questions]]
id = "who"
type = "choice"
text = "Who rang?"
choices = [{{ id = "one", label = "{NAME}" }}, {{ id = "nobody", label = "nobody" }}]

[[questions]]
id = "more"
type = "text"
text = "More of {NAME}?"
"""


@pytest.mark.parametrize("form", ["md", "json", "pdf", "docx", "html"])
def test_the_words_of_a_prompt_that_somebody_wrote(
    journal: Journal, tmp_path: Path, form: str
) -> None:
    journal.templates.add(parse_template(OWN_PROMPT.encode(), "catch-up.toml"))
    entry = journal.entries.write(
        EntryInput("service:catch-up", {"how": "Quiet.", "who": "one"})
    ).id
    request = PackRequest((entry,))
    preview, swaps = walked(lambda swaps: journal.packs.preview(replace(request, swaps=swaps)))
    assert len(swaps) == 3  # title, question and what was picked; "more" does not leave
    out = tmp_path / f"pack.{form}"
    write_pack(preview, out)
    check_gone(out.read_bytes())
    assert journal.templates.get("service:catch-up").title == f"Catch-up with {NAME}"


WHOLE_PROMPT = f"""
id = "service:gate"
version = 1
title = "Gate with {NAME}"
purpose = "For days with {NAME}."
occasion = "When {NAME} rings"
banner = "{NAME} reads nothing of this."
minutes = 3

[[questions]]
id = "how"
type = "scale"
text = "How near did {NAME} stand?"
help = "Think of {NAME} at the gate."
min = 0
max = 10
min_label = "far from {NAME}"
max_label = "beside {NAME}"

[[questions]]
id = "plan"
type = "options"
text = "What could {NAME} do?"
fields = [{{ id = "what", label = "What {NAME} does" }}]

[[questions]]
id = "unasked"
type = "yes_no"
text = "Was {NAME} late?"

[[followups]]
id = "late"
when = {{ question = "unasked", equals = true }}
action = "message"
message = "Ask {NAME} why."

[cy]
title = "Y giât gyda {NAME}"
"""
SAID = 13
"""How often the name stands in it."""


@pytest.fixture
def at_the_gate(journal: Journal) -> str:
    """An entry that answers two of the three questions of a prompt full of the name."""
    journal.templates.add(parse_template(WHOLE_PROMPT.encode(), "gate.toml"))
    plan: Answer = [{"what": "wait"}]
    return journal.entries.write(EntryInput("service:gate", {"how": 3, "plan": plan})).id


@pytest.mark.parametrize("form", ["md", "json", "pdf", "docx", "html"])
def test_scales_and_columns_of_a_prompt_too(
    journal: Journal, at_the_gate: str, tmp_path: Path, form: str
) -> None:
    request = PackRequest((at_the_gate,), all_fields=True)
    preview, swaps = walked(lambda swaps: journal.packs.preview(replace(request, swaps=swaps)))
    assert len(swaps) == 6  # the title, two questions, both ends and the column
    write_pack(preview, out := tmp_path / f"pack.{form}")
    check_gone(out.read_bytes())


@pytest.mark.parametrize("form", ["pdf", "md", JOURNAL])
def test_a_whole_prompt_in_what_one_takes_along(
    journal: Journal, at_the_gate: str, tmp_path: Path, form: str
) -> None:
    shown = journal.leaving.preview("entries")
    said = "\n".join(pieces(shown.document))
    for words in (f"Was {NAME} late?", f"Think of {NAME}", f"Ask {NAME} why", f"gyda {NAME}"):
        assert words in said, "what leaves is shown"
    preview, swaps = walked(lambda swaps: journal.leaving.preview("entries", swaps))
    assert len(swaps) == SAID
    journal.leaving.write(preview, out := tmp_path / "mine", form, swaps)
    check_gone(out.read_bytes())
    if form == JOURNAL:
        text = out.read_text(encoding="utf-8")
        assert text.count(TO) == SAID
    assert journal.templates.get("service:gate").title == f"Gate with {NAME}"


def test_prompts_that_are_handed_out(journal: Journal, tmp_path: Path) -> None:
    journal.templates.add(parse_template(WHOLE_PROMPT.encode(), "gate.toml"))
    ids = ("service:gate",)

    def look(swaps: tuple[Swap, ...]) -> PromptsPreview:
        own = journal.prompt_packs.own(ids)
        return journal.prompts_out.preview(own, swaps, f"For {NAME}")

    shown = look(())
    said = "\n".join(pieces(shown.document))
    assert said.count(NAME) == SAID + 1  # the title of the pack
    with pytest.raises(InvalidInputError) as refused:
        refuse_unreviewed(shown)
    assert refused.value.name == "identifiers-found"
    assert NAME not in f"{refused.value} {refused.value.hint}"
    preview, swaps = walked(look)
    assert isinstance(preview, PromptsPreview)
    out = tmp_path / "ours.toml"
    journal.prompt_packs.export(ids, out, swaps=swaps, shown=preview)
    check_gone(out.read_bytes())
    assert out.read_text(encoding="utf-8").count(TO) == SAID + 1
    assert journal.prompt_packs.inspect(out).signer.standing == "you"
    for template in preview.templates:
        write_sheet(template, sheet := tmp_path / "sheet.pdf", journal.vault.clock)
        check_gone(sheet.read_bytes())
    changed = replace(journal.templates.get("service:gate"), version=2, title="Another")
    journal.templates.add(changed)
    with pytest.raises(InvalidInputError) as refused:
        journal.prompt_packs.export(ids, tmp_path / "b.toml", swaps=swaps, shown=preview)
    assert refused.value.name == "changed-since-look"
    assert not (tmp_path / "b.toml").exists()


def test_what_the_program_says_itself_is_no_name_in_a_copy_of_a_prompt(journal: Journal) -> None:
    """“Ble” is Welsh for where, and every copy of a built-in prompt says it."""
    own = journal.prompt_editor.duplicate("gibbs", f"Days with {NAME}")
    entry = journal.entries.write(EntryInput(own.id, {"what_happened": "Nothing much."})).id
    shown = journal.leaving.preview("entries")
    assert {hit.was for hit in shown.identifiers} == {NAME}
    found = journal.gathering.preview(GatherRequest(entries=(entry,)))
    assert {hit.was for hit in found.identifiers} == {NAME}


def test_what_one_takes_along_comes_in_elsewhere(
    journal: Journal, at_the_gate: str, ring: Circle, ann: Somebody, tmp_path: Path
) -> None:
    preview, swaps = walked(lambda swaps: journal.leaving.preview("entries", swaps))
    journal.leaving.write(preview, out := tmp_path / "mine.json", JOURNAL, swaps)
    to_the_end(ann.journal.imports.bring_in(ImportRequest("reflect", out)))
    assert ann.journal.entries.show(at_the_gate).answers["how"] == 3
    assert ann.journal.templates.wording("service:gate", 1).title == f"Gate with {TO}"


def test_a_whole_prompt_in_a_copy_for_somebody_who_asks(
    journal: Journal, at_the_gate: str, tmp_path: Path
) -> None:
    request = GatherRequest(entries=(at_the_gate,))
    found = journal.gathering.preview(request)
    assert NAME in {hit.was for hit in found.identifiers}
    assert f"Ask {NAME} why" in "\n".join(pieces(found.document))
    words = dict.fromkeys(hit.was for hit in found.identifiers if PARTS[0] in hit.was)
    swaps = tuple(Swap(word, TO) for word in words)
    found = journal.gathering.preview(replace(request, swaps=swaps))
    assert not [hit for hit in found.identifiers if PARTS[0] in hit.span.text]
    for file in write_gathered(found, tmp_path / "copy").out.iterdir():
        if file.name.startswith("entries."):
            check_gone(file.read_bytes())


def test_a_change_between_the_look_and_the_leaving_stops_it(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    entry = ring.write(ann, "The kettle went cold.")
    request = ShareRequest("Ben", (entry,), ("page",))
    shown = ann.journal.shares.preview(request)
    ann.journal.entries.edit(entry, {"page": LINE})
    out = ring.file()
    with pytest.raises(InvalidInputError) as refused:
        ann.journal.shares.share(request, out, reviewed=True, shown=shown)
    assert refused.value.name == "changed-since-look"
    assert not out.exists()
    assert ann.journal.shares.list() == ()
    ann.journal.shares.share(request, out, reviewed=True, shown=ann.journal.shares.preview(request))
    leaving = ann.journal.leaving
    seen = leaving.preview("entries")
    ann.journal.entries.edit(entry, {"page": "and again"})
    with pytest.raises(InvalidInputError) as refused:
        leaving.write(seen, ring.file(".json"), JOURNAL)
    assert refused.value.name == "changed-since-look"
    # A format of packs is written from the look itself: it says what was seen, and no more.
    leaving.write(seen, out := ring.file(".md"), "md")
    assert "and again" not in out.read_text(encoding="utf-8")


def test_a_decision_holds_only_while_the_same_words_stand_there(journal: Journal) -> None:
    entry = journal.entries.write(EntryInput("free", {"page": f"{NAME} rang."})).id
    request = PackRequest((entry,))
    (hit,) = journal.packs.preview(request).identifiers
    swap = Swap(hit.was, TO, hit.span.type, hit.place)
    journal.entries.edit(entry, {"page": "Ngozi Okafor rang."})
    (other,) = journal.packs.preview(replace(request, swaps=(swap,))).identifiers
    assert (other.was, other.place) == ("Ngozi Okafor", hit.place)


def test_comments_on_their_way_back(ring: Circle, ann: Somebody, ben: Somebody) -> None:
    entry = ring.write(ann)
    _, path = ring.share(ann, ben, entry)
    ben.journal.inbox.receive(path)
    (item,) = ben.journal.inbox.list()
    ben.journal.inbox.comment(item.id, "No name in this one.", "page")
    ben.journal.replies.reply(out=ring.file())
    assert ben.journal.replies.preview().identifiers == ()
    ben.journal.inbox.comment(item.id, LINE)
    preview, swaps = walked(lambda swaps: ben.journal.replies.preview(swaps=swaps))
    assert len(swaps) == LINE.count(NAME)
    texts = "".join(pieces(preview.document))
    assert LINE.replace(NAME, TO) in texts
    assert "No name in this one." not in texts, "it was looked at when it left"
    ben.journal.inbox.comment(item.id, f"And {NAME} again", "page")
    with pytest.raises(InvalidInputError) as refused:
        ben.journal.replies.reply(out=ring.file(), swaps=swaps, shown=preview)
    assert refused.value.name == "changed-since-look"
    preview, swaps = walked(lambda swaps: ben.journal.replies.preview(swaps=swaps))
    out = ring.file()
    ben.journal.replies.reply(out=out, swaps=swaps, shown=preview)
    vault = ann.journal.vault
    check_gone(open_bundle(out.read_bytes(), private_keys(vault), public_keys(vault)).content)
    ann.journal.inbox.receive(out)
    said = [one.text for one in ann.journal.entries.show(entry).comments]
    assert LINE.replace(NAME, TO) in said
    # What was sent is what is kept here: the next reply says all of it again.
    ben.journal.inbox.comment(item.id, "One more")
    ben.journal.replies.reply(out=(again := ring.file()))
    check_gone(open_bundle(again.read_bytes(), private_keys(vault), public_keys(vault)).content)


def test_a_group_s_summary(journal: Journal) -> None:
    group = journal.groups.add(f"{NAME}'s group").id
    session = journal.sessions.add("", "2026-03-20T14:00", "group", group=group).id
    journal.records.write(session, {"themes": LINE, "attendance": [
        {"member": NAME, "there": "absent"}]})  # fmt: skip
    preview, swaps = walked(lambda swaps: journal.groups.summary(session, swaps))
    assert {swap.place.field for swap in swaps if swap.place} == {"group", "themes"}
    check_gone(writer_for("pdf").write(preview.document))
    check_gone(writer_for("docx").write(preview.document))


TOGETHER = "A 34-year-old in Wrexham, after the siege."


def test_what_may_be_enough_only_together_is_said_in_each_review(
    ring: Circle, ann: Somebody, ben: Somebody
) -> None:
    journal = ann.journal
    entry = ring.write(ann, TOGETHER, "Late")
    journal.learning.choose("nmc")
    answers: dict[str, Answer] = {
        "activity_date": "2026-02-03", "activity_type": "group", "hours": 2, "what": TOGETHER,
        "recognisable": False,
    }  # fmt: skip
    journal.entries.write(EntryInput("cpd-account", answers))
    group = journal.groups.add("Thursdays").id
    session = journal.sessions.add("", "2026-03-20T14:00", "group", group=group).id
    journal.records.write(session, {"themes": TOGETHER})
    _, path = ring.share(ann, ben, entry)
    ben.journal.inbox.receive(path)
    (item,) = ben.journal.inbox.list()
    ben.journal.inbox.comment(item.id, TOGETHER)
    journal.entries.edit(entry, {"page": "nothing of it"})
    request = ShareRequest("Ben", (journal.sessions.find(session).record,), ("themes",))
    looks: dict[str, Sequence[Met]] = {
        "gather": journal.gathering.preview(GatherRequest(entries=(entry,))).meetings,
        "leave": journal.leaving.preview("entries").meetings,
        "learning": journal.leaving.preview("learning").meetings,
        "portfolio": journal.portfolio.preview(PortfolioRequest()).meetings,
        "summary": journal.groups.summary(session).meetings,
        "share": journal.shares.preview(request).meetings,
        "reply": ben.journal.replies.preview().meetings,
    }
    for name, meetings in looks.items():
        assert meetings, name
        assert all("together may be enough" in met.sentence for met in meetings)
        assert all(met.heading for met in meetings)
