"""The words of the command line, as cli.md fixes them. Each command is one module."""

from __future__ import annotations

import argparse
import difflib
import importlib
import pkgutil
import re
from collections.abc import Sequence
from typing import NoReturn

import reflect_app
from reflect_app.cli import commands
from reflect_app.errors import UsageError
from reflect_app.words import tr

EXIT_CODES = (
    "exit codes: 0 done; 1 it could not be done; 2 the words do not fit; 3 vault or backup"
    " damaged; 4 rolled back; 5 wrong passphrase; 6 vault in use; 130 interrupted"
)


class Parser(argparse.ArgumentParser):
    """A parser that refuses with our own error, so that `--json` gets a document too."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing and leaving, with what is wrong and never what was typed."""
        raise UsageError(
            what_is_wrong(message)
            or tr("Those words do not fit the command “{command}”.").format(command=self.prog),
            tr("“{command} --help” shows how it goes.").format(command=self.prog),
        )


def what_is_wrong(message: str) -> str:
    """A sentence for argparse's; "" where it says nothing that may be repeated.

    A value may be journal text or a passphrase in the wrong place. Names of options and commands
    are ours, so they can be said.
    """
    unknown, lacking, refused = (found.match(message) for found in (_UNKNOWN, _LACKING, _REFUSED))
    if unknown:
        options = [word.split("=")[0] for word in unknown[1].split() if _OPTION.match(word)]
        if options:
            return tr("There is no option {option} here.").format(option=options[0])
        return tr("There is a word too many.")
    if lacking:
        return tr("Something is missing: {names}.").format(names=lacking[1])
    return _not_fitting(refused[1], refused[2]) if refused else ""


def _not_fitting(name: str, reason: str) -> str:
    if reason.startswith("expected"):
        return tr("Something has to follow {name}.").format(name=name)
    if choice := _CHOICE.match(reason):
        choices = re.findall(r"[\w.-]+", choice[2])
        if name == _COMMAND:
            return _no_command(choice[1], choices)
        if close := difflib.get_close_matches(choice[1], choices, 1):
            return tr("That does not fit {name}. Did you mean “{close}”?").format(
                name=name, close=close[0]
            )
        if len(choices) <= 12:
            return tr("That does not fit {name}, which is one of these: {choices}.").format(
                name=name, choices=", ".join(choices)
            )
    return tr("That does not fit {name}.").format(name=name)


def _no_command(typed: str, commands: Sequence[str]) -> str:
    said = tr("Reflect has no such command.")
    if close := difflib.get_close_matches(typed, commands, 1):
        said += " " + tr("Did you mean “{close}”?").format(close=close[0])
    return said


_COMMAND = "COMMAND"
_UNKNOWN = re.compile(r"unrecognized arguments: (.*)", re.DOTALL)
_LACKING = re.compile(r"(?:the following arguments|one of the arguments) (?:are required: )?(.*)")
_REFUSED = re.compile(r"argument ([^:]*): (.*)", re.DOTALL)
_CHOICE = re.compile(r"invalid choice: '(.*)' \(choose from (.*)\)", re.DOTALL)
_OPTION = re.compile(r"--?[a-z][a-z-]*(=|$)")


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The options of one command; `run` is the function that does it.

    Raises:
        UsageError: the words do not fit.
    """
    parser = build()
    args = parser.parse_args(list(words))
    if not hasattr(args, "run"):
        raise UsageError(
            tr("Which command?"), tr("“{command} --help” lists them.").format(command=parser.prog)
        )
    return args


def build() -> Parser:
    """The whole parser, with every module of `commands` asked to add itself."""
    parser = Parser(
        prog="reflect",
        description="A private journal for reflective practice, from the terminal.",
        epilog=EXIT_CODES,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=reflect_app.__version__)
    parser.add_argument("--vault", metavar="DIR", help="the journal's folder")
    parser.add_argument(
        "--passphrase-file", metavar="FILE|-", help="read the passphrase from a file"
    )
    parser.add_argument("--keychain", action="store_true", help="open with this device's own key")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    subparsers = parser.add_subparsers(metavar=_COMMAND)
    for module in pkgutil.iter_modules(commands.__path__):
        importlib.import_module(f"{commands.__name__}.{module.name}").add(subparsers)
    return parser
