"""Finding entries: list and search."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from reflect_app.cli.console import STDIN, Console
from reflect_app.cli.options import Subparsers, add_filters, command, query_of
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.cli.telling import summaries_text
from reflect_app.core.entries import Page, Query
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal


def add(subparsers: Subparsers) -> None:
    """Add the commands."""
    add_filters(command(subparsers, "list", "entries, newest first", _list))
    search = command(subparsers, "search", "entries that hold all the words", _search)
    search.add_argument("query", metavar="QUERY|-", help='words, or "a phrase"')
    add_filters(search)


def _list(args: argparse.Namespace, console: Console) -> Result:
    return _found(args, console, query_of(args))


def _search(args: argparse.Namespace, console: Console) -> Result:
    text = console.read_text(STDIN, 64 * 1024).strip() if args.query == STDIN else args.query
    return _found(args, console, query_of(args, text))


def _found(args: argparse.Namespace, console: Console, query: Query) -> Result:
    with unlocked(args, console, write=False) as journal:
        page = journal.entries.page(query, args.offset, args.limit, worded=not args.json)
        if not page.total:
            for told in _unknown(journal, query):
                console.note(told)
    return Result(_document(page), lambda: summaries_text(page.entries, page.total))


def _unknown(journal: Journal, query: Query) -> list[str]:
    """What was asked for that nothing here is called: a slip, most likely."""
    held = journal.templates.all()  # ids, names and tags are the owner's, on their own screen
    feelings = {
        choice.id
        for template in held
        for question in template.questions
        if question.type == "emotions"
        for choice in question.choices
    }
    told = []
    if query.template and query.template not in {template.id for template in held}:
        said = tr("No prompt is called “{id}”. “reflect prompts list” names them.")
        told.append(said.format(id=query.template))
    if query.person and query.person.casefold() not in {
        person.pseudonym.casefold() for person in journal.people.list()
    }:
        said = tr("No pseudonym is called “{name}”. “reflect people list” names them.")
        told.append(said.format(name=query.person))
    if query.tag and query.tag.casefold() not in {
        tag.casefold() for tag, _ in journal.entries.tags()
    }:
        told.append(tr("No entry has the tag “{tag}”.").format(tag=query.tag))
    if query.feeling and query.feeling not in feelings:
        said = tr("No feeling is called “{id}”. “reflect prompts show after-shift” names them.")
        told.append(said.format(id=query.feeling))
    return told


def _document(page: Page) -> dict[str, Any]:
    return {
        "total": page.total,
        "entries": [
            {
                "id": found.id,
                "template": found.template,
                "title": found.title,
                "written": found.written,
                "event": found.event,
                "snippet": found.snippet,
                "marked": found.marked,
                "tags": list(found.tags),
            }
            for found in page.entries
        ],
    }
