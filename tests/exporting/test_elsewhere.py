"""Documents as other people's programs judge and open them, every layout with hard text.

Nothing is installed here: CONTRIBUTING.md says how each program is had. One that is missing is
named in the skip.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from reflect_app.exporting.document import Document, Heading, Question
from reflect_app.exporting.readback import seen
from reflect_app.exporting.writers import writer_for
from tests.exporting.every_layout import document_of, every_layout

pytestmark = [pytest.mark.long, pytest.mark.external, pytest.mark.timeout(1200)]

ENTRIES = 60
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_LIGHT, _DARK = "1", "0"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def program(*names: str) -> str:
    """The first that is installed."""
    for name in names:
        if found := shutil.which(name):
            return found
    pytest.skip(f"needs {names[0]}")


def checker(*parts: str) -> Path:
    """A file of the checkers' folder, which REFLECT_CHECKERS names."""
    folder = os.environ.get("REFLECT_CHECKERS")
    path = Path(folder or "", "node_modules", *parts)
    if not folder or not path.is_file():
        pytest.skip(f"needs {parts[0]} in the folder that REFLECT_CHECKERS names")
    return path


def run(*words: str | Path) -> str:
    done = subprocess.run(
        [str(word) for word in words], check=False, capture_output=True, text=True, timeout=600
    )
    return done.stdout + done.stderr


def browsed(page: Path, scheme: str, folder: Path) -> Any:
    """What axe says of a page, in a real browser."""
    axe = checker("axe-core", "axe.min.js").read_text("utf-8")
    text = page.read_text("utf-8")
    # The page forbids every script, ours too: only this copy allows one.
    text, forbidding = re.subn(r"<meta http-equiv=.Content-Security-Policy.[^>]*>", "", text)
    assert forbidding == 1
    tell = (
        f"axe.run({{runOnly: {json.dumps(_RULES)}}}).then(found =>"
        " document.documentElement.setAttribute('data-found', JSON.stringify("
        "{wrong: found.violations.map(one => [one.id, one.nodes.map(node => node.html)]),"
        " right: found.passes.map(one => one.id)})))"
    )
    copy = folder / "with-axe.html"
    scripts = f"<script>{axe}</script><script>{tell}</script></body>"
    copy.write_text(text.replace("</body>", scripts), "utf-8")
    told = run(
        program("chromium", "chromium-browser", "google-chrome"), "--headless", "--no-sandbox",
        "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
        f"--blink-settings=preferredColorScheme={scheme}",
        "--virtual-time-budget=600000", "--dump-dom", copy.as_uri(),
    )  # fmt: skip
    found = re.search(r'data-found="([^"]*)"', told)
    assert found, told[-2000:]
    return json.loads(html.unescape(found[1]))


@pytest.mark.parametrize("name", every_layout())
def test_axe_finds_nothing_in_the_web_page(name: str, tmp_path: Path) -> None:
    page = tmp_path / "pack.html"
    page.write_bytes(writer_for("html").write(document_of(name, ENTRIES)))
    for scheme in (_LIGHT, _DARK):
        found = browsed(page, scheme, tmp_path)
        assert found["wrong"] == []
        assert {"color-contrast", "heading-order", "html-has-lang"} <= set(found["right"])


@pytest.mark.parametrize("name", every_layout())
def test_validators_find_nothing_in_the_web_page(name: str, tmp_path: Path) -> None:
    page = tmp_path / "pack.html"
    page.write_bytes(writer_for("html").write(document_of(name, 500)))
    vnu = checker("vnu-jar", "build", "dist", "vnu.jar")
    told = json.loads(run(program("java"), "-jar", vnu, "--format", "json", page))
    assert [one for one in told["messages"] if one["type"] != "info"] == []


def headings(document: Document) -> Iterator[str]:
    """Every heading a reader's outline shows, in order."""
    for section in document.sections:
        yield section.title
        for block in section.blocks:
            if isinstance(block, Question):
                yield block.wording
            elif isinstance(block, Heading):
                yield block.text


@pytest.mark.parametrize("name", every_layout())
def test_libreoffice_opens_the_word_file_with_its_headings(name: str, tmp_path: Path) -> None:
    document = document_of(name, ENTRIES)
    (tmp_path / "pack.docx").write_bytes(writer_for("docx").write(document))
    told = run(
        program("soffice", "libreoffice"), f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}",
        "--headless", "--convert-to", "fodt", "--outdir", tmp_path, tmp_path / "pack.docx",
    )  # fmt: skip
    assert (tmp_path / "pack.fodt").is_file(), told
    tree = ET.parse(tmp_path / "pack.fodt")
    found = [seen("".join(node.itertext())) for node in tree.iter(f"{_TEXT}h")]
    wanted = [text for text in map(seen, headings(document)) if text]
    assert [text for text in found if text in set(wanted)] == wanted
    assert any(
        True
        for _ in tree.iter("{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-header-rows")
    )
