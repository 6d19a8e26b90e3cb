"""What a layout asks of a choice, and the charts of what was chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from reflect_app.core.charts import Chart
from reflect_app.core.entries import Query
from reflect_app.core.measures import over_time, picked
from reflect_app.core.readings import (
    PICKS,
    Reading,
    asked,
    is_quiet,
    labels,
    picks_in,
    scores_in,
)
from reflect_app.errors import InvalidInputError
from reflect_app.exporting.layouts import layout_for
from reflect_app.services.pack_choice import ChosenEntry, PackRequest
from reflect_app.words import tr

CHARTS = ("distress", "energy", *PICKS)
"""The charts that a document may hold. Each leaves only because it was named; those of single
people never do."""


def shaped(request: PackRequest) -> PackRequest:
    """The request with what its layout takes where nobody chose.

    Raises:
        InvalidInputError: there is no such layout.
    """
    layout = layout_for(request.layout)
    if layout.of and not (request.entries or request.marked or request.session):
        query = replace(request.query or Query(), template=layout.of)
        request = replace(request, query=query)
    if request.fields or request.all_fields:
        return request
    fields = tuple(f"{layout.of}.{field}" for field in layout.fields)
    return replace(request, fields=fields, all_fields=layout.everything)


def drawn(names: Sequence[str], chosen: Sequence[ChosenEntry]) -> tuple[Chart, ...]:
    """The named charts, of the chosen entries alone, whether or not their scores leave.

    Raises:
        InvalidInputError: there is no such chart.
    """
    for name in names:
        if name not in CHARTS:
            raise InvalidInputError(
                tr("There is no chart “{name}” for a document.").format(name=name[:40]),
                tr("Choose some of: {names}.").format(names=", ".join(CHARTS)),
                code="unknown-chart",
            )
    if not names:
        return ()
    readings = sorted(_readings(chosen), key=lambda one: datetime.fromisoformat(one.event))
    words = labels(item.template for item in chosen)
    return tuple(
        picked(name, readings, words) if name in PICKS else over_time((name,), readings)
        for name in dict.fromkeys(names)
    )


def _readings(chosen: Sequence[ChosenEntry]) -> Iterator[Reading]:
    """What charts see of the entries; one that is kept out of charts is in none here either."""
    for item in chosen:
        wanted, answers = asked(item.template), item.entry.answers
        if not is_quiet(wanted, answers):
            entry = item.entry
            yield Reading(
                entry.id,
                entry.template,
                entry.event,
                entry.event[:10],
                entry.shift.kind if entry.shift else None,
                scores_in(wanted, answers),
                picks_in(wanted, answers),
            )
