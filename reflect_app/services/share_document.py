"""What a share says, as a document to look at before it leaves and to read when it has come."""

from __future__ import annotations

from reflect_app.core import when
from reflect_app.core.shares import InboxItem, purpose_line
from reflect_app.exporting.answers import answered
from reflect_app.exporting.document import Block, Document, Fact, Section
from reflect_app.services.shares import SharePreview
from reflect_app.words import tr


def outgoing_document(preview: SharePreview, made: str) -> Document:
    """Exactly what the reader will see, with who that is above it. `made` is an ISO date."""
    contact = preview.contact
    sections = tuple(
        Section(
            tr("{title}, {day}").format(title=title, day=when.day(item.entry.event)),
            _blocks(tuple((field.question, field.value) for field in item.fields)),
        )
        for item, title in zip(preview.chosen, preview.titles, strict=True)
    )
    facts = [Fact(tr("To"), contact.name)]
    if contact.agency:
        facts.append(Fact(tr("Agency"), contact.agency))
    if preview.purpose:
        facts.append(Fact(tr("What for"), purpose_line(preview.purpose)))
    facts.append(Fact(tr("Until"), when.full_day(preview.expires[:10])))
    return Document(tr("For {name}").format(name=contact.name), made, sections, facts=tuple(facts))


def item_blocks(item: InboxItem) -> dict[str, tuple[Block, ...]]:
    """Each answer that was shared, under its question, by the question's id, in order."""
    return {field.question.id: _blocks(((field.question, field.value),)) for field in item.fields}


def _blocks(pairs: tuple[tuple[object, object], ...]) -> tuple[Block, ...]:
    found = (answered(question, value) for question, value in pairs)  # type: ignore[arg-type]
    return tuple(block for block in found if block is not None)
