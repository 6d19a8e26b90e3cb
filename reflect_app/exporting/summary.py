"""A group's summary, as its members are given it to agree."""

from __future__ import annotations

from collections.abc import Mapping

from reflect_app.core import when
from reflect_app.core.entries import Answer
from reflect_app.core.prompts import Template
from reflect_app.core.supervision import Session, state_of
from reflect_app.exporting.answers import answered
from reflect_app.exporting.document import Block, Document, Fact, Section
from reflect_app.words import tr

SUMMARISED = frozenset({"themes", "actions", "formal_record"})
"""The questions of `group-session` that members see. Attendance and totals are not among them."""


def group_summary(
    session: Session, template: Template, answers: Mapping[str, Answer], made: str, name: str
) -> Document:
    """The document; `made` is an ISO date. It names no member and holds no attendance."""
    blocks: list[Block] = []
    for asked in template.questions:
        if asked.id in SUMMARISED and asked.id in answers:
            question = answered(asked, answers[asked.id])
            if question:
                blocks.append(question)
    final = state_of(session) == "signed"
    waits = tr("Not final yet: say so if you see something differently.")
    return Document(
        title=tr("Group session summary"),
        made=made,
        sections=(Section("", tuple(blocks)),),
        subtitle=when.opening(when.full_day(session.at)),
        facts=(Fact(tr("Group"), name),) if name else (),
        notes=(
            tr("Agreed and final.") if final else waits,
            tr("Use this for your learning. Risk and incidents go in the proper record."),
        ),
        footer=tr("Private. If found, please hand to the duty manager, unread."),
        cover=False,
    )
