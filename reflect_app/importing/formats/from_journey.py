"""Journey: a flat ZIP with one JSON file an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reflect_app.importing import problems
from reflect_app.importing.fields import other, place, starred, weather
from reflect_app.importing.formats import Reading
from reflect_app.importing.html_text import html_to_text
from reflect_app.importing.json_text import number_in, object_in, text_in, texts_in
from reflect_app.importing.markdown_text import markdown_to_text
from reflect_app.importing.record import Extra, Record
from reflect_app.importing.source import Part, Source, shown
from reflect_app.importing.text import clean, fitting_tags
from reflect_app.importing.times import Moment, of_seconds, of_text, zone_named
from reflect_app.words import tr

_ENTRY = re.compile(r"(?:[^/]+/){0,2}[^/]+\.json")
_SAYS_SO = (b'"date_journal"', b'"dateOfJournal"')
_LARGEST_ENTRY = 5 << 20
_TAG = re.compile(r"<(?:p|br|div|span|b|i|strong|em|ul|ol|li|h\d)\b[^<>]*>", re.IGNORECASE)


class Format:
    """Journey, on any system."""

    name = "journey"

    @property
    def label(self) -> str:
        """Its name."""
        return "Journey"

    @property
    def hint(self) -> str:
        """What to choose."""
        return tr("In Journey export as a ZIP (JSON) and choose it.")

    def recognises(self, source: Source) -> bool:
        """Whether one of the first JSON files is an entry."""
        return any(_is_entry(source, part) for part in _json(source)[:20])

    def read(self, source: Source, reading: Reading) -> Iterator[Record]:
        """One record for each file that is an entry."""
        found = False
        for part in _json(source):
            if not _is_entry(source, part):
                reading.notes.tell("passed-over")
                continue
            found = True
            record = _record(source, part, reading)
            if record is not None:
                yield record
        if not found:
            raise source.unknown(self.label)


def _json(source: Source) -> list[Part]:
    return source.matching(lambda part: _ENTRY.fullmatch(part.name))


def _is_entry(source: Source, part: Part) -> bool:
    if part.size > _LARGEST_ENTRY:
        return any(sign in source.head(part, 4096) for sign in _SAYS_SO)
    data = source.head(part, _LARGEST_ENTRY)
    return data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and any(s in data for s in _SAYS_SO)


def _record(source: Source, part: Part, reading: Reading) -> Record | None:
    notes = reading.notes
    try:
        entry = object_in(source.read(part, _LARGEST_ENTRY), shown(part.name))
    except problems.ImportRefusedError:
        notes.skip("damaged")  # one bad file of many must not keep the others out
        return None
    zone = zone_named(entry.get("timezone"))
    if zone is None and entry.get("timezone"):
        notes.tell("zone")
    moment = _moment(entry, zone or reading.zone)
    if moment is None:
        notes.skip("undated")
        return None
    media = entry.get("photos") or entry.get("attachments")
    notes.tell("pictures", len(media) if isinstance(media, list) else 0)
    return Record(
        source_id=text_in(entry.get("id")) or part.base.removesuffix(".json"),
        at=moment.at,
        zone=moment.zone,
        text=_text(entry, reading),
        tags=fitting_tags([*texts_in(entry.get("tags")), text_in(entry.get("folder"))], notes),
        extras=_extras(entry),
    )


def _moment(entry: dict[str, Any], zone: str) -> Moment | None:
    for key in ("date_journal", "dateOfJournal"):
        said = entry.get(key)
        milliseconds = number_in(said)
        if milliseconds is not None:
            return of_seconds(milliseconds / 1000, zone)
        if text_in(said):
            return of_text(text_in(said), zone)
    return None


def _text(entry: dict[str, Any], reading: Reading) -> str:
    text = clean(text_in(entry.get("text")), reading.notes)
    html = entry.get("type") == "html" or _TAG.search(text)
    return clean((html_to_text if html else markdown_to_text)(text, reading.notes))


def _extras(entry: dict[str, Any]) -> tuple[Extra, ...]:
    sky, where = (_table(entry, "weather"), _table(entry, "location"))
    known = (number_in(sky.get("id")) or 0) >= 0  # -1 and the largest float mean "none"
    mood = number_in(entry.get("mood"))
    music = [text_in(entry.get(key)) for key in ("music_title", "music_artist")]
    return (
        *place(
            entry.get("label"), entry.get("address"), where.get("name"),
            latitude=entry.get("lat", where.get("lat")),
            longitude=entry.get("lon", where.get("lng")),
        ),
        *(weather(sky.get("description"), sky.get("degree_c")) if known else ()),
        *(other(tr("Mood"), f"{mood:g}") if mood else ()),
        *other(tr("Music"), ", ".join(filter(None, music))),
        *starred(entry.get("favourite")),
    )  # fmt: skip


def _table(entry: dict[str, Any], key: str) -> dict[str, Any]:
    found = entry.get(key)
    return found if isinstance(found, dict) else {}
