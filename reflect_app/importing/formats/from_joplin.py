"""Joplin: a JEX archive, or the same as a folder (RAW). One note is one entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reflect_app.importing import problems
from reflect_app.importing.fields import device, other, place
from reflect_app.importing.formats import Reading
from reflect_app.importing.html_text import html_to_text
from reflect_app.importing.markdown_text import markdown_to_text
from reflect_app.importing.notes import Notes
from reflect_app.importing.record import Record
from reflect_app.importing.source import LARGEST_PART, Part, Source
from reflect_app.importing.text import clean, decode, fitting_tags, one_line
from reflect_app.importing.times import of_text
from reflect_app.words import tr

_ITEM = re.compile(r"(?:[^/]+/)?([0-9a-f]{32})\.md")
_LINE = re.compile(r"([a-z_]+): ?(.*)$")
NOTE, NOTEBOOK, TAG, TAGGED = "1", "2", "5", "6"
_HTML = "2"


@dataclass(slots=True)
class _Shelf:
    """What notes belong to: notebooks and tags by id, and which note has which tags."""

    notebooks: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    tagged: dict[str, list[str]] = field(default_factory=dict)
    notes: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Item:
    """One item: its title and body, and the lines that Joplin keeps about it."""

    title: str
    body: str
    about: dict[str, str]


class Format:
    """Joplin."""

    name = "joplin"

    @property
    def label(self) -> str:
        """Its name."""
        return "Joplin"

    @property
    def hint(self) -> str:
        """What to choose."""
        return tr(
            "In Joplin export all as JEX and choose that file, or the folder of a RAW export."
        )

    def recognises(self, source: Source) -> bool:
        """Whether there are items by their long names."""
        return any(_ITEM.fullmatch(part.name) for part in source.parts)

    def read(self, source: Source, reading: Reading) -> Iterator[Record]:
        """Every note that is no conflict's copy and not in the bin."""
        items = source.matching(lambda part: _ITEM.fullmatch(part.name))
        if not items:
            raise source.unknown(self.label)
        shelf = _shelf(source, items, reading.notes)
        for part in shelf.notes:
            record = _record(part, _item(source, part, reading.notes), shelf, reading)
            if record is not None:
                yield record


def _shelf(source: Source, items: list[Part], notes: Notes) -> _Shelf:
    """Read every item once, keep names only: a note's text is read when its turn comes."""
    shelf, quiet = _Shelf(), Notes()
    for part in items:
        if part.size > LARGEST_PART:
            shelf.notes.append(part)
            continue
        item = _item(source, part, quiet)
        about, id_ = item.about, item.about.get("id", "")
        if about.get("encryption_applied") == "1":
            raise problems.locked(tr("Export as JEX from a Joplin that shows your notes."))
        kind = about.get("type_")
        if kind == NOTE:
            shelf.notes.append(part)
        elif kind is None:
            notes.skip("damaged")
        elif kind == NOTEBOOK:
            shelf.notebooks[id_] = item.title
        elif kind == TAG:
            shelf.tags[id_] = item.title
        elif kind == TAGGED:
            shelf.tagged.setdefault(about.get("note_id", ""), []).append(about.get("tag_id", ""))
    return shelf


def _item(source: Source, part: Part, notes: Notes) -> _Item:
    """Title, body, and `key: value` lines after the last blank line (an item may have no title)."""
    if part.size > LARGEST_PART:
        return _Item("", "", {})
    text = decode(source.read(part), notes).replace("\r\n", "\n").strip("\n")
    before, blank, last = text.rpartition("\n\n")
    lines = [found for line in last.split("\n") if (found := _LINE.match(line))]
    about = {found[1]: found[2].strip() for found in lines}
    if "type_" not in about:
        return _Item("", "", {})
    title, _, body = before.partition("\n") if blank else ("", "", "")
    return _Item(one_line(title), body, about)


def _record(part: Part, item: _Item, shelf: _Shelf, reading: Reading) -> Record | None:
    notes, about = reading.notes, item.about
    if part.size > LARGEST_PART:
        notes.skip("too-long")
        return None
    if about.get("is_conflict") == "1":
        notes.skip("conflict")
        return None
    if about.get("deleted_time", "0") not in ("", "0"):
        notes.skip("deleted")
        return None
    # The plain times are those of an import into Joplin, where there was one.
    said = about.get("user_created_time") or about.get("created_time", "")
    moment = of_text(said, reading.zone)
    if moment is None:
        notes.skip("undated")
        return None
    read = html_to_text if about.get("markup_language") == _HTML else markdown_to_text
    id_ = about.get("id", "")
    tags = [shelf.tags.get(tag, "") for tag in shelf.tagged.get(id_, [])]
    return Record(
        source_id=id_,
        at=moment.at,
        zone=moment.zone,
        title=item.title,
        text=clean(read(clean(item.body, notes), notes)),
        tags=fitting_tags([*tags, shelf.notebooks.get(about.get("parent_id", ""), "")], notes),
        extras=(
            *place(latitude=_figure(about, "latitude"), longitude=_figure(about, "longitude")),
            *device(about.get("author")),
            *other(tr("Source"), about.get("source_url")),
        ),
    )


def _figure(about: dict[str, str], key: str) -> float | None:
    try:
        return float(about.get(key, ""))
    except ValueError:
        return None
