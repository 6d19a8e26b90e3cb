"""Typed reading of template files: each complaint names the file, the line and the reason.

A `Source` is one TOML file (or one JSON object from a vault, which has no lines). A `Table`
is one of its tables and knows where it stands. Line numbers are worked out only when there is
something to complain about, so that reading the built-in templates stays quick.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, cast

from reflect_app.core.prompts.lines import Path, nearest, positions
from reflect_app.errors import InvalidInputError
from reflect_app.words import tr

MAX_BYTES = 256 * 1024
# A key lies on one line; `tomllib` takes quadratic time and space over its dots.
_MAX_DOTS = 200

_LINK = re.compile(
    r"://|\bwww\.|\bmailto:|\]\(|<[a-z/!]|"
    r"\b[\w-]+\.(?:com|org|net|uk|gov|info|wales|cymru|io|eu|app)\b",
    re.IGNORECASE,
)
# Controls, and the marks that make text read in another order than it is written.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_SYNTAX_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


class TemplateError(InvalidInputError):
    """A template file does not fit. `file`, `line` (0 where there is none) and `reason`.

    `path` leads to what is wrong, for a form that has no lines: ("questions", 2, "text").
    """

    code = "template"

    def __init__(self, file: str, line: int, reason: str, hint: str = "", path: Path = ()) -> None:
        place = tr("{file}, line {line}: {reason}") if line else tr("{file}: {reason}")
        super().__init__(place.format(file=file, line=line, reason=reason), hint)
        self.file = file
        self.line = line
        self.reason = reason
        self.path = path


@dataclass(frozen=True, slots=True)
class Source:
    """One file by the name to show, with its text where there is one to count lines in."""

    name: str
    text: str | None = None

    def error(self, path: Path, reason: str, hint: str = "") -> TemplateError:
        """The complaint about whatever stands at `path`."""
        line = 0 if self.text is None else nearest(positions(self.text), path)
        return TemplateError(self.name, line, reason, hint, path)


def read_toml(data: bytes, name: str, most: int = MAX_BYTES) -> Table:
    """The top table of a TOML file. Bounded, and never raises anything but TemplateError."""
    if len(data) > most:
        reason = tr("The file is larger than {count} KiB.").format(count=most // 1024)
        raise TemplateError(name, 0, reason)
    text = _decoded(data, name)
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MAX_DOTS:
            raise TemplateError(name, number, tr("There are too many full stops on one line."))
    try:
        document = tomllib.loads(text)
    except RecursionError:
        raise TemplateError(name, 0, tr("Lists or tables are nested too deep.")) from None
    except ValueError as error:
        raise _syntax_error(error, name, text) from None
    return Table(Source(name, text), (), document)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = tr("The file is not UTF-8 text. Save it as UTF-8 and try again.")
        raise TemplateError(name, line, reason) from None


def _syntax_error(error: ValueError, name: str, text: str) -> TemplateError:
    """The parser's own complaint, in words for somebody who has not met TOML before."""
    said = str(error)
    where = _SYNTAX_LINE.search(said)
    line = int(where.group(1)) if where else text.count("\n") + 1
    for start, plain in _plain_syntax().items():
        if said.startswith(start):
            return TemplateError(name, line, plain)
    reason = tr("This is not written as a TOML file should be ({said}).")
    return TemplateError(name, line, reason.format(said=_SYNTAX_LINE.sub("", said)))


def _plain_syntax() -> dict[str, str]:
    twice = tr("The same name is given twice.")
    return {
        "Invalid value": tr("Words need quotation marks round them."),
        "Unterminated string": tr("A quotation mark is missing at the end of some words."),
        "Illegal character": tr("A quotation mark is missing at the end of some words."),
        "Expected '=' after a key": tr("A name must be followed by an equals sign and a value."),
        "Expected newline or end of document": tr("There is something left over on this line."),
        "Cannot overwrite a value": twice,
        "Cannot declare": twice,
        "Duplicate inline table key": twice,
        "Unclosed array": tr("A square bracket is missing at the end of a list."),
        "Unclosed inline table": tr("A curly bracket is missing at the end."),
        "Exceeds the limit": tr("A number is too long."),
    }


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a source that knows its own place in it."""

    source: Source
    path: Path
    data: Mapping[str, Any]

    def error(self, reason: str, key: str | int | None = None, hint: str = "") -> TemplateError:
        """The complaint about this table, or about one of its keys."""
        return self.source.error(self.path if key is None else (*self.path, key), reason, hint)

    def has(self, key: str) -> bool:
        """Whether the key is there and not null."""
        return self.data.get(key) is not None

    def only(self, allowed: Collection[str]) -> None:
        """Refuse any key outside `allowed`, offering the nearest name."""
        for key in self.data:
            if key not in allowed:
                close = difflib.get_close_matches(key, allowed, 1)
                hint = tr("Did you mean “{name}”?").format(name=close[0]) if close else ""
                raise self.error(tr("“{key}” is not known here.").format(key=key[:40]), key, hint)

    def text(self, key: str, *, required: bool = False, longest: int = 2000) -> str:
        """Plain words: no links, no unseen characters, not endless. Empty where left out."""
        value = self.data.get(key)
        if value is None or value == "":
            if required:
                raise self.error(tr("“{key}” is missing.").format(key=key), self._known(key))
            return ""
        if not isinstance(value, str):
            raise self.error(tr("“{key}” must be words in quotation marks.").format(key=key), key)
        return self.plain(value, key, longest)

    def plain(self, value: str, key: str, longest: int) -> str:
        """The words as they are, once they are seen to be plain and short enough."""
        if len(value) > longest:
            reason = tr("“{key}” is longer than {count} characters.")
            raise self.error(reason.format(key=key, count=longest), key)
        if _UNSEEN.search(value):
            raise self.error(tr("“{key}” holds a character nobody can see.").format(key=key), key)
        if _LINK.search(value):
            reason = tr("“{key}” holds a link or a web address; prompts are plain words.")
            raise self.error(reason.format(key=key), key)
        return value

    def word(self, key: str, pattern: re.Pattern[str], shape: str) -> str:
        """An id of the given shape; `shape` says it in words."""
        value = self.text(key, required=True, longest=120)
        if not pattern.fullmatch(value):
            reason = tr("“{key}” must be {shape}.").format(key=key, shape=shape)
            raise self.error(reason, key)
        return value

    def one_of(self, key: str, allowed: Collection[str]) -> str | None:
        """A word from a closed list, or None where left out."""
        if not self.has(key):
            return None
        value = self.data[key]
        if not isinstance(value, str) or value not in allowed:
            reason = tr("“{key}” must be one of: {allowed}.")
            raise self.error(reason.format(key=key, allowed=", ".join(allowed)), key)
        return value

    def flag(self, key: str) -> bool | None:
        """True or false, or None where left out."""
        value = self.data.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.error(tr("“{key}” must be true or false.").format(key=key), key)
        return value

    def whole(self, key: str, low: int, high: int) -> int | None:
        """A whole number from `low` to `high`, or None where left out."""
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            reason = tr("“{key}” must be a whole number from {low} to {high}.")
            raise self.error(reason.format(key=key, low=low, high=high), key)
        return value

    def number(self, key: str) -> int | float | None:
        """Any ordinary number, or None where left out."""
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e9:
            raise self.error(tr("“{key}” must be a number.").format(key=key), key)
        if value != value:  # NaN is the one number unlike itself
            raise self.error(tr("“{key}” must be a number.").format(key=key), key)
        return value

    def words(self, key: str, most: int) -> tuple[str, ...]:
        """A list of short words; empty where left out."""
        value = self._list(key, most)
        for word in value:
            if not isinstance(word, str):
                reason = tr("“{key}” must be a list of words in quotation marks.")
                raise self.error(reason.format(key=key), key)
            self.plain(word, key, 120)
        return tuple(cast("list[str]", value))

    def table(self, key: str) -> Table | None:
        """A table of this one, or None where left out."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise self.error(tr("“{key}” must be a table.").format(key=key), key)
        return Table(self.source, (*self.path, key), value)

    def tables(self, key: str, most: int) -> tuple[Table, ...]:
        """A list of tables; empty where left out."""
        found = []
        for item, value in enumerate(self._list(key, most)):
            if not isinstance(value, Mapping):
                raise self.below(key).error(
                    tr("Each of “{key}” must be a table.").format(key=key), item
                )
            found.append(Table(self.source, (*self.path, key, item), value))
        return tuple(found)

    def below(self, key: str) -> Table:
        """The place of a key, for complaints about the items of a list."""
        return Table(self.source, (*self.path, key), {})

    def _list(self, key: str, most: int) -> list[Any]:
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            raise self.error(tr("“{key}” must be a list.").format(key=key), key)
        if len(value) > most:
            reason = tr("“{key}” has more than {most} items.")
            raise self.error(reason.format(key=key, most=most), key)
        return list(value)

    def _known(self, key: str) -> str | None:
        """The key itself if it is written (an empty value), else the table."""
        return key if key in self.data else None
