"""jrnl: its JSON export, its text file with any stamp, and its folder of days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from reflect_app.importing import problems
from reflect_app.importing.day_words import is_day_and_time, without_weekday, written_day
from reflect_app.importing.fields import starred
from reflect_app.importing.formats import Reading
from reflect_app.importing.json_text import entries_of, text_in, texts_in
from reflect_app.importing.record import Record
from reflect_app.importing.source import Part, Source, shown
from reflect_app.importing.text import LONGEST_TITLE, clean, decode, fitting_tags, one_line
from reflect_app.importing.times import (
    Moment,
    day_comes_first,
    numbers_day,
    of_text,
    of_wall,
)
from reflect_app.words import tr

_DAY_FILE = re.compile(r"(?:[^/]+/){0,2}\d{4}/\d{2}/\d{2}\.txt")
_BRACKETED = re.compile(r"^\[([^\[\]\n]{6,60})\](?:[ \t]+|$)(.*)$", re.MULTILINE)
# Before version 2 a stamp had no brackets. Only digits with a time are believed to be one then.
_BARE = re.compile(
    r"^((?:\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{4})[ T]\d{1,2}:\d{2}(?::\d{2})?"
    r"(?:[ ]?[AaPp][Mm])?)[ \t]+(.*)$",
    re.MULTILINE,
)
_TAG = re.compile(r"(?<![\w@#/&])[@#]([^\W\d][\w-]*)")
_FERNET = b"gAAAAA"
_BLOCK = 16
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\f\r")


class Format:
    """jrnl, the journal of the command line."""

    name = "jrnl"

    @property
    def label(self) -> str:
        """Its name."""
        return "jrnl"

    @property
    def hint(self) -> str:
        """What to choose."""
        return tr("Choose the journal's text file or folder, or what “jrnl --format json” wrote.")

    def recognises(self, source: Source) -> bool:
        """Whether there is a JSON export, a stamped text, a folder of days, or a locked one."""
        return bool(_json(source) or _days(source) or _texts(source) or _locked(source))

    def read(self, source: Source, reading: Reading) -> Iterator[Record]:
        """Every entry of whichever shape it is."""
        if _locked(source) or _locked_once(source):
            raise problems.locked(tr("Run “jrnl --decrypt” first, then choose the file again."))
        if found := _json(source):
            for part in found:
                yield from _from_json(source, part, reading)
        elif found := _days(source) or _texts(source):
            reading.notes.tell("passed-over", len(source.parts) - len(found))
            for part in found:
                text = clean(decode(source.read(part), reading.notes), reading.notes)
                yield from _from_text(text, reading)
        else:
            raise source.unknown(self.label)


def _json(source: Source) -> list[Part]:
    found = source.matching(lambda part: part.base.endswith(".json") and "/" not in part.name)
    heads = [(part, source.head(part, 4096)) for part in found]
    return [
        part
        for part, head in heads
        if b'"metadata"' not in head
        and b'"creationDate"' not in head
        and b'"entries"' in (head if b'"entries"' in head else source.read(part))
        and head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")
    ]


def _days(source: Source) -> list[Part]:
    return source.matching(lambda part: _DAY_FILE.fullmatch(part.name))


def _texts(source: Source) -> list[Part]:
    """The one file, when its first line has a stamp."""
    if source.kind != "file":
        return []
    return [part for part in source.parts if _begins_stamped(source.head(part))]


def _begins_stamped(head: bytes) -> bool:
    text = head.decode("utf-8", "replace").lstrip("\ufeff\r\n \t")
    found = _BRACKETED.match(text) or _BARE.match(text)
    return found is not None and _wall(found[1], day_first=True) is not None


def _locked(source: Source) -> bool:
    if source.kind == "file":
        return source.head(source.parts[0], 6) == _FERNET
    return any(source.head(part, 6) == _FERNET for part in _days(source)[:1])


def _locked_once(source: Source) -> bool:
    """Whether it may be a journal that jrnl 1 locked: whole blocks of noise, with no mark at all.
    Looked at only once somebody has said that it is jrnl's.
    """
    if source.kind != "file" or _json(source):
        return False
    [part] = source.parts
    head = source.head(part, 4096)
    noise = sum(head.count(code) for code in _CONTROLS)
    return len(head) >= 2 * _BLOCK and part.size % _BLOCK == 0 and 20 * noise > len(head)


def _from_json(source: Source, part: Part, reading: Reading) -> Iterator[Record]:
    for entry in entries_of(source.read(part), shown(part.name)):
        if entry is None:
            reading.notes.skip("damaged")
            continue
        said = f"{text_in(entry.get('date'))} {text_in(entry.get('time'))}".strip()
        moment = of_text(said, reading.zone)
        if moment is None:
            reading.notes.skip("undated")
            continue
        yield _record(
            moment, text_in(entry.get("title")), text_in(entry.get("body")), reading,
            texts_in(entry.get("tags")), entry.get("starred"),
        )  # fmt: skip


def _from_text(text: str, reading: Reading) -> Iterator[Record]:
    stamps = _stamps(text)
    if not stamps and text.strip():
        reading.notes.skip("undated")
    ends = [stamp.start for stamp in stamps[1:]] + [len(text)]
    for stamp, end in zip(stamps, ends, strict=False):  # the last end is there without a stamp
        body = text[stamp.end : end]
        title = stamp.title.strip()
        star = title.startswith("* ") or title.endswith(" *")
        title = title.strip("* ") if star else title
        moment = of_wall(stamp.wall, reading.zone)
        if moment is None:
            reading.notes.skip("undated")
            continue
        tags = _TAG.findall(title + "\n" + body)
        yield _record(moment, title, body, reading, tags, star)


def _record(
    moment: Moment, title: str, body: str, reading: Reading, tags: list[str], star: object
) -> Record:  # fmt: skip
    line, text = one_line(title), clean(body, reading.notes).strip()
    if len(line) > LONGEST_TITLE:
        line, text = "", f"{line}\n\n{text}".strip()
    return Record(
        source_id="",
        at=moment.at,
        zone=moment.zone,
        title=line,
        text=text,
        tags=fitting_tags(tags, reading.notes),
        extras=starred(star),
    )


@dataclass(frozen=True, slots=True)
class _Stamp:
    """A stamp in a text: from where to where its line goes, when it says, what follows it."""

    start: int
    end: int
    wall: datetime
    title: str


def _stamps(text: str) -> list[_Stamp]:
    """The stamps that are dates. A bracket that is none ("[1] ...") is part of an entry."""
    for pattern in (_BRACKETED, _BARE):
        found = list(pattern.finditer(text))
        day_first = day_comes_first(without_weekday(match[1]) for match in found)
        walls = [(match, _wall(match[1], day_first=day_first)) for match in found]
        stamps = [_Stamp(m.start(), m.end(), wall, m[2]) for m, wall in walls if wall is not None]
        if stamps:
            return stamps
    return []


def _wall(text: str, *, day_first: bool) -> datetime | None:
    # The zone plays no part here: UTC shows the wall-clock time as it stands.
    digits = without_weekday(text)
    moment = of_text(digits, "UTC")
    if moment is not None:
        return moment.instant.replace(tzinfo=None)
    # "[Photo of 3 May 2020]" is somebody's words and no stamp.
    written = written_day(text) if is_day_and_time(text) else None
    return numbers_day(digits, day_first=day_first) or written
