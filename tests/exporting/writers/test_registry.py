from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reflect_app.errors import InvalidInputError
from reflect_app.exporting.writers import format_names, format_of, writer_for


def test_every_format_says_its_name_its_suffix_and_a_label() -> None:
    assert {"json", "md", "pdf"} <= set(format_names())
    suffixes = [writer_for(name).suffix for name in format_names()]
    assert len(set(suffixes)) == len(suffixes)
    for name in format_names():
        writer = writer_for(name)
        assert writer.name == name
        assert writer.suffix.startswith(".")
        assert writer.label


def test_the_format_follows_the_files_name() -> None:
    for name in format_names():
        assert format_of(Path(f"My.Pack{writer_for(name).suffix.upper()}")) == name
    with pytest.raises(InvalidInputError, match=r"pack\.odt"):
        format_of(Path("/somewhere/pack.odt"))


def test_a_format_nobody_has_is_refused_by_name() -> None:
    for name in ("odt", "", "../pdf", "pdf.", "__init__"):
        with pytest.raises(InvalidInputError):
            writer_for(name)


def test_no_heavy_library_is_imported_before_a_file_is_written() -> None:
    code = (
        "import sys\n"
        "from reflect_app.exporting import files\n"
        "from reflect_app.exporting.writers import format_names, writer_for\n"
        "[writer_for(name).label for name in format_names()]\n"
        "heavy = {'typst', 'pikepdf', 'docx', 'lxml', 'jinja2', 'markdown_it', 'PySide6'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
