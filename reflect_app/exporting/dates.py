"""Supervision dates for an employer that wants proof: when, how long, which kind, with whom by
role. No topic, no score, no name, and nobody's absence."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from reflect_app.core import when
from reflect_app.core.supervision import Session
from reflect_app.core.supervision.states import kind_name, role_name
from reflect_app.exporting.document import Document, Fact, Section, Table
from reflect_app.words import tr, trn


def dates_document(sessions: Sequence[Session], made: str, writer: str = "") -> Document:
    """The held sessions in the order they are given; `made` is an ISO date."""
    rows = tuple(_row(session, when.full_day(session.at)) for session in sessions)
    return Document(
        title=tr("Supervision dates"),
        made=made,
        sections=(Section("", (Table(_header(), rows),)),),
        subtitle=when.opening(when.full_day(made)),
        facts=(Fact(tr("From"), writer),) if writer else (),
        notes=(tr("Made by the person it is about. It holds dates and nothing that was said."),),
        footer=tr("Private. If found, please hand to the duty manager, unread."),
        cover=False,
    )


def dates_csv(sessions: Sequence[Session]) -> bytes:
    """The same as CSV (RFC 4180), UTF-8 with a mark so that Excel reads it. Days are ISO."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(_header())
    table.writerows(_row(session, session.at[:10]) for session in sessions)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _header() -> tuple[str, ...]:
    return (tr("Date"), tr("Length"), tr("Kind"), tr("Role of the other person"))


def _row(session: Session, day: str) -> tuple[str, ...]:
    count = session.minutes
    length = trn("{count} minute", "{count} minutes", count).format(count=count) if count else ""
    return (day, length, kind_name(session.kind), role_name(session.role))
