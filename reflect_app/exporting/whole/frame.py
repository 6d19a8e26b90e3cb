"""What an export of everything says of itself, whatever its form."""

from __future__ import annotations

from reflect_app.words import tr

FORMAT = "reflect-everything"
VERSION = 1


def about() -> list[str]:
    """What is in it, what is not, and that nobody's key protects it."""
    return [
        tr(
            "This is a whole Reflect journal in clear text. Nothing protects it: whoever can open"
            " it can read it."
        ),
        tr(
            "It holds every entry with all its revisions, what lies in the bin, the pseudonyms,"
            " the wording of the prompts, sessions, actions, contacts, what was shared and"
            " received, and the settings that belong to the journal."
        ),
        tr(
            "It does not hold any key or passphrase, your list of real names, unfinished pages,"
            " quick notes or the log of activity."
        ),
        tr(
            "Reflect can bring it in again. A journal made from it has keys of its own,"
            " so contact cards are exchanged anew."
        ),
    ]
