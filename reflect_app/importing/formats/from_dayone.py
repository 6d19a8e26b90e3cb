"""Day One: its JSON export (a ZIP, any journal's name), Day One Classic, and plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reflect_app.importing import dayone_old
from reflect_app.importing.dayone_rich import rich_text
from reflect_app.importing.fields import device, place, starred, weather
from reflect_app.importing.formats import Reading
from reflect_app.importing.json_text import entries_of, text_in, texts_in
from reflect_app.importing.markdown_text import markdown_to_text
from reflect_app.importing.notes import Notes
from reflect_app.importing.record import Record
from reflect_app.importing.source import LARGEST_PART, Part, Source, shown
from reflect_app.importing.text import clean, fitting_tags, one_line
from reflect_app.importing.times import of_text, zone_named
from reflect_app.words import tr

_MEDIA = ("photos", "videos", "audios", "pdfAttachments")
_MOMENT = "dayone-moment:"


class Format:
    """Day One on any system."""

    name = "dayone"

    @property
    def label(self) -> str:
        """Its name."""
        return "Day One"

    @property
    def hint(self) -> str:
        """What to choose."""
        return tr(
            "In Day One export as JSON and choose the ZIP. A “.dayone” folder and a text export"
            " work too."
        )

    def recognises(self, source: Source) -> bool:
        """Whether there is a JSON export, a Classic journal, or a text export."""
        return bool(
            _journals(source) or dayone_old.classic(source) or dayone_old.plain_text(source)
        )

    def read(self, source: Source, reading: Reading) -> Iterator[Record]:
        """Every entry of every journal in it."""
        journals, classic = _journals(source), dayone_old.classic(source)
        if journals:
            for part in journals:
                tag = part.base.removesuffix(".json") if len(journals) > 1 else ""
                yield from _from_json(source, part, tag, reading)
        elif classic:
            for part in classic:
                yield from dayone_old.read_classic(source, part, reading)
        elif texts := dayone_old.plain_text(source):
            for part in texts:
                yield from dayone_old.read_text(source, part, reading)
        else:
            raise source.unknown(self.label)


def _journals(source: Source) -> list[Part]:
    """Root JSON files, or those in the one folder around them. Their names are localised."""
    found = source.matching(lambda part: part.base.endswith(".json") and part.name.count("/") <= 1)
    return [part for part in found if _is_journal(source, part)]


def _is_journal(source: Source, part: Part) -> bool:
    """Whether it says so; what tells may stand behind a long first entry."""
    head = source.head(part, 4096)
    if b'"metadata"' in head:
        return True
    if b'"entries"' not in head or part.size > LARGEST_PART:
        return False
    return b'"creationDate"' in (head if b'"creationDate"' in head else source.read(part))


def _from_json(source: Source, part: Part, tag: str, reading: Reading) -> Iterator[Record]:
    for entry in entries_of(source.read(part), shown(part.name)):
        record = None if entry is None else _record(entry, tag, reading)
        if record is not None:
            yield record
        elif entry is None:
            reading.notes.skip("damaged")


def _record(entry: dict[str, Any], tag: str, reading: Reading) -> Record | None:
    notes = reading.notes
    zone = zone_named(entry.get("timeZone"))
    if zone is None and entry.get("timeZone"):
        notes.tell("zone")
    moment = of_text(text_in(entry.get("creationDate")), zone or reading.zone)
    if moment is None:
        notes.skip("undated")
        return None
    title, body = _words(entry, notes)
    media = sum(len(found) for key in _MEDIA if isinstance(found := entry.get(key), list))
    notes.tell("pictures", max(0, media - text_in(entry.get("text")).count(_MOMENT)))
    return Record(
        source_id=text_in(entry.get("uuid")),
        at=moment.at,
        zone=moment.zone,
        title=title,
        text=body,
        tags=fitting_tags([*texts_in(entry.get("tags")), tag], notes),
        extras=_extras(entry),
    )


def _words(entry: dict[str, Any], notes: Notes) -> tuple[str, str]:
    """Title and text: of the Markdown, or of the rich text where no other is given."""
    written = clean(text_in(entry.get("text")), notes)
    if written.strip():
        title, body = heading_apart(written)
        return one_line(markdown_to_text(title, notes)), clean(markdown_to_text(body, notes))
    title, body = rich_text(entry.get("richText"))
    return one_line(title), clean(body, notes)


def heading_apart(text: str) -> tuple[str, str]:
    """The heading on the first line, as Day One writes titles, and what follows it."""
    first, _, rest = text.lstrip().partition("\n")
    title = first.lstrip("#")
    marks = len(first) - len(title)
    if 0 < marks <= 6 and title.startswith((" ", "\t")) and len(title) <= 200:
        return title.strip(), rest
    return "", text


def _extras(entry: dict[str, Any]) -> tuple[Any, ...]:
    where, sky, did = (_table(entry, key) for key in ("location", "weather", "userActivity"))
    return (
        *place(
            where.get("userLabel"), where.get("placeName"), where.get("localityName"),
            where.get("administrativeArea"), where.get("country"),
            latitude=where.get("latitude"), longitude=where.get("longitude"),
        ),
        *weather(sky.get("conditionsDescription"), sky.get("temperatureCelsius")),
        *device(
            entry.get("creationDevice"), entry.get("creationDeviceModel"),
            entry.get("creationOSName"), did.get("activityName"),
        ),
        *starred(entry.get("starred")),
    )  # fmt: skip


def _table(entry: dict[str, Any], key: str) -> dict[str, Any]:
    found = entry.get(key)
    return found if isinstance(found, dict) else {}
