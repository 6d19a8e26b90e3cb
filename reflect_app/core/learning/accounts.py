"""What there is so far, counted and never judged: no gap, no deadline, no colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from reflect_app.core import when
from reflect_app.core.entries import Answers
from reflect_app.core.learning.bodies import Body, Figure, Measure
from reflect_app.words import tr, trn

Hours = int | float
_UNSORTED = frozenset({"", "other", "none"})


@dataclass(frozen=True, slots=True)
class Account:
    """One account. `day` is the activity's own day, `YYYY-MM-DD`; `body` "" for none chosen.

    `participatory` are those of the `hours` spent with other people. `recognisable` is what its
    writer answered to "Could anyone be recognised?", None for no answer. `draft` says that `id`
    is that of an unfinished page.
    """

    id: str
    day: str
    body: str = ""
    kind: str = ""
    hours: Hours = 0
    participatory: Hours = 0
    peer: bool = False
    recognisable: bool | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over accounts. `alone` are the hours that were not with other people."""

    accounts: int
    hours: Hours
    participatory: Hours
    alone: Hours
    peer: int
    kinds: int

    def of(self, measure: Measure) -> Hours:
        """One of them by name."""
        found: Hours = getattr(self, measure)
        return found


@dataclass(frozen=True, slots=True)
class Counted:
    """One neutral line, such as "3 of 5 accounts written", and where its number comes from."""

    measure: Measure
    count: Hours
    figure: Hours | None
    own: bool
    sentence: str
    source: str


def account_of(id_: str, day: str, answers: Answers, *, draft: bool = False) -> Account:
    """What counts of an account's answers; `day` stands where it names no day of its own."""
    recognisable = answers.get("recognisable")
    return Account(
        id=id_,
        day=str(answers.get("activity_date") or day),
        body=str(answers.get("body", "")),
        kind=str(answers.get("activity_type", "")),
        hours=_number(answers.get("hours")),
        participatory=_number(answers.get("participatory")),
        peer=bool(str(answers.get("peer", "")).strip() or answers.get("peer_date")),
        recognisable=recognisable if isinstance(recognisable, bool) else None,
        draft=draft,
    )


def counted_for(body: Body, accounts: Iterable[Account], since: str = "") -> tuple[Account, ...]:
    """The finished accounts that count towards a body, oldest first: those written for it or for
    none in particular, from a day on.
    """
    found = (
        account
        for account in accounts
        if not account.draft
        and (account.body == body.id or account.body in _UNSORTED or body.id == "none")
        and account.day >= since
    )
    return tuple(sorted(found, key=lambda account: (account.day, account.id)))


def totals(accounts: Sequence[Account]) -> Totals:
    """The sums; decimal hours add up exactly."""
    hours = _sum(account.hours for account in accounts)
    shared = _sum(account.participatory for account in accounts)
    kinds = {account.kind for account in accounts if account.kind not in ("", "cant_tell")}
    return Totals(
        accounts=len(accounts),
        hours=hours,
        participatory=shared,
        alone=_sum((hours, -shared)) if hours > shared else 0,
        peer=sum(account.peer for account in accounts),
        kinds=len(kinds),
    )


def counts(body: Body, found: Totals, own: Mapping[str, Hours]) -> tuple[Counted, ...]:
    """What the body counts, in its own order; `own` are the figures its writer set instead."""
    return tuple(_counted(body, each, found.of(each.counts), own) for each in body.figures)


def _counted(body: Body, each: Figure, count: Hours, own: Mapping[str, Hours]) -> Counted:
    mine = each.counts in own
    figure = own.get(each.counts, each.figure)
    return Counted(
        measure=each.counts,
        count=count,
        figure=figure,
        own=mine,
        sentence=sentence(each.counts, count, figure),
        source=_own_line() if mine else _source(body, each),
    )


def _source(body: Body, each: Figure) -> str:
    if not body.months:  # nobody to check with
        return str(each.source)
    return source_line(str(each.source), each.noted)


def sentence(measure: Measure, count: Hours, figure: Hours | None) -> str:
    """A count in words, with the number it is seen beside where there is one."""
    alone, beside = _sentences(measure, count)
    shown = in_words(count)
    if figure is None:
        return alone.format(count=shown)
    return beside.format(count=shown, figure=in_words(figure))


def _sentences(measure: Measure, count: Hours) -> tuple[str, str]:
    number = 1 if count == 1 else 2
    if measure == "accounts":
        return (
            trn("{count} account written", "{count} accounts written", number),
            tr("{count} of {figure} accounts written"),
        )
    if measure == "hours":
        return trn("{count} hour", "{count} hours", number), tr("{count} of {figure} hours")
    if measure == "participatory":
        return (
            trn("{count} hour with other people", "{count} hours with other people", number),
            tr("{count} of {figure} hours with other people"),
        )
    if measure == "peer":
        return (
            trn("{count} talked over with a peer", "{count} talked over with a peer", number),
            tr("{count} of {figure} talked over with a peer"),
        )
    return (
        trn("{count} kind of activity", "{count} kinds of activity", number),
        tr("{count} of {figure} kinds of activity"),
    )


def source_line(source: str, noted: str) -> str:
    """Where a figure was read and when, with the reminder that it may have changed."""
    return tr("{source}. Noted {month}; check it with your body.").format(
        source=source, month=when.month(f"{noted}-01")
    )


def _own_line() -> str:
    return tr("You set this number yourself.")


def in_words(hours: Hours) -> str:
    """A number as people write it: 2, 2.5."""
    return str(int(hours)) if float(hours).is_integer() else str(hours)


def months_before(today: date, months: int) -> str:
    """The day some months ago, ISO; "" for no months: everything counts."""
    if not months:
        return ""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, 28)).isoformat()


def _number(value: object) -> Hours:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0


def _sum(values: Iterable[Hours]) -> Hours:
    # By the digits a person typed: 0.1 and 0.2 hours are 0.3.
    found = sum((Fraction(str(value)) for value in values), Fraction())
    return int(found) if found.denominator == 1 else float(found)
