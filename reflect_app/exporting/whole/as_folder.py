"""Everything as a folder of Markdown: a file for each object, its words to read, and all of it
in the front matter.

The front matter is YAML and each revision in it a line of JSON, which is YAML too. What is read
back is the front matter alone; the words below are for people and for other programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from reflect_app.core.records import Record
from reflect_app.exporting import markdown
from reflect_app.exporting.document import Block, Section
from reflect_app.exporting.whole.as_json import told
from reflect_app.exporting.whole.frame import FORMAT, VERSION, about
from reflect_app.exporting.writers.to_md import section_parts
from reflect_app.words import tr

README = "README.md"

_FOLDERS = {
    "entry": "entries", "person": "people", "template": "prompts", "setting": "settings",
    "session": "sessions", "action": "actions", "contact": "contacts", "share": "shares",
}  # fmt: skip
# YAML shows no control characters, and takes these for line ends or for its own marks.
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_NO_NAME = re.compile(r"[^0-9A-Za-z._-]+")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Shown:
    """How one object is shown: `blocks` under a title, `front` for other programs to sort by.

    `name` is the beginning of its file's name and never holds an answer.
    """

    name: str
    title: str
    front: Mapping[str, Any] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()


class FolderExport:
    """The files of one export, each with a name that no other has, whatever the system folds."""

    def __init__(self, made: str) -> None:
        self._made = made
        self._taken: set[str] = set()

    def file(self, record: Record, shown: Shown) -> tuple[str, bytes]:
        """Where one object goes below the folder, with `/`, and what the file holds."""
        folder = _FOLDERS.get(record.kind, f"{_safe(record.kind)}s")
        if record.kind == "entry":
            folder = f"{folder}/{record.newest.body['event'][:4]}"
        return self._name(folder, shown.name, record.id), _text(record, shown).encode()

    def readme(self, state_hash: str, objects: int) -> bytes:
        """The file that says what all this is."""
        front = {
            "format": FORMAT, "version": VERSION, "made": self._made,
            "state_hash": state_hash, "objects": objects,
        }  # fmt: skip
        parts = ["# " + tr("A whole journal"), *map(markdown.block, about())]
        parts.append(
            markdown.block(
                tr(
                    "Each file shows one thing as it stands now. Its earlier revisions are in the"
                    " lines above the first heading, and only those lines are taken back."
                )
            )
        )
        return "\n".join([*_front({"reflect": front}), "", "\n\n".join(parts), ""]).encode()

    def _name(self, folder: str, name: str, id_: str) -> str:
        short = _safe(id_)[:8]
        stem = f"{_safe(name)[:_LONGEST_NAME]} {short}".strip()
        found, more = f"{folder}/{stem}.md", 1
        while found.casefold() in self._taken:
            more += 1
            found = f"{folder}/{stem} {more}.md"
        self._taken.add(found.casefold())
        return found


def _safe(text: str) -> str:
    """Letters and digits that every file system takes, never a device's or a hidden name."""
    return _NO_NAME.sub("-", text).strip("-.") or "x"


def _text(record: Record, shown: Shown) -> str:
    front = {"title": shown.title, **shown.front}
    told_here = told(record)
    lines = [*_front({**front, "reflect": told_here}), ""]
    parts = [f"# {markdown.line(' '.join(shown.title.split()))}"]
    parts += section_parts(Section("", shown.blocks)) if shown.blocks else _plain(record)
    return "\n".join(lines) + "\n" + "\n\n".join(part for part in parts if part) + "\n"


def _front(members: Mapping[str, Any]) -> Iterator[str]:
    yield "---"
    for name, value in members.items():
        if name != "reflect":
            yield f"{name}: {_yaml(value)}"
            continue
        yield "reflect:"
        for inner, told_there in value.items():
            if inner == "revisions":
                yield "  revisions:"
                yield from (f"    - {_yaml(one)}" for one in told_there)
            else:
                yield f"  {inner}: {_yaml(told_there)}"
    yield "---"


def _yaml(value: object) -> str:
    """A value as JSON that a reader of YAML takes as well."""
    text = msgspec.json.encode(value).decode()
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _plain(record: Record) -> Iterator[str]:
    """An object of another kind than an entry: each of its members on a line."""
    lines = []
    for name, value in record.newest.body.items():
        words = value if isinstance(value, str) else msgspec.json.encode(value).decode()
        lines.append(f"- {markdown.line(name)}: {markdown.cell(words)}")
    yield "\n".join(lines)
