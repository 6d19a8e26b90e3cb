"""Whether what an export writes in clear text could point to someone: all of it is looked at.

The look ends at the first thing that likely does, which is on one of the first pages of most
journals. Only one that names nobody is read to its end.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any

from reflect_app.core.prompts import template_from_json
from reflect_app.core.records import Record, Wording
from reflect_app.identifiers import Finder
from reflect_app.services.prompt_words import every_wording, is_own
from reflect_app.services.swapping import parts

_TYPED = frozenset({
    "agency", "author", "goes", "help", "label", "name", "note", "notes", "owner", "places",
    "pseudonym", "purpose", "reason", "text", "title", "topics", "went", "with", "with_name",
})  # fmt: skip
"""Members of objects that are no entry which somebody may have typed; ids, keys and times are
none of them."""


def names_in(
    pages: Iterator[list[Record]], finder: Finder, total: int
) -> Generator[tuple[int, int], None, bool]:
    """Whether any of it is likely to point to someone; yields how many objects of `total` were
    looked at, a page at a time."""
    done = 0
    for page in pages:
        for record in page:
            if any(span.tier == "likely" for text in _texts(record) for span in finder.find(text)):
                return True
        done += len(page)
        yield min(done, total), total
    return False


def _texts(record: Record) -> Iterator[str]:
    for revision in record.revisions:
        if record.kind == "entry":
            yield from _of_entry(revision)
        elif record.kind == "template":
            template = template_from_json(revision.body)
            if is_own(template):
                yield from (text for _, text in every_wording(template))
        elif record.kind != "person":  # a pseudonym is one because the writer said so
            yield from _typed(revision.body)


def _of_entry(revision: Wording) -> Iterator[str]:
    body = revision.body
    for value in body["answers"].values():
        yield from (text for _, text in parts(value))
    yield from body["tags"]
    yield from (one["text"] for one in body.get("comments", ()))


def _typed(value: Any, name: str = "") -> Iterator[str]:  # noqa: ANN401  any JSON
    if isinstance(value, str):
        if name in _TYPED:
            yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _typed(each, key)
    elif isinstance(value, Sequence):
        for each in value:
            yield from _typed(each, name)
