"""An agenda keeps the order a person gave it while things come and go around it."""

from __future__ import annotations

from reflect_app.core.supervision import AgendaItem, arranged, moved

DOOR, KETTLE = AgendaItem("a", entry="a"), AgendaItem("b", entry="b")
ROOM = AgendaItem("r", text="brought in the room")
THEIRS = AgendaItem("s", received="s")


def test_what_is_new_comes_last_and_the_order_stays() -> None:
    assert arranged([KETTLE, ROOM], ["a", "b"]) == (KETTLE, ROOM, DOOR)
    assert arranged([], ["a", "b"], ["s"]) == (DOOR, KETTLE, THEIRS)


def test_what_is_no_longer_marked_or_was_taken_back_goes() -> None:
    assert arranged([KETTLE, DOOR, THEIRS, ROOM], ["a"]) == (DOOR, ROOM)
    kept = AgendaItem("b", entry="b", by_hand=True)
    assert arranged([kept], []) == (kept,)


def test_what_stays_at_home_is_not_offered_again() -> None:
    assert arranged([KETTLE], ["a", "b"], left_out=["a"]) == (KETTLE,)


def test_moving_names_some_and_loses_none() -> None:
    items = (DOOR, KETTLE, ROOM)
    assert moved(items, ["r", "a"]) == (ROOM, DOOR, KETTLE)
    assert moved(items, ["r", "r", "nonsense"]) == (ROOM, DOOR, KETTLE)
    assert moved(items, []) == items
