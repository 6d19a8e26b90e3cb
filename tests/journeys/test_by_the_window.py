"""The main job at the window, by keyboard alone: from first run to a supervision pack."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from reflect_app.core.entries import Query
from tests.fixtures import PASSPHRASE
from tests.journeys.conftest import look_into
from tests.journeys.person import CTRL, ENTER, SHIFT, SPACE, TAB, Person

# What the offscreen platform says of a dialog and of a menu.
pytestmark = pytest.mark.qt_log_ignore(
    "does not support raise", "does not support grabbing the keyboard", extend=True
)

RIGHT, DOWN = Qt.Key.Key_Right, Qt.Key.Key_Down
SENTENCE = "The kettle went cold twice before anyone sat down."
KEPT_BACK = "not for the pack, this one"
CHECK_IN = {
    "shift": {"start": "2026-03-11T21:45", "kind": "night"},
    "heavy": 8,
    "energy": 3,
    "feelings": ["tense"],
    "leave_here": SENTENCE,
    "contact": "mixed",
    "to_supervision": True,
    "record": True,
    "record_next": "at_handover",
}


def words_on_screen(person: Person) -> dict[int, str]:
    """The recovery words as they are shown, by number."""
    person.sees("Your recovery words")
    return {int(n): word for n, word in re.findall(r"^(\d+)  ([a-z]+)$", person.screen(), re.M)}


def first_run(person: Person) -> None:
    """From nothing to the first page, with the words typed back and no second place."""
    person.start()
    person.sees("Welcome to Reflect")
    person.press(ENTER)
    person.sees("Choose a passphrase")
    person.press(PASSPHRASE, ENTER, PASSPHRASE)
    person.sees("Very good.")
    person.press(ENTER)
    words = words_on_screen(person)
    assert len(words) == 24
    person.press(ENTER)
    person.sees("Check three of them")
    for _ in range(3):
        asked = re.search(r"Word (\d+)", person.focus())
        assert asked is not None
        person.press(words[int(asked[1])][:4], ENTER)
    person.sees("A second place for backups")
    person.press(TAB, held=SHIFT)
    assert person.focus() == "Skip"
    person.press(SPACE)
    person.sees("If the computer is replaced or your profile is cleared, it is gone.")
    person.press(SPACE)
    person.sees("Nobody at work can read it", "A court, the police, or someone you wrote about")
    person.press(ENTER)
    person.sees("Every question can be skipped.")


def check_in(person: Person) -> None:
    """The 07:30 page: a few taps, one sentence, marked, and Done."""
    person.chord(Qt.Key.Key_T)
    person.sees("Night shift that began yesterday, 21:45")
    assert person.focus() == "Just finished a shift"
    person.press(ENTER)
    person.sees("After-shift check-in", "How heavy does it feel now?")
    person.tab_to("0, not at all")
    person.press("8")
    person.sees("You marked 7 or more.", "Nobody has been told.", "116 123")
    assert person.focus() == "8", "support must not take the keyboard"
    person.tab_to("0, none")
    person.press("3")
    person.tab_to("calm")
    person.press("ten", ENTER)
    person.tab_to("What's one thing you'd like to leave here?")
    person.press(SENTENCE)
    person.tab_to("mostly settled")
    person.press(RIGHT, SPACE)
    for question in ("Bring this to supervision?", "Is there anything here that should be"):
        person.sees(question)
        person.tab_to("Yes")
        person.press(SPACE, TAB)
    person.sees("This journal can't pass it on.")
    person.tab_to("done")
    person.press(RIGHT, SPACE)
    person.press(ENTER, held=CTRL)
    person.sees("Just finished a shift", "To take to supervision", "Saved 07:3")


def test_the_main_job_from_first_run_to_a_pack(person: Person, tmp_path: Path) -> None:
    first_run(person)
    keys = person.keys
    check_in(person)
    assert person.keys - keys < 150, "a minute of keystrokes, one sentence included"
    with_draft(person)
    person.lock()
    assert SENTENCE not in person.screen()
    assert person.window.windowTitle() == "Reflect"
    person.clock.at += timedelta(days=1)
    person.unlock()
    person.sees("You said something needed to go in the record.", "Unfinished", "Free page")
    find_it(person)
    delete_and_undo(person)
    read_back(make_pack(person, tmp_path / "for supervision.pdf"))
    person.close()
    journal = look_into(person)
    (entry,) = journal.entries.page(Query(marked=True)).entries
    found = journal.entries.show(entry.id)
    assert found.answers == CHECK_IN
    assert found.event == "2026-03-12T07:30:00+00:00"
    assert found.shift is not None
    assert (found.shift.start, found.shift.zone) == ("2026-03-11T21:45", "Europe/London")
    assert journal.integrity.verify().status == "clean"
    journal.close()


def with_draft(person: Person) -> None:
    """Half a page, left open when the phone rings."""
    person.chord(Qt.Key.Key_N)
    person.sees("Every question can be skipped.", "Free page")
    person.tab_to("Free page")
    person.press(ENTER)
    person.sees("Free page")
    person.tab_to("What would you like to put down?")
    person.press(f"half a thought {KEPT_BACK}")


def find_it(person: Person) -> None:
    """Search as one types."""
    person.press(Qt.Key.Key_F, held=CTRL)
    assert person.focus() == "Search the journal"
    person.press("kettle tw")
    person.sees("1 entry")
    person.press(DOWN)
    person.sees(SENTENCE, "How heavy does it feel now?")


def delete_and_undo(person: Person) -> None:
    """Into the bin with one key, and back with the button that says so."""
    person.press(Qt.Key.Key_Delete)
    person.sees("The entry is in the bin.", "Nothing fits that.")
    person.tab_to("Undo")
    person.press(SPACE)
    person.sees("The entry is back.", "1 entry")


def make_pack(person: Person, place: Path) -> Path:
    """Untick one answer, tick a score, save as PDF."""
    person.press(Qt.Key.Key_E, held=CTRL)
    person.sees("Make a pack", "Exactly this leaves, and nothing else", SENTENCE)
    assert person.focus() == "What to bring"
    person.press(RIGHT, DOWN)
    untick(person, "Contact with residents felt:")
    person.tab_to("Scores too")
    person.press(SPACE)
    person.until(lambda: "energy" in preview(person) and "mixed" not in preview(person))
    person.tab_to("Save…")
    person.answer_dialog(place, lambda: person.press(SPACE))
    person.sees("Saved 1 entry to")
    return place


def untick(person: Person, wording: str) -> None:
    """Walk down the tree to an answer and take its tick off."""
    for _ in range(30):
        if wording in person.row():
            person.press(SPACE)
            return
        person.press(DOWN)
    raise AssertionError(f"{wording!r} is not in the tree: {person.screen()}")


def preview(person: Person) -> str:
    """What the preview of the pack says."""
    return person.text_of("Preview of the pack")


def read_back(place: Path) -> None:
    """What was ticked is there once; what was not is absent."""
    pages = [page.extract_text() for page in PdfReader(place).pages]
    text = " ".join(" ".join(pages).split())
    for part in (
        SENTENCE,
        "Night shift from Wednesday 11 March 2026, 21:45",
        "8 out of 10",
        "tense",
    ):
        assert text.count(part) == 1, part
    for part in (KEPT_BACK, "mixed", "Contact with residents", "case record", "handover"):
        assert part not in text, part
    assert text.count("If found, please hand to the duty manager, unread.") == len(pages)
