"""One person's page and the map of everybody, from readings alone."""

from __future__ import annotations

import pytest

from reflect_app.core.readings import Reading, Score
from reflect_app.core.relationships import Said, law_line, relationship, relationship_map
from reflect_app.core.renaming import SOMEONE


def seen(n: int, *people: str, **scores: Score) -> Reading:
    day = f"2026-01-{n:02}"
    return Reading(f"e{n}", "t", "", day, None, scores, {"pull": ("rescue",)}, people)


READINGS = [
    *(seen(n, "Heron", warmth=8, wariness=n) for n in range(1, 7)),
    seen(7, "Lantern", warmth=2, wariness=9),
    seen(8, "Heron", "Lantern"),
    seen(9, SOMEONE, warmth=1),
]


def test_one_persons_page() -> None:
    repairs = [Said("e1", "2026-01-01", "repair", "tea")]
    found = relationship("Heron", READINGS, {}, repairs)
    assert (found.contacts, found.first, found.last) == (7, "2026-01-01", "2026-01-08")
    assert found.entries[0] == "e8"
    assert [line.id for line in found.scores.lines] == ["warmth", "wariness"]
    assert [(bar.id, bar.count) for bar in found.pulls.bars] == [("rescue", 7)]
    assert found.repairs == tuple(repairs)
    assert not found.few
    assert found.summary == "Heron: 7 entries from 1 January 2026 to 8 January 2026."


def test_somebody_hardly_written_about() -> None:
    assert relationship("Lantern", READINGS, {}, []).few
    assert relationship("Lantern", READINGS, {}, []).summary == "2 entries: too few for a pattern."
    nobody = relationship("Nobody", READINGS, {}, [])
    assert (nobody.contacts, nobody.summary) == (0, "Nothing to show for this time.")


def test_the_map() -> None:
    found = relationship_map(READINGS)
    heron, lantern = found.ties
    assert (heron.person, heron.contacts, heron.thickness, heron.closeness) == ("Heron", 7, 5, 0.8)
    assert (heron.wary, heron.few) == (False, False)
    assert (lantern.person, lantern.contacts, lantern.thickness) == ("Lantern", 2, 1)
    assert (lantern.closeness, lantern.wary, lantern.few) == (0.2, True, True)
    assert lantern.clarity is None
    assert found.table.rows[0] == ("Heron", "7", "8", "3.5", "", "2026-01-08")
    assert found.summary == (
        "Heron: 7 entries, Warmth 8, Wariness 3.5."
        " Lantern: 2 entries: too few for a pattern. Warmth 2, Wariness 9."
    )


@pytest.mark.parametrize(("wariness", "sign"), [(6, False), (7, True)])
def test_the_sign_of_wariness_at_its_boundary(wariness: int, sign: bool) -> None:
    [tie] = relationship_map([seen(1, "Heron", wariness=wariness)]).ties
    assert tie.wary is sign


def test_a_person_without_scores_is_on_the_map_without_closeness() -> None:
    found = relationship_map([seen(1, "Heron")])
    assert found.summary == "Heron: 1 entry: too few for a pattern."
    [tie] = found.ties
    assert (tie.closeness, tie.warmth, tie.thickness, tie.wary) == (None, None, 5, False)


def test_nobody_forgotten_is_on_the_map() -> None:
    found = relationship_map([seen(1, SOMEONE, warmth=3)])
    assert found.ties == ()
    assert found.summary == "Nothing to show for this time."


def test_the_law_is_said() -> None:
    assert law_line().startswith("This page is about you.")
