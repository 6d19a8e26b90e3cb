from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from reflect_app import assets
from reflect_app.exporting.document import Document
from reflect_app.exporting.writers import writer_for
from tests.exporting.making import HARD_TEXTS, documents, pack
from tests.helpers.schema import Schema

SCHEMA = Schema(json.loads(assets.read_text("schemas/pack.schema.json")))


def written(document: Document) -> Any:
    return json.loads(writer_for("json").write(document))


def test_a_pack_has_the_shape_that_preview_has() -> None:
    told = written(pack(1))
    assert (told["format"], told["version"], told["made"]) == ("reflect-document", 1, "2026-11-12")
    assert [section["title"] for section in told["sections"]] == ["Agenda"]
    (entry,) = told["entries"]
    assert (entry["id"], entry["template"]) == ("e0", "after-shift")
    fields = {field["id"]: field for field in entry["fields"]}
    assert list(fields) == ["heavy", "feelings", "contact", "leave", "do", "options"]
    assert fields["heavy"]["question"] == "How heavy does it feel now?"
    assert fields["heavy"]["value"] == 7
    assert fields["heavy"]["shown"][0]["text"] == "7 out of 10"
    assert fields["contact"]["shown"] == [{"kind": "choices", "labels": ["mostly settled"]}]
    assert fields["options"]["columns"] == ["Option", "Good"]


def test_each_answer_stands_in_it_once() -> None:
    text = writer_for("json").write(pack(1, text="A canary sentence.")).decode()
    for words in ("A canary sentence.", "Ring the manager", "Say it"):
        assert text.count(words) == 1


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_text_comes_back_letter_for_letter(text: str) -> None:
    told = written(pack(1, text=text))
    assert next(f for f in told["entries"][0]["fields"] if f["id"] == "leave")["value"] == text


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_document_fits_the_published_schema(document: Document) -> None:
    assert SCHEMA.problems(written(document)) == []


def test_the_schema_is_strict() -> None:
    told = written(pack(1))
    assert SCHEMA.problems(told) == []
    assert SCHEMA.problems({**told, "author": "M."})
    assert SCHEMA.problems({**told, "version": 2})
    assert SCHEMA.problems({key: told[key] for key in told if key != "entries"})
    told["entries"][0]["fields"][0]["score"] = 1
    assert SCHEMA.problems(told)
