"""What a mutation changed, so that pages can refresh themselves and no page edits another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of what was touched, by kind of object."""

    entries: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()
    shares: frozenset[str] = frozenset()
    inbox: frozenset[str] = frozenset()
    supervision: frozenset[str] = frozenset()
    """Sessions, actions, agreements and groups."""

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.entries | other.entries,
            self.drafts | other.drafts,
            self.people | other.people,
            self.settings | other.settings,
            self.contacts | other.contacts,
            self.shares | other.shares,
            self.inbox | other.inbox,
            self.supervision | other.supervision,
        )


@dataclass(frozen=True, slots=True)
class Saved:
    """A durable write: the object, its revision (0 for a draft) and when, RFC 3339."""

    id: str
    revision: int
    at: str
    changes: Changes = Changes()
