"""Diaro: the backup's ZIP, or the XML file in it."""

from __future__ import annotations

from collections.abc import Iterator

from reflect_app.importing.fields import other, place, weather
from reflect_app.importing.formats import Reading
from reflect_app.importing.record import Record
from reflect_app.importing.source import Part, Source, shown
from reflect_app.importing.text import clean, fitting_tags, one_line
from reflect_app.importing.times import of_seconds
from reflect_app.importing.xml_rows import rows_in
from reflect_app.words import tr

_NAME = "DiaroBackup.xml"
_ENTRIES, _PHOTOS = "diaro_entries", "diaro_attachments"
_NAMED = ("diaro_folders", "diaro_tags", "diaro_moods", "diaro_locations")
Names = dict[str, dict[str, str]]


class Format:
    """Diaro."""

    name = "diaro"

    @property
    def label(self) -> str:
        """Its name."""
        return "Diaro"

    @property
    def hint(self) -> str:
        """What to choose."""
        return tr("In Diaro make a backup without a password and choose its ZIP.")

    def recognises(self, source: Source) -> bool:
        """Whether the backup's own file is there."""
        return bool(_backups(source))

    def read(self, source: Source, reading: Reading) -> Iterator[Record]:
        """Every entry, with folder, tags and mood by their names."""
        backups = _backups(source)
        if not backups:
            raise source.unknown(self.label)
        for part in backups:
            # Names may stand after what they name: one way for them, one for the entries.
            data = source.read(part)
            names: Names = {}
            for table, row in rows_in(data, shown(part.name)):
                if table in _NAMED and (uid := row.get("uid")):
                    names[uid] = row
                elif table == _PHOTOS:
                    reading.notes.tell("pictures")
            for table, row in rows_in(data, shown(part.name)):
                if table == _ENTRIES and (record := _record(row, names, reading)):
                    yield record


def _backups(source: Source) -> list[Part]:
    found = source.matching(lambda part: part.base == _NAME or part.base.endswith(".xml"))
    return [part for part in found if b"diaro_" in source.head(part, 4096)][:1]


def _record(row: dict[str, str], names: Names, reading: Reading) -> Record | None:
    if row.get("archived") == "1":
        reading.notes.skip("deleted")
        return None
    milliseconds = row.get("date", "")
    moment = None
    if milliseconds.lstrip("-").isdigit() and len(milliseconds) < 16:
        moment = of_seconds(int(milliseconds) / 1000, reading.zone)
    if moment is None:
        reading.notes.skip("undated")
        return None
    tags = [_title(names, uid) for uid in row.get("tags", "").split(",") if uid]
    where = names.get(row.get("location_uid", ""), {})
    degrees = row.get("weather_temperature", "")
    return Record(
        source_id=row.get("uid", ""),
        at=moment.at,
        zone=moment.zone,
        title=one_line(row.get("title", "")),
        text=clean(row.get("text", ""), reading.notes).strip(),
        tags=fitting_tags([*tags, _title(names, row.get("folder_uid", ""))], reading.notes),
        extras=(
            *place(
                where.get("title"), where.get("address"),
                latitude=_figure(where.get("lat", "")), longitude=_figure(where.get("lng", "")),
            ),
            *weather(row.get("weather_description"), _figure(degrees)),
            *other(tr("Mood"), _title(names, row.get("mood_uid") or row.get("mood", ""))),
        ),
    )  # fmt: skip


def _title(names: Names, uid: str) -> str:
    row = names.get(uid, {})
    return row.get("title", "")


def _figure(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
