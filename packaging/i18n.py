"""Keep the translations in step: `.venv/bin/python packaging/i18n.py update | compile | status`.

  update   take every tr("...") and trn("...", "...", n) of the source into each catalogue
           (new sentences come in empty, sentences nobody says any more go), then compile
  compile  write the .mo that the program reads beside each .po that people edit
  status   say how much of each language is done, and what is missing

To start a language, copy `resources/i18n/cy` to its code, empty the translations, set its
plural forms in the header and run `update`.
"""

from __future__ import annotations

import ast
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "reflect_app"
CATALOGUES = ROOT / "resources" / "i18n"


class NotPlainError(ValueError):
    """A call whose words cannot be read from the source, so nobody could translate them."""


@dataclass
class Message:
    """One sentence, its counted form if it has one, and the files that say it."""

    one: str
    many: str = ""
    places: set[str] = field(default_factory=set)


def main(arguments: list[str]) -> int:
    """Do one command and return its exit code."""
    commands = {"update": update, "compile": compile_all, "status": status}
    if len(arguments) != 1 or arguments[0] not in commands:
        print(__doc__)
        return 2
    commands[arguments[0]]()
    return 0


def extract(source: Path) -> dict[str, Message]:
    """Every message below `source`, by its English singular.

    Raises:
        NotPlainError: a call with an f-string, a variable or nothing in it.
    """
    found: dict[str, Message] = {}
    for path in sorted(source.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        for message in _calls(tree, path.relative_to(source.parent).as_posix()):
            known = found.setdefault(message.one, message)
            known.places |= message.places
            known.many = known.many or message.many
    return found


def _calls(tree: ast.AST, place: str) -> Iterator[Message]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in {"tr", "trn"}:
            count = 1 if name == "tr" else 2
            words = [_plain(argument, f"{place}:{node.lineno}") for argument in node.args[:count]]
            if len(words) != count or node.keywords:
                raise NotPlainError(f"{place}:{node.lineno}: {name}() takes its words by place")
            yield Message(words[0], words[1] if count == 2 else "", {place})


def _plain(node: ast.expr, where: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip():
        return node.value
    raise NotPlainError(f"{where}: only a plain, non-empty string can be translated")


def names_in(text: str) -> set[str]:
    """The {names} that the program fills in, which every translation must keep."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def update() -> None:
    """Bring every catalogue up to date with the source, keeping what is translated."""
    messages = extract(SOURCE)
    for path in catalogues():
        catalogue = polib.pofile(str(path), wrapwidth=99)
        kept = {entry.msgid: entry for entry in catalogue}
        fresh = polib.POFile(wrapwidth=99)
        fresh.header, fresh.metadata = catalogue.header, catalogue.metadata
        forms = int(catalogue.metadata["Plural-Forms"].split("nplurals=")[1].split(";")[0])
        for one in sorted(messages):
            fresh.append(_entry(messages[one], kept.get(one), forms))
        fresh.save(str(path))
    compile_all()
    status()


def _entry(message: Message, old: polib.POEntry | None, forms: int) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.one, occurrences=[(p, "") for p in sorted(message.places)])
    if names_in(message.one) | names_in(message.many):
        entry.flags = ["python-brace-format"]
    if message.many:
        entry.msgid_plural = message.many
        entry.msgstr_plural = dict.fromkeys(range(forms), "")
    if old is not None and bool(old.msgid_plural) == bool(message.many):
        entry.msgstr, entry.tcomment = old.msgstr, old.tcomment
        entry.msgstr_plural = old.msgstr_plural or entry.msgstr_plural
    return entry


def catalogues() -> list[Path]:
    """The .po of every language."""
    return sorted(CATALOGUES.glob("*/LC_MESSAGES/reflect.po"))


def compiled(path: Path) -> bytes:
    """What the .mo beside a .po must hold."""
    return bytes(polib.pofile(str(path)).to_binary())


def compile_all() -> None:
    """Write every .mo."""
    for path in catalogues():
        path.with_suffix(".mo").write_bytes(compiled(path))


def missing(path: Path) -> list[str]:
    """The sentences of the source that a language does not have yet."""
    done = {entry.msgid for entry in polib.pofile(str(path)).translated_entries()}
    return [one for one in extract(SOURCE) if one not in done]


def status() -> None:
    """Say how far each language is."""
    total = len(extract(SOURCE))
    for path in catalogues():
        lacking = missing(path)
        print(f"{path.parent.parent.name}: {total - len(lacking)} of {total}")
        for one in lacking:
            print(f"  missing: {one}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
