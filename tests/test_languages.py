import os
import subprocess
import sys
from pathlib import Path

import pytest

from reflect_app import languages

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks its own interface")


@posix_only
@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "en"),
        ({"LANG": "cy_GB.UTF-8"}, "cy"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "en_GB", "LC_ALL": "cy_GB"}, "cy"),
        ({"LANG": "cy_GB", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB", "LANGUAGE": "fr:cy:en"}, "cy"),
        ({"LANGUAGE": "", "LANG": "cy"}, "cy"),
    ],
)
def test_the_system_s_language(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert languages.system_language() == expected


def test_english_and_strangers_need_no_catalogue() -> None:
    for choice in ("en", "tlh", "../../x"):
        assert languages.catalogue(choice).gettext("Nobody says this.") == "Nobody says this."


@pytest.mark.parametrize(
    ("choice", "expected"), [("cy", "cy"), ("en", "en"), ("tlh", "en"), ("system", "en")]
)
def test_what_a_setting_comes_to(
    monkeypatch: pytest.MonkeyPatch, choice: str, expected: str
) -> None:
    monkeypatch.setattr(languages, "system_language", lambda: "en")
    assert languages.spoken(choice) == expected


def test_welsh_speaks_welsh() -> None:
    assert "plural" in languages.catalogue("cy").info()["plural-forms"]


def test_every_catalogue_has_a_name_and_the_other_way_round() -> None:
    folder = Path(__file__).parent.parent / "resources" / "i18n"
    there = {path.name for path in folder.iterdir() if path.is_dir()}
    assert there | {"en"} == set(languages.OWN_NAMES)


@posix_only
def test_the_program_speaks_the_computer_s_language(tmp_path: Path) -> None:
    """The whole way: the system asks for Welsh, and an error of the command line comes in it."""
    environment = {name: value for name, value in os.environ.items() if name[:3] != "LC_"}
    code = "import sys; from reflect_app.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code, "--vault", str(tmp_path / "none"), "info"],
        env=environment | {"LANG": "cy_GB.UTF-8", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Does dim dyddiadur yn" in done.stderr
