"""The charts of a document, for the layouts that have a place for them."""

from __future__ import annotations

from collections.abc import Iterator

from reflect_app.core.measures import describes_line
from reflect_app.exporting.document import Block, Graph, Paragraph, Section
from reflect_app.exporting.pack import PackContent
from reflect_app.words import tr


def chart_section(content: PackContent) -> Iterator[Section]:
    """Those that were ticked, under a line that says what charts are not."""
    if content.charts:
        blocks: tuple[Block, ...] = (
            Paragraph(describes_line()),
            *(Graph(chart) for chart in content.charts),
        )
        yield Section(tr("Charts"), blocks)
