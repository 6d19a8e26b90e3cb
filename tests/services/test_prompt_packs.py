"""Prompt packs between two journals: who signed, what changes, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reflect_app.app import App
from reflect_app.core.entries import EntryInput
from reflect_app.core.prompts import Template, TemplateError, packfile
from reflect_app.crypto import signing
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.services.journal import Journal
from reflect_app.services.prompt_packs import is_pack
from reflect_app.services.templates import built_in
from reflect_app.vault.own_keys import private_keys, public_keys
from tests.fixtures import PASSPHRASE


@pytest.fixture
def other(app: App, tmp_path: Path) -> Iterator[Journal]:
    """A second journal, which makes packs."""
    created = app.vaults.create(tmp_path / "other", PASSPHRASE)
    yield created.journal
    created.journal.close()


def template(version: int = 1, *, id_: str = "norfolk:check-in", title: str = "In") -> Template:
    source = built_in().get("after-shift")
    return replace(source, id=id_, version=version, title=title)


def pack(maker: Journal, path: Path, *templates: Template) -> Path:
    for item in templates:
        maker.templates.add(item)
    ids = tuple(item.id for item in templates)
    return maker.prompt_packs.export(ids, path, title="Ours").out


def test_a_pack_is_looked_at_and_taken_in(journal: Journal, other: Journal, tmp_path: Path) -> None:
    second = template(id_="norfolk:two", title="Two")
    path = pack(other, tmp_path / "ours.toml", template(), second)
    look = journal.prompt_packs.inspect(path)
    assert (look.service, look.title, look.refusal) == ("norfolk", "Ours", "")
    assert look.signer.standing == "unknown"
    assert look.signer.line.startswith("Signed by somebody unknown, fingerprint ")
    assert len(look.signer.fingerprint.split()) == 12
    assert [(step.id, step.step, step.held) for step in look.steps] == [
        ("norfolk:check-in", "new", None),
        ("norfolk:two", "new", None),
    ]
    assert journal.templates.held("norfolk:two") is None
    taken = journal.prompt_packs.take(path)
    assert taken.added == ("norfolk:check-in", "norfolk:two")
    assert journal.templates.get("norfolk:two") == second
    again = journal.prompt_packs.take(path)
    assert (again.added, again.updated) == ((), ())
    assert [step.step for step in journal.prompt_packs.inspect(path).steps] == ["same", "same"]


def test_an_update_changes_the_wording_and_old_answers_keep_theirs(
    journal: Journal, other: Journal, tmp_path: Path
) -> None:
    journal.prompt_packs.take(pack(other, tmp_path / "a.toml", template()))
    entry = journal.entries.write(EntryInput("norfolk:check-in", {"heavy": 3})).id
    reworded = replace(
        template(2),
        questions=tuple(
            replace(q, text="How heavy?") if q.id == "heavy" else q for q in template().questions
        ),
    )
    newer = pack(other, tmp_path / "b.toml", reworded)
    look = journal.prompt_packs.inspect(newer)
    assert look.steps[0].differences == (
        "Reworded: “How heavy does it feel now?” becomes “How heavy?”",
    )
    taken = journal.prompt_packs.take(newer)
    assert taken.updated == ("norfolk:check-in",)
    assert journal.templates.get("norfolk:check-in").version == 2
    shown = journal.entries.show(entry)
    kept = journal.entries.template_of(shown).question("heavy")
    assert kept is not None
    assert kept.text == "How heavy does it feel now?"
    older = journal.prompt_packs.inspect(tmp_path / "a.toml")
    assert older.steps[0].step == "older"
    assert journal.prompt_packs.take(tmp_path / "a.toml").updated == ()
    assert journal.templates.get("norfolk:check-in").version == 2


def test_another_key_cannot_update(
    journal: Journal, other: Journal, app: App, tmp_path: Path
) -> None:
    journal.prompt_packs.take(pack(other, tmp_path / "a.toml", template()))
    third = app.vaults.create(tmp_path / "third", PASSPHRASE).journal
    forged = pack(third, tmp_path / "b.toml", template(9, id_="norfolk:new", title="Mine now"))
    third.close()
    look = journal.prompt_packs.inspect(forged)
    assert "signed by another key" in look.refusal
    with pytest.raises(InvalidInputError) as refused:
        journal.prompt_packs.take(forged)
    assert refused.value.name == "pack-refused"
    assert journal.templates.held("norfolk:new") is None


def test_a_plain_file_cannot_update_a_signed_template(
    journal: Journal, other: Journal, tmp_path: Path
) -> None:
    journal.prompt_packs.take(pack(other, tmp_path / "a.toml", template()))
    with pytest.raises(InvalidInputError) as refused:
        journal.templates.add(template(2))
    assert refused.value.name == "template-signed"


def test_a_pack_cannot_take_over_what_came_without_a_key(
    journal: Journal, other: Journal, tmp_path: Path
) -> None:
    journal.templates.add(template())
    path = pack(other, tmp_path / "a.toml", template(2))
    assert "not from a pack" in journal.prompt_packs.inspect(path).refusal
    with pytest.raises(InvalidInputError):
        journal.prompt_packs.take(path)
    assert journal.templates.get("norfolk:check-in").version == 1


def test_other_words_under_the_same_version_are_refused_whole(
    journal: Journal, other: Journal, app: App, tmp_path: Path
) -> None:
    journal.prompt_packs.take(pack(other, tmp_path / "a.toml", template()))
    path = tmp_path / "b.toml"
    sly = replace(template(), purpose="Something else.")
    # The maker's own journal keeps to the rules, so the file is signed past it.
    document = packfile.new_pack(
        "norfolk", "Sly", "2026-03-12T07:30:00+00:00", public_keys(other._vault),
        (sly, template(id_="norfolk:new")), app.library.shared,
    )  # fmt: skip
    signature = signing.sign(
        private_keys(other._vault), packfile.CONTEXT, packfile.bytes_to_sign(document)
    )
    path.write_text(packfile.pack_text(document, signature), encoding="utf-8")
    look = journal.prompt_packs.inspect(path)
    assert [step.step for step in look.steps] == ["conflict", "new"]
    assert "other words than before" in look.refusal
    with pytest.raises(InvalidInputError):
        journal.prompt_packs.take(path)
    assert journal.templates.held("norfolk:new") is None


def test_one_changed_word_breaks_the_signature(
    journal: Journal, other: Journal, tmp_path: Path
) -> None:
    path = pack(other, tmp_path / "a.toml", template())
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("minutes = 3", "minutes = 4"), encoding="utf-8")
    with pytest.raises(TemplateError) as refused:
        journal.prompt_packs.inspect(path)
    assert (refused.value.file, refused.value.line) == ("a.toml", 8)
    assert "signature" in refused.value.reason
    assert text.splitlines()[7].startswith("signature = ")


def test_line_ends_that_mail_changed_do_no_harm(
    journal: Journal, other: Journal, tmp_path: Path
) -> None:
    path = pack(other, tmp_path / "a.toml", template())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert is_pack(path)
    assert journal.prompt_packs.take(path).added == ("norfolk:check-in",)


def test_a_pack_of_ones_own_comes_back(journal: Journal, tmp_path: Path) -> None:
    copy = journal.prompt_editor.duplicate("what-so-what")
    made = journal.prompt_packs.export((copy.id,), tmp_path / "mine.toml")
    [id_] = made.templates
    assert id_ == f"{journal.prompt_packs.service_name()}:what-so-what-own"
    look = journal.prompt_packs.inspect(made.out)
    assert (look.signer.standing, look.signer.line) == ("you", "Signed by you.")
    assert (made.out.stat().st_mode & 0o777, made.bytes) == (0o600, made.out.stat().st_size)


def test_a_confirmed_contact_is_named(journal: Journal, other: Journal, tmp_path: Path) -> None:
    path = pack(other, tmp_path / "a.toml", template())
    known = {bytes.fromhex(other._vault.envelope.public): "Mel"}
    journal.prompt_packs._name_of = known.get
    signer = journal.prompt_packs.inspect(path).signer
    assert (signer.standing, signer.line) == ("confirmed", "Signed by Mel, whom you confirmed.")


def test_what_cannot_be_handed_out(journal: Journal, other: Journal, tmp_path: Path) -> None:
    out = tmp_path / "a.toml"
    with pytest.raises(NotFoundError):
        journal.prompt_packs.export(("own:none",), out)
    with pytest.raises(InvalidInputError) as refused:
        journal.prompt_packs.export(("after-shift",), out)
    assert refused.value.name == "template-built-in"
    copy = journal.prompt_editor.duplicate("free").id
    for name in ("own", "Norfolk", "a b", "x" * 33):
        with pytest.raises(InvalidInputError):
            journal.prompt_packs.export((copy,), out, service=name)
    journal.prompt_packs.take(pack(other, tmp_path / "theirs.toml", template()))
    for ids, service in ((("norfolk:check-in",), ""), ((copy,), "norfolk")):
        with pytest.raises(InvalidInputError) as refused:
            journal.prompt_packs.export(ids, out, service=service)
        assert refused.value.name == "template-signed"
    assert not out.exists()


def test_a_copy_of_a_signed_template_may_be_changed_and_handed_out(
    journal: Journal, other: Journal, tmp_path: Path
) -> None:
    journal.prompt_packs.take(pack(other, tmp_path / "theirs.toml", template()))
    copy = journal.prompt_editor.duplicate("norfolk:check-in")
    assert journal.prompt_packs.export((copy.id,), tmp_path / "b.toml", service="suffolk").templates


def test_a_pack_taken_in_survives_a_backup(
    journal: Journal, other: Journal, app: App, tmp_path: Path
) -> None:
    journal.prompt_packs.take(pack(other, tmp_path / "a.toml", template()))
    restored = app.vaults.restore(journal.backups.make().out, tmp_path / "r", PASSPHRASE)
    assert restored.templates.get("norfolk:check-in") == template()
    assert restored.templates.signer_of("norfolk") == journal.templates.signer_of("norfolk")
    assert restored.integrity.verify(deep=True).status == "clean"
    restored.close()
