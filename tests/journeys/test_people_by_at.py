"""Somebody named by `@`: on the sentence of a check-in, on a free page, new in this sitting."""

from __future__ import annotations

from reflect_app.core.entries import Query
from tests.fixtures import PASSPHRASE, make_app
from tests.journeys import story
from tests.journeys.conftest import look_into
from tests.journeys.person import Person


def test_people_by_at_and_nothing_but_keys(settled: Person) -> None:
    person = settled
    app = make_app(person.folder, person.clock)
    journal = app.vaults.unlock(app.paths.default_vault, PASSPHRASE)
    for name in ("Heron", "Wren", "Wren Two"):
        journal.people.add(name)
    journal.close()
    person.start()
    person.unlock()
    the_sentence_of_a_check_in(person)
    somebody_new_on_the_same_page(person)
    a_lock_with_the_list_open(person)
    person.close()
    journal = look_into(person)
    said = [journal.entries.show(each.id) for each in journal.entries.page(Query()).entries]
    answers = {each.template: each.answers for each in said}
    people = {each.template: each.people for each in said}
    journal.close()
    assert answers["after-shift"]["leave_here"] == "Tea with Wren Two, then @nobody"
    # Whom an entry is about is what was picked: somebody named in passing gets no scores.
    assert people["relationship-dynamics"] == ("Osprey",)
    assert answers["relationship-dynamics"]["door_doing"] == "Osprey told Heron"


def the_sentence_of_a_check_in(person: Person) -> None:
    person.press("Return")
    person.sees("How heavy does it feel now?")
    story.leave_here(person, "Tea with @w")
    person.sees("Wren\nWren Two")
    person.press("Down", "Return")
    person.write(", then @nobody")
    assert "Wren Two\n" not in person.screen()
    person.press("Ctrl+Return")
    person.sees("Saved.", "Just finished a shift")


def somebody_new_on_the_same_page(person: Person) -> None:
    story.begin(person, "Relationship dynamics")
    person.sees("Who is this about?", "What was the door doing for you")
    person.tab_to("Find or add a pseudonym")
    person.write("Osprey")
    person.press("Return")
    person.sees("Osprey")
    person.tab_to("What was the door doing for you")
    person.write("@os")
    person.sees("Osprey")
    person.press("Tab")
    person.write(" told @her")
    person.press("Return")
    person.press("Ctrl+Return")
    person.sees("Saved.", "Just finished a shift")


def a_lock_with_the_list_open(person: Person) -> None:
    story.free_page(person, "with @")
    person.sees("Heron", "Wren\nWren Two")
    person.lock()
    assert "Heron" not in person.screen()
    person.unlock()
    person.sees("Unfinished", "Free page")
    person.tab_to("Carry on: Free page")
    person.press("Return")
    person.sees(story.PAGE, "Save changes")
    assert person.until(lambda: person.focus() == story.PAGE), person.focus()
    assert "with @\n" in person.text_of(story.PAGE)
    person.write("w")
    person.sees("Wren\nWren Two")
    person.press("Return")
    assert "with Wren\n" in person.text_of(story.PAGE)
    person.press("Ctrl+Return")
    person.sees("Saved.", "Just finished a shift")
