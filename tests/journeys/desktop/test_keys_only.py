"""A page from the gallery to the bin and back, at a real screen, and nothing but keys.

    .venv/bin/python -m pytest tests/journeys/desktop/test_keys_only.py --long

It needs what `test_at_a_screen.py` needs, and keeps pictures the same way.
"""

from __future__ import annotations

import pytest

from tests.helpers.screen import lacking
from tests.journeys import story
from tests.journeys.desktop.at_screen import AtScreen, has_eyes

pytestmark = [
    pytest.mark.long,
    pytest.mark.desktop,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(bool(lacking()), reason=f"not installed: {', '.join(lacking())}"),
    pytest.mark.skipif(not has_eyes(), reason="python3-pyatspi is not installed"),
]


def test_from_the_gallery_to_the_bin_and_back_by_keys(at_screen: AtScreen) -> None:
    me = at_screen
    me.start("--demo")
    me.sees("A demonstration with made-up entries.")
    story.begin(me, "After-shift check-in")
    me.sees("How heavy does it feel now?", "Carry on later")
    me.tab_to("0, not at all")
    me.write("4")
    me.tab_to("0, none")
    me.write("6")
    story.tense(me)
    me.picture("feelings")
    story.leave_here(me)
    me.press("Ctrl+M")
    me.sees("Marked for you to bring. Nothing has been sent.")
    me.press("F11")
    assert me.until(lambda: "Relationships" not in me.screen()), "the list of pages still shows"
    me.picture("only the page")
    me.press("F11")
    me.sees("Relationships")
    me.press("Ctrl+Return")
    me.sees("Saved.", "Just finished a shift")
    story.find_it(me)
    me.press("Ctrl+G")
    me.sees("The written day before")
    assert me.until(lambda: me.focus() == "Go to date"), me.focus()
    told = me.screen().count(story.SENTENCE)
    me.write("yesterday")
    me.press("Return")
    assert me.until(lambda: me.screen().count(story.SENTENCE) < told), me.screen()
    me.picture("another day")
    me.press("Ctrl+F")
    me.press("Ctrl+A")
    me.write("kettle twice")
    me.sees("1 entry")
    me.press("Down")
    me.sees(story.SENTENCE)
    me.tab_to("Edit")
    me.press("Return")
    me.sees("Changing an entry.", "Save changes")
    story.leave_here(me, " Then it boiled over.")
    me.press("Ctrl+Return")
    me.sees("Saved.", "Just finished a shift")
    story.find_it(me)
    me.sees("Then it boiled over.")
    me.tab_to("History")
    me.press("Space")
    me.tab_to("Compare version 1 with the newest")
    me.press("Space")
    me.sees("What changed", "Bring version 1 back")
    me.picture("what changed")
    me.tab_to("Bring version 1 back")
    me.press("Space")
    assert me.until(lambda: "Then it boiled over." not in me.screen()), me.screen()
    me.picture("brought back")
    me.press("Ctrl+F")
    me.press("Down")
    story.delete_and_undo(me)
    me.picture("undone")
    me.close()
