"""The pages at the top of the repository are true as far as a machine can tell."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted(ROOT.glob("*.md"))
COMMAND = re.compile(r"python3 packaging/dev\.py (\w+)")


def fenced(text: str) -> list[str]:
    """The lines inside code blocks."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)|src=\"([^\"]+)\"", page.read_text(encoding="utf-8"))
    names = [one or other for one, other in targets]
    assert not [name for name in names if "://" not in name and not (ROOT / name).exists()]


def test_the_readme_has_exactly_the_two_commands() -> None:
    lines = fenced((ROOT / "README.md").read_text(encoding="utf-8"))
    assert lines == ["python3 packaging/dev.py run", "python3 packaging/dev.py test"]


def test_ci_calls_the_readme_s_test_command() -> None:
    assert "python3 packaging/dev.py test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_set_up_commands_exist(page: Path) -> None:
    named = set(COMMAND.findall(page.read_text(encoding="utf-8")))
    assert named <= {"run", "test", "lint", "setup"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_pages_name_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`((?:reflect_app|resources|tests|packaging|\.ci)/[\w./-]*)`", text)
    assert not [name for name in named if not (ROOT / name).exists()]


def test_every_requirement_has_a_row_with_a_test_that_exists() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (R\d+) \|(.*)\|$", text, re.MULTILINE))
    assert list(rows) == [f"R{number}" for number in range(1, 21)]
    for name, row in rows.items():
        asked, reached, shown = row.split("|")[1:]
        assert asked.strip(), name
        assert reached.strip(), name
        named = re.findall(r"`([^`]+)`", shown)
        assert named, name
        assert [path for path in named if not (ROOT / path).exists()] == [], name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_of_the_command_line_exist(page: Path) -> None:
    from reflect_app.cli.parser import build

    text = page.read_text(encoding="utf-8")
    lines = [line for line in fenced(text) if line.startswith((".venv/bin/reflect ", "reflect "))]
    lines += re.findall(r"`(reflect [^`]+)`", text)
    known = set(build()._subparsers._group_actions[0].choices or ())  # type: ignore[union-attr]
    assert not [line for line in lines if shlex.split(line)[1] not in known]


def test_pages_never_promise_what_they_may_not() -> None:
    """Red line 2: some words would be false whatever came after them."""
    for page in PAGES:
        text = " ".join(page.read_text(encoding="utf-8").lower().split())
        for phrase in (
            "safe to share",
            "anonymised",
            "is confidential",
            "guarantee",
            "unbreakable",
        ):
            assert phrase not in text, f"{page.name} says {phrase!r}"


def test_the_readme_says_both_lines_on_the_limits_of_privacy() -> None:
    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert "Only your passphrase or recovery words open this." in text
    assert "A court, the police, or someone you wrote about may have a right to ask for it" in text


def test_the_list_of_licences_is_of_what_is_installed() -> None:
    path = ROOT / "packaging" / "licences.py"
    spec = importlib.util.spec_from_file_location("reflect_licences", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = (ROOT / "resources" / "licences.md").read_text(encoding="utf-8")
    rows = module.needed()
    assert not [row for row in rows if f"| {row[0]} | {row[1]} | {row[2]} |" not in page]
    strong = [row for row in rows if re.search(r"(?<!L)GPL", row[2]) and "LGPL" not in row[2]]
    assert not strong
