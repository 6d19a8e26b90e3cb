"""From an entry to a draft account: the words are copied, pointed out again, and opened."""

from __future__ import annotations

from reflect_app.services.learning import Promoted
from reflect_app.ui.compose.targets import PAGE_ID as COMPOSE
from reflect_app.ui.compose.targets import CarryOn
from reflect_app.ui.page import Desk
from reflect_app.words import tr, trn


def promote(entry: str, desk: Desk) -> None:
    """Copy an entry's words into a draft account and open it. The entry stays as it is."""
    desk.save(
        lambda journal: journal.learning.promote(entry),
        lambda made: _opened(made, desk),
        owner=desk,
        quiet=True,
    )


def begin(desk: Desk) -> None:
    """Open an empty account."""
    desk.save(
        lambda journal: journal.learning.start(),
        lambda made: desk.go(COMPOSE, CarryOn(made.draft)),
        owner=desk,
        quiet=True,
    )


def _opened(made: Promoted, desk: Desk) -> None:
    desk.go(COMPOSE, CarryOn(made.draft))
    if made.pointed:
        count = len(made.pointed)
        words = trn(
            "Copied. {count} thing here could point to someone; it is underlined.",
            "Copied. {count} things here could point to someone; they are underlined.",
            count,
        )
        desk.say(words.format(count=count))
    else:
        desk.say(tr("Copied. The entry itself stays as it is, and private."))
