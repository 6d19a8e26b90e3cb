"""What a person is told about an import: counted, by kind, never a word of the journal."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from reflect_app.words import trn

Skipped = Literal[
    "empty", "undated", "damaged", "deleted", "conflict", "locked", "too-long", "repeated"
]
Told = Literal[
    "pictures", "links", "guessed", "future", "encoding", "tags", "not-followed", "passed-over",
    "changed", "zone", "clock", "plain", "controls", "lists",
]  # fmt: skip


class Notes:
    """Counts what was skipped and what a person should know. Filled while a source is read."""

    def __init__(self) -> None:
        self._skipped: Counter[Skipped] = Counter()
        self._told: Counter[Told] = Counter()

    @property
    def skipped(self) -> int:
        """How many entries were in the source and are not taken."""
        return sum(self._skipped.values())

    def skip(self, why: Skipped, count: int = 1) -> None:
        """An entry was found and is not taken."""
        self._skipped[why] += count

    def tell(self, what: Told, count: int = 1) -> None:
        """Something was left out or changed."""
        if count:
            self._told[what] += count

    def sentences(self) -> tuple[str, ...]:
        """What happened, a sentence each: first what was skipped."""
        skipped = [_skipped(why, count) for why, count in self._skipped.items()]
        return tuple(skipped + [_told(what, count) for what, count in self._told.items()])


def _skipped(why: Skipped, count: int) -> str:
    words = {
        "empty": trn("{count} empty entry was skipped.", "{count} empty entries were skipped.",
                     count),
        "undated": trn("{count} entry without a date that can be read was skipped.",
                       "{count} entries without a date that can be read were skipped.", count),
        "damaged": trn("{count} entry that cannot be read was skipped.",
                       "{count} entries that cannot be read were skipped.", count),
        "deleted": trn("{count} entry from the other program's bin was skipped.",
                       "{count} entries from the other program's bin were skipped.", count),
        "conflict": trn("{count} copy that was left by a conflict was skipped.",
                        "{count} copies that were left by a conflict were skipped.", count),
        "locked": trn("{count} locked entry was skipped. Unlock it in the other program first.",
                      "{count} locked entries were skipped. Unlock them in the other program"
                      " first.", count),
        "too-long": trn("{count} entry longer than a million characters was skipped.",
                        "{count} entries longer than a million characters were skipped.", count),
        "repeated": trn("{count} entry is in there twice and was taken once.",
                        "{count} entries are in there twice and were taken once.", count),
    }  # fmt: skip
    return words[why].format(count=count)


def _told(what: Told, count: int) -> str:
    words = {
        "pictures": trn("{count} picture, sound or file was left out: Reflect keeps text only.",
                        "{count} pictures, sounds or files were left out: Reflect keeps text"
                        " only.", count),
        "links": trn("{count} link between entries is kept as plain words.",
                     "{count} links between entries are kept as plain words.", count),
        "guessed": trn("{count} entry has no date of its own: the file's own time was taken.",
                       "{count} entries have no date of their own: the file's own time was"
                       " taken.", count),
        "future": trn("{count} entry is dated in the future.",
                      "{count} entries are dated in the future.", count),
        "encoding": trn("{count} file is not UTF-8 text: look whether its accents came out right.",
                        "{count} files are not UTF-8 text: look whether their accents came out"
                        " right.", count),
        "tags": trn("{count} tag is too long or one too many and was left out.",
                    "{count} tags are too long or too many and were left out.", count),
        "not-followed": trn("{count} link in the folder was not followed.",
                            "{count} links in the folder were not followed.", count),
        "passed-over": trn("{count} file is no journal text and was passed over.",
                           "{count} files are no journal text and were passed over.", count),
        "changed": trn("{count} entry was changed in the other program since it was imported;"
                       " the one here stays as it is.",
                       "{count} entries were changed in the other program since they were"
                       " imported; the ones here stay as they are.", count),
        "zone": trn("{count} entry has a time zone that is not known: yours was taken.",
                    "{count} entries have a time zone that is not known: yours was taken.",
                    count),
        "clock": trn("{count} entry has a time of day that cannot be read: noon was taken.",
                     "{count} entries have a time of day that cannot be read: noon was taken.",
                     count),
        "plain": trn("{count} entry is kept with its formatting signs: there are too many to"
                     " read.", "{count} entries are kept with their formatting signs: there are"
                     " too many to read.", count),
        "controls": trn("Hidden characters were taken out of {count} entry.",
                        "Hidden characters were taken out of {count} entries.", count),
        "lists": trn("{count} field of another kind is kept as a line of text.",
                     "{count} fields of another kind are kept as lines of text.", count),
    }  # fmt: skip
    return words[what].format(count=count)
