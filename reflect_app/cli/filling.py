"""A new page that is filled in on a terminal, with what stands around its questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reflect_app.app import App
from reflect_app.cli.asking import ask_answers
from reflect_app.cli.console import Console
from reflect_app.cli.offering import Around, Offering
from reflect_app.core.entries import Answers, Draft, EntryInput
from reflect_app.core.followups import Offer
from reflect_app.core.prompts import in_language
from reflect_app.core.shifts import check_instant
from reflect_app.core.tags import check_tags
from reflect_app.words import language

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal


def offer_after(console: Console, app: App, journal: Journal, id_: str) -> None:
    """Say what the page would have shown beside the answers of an entry that was just saved from
    a file: who is there after a heavy one, and which prompt could come next."""
    entry = journal.entries.show(id_)
    template = in_language(journal.entries.template_of(entry), language())
    around = _around(app, journal, lambda _: journal.followups(entry))
    Offering(console, template, around, dict(entry.answers), asks=False).at_the_end()


def _around(app: App, journal: Journal, offers: Callable[[Answers], Sequence[Offer]]) -> Around:
    titles = {item.id: in_language(item, language()).title for item in journal.templates.all()}
    return Around(support=app.support(journal.folder), offers=offers, titles=titles)


def fill_in(
    console: Console, app: App, journal: Journal, wanted: EntryInput
) -> tuple[EntryInput, Draft | None]:
    """What a person typed, with the rest of `wanted`; and a draft where they stopped early, not
    kept yet. What was given in the command is checked before anything is asked.

    Raises:
        NotFoundError: there is no such template. InvalidInputError: a time or tag does not fit.
        KeyboardInterrupt: they stopped before anything was typed.
    """
    begun = journal.drafts.start(wanted.template)
    event = None if wanted.event is None else check_instant(wanted.event, app.clock.zone())
    begun = replace(
        begun, event=event or begun.event, shift=wanted.shift, tags=check_tags(wanted.tags)
    )
    template = in_language(journal.templates.get(wanted.template), language())
    around = _around(
        app, journal, lambda answers: journal.followups(replace(begun, answers=answers))
    )
    people = [person.pseudonym for person in journal.people.list() if not person.retired]
    given = ask_answers(console, template, people, around)
    if given.later and not given.answers:
        raise KeyboardInterrupt
    marked = wanted.marked or given.marked
    answers, questions = given.answers, given.marked_questions
    filled = replace(
        wanted, answers=answers, event=event, marked=marked, marked_questions=questions
    )
    if not given.later:
        return filled, None
    return filled, replace(begun, answers=answers, marked=marked, marked_questions=questions)
