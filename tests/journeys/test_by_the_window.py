"""The main job at the window, by keyboard alone: from first run to a supervision pack."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from reflect_app.core.entries import Query
from tests.journeys import story
from tests.journeys.conftest import look_into
from tests.journeys.person import Person

# What the offscreen platform says of a dialog and of a menu.
pytestmark = pytest.mark.qt_log_ignore(
    "does not support raise", "does not support grabbing the keyboard", extend=True
)


def test_the_main_job_from_first_run_to_a_pack(person: Person, tmp_path: Path) -> None:
    person.start()
    story.first_run(person)
    keys = person.keys
    story.check_in(person)
    assert person.keys - keys < 150, "a minute of keystrokes, one sentence included"
    story.free_page(person, f"half a thought {story.KEPT_BACK}")
    person.lock()
    assert story.SENTENCE not in person.screen()
    assert person.window.windowTitle() == "Reflect"
    person.clock.at += timedelta(days=1)
    person.unlock()
    person.sees("You said something needed to go in the record.", "Unfinished", "Free page")
    person.tab_to("Done")
    person.press("Space")
    assert person.until(lambda: "needed to go in the record" not in person.screen())
    story.find_it(person)
    story.delete_and_undo(person)
    pack = tmp_path / "for supervision.pdf"
    story.make_pack(person, pack)
    story.read_back(pack)
    person.close()
    journal = look_into(person)
    (entry,) = journal.entries.page(Query(marked=True)).entries
    found = journal.entries.show(entry.id)
    assert found.answers == story.NIGHT | story.TAPPED | {"record_next": "done"}
    assert found.event == "2026-03-12T07:30:00+00:00"
    assert found.shift is not None
    assert (found.shift.start, found.shift.zone) == ("2026-03-11T21:45", "Europe/London")
    assert journal.integrity.verify().status == "clean"
    journal.close()
