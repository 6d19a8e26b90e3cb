"""tidy, and history --compare."""

from __future__ import annotations

from datetime import timedelta

from reflect_app.core.clock import FixedClock
from tests.helpers.commands import Commands


def test_the_bin_is_emptied_once_the_clock_is_believed(
    commands: Commands, clock: FixedClock
) -> None:
    id_ = commands.write("free", {"title": "Gone"})
    commands.ok("delete", id_)
    assert commands.ok("tidy") == {"purged": [], "doubt": None}
    clock.at += timedelta(days=31)
    asked = commands.ok("tidy")
    assert (asked["purged"], asked["doubt"]["due"]) == ([], 1)
    assert "--clock-is-right" in commands.run("tidy", json=False).out
    assert commands.ok("tidy", "--clock-is-right") == {"purged": [id_], "doubt": None}
    assert commands.run("show", id_).code == 1


def test_two_wordings_word_by_word(commands: Commands) -> None:
    id_ = commands.write("free", {"page": "a quiet night"})
    commands.ok("edit", id_, "--answers", "-", stdin='{"page": "a loud night"}')
    found = commands.ok("history", id_, "--compare", "1")
    assert (found["old"], found["new"]) == (1, 2)
    assert found["fields"] == [
        {
            "id": "page", "label": "What would you like to put down?", "change": "changed",
            "parts": [
                {"kind": "same", "text": "a "}, {"kind": "removed", "text": "quiet"},
                {"kind": "added", "text": "loud"}, {"kind": "same", "text": " night"},
            ],
        }
    ]  # fmt: skip
    said = commands.run("history", id_, "--compare", "1", json=False).out
    assert "a [-quiet-]{+loud+} night" in said
    assert "the same" in commands.run("history", id_, "--compare", "2", json=False).out
    assert commands.run("history", id_, "--compare", "1", "--restore", "1").code == 2
    assert commands.run("history", id_, "--compare", "9").code == 1
