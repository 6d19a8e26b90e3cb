"""Daylio: its CSV export. Activities become tags, a mood a line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from reflect_app.importing import problems
from reflect_app.importing.fields import other
from reflect_app.importing.formats import Reading
from reflect_app.importing.html_text import html_to_text
from reflect_app.importing.record import Record
from reflect_app.importing.source import LARGEST_PART, Part, Source, shown
from reflect_app.importing.text import clean, decode, fitting_tags, one_line
from reflect_app.importing.times import of_text
from reflect_app.words import tr

_COLUMNS = frozenset({"full_date", "time", "mood", "activities"})
_HEAD = re.compile(r'\s*"?full_date"?,')
_HTML = re.compile(r"<(?:br|p|div|b|i|u|ul|ol|li|span|strong|em)\b[^<>]*>", re.IGNORECASE)


class Format:
    """Daylio."""

    name = "daylio"

    @property
    def label(self) -> str:
        """Its name."""
        return "Daylio"

    @property
    def hint(self) -> str:
        """What to choose."""
        return tr("In Daylio export entries as CSV and choose that file.")

    def recognises(self, source: Source) -> bool:
        """Whether there is a CSV that begins as Daylio's does."""
        return bool(_tables(source))

    def read(self, source: Source, reading: Reading) -> Iterator[Record]:
        """One record a row."""
        tables = _tables(source)
        if not tables:
            raise source.unknown(self.label)
        for part in tables:
            text = decode(source.read(part), reading.notes)
            for row in _rows(text, part):
                record = _record(row, reading)
                if record is not None:
                    yield record


def _tables(source: Source) -> list[Part]:
    found = source.matching(lambda part: part.base.lower().endswith(".csv"))
    return [
        p for p in found if _HEAD.match(source.head(p).decode("utf-8", "replace").lstrip("\ufeff"))
    ]


def _rows(text: str, part: Part) -> Iterator[dict[str, str]]:
    # A NUL ends a line for the reader of the standard library; none belongs here.
    lines = text.replace("\0", "").replace("\r\n", "\n").split("\n")
    # By itself the reader calls a note of more than 128 KiB an error. The limit is one number for
    # the whole program, in which nothing else reads such tables.
    csv.field_size_limit(LARGEST_PART)
    rows = csv.DictReader((line + "\n" for line in lines), strict=True)
    try:
        if not _COLUMNS.issubset(rows.fieldnames or ()):
            raise problems.damaged(shown(part.name))
        for row in rows:
            yield {key: value or "" for key, value in row.items() if isinstance(key, str)}
    except csv.Error:
        raise problems.damaged(shown(part.name)) from None


def _record(row: dict[str, str], reading: Reading) -> Record | None:
    time = row["time"].replace("\u202f", " ").replace("\xa0", " ")
    moment = of_text(f"{row['full_date']} {time}".strip(), reading.zone)
    if moment is None:  # a clock in words not known here
        moment = of_text(row["full_date"], reading.zone)
        if moment is None:
            reading.notes.skip("undated")
            return None
        reading.notes.tell("clock")
    note = row.get("note", "")
    if _HTML.search(note):
        note = html_to_text(note, reading.notes)
    activities = [name.strip() for name in row["activities"].split("|")]
    return Record(
        source_id="",
        at=moment.at,
        zone=moment.zone,
        title=one_line(row.get("note_title", "")),
        text=clean(note, reading.notes).strip(),
        tags=fitting_tags(activities, reading.notes),
        extras=(*other(tr("Mood"), row["mood"]), *other(tr("Scales"), row.get("scales", ""))),
    )
