"""Groups a person facilitates, and supervision agreements."""

from __future__ import annotations

import argparse
from typing import Any

from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import unlocked
from reflect_app.core.supervision import Agreement, Group, state_of
from reflect_app.core.supervision.states import sign_off_line, state_line
from reflect_app.errors import InvalidInputError
from reflect_app.words import tr


def add(subparsers: Subparsers) -> None:
    """Add the commands."""
    groups = command(subparsers, "groups", "groups you facilitate").add_subparsers(
        metavar="WHAT", required=True
    )
    command(groups, "list", "every group", _list)
    command(groups, "add", "begin a group", _add).add_argument("name")
    command(groups, "show", "one group", _show).add_argument("group", metavar="ID|NAME")
    change = command(groups, "describe", "members and ground rules", _describe)
    change.add_argument("group", metavar="ID|NAME")
    change.add_argument(
        "--members", metavar="FILE|-", required=True, help='JSON: {"members":[{"name","agency"}]}'
    )
    agreed = command(groups, "rules-agreed", "the members agreed the ground rules", _agreed)
    agreed.add_argument("group", metavar="ID|NAME")
    deals = command(subparsers, "agreements", "supervision agreements").add_subparsers(
        metavar="WHAT", required=True
    )
    command(deals, "list", "every agreement", _deals)
    begin = command(deals, "add", "begin one with somebody", _begin)
    begin.add_argument("--with", dest="with_", metavar="CONTACT|NAME", required=True)
    begin.add_argument("--answers", metavar="FILE|-", help="JSON, merged")
    write = command(deals, "write", "write or change its page", _write)
    write.add_argument("id")
    write.add_argument("--answers", metavar="FILE|-", required=True, help="JSON, merged")
    sign = command(deals, "sign", "sign it as it stands", _sign)
    sign.add_argument("id")
    sign.add_argument("--in-person", metavar="NAME", help="agreed in person: typed, not verified")


def _group(group: Group) -> dict[str, Any]:
    return {
        "id": group.id, "name": group.name,
        "members": [{"id": m.id, "name": m.name, "agency": m.agency} for m in group.members],
        "rules": group.rules, "rules_agreed": group.rules_agreed or None,
        "ended": group.ended or None,
    }  # fmt: skip


def _deal(agreement: Agreement) -> dict[str, Any]:
    return {
        "id": agreement.id, "with": agreement.with_name, "entry": agreement.entry or None,
        "state": state_of(agreement), "state_words": state_line(agreement),
        "review": agreement.review or None, "ended": agreement.ended or None,
        "theirs": sign_off_line(agreement.theirs, agreement.with_name, agreement.digest),
    }  # fmt: skip


def _list(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        found = journal.groups.list()
    lines = [f"{each.id}  {each.name}" for each in found]
    return Result([_group(each) for each in found], "\n".join(lines))


def _add(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        saved = journal.groups.add(args.name)
    return Result({"id": saved.id, "revision": saved.revision}, tr("Begun."))


def _show(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        group = journal.groups.find(args.group)
        dates = [each.at for each in journal.groups.sessions(group)]
    members = [f"{each.name} · {each.agency}".rstrip(" ·") for each in group.members]
    text = "\n".join([group.name, *members, group.rules, *dates])
    return Result(_group(group) | {"sessions": dates}, text)


def _describe(args: argparse.Namespace, console: Console) -> Result:
    given = console.read_json(args.members)
    rows = given.get("members") if isinstance(given, dict) else None
    if not isinstance(rows, list) or not all(_is_member(row) for row in rows):
        raise InvalidInputError(
            tr("Members are a list of names with an agency each."),
            tr("Such as {example}.").format(
                example='{"members": [{"name": "Alex", "agency": "NHS"}], "rules": "..."}'
            ),
            code="bad-members",
        )
    with unlocked(args, console, write=True) as journal:
        group = journal.groups.find(args.group)
        saved = journal.groups.describe(
            group.id, str(given.get("name", group.name)),
            [(row["name"], row.get("agency", "")) for row in rows],
            str(given.get("rules", group.rules)),
        )  # fmt: skip
    return Result({"id": saved.id, "revision": saved.revision}, tr("Saved."))


def _is_member(row: object) -> bool:
    return (
        isinstance(row, dict)
        and isinstance(row.get("name"), str)
        and isinstance(row.get("agency", ""), str)
    )


def _agreed(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        saved = journal.groups.rules_agreed(journal.groups.find(args.group).id)
    return Result({"id": saved.id, "revision": saved.revision}, tr("Saved."))


def _deals(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        found = journal.agreements.list()
    lines = [f"{each.id}  {each.with_name}\n    {state_line(each)}" for each in found]
    return Result([_deal(each) for each in found], "\n".join(lines))


def _begin(args: argparse.Namespace, console: Console) -> Result:
    answers = _answers(args, console) if args.answers else None
    with unlocked(args, console, write=True) as journal, journal.one_commit():
        saved = journal.agreements.add(args.with_)
        if answers is not None:
            journal.agreements.write(saved.id, answers)
    return Result({"id": saved.id, "revision": saved.revision}, tr("Begun."))


def _write(args: argparse.Namespace, console: Console) -> Result:
    answers = _answers(args, console)
    with unlocked(args, console, write=True) as journal:
        saved = journal.agreements.write(args.id, answers)
    return Result({"id": args.id, "revision": saved.revision}, tr("Saved."))


def _answers(args: argparse.Namespace, console: Console) -> dict[str, Any]:
    answers = console.read_json(args.answers)
    if not isinstance(answers, dict):
        raise InvalidInputError(tr("Answers are one JSON object."), code="bad-answers")
    return answers


def _sign(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=True) as journal:
        how = "in-person" if args.in_person else ""
        saved = journal.records.sign_agreement(args.id, how, args.in_person or "")
        agreement = journal.records.agreement(saved.id)
    return Result(_deal(agreement), state_line(agreement))
