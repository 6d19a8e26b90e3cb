"""Templates: prompts list, show, check, add, remove."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import folder_of, unlocked
from reflect_app.core.prompts import Template, template_to_json
from reflect_app.words import tr, trn

if TYPE_CHECKING:
    from reflect_app.app import App


def add(subparsers: Subparsers) -> None:
    """Add the commands."""
    prompts = command(subparsers, "prompts", "templates").add_subparsers(
        metavar="WHAT", required=True
    )
    command(prompts, "list", "every template", _list)
    command(prompts, "show", "one template with its questions", _show).add_argument("id")
    for name, about, run in (
        ("check", "check a template's file", _check),
        ("add", "keep a template in the journal", _add),
    ):
        command(prompts, name, about, run).add_argument("file", metavar="FILE")
    command(prompts, "remove", "offer a template no longer", _remove).add_argument("id")


def _offered(args: argparse.Namespace, console: Console, app: App) -> list[Template]:
    """The built-in templates; with a passphrase at hand also those kept in the journal."""
    if args.passphrase_file and app.has_vault(folder_of(args, app)):
        with unlocked(args, console, write=False) as journal:
            return journal.templates.all()
    return list(app.library.all())


def _list(args: argparse.Namespace, console: Console) -> Result:
    found = _offered(args, console, args.app)
    rows = [
        {
            "id": template.id,
            "version": template.version,
            "title": template.title,
            "minutes": template.minutes,
            "purpose": template.purpose,
            "framework": template.framework,
        }
        for template in found
    ]
    return Result(rows, lambda: "\n".join(_line(template) for template in found))


def _line(template: Template) -> str:
    minutes = trn("{count} min", "{count} min", template.minutes).format(count=template.minutes)
    return f"{template.id:<24} {minutes:>7}  {template.title}. {template.purpose}"


def _show(args: argparse.Namespace, console: Console) -> Result:
    app: App = args.app
    if not args.passphrase_file:
        found = app.library.get(args.id)
    else:
        held = {template.id: template for template in _offered(args, console, app)}
        found = held.get(args.id) or app.library.get(args.id)
    return Result(template_to_json(found), lambda: _described(found))


def _described(template: Template) -> str:
    lines = [template.title, template.purpose, ""]
    for question in template.questions:
        lines.append(f"{question.id}  [{question.type}]  {question.text}")
        lines += [f"    {choice.id}: {choice.label}" for choice in question.choices]
    return "\n".join(lines)


def _check(args: argparse.Namespace, console: Console) -> Result:
    del console
    found = _read(args)
    document: dict[str, Any] = {
        "id": found.id,
        "version": found.version,
        "title": found.title,
        "questions": len(found.questions),
    }
    return Result(document, tr("{file} is a sound template.").format(file=args.file))


def _read(args: argparse.Namespace) -> Template:
    from reflect_app.services.templates import read_template

    return read_template(Path(args.file), args.app.library)


def _add(args: argparse.Namespace, console: Console) -> Result:
    found = _read(args)
    with unlocked(args, console, write=True) as journal:
        journal.templates.add(found)
    text = tr("“{title}” is on offer now.").format(title=found.title)
    return Result({"id": found.id, "version": found.version}, text)


def _remove(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        journal.templates.remove(args.id)
    text = tr("Not on offer any more. Entries that used it keep their wording.")
    return Result({"id": args.id}, text)
