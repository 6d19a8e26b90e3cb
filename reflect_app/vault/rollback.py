"""Is a vault the one this device last saw, or an older copy of it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection

from reflect_app.core import when
from reflect_app.errors import RolledBackError
from reflect_app.vault import history, standing
from reflect_app.vault.anchor import Seen, glimpsed
from reflect_app.vault.envelope import Envelope
from reflect_app.vault.meta import get_meta
from reflect_app.words import tr


@dataclass(frozen=True, slots=True)
class Rollback:
    """The vault is not the one this device last saw. Both times are RFC 3339.

    `part` says what is older: the journal itself, or only the envelope that opens it.
    """

    vault_at: str
    anchor_at: str
    part: Literal["vault", "envelope"] = "vault"

    def refusal(self) -> RolledBackError:
        """Why writing waits for the person."""
        text = tr(
            "This journal was last changed on {vault}, but this computer last saw it on"
            " {anchor}. It may be an older copy."
        )
        if self.part == "envelope":
            text = tr(
                "What opens this journal was last changed on {vault}, but the journal was in use"
                " on {anchor} with something newer. An old passphrase may have been put back."
            )
        vault, anchor = when.apart(self.vault_at, self.anchor_at)
        return RolledBackError(
            text.format(vault=vault, anchor=anchor),
            tr("Reading works. To go on with this copy, say that you accept it."),
        )


def rolled_back(
    connection: Connection, envelope: Envelope, folder: Path, anchor: Path, seen: Seen | None
) -> Rollback | None:
    """What is older than what this device last saw of the vault; None where nothing is.

    `folder` is where the vault stands; `seen` what the file `anchor` says under the vault's key,
    None where it says nothing.

    Raises:
        TypeError, ValueError: a figure or link is there that nobody wrote.
    """
    changed = get_meta(connection, "changed")
    if seen is not None and not _follows(connection, envelope, seen):
        return Rollback(changed, seen.at)
    if later := standing.followed(anchor.parent, folder, envelope.instance):
        return Rollback(changed, later)
    if seen is None and (said := _unproved(envelope, anchor)) is not None:
        return Rollback(changed, said.at)
    newest = max(int(get_meta(connection, "generation")), seen.generation if seen else 0)
    if envelope.generation < newest:
        slots = max((slot.created for slot in envelope.slots), key=datetime.fromisoformat)
        return Rollback(slots, seen.at if seen else changed, "envelope")
    return None


def _unproved(envelope: Envelope, anchor: Path) -> Seen | None:
    """A later state of this vault under another data key: this is a copy of before that.

    Its MAC cannot be checked. It is enough to ask a person, and never to trust.
    """
    said = glimpsed(anchor)
    if said is None or said.instance != envelope.instance:
        return None
    return said if said.generation > envelope.generation else None


def _follows(connection: Connection, envelope: Envelope, seen: Seen) -> bool:
    """Whether the vault is the anchored state or a later one of the same branch."""
    counter, head = int(get_meta(connection, "counter")), bytes.fromhex(seen.head)
    if counter < seen.counter or envelope.public_hash().hex() != seen.public_hash:
        return False
    if counter == seen.counter:
        return history.head(connection) == head
    return history.holds_link(connection, head)
