"""Small templates and the built-in ones, for the tests of this folder."""

from __future__ import annotations

from reflect_app import assets
from reflect_app.core.prompts import (
    Template,
    TemplateLibrary,
    parse_shared,
    parse_template,
    read_library,
)

HEAD = """\
id = "test"
version = 1
title = "A test"
purpose = "To try things."
minutes = 3
"""


def files(folder: str) -> dict[str, bytes]:
    """The TOML files of a folder of `resources/`, by file name."""
    return {
        name.rpartition("/")[2]: assets.read_bytes(name) for name in assets.names(folder, ".toml")
    }


SHARED = parse_shared(files("prompts/shared"))


def built_in() -> TemplateLibrary:
    """The library as the program reads it."""
    return read_library(files("prompts"), files("prompts/shared"))


def template(body: str, head: str = HEAD) -> Template:
    """A template from the text under its head, with the shared lists and blocks."""
    return parse_template((head + body).encode(), "test.toml", SHARED)
