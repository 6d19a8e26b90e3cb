"""Heading levels without a gap, one rule for every format.

The document's title stands at level 1, each section at 2, headings inside it below that, and
a question one below the heading it stands under. A heading that would skip a level is pulled
up, since a reader who listens steps from heading to heading.
"""

from __future__ import annotations

from collections.abc import Iterator

from reflect_app.exporting.document import Block, Heading, Question, Section

SECTION_LEVEL = 2
DEEPEST = 6


def levelled(section: Section) -> Iterator[tuple[int, Block]]:
    """Each block of a section with its heading level; 0 for a block that is no heading.

    A title or heading of blanks is written by no format, so it holds no level either.
    """
    heading = top = SECTION_LEVEL if section.title.strip() else SECTION_LEVEL - 1
    for block in section.blocks:
        if isinstance(block, Heading):
            level = min(top + max(block.level, 1), heading + 1, DEEPEST - 1)
            heading = level if block.text.strip() else heading
            yield level, block
        elif isinstance(block, Question):
            yield min(heading + 1, DEEPEST), block
        else:
            yield 0, block
