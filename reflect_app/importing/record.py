"""What an importer hands on, whatever the journal it came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import msgspec

ExtraKind = Literal["place", "weather", "device", "other"]


@dataclass(frozen=True, slots=True)
class Extra:
    """Something the source held beside the text. Places, weather and devices can point to
    somebody, so the kind says which may be left out together. `label` is for people.
    """

    kind: ExtraKind
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of another journal as plain text.

    `source_id` is what the source calls it, the same at every reading, or "" where it has no
    name. `at` is RFC 3339 with the offset of `zone` (IANA). `guessed`: the source did not say
    when, so `at` is the file's time.
    """

    source_id: str
    at: str
    zone: str
    title: str = ""
    text: str = ""
    tags: tuple[str, ...] = ()
    extras: tuple[Extra, ...] = ()
    guessed: bool = False

    @property
    def instant(self) -> datetime:
        """When it was, aware."""
        return datetime.fromisoformat(self.at)

    def digest(self) -> str:
        """32 hex digits over what it says. A guessed time is left out: copying a file moves it;
        so are labels, which follow the language.
        """
        at = "" if self.guessed else self.at
        extras = [(extra.kind, extra.value) for extra in self.extras]
        return _hex((at, self.zone, self.title, self.text, self.tags, extras))

    def words(self) -> str:
        """32 hex digits over when and what somebody wrote, whatever it is filed under."""
        return _hex(("" if self.guessed else self.at, self.title, self.text))

    def key(self, format_name: str) -> str:
        """32 hex digits that know this entry again; says nothing of a file's name."""
        return _hex((format_name, self.source_id or self.digest()))


def _hex(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(_whole(value))).hexdigest()[:32]


def _whole(value: object) -> object:
    """With each half of a pair written out: damaged files have them, and no encoding takes them."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, list | tuple):
        return [_whole(item) for item in value]
    return value
