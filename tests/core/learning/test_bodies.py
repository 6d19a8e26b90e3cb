"""The bodies as they ship: whole in both languages, every figure with its source."""

from __future__ import annotations

import re

import msgspec
import pytest

from reflect_app import assets
from reflect_app.core.learning.bodies import Beside, Body, Figure, read_bodies, read_copying
from reflect_app.services.templates import built_in

BODIES = read_bodies(map(assets.read_bytes, assets.names("learning", ".toml")))
ACCOUNT = built_in().get("cpd-account")


def test_the_five_of_the_product_in_order() -> None:
    assert [body.id for body in BODIES] == ["nmc", "hcpc", "swe", "probation", "none"]


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.id)
def test_every_figure_says_where_and_when_it_was_read(body: Body) -> None:
    told: list[Figure | Beside] = [*body.figures, *body.beside]
    for each in told:
        assert len(each.source.en) > 20
        assert len(each.source.cy) > 20
        assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", each.noted)
    assert body.form.en.endswith("yours to do.") or "yours to fill in" in body.form.en
    assert body.form.cy != body.form.en


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.id)
def test_its_fields_are_questions_of_the_account_each_once(body: Body) -> None:
    names = [field.question for field in body.fields]
    assert len(set(names)) == len(names)
    assert all(ACCOUNT.question(name) for name in names)
    assert {"what", "learned", "changed", "hours", "participatory", "evidence"} <= set(names)
    assert not {"recognisable", "body"} & set(names)
    choice = ACCOUNT.question("body")
    assert choice is not None
    assert choice.choice(body.id) is not None


def test_the_figures_that_were_read() -> None:
    found = {(b.id, f.counts): f.figure for b in BODIES for f in b.figures if f.figure}
    assert found == {
        ("nmc", "accounts"): 5, ("nmc", "hours"): 35, ("nmc", "participatory"): 20,
        ("swe", "accounts"): 2, ("swe", "peer"): 1,
    }  # fmt: skip


def test_copying_names_questions_that_exist() -> None:
    library = built_in()
    for template, plan in read_copying(assets.read_bytes("learning/copying/built-in.toml")).items():
        for field, names in plan.items():
            assert ACCOUNT.question(field) is not None
            assert all(library.get(template).question(name) for name in names), template


def test_a_figure_without_a_source_is_refused() -> None:
    text = assets.read_text("learning/none.toml").replace("noted", "guessed")
    with pytest.raises(msgspec.ValidationError):
        read_bodies([text.encode()])
