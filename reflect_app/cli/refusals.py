"""What is said of words that do not fit: our own names, and never what was typed.

A value may be journal text or a passphrase in the wrong place. Names of options and commands are
ours, so they can be said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from reflect_app.core.alike import did_you_mean
from reflect_app.words import tr

COMMAND, WHAT = "COMMAND", "WHAT"
"""What stands for a command in a usage line, and for a command of a command."""

_LACKING = re.compile(r"the following arguments are required: (.*)")
_ONE_OF = re.compile(r"one of the arguments (.*) is required")
_REFUSED = re.compile(r"argument ([^:]*): (.*)", re.DOTALL)
_CHOICE = re.compile(r"invalid choice: '(.*)' \(choose from (.*)\)", re.DOTALL)
_BOTH = re.compile(r"not allowed with argument (.*)")
_KIND = re.compile(r"invalid (\w+) value")
_OPTION = re.compile(r"--?[a-z][a-z-]*(=|$)")
_KINDS: dict[str, Callable[[], str]] = {
    "iso_date": lambda: tr("That does not fit {name}, which is a date such as 2026-03-28."),
    "whole_number": lambda: tr("That does not fit {name}, which is a whole number such as 20."),
    "_some": lambda: tr("That does not fit {name}, which is a whole number such as 20."),
    "int": lambda: tr("That does not fit {name}, which is a whole number such as 20."),
}


def what_is_wrong(message: str, prog: str, under: Sequence[str] = ()) -> str:
    """A sentence for argparse's; "" where it says nothing that may be repeated. `under` are the
    commands of the command `prog`.
    """
    if lacking := _LACKING.match(message):
        if lacking[1] == WHAT:
            return tr("After “{command}” comes one of these: {names}.").format(
                command=prog, names=", ".join(under)
            )
        return tr("Something is missing: {names}.").format(names=lacking[1])
    if one_of := _ONE_OF.match(message):
        return tr("Give one of these: {names}.").format(names=", ".join(one_of[1].split()))
    refused = _REFUSED.match(message)
    return _not_fitting(refused[1], refused[2], prog) if refused else ""


def no_option(words: Sequence[str], options: Sequence[str]) -> str:
    """The words that nothing took, where `options` are those there are."""
    unknown = [word.split("=")[0] for word in words if _OPTION.match(word)]
    if not unknown:
        return tr("There is a word too many.")
    said = tr("There is no option {option} here.").format(option=unknown[0])
    return " ".join(filter(None, (said, did_you_mean(unknown[0], options))))


def _not_fitting(name: str, reason: str, prog: str) -> str:
    if reason.startswith("expected"):
        return tr("Something has to follow {name}.").format(name=name)
    if both := _BOTH.match(reason):
        return tr("{one} and {other} do not go together.").format(one=name, other=both[1])
    if choice := _CHOICE.match(reason):
        return _no_choice(name, choice[1], re.findall(r"[\w.-]+", choice[2]), prog)
    kind = _KIND.match(reason)
    said = _KINDS.get(kind[1] if kind else "", lambda: tr("That does not fit {name}."))
    return said().format(name=name)


def _no_choice(name: str, typed: str, choices: Sequence[str], prog: str) -> str:
    if name == COMMAND:
        said = tr("Reflect has no such command.")
    elif name == WHAT:
        said = tr("After “{command}” comes one of these: {names}.").format(
            command=prog, names=", ".join(choices)
        )
    else:
        said = tr("That does not fit {name}, which is one of these: {choices}.").format(
            name=name, choices=", ".join(choices)
        )
    return " ".join(filter(None, (said, did_you_mean(typed, choices))))
