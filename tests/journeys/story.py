"""The main job, told once: first run, the morning page, find it, bring it. For `Somebody`."""

from __future__ import annotations

import re
from pathlib import Path

from pypdf import PdfReader

from tests.fixtures import PASSPHRASE
from tests.journeys.somebody import Somebody

SENTENCE = "The kettle went cold twice before anyone sat down."
KEPT_BACK = "not for the pack, this one"
PAGE = "What would you like to put down?"
#: What `check_in` answers; the shift besides, which is offered.
TAPPED = {
    "heavy": 8,
    "energy": 3,
    "feelings": ["tense"],
    "leave_here": SENTENCE,
    "contact": "mixed",
    "to_supervision": True,
    "record": True,
    "record_next": "at_handover",
}
NIGHT = {"shift": {"start": "2026-03-11T21:45", "kind": "night"}}


def words_on_screen(somebody: Somebody) -> dict[int, str]:
    """The recovery words as they are shown, by number."""
    somebody.sees("Your recovery words")
    found = re.findall(r"^(?:Word )?(\d+)(?:  |: )([a-z]+)$", somebody.screen(), re.MULTILINE)
    return {int(number): word for number, word in found}


def first_run(somebody: Somebody) -> None:
    """From nothing to the first page, with the words typed back and no second place."""
    somebody.sees("Welcome to Reflect")
    somebody.picture("welcome")
    somebody.press("Return")
    somebody.sees("Choose a passphrase")
    somebody.write(PASSPHRASE)
    somebody.press("Return")
    somebody.write(PASSPHRASE)
    somebody.sees("Very good.")
    somebody.picture("passphrase")
    somebody.press("Return")
    words = words_on_screen(somebody)
    assert len(words) == 24
    somebody.picture("recovery words")
    somebody.press("Return")
    somebody.sees("Check three of them")
    for _ in range(3):
        asked = re.search(r"Word (\d+)", somebody.focus())
        assert asked is not None
        somebody.write(words[int(asked[1])][:4])
        somebody.press("Return")
    somebody.sees("A second place for backups")
    somebody.press("Shift+Tab")
    assert somebody.focus() == "Skip"
    somebody.press("Space")
    somebody.sees("If the computer is replaced or your profile is cleared, it is gone.")
    somebody.picture("no second place")
    somebody.press("Space")
    somebody.sees("Nobody at work can read it", "A court, the police, or someone you wrote about")
    somebody.picture("privacy")
    somebody.press("Return")
    somebody.sees("Every question can be skipped.")
    somebody.picture("first page")


def check_in(somebody: Somebody, shift: str = "Night shift that began yesterday, 21:45") -> None:
    """The 07:30 page: a few taps, one sentence, marked, and Done."""
    somebody.press("Ctrl+T")
    somebody.sees(shift)
    assert somebody.focus() == "Just finished a shift"
    somebody.picture("today")
    somebody.press("Return")
    somebody.sees("After-shift check-in", "How heavy does it feel now?")
    somebody.tab_to("0, not at all")
    somebody.write("8")
    somebody.sees("You marked 7 or more.", "Nobody has been told.", "116 123")
    assert somebody.focus() == "8", "support must not take the keyboard"
    somebody.picture("support")
    somebody.tab_to("0, none")
    somebody.write("3")
    tense(somebody)
    leave_here(somebody)
    somebody.picture("sentence")
    somebody.tab_to("mostly settled")
    somebody.press("Right", "Space")
    for question in ("Bring this to supervision?", "Is there anything here that should be"):
        somebody.sees(question)
        somebody.tab_to("Yes")
        somebody.press("Space", "Tab")
    somebody.sees("This journal can't pass it on.")
    somebody.tab_to("done")
    somebody.press("Right", "Space")
    somebody.picture("record")
    somebody.press("Ctrl+Return")
    somebody.sees("Just finished a shift", "To take to supervision")
    somebody.picture("done")


def tense(somebody: Somebody) -> None:
    """Find one feeling in the picker by what is typed."""
    somebody.tab_to("calm")
    somebody.write("ten")
    somebody.press("Return")


def leave_here(somebody: Somebody, words: str = SENTENCE) -> None:
    """Type the one sentence of the check-in."""
    somebody.tab_to("What's one thing you'd like to leave here?")
    somebody.write(words)


def begin(somebody: Somebody, prompt: str) -> None:
    """Choose a prompt in the gallery."""
    somebody.press("Ctrl+N")
    somebody.sees("Every question can be skipped.", prompt)
    somebody.tab_to(prompt)
    somebody.press("Return")


def free_page(somebody: Somebody, text: str) -> None:
    """Begin a free page and type into it."""
    begin(somebody, "Free page")
    somebody.sees(PAGE)
    somebody.tab_to(PAGE)
    somebody.write(text)


def find_it(somebody: Somebody) -> None:
    """Search as one types."""
    somebody.press("Ctrl+F")
    assert somebody.focus() == "Search the journal"
    somebody.write("kettle tw")
    somebody.sees("1 entry")
    somebody.press("Down")
    somebody.sees(SENTENCE, "How heavy does it feel now?")
    somebody.picture("found")


def delete_and_undo(somebody: Somebody) -> None:
    """Into the bin with one key, and back with the button that says so."""
    somebody.press("Delete")
    somebody.sees("The entry is in the bin.", "Nothing fits that.")
    somebody.picture("binned")
    somebody.tab_to("Undo")
    somebody.press("Space")
    somebody.sees("The entry is back.", "1 entry")


def make_pack(somebody: Somebody, place: Path) -> None:
    """Untick one answer, tick the scores, save as PDF."""
    somebody.press("Ctrl+E")
    somebody.sees("Make a pack", "Exactly this leaves, and nothing else", SENTENCE)
    somebody.press("Right", "Down")
    toggle(somebody, "Contact with residents felt:")
    somebody.tab_to("Scores too")
    somebody.press("Space")

    def caught_up() -> bool:
        preview = somebody.text_of("Preview of the pack")
        return "energy" in preview and "mixed" not in preview

    assert somebody.until(caught_up), somebody.text_of("Preview of the pack")
    somebody.picture("pack")
    somebody.tab_to("Save…")
    somebody.answer_dialog(place, lambda: somebody.press("Space"))
    somebody.sees("Saved 1 entry to")
    somebody.picture("pack saved")


def toggle(somebody: Somebody, wording: str) -> None:
    """Walk down the tree to an answer and set its tick, or take it off."""
    for _ in range(30):
        if wording in somebody.row():
            somebody.press("Space")
            return
        somebody.press("Down")
    raise AssertionError(f"{wording!r} is not in the tree: {somebody.screen()}")


def read_back(place: Path, shift: str = "Night shift from Wednesday 11 March 2026, 21:45") -> None:
    """What was ticked is in the file once; what was not is absent."""
    pages = [page.extract_text() for page in PdfReader(place).pages]
    text = " ".join(" ".join(pages).split())
    for part in (SENTENCE, shift, "8 out of 10", "3 out of 10", "tense"):
        assert text.count(part) == 1, part
    for part in (KEPT_BACK, "mixed", "Contact with residents", "case record", "handover"):
        assert part not in text, part
    assert text.count("If found, please hand to the duty manager, unread.") == len(pages)
