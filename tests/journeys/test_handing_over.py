"""Documents that are handed over, made at the window by keyboard alone."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader

from reflect_app.core.entries import Answers, EntryInput, Query
from reflect_app.core.names import NamesList
from tests.fixtures import PASSPHRASE, make_app
from tests.journeys.conftest import look_into
from tests.journeys.person import Person

pytestmark = pytest.mark.qt_log_ignore(
    "does not support raise", "does not support grabbing the keyboard", extend=True
)

SECRET = "three plums and a lamp"


def with_nights(person: Person) -> None:
    """Two nights in which the same person comes twice, and a page of another template."""
    app = make_app(person.folder, person.clock)
    journal = app.vaults.unlock(app.paths.default_vault, PASSPHRASE)
    for day, said in ((1, "Ngozi sat with Darren Whitlock."), (2, "Ngozi rang Siobhan twice.")):
        answers: Answers = {"heavy": 7 - day, "energy": day, "leave_here": said, "contact": "mixed"}
        journal.entries.write(EntryInput("after-shift", answers, f"2026-03-{day:02}T08:00"))
    journal.entries.write(EntryInput("free", {"page": "Nothing much."}, "2026-03-03T08:00"))
    journal.close()


def gone(person: Person, row: str) -> bool:
    return person.row() != row


def walk(person: Person, keys: dict[str, tuple[str, ...]]) -> list[str]:
    """Through the review: at each place the keys for its word, until none is left."""
    met = []
    while row := person.row():
        word = row.split(" · ")[0]
        met.append(word)
        person.press(*keys[word])
        assert person.until(partial(gone, person, row))
    return met


def test_a_pack_chosen_looked_through_and_locked_without_a_mouse(
    settled: Person, tmp_path: Path
) -> None:
    person, out = settled, tmp_path / "for Morgan.pdf"
    with_nights(person)
    person.start()
    person.unlock()
    person.press("Ctrl+E")
    person.sees("Make a pack")
    person.tab_to("Supervision pack")  # on Linux, Qt names a closed list by what is picked
    person.write("Whole")
    person.sees("Nothing much.", "Please look at these")
    person.tab_to("By question")
    person.press("Space", "Tab")
    person.tab_to("Questions, in all entries at once")
    while "felt" not in person.row():
        before = person.row()
        person.press("Down")
        assert person.row() != before, person.screen()
    person.press("Space")
    assert person.until(lambda: "mixed" not in person.text_of("Preview of the pack"))
    person.tab_to("Charts")
    person.press("Space")
    person.tab_to("How heavy it felt")
    person.press("Space")
    person.sees("Charts (1)")
    person.tab_to("Please look at these")
    keys = {"Ngozi": ("A", "R"), "Darren Whitlock": ("L",), "Siobhan": ("N",)}
    met = walk(person, keys)
    assert sorted(met) == ["Darren Whitlock", "Ngozi", "Siobhan"], "each once: both Ngozis by one"
    person.sees("2 replaced, 1 left as they are.")
    person.tab_to("Lock the PDF with a password")
    person.press("Space")
    person.tab_to("Password for this file")
    person.write(SECRET)
    person.tab_to("Save…")
    person.answer_dialog(out, lambda: person.press("Space"))
    person.sees("Saved 3 entries to")
    person.close()
    pdf = PdfReader(out)
    assert pdf.is_encrypted
    assert pdf.decrypt(SECRET)
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for part in ("Darren Whitlock", "Siobhan twice", "Nothing much."):
        assert text.count(part) == 1, part
    assert "Ngozi" not in text
    assert "mixed" not in text
    journal = look_into(person)
    assert "Siobhan" in journal.names.list().allowed
    assert journal.entries.page(Query(text="Ngozi")).total == 2, "the journal itself is as it was"
    journal.close()


def test_what_somebody_asked_for_and_what_a_leaver_takes(settled: Person, tmp_path: Path) -> None:
    person = settled
    with_nights(person)
    person.start()
    person.unlock()
    person.press("Ctrl+,")
    person.sees("Someone has asked for my journal", "Leaving this job")
    person.back_to("See what would be gathered")
    person.press("Space")
    person.sees("3 entries would go.")
    person.tab_to("Please look at these")
    keys = {"Ngozi": ("A", "R"), "Darren Whitlock": ("L",), "Siobhan": ("L",)}
    assert set(walk(person, keys)) == set(keys)
    person.tab_to("Gather into a folder…")
    gathered = tmp_path / "gathered"
    person.answer_dialog(gathered, lambda: person.press("Space"))
    assert person.until(lambda: str(gathered) in person.screen())
    texts = [path.read_bytes() for path in gathered.rglob("*") if path.is_file()]
    assert not any(b"Ngozi" in text for text in texts)
    assert any(b"Darren Whitlock" in text for text in texts)
    person.tab_to("Nothing")
    person.press("End")
    person.tab_to("See what would go")
    person.press("Space")
    assert person.until(lambda: person.screen().count("3 entries would go.") == 2)
    person.tab_to("Please look at these")
    keys["Siobhan"] = ("R",)
    assert set(walk(person, keys)) == set(keys)
    person.tab_to("For another Reflect journal")
    person.write("Mark")
    person.tab_to("Save…")
    taken = tmp_path / "taken.md"
    person.answer_dialog(taken, lambda: person.press("Space"))
    assert person.until(lambda: f"3 entries are in {taken}" in person.screen()), person.screen()
    text = taken.read_text("utf-8")
    assert text.count("Darren Whitlock") == 1
    assert "Ngozi" not in text
    assert "Siobhan" not in text
    person.close()
    journal = look_into(person)
    assert journal.entries.page(Query(text="Ngozi")).total == 2, "the journal is as it was"
    assert journal.names.list() == NamesList(), "and nothing was learnt from a copy"
    journal.close()
