"""What changed between two wordings of an entry, word by word and in plain words.

Typed text is compared by words; everything picked is compared as the words a reader sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from reflect_app.core import when
from reflect_app.core.entries import Answer, Entry
from reflect_app.core.prompts import Question, Template
from reflect_app.words import tr

PartKind = Literal["same", "added", "removed"]
Change = Literal["added", "removed", "changed"]

_TOKENS = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_MOST_WORK = 1_000_000  # pairs of words compared; past it, line by line, then not at all


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text that stayed, came or went. All parts together read as both wordings."""

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """One question, or one fact such as the tags (`id` then begins with a colon)."""

    id: str
    label: str
    change: Change
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two revisions of an entry side by side; `fields` holds only what differs."""

    old: int
    new: int
    fields: tuple[FieldDiff, ...]


def compare(old: Entry, old_template: Template, new: Entry, new_template: Template) -> Comparison:
    """What differs, in the order of the newer template; then questions that went, then facts."""
    fields = []
    for question in _questions(old_template, new_template):
        before = _shown(old_template.question(question.id), old.answers.get(question.id))
        after = _shown(new_template.question(question.id), new.answers.get(question.id))
        fields.append(_field(question.id, question.text, before, after))
    for name, label, before, after in _facts(old, new):
        fields.append(_field(f":{name}", label, before, after))
    return Comparison(old.revision, new.revision, tuple(filter(None, fields)))


def text_diff(old: str, new: str) -> tuple[Part, ...]:
    """Two texts word by word. Blanks between two changes count as changed with them."""
    start = _common(old, new)
    end = _common_end(old[start:], new[start:])
    middle = _middle(old[start : len(old) - end], new[start : len(new) - end])
    parts = [Part("same", old[:start]), *middle, Part("same", old[len(old) - end :])]
    return tuple(_joined(part for part in parts if part.text))


def as_text(parts: Sequence[Part]) -> str:
    """The difference as plain text: what went in [-…-], what came in {+…+}."""
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[part.kind].format(part.text) for part in parts)


def _field(id_: str, label: str, before: str, after: str) -> FieldDiff | None:
    if before == after:
        return None
    change: Change = "changed"
    if not before or not after:
        change = "added" if after else "removed"
    return FieldDiff(id_, label, change, text_diff(before, after))


def _questions(old: Template, new: Template) -> Iterator[Question]:
    yield from new.questions
    yield from (question for question in old.questions if new.question(question.id) is None)


def _facts(old: Entry, new: Entry) -> Iterator[tuple[str, str, str, str]]:
    yield "event", tr("When it happened"), when.instant(old.event), when.instant(new.event)
    yield "shift", tr("Shift"), _shift(old), _shift(new)
    yield "tags", tr("Tags"), ", ".join(old.tags), ", ".join(new.tags)
    yield "marked", tr("For supervision"), _yes_no(old.marked), _yes_no(new.marked)
    yield "bin", tr("In the bin"), _yes_no(bool(old.deleted)), _yes_no(bool(new.deleted))


def _shift(entry: Entry) -> str:
    return "" if entry.shift is None else when.shift_line(entry.shift)


def _yes_no(value: bool) -> str:
    return tr("Yes") if value else tr("No")


def _shown(question: Question | None, value: Answer | None) -> str:
    """An answer as a reader sees it, one line for each thing picked."""
    if question is None or value is None:
        return ""
    if isinstance(value, bool):
        return _yes_no(value)
    if isinstance(value, str):
        return value if question.type in ("text", "long_text") else _label(question, value)
    if isinstance(value, dict):
        return when.shift(value.get("kind", ""), value.get("start", ""))
    if isinstance(value, list):
        return "\n".join(_item(question, item) for item in value)
    return str(value)


def _item(question: Question, item: Any) -> str:  # noqa: ANN401  a choice or a row
    if isinstance(item, dict):
        return "; ".join(text for text in item.values() if text)
    return _label(question, str(item))


def _label(question: Question, value: str) -> str:
    choice = question.choice(value)
    return value if choice is None else choice.label


def _middle(old: str, new: str) -> list[Part]:
    """What lies between the beginnings and ends that both texts share."""
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    if len(before) * len(after) <= _MOST_WORK:
        return _matched(before, after)
    before, after = _LINES.findall(old), _LINES.findall(new)
    if len(before) * len(after) <= _MOST_WORK:
        return _by_lines(before, after)
    return [Part("removed", old), Part("added", new)]


def _matched(before: list[str], after: list[str]) -> list[Part]:
    parts = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(Part("same", "".join(before[i:j])))
        else:
            parts.append(Part("removed", "".join(before[i:j])))
            parts.append(Part("added", "".join(after[k:m])))
    return _gathered([part for part in parts if part.text])


def _by_lines(before: list[str], after: list[str]) -> list[Part]:
    parts: list[Part] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = "".join(before[i:j]), "".join(after[k:m])
        words = len(_TOKENS.findall(old)) * len(_TOKENS.findall(new))
        if tag == "equal":
            parts.append(Part("same", old))
        elif tag == "replace" and words <= _MOST_WORK:
            parts += _matched(_TOKENS.findall(old), _TOKENS.findall(new))
        else:
            parts += [Part("removed", old), Part("added", new)]
    return [part for part in parts if part.text]


def _gathered(parts: list[Part]) -> list[Part]:
    """Changes with nothing but blanks or a sign between them, told as one."""
    found: list[Part] = []
    for place, part in enumerate(parts):
        between = 0 < place < len(parts) - 1 and not re.search(r"\w", part.text)
        if part.kind == "same" and between:
            found += [Part("removed", part.text), Part("added", part.text)]
        else:
            found.append(part)
    return _sorted_runs(found)


def _sorted_runs(parts: list[Part]) -> list[Part]:
    """In each run of changes, first all that went, then all that came."""
    found: list[Part] = []
    gone, come = "", ""
    for part in [*parts, Part("same", "")]:
        if part.kind == "removed":
            gone += part.text
        elif part.kind == "added":
            come += part.text
        else:
            found += [Part("removed", gone), Part("added", come), part]
            gone, come = "", ""
    return [part for part in found if part.text]


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    held: Part | None = None
    for part in parts:
        if held is not None and held.kind == part.kind:
            held = Part(held.kind, held.text + part.text)
            continue
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held


def _common(old: str, new: str) -> int:
    """How much both begin with, cut back to where a word begins."""
    most = min(len(old), len(new))
    at = next((place for place in range(most) if old[place] != new[place]), most)
    while at and (_inside(old, at) or _inside(new, at)):
        at -= 1
    return at


def _common_end(old: str, new: str) -> int:
    most = min(len(old), len(new))
    at = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    while at and (_inside(old, len(old) - at) or _inside(new, len(new) - at)):
        at -= 1
    return at


def _inside(text: str, at: int) -> bool:
    """Whether a place is inside a word."""
    return 0 < at < len(text) and _is_word(text[at - 1]) and _is_word(text[at])


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
