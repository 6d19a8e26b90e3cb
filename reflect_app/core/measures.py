"""From readings to charts. What is said describes; it never judges, explains or diagnoses.

Pure: the same readings give the same charts. Readings come oldest first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from reflect_app.core import when
from reflect_app.core.charts import FEW, Bar, Chart, Line, Point, Spread, Table, figure, too_few
from reflect_app.core.entries import SHIFT_KINDS
from reflect_app.core.readings import Reading
from reflect_app.words import tr, trn

Labels = Mapping[tuple[str, str], str]
_MOST_NAMED = 3
_MOST_LINES = 5
_MOST_SPOKEN = 12


def over_time(roles: Sequence[str], readings: Sequence[Reading], id_: str = "") -> Chart:
    """One line for each role that was ever scored, entry by entry."""
    lines = tuple(
        Line(role, scale_name(role), points)
        for role in roles
        if (points := tuple(_points(role, readings)))
    )
    scored = [reading for reading in readings if any(role in reading.scores for role in roles)]
    rows = tuple(
        (reading.day, _shift_name(reading.shift_kind), *(_cell(reading, role) for role in roles))
        for reading in scored
    )
    first = roles[0]
    return Chart(
        id=id_ or first, kind="lines", title=", ".join(scale_name(role) for role in roles),
        count=len(scored), lines=lines,
        table=Table((tr("Day"), tr("Shift"), *(scale_name(role) for role in roles)), rows),
        low_label=_ends(first)[0], high_label=_ends(first)[1],
        summary=_line_summary(lines, scored),
        notes=() if len(scored) < FEW else tuple(filter(None, map(_halves, lines))),
    )  # fmt: skip


def by_shift(role: str, readings: Sequence[Reading]) -> Chart:
    """The scores of a role by the kind of shift, in the order of a day."""
    groups = {
        kind: [reading.scores[role] for reading in _scored(role, readings, kind)]
        for kind in SHIFT_KINDS
    }
    spreads = [_spread(kind, _shift_name(kind), found) for kind, found in groups.items() if found]
    title = tr("{scale} by shift").format(scale=scale_name(role))
    notes = () if sum(not spread.few for spread in spreads) < 2 else (_compared(role, spreads),)
    return _spread_chart(f"{role}-by-shift", title, role, spreads, notes)


def by_month(role: str, readings: Sequence[Reading]) -> Chart:
    """The scores of a role by calendar month; months without an entry are left out."""
    groups: dict[str, list[float]] = {}
    for reading in readings:
        if role in reading.scores:
            groups.setdefault(reading.day[:7], []).append(reading.scores[role])
    spreads = [
        _spread(month, when.month(f"{month}-01"), found) for month, found in sorted(groups.items())
    ]
    title = tr("{scale} by month").format(scale=scale_name(role))
    return _spread_chart(f"{role}-by-month", title, role, spreads, ())


def picked(role: str, readings: Sequence[Reading], labels: Labels) -> Chart:
    """How often each choice was picked, commonest first."""
    counts = Counter(choice for reading in readings for choice in reading.picks.get(role, ()))
    told = sum(role in reading.picks for reading in readings)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], _label(labels, role, item[0])))
    bars = tuple(Bar(choice, _label(labels, role, choice), count) for choice, count in ordered)
    rows = tuple((bar.label, str(bar.count)) for bar in bars)
    notes = (door_line(),) if role == "door" and bars else ()
    return Chart(
        id=role, kind="bars", title=pick_name(role), count=told, bars=bars, high=_most(bars),
        table=Table((pick_name(role), tr("Entries")), rows),
        summary=_pick_summary(bars, told), notes=notes, words=tuple(bar.label for bar in bars),
    )  # fmt: skip


def picked_over_time(role: str, readings: Sequence[Reading], labels: Labels) -> Chart:
    """How often the commonest choices were picked, month by month."""
    whole = picked(role, readings, labels)
    bars = whole.bars
    months = sorted({reading.day[:7] for reading in readings if role in reading.picks})
    counts: Counter[tuple[str, str]] = Counter(
        (reading.day[:7], choice) for reading in readings for choice in reading.picks.get(role, ())
    )
    lines = tuple(
        Line(
            bar.id, bar.label,
            tuple(Point(f"{month}-01", counts[month, bar.id]) for month in months),
        )
        for bar in bars[:_MOST_LINES]
    )  # fmt: skip
    rows = tuple(
        (when.month(f"{month}-01"), *(str(counts[month, bar.id]) for bar in bars))
        for month in months
    )
    return Chart(
        id=f"{role}-by-month", kind="lines", count=whole.count, lines=lines,
        title=tr("{what} by month").format(what=pick_name(role)),
        table=Table((tr("Month"), *(bar.label for bar in bars)), rows),
        high=max((point.value for line in lines for point in line.points), default=1),
        summary=whole.summary, notes=whole.notes, words=whole.words,
    )  # fmt: skip


def scale_name(role: str) -> str:
    """What a scale is called on a chart."""
    return {
        "distress": tr("How heavy it felt"),
        "energy": tr("Energy"),
        "strain": tr("Strain"),
        "satisfaction": tr("Satisfaction"),
        "connection": tr("Connection"),
        "workload": tr("Workload"),
        "warmth": tr("Warmth"),
        "wariness": tr("Wariness"),
        "clarity": tr("Clear boundaries"),
    }[role]


def pick_name(role: str) -> str:
    """What a kind of pick is called on a chart."""
    return {
        "feelings": tr("Feelings"),
        "contact": tr("Contact with residents"),
        "pull": tr("Drawn to"),
        "door": tr("The office door"),
    }[role]


def door_line() -> str:
    """What stands under every chart of the door."""
    return tr("No place of the door is right or wrong in itself.")


def describes_line() -> str:
    """What stands above the charts."""
    return tr("These are your own marks put together. They describe; they don't say why.")


def _points(role: str, readings: Iterable[Reading]) -> Iterable[Point]:
    for reading in readings:
        if role in reading.scores:
            yield Point(reading.day, reading.scores[role], reading.entry)


def _scored(role: str, readings: Iterable[Reading], kind: str) -> list[Reading]:
    return [found for found in readings if found.shift_kind == kind and role in found.scores]


def _spread(id_: str, label: str, scores: Sequence[float]) -> Spread:
    return Spread(id_, label, len(scores), min(scores), median(scores), max(scores))


def _spread_chart(
    id_: str, title: str, role: str, spreads: Sequence[Spread], notes: tuple[str, ...]
) -> Chart:
    rows = tuple(
        (spread.label, str(spread.count), *map(figure, (spread.low, spread.middle, spread.high)))
        for spread in spreads
    )
    count = sum(spread.count for spread in spreads)
    columns = (tr("Group"), tr("Entries"), tr("Lowest"), tr("Middle"), tr("Highest"))
    return Chart(
        id=id_, kind="spreads", title=title, count=count, spreads=tuple(spreads),
        low_label=_ends(role)[0], high_label=_ends(role)[1], table=Table(columns, rows),
        summary=_spreads_summary(spreads),
        notes=() if count < FEW else notes,
    )  # fmt: skip


def _spreads_summary(spreads: Sequence[Spread]) -> str:
    """As many as somebody can listen to; the table has them all."""
    told = [_spread_summary(spread) for spread in spreads[-_MOST_SPOKEN:]]
    if len(spreads) > _MOST_SPOKEN:
        told.insert(0, tr("The last {count}; the table has them all.").format(count=_MOST_SPOKEN))
    return " ".join(told) or nothing_line()


def _spread_summary(spread: Spread) -> str:
    if spread.few:
        return f"{spread.label}: {too_few(spread.count)}"
    return tr("{group}, {count} entries: lowest {low}, middle {middle}, highest {high}.").format(
        group=spread.label, count=spread.count, low=figure(spread.low),
        middle=figure(spread.middle), high=figure(spread.high),
    )  # fmt: skip


def _line_summary(lines: Sequence[Line], scored: Sequence[Reading]) -> str:
    if not scored:
        return nothing_line()
    if len(scored) < FEW:
        return too_few(len(scored))
    between = tr("{count} entries from {first} to {last}.").format(
        count=len(scored), first=when.day(scored[0].day), last=when.day(scored[-1].day)
    )
    told = (
        tr("{scale}: lowest {low}, middle {middle}, highest {high}.").format(
            scale=line.label, low=figure(min(values)), middle=figure(median(values)),
            high=figure(max(values)),
        )
        for line in lines
        for values in [[point.value for point in line.points]]
    )  # fmt: skip
    return " ".join((between, *told))


def _pick_summary(bars: Sequence[Bar], told: int) -> str:
    if not told:
        return nothing_line()
    if told < FEW:
        return too_few(told)
    named = ", ".join(
        trn("{what} ({count} entry)", "{what} ({count} entries)", bar.count).format(
            what=bar.label, count=bar.count
        )
        for bar in bars[:_MOST_NAMED]
    )
    return tr("{count} entries. Most often: {named}.").format(count=told, named=named)


def _halves(line: Line) -> str:
    """The two halves side by side, where each is enough to speak of."""
    values = [point.value for point in line.points]
    if len(values) < 2 * FEW:
        return ""
    middle = len(values) // 2
    sooner, later = figure(median(values[:middle])), figure(median(values[-middle:]))
    return tr(
        "{scale}: the middle was {sooner} in the first half and {later} in the second."
    ).format(scale=line.label, sooner=sooner, later=later)


def _compared(role: str, spreads: Sequence[Spread]) -> str:
    told = "; ".join(
        tr("{group}: {middle} ({count} entries)").format(
            group=spread.label, middle=figure(spread.middle), count=spread.count
        )
        for spread in spreads
        if not spread.few
    )
    return tr("{scale}, the middle of each: {told}.").format(scale=scale_name(role), told=told)


def nothing_line() -> str:
    """What a chart says when there is nothing in it."""
    return tr("Nothing to show for this time.")


def _ends(role: str) -> tuple[str, str]:
    """The words at both ends of a chart's scale; templates word their own differently."""
    high = {
        "distress": tr("as heavy as it gets"),
        "energy": tr("plenty"),
        "strain": tr("more than I can carry"),
        "workload": tr("more than I can carry"),
        "clarity": tr("very clear"),
    }
    low = {"energy": tr("none"), "strain": tr("none"), "clarity": tr("very blurred")}
    return low.get(role, tr("not at all")), high.get(role, tr("very"))


def _cell(reading: Reading, role: str) -> str:
    return figure(reading.scores[role]) if role in reading.scores else ""


def _shift_name(kind: str | None) -> str:
    return when.shift_kind(kind) if kind else ""


def _label(labels: Labels, role: str, choice: str) -> str:
    return labels.get((role, choice), choice.replace("_", " "))


def _most(bars: Sequence[Bar]) -> float:
    return max((bar.count for bar in bars), default=1)
