"""Sharing at the window by keyboard alone: what was ticked goes out, what is said comes back.

Two accounts on one computer, one after the other; a stick is all that lies between them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect_app.core.entries import EntryInput, Query
from reflect_app.services.journal import Journal
from reflect_app.sharing.bundle import open_bundle
from reflect_app.vault.own_keys import private_keys, public_keys
from tests.fixtures import PASSPHRASE, make_app
from tests.journeys import story
from tests.journeys.conftest import look_into
from tests.journeys.person import Person

pytestmark = pytest.mark.qt_log_ignore(
    "does not support raise", "does not support grabbing the keyboard", extend=True
)

SAID = "The corridor went quiet after tea."
STAYS = "It is about my own brother."
BEFORE = "Harm, and safeguarding."
COMMENT = "You noticed the quiet."


def test_an_agreement_a_share_and_a_comment_by_keyboard(settled: Person, tmp_path: Path) -> None:
    person = settled
    sams, mels = person.folder, tmp_path / "other account"
    they_have_met(sams, mels, person, tmp_path)
    out, back = tmp_path / "out.rbundle", tmp_path / "back.rbundle"
    person.start()
    person.unlock()
    agree(person)
    share(person, out)
    person.close()
    what_left(mels, person, out)
    person.folder = mels
    answer(person, out, back)
    person.folder = sams
    read_the_answer(person, back)


def they_have_met(sams: Path, mels: Path, person: Person, stick: Path) -> None:
    """Both hold the other's card and compared the words; Sam marked a page."""
    app = make_app(mels, person.clock)
    mel = app.vaults.create(app.paths.default_vault, PASSPHRASE, name="Mel").journal
    mel.settings.set("recovery_deferred", False)
    app = make_app(sams, person.clock)
    sam = app.vaults.unlock(app.paths.default_vault, PASSPHRASE)
    for mine, theirs, name in ((sam, mel, "mel"), (mel, sam, "sam")):
        card = theirs.contacts.export_card(stick / f"{name}.rcard")
        mine.contacts.add(card, words=theirs.contacts.own_card().fingerprint)
    sam.entries.write(EntryInput("what-so-what", {"what": SAID, "so_what": STAYS}, marked=True))
    sam.close()
    mel.close()


def agree(person: Person) -> None:
    """The agreement first, every word of it typed into Write."""
    person.press("Ctrl+R")
    person.tab_to("Write an agreement")
    person.press("Space")
    assert person.until(lambda: person.focus() == "Agree with whom?")
    person.write("Mel")
    person.press("Return")
    person.sees("Supervision agreement")
    person.tab_to("What is this time for?")
    person.write("To think.")
    person.tab_to("What could not stay between us?")
    person.write(BEFORE)
    person.tab_to("Done")
    person.press("Space")
    person.sees("Saved.", "With Mel")
    person.tab_to("Sign: Mel")
    person.press("Space")
    person.sees("Signed by you alone, version 1: not countersigned")


def share(person: Person, out: Path) -> None:
    """The ticks, the reader, a look, and a file: nothing is chosen before."""
    person.press("Ctrl+Shift+S")
    person.tab_to("Inbox")
    person.press("Right")
    person.tab_to("Share something")
    person.press("Space")
    assert person.until(lambda: person.focus() == "What to share"), person.focus()
    story.toggle(person, SAID)
    person.tab_to("Choose one reader")
    person.press("Down")
    assert person.until(lambda: person.focus() == "Mel"), person.focus()
    person.tab_to("See what leaves")
    person.press("Space")

    def caught_up() -> bool:
        preview = person.text_of("Exactly this leaves, and nothing else")
        return SAID in preview and STAYS not in preview

    assert person.until(caught_up), person.screen()
    person.sees(BEFORE)  # what could not stay between them stands beside every share
    person.tab_to("Save as a sealed file")
    person.answer_dialog(out, lambda: person.press("Space"))
    person.sees("1 answer is sealed for Mel. Nobody else can open it.")


def what_left(mels: Path, person: Person, out: Path) -> None:
    """The bytes hold what was ticked and nothing of what was not."""
    app = make_app(mels, person.clock)
    mel = app.vaults.unlock(app.paths.default_vault, PASSPHRASE, write=False)
    opened = open_bundle(out.read_bytes(), private_keys(mel.vault), public_keys(mel.vault))
    mel.close()
    assert SAID.encode() in opened.content
    assert STAYS.encode() not in opened.content
    assert b"so_what" not in opened.content


def take(person: Person, path: Path) -> None:
    """Open a sealed file at the inbox."""
    person.start()
    person.unlock()
    person.press("Ctrl+Shift+S")
    person.tab_to("Open a sealed file")
    person.answer_dialog(path, lambda: person.press("Space"))


def answer(person: Person, out: Path, back: Path) -> None:
    """Mel reads it, says something beside the one answer, and sends that back."""
    take(person, out)
    person.sees("Came: 1 thing to read.")
    person.tab_to("What others sent")
    person.press("Return")
    person.sees(SAID, "Shared by Sam")
    assert STAYS not in person.screen()
    person.tab_to("All of it")
    person.press("Down")
    person.tab_to("Your comment")
    person.write(COMMENT)
    person.tab_to("Keep the comment")
    person.press("Space")
    person.sees("Not sent yet.")
    person.tab_to("Back to the inbox")
    person.press("Space")
    person.sees("Your answers for Sam wait here.")
    person.tab_to("Save my answers")
    person.answer_dialog(back, lambda: person.press("Space"))
    person.sees("1 answer was sealed.")
    person.close()


def read_the_answer(person: Person, back: Path) -> None:
    """Sam takes it in, finds it by what it says, and reads it beside the page."""
    take(person, back)
    person.sees("Came: ")
    person.press("Ctrl+F")
    person.write("noticed")
    person.sees("1 entry")
    person.press("Down")
    person.sees(SAID, STAYS, COMMENT)
    person.close()
    said = comments(look_into(person))
    assert said == [("what", COMMENT, "Mel")]


def comments(journal: Journal) -> list[tuple[str, str, str]]:
    """Every comment that came: beside what, what it says, whose it is."""
    entries = [journal.entries.show(entry.id) for entry in journal.entries.page(Query()).entries]
    journal.close()
    return [(one.field, one.text, one.author) for entry in entries for one in entry.comments]
