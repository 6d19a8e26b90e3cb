"""What was done with the journal, told in plain sentences; ids and counts are all it knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from reflect_app.core.changes import Saved
from reflect_app.core.clock import Clock, stamp
from reflect_app.services.keeping import Keeping
from reflect_app.vault.activity import Activity, ActivityLog
from reflect_app.vault.vault import Vault
from reflect_app.words import tr, trn

KEPT_DAYS = 365


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the log: when (RFC 3339), the machine's names for it, and a sentence."""

    at: str
    kind: str
    change: str
    sentence: str


class ActivityService:
    """Use cases on the activity log of one unlocked vault."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock
        self._log = ActivityLog(vault)

    def record(self, change: str, **figures: int) -> Saved:
        """Say that something was done, with counts alone; nothing where only reading is allowed."""
        if not self._vault.writable or self._vault.rollback is not None:
            return Saved("", 0, "")
        with self._vault.writing() as tx:
            self._log.record(tx, change, **figures)
            return Saved("", 0, tx.at)

    def newest(self, limit: int = 200) -> list[Told]:
        """The latest lines, newest first."""
        return [_told(line) for line in self._log.newest(limit)]

    def prune(self, days: int = KEPT_DAYS) -> int:
        """Erase the log's own lines that are older than so many days; how many went.

        Raises:
            InvalidInputError: code `keeping-everything`; nothing was erased.
        """
        Keeping(self._vault).refuse()
        before = stamp(self._clock.now() - timedelta(days=days))
        with self._vault.writing() as tx:
            return self._log.prune(tx, before)


def _told(line: Activity) -> Told:
    return Told(line.at, line.kind, line.change, _sentence(line))


def _sentence(line: Activity) -> str:
    entries = line.figures.get("entries", 0)
    counted = {
        "pack-saved": trn(
            "A pack of {count} entry was saved as a file.",
            "A pack of {count} entries was saved as a file.",
            entries,
        ),
        "exported": trn(
            "{count} entry was written out as a file.",
            "{count} entries were written out as files.",
            entries,
        ),
        "reviewed": tr("What could point to someone was looked through before a file was made."),
        "reviewed-coming": tr(
            "What could point to someone was looked through before entries were brought in."
        ),
    }
    if line.kind == "activity" and line.change in counted:
        return counted[line.change].format(count=entries)
    known = _sentences().get((line.kind, line.change))
    if known:
        return known
    if line.change == "purged":
        return tr("Something was erased.")
    said = _of_kind().get(line.kind)
    return said or tr("{kind}: {change}").format(kind=line.kind, change=line.change)


def _of_kind() -> dict[str, str]:
    """What is said of a kind where a change has no words of its own."""
    return {
        "import": tr("Another journal was brought in, or taken out again."),
        "share": tr("Something you shared went on."),
        "received": tr("Something in the inbox changed."),
        "contact": tr("A person you share with was added or changed."),
    }


def _sentences() -> dict[tuple[str, str], str]:
    erased = tr("A line of this log was erased.")
    return _of_sharing() | {
        ("vault", "created"): tr("The journal was made."),
        ("vault", "restored"): tr("The journal came back from a backup."),
        ("vault", "accepted"): tr("An older copy of the journal was gone on with."),
        ("vault", "key-rotated"): tr("The journal was written anew under a new key."),
        ("vault", "passphrase-changed"): tr("The passphrase was changed."),
        ("vault", "recovery-renewed"): tr("New recovery words were made."),
        ("vault", "device-added"): tr("Quick unlock was turned on for a computer."),
        ("vault", "device-removed"): tr("Quick unlock was turned off."),
        ("vault", "slot-removed"): tr("A way to open the journal was taken away."),
        ("entry", "purged"): tr("An entry, or a wording of it, was erased for good."),
        ("person", "purged"): tr("A pseudonym was forgotten."),
        ("setting", "purged"): tr("A setting was erased."),
        ("session", "purged"): tr("A supervision session was erased."),
        ("received", "purged"): tr("Something that was received was removed."),
        ("activity", "purged"): erased,
    }


def _of_sharing() -> dict[tuple[str, str], str]:
    said = {
        "shared": tr("Something was sealed for a reader."),
        "share-undone": tr("A share was undone: its file could not be written."),
        "received": tr("A sealed file was opened."),
        "withdrawal-received": tr("Somebody asked for something back."),
        "withdrawn": tr("Something shared was asked back."),
        "reply": tr("Your answers were sealed."),
        "receipt": tr("A receipt was sealed."),
        "held": tr("Something received was kept for a reason of the agreement."),
        "cleared": tr("What others sent was erased."),
        "countersigned": tr("A record came back signed."),
        "returning": tr("A copy of a journal began to come in."),
        "returned": tr("A copy of a journal came in."),
        "kept": tr("A copy was taken out again; what was changed since stayed."),
    }
    return {("activity", change): words for change, words in said.items()}
