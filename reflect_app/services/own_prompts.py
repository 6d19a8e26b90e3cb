"""What a copy holds of the prompts that its writer made: shown and looked at like any answer.

A document prints the questions that were answered; a copy for another journal, or for somebody
who asked for it, keeps a prompt whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reflect_app.core.prompts import in_language
from reflect_app.exporting.document import Paragraph, Section
from reflect_app.identifiers import Finder
from reflect_app.services.copying_out import OwnPrompt
from reflect_app.services.pack_choice import ChosenEntry
from reflect_app.services.pointed import Pointed, pointed_in
from reflect_app.services.prompt_words import TITLE, question_of
from reflect_app.services.swapping import WORDS, Swapping, word_part
from reflect_app.words import language, tr

Rest = Sequence[tuple[OwnPrompt, tuple[tuple[str, str], ...]]]
"""Prompts, each with the words of it that stand nowhere else in a copy, by their parts."""


def rest_of(prompts: Iterable[OwnPrompt], chosen: Iterable[ChosenEntry]) -> Rest:
    """What of the prompts is not printed with the entries that answer them."""
    printed: dict[str, set[str]] = {}
    for item in chosen:
        name = f"{item.template.id}@{item.template.version}"
        printed.setdefault(name, set()).update(field.question.id for field in item.fields)
    return [(one, tuple(_unprinted(one, printed))) for one in prompts]


def _unprinted(prompt: OwnPrompt, printed: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    asked = printed.get(prompt.name)
    if asked is not None and in_language(prompt.template, language()) != prompt.template:
        asked = None  # what is printed is a translation of it
    for part, text in prompt.texts:
        said = part == TITLE or (question_of(part) in (asked or ()) and ":+" not in part)
        if asked is None or not said:
            yield part, text


def pointed_rest(rest: Rest, finder: Finder, swaps: Swapping) -> Iterator[Pointed]:
    """What in these words could point to someone."""
    for prompt, words in rest:
        for part, text in words:
            whole = word_part(prompt.name, part)
            yield from pointed_in(text, finder, swaps, field=WORDS, part=whole)


def rest_sections(rest: Rest) -> tuple[Section, ...]:
    """The same words on paper, a part for each prompt that has any."""
    return tuple(
        Section(
            tr("Your own prompt: {title}").format(title=prompt.template.title),
            tuple(Paragraph(text) for _, text in words),
        )
        for prompt, words in rest
        if words
    )
