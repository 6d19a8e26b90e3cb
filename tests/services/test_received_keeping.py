"""How long what others sent is kept: chosen by the reader, bounded by the organisation."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from reflect_app.errors import InvalidInputError
from reflect_app.services.received_keeping import KeptFor, kept_line
from tests.helpers.circle import circle


def test_the_shorter_of_the_two_holds() -> None:
    assert KeptFor(0, 0).days == 0
    assert KeptFor(90, 0).days == 90
    assert KeptFor(0, 60).days == 60
    assert KeptFor(90, 60).days == 60
    assert KeptFor(30, 60).days == 30
    assert "until it expires" in kept_line(KeptFor(0, 0))
    assert "30 days" in kept_line(KeptFor(30, 60))


def test_what_came_goes_when_its_days_are_over_and_its_author_is_told(tmp_path: Path) -> None:
    with circle(tmp_path) as people:
        ann, ben = people.join("Ann"), people.join("Ben")
        people.meet(ann, ben)
        keeping, inbox = ben.journal.received_keeping, ben.journal.inbox
        for days in (1, 29, 4000, -30):
            with pytest.raises(InvalidInputError) as refused:
                keeping.set(days)
            assert refused.value.name == "bad-keeping"
        keeping.set(30)
        paths = [people.share(ann, ben, people.write(ann))[1] for _ in range(2)]
        for path in paths:
            inbox.receive(path)
        inbox.hold(inbox.list()[0].id, "safeguarding")
        for day in range(1, 31):  # a clock that leaps is not believed
            people.clock.at += timedelta(days=1)
            if day == 30:
                people.clock.at += timedelta(hours=1)  # the clocks go forward in March
            assert inbox.soon_gone() == (1 if day == 30 else 0)
            ben.journal.tidy()
            assert len(inbox.list()) == (1 if day == 30 else 2), day
        assert inbox.list()[0].held == "safeguarding"
        ben.journal.replies.reply(out=(back := people.file()))
        ann.journal.inbox.receive(back)
        assert sorted(row.state for row in ann.journal.shares.list()) == ["held", "removed"]
