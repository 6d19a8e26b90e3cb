"""Everything out, everything back: the same state hash, and nothing that must stay behind."""

from __future__ import annotations

import json
import os
import random
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from reflect_app import assets
from reflect_app.core.entries import EntryInput, Query
from reflect_app.core.names import NamesList
from reflect_app.core.steps import to_the_end
from reflect_app.errors import FileProblemError, InvalidInputError, VersionError
from reflect_app.importing.everything import Everything, is_everything, read_everything
from reflect_app.importing.opening import open_source
from reflect_app.services.everything import Form
from reflect_app.services.import_plan import ImportRequest
from reflect_app.services.imports import Imported, Undone
from reflect_app.services.journal import Journal
from tests.exporting.making import HARD_TEXTS
from tests.faults.story import Story, finished
from tests.fixtures import PASSPHRASE
from tests.helpers.schema import Schema

SCHEMA = Schema(json.loads(assets.read_text("schemas/everything.schema.json")))
OTHERS = ("session", "action", "contact", "share", "received")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return Story(tmp_path_factory.mktemp("story"))


@pytest.fixture(scope="module")
def told(story: Story) -> Iterator[Journal]:
    """A journal with one of each kind of thing, purged wordings and hard text in it."""
    journal = story.create()
    story.tell(journal)
    for text in HARD_TEXTS:
        tag = "".join(letter for letter in text if letter.isalnum())[:9]
        journal.entries.write(EntryInput("free", {"title": text, "page": text}, tags=(tag,)))
    journal.people.rename("Heron", "Osprey")
    journal.people.add("Wren")
    gone = journal.entries.write(
        EntryInput("relationship-dynamics", {"people": ["Wren"], "not_seen": "Wren was here"})
    )
    journal.entries.edit(gone.id, {"not_seen": "Wren was not"})
    journal.people.forget("Wren")  # the entry has a gap where its earlier wordings were
    journal.names.remember("Zebedee Quill", "Osprey")
    journal.names.forget("Barnaby Marsh")  # a digest, under a key of its own
    with journal.one_commit() as tx:
        for kind in OTHERS:  # as other parts of the program keep theirs
            body: dict[str, Any] = {"with": "M.", "nested": [{"due": "2026-03-20", "n": 1.5}]}
            tx.append(kind, f"{kind}-1", "made", body)  # type: ignore[arg-type]
            tx.append(kind, f"{kind}-1", "changed", body)  # type: ignore[arg-type]
    yield journal
    journal.close()


def new(story: Story, folder: str, name: str = "", agency: str = "") -> Journal:
    made = story.app.vaults.create(story.root / folder, PASSPHRASE, name=name, agency=agency)
    return made.journal


def read(path: Path) -> Everything:
    with open_source(path) as source:
        return read_everything(source)


def is_ours(path: Path) -> bool:
    with open_source(path) as source:
        return is_everything(source)


def taken(journal: Journal, path: Path) -> Imported:
    done: Imported = to_the_end(journal.imports.bring_in(ImportRequest("reflect", path)))
    return done


def undone(journal: Journal, batch: str) -> Undone:
    done: Undone = to_the_end(journal.imports.undo(batch))
    return done


def every_byte(path: Path) -> bytes:
    files = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    return b"\n".join(one.name.encode() + b"\n" + one.read_bytes() for one in files)


@pytest.mark.parametrize("form", get_args(Form))
def test_all_of_it_comes_back_in_a_new_journal(
    story: Story, told: Journal, form: Form, tmp_path: Path
) -> None:
    made = told.everything.export(form, tmp_path / "out")
    assert made.state_hash == told.integrity.state_hash()
    assert (made.entries, made.out) == (told.entries.count(), tmp_path / "out")
    assert is_ours(made.out)
    journal = new(story, f"again-{form}", name="Somebody else", agency="Elm House")
    try:
        done = taken(journal, made.out)
        assert (done.new, done.known, done.skipped) == (made.entries, 0, 0)
        assert done.warnings == ()
        assert journal.integrity.state_hash() == made.state_hash
        assert finished(journal) == finished(told)
        assert journal.integrity.verify(deep=True).status == "clean"
        again = taken(journal, made.out)
        assert (again.batch, again.new, again.skipped) == ("", 0, 0)
        assert again.read == again.known == made.entries
        assert journal.integrity.state_hash() == made.state_hash
    finally:
        journal.close()


@pytest.mark.parametrize("form", get_args(Form))
def test_keys_names_drafts_and_the_log_stay_behind(
    told: Journal, form: Form, tmp_path: Path
) -> None:
    made = told.everything.export(form, tmp_path / "out")
    data = every_byte(made.out)
    with told.vault.reading() as connection:
        secrets = [bytes(row[0]) for row in connection.exec_driver_sql("SELECT value FROM secret")]
    assert len(secrets) >= 3  # our keys, the list of names, the key of its digests
    for secret in (*secrets, told.vault.data_key):
        assert secret not in data
        assert secret.hex().encode() not in data.lower()
    for text in (
        b"Zebedee",
        b"Quill",
        b"Barnaby",
        b"half a thought",
        b"Wren",
        b'"activity"',
        b"recovery",
    ):
        assert text not in data, text
    assert told.vault.envelope.instance.encode() not in data
    assert b"Nothing protects it" in data
    assert b"does not hold any key or passphrase, your list of real names" in data


@pytest.mark.skipif(os.name != "posix", reason="file modes")
@pytest.mark.parametrize("form", get_args(Form))
def test_it_is_for_its_owner_only(told: Journal, form: Form, tmp_path: Path) -> None:
    out = told.everything.export(form, tmp_path / "out").out
    for path in (out, *out.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_the_document_fits_its_published_schema(told: Journal, tmp_path: Path) -> None:
    document = json.loads(told.everything.export("json", tmp_path / "out").out.read_bytes())
    assert SCHEMA.problems(document) == []
    assert SCHEMA.problems({**document, "keys": []})
    assert SCHEMA.problems({**document, "version": 2})
    document["objects"][0]["revisions"][0]["salt"] = ""
    assert SCHEMA.problems(document)


def test_the_folder_is_readable_and_yaml(told: Journal, tmp_path: Path) -> None:
    yaml = pytest.importorskip("yaml")
    out = told.everything.export("md", tmp_path / "out").out
    files = sorted(out.rglob("*.md"))
    assert len({str(file).casefold() for file in files}) == len(files)
    for file in files:
        _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
        parsed = yaml.safe_load(front)
        assert body.lstrip().startswith("# ")
        if file.name != "README.md":
            assert parsed["reflect"]["revisions"][-1]["body"]
    (entry,) = [file for file in files if "a long shadow" in file.read_text(encoding="utf-8")]
    text = entry.read_text(encoding="utf-8")
    assert entry.relative_to(out).parts[:2] == ("entries", "2026")
    assert "relationship-dynamics" in entry.name
    assert "a long shadow" in text.rpartition("---")[2]


def test_titles_never_name_a_file(told: Journal, tmp_path: Path) -> None:
    out = told.everything.export("md", tmp_path / "out").out
    assert not [file for file in out.rglob("*") if "Page 3" in file.name or "Osprey" in file.name]


def test_it_can_be_undone(story: Story, told: Journal, tmp_path: Path) -> None:
    out = told.everything.export("json", tmp_path / "out").out
    journal = new(story, "undone", name="Sam")
    try:
        before = journal.integrity.state_hash()
        for _ in range(2):  # what was undone may come again
            done = taken(journal, out)
            assert journal.integrity.state_hash() == told.integrity.state_hash()
            assert [one.id for one in journal.imports.batches()] == [done.batch]
            gone = undone(journal, done.batch)
            assert (gone.removed, gone.kept) == (done.new, 0)
            assert journal.integrity.state_hash() == before
            assert journal.imports.batches() == []
            assert journal.settings.get("display_name") == "Sam"
            assert journal.entries.count() == 0
        assert journal.integrity.verify(deep=True).status == "clean"
    finally:
        journal.close()


def test_what_was_worked_on_since_stays_at_an_undo(
    story: Story, told: Journal, tmp_path: Path
) -> None:
    out = told.everything.export("json", tmp_path / "out").out
    journal = new(story, "worked-on")
    try:
        done = taken(journal, out)
        kept = journal.entries.page(Query(), 0, 1).entries[0].id
        journal.entries.edit(kept, tags=("mine now",))
        gone = undone(journal, done.batch)
        assert (gone.removed, gone.kept) == (done.new - 1, 1)
        assert journal.entries.show(kept).tags == ("mine now",)
        assert journal.entries.count() == 1
        assert journal.integrity.verify(deep=True).status == "clean"
        (batch,) = journal.imports.batches()
        assert (batch.id, batch.state, batch.entries) == (done.batch, "part", 1)
    finally:
        journal.close()


def test_stopped_half_way_it_can_be_taken_out_or_gone_on_with(
    story: Story, told: Journal, tmp_path: Path
) -> None:
    out = told.everything.export("json", tmp_path / "out").out
    journal = new(story, "stopped", name="Robin")
    try:
        before = journal.integrity.state_hash()
        for goes_on in (False, True):
            steps = journal.imports.bring_in(ImportRequest("reflect", out))
            next(steps)
            some = next(steps)
            steps.close()
            assert 0 < journal.entries.count() < told.entries.count()
            if not goes_on:
                undone(journal, some.batch)
                assert journal.integrity.state_hash() == before
        done = taken(journal, out)
        assert done.new + done.known == told.entries.count()
        assert journal.integrity.state_hash() == told.integrity.state_hash()
        assert journal.integrity.verify(deep=True).status == "clean"
    finally:
        journal.close()


def test_a_look_keeps_nothing(journal: Journal, told: Journal, tmp_path: Path) -> None:
    out = told.everything.export("md", tmp_path / "out").out
    before = journal.integrity.state_hash()
    request = ImportRequest("reflect", out)
    seen = to_the_end(journal.imports.survey(request))
    assert (seen.new, seen.known) == (told.entries.count(), 0)
    assert (seen.first[:10], seen.last[:10]) == ("2026-03-12", "2026-03-14")
    assert journal.imports.recognise(request)[0] == "reflect"
    assert journal.imports.formats()[0][0] == "reflect"
    assert list(journal.imports.records(request)) == []
    assert journal.integrity.state_hash() == before


def test_a_zipped_folder_comes_back_too(journal: Journal, told: Journal, tmp_path: Path) -> None:
    out = told.everything.export("md", tmp_path / "my journal").out
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, out.name)
    assert taken(journal, Path(packed)).new == told.entries.count()
    assert journal.integrity.state_hash() == told.integrity.state_hash()


def test_what_is_there_already_is_never_changed(
    story: Story, told: Journal, tmp_path: Path
) -> None:
    out = told.everything.export("json", tmp_path / "out").out
    journal = new(story, "mixed", name="Robin")
    try:
        own = journal.entries.write(EntryInput("free", {"page": "my own words"})).id
        taken(journal, out)
        shared = told.entries.page(Query(), 0, 1).entries[0].id
        journal.entries.edit(shared, tags=("changed here",))
        before = journal.integrity.state_hash()
        again = taken(journal, out)
        assert (again.new, again.skipped) == (0, 1)
        assert "2 things are here already in another form" in again.warnings[0]
        assert journal.integrity.state_hash() == before
        assert journal.settings.get("display_name") == "Robin"
        assert journal.entries.show(shared).tags == ("changed here",)
        assert journal.entries.show(own).answers["page"] == "my own words"
        assert journal.integrity.verify(deep=True).status == "clean"
    finally:
        journal.close()


def test_a_stopped_export_leaves_nothing(told: Journal, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    for form in get_args(Form):
        steps = told.everything.export_steps(form, place / "out")
        seen = next(steps)
        assert 0 < seen.done <= seen.total
        steps.close()
        assert list(place.iterdir()) == []


def test_a_journal_written_in_meanwhile_is_written_as_it_was(story: Story, tmp_path: Path) -> None:
    journal = new(story, "busy")
    try:
        for number in range(120):
            journal.entries.write(EntryInput("free", {"page": f"page {number}"}))
        before = journal.integrity.state_hash()
        steps = journal.everything.export_steps("json", tmp_path / "out")
        for _ in range(40):
            next(steps)
        journal.entries.write(EntryInput("free", {"page": "later"}))
        journal.people.add("Heron")
        for _ in steps:
            pass
        assert read(tmp_path / "out").state_hash() == before
        assert b"later" not in (tmp_path / "out").read_bytes()
    finally:
        journal.close()


def test_a_folder_that_holds_something_is_left_alone(told: Journal, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(FileProblemError, match="not empty"):
        told.everything.export("md", tmp_path / "out")
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["mine.txt"]


class TestReading:
    """A file that anybody may have changed."""

    @pytest.fixture
    def document(self, told: Journal, tmp_path: Path) -> dict[str, Any]:
        out = told.everything.export("json", tmp_path / "whole.json").out
        found: dict[str, Any] = json.loads(out.read_bytes())
        return found

    def read(self, document: Any, tmp_path: Path) -> Any:
        path = tmp_path / "changed.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return read(path)

    def test_another_layout_of_the_same_json_is_the_same(
        self, told: Journal, document: dict[str, Any], tmp_path: Path
    ) -> None:
        random.Random(7).shuffle(document["objects"])
        path = tmp_path / "laid-out.json"
        path.write_text(json.dumps(document, indent=3, sort_keys=True), encoding="utf-8")
        assert read(path).state_hash() == told.integrity.state_hash()

    @pytest.mark.parametrize(
        "change",
        [
            lambda one: one.update(kind="Entry"),
            lambda one: one.update(id=""),
            lambda one: one.update(id="x\0y"),
            lambda one: one.update(revisions=[]),
            lambda one: one.update(more=1),
            lambda one: one["revisions"][0].update(number=0),
            lambda one: one["revisions"][0].update(at="yesterday"),
            lambda one: one["revisions"][0].update(at="2026-03-12T07:30:00"),
            lambda one: one["revisions"][0].update(body=[]),
            lambda one: one["revisions"][0]["body"].update({"x": [{"y": "a\0b"}]}),
            lambda one: one["revisions"].append(one["revisions"][0]),
        ],
    )
    def test_what_does_not_fit_is_refused_whole(
        self, change: Any, document: dict[str, Any], tmp_path: Path
    ) -> None:
        change(document["objects"][0])
        with pytest.raises(InvalidInputError) as refusal:
            self.read(document, tmp_path)
        assert refusal.value.name == "export-damaged"

    def test_one_object_twice_is_refused(self, document: dict[str, Any], tmp_path: Path) -> None:
        document["objects"].append(document["objects"][0])
        with pytest.raises(InvalidInputError, match="changed by another program"):
            self.read(document, tmp_path)

    @pytest.mark.parametrize("text", ["", "{}", "[]", "null", "x", '{"format": "day-one"}'])
    def test_other_files_are_not_ours(self, text: str, tmp_path: Path) -> None:
        path = tmp_path / "other.json"
        path.write_text(text)
        assert not is_ours(path)
        with pytest.raises(InvalidInputError) as refusal:
            read(path)
        assert refusal.value.name == "not-an-export"
        with pytest.raises(InvalidInputError):
            read(tmp_path)

    def test_a_newer_form_asks_for_a_newer_reflect(
        self, document: dict[str, Any], tmp_path: Path
    ) -> None:
        with pytest.raises(VersionError):
            self.read({**document, "version": 2}, tmp_path)

    @pytest.mark.parametrize(
        "tail", [b'"x": ' + b"[" * 100_000, b'"x": "\xff"', b'"x": "\\ud800"', b""]
    )
    def test_broken_json_is_one_sentence(self, tail: bytes, tmp_path: Path) -> None:
        path = tmp_path / "broken.json"
        path.write_bytes(b'{"format": "reflect-everything", "version": 1, ' + tail)
        with pytest.raises(InvalidInputError):
            read(path)

    def test_a_folder_with_a_damaged_file_is_refused_whole(
        self, told: Journal, tmp_path: Path
    ) -> None:
        out = told.everything.export("md", tmp_path / "folder").out
        (out / "note of mine.md").write_text("# Not of the export\n", encoding="utf-8")
        (out / "shopping.md").write_text("---\ntitle: x\n---\nmilk\n", encoding="utf-8")
        assert read(out).state_hash() == told.integrity.state_hash()
        file = next((out / "people").iterdir())
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace('"number":1', '"number":"1"'), encoding="utf-8")
        with pytest.raises(InvalidInputError) as refusal:
            read(out)
        assert refusal.value.name == "export-damaged"

    def test_windows_line_ends_and_changed_words_below_do_no_harm(
        self, told: Journal, tmp_path: Path
    ) -> None:
        out = told.everything.export("md", tmp_path / "folder").out
        for file in out.rglob("*.md"):
            text = file.read_bytes().replace(b"\n", b"\r\n") + b"\r\nmore of mine\r\n"
            file.write_bytes(text)
        assert read(out).state_hash() == told.integrity.state_hash()

    @pytest.mark.skipif(os.name != "posix", reason="links")
    def test_no_link_is_followed(self, told: Journal, tmp_path: Path) -> None:
        out = told.everything.export("md", tmp_path / "folder").out
        person = next((out / "people").iterdir())
        elsewhere = tmp_path / "elsewhere.md"
        person.rename(elsewhere)
        person.symlink_to(elsewhere)
        assert "person" not in {record.kind for record in read(out).records}


class TestPlan:
    """What fits the file's shape but not this program is left out, and said."""

    def plan(self, journal: Journal, document: dict[str, Any], tmp_path: Path) -> Imported:
        path = tmp_path / "changed.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return taken(journal, path)

    @pytest.mark.parametrize(
        ("kind", "change"),
        [
            ("entry", lambda body: body.update(answers={"no_such_question": "x"})),
            ("entry", lambda body: body.update(answers={"page": 7})),
            ("entry", lambda body: body.update(template_version=99)),
            ("entry", lambda body: body.update(event="soon")),
            ("entry", lambda body: body.pop("tags")),
            ("person", lambda body: body.update(real_name="Zebedee")),
            ("person", lambda body: body.update(retired="yes")),
            ("setting", lambda body: body.update(value=["not", "a", "name"])),
            ("template", lambda body: body.update(questions="none")),
            ("template", lambda body: body.update(id="other")),
        ],
    )
    def test_what_this_program_could_not_keep(
        self, journal: Journal, kind: str, change: Any, told: Journal, tmp_path: Path
    ) -> None:
        out = told.everything.export("json", tmp_path / "whole.json").out
        document = json.loads(out.read_bytes())
        wanted = {"template": "free@1", "setting": "display_name"}.get(kind)
        for one in document["objects"]:
            body = one["revisions"][-1]["body"]
            if one["kind"] == kind and (wanted is None or one["id"] == wanted):
                if kind == "entry" and body["template"] != "free":
                    continue
                change(body)
                break
        done = self.plan(journal, document, tmp_path)
        assert "left out" in done.warnings[0]
        assert "was changed since" in done.warnings[-1]
        assert (done.skipped > 0) == (kind in ("entry", "template"))
        assert journal.integrity.verify(deep=True).status == "clean"

    def test_a_kind_of_a_later_reflect(
        self, journal: Journal, told: Journal, tmp_path: Path
    ) -> None:
        out = told.everything.export("json", tmp_path / "whole.json").out
        document = json.loads(out.read_bytes())
        for kind in ("tombstone", "vault", "activity", "dream"):
            body: dict[str, Any] = {"kind": "entry", "rows": [1, 2, 3]}
            revision = {"number": 1, "at": "2026-03-12T07:30:00+00:00", "change": "x", "body": body}
            document["objects"].append({"kind": kind, "id": "x", "revisions": [revision]})
        done = self.plan(journal, document, tmp_path)
        assert done.warnings[0] == "4 things do not fit this Reflect and were left out."
        assert journal.integrity.state_hash() == told.integrity.state_hash()
        assert journal.integrity.verify(deep=True).status == "clean"


def test_the_story_has_what_it_takes(told: Journal) -> None:
    """Else the tests above would prove less than they say."""
    assert told.names.list() != NamesList()
    numbers = [
        [one.revision for one in told.entries.history(entry.id)]
        for entry in told.entries.page(Query(), 0, 100).entries
    ]
    assert [1, 2] in numbers
    assert any(found[0] > 1 for found in numbers)
