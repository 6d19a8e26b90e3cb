"""The wording that was answered stays with the answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reflect_app.core.prompts import Template
from reflect_app.errors import DamagedError
from reflect_app.services.templates import built_in
from reflect_app.vault.template_store import TemplateStore
from tests.vault.making import Making, Writer

FREE = built_in().get("free")


@pytest.mark.parametrize("template", built_in().all(), ids=lambda template: template.id)
def test_every_built_in_wording_comes_back_as_it_was(making: Making, template: Template) -> None:
    vault = making.create()
    with vault.writing() as tx:
        TemplateStore(vault).keep(tx, template)
    assert TemplateStore(vault).get(template.id, template.version) == template


def test_a_wording_is_kept_once_and_versions_side_by_side(making: Making) -> None:
    vault = making.create()
    store = TemplateStore(vault)
    newer = replace(FREE, version=FREE.version + 1, title="Another page")
    for template in (FREE, newer, FREE):
        with vault.writing() as tx:
            store.keep(tx, template)
    assert (store.get("free", 1), store.get("free", 2)) == (FREE, newer)
    assert (store.find("free", 2), store.find("free", 3)) == (newer, None)
    assert store.ids() == ["free"]
    with vault.reading() as connection:
        rows = connection.exec_driver_sql("SELECT count(*) FROM revision WHERE kind = 'template'")
        assert rows.scalar() == 2
    with vault.writing() as tx:
        store.keep(tx, built_in().get("after-shift"))
    assert store.ids() == ["after-shift", "free"]


def test_a_missing_wording_is_damage(making: Making) -> None:
    writer = Writer(making.create())
    writer.write("x")
    with pytest.raises(DamagedError) as refusal:
        writer.templates.get("free", 99)
    assert refusal.value.name == "wording-missing"
