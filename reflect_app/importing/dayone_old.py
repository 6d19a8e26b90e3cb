"""The older shapes of Day One: Classic's property lists, and plain text with dated headers."""

from __future__ import annotations

import plistlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from xml.parsers.expat import ExpatError

from reflect_app.importing.day_words import written_day
from reflect_app.importing.fields import device, other, place, starred, weather
from reflect_app.importing.formats import Reading
from reflect_app.importing.json_text import text_in, texts_in
from reflect_app.importing.markdown_text import markdown_to_text
from reflect_app.importing.record import Extra, Record
from reflect_app.importing.source import Part, Source
from reflect_app.importing.text import clean, decode, fitting_tags, one_line, title_and_body
from reflect_app.importing.times import of_instant, of_text, of_wall, zone_named

_DATE = re.compile(r"^\t?Date:\t(.+)$", re.MULTILINE)
_FIELD = re.compile(r"\t?([A-Za-z ]{2,20}):\t(.*)$")
_LARGEST_ENTRY = 5 << 20
_BAD = (
    ValueError, TypeError, LookupError, AttributeError, OverflowError, ExpatError,
    RecursionError, plistlib.InvalidFileException,
)  # fmt: skip


def classic(source: Source) -> list[Part]:
    """The entries of Day One Classic."""
    return source.matching(lambda part: part.base.endswith(".doentry"))


def plain_text(source: Source) -> list[Part]:
    """Text files that begin with a dated header."""
    texts = source.matching(lambda part: part.base.lower().endswith(".txt"))
    return [part for part in texts if _DATE.match(_head(source, part))]


def _head(source: Source, part: Part) -> str:
    return source.head(part).decode("utf-8", "replace").lstrip("\ufeff\r\n")


def read_classic(source: Source, part: Part, reading: Reading) -> Iterator[Record]:
    """The one entry of a property list; none where it cannot be read."""
    if part.size > _LARGEST_ENTRY:
        reading.notes.skip("too-long")
        return
    try:
        # Entity declarations are refused by the library itself.
        entry: Any = plistlib.loads(source.read(part), fmt=plistlib.FMT_XML)
    except _BAD:
        entry = None
    if not isinstance(entry, dict):
        reading.notes.skip("damaged")
        return
    made = entry.get("Creation Date")
    zone = zone_named(entry.get("Time Zone")) or reading.zone
    moment = of_instant(made.replace(tzinfo=UTC), zone) if isinstance(made, datetime) else None
    if moment is None:
        reading.notes.skip("undated")
        return
    title, body = title_and_body(clean(text_in(entry.get("Entry Text")), reading.notes))
    if not title.startswith("#") and not body:
        title, body = "", title
    yield Record(
        source_id=text_in(entry.get("UUID")) or part.base.removesuffix(".doentry"),
        at=moment.at,
        zone=moment.zone,
        title=one_line(markdown_to_text(title, reading.notes)),
        text=clean(markdown_to_text(body, reading.notes)),
        tags=fitting_tags(texts_in(entry.get("Tags")), reading.notes),
        extras=_classic_extras(entry),
    )


def _classic_extras(entry: dict[str, Any]) -> tuple[Extra, ...]:
    where, sky, made = (
        found if isinstance(found := entry.get(key), dict) else {}
        for key in ("Location", "Weather", "Creator")
    )
    celsius = text_in(sky.get("Celsius"))
    return (
        *place(
            where.get("Place Name"), where.get("Locality"), where.get("Administrative Area"),
            where.get("Country"), latitude=where.get("Latitude"),
            longitude=where.get("Longitude"),
        ),
        *weather(sky.get("Description"), float(celsius) if celsius.isdigit() else None),
        *device(made.get("Device Agent"), made.get("Host Name"), made.get("OS Agent")),
        *starred(entry.get("Starred")),
    )  # fmt: skip


def read_text(source: Source, part: Part, reading: Reading) -> Iterator[Record]:
    """The entries of a text export: each begins with its date after a tab."""
    text = clean_lines(decode(source.read(part), reading.notes))
    starts = [found.start() for found in _DATE.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        record = _text_record(text[start:end], reading)
        if record is not None:
            yield record


def clean_lines(text: str) -> str:
    """One kind of line end; tabs at the beginning of a line stay."""
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\n")


def _text_record(block: str, reading: Reading) -> Record | None:
    fields: dict[str, str] = {}
    lines = block.split("\n")
    while lines and (found := _FIELD.match(lines[0])):
        fields[found[1].strip().lower()] = found[2].strip()
        del lines[0]
    said = fields.pop("date", "")
    wall = written_day(said)
    moment = of_text(said, reading.zone) or (of_wall(wall, reading.zone) if wall else None)
    if moment is None:
        reading.notes.skip("undated")
        return None
    title, body = title_and_body(clean("\n".join(lines), reading.notes))
    if not body:
        title, body = "", title
    tags = re.split(r"[,;]", fields.pop("tags", ""))
    extras = (
        *place(fields.pop("location", "")),
        *weather(fields.pop("weather", ""), None),
        *(extra for key, value in fields.items() for extra in other(key, value)),
    )
    return Record(
        source_id="",
        at=moment.at,
        zone=moment.zone,
        title=one_line(markdown_to_text(title, reading.notes)),
        text=clean(markdown_to_text(body, reading.notes)),
        tags=fitting_tags(tags, reading.notes),
        extras=extras,
    )
