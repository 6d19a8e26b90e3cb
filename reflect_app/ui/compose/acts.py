"""What the writing page asks of the journal. Each runs in the thread that owns the vault."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from reflect_app.core.changes import Changes, Saved
from reflect_app.core.entries import Draft, Query
from reflect_app.core.prompts import Template, in_welsh, title_in
from reflect_app.core.supervision import PREPARATION, RECORDS
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.services.journal import Journal
from reflect_app.services.support import SupportLine
from reflect_app.ui.compose.targets import CarryOn, EditEntry, Target
from reflect_app.ui.questions.dates import iso_day, say_date

_MOST_MARKED = 100
_OF_SESSIONS = frozenset((PREPARATION, *itertools.chain(*RECORDS.values())))
_MOST_TAGS = 200


@dataclass(frozen=True, slots=True)
class Opened:
    """A page and what its form needs to be drawn."""

    draft: Draft
    template: Template
    people: tuple[str, ...]
    marked: tuple[tuple[str, str], ...]
    support: tuple[SupportLine, ...]
    titles: dict[str, str]
    on_disk: bool
    session: str = ""
    """The session that this is a page of, if it is still planned or held."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A page that was thrown away, whole, so that it can be put back."""

    draft: Draft
    changes: Changes


def open_page(
    journal: Journal, target: Target, support: Callable[[Journal], tuple[SupportLine, ...]],
    *, welsh: bool = False,
) -> Opened:  # fmt: skip
    """The draft a target means, begun if need be, and everything around it."""
    if isinstance(target, CarryOn):
        draft, on_disk = journal.drafts.get(target.draft), True
    elif isinstance(target, EditEntry):
        draft, on_disk = journal.drafts.open(target.entry), False
    else:
        draft, on_disk = journal.drafts.start(target.template, shift=target.shift), False
    template = journal.templates.wording(draft.template, draft.template_version)
    return Opened(
        draft=draft,
        template=in_welsh(template) if welsh else template,
        people=people_now(journal),
        marked=_marked(journal) if template.with_role("bring") else (),
        support=support(journal),
        titles={
            item.id: title_in(item, "cy" if welsh else "en") for item in journal.templates.all()
        },
        on_disk=on_disk,
        session=_session_of(journal, draft) if template.id in _OF_SESSIONS else "",
    )


def people_now(journal: Journal) -> tuple[str, ...]:
    """The pseudonyms that are offered."""
    return tuple(person.pseudonym for person in journal.people.list() if not person.retired)


def tags_now(journal: Journal) -> tuple[str, ...]:
    """The tags in use, commonest first. Counted over the whole journal, so asked for last."""
    return tuple(tag for tag, _ in journal.entries.tags()[:_MOST_TAGS])


def finish(journal: Journal, draft: Draft) -> Saved:
    """Keep the last words, then make one revision of the page."""
    journal.drafts.save(draft)
    return journal.drafts.finish(draft.id)


def drop(journal: Journal, draft: Draft) -> Dropped:
    """Throw the page away as it stands, whether or not it had reached the disk. Where nothing may
    be thrown away, it is kept as it stands.
    """
    try:
        journal.drafts.discard(draft.id)
    except NotFoundError:
        pass
    except InvalidInputError:
        journal.drafts.save(draft)
        raise
    return Dropped(draft, Changes(drafts=frozenset({draft.id})))


def _session_of(journal: Journal, draft: Draft) -> str:
    for each in journal.sessions.list():
        written = draft.entry and draft.entry in (each.record, each.preparation)
        if written or each.id == draft.session:
            return each.id
    return ""


def _marked(journal: Journal) -> tuple[tuple[str, str], ...]:
    page = journal.entries.page(Query(marked=True), 0, _MOST_MARKED)
    return tuple((item.id, f"{item.title} · {_day(item.event)}") for item in page.entries)


def _day(event: str) -> str:
    day = iso_day(event)
    return say_date(day) if day else ""
