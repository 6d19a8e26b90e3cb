"""Other words in the copy that leaves: at one place that was looked at, or wherever a word stands.

A place is counted in the answer as it was written, so a decision keeps its place whatever else
is decided after it, in any order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from reflect_app.core.entries import Answer, Answers, Entry
from reflect_app.core.prompts import Template
from reflect_app.services.pack_choice import Place, Swap
from reflect_app.services.prompt_words import is_own, put_words
from reflect_app.services.replacing import put_together, replacing

TYPED = ("text", "long_text", "actions", "options")
"""Kinds of question whose answers were typed; the rest was picked."""
LOOKED_AT = (*TYPED, "people")
"""What is looked through for names: a person may have been picked under a real one."""
TAGS, REMARKS, PROMPT, WORDS = "tags", "comments", "prompt", "wording"
"""What stands where the field of an answer would, for an entry's tags, what readers wrote, the
words of its prompt that are printed with it, and a prompt as it is kept, which is no entry's."""
_LEFT_ALONE = frozenset({"due", "entry"})  # parts of rows that hold a date or an id

_Step = tuple[tuple[int, int, int], ...]  # start, end, and the new length, of each change in order


@dataclass(frozen=True, slots=True)
class Moved:
    """A text after its swaps, and the way back to the text as it was written."""

    text: str
    first: str
    steps: tuple[_Step, ...] = ()

    def origin(self, start: int, end: int) -> tuple[int, str]:
        """Where a part of the text began at first, and what stood there. Whatever was put in
        the place of something counts as the whole of that."""
        for step in reversed(self.steps):
            start, end = _back(step, start), _back(step, end, last=True)
        return start, self.first[start:end]


class Swapping:
    """Makes one request's swaps, and remembers what it moved for `origin`."""

    def __init__(self, swaps: Sequence[Swap]) -> None:
        self.put = frozenset(swap.to.casefold() for swap in swaps)
        self._words = [replacing(s.word, s.to, s.kind) for s in swaps if s.place is None]
        self._places: dict[tuple[str, str, str], list[Swap]] = {}
        for swap in swaps:
            if swap.place is not None:
                here = (swap.place.entry, swap.place.field, swap.place.part)
                self._places.setdefault(here, []).append(swap)
        self._fields = {here[:2] for here in self._places}
        self._moved: dict[tuple[str, str, str], Moved] = {}
        self._named_at: dict[tuple[str, str, str], str] = {}

    def text(self, text: str) -> str:
        """Any text after the swaps of words; one that keeps no places."""
        return self._swap(text, []).text

    def tags(self, tags: Sequence[str], entry: str) -> list[str]:
        """The tags of an entry after all swaps, each once."""
        return self._named(entry, TAGS, tags)

    def beside(self, field: str, part: str, text: str, entry: str = "") -> str:
        """A text that is no answer, such as the title of a pack, after all swaps."""
        return self._part(entry, field, part, text)

    def entry(self, entry: Entry, template: Template) -> Entry:
        """A copy of the entry with other words in it, in its tags and what readers wrote too."""
        remarks = (
            replace(one, text=self._part(entry.id, REMARKS, str(at), one.text))
            for at, one in enumerate(entry.comments)
        )
        return replace(
            entry,
            answers=self.answers(entry.id, template, entry.answers),
            tags=tuple(self.tags(entry.tags, entry.id)),
            comments=tuple(remarks),
        )

    def prompt(self, entry: str, template: Template) -> Template:
        """A copy of an entry's prompt, as it is printed, with other words in it."""
        if not is_own(template):
            return template
        if self._words or self._places:
            template = put_words(template, lambda part, text: self._part(entry, PROMPT, part, text))
        return replace(template, cy=())

    def wording(self, name: str, template: Template, entries: Collection[str]) -> Template:
        """A copy of a whole prompt: with what was put into its own words, and with whatever was
        put into the copy of any of these `entries`, which answered it."""
        if not (self._words or self._places):
            return template
        places = [(each, PROMPT) for each in entries if (each, PROMPT) in self._fields]

        def put(part: str, text: str) -> str:
            whole = word_part(name, part)
            at = list(self._places.get(("", WORDS, whole), ()))
            for entry, field in places:
                at += self._places.get((entry, field, part), ())
            moved = self._moved["", WORDS, whole] = self._swap(text, at)
            return moved.text

        return put_words(template, put)

    def answers(self, entry: str, template: Template, answers: Answers) -> Answers:
        """The answers of an entry after all swaps; picked people are swapped too."""
        if not self._words and not self._places:
            return answers
        changed = dict(answers)
        for question in template.questions:
            value = answers.get(question.id)
            if question.type in TYPED and value is not None:
                changed[question.id] = self._value(entry, question.id, value)
            elif question.type == "people" and isinstance(value, list):
                names = [name for name in value if isinstance(name, str)]
                changed[question.id] = self._named(entry, question.id, names)
        return changed

    def origin(
        self, entry: str, field: str, part: str, span: tuple[int, int], text: str
    ) -> tuple[Place, str]:
        """The place in the answer as it was written of a span of the one that leaves, and the
        words that stood there. `text` is what stands there now."""
        part = self._named_at.get((entry, field, part), part)
        moved = self._moved.get((entry, field, part))
        start, was = moved.origin(*span) if moved else (span[0], text)
        return Place(entry, field, part, start), was

    def _value(self, entry: str, field: str, value: Answer) -> Answer:
        if isinstance(value, str):
            return self._part(entry, field, "", value)
        if not isinstance(value, list):
            return value
        return [
            {
                key: text if key in _LEFT_ALONE else self._part(entry, field, f"{at}.{key}", text)
                for key, text in row.items()
            }
            for at, row in enumerate(value)
            if isinstance(row, dict)
        ]

    def _named(self, entry: str, field: str, names: Sequence[str]) -> list[str]:
        """Tags or picked people, each once; each is the name of its own part."""
        found = []
        for name in names:
            put = self._part(entry, field, name, name)
            if put == name:  # a name that the text around it would have given away
                picked = (word.to for word in self._words if word.picks([name]) == [word.to])
                put = next(picked, name)
            self._named_at[entry, field, put] = name
            found.append(put)
        return list(dict.fromkeys(found))

    def _part(self, entry: str, field: str, part: str, text: str) -> str:
        here = (entry, field, part)
        moved = self._swap(text, self._places.get(here, []))
        self._moved[here] = moved
        return moved.text

    def _swap(self, text: str, at_places: Sequence[Swap]) -> Moved:
        first, steps = text, list[_Step]()
        put = _last_said(text, at_places)
        if put:
            for (start, end), to in sorted(put.items(), reverse=True):
                text = text[:start] + to + text[end:]
            steps.append(tuple((*span, len(to)) for span, to in sorted(put.items())))
        together = put_together(text, self._words)
        if together:
            for start, end, to in reversed(together):
                text = text[:start] + to + text[end:]
            steps.append(tuple((start, end, len(to)) for start, end, to in together))
        return Moved(text, first, tuple(steps))


def word_part(name: str, part: str) -> str:
    """The part of the words of all prompts that a part of one is. `name` is `id@version`."""
    return f"{name} {part}"


def parts(value: Answer) -> Iterator[tuple[str, str]]:
    """Every typed text of an answer with the name of its part, "", "row.column", or of a list
    of picked people each name itself."""
    if isinstance(value, str):
        yield "", value
    elif isinstance(value, list):
        for at, row in enumerate(value):
            if isinstance(row, dict):
                for key, text in row.items():
                    if isinstance(text, str) and key not in _LEFT_ALONE:
                        yield f"{at}.{key}", text
            elif isinstance(row, str):
                yield row, row


def _last_said(text: str, swaps: Sequence[Swap]) -> dict[tuple[int, int], str]:
    """What is put where; what was said last of a place counts. Where the word no longer stands
    there, as after an edit, nothing is put."""
    put: dict[tuple[int, int], str] = {}
    for swap in swaps:
        assert swap.place is not None
        start, end = swap.place.start, swap.place.start + len(swap.word)
        if text[start:end] == swap.word:
            put = {span: to for span, to in put.items() if span[1] <= start or end <= span[0]}
            put[start, end] = swap.to
    return put


def _back(step: _Step, at: int, *, last: bool = False) -> int:
    """Where a boundary was before one step: inside of what was put, the beginning or, with
    `last`, the end of what that was put for."""
    longer = 0
    for start, end, size in step:
        if at < start + longer + last:
            break
        if at < start + longer + size + last:
            return end if last else start
        longer += size - (end - start)
    return at - longer
