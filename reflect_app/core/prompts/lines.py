"""Where each key and table of a TOML text stands, for complaints that name the line.

`tomllib` gives line numbers for syntax only. This walks a text that `tomllib` has already
accepted, so it may trust its form, and is run only once something is wrong with the meaning.
"""

from __future__ import annotations

import tomllib
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]

_DEEPEST = 24
_BARE_ENDS = frozenset(" \t\r\n=.,]}#")


def positions(text: str) -> dict[Path, int]:
    """The line of every table, key and array item of a well-formed TOML text, from 1."""
    return _Walk(text.replace("\r\n", "\n")).run()


def nearest(found: dict[Path, int], path: Path) -> int:
    """The line of the path, or of the closest thing around it that has one."""
    while path and path not in found:
        path = path[:-1]
    return found.get(path, 1)


class _Walk:
    """One pass over the text. `at` is the place reached; nothing is ever read twice."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._found: dict[Path, int] = {(): 1}
        self._arrays: dict[Path, int] = {}

    def run(self) -> dict[Path, int]:
        base: Path = ()
        while self._skip_blank():
            if self._peek() == "[":
                base = self._header()
            else:
                self._pair(base, 0)
        return self._found

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _step(self, count: int = 1) -> None:
        self._line += self._text.count("\n", self._at, self._at + count)
        self._at += count

    def _skip_blank(self, *, also: str = "") -> bool:
        """Pass over space, line ends, comments and `also`. False at the end of the text."""
        while char := self._peek():
            if char == "#":
                end = self._text.find("\n", self._at)
                self._step((end if end >= 0 else len(self._text)) - self._at)
            elif char.isspace() or char in also:
                self._step()
            else:
                return True
        return False

    def _skip_gap(self) -> None:
        while self._peek() in (" ", "\t"):
            self._step()

    def _header(self) -> Path:
        line = self._line
        array = self._text.startswith("[[", self._at)
        self._step(2 if array else 1)
        keys = self._key()
        self._step(2 if array else 1)
        path: Path = ()
        for place, key in enumerate(keys):
            path = (*path, key)
            last = place == len(keys) - 1
            if last and array:
                self._arrays[path] = self._arrays.get(path, -1) + 1
            self._found.setdefault(path, line)
            if path in self._arrays:
                path = (*path, self._arrays[path])
                self._found.setdefault(path, line)
        self._found[path] = line
        return path

    def _key(self) -> list[str]:
        """A dotted key, with what stands around its dots."""
        keys: list[str] = []
        while True:
            self._skip_gap()
            keys.append(self._one_key())
            self._skip_gap()
            if self._peek() != ".":
                return keys
            self._step()

    def _one_key(self) -> str:
        start = self._at
        if self._peek() in ('"', "'"):
            self._string()
            quoted = self._text[start : self._at]
            # The text is known to be well-formed, so its own reader undoes the escapes.
            return next(iter(tomllib.loads(f"{quoted} = 0")))
        while self._peek() and self._peek() not in _BARE_ENDS:
            self._step()
        return self._text[start : self._at]

    def _pair(self, base: Path, depth: int) -> None:
        line = self._line
        path = base
        for key in self._key():
            path = (*path, key)
            self._found.setdefault(path, line)
        self._step()  # the equals sign
        self._skip_gap()
        self._value(path, depth)

    def _value(self, path: Path, depth: int) -> None:
        char = self._peek()
        if depth > _DEEPEST:
            self._at = len(self._text)  # deeper than any template may go: stop looking
        elif char in ('"', "'"):
            self._string()
        elif char == "[":
            self._list(path, depth)
        elif char == "{":
            self._inline(path, depth)
        else:
            while self._peek() and self._peek() not in ",]}\n#":
                self._step()

    def _list(self, path: Path, depth: int) -> None:
        self._step()
        item = 0
        while self._skip_blank(also=",") and self._peek() != "]":
            self._found.setdefault((*path, item), self._line)
            self._value((*path, item), depth + 1)
            item += 1
        self._step()

    def _inline(self, path: Path, depth: int) -> None:
        self._step()
        while self._skip_blank(also=",") and self._peek() != "}":
            self._pair(path, depth + 1)
        self._step()

    def _string(self) -> None:
        quote = self._peek()
        if self._text.startswith(quote * 3, self._at):
            self._long_string(quote)
            return
        self._step()
        while self._peek() not in (quote, ""):
            self._step(2 if self._peek() == "\\" and quote == '"' else 1)
        self._step()

    def _long_string(self, quote: str) -> None:
        self._step(3)
        while self._peek() and not self._text.startswith(quote * 3, self._at):
            self._step(2 if self._peek() == "\\" and quote == '"' else 1)
        self._step(3)
        for _ in range(2):  # one or two more quotes may belong to the text's own end
            if self._peek() == quote:
                self._step()
