"""An agenda: what is marked, in the order a person gave it, and what comes up in the room."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One thing to talk about: an entry of the owner's, something another person shared, or
    words typed for it ("brought in the room"). Exactly one of the three is there. An entry put
    on it `by_hand` stays whether or not it is marked.
    """

    id: str
    entry: str = ""
    received: str = ""
    text: str = ""
    by_hand: bool = False


def arranged(
    kept: Sequence[AgendaItem],
    marked: Sequence[str],
    received: Sequence[str] = (),
    left_out: Collection[str] = (),
) -> tuple[AgendaItem, ...]:
    """The agenda now: kept items in their order, then what is new, oldest first.

    An entry that is no longer marked is not on it; neither is what was taken back by its
    sender. An item's id is that of what it stands for.
    """
    there, theirs = set(marked), set(received)
    found = [
        item
        for item in kept
        if item.text or item.by_hand or item.entry in there or item.received in theirs
    ]
    known = {item.id for item in found} | set(left_out)
    found += [AgendaItem(id_, entry=id_) for id_ in marked if id_ not in known]
    found += [AgendaItem(id_, received=id_) for id_ in received if id_ not in known]
    return tuple(item for item in found if item.id not in left_out)


def moved(items: Sequence[AgendaItem], order: Sequence[str]) -> tuple[AgendaItem, ...]:
    """The items in the order of these ids; those that are not named keep their order at the end."""
    by_id = {item.id: item for item in items}
    first = [by_id[id_] for id_ in dict.fromkeys(order) if id_ in by_id]
    named = {item.id for item in first}
    return (*first, *(item for item in items if item.id not in named))
