"""Weeks and months at one window: what comes back by itself, what is noticed, what goes."""

from __future__ import annotations

from datetime import timedelta

from reflect_app.core.entries import Answers, EntryInput
from tests.fixtures import PASSPHRASE, make_app
from tests.journeys import story
from tests.journeys.conftest import look_into
from tests.journeys.person import Person

NUDGE = "You said something needed to go in the record."
HOME = "This work has followed you home a few times lately."
PULL = "You've noticed this pull a few times."
ASKING = "If you want words for asking a manager"


def written(person: Person, *pages: tuple[str, Answers, str]) -> None:
    """Entries of the weeks before, by template, answers and day."""
    app = make_app(person.folder, person.clock)
    journal = app.vaults.unlock(app.paths.default_vault, PASSPHRASE)
    journal.people.add("Lantern")
    journal.people.add("Teapot")
    for template, answers, day in pages:
        journal.entries.write(EntryInput(template, answers, f"{day}T20:00"))
    journal.close()


def yes(person: Person, question: str) -> None:
    """Answer a yes-or-no question by keys."""
    person.sees(question)
    person.tab_to("Yes")
    person.press("Space")


def test_what_is_noticed_over_weeks_and_never_a_time_too_early(settled: Person) -> None:
    home: Answers = {"followed_home": "yes"}
    pull: Answers = {"people": ["Lantern"], "pulls": ["rescue"]}
    written(
        settled,
        ("emotional-impact", home, "2026-02-11"),  # four weeks and a day ago
        ("emotional-impact", home, "2026-03-05"),
        ("relationship-dynamics", pull, "2026-02-01"),
        ("relationship-dynamics", {"people": ["Teapot"], "pulls": ["rescue"]}, "2026-02-02"),
        ("month-review", {"strain": 9}, "2026-01-31"),
    )
    me = settled
    me.start()
    me.unlock()

    story.begin(me, "Emotional impact")
    home_now(me)
    assert HOME not in me.screen()  # the second in four weeks
    me.press("Ctrl+Return")
    me.sees("Saved.", "Just finished a shift")
    me.clock.at += timedelta(days=1)
    story.begin(me, "Emotional impact")
    home_now(me)
    me.sees(HOME)
    me.press("Ctrl+Return")
    me.sees("Saved.", "Just finished a shift")

    for again in (False, True):
        story.begin(me, "Relationship dynamics")
        me.sees("What were you drawn to do?")
        me.tab_to("Lantern")
        me.press("Space")
        me.tab_to("rescue")
        me.press("Space")
        if again:
            me.sees(PULL)
        else:
            assert PULL not in me.screen()
        me.press("Ctrl+Return")
        me.sees("Saved.", "Just finished a shift")

    # February has no review: January and March do not adjoin. With April they will be two.
    strain(me, "9")
    assert ASKING not in me.screen()
    me.press("Ctrl+Return")
    me.sees("Saved.", "Just finished a shift")
    me.clock.at += timedelta(days=31)
    strain(me, "8")
    me.sees(ASKING, "That sounds like a lot.", "116 123")
    me.press("Ctrl+Return")
    me.sees("Saved.", "Just finished a shift")
    me.close()


def home_now(me: Person) -> None:
    """Say that it has followed one home."""
    me.sees("Has this followed you home?")
    me.tab_to("yes")
    me.press("Space")


def strain(me: Person, how_much: str) -> None:
    """Say how much strain there was."""
    story.begin(me, "Month review")
    me.sees("How much strain has there been?")
    me.tab_to("0, none")  # energy, which has the same words at its lower end
    me.press("Tab", "Tab")
    me.tab_to("0, none")
    me.write(how_much)


def test_what_waits_comes_back_and_the_bins_thirty_days_end_at_an_unlock(settled: Person) -> None:
    written(settled, ("free", {"title": "The kettle", "page": "It boiled over."}, "2026-03-11"))
    me = settled
    me.start()
    me.unlock()
    story.begin(me, "What, so what, now what")
    yes(me, "Is there anything here that should be")
    me.press("Tab")
    me.tab_to("done")
    me.press("Right", "Space")  # at handover
    me.press("Ctrl+Return")
    me.sees("Saved.", "Just finished a shift")
    delete_the_kettle(me)
    me.clock.at += timedelta(days=29)
    me.lock()
    me.unlock()
    me.sees(NUDGE)
    me.tab_to("Not yet")
    me.press("Space")
    assert me.until(lambda: NUDGE not in me.screen())
    journal = look_into(me)
    assert [gone.title for gone in journal.bin.list()] == ["The kettle"]
    journal.close()
    me.clock.at += timedelta(days=2)  # the window is open all the while: nothing goes
    me.press("Ctrl+J")
    me.sees("1 entry")
    journal = look_into(me)
    assert [gone.title for gone in journal.bin.list()] == ["The kettle"]
    journal.close()
    me.lock()
    me.unlock()
    me.sees(NUDGE)
    me.tab_to("Not needed after all")
    me.press("Space")
    assert me.until(lambda: NUDGE not in me.screen())
    # After days without Reflect nothing goes before somebody says that the clock is right.
    me.sees("Is it 12 April 2026 today?")
    me.tab_to("Yes, it is")
    me.press("Space")
    me.sees("What had been kept its full time is erased.")
    assert "12 April 2026 today?" not in me.screen()
    me.lock()
    me.unlock()
    me.sees("Just finished a shift")
    assert NUDGE not in me.screen()
    me.close()
    journal = look_into(me)
    assert journal.bin.list() == []
    assert journal.integrity.verify().status == "clean"
    journal.close()


def delete_the_kettle(me: Person) -> None:
    """Find the entry about the kettle and delete it."""
    me.press("Ctrl+F")
    me.write("kettle")
    me.sees("1 entry")
    me.press("Down")
    me.sees("It boiled over.")
    me.tab_to("Delete")
    me.press("Space")
    me.sees("The entry is in the bin.")
