"""The translations: the extractor, and the state of every catalogue we ship."""

from __future__ import annotations

import gettext
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import polib
import pytest

ROOT = Path(__file__).parent.parent.parent
CATALOGUES = sorted((ROOT / "resources" / "i18n").glob("*/LC_MESSAGES/reflect.po"))


@pytest.fixture(scope="module")
def i18n() -> ModuleType:
    path = ROOT / "packaging" / "i18n.py"
    spec = importlib.util.spec_from_file_location("reflect_i18n", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["reflect_i18n"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "reflect_app"
    folder.mkdir()
    return folder


def test_sentences_are_found_joined_and_placed(i18n: ModuleType, source: Path) -> None:
    (source / "a.py").write_text('x = tr("One "\n "two {n}.").format(n=1)\ntr("Both")')
    (source / "b.py").write_text('words.tr("Both")\ntrn("{count} note", "{count} notes", 3)')
    found = i18n.extract(source)
    assert set(found) == {"One two {n}.", "Both", "{count} note"}
    assert found["Both"].places == {"reflect_app/a.py", "reflect_app/b.py"}
    assert found["{count} note"].many == "{count} notes"


@pytest.mark.parametrize("call", ['tr(f"x {y}")', "tr(name)", 'tr("")', "tr()", 'trn("a", b, 2)'])
def test_what_nobody_could_translate_is_refused(i18n: ModuleType, source: Path, call: str) -> None:
    (source / "a.py").write_text(f"\n{call}")
    with pytest.raises(i18n.NotPlainError, match=r"reflect_app/a\.py:2"):
        i18n.extract(source)


def test_an_update_keeps_adds_and_drops(
    i18n: ModuleType, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "i18n" / "cy" / "LC_MESSAGES" / "reflect.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUES[0].read_text().split("\n\n")[0] + "\n", encoding="utf-8")
    monkeypatch.setattr(i18n, "SOURCE", source)
    monkeypatch.setattr(i18n, "CATALOGUES", tmp_path / "i18n")
    (source / "a.py").write_text('tr("Kept")\ntr("Gone")')
    i18n.update()
    catalogue = polib.pofile(str(path))
    catalogue.find("Kept").msgstr = "Cadwyd"
    catalogue.save()
    (source / "a.py").write_text('tr("Kept")\ntrn("{count} day", "{count} days", n)')
    i18n.update()
    after = polib.pofile(str(path))
    assert {entry.msgid: entry.msgstr for entry in after} == {"Kept": "Cadwyd", "{count} day": ""}
    assert after.find("{count} day").flags == ["python-brace-format"]
    with path.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Kept") == "Cadwyd"


def test_every_sentence_of_the_source_can_be_translated(i18n: ModuleType) -> None:
    assert i18n.extract(ROOT / "reflect_app")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
class TestCatalogue:
    def test_the_compiled_file_is_of_this_catalogue(self, i18n: ModuleType, path: Path) -> None:
        hint = "run .venv/bin/python packaging/i18n.py compile"
        assert path.with_suffix(".mo").read_bytes() == i18n.compiled(path), hint

    def test_translations_keep_every_name(self, i18n: ModuleType, path: Path) -> None:
        wrong = []
        for entry in polib.pofile(str(path)).translated_entries():
            wanted = i18n.names_in(entry.msgid)
            if entry.msgid_plural:
                optional = {"count"}  # "one note" may say it in words
                forms = entry.msgstr_plural.values()
                good = all(wanted - optional <= i18n.names_in(form) <= wanted for form in forms)
            else:
                good = i18n.names_in(entry.msgstr) == wanted
            if not good:
                wrong.append(entry.msgid)
        assert not wrong

    def test_translations_keep_the_edges(self, path: Path) -> None:
        """A space or an ellipsis at the end is there for a reason; so is an access key's `&`."""
        wrong = [
            entry.msgid
            for entry in polib.pofile(str(path)).translated_entries()
            if not entry.msgid_plural
            and (
                entry.msgid[-1].isspace() != entry.msgstr[-1].isspace()
                or entry.msgid.count("\n") != entry.msgstr.count("\n")
                or entry.msgid.endswith(("...", "…")) != entry.msgstr.endswith(("...", "…"))
                or entry.msgid.count("&") != entry.msgstr.count("&")
            )
        ]
        assert not wrong

    def test_most_of_it_is_there(self, i18n: ModuleType, path: Path) -> None:
        """A new sentence may wait in English for a while; a language must not wither."""
        assert len(i18n.missing(path)) < len(i18n.extract(i18n.SOURCE)) / 5

    def test_the_header_says_who_has_read_it(self, path: Path) -> None:
        assert polib.pofile(str(path)).metadata["X-Review"]


SOFT = {
    "beit": "feit", "cofnod": "gofnod", "copi": "gopi", "cwestiwn": "gwestiwn",
    "cyfrif": "gyfrif", "derbynneb": "dderbynneb", "diwrnod": "ddiwrnod", "dolen": "ddolen",
    "gair": "air", "llinell": "linell", "llun": "lun", "maes": "faes", "math": "fath",
    "munud": "funud", "person": "berson", "peth": "beth", "tag": "dag", "tudalen": "dudalen",
}  # fmt: skip
"""What Welsh nouns become after two (`dau`, `dwy`)."""
BREATHED = {
    "cofnod": "chofnod", "copi": "chopi", "cwestiwn": "chwestiwn", "cyfrif": "chyfrif",
    "person": "pherson", "peth": "pheth", "tag": "thag",
}  # fmt: skip
"""And after three (`tri`) and six (`chwe`)."""


@pytest.mark.parametrize(("form", "becomes"), [(2, SOFT), (3, BREATHED), (4, BREATHED)])
def test_welsh_nouns_change_after_the_numbers_that_change_them(
    form: int, becomes: dict[str, str]
) -> None:
    counted = re.compile(r"\{count\} (\w+)")
    (path,) = (path for path in CATALOGUES if path.parent.parent.name == "cy")
    wrong = [
        (entry.msgid_plural, becomes[noun])
        for entry in polib.pofile(str(path))
        for noun in counted.findall(entry.msgstr_plural.get(form, ""))
        if noun in becomes
    ]
    assert not wrong, "write it so after {count}; a noun that is not listed is not looked at"
