"""Templates written as files: what is read back is the same template."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from reflect_app.core.prompts import Question, Template, TemplateLibrary
from reflect_app.core.prompts.shared import Shared
from reflect_app.core.prompts.tomlform import template_document, toml_text
from reflect_app.services.templates import built_in

LIBRARY = built_in()


def as_toml(template: Template, shared: Shared) -> str:
    """The file of one template, as a pack holds it."""
    return toml_text(template_document(template, shared))


@pytest.mark.parametrize("template", LIBRARY.all(), ids=lambda template: template.id)
def test_every_built_in_template_comes_back_whole(template: Template) -> None:
    own = replace(template, id=f"service:{template.id[:30]}-copy")
    text = as_toml(own, LIBRARY.shared)
    assert LIBRARY.parse_own(text.encode(), "copy.toml") == own


def test_without_our_lists_the_file_still_means_the_same() -> None:
    own = replace(LIBRARY.get("relationship-dynamics"), id="service:pull")
    bare = TemplateLibrary(*LIBRARY.all())
    text = as_toml(own, bare.shared)
    back = bare.parse_own(text.encode(), "f")
    assert [q.choices for q in back.questions] == [q.choices for q in own.questions]
    assert back.cy == own.cy
    assert "\nblock = " not in text


HARD = (
    'a "quoted" word', "back\\slash \\n \\", "two\nlines", '"""\nthree', "tab\there", "end\\",
    "Siân 🫖", "#no comment", "a = 1", "  blanks  ", "\n", "line\\\nend", "‘’“”",
)  # fmt: skip


@pytest.mark.parametrize("text", HARD)
def test_any_words_survive(text: str) -> None:
    document = {"top": text, "list": [text], "rows": [{"in": text}], "table": {"deep": {"x": text}}}
    assert tomllib.loads(toml_text(document)) == document


def test_numbers_flags_and_strange_keys_survive() -> None:
    document = {
        "n": -3, "f": 2.5, "yes": True, "no": False, "odd key": "x", "": {"a.b": 1},
        "choices": [{"id": "a", "label": "b"}], "when": {"all": [{"x": 1}, {"any": [{"y": 2}]}]},
    }  # fmt: skip
    assert tomllib.loads(toml_text(document)) == document


def test_a_no_that_means_something_is_kept() -> None:
    question = Question("q", "yes_no", "Quiet?", role="quiet", default=False)
    template = Template("own:q", 1, "T", "P", 3, (question,))
    back = LIBRARY.parse_own(as_toml(template, LIBRARY.shared).encode(), "f")
    assert back.questions[0].default is False


def test_part_of_a_block_is_written_out() -> None:
    nudge = LIBRARY.shared.blocks["record-nudge"].questions
    template = Template("own:q", 1, "T", "P", 3, nudge[:1])
    text = as_toml(template, LIBRARY.shared)
    assert "block" not in text
    back = LIBRARY.parse_own(text.encode(), "f")
    assert back.questions == (replace(nudge[0], block=""),)
