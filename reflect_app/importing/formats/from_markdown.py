"""A folder of Markdown pages: Obsidian, Logseq, or anybody's own. One page is one entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reflect_app.importing.day_words import is_only_a_day, written_day
from reflect_app.importing.formats import Reading
from reflect_app.importing.front_matter import extras_from, split_front_matter, words_in
from reflect_app.importing.markdown_text import markdown_to_text
from reflect_app.importing.notes import Notes
from reflect_app.importing.record import Record
from reflect_app.importing.source import LARGEST_PART, Part, Source, shown
from reflect_app.importing.text import clean, decode, fitting_tags, looks_binary, one_line
from reflect_app.importing.times import Moment, of_seconds, of_text, of_wall, wall_of
from reflect_app.importing.yaml_text import word
from reflect_app.words import tr

_PAGES = (".md", ".markdown", ".mdown", ".mkd")
_CREATED = ("created", "date", "datetime", "created_at", "date created", "creation date", "day")
_TAGS = ("tags", "tag", "keywords", "categories")
_SAID = frozenset({*_CREATED, *_TAGS, "title", "aliases", "alias", "updated", "modified",
                   "date modified", "cssclass", "cssclasses", "publish", "icon"})  # fmt: skip
_NAMED_DAY = re.compile(
    r"(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d)"
    r"(?:[ T_-]+(\d{2})[-_:.h](\d{2})(?:[-_:.]\d{2})?(?!\d))?[ _-]*"
)
_HEADING = re.compile(r"\s*#[ \t]+([^\n]+)(?:\n|$)")
_EMBED = re.compile(r"!\[\[[^\[\]\n]{1,500}\]\]")
_WIKI = re.compile(r"\[\[([^\[\]\n|]{1,500})(?:\|([^\[\]\n]{1,500}))?\]\]")
_INLINE_TAG = re.compile(r"(?<![\w/#&\[(])#(?:\[\[([^\[\]\n]{1,80})\]\]|([\w][\w/-]{0,79}))")
# Nothing in code is a tag.
_CODE = re.compile(
    r"^[ \t]*(```|~~~)[^\n]*\n(?:(?![ \t]*\1)[^\n]*\n)*|`[^`\n]{1,2000}`", re.MULTILINE
)
# What Logseq keeps beside its bullets for itself.
_MACHINE = re.compile(
    r"^[ \t]*(?:- )?(?:id|collapsed|logseq\.[\w.-]+|heading)::.*\n?", re.MULTILINE
)


class Format:
    """Pages of Markdown, with or without front matter."""

    name = "markdown"

    @property
    def label(self) -> str:
        """Three programs and a habit."""
        return tr("Markdown files (Obsidian, Logseq or your own)")

    @property
    def hint(self) -> str:
        """What to choose."""
        return tr("Choose the folder that holds the pages, a ZIP of it, or one page.")

    def recognises(self, source: Source) -> bool:
        """Whether there is a page."""
        return any(_is_page(part) for part in source.parts)

    def read(self, source: Source, reading: Reading) -> Iterator[Record]:
        """One record for each page that says something."""
        pages = source.matching(_is_page)
        if not pages:
            raise source.unknown(self.label)
        reading.notes.tell("not-followed", source.left_aside)
        reading.notes.tell("passed-over", len(source.parts) - len(pages))
        for part in pages:
            record = _record(source, part, reading)
            if record is not None:
                yield record


def _is_page(part: Part) -> bool:
    folders = part.name.split("/")[:-1]
    if any(folder.startswith(".") for folder in folders) or part.base.startswith("."):
        return False
    if folders[:1] == ["logseq"] or folders[1:2] == ["logseq"]:  # its settings and old copies
        return False
    lower = part.base.lower()
    if lower.endswith(".txt"):
        return _NAMED_DAY.match(part.base) is not None
    return lower.endswith(_PAGES)


def _record(source: Source, part: Part, reading: Reading) -> Record | None:
    notes = reading.notes
    if part.size > LARGEST_PART:
        notes.skip("too-long")
        return None
    data = source.read(part)
    if looks_binary(data[:512]):
        notes.skip("damaged")
        return None
    fields, page = split_front_matter(clean(decode(data, notes), notes), shown(part.name))
    heading, page = _heading(_MACHINE.sub("", page))
    moment, guessed = _moment(fields, part, heading, reading.zone)
    if moment is None:
        notes.skip("undated")
        return None
    text = _plain(page, part, notes)
    if not any(not (c.isspace() or c in "-*>") for c in text):
        notes.skip("empty")
        return None
    if guessed:
        notes.tell("guessed")
    tags = [tag for key in _TAGS for tag in words_in(fields.get(key))]
    tags += [found[1] or found[2] for found in _INLINE_TAG.finditer(_CODE.sub(" ", page))]
    return Record(
        source_id=part.name,
        at=moment.at,
        zone=moment.zone,
        title=_title(fields, heading, part),
        text=text,
        tags=fitting_tags([tag for tag in tags if any(c.isalpha() for c in tag)], notes),
        extras=extras_from(fields, _SAID),
        guessed=guessed,
    )


def _heading(page: str) -> tuple[str, str]:
    """The heading that opens the page, and the page without it."""
    found = _HEADING.match(page)
    if found is None:
        return "", page
    # The hashes that may close it, by hand: a pattern for them takes time by the cube of blanks.
    bare = found[1].rstrip(" \t").rstrip("#").rstrip(" \t")
    return (bare, page[found.end() :]) if bare else ("", page)


def _moment(
    fields: dict[str, Any], part: Part, heading: str, zone: str
) -> tuple[Moment | None, bool]:
    """When it was: front matter, file name, heading, and last the file's own time, a guess."""
    for key in _CREATED:
        said = word(fields.get(key)).strip("[]\"' ")
        moment = of_text(said, zone) if said else None
        if said and moment is None and (wall := written_day(said)) is not None:
            moment = of_wall(wall, zone)
        if moment is not None:
            return moment, False
    for text in (part.base, heading):
        wall = _day_named(text) or written_day(text)
        moment = None if wall is None else of_wall(wall, zone)
        if moment is not None:
            return moment, False
    return (None, False) if part.modified is None else (of_seconds(part.modified, zone), True)


def _day_named(text: str) -> Any:  # noqa: ANN401  datetime or None
    found = _NAMED_DAY.match(text.strip("[] "))
    if found is None:
        return None
    year, _, month, day, hour, minute = found.groups()
    return wall_of(year, month, day, hour or "12", minute or "0")


def _title(fields: dict[str, Any], heading: str, part: Part) -> str:
    stem = part.base.rpartition(".")[0]
    for text in (word(fields.get("title")), heading, stem):
        title = one_line(_WIKI.sub(_said, text))
        if _day_named(title) is not None:
            found = _NAMED_DAY.match(title)
            title = title[found.end() :].strip() if found else title
        elif is_only_a_day(title):
            title = ""
        if title:
            return title
    return ""


def _plain(page: str, part: Part, notes: Notes) -> str:
    text, pictures = _EMBED.subn("", page)
    text, links = _WIKI.subn(_said, text)
    notes.tell("pictures", pictures)
    notes.tell("links", links)
    return clean(text if part.base.lower().endswith(".txt") else markdown_to_text(text, notes))


def _said(found: re.Match[str]) -> str:
    return found[2] or found[1]
