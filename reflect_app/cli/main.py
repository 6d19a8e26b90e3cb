"""`reflect`: read the words, run one command, say the outcome once."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from reflect_app.app import App
from reflect_app.cli.console import Console
from reflect_app.cli.parser import parse
from reflect_app.cli.places import make_way, misnamed, replaced, taken
from reflect_app.cli.result import Result
from reflect_app.errors import ReflectError
from reflect_app.faults import Fault, scrub
from reflect_app.hardening import harden

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None, app: App | None = None) -> int:
    """Run one command; its exit code (cli.md). Never raises, never prints a traceback.

    `app` is for in-process tests; as shipped, the program composes itself.
    """
    if app is None:
        harden()
    words = list(sys.argv[1:] if argv is None else argv)
    console = Console(json="--json" in words)
    try:
        return _run(words, console, app)
    except ReflectError as problem:
        console.problem(problem)
        return problem.exit_code
    except (KeyboardInterrupt, EOFError):  # Ctrl+C, or Ctrl+D where something was asked
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away; the rest has nowhere to go, and Python would say so at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as problem:  # noqa: BLE001  the last resort: scrubbed, never swallowed
        fault = Fault(scrub(problem))
        console.problem(fault)
        console.note(fault.report)
        return fault.exit_code


def _run(words: list[str], console: Console, app: App | None) -> int:
    args = parse(words)
    args.app = app or App.of_system()
    console.json = args.json
    if before := taken(args):
        make_way(before, console)
    result: Result = args.run(args, console)
    console.say(result)
    if before and result.exit_code == 0:
        console.note(replaced(before))
    if told := misnamed(args):
        console.note(told)
    return result.exit_code
