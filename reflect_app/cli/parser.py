"""The words of the command line, as cli.md fixes them. Each command is one module."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from collections.abc import Sequence
from typing import NoReturn

import reflect_app
from reflect_app.cli import commands
from reflect_app.cli.options import add_global
from reflect_app.cli.overview import FILES, overview, wrapped
from reflect_app.cli.refusals import COMMAND, no_option, what_is_wrong
from reflect_app.errors import UsageError
from reflect_app.words import tr

EXIT_CODES = (
    "exit codes: 0 done; 1 it could not be done; 2 the words do not fit; 3 vault or backup"
    " damaged; 4 rolled back; 5 wrong passphrase; 6 vault in use; 130 interrupted"
)
_ABOUT = "A private journal for reflective practice, from the terminal."
_USAGE = "reflect [options] COMMAND ..."
_MORE = "“reflect COMMAND --help” says more of one."


class Parser(argparse.ArgumentParser):
    """A parser that refuses with our own error, so that `--json` gets a document too."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing and leaving, with what is wrong and never what was typed."""
        raise UsageError(
            what_is_wrong(message, self.prog, tuple(self.under()))
            or tr("Those words do not fit the command “{command}”.").format(command=self.prog),
            tr("“{command} --help” shows how it goes.").format(command=self.prog),
        )

    def under(self) -> dict[str, argparse.ArgumentParser]:
        """The commands of this one, by name."""
        found: dict[str, argparse.ArgumentParser] = {}
        for action in self._actions:
            if isinstance(action.choices, dict):
                found |= action.choices
        return found

    def options(self) -> list[str]:
        """The names of its options."""
        return list(self._option_string_actions)


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The options of one command; `run` is the function that does it.

    Raises:
        UsageError: the words do not fit.
    """
    parser = build()
    args, left = parser.parse_known_args(list(words))
    used: Parser = getattr(args, "used", parser)
    if left:
        raise UsageError(
            no_option(left, used.options()),
            tr("“{command} --help” shows how it goes.").format(command=used.prog),
        )
    if not hasattr(args, "run"):
        raise UsageError(
            tr("Which command?"), tr("“{command} --help” lists them.").format(command=parser.prog)
        )
    return args


def build() -> Parser:
    """The whole parser, with every module of `commands` asked to add itself."""
    parser = Parser(
        prog="reflect",
        usage=_USAGE,
        epilog=wrapped(_MORE, FILES, EXIT_CODES),
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=reflect_app.__version__)
    add_global(parser)
    # The list that argparse makes is long and in no order; `overview` says it.
    subparsers = parser.add_subparsers(metavar=COMMAND, prog="reflect", help=argparse.SUPPRESS)
    for module in pkgutil.iter_modules(commands.__path__):
        importlib.import_module(f"{commands.__name__}.{module.name}").add(subparsers)
    parser.description = f"{_ABOUT}\n{overview(subparsers.choices)}"
    return parser
