"""The sentences about distress. They are promises of the program, so no template words them."""

from __future__ import annotations

from reflect_app.words import tr

SUPPORT_FROM = 7


def distress_line() -> str:
    """What stands before every question whose role is one of `DISTRESS_ROLES`."""
    return tr(
        "Reflect does not read what you write and tells nobody. "
        "If you might harm yourself or are in danger, use Support or call 999."
    )


def support_strip() -> str:
    """What stands above the support list at distress of 7 or more, once an entry."""
    return tr("You marked 7 or more. These people are there, now or later. Nobody has been told.")


def support_offer() -> str:
    """What stands above the support list when another answer brings it up."""
    return tr("That sounds like a lot. Would any of these help right now?")
