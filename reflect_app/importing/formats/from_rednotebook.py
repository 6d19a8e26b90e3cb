"""RedNotebook: a folder, or the ZIP of a backup, with one YAML file a month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reflect_app.importing import problems
from reflect_app.importing.fields import other
from reflect_app.importing.formats import Reading
from reflect_app.importing.front_matter import flat
from reflect_app.importing.record import Extra, Record
from reflect_app.importing.source import Part, Source, shown
from reflect_app.importing.text import bare, clean, decode, fitting_tags
from reflect_app.importing.times import of_wall, wall_of
from reflect_app.importing.txt2tags import HASHTAG, txt2tags_to_text
from reflect_app.importing.yaml_text import NotYamlError, parse_yaml, word
from reflect_app.words import tr

# What lies beside it (".old", ".new", "... .CONFLICT_BACKUP...") is an older or a half state.
_MONTH = re.compile(r"(?:[^/]+/){0,2}(\d{4})-(\d{2})\.txt")
_DAY = re.compile(r"^(?:\d{1,2}:|\{)", re.MULTILINE)


class Format:
    """RedNotebook."""

    name = "rednotebook"

    @property
    def label(self) -> str:
        """Its name."""
        return "RedNotebook"

    @property
    def hint(self) -> str:
        """What to choose."""
        return tr(
            "Choose the journal's folder, which holds files like 2024-01.txt, or a backup's ZIP."
        )

    def recognises(self, source: Source) -> bool:
        """Whether there is a month that looks like one."""
        months = _months(source)
        return any(_DAY.search(source.head(part).decode("utf-8", "replace")) for part in months[:5])

    def read(self, source: Source, reading: Reading) -> Iterator[Record]:
        """One record a day, oldest month first."""
        months = _months(source)
        if not months:
            raise source.unknown(self.label)
        for part in months:
            for day, content in _month(source, part, reading):
                record = _record(part, day, content, reading)
                if record is not None:
                    yield record


def _months(source: Source) -> list[Part]:
    return source.matching(lambda part: _MONTH.fullmatch(part.name))


def _month(source: Source, part: Part, reading: Reading) -> list[tuple[str, Any]]:
    """The days of a month's file in their order."""
    # Hidden characters would make it no YAML; its blank lines mean something.
    text = bare(decode(source.read(part), reading.notes))
    try:
        days = parse_yaml(text, shown(part.name))
    except NotYamlError:
        raise problems.damaged(shown(part.name)) from None
    if days in ("", None):
        return []
    if not isinstance(days, dict):
        raise problems.damaged(shown(part.name))
    return sorted(days.items(), key=lambda item: str(item[0]).zfill(3))


def _record(part: Part, day: str, content: object, reading: Reading) -> Record | None:
    found = _MONTH.fullmatch(part.name)
    wall = wall_of(found[1], found[2], day) if found and day.isdigit() else None
    moment = None if wall is None else of_wall(wall, reading.zone)
    if moment is None:
        reading.notes.skip("undated")
        return None
    if not isinstance(content, dict):
        reading.notes.skip("damaged")
        return None
    written = clean(word(content.get("text")), reading.notes)
    tags, extras = _categories(content)
    tags += HASHTAG.findall(written)
    return Record(
        source_id=f"{found[1]}-{found[2]}-{day.zfill(2)}" if found else "",
        at=moment.at,
        zone=moment.zone,
        text=clean(txt2tags_to_text(written, reading.notes)),
        tags=fitting_tags(tags, reading.notes),
        extras=tuple(extras),
    )


def _categories(content: dict[str, Any]) -> tuple[list[str], list[Extra]]:
    """Tags, and the entries of categories as lines: "Ideas: ask about the rota"."""
    tags: list[str] = []
    extras: list[Extra] = []
    for name, entries in content.items():
        if name == "text":
            continue
        if not isinstance(entries, dict) or not entries:
            tags.append(name)
        elif name == "Tags":
            tags += list(entries)
        else:
            for entry, inside in entries.items():
                below = flat(inside)
                extras += other(name, f"{entry} ({below})" if below else entry)
    return tags, extras
