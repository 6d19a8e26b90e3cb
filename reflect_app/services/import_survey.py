"""The dry run of an import: what is there, from when to when, and a few samples."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from reflect_app.importing.notes import Notes
from reflect_app.importing.record import ExtraKind, Record

SAMPLES = 5
_LONGEST_SAMPLE = 160


@dataclass(frozen=True, slots=True)
class Sample:
    """One entry as it was understood. `at` is RFC 3339; `text` its beginning on one line."""

    at: str
    title: str
    text: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What an import would bring. `first` and `last` are RFC 3339, empty where nothing is new.

    `extras` counts the entries with fields of a kind.
    """

    format: str
    read: int
    new: int
    known: int
    skipped: int
    first: str
    last: str
    samples: tuple[Sample, ...]
    extras: tuple[tuple[ExtraKind, int], ...]
    warnings: tuple[str, ...]


class Surveyor:
    """Takes the new records one at a time and keeps only figures and a few samples."""

    def __init__(self, format_name: str) -> None:
        self._format = format_name
        self.known = Known()
        self.new = 0
        self._first: Record | None = None
        self._last: Record | None = None
        self._samples: list[Sample] = []
        self._extras: Counter[ExtraKind] = Counter()

    def take(self, record: Record) -> None:
        """Count one more."""
        self.new += 1
        if self._first is None or record.instant < self._first.instant:
            self._first = record
        if self._last is None or record.instant > self._last.instant:
            self._last = record
        self._extras.update({extra.kind for extra in record.extras})
        if len(self._samples) < SAMPLES:
            text = " ".join(record.text[: 4 * _LONGEST_SAMPLE].split())
            self._samples.append(
                Sample(record.at, record.title, text[:_LONGEST_SAMPLE], record.tags)
            )

    def survey(self, notes: Notes) -> Survey:
        """All of it."""
        return Survey(
            self._format,
            self.new + self.known.count + notes.skipped,
            self.new,
            self.known.count,
            notes.skipped,
            self._first.at if self._first else "",
            self._last.at if self._last else "",
            tuple(self._samples),
            tuple(sorted(self._extras.items())),
            notes.sentences(),
        )


class Known:
    """How many entries were here already."""

    def __init__(self) -> None:
        self.count = 0
