"""Templates: prompts list, show, sheet, check, add, remove, hide, unhide, duplicate, pack."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reflect_app.cli.commands.packs import refusal
from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import folder_of, unlocked
from reflect_app.core.prompts import Question, Template, in_language, template_to_json
from reflect_app.errors import InvalidInputError
from reflect_app.words import language, tr, trn

if TYPE_CHECKING:
    from reflect_app.app import App
    from reflect_app.services.prompt_packs import PackLook
    from reflect_app.services.prompts_out import PromptsPreview


_SHIFT = '{"start": "2026-11-27T21:45", "kind": "night"}'
_ACTION = '{"text": "", "owner": "", "due": "2026-12-01"}'


def add(subparsers: Subparsers) -> None:
    """Add the commands."""
    prompts = command(subparsers, "prompts", "templates").add_subparsers(
        metavar="WHAT", required=True
    )
    command(prompts, "list", "every template", _list)
    command(prompts, "show", "one template with its questions", _show).add_argument("id")
    sheet = command(prompts, "sheet", "a blank sheet of one, to print", _sheet)
    sheet.add_argument("id")
    sheet.add_argument("--out", metavar="FILE", required=True, help="a PDF")
    _add_review(sheet)
    for name, about, run in (
        ("check", "check the file of a template or a pack", _check),
        ("add", "keep a template, or all of a signed pack, in the journal", _add),
    ):
        command(prompts, name, about, run).add_argument("file", metavar="FILE")
    command(prompts, "remove", "offer a template no longer", _remove).add_argument("id")
    command(prompts, "hide", "leave a template out of the gallery", _hide).add_argument("id")
    command(prompts, "unhide", "show it there again", _unhide).add_argument("id")
    duplicate = command(prompts, "duplicate", "a copy of your own, ready to be changed", _duplicate)
    duplicate.add_argument("id")
    duplicate.add_argument("--title", default="")
    pack = command(prompts, "pack", "hand your own prompts out in one signed file", _pack)
    pack.add_argument("ids", metavar="ID", nargs="+")
    pack.add_argument("--out", metavar="FILE", required=True)
    pack.add_argument("--service", metavar="NAME", default="", help="the first part of the ids")
    pack.add_argument("--title", default="")
    _add_review(pack)


def _add_review(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reviewed", action="store_true", help="names that were found in your own may stay"
    )


def _offered(
    args: argparse.Namespace, console: Console, app: App
) -> tuple[list[Template], frozenset[str]]:
    """The built-in templates; with a passphrase at hand also those kept in the journal, and the
    ids of those that it leaves out of the gallery."""
    if args.passphrase_file and app.has_vault(folder_of(args, app)):
        with unlocked(args, console, write=False) as journal:
            return journal.templates.all(), journal.templates.hidden()
    return list(app.library.all()), frozenset()


def _list(args: argparse.Namespace, console: Console) -> Result:
    found, hidden = _offered(args, console, args.app)
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
    worded = (in_language(template, language()) for template in found)
    lines = [_line(template, hidden=template.id in hidden) for template in worded]
    return Result(rows, "\n".join(lines))


def _line(template: Template, *, hidden: bool) -> str:
    minutes = trn("{count} min", "{count} min", template.minutes).format(count=template.minutes)
    told = f"  ({tr('hidden')})" if hidden else ""
    return f"{template.id:<24} {minutes:>7}  {template.title}. {template.purpose}{told}"


def _show(args: argparse.Namespace, console: Console) -> Result:
    found = _one(args, console)
    return Result(template_to_json(found), lambda: _described(in_language(found, language())))


def _one(args: argparse.Namespace, console: Console) -> Template:
    app: App = args.app
    if not args.passphrase_file:
        return app.library.get(args.id)
    held = {template.id: template for template in _offered(args, console, app)[0]}
    return held.get(args.id) or app.library.get(args.id)


def _sheet(args: argparse.Namespace, console: Console) -> Result:
    from reflect_app.services.prompt_words import is_own
    from reflect_app.services.sheets import write_sheet

    app: App = args.app
    template = _one(args, console)
    if is_own(template):
        with unlocked(args, console, write=False) as journal:
            found = journal.prompts_out.preview((template,))
        if refused := _refused(found, args, console):
            return refused
    made = write_sheet(template, Path(args.out), app.clock, language=app.language)
    text = tr("A blank sheet is in {path}.").format(path=made.out)
    return Result({"out": str(made.out), "bytes": made.bytes}, text)


def _described(template: Template) -> str:
    lines = [template.title, template.purpose, ""]
    for question in template.questions:
        lines.append(f"{question.id}  [{question.type}]  {question.text}")
        lines += [f"    {line}" for line in _shape(question)]
    return "\n".join(lines)


def _shape(question: Question) -> list[str]:
    """How an answer is given, as `write --answers` takes it."""
    lines = [f"{choice.id}: {choice.label}" for choice in question.choices]
    lines += [f"{field.id}: {field.label}" for field in question.fields]
    low = question.min if question.min is not None else 0
    high = question.max if question.max is not None else 10
    shapes = {
        "scale": tr("a whole number, {low} to {high}").format(low=low, high=high),
        "multi_choice": tr("a list of these"),
        "emotions": tr("a list of these, {most} at most").format(most=question.up_to or 5),
        "people": tr("a list of pseudonyms"),
        "date": tr("a date, such as 2026-11-28"),
        "shift": f"{tr('when it began, and its kind:')} {_SHIFT}",
        "yes_no": tr("true or false"),
        "actions": f"{tr('a list of:')} {_ACTION}",
        "options": tr("a list of objects with these parts"),
    }
    ends = " · ".join(
        f"{number}: {label}"
        for number, label in ((low, question.min_label), (high, question.max_label))
        if label
    )
    if question.type == "number" and (question.min is not None or question.max is not None):
        parts = (question.min, question.max)
        shapes["number"] = " – ".join("" if part is None else str(part) for part in parts).strip()
    told = [question.help, shapes.get(question.type, ""), ends]
    return [*filter(None, told), *lines]


def _check(args: argparse.Namespace, console: Console) -> Result:
    from reflect_app.services.prompt_packs import fingerprint_of, is_pack, read_signed
    from reflect_app.services.templates import check_template

    if is_pack(Path(args.file)):
        pack = read_signed(Path(args.file), args.app.library)
        words, ids = fingerprint_of(pack), [template.id for template in pack.templates]
        text = tr("{file} is a sound pack, signed by {words}.").format(file=args.file, words=words)
        told = {"service": pack.service, "templates": ids, "fingerprint": words}
        if not (args.passphrase_file and args.app.has_vault(folder_of(args, args.app))):
            return Result(told, text)
        with unlocked(args, console, write=False) as journal:
            look = journal.prompt_packs.inspect(Path(args.file))
        lines = [text, look.signer.line, *_steps(look), *filter(None, [look.refusal])]
        return Result({**told, **_look_document(look)}, "\n".join(lines))
    found = check_template(Path(args.file), args.app.library)
    document: dict[str, Any] = {
        "id": found.id,
        "version": found.version,
        "title": found.title,
        "questions": len(found.questions),
    }
    return Result(document, tr("{file} is a sound template.").format(file=args.file))


def _look_document(look: PackLook) -> dict[str, Any]:
    steps = [
        {
            "id": step.id, "step": step.step, "version": step.version, "held": step.held,
            "differences": list(step.differences),
        }
        for step in look.steps
    ]  # fmt: skip
    return {"standing": look.signer.standing, "steps": steps, "refusal": look.refusal}


def _steps(look: PackLook) -> list[str]:
    """What a pack changes here, as the window says it before it is taken in."""
    lines = []
    for step in look.steps:
        lines.append(f"{step.id}  {step.title}. {step.line}")
        lines += [f"    {line}" for line in step.differences]
    return lines


def _add(args: argparse.Namespace, console: Console) -> Result:
    from reflect_app.services.prompt_packs import is_pack
    from reflect_app.services.templates import read_template

    if is_pack(Path(args.file)):
        return _take(args, console)
    found = read_template(Path(args.file), args.app.library)
    with unlocked(args, console, write=True) as journal:
        journal.templates.add(found)
    text = tr("“{title}” is on offer now.").format(title=found.title)
    return Result({"id": found.id, "version": found.version}, text)


def _take(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        look = journal.prompt_packs.inspect(Path(args.file))
        taken = journal.prompt_packs.take(Path(args.file))
    document = {
        "added": list(taken.added),
        "updated": list(taken.updated),
        "signer": {"fingerprint": taken.signer.fingerprint, "standing": taken.signer.standing},
    }
    said = tr("{added} new, {updated} with a new wording.").format(
        added=len(taken.added), updated=len(taken.updated)
    )
    return Result(document, "\n".join([f"{taken.signer.line} {said}", *_steps(look)]))


def _pack(args: argparse.Namespace, console: Console) -> Result:
    out = Path(args.out)
    with unlocked(args, console, write=False) as journal:
        own = journal.prompt_packs.own(args.ids)
        shown = journal.prompts_out.preview(own, title=args.title)
        if refused := _refused(shown, args, console):
            return refused
        made = journal.prompt_packs.export(tuple(args.ids), out, service=args.service, shown=shown)
    document = {"out": str(made.out), "bytes": made.bytes, "templates": list(made.templates)}
    return Result(document, tr("Signed, and in {path}.").format(path=made.out))


def _refused(found: PromptsPreview, args: argparse.Namespace, console: Console) -> Result | None:
    """The refusal, where names are found in one's own prompts that nobody looked at."""
    from reflect_app.services.prompts_out import refuse_unreviewed

    try:
        refuse_unreviewed(found, reviewed=args.reviewed)
    except InvalidInputError as problem:
        return refusal(problem, found, console)
    return None


def _hide(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        journal.templates.hide(args.id)
    return Result({"id": args.id, "hidden": True}, tr("Left out of the gallery from now on."))


def _unhide(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        journal.templates.unhide(args.id)
    return Result({"id": args.id, "hidden": False}, tr("In the gallery again."))


def _duplicate(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        copy = journal.prompt_editor.duplicate(args.id, args.title)
    text = tr("“{title}” is on offer now.").format(title=copy.title)
    return Result({"id": copy.id, "version": copy.version}, f"{text} {copy.id}")


def _remove(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        journal.templates.remove(args.id)
    text = tr("Not on offer any more. Entries that used it keep their wording.")
    return Result({"id": args.id}, text)
