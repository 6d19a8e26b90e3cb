"""Templates by id and version."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reflect_app.core.prompts import TemplateError, TemplateLibrary
from reflect_app.errors import NotFoundError
from tests.core.prompts.helpers import HEAD, built_in

LIBRARY = built_in()
OLD = LIBRARY.get("free")
NEW = replace(OLD, version=2, title="Open page")
BODY = '[[questions]]\nid = "q"\ntype = "emotions"\ntext = "Q?"\n[[questions]]\nblock = "about"\n'


def test_the_newest_wording_is_given_and_older_ones_stay() -> None:
    library = TemplateLibrary(NEW, OLD)
    assert library.get("free") is NEW
    assert library.get("free", 1) is OLD
    assert library.all() == (NEW,)
    assert library.has("free", 2)
    assert not library.has("free", 3)
    assert not library.has("closed")


@pytest.mark.parametrize(("id_", "version"), [("closed", None), ("free", 9), ("x" * 500, None)])
def test_what_is_not_there_is_said_plainly(id_: str, version: int | None) -> None:
    with pytest.raises(NotFoundError) as caught:
        LIBRARY.get(id_, version)
    assert len(caught.value.message) < 120


def test_a_services_own_template_takes_its_place_behind_the_built_in_ones() -> None:
    own = LIBRARY.parse_own((HEAD.replace('"test"', '"service:mine"') + BODY).encode(), "mine.toml")
    more = TemplateLibrary(*LIBRARY.wordings(), own, NEW, shared=LIBRARY.shared)
    assert more.ids() == (*LIBRARY.ids(), "service:mine")
    assert more.get("free") is NEW
    assert LIBRARY.get("free") is OLD
    assert [question.block for question in own.questions] == ["", "about", "about", "about"]


def test_a_services_own_template_cannot_shadow_a_built_in_one() -> None:
    with pytest.raises(TemplateError, match="would shadow"):
        LIBRARY.parse_own((HEAD.replace('"test"', '"service:free"') + BODY).encode(), "mine.toml")
