"""Diarium: its text export, one file a day, and its JSON export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reflect_app.importing import problems
from reflect_app.importing.fields import place
from reflect_app.importing.formats import Reading
from reflect_app.importing.html_text import html_to_text
from reflect_app.importing.json_text import listed_in, text_in, texts_in
from reflect_app.importing.record import Record
from reflect_app.importing.source import Part, Source, shown
from reflect_app.importing.text import clean, decode, fitting_tags, one_line
from reflect_app.importing.times import of_24, of_text, of_wall, wall_of
from reflect_app.words import tr

_FILE = re.compile(r"(?:.*/)?Diarium_(\d{4})-(\d{2})-(\d{2})[^/]*\.txt", re.IGNORECASE)
_TIME = re.compile(r"^[—–-][ \t]{0,9}([^\s—][^\n—]{0,79}?)[ \t]{0,9}[—–-][ \t]*$", re.MULTILINE)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[ \u202f]?([AaPp]\.?[Mm]\.?))?")
_DATABASE = b"SQLite format 3"


class Format:
    """Diarium."""

    name = "diarium"

    @property
    def label(self) -> str:
        """Its name."""
        return "Diarium"

    @property
    def hint(self) -> str:
        """What to choose."""
        return tr("In Diarium export as text or JSON and choose the ZIP, the folder or the file.")

    def recognises(self, source: Source) -> bool:
        """Whether there is a day, a JSON export, or the database, which cannot be read."""
        return bool(_days(source) or _json(source) or _database(source))

    def read(self, source: Source, reading: Reading) -> Iterator[Record]:
        """Every entry of every day."""
        if _database(source):
            raise problems.ImportRefusedError(
                tr("That is Diarium's own database, which Reflect cannot read."),
                tr("In Diarium export as text, and choose what that made."),
                code="import-unknown",
            )
        days, lists = _days(source), _json(source)
        if not days and not lists:
            raise source.unknown(self.label)
        for part in days:
            yield from _from_text(source, part, reading)
        for part in lists:
            for entry in listed_in(source.read(part), shown(part.name)):
                record = None if entry is None else _from_json(entry, reading)
                if record is not None:
                    yield record
                elif entry is None:
                    reading.notes.skip("damaged")


def _days(source: Source) -> list[Part]:
    return source.matching(lambda part: _FILE.fullmatch(part.name))


def _json(source: Source) -> list[Part]:
    found = source.matching(lambda part: part.base.endswith(".json"))
    heads = ((part, source.head(part, 4096).lstrip(b"\xef\xbb\xbf \r\n\t")) for part in found)
    return [
        part for part, head in heads if head.startswith(b"[") and b'"html"' in head
        and b'"date"' in head
    ]  # fmt: skip


def _database(source: Source) -> bool:
    return any(
        part.base.endswith(".diary") and source.head(part).startswith(_DATABASE)
        for part in source.parts
    )


def _from_text(source: Source, part: Part, reading: Reading) -> Iterator[Record]:
    """The entries of a day. The file's name says the day: its first line is localised."""
    found = _FILE.fullmatch(part.name)
    text = clean(decode(source.read(part), reading.notes), reading.notes)
    first = text.find("\n") if "\n" in text else len(text)
    times = [match for match in _TIME.finditer(text) if _CLOCK.search(match[1])]
    until = [match.start() for match in times] + [len(text)]
    pieces = [
        (f"{part.base}#{at}", match[1], text[match.end() : until[at + 1]])
        for at, match in enumerate(times)
    ]
    before = text[first : until[0]]
    if not times or before.strip():  # a page without a time, or words before the first
        pieces.insert(0, (f"{part.base}#{'before' if times else 0}", "", before))
    for id_, line, words in pieces:
        hour, minute = _clock(line)
        wall = wall_of(found[1], found[2], found[3], hour, minute) if found else None
        moment = None if wall is None else of_wall(wall, reading.zone)
        if moment is None:
            reading.notes.skip("undated")
            continue
        yield Record(id_, moment.at, moment.zone, text=clean(words).strip())


def _clock(line: str) -> tuple[str, str]:
    """The time of a line that says only a time; one with a date was written on another day."""
    found = _CLOCK.search(line)
    if found is None or sum(c.isdigit() for c in line) > 6:
        return "12", "0"
    return str(of_24(int(found[1]), found[3])), found[2]


def _from_json(entry: dict[str, Any], reading: Reading) -> Record | None:
    # The date has no zone, and sometimes five digits of a second; nothing may be added to it.
    moment = of_text(text_in(entry.get("date")), reading.zone)
    if moment is None:
        reading.notes.skip("undated")
        return None
    where = entry.get("location")
    north, east = where if isinstance(where, list) and len(where) == 2 else (None, None)
    text = clean(text_in(entry.get("html")), reading.notes)
    return Record(
        source_id="",
        at=moment.at,
        zone=moment.zone,
        title=one_line(text_in(entry.get("heading"))),
        text=clean(html_to_text(text, reading.notes)),
        tags=fitting_tags(texts_in(entry.get("tags")), reading.notes),
        extras=place(latitude=north, longitude=east),
    )
