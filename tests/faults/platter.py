"""A disk that loses its power: what was synced is there, and of the rest whatever chance leaves.

Fed with a record of the calls that one process made (`strace -xx`). Stricter than most file
systems: a file's sync says nothing of its name, a name lasts only once its folder is synced, and
what was not synced may come in any order, a write also by single sectors.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
CALLS = (
    "openat,open,creat,close,dup,dup2,dup3,lseek,write,pwrite64,writev,pwritev,ftruncate,truncate,"
    "fsync,fdatasync,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,"
    "link,linkat,symlink,copy_file_range,sendfile"
)
_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_CUT = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$")
_REST = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')


@dataclass
class Node:
    """A file (`data`) or a folder (`names`) as it is on the disk, and what waits for a sync."""

    data: bytearray | None = None
    names: dict[str, Node] = field(default_factory=dict)
    waiting: list[Change] = field(default_factory=list)

    def synced(self) -> None:
        """All that waited is on the disk."""
        for change in self.waiting:
            change.apply(self)
        self.waiting.clear()


@dataclass(frozen=True)
class Write:
    """Bytes at a place of a file."""

    at: int
    data: bytes

    def apply(self, node: Node) -> None:
        assert node.data is not None
        _put(node.data, self.at, self.data)

    def torn(self, chance: random.Random) -> Iterator[Change]:
        """Those of its sectors that made it."""
        begin = 0
        while begin < len(self.data):
            end = min(len(self.data), begin + SECTOR - (self.at + begin) % SECTOR)
            if chance.random() < 0.5:
                yield Write(self.at + begin, self.data[begin:end])
            begin = end


@dataclass(frozen=True)
class Cut:
    """A file's new length."""

    size: int

    def apply(self, node: Node) -> None:
        assert node.data is not None
        if self.size < len(node.data):
            del node.data[self.size :]
        else:
            node.data.extend(bytes(self.size - len(node.data)))


@dataclass(frozen=True)
class Name:
    """A name that is made, taken away (`node` is None) or moved here from `old`."""

    name: str
    node: Node | None
    old: str = ""

    def apply(self, node: Node) -> None:
        if self.node is None:
            node.names.pop(self.name, None)
            return
        node.names.pop(self.old, None)
        node.names[self.name] = self.node


Change = Write | Cut | Name


def _put(data: bytearray, at: int, new: bytes) -> None:
    if at > len(data):
        data.extend(bytes(at - len(data)))
    data[at : at + len(new)] = new


def of_folder(path: Path) -> Node:
    """What lies in a folder, as if it were all synced."""
    node = Node()
    for each in path.iterdir():
        node.names[each.name] = (
            of_folder(each) if each.is_dir() else Node(bytearray(each.read_bytes()))
        )
    return node


class Platter:
    """The disk below one folder, one call after another."""

    def __init__(self, root: Path, lying: Path | None = None) -> None:
        """What lies in `root` now, or lay there when it was copied to `lying`."""
        self.root = root
        self.top = of_folder(lying or root)
        self._cache: dict[int, dict[str, Node]] = {}
        self._open: dict[int, tuple[Node, str]] = {}
        self._at: dict[int, int] = {}
        self.said: list[bytes] = []

    def calls(self, record: str) -> Iterator[str]:
        """Take in one call after another; its name after each that changes or syncs something."""
        for line in _joined(record.splitlines()):
            found = _CALL.match(line)
            if found is None or found[3].startswith("-"):
                continue
            texts = [bytes.fromhex(text.replace("\\x", "")) for text, _ in _TEXT.findall(found[2])]
            assert not any(cut for _, cut in _TEXT.findall(found[2])), "a text was cut off"
            plain = [part.strip() for part in _TEXT.sub("", found[2]).split(",")]
            take = getattr(self, f"_{'openat' if found[1] == 'open' else found[1]}", None)
            assert take is not None, f"a call that is not known: {line[:200]}"
            if take(texts, plain, int(found[3])):
                yield found[1]

    def nodes(self) -> Iterator[tuple[str, Node]]:
        """Everything that has a name in the cache or waits for one, with its path."""
        yield from self._below("", self.top)

    def _below(self, path: str, node: Node) -> Iterator[tuple[str, Node]]:
        yield path, node
        for name, child in self._names(node).items():
            yield from self._below(f"{path}/{name}", child)

    def image(self, target: Path, chosen: Callable[[Node], list[Change]]) -> None:
        """The disk after the power went, into a new folder; `chosen` of what waited has come."""
        _laid(self.top, target, chosen)

    def _names(self, node: Node) -> dict[str, Node]:
        """A folder as the running process sees it."""
        return self._cache.setdefault(id(node), dict(node.names))

    def _found(self, path: bytes) -> tuple[Node, str] | None:
        """The folder and the name; None outside the root."""
        try:
            parts = Path(path.decode()).relative_to(self.root).parts
        except ValueError:
            return None
        node = self.top
        for part in parts[:-1]:
            node = self._names(node)[part]
        return node, parts[-1] if parts else ""

    def _named(self, folder: Node, name: str, node: Node | None, old: str = "") -> bool:
        names = self._names(folder)
        if node is None:
            del names[name]
        else:
            names.pop(old, None)
            names[name] = node
        folder.waiting.append(Name(name, node, old))
        return True

    def _openat(self, texts: list[bytes], plain: list[str], handle: int) -> bool:
        self._open.pop(handle, None)
        where = self._found(texts[0])
        if where is None:
            return False
        folder, name = where
        flags = " ".join(plain)
        node = self._names(folder).get(name) if name else folder
        fresh = node is None
        if node is None:
            assert "O_CREAT" in flags
            node = Node(bytearray())
            self._named(folder, name, node)
        self._open[handle], self._at[handle] = (node, str(texts[0])), 0
        assert "O_APPEND" not in flags
        if "O_TRUNC" in flags and not fresh:
            node.waiting.append(Cut(0))
            return True
        return fresh

    def _close(self, _: list[bytes], plain: list[str], __: int) -> bool:
        self._open.pop(int(plain[0]), None)
        return False

    def _lseek(self, _: list[bytes], plain: list[str], result: int) -> bool:
        self._at[int(plain[0])] = result
        return False

    def _write(self, texts: list[bytes], plain: list[str], count: int) -> bool:
        handle = int(plain[0])
        if handle == 1:
            self.said += texts[0].splitlines()
            return True
        if handle not in self._open:
            return False
        at = self._at[handle]
        self._at[handle] = at + count
        return self._wrote(handle, at, texts[0][:count])

    def _pwrite64(self, texts: list[bytes], plain: list[str], count: int) -> bool:
        handle = int(plain[0])
        return handle in self._open and self._wrote(handle, int(plain[-1]), texts[0][:count])

    def _wrote(self, handle: int, at: int, data: bytes) -> bool:
        self._open[handle][0].waiting.append(Write(at, data))
        return True

    def _ftruncate(self, _: list[bytes], plain: list[str], __: int) -> bool:
        if int(plain[0]) not in self._open:
            return False
        self._open[int(plain[0])][0].waiting.append(Cut(int(plain[1])))
        return True

    def _fsync(self, _: list[bytes], plain: list[str], __: int) -> bool:
        self._open[int(plain[0])][0].synced()
        return True

    _fdatasync = _fsync

    def _rename(self, texts: list[bytes], _: list[str], __: int) -> bool:
        old, new = (self._found(text) for text in texts)
        assert old is not None
        assert new is not None
        assert old[0] is new[0], "moved to another folder"
        return self._named(new[0], new[1], self._names(old[0])[old[1]], old[1])

    def _unlink(self, texts: list[bytes], _: list[str], __: int) -> bool:
        where = self._found(texts[0])
        return where is not None and self._named(*where, None)

    def _mkdir(self, texts: list[bytes], _: list[str], __: int) -> bool:
        where = self._found(texts[0])
        return where is not None and self._named(*where, Node())

    _rmdir = _unlink


def said_in(record: str) -> list[bytes]:
    """Every line that the process wrote to its standard output."""
    found = re.findall(r'^\d+ +write\(1, "((?:\\x[0-9a-f]{2})*)"', record, re.MULTILINE)
    return b"".join(bytes.fromhex(text.replace("\\x", "")) for text in found).splitlines()


def _joined(lines: list[str]) -> Iterator[str]:
    """Calls that another thread interrupted in the record, put together again."""
    cut: dict[str, str] = {}
    for line in lines:
        if found := _CUT.match(line):
            cut[found[1]] = found[2]
        elif found := _REST.match(line):
            yield f"{found[1]} {cut.pop(found[1])}{found[2]}"
        else:
            yield line


def _laid(node: Node, target: Path, chosen: Callable[[Node], list[Change]]) -> None:
    after = Node(None if node.data is None else bytearray(node.data), dict(node.names))
    for change in chosen(node):
        change.apply(after)
    if after.data is not None:
        target.write_bytes(after.data)
        return
    target.mkdir(parents=True, exist_ok=True)
    for name, child in after.names.items():
        _laid(child, target / name, chosen)
