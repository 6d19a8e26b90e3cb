"""Random choices from a real journal, read back from the files that were written."""

from __future__ import annotations

import io
import random
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest

from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput
from reflect_app.exporting.writers import format_names
from reflect_app.services.journal import Journal
from reflect_app.services.pack_choice import PackRequest
from tests.exporting.test_pack import check_words
from tests.helpers.spoken import speaking

ENTRIES = 30
QUESTIONS = {"free": ("title", "page"), "what-so-what": ("what", "so_what", "now_what")}
PASSWORD = "Ŵyr ŷ 4 geese"


def canary(number: int, part: str) -> str:
    return f"canary{number:02d}{part.replace('_', '')}end"


@pytest.fixture
def ids(journal: Journal, clock: FixedClock) -> list[str]:
    """A month of entries; each answer, tag and title has a word that stands nowhere else."""
    found = []
    for number in range(ENTRIES):
        template = list(QUESTIONS)[number % 2]
        words = {part: f"Then {canary(number, part)}, later." for part in QUESTIONS[template]}
        given = EntryInput(
            template, words, tags=(canary(number, "tag"),), marked=number % 3 == 0,
            marked_questions=QUESTIONS[template][:1] if number % 5 == 0 else (),
        )  # fmt: skip
        found.append(journal.entries.write(given).id)
        clock.at += timedelta(days=1)
    return found


def drawn(dice: random.Random, ids: list[str]) -> tuple[PackRequest, list[str], list[str]]:
    """A choice, the words that must be there in their order, and those that must not."""
    layout = dice.choice(("supervision", "month", "journal"))
    fields, by_day, absent = [], {}, []
    asked = dice.sample(range(ENTRIES), dice.randint(1, 6))
    for number in range(ENTRIES):
        parts = QUESTIONS[list(QUESTIONS)[number % 2]]
        ticked = [part for part in parts if number in asked and dice.random() < 0.6]
        fields += [f"{ids[number]}:{part}" for part in ticked]
        by_day[number] = [canary(number, part) for part in ticked]
        absent += [canary(number, part) for part in parts if part not in ticked]
        if layout != "journal" or not ticked:
            absent.append(canary(number, "tag"))
    if not fields:
        return drawn(dice, ids)
    order = asked if layout == "supervision" else sorted(asked)
    there = [word for number in order for word in by_day[number]]
    request = PackRequest(
        tuple(ids[number] for number in asked), fields=tuple(fields), layout=layout
    )
    return request, there, absent


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("name", format_names())
def test_what_was_ticked_is_there_once_in_order_and_nothing_else(
    name: str, journal: Journal, ids: list[str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    count = 1000 if request.config.getoption("--long") else 20
    dice = random.Random(f"{request.config.getoption('--seed')} {name}")
    out = tmp_path / f"pack.{name}"
    for turn in range(count):
        wanted, there, absent = drawn(dice, ids)
        password = PASSWORD if name == "pdf" and turn % 4 == 0 else None
        made = journal.packs.make(wanted, out, password=password)
        data = out.read_bytes()
        assert made.bytes == len(data)
        if password:
            assert not [word for word in (*there, *absent) if word.encode() in data]
            data = opened(data)
        check_words(name, data, there, absent)


def opened(data: bytes) -> bytes:
    """The PDF without its password; it opens with no other."""
    for wrong in ("", PASSWORD[:-1]):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(data), password=wrong)
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(data), password=PASSWORD) as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        pdf.save(plain)
    return plain.getvalue()


def test_under_welsh_a_pack_is_welsh_and_says_so(journal: Journal) -> None:
    id_ = journal.entries.write(EntryInput("free", {"page": "Noson dawel"})).id
    wanted = PackRequest((id_,), fields=("page",))
    with speaking("cy"):
        welsh = journal.packs.preview(wanted).document
    english = journal.packs.preview(wanted).document
    assert (welsh.language, english.language) == ("cy", "en-GB")
    assert welsh.sections[0].title.startswith("Tudalen rydd, ")
    assert english.sections[0].title.startswith("Free page, ")
