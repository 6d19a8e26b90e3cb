"""Standard input and output: UTF-8 whatever the locale says, one document on stdout."""

from __future__ import annotations

import getpass
import json
import os
import re
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any, TypeVar

from reflect_app.cli.hints import hint_of
from reflect_app.cli.result import Result
from reflect_app.errors import (
    FileProblemError,
    InvalidInputError,
    PassphraseNeededError,
    ReflectError,
    UsageError,
)
from reflect_app.words import tr

T = TypeVar("T")

STDIN = "-"
LARGEST_INPUT = 64 * 1024 * 1024
LARGEST_PASSPHRASE = 64 * 1024

# What a terminal obeys instead of showing it, and what turns the order of letters round. Words
# that somebody else wrote may hold both: an escape sequence can rewrite what stands above it.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


_FILE_NAME = re.compile(r"[\w.,:~+@()/\\-]{1,255}")


class Console:
    """Where a command reads and speaks. `json` means: one document, and nothing is asked."""

    def __init__(self, *, json: bool) -> None:
        self.json = json
        self._stdin_taken = False
        self._told = ""

    @property
    def can_ask(self) -> bool:
        """Whether a person is there to answer."""
        return not self.json and sys.stdin is not None and sys.stdin.isatty()

    def progress(self, text: str) -> None:
        """How far it is, on a terminal only, always on the same line; nothing ends it."""
        if text != self._told and not self.json and sys.stderr is not None and sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()
            self._told = text

    def pace(self, done: int, of: int) -> None:
        """`progress` of long work, in hundredths (see `core.steps.Pace`)."""
        if of:
            self.progress(tr("{count}% done").format(count=100 * done // of))

    def say(self, result: Result) -> None:
        """Put the outcome on stdout."""
        self.progress("")
        if result.lines is not None:
            self._out("".join(_coded(line) + "\n" for line in result.lines))
        elif self.json:
            self._out(_json(result.document) + "\n")
        else:
            text = _shown(result.for_people())
            self._out(text + "\n" if text and not text.endswith("\n") else text)

    def problem(self, problem: ReflectError) -> None:
        """One sentence and a hint on stderr; with `--json` the document on stdout too."""
        hint = hint_of(problem)
        if self.json:
            error = {"code": problem.name, "message": problem.message, "hint": hint}
            self._out(_json({"error": error}) + "\n")
        self.note("\n".join(filter(None, (problem.message, hint))))

    def note(self, text: str) -> None:
        """Text for people that is not the outcome: stderr."""
        self.progress("")
        data = (_shown(text) + "\n").encode("utf-8", "replace")
        if hasattr(sys.stderr, "buffer"):
            sys.stderr.buffer.write(data)
        else:
            sys.stderr.write(data.decode())
        sys.stderr.flush()

    def followed(self, steps: Generator[object, None, T]) -> T:
        """Take every step, showing what each says; what comes of them."""
        while True:
            try:
                self.progress(str(next(steps)))
            except StopIteration as end:
                self.progress("")
                result: T = end.value
                return result

    def read(self, source: str, limit: int = LARGEST_INPUT) -> bytes:
        """The bytes of a file, or of standard input for `-`.

        Raises:
            UsageError: two `-` in one command. FileProblemError: it cannot be read.
        """
        try:
            if source == STDIN:
                data = self._read_stdin(limit)
            else:
                with Path(source).open("rb") as file:
                    data = file.read(limit + 1)
        except (OSError, ValueError):
            raise FileProblemError(
                tr("{path} cannot be read.").format(path=_named(source)),
                tr("Check the name, and that it is a file you may read."),
            ) from None
        if len(data) > limit:
            raise FileProblemError(
                tr("{path} is too large.").format(path=_named(source)),
                tr("At most {count} MB are read.").format(count=max(limit // 1_000_000, 1)),
            )
        return data

    def read_text(self, source: str, limit: int = LARGEST_INPUT) -> str:
        """The same as UTF-8 text, without a byte order mark; line ends stay as they are."""
        try:
            return self.read(source, limit).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise InvalidInputError(
                tr("{path} is not UTF-8 text.").format(path=_named(source)),
                tr("Save it as UTF-8 and try again."),
                code="not-utf8",
            ) from None

    def read_words(self, source: str, limit: int = LARGEST_INPUT) -> str:
        """`read_text` of what somebody wrote, for options where many would type the words.

        Raises:
            FileProblemError: there is no such file; whatever stands there is not repeated.
        """
        if source != STDIN and not os.path.lexists(source):
            raise FileProblemError(
                tr("There is no such file. Words are not taken from the command itself, which"
                   " other programs may see and the terminal remembers."),
                tr("Give a file that has them, or “-” to type them here."),
            )  # fmt: skip
        return self.read_text(source, limit)

    def read_json(self, source: str) -> Any:  # noqa: ANN401  any JSON
        """The one JSON document in a file or on standard input.

        Raises:
            InvalidInputError: code `bad-json`; names the line, never what stands there.
        """
        if source != STDIN and not os.path.lexists(source) and source.lstrip()[:1] in ("{", "["):
            raise FileProblemError(
                tr("There is no such file. Words are not taken from the command itself, which"
                   " other programs may see and the terminal remembers."),
                tr("Give a file that has them, or “-” to type them here."),
            )  # fmt: skip
        text = self.read_text(source)
        try:
            return json.loads(text, parse_constant=_no_constant)
        except json.JSONDecodeError as problem:
            raise _bad_json(source, problem.lineno) from None
        except (ValueError, RecursionError):
            raise _bad_json(source, 1) from None

    def read_answers(self, source: str) -> dict[str, Any]:
        """One JSON object of answers by question id; not checked against any template yet.

        Raises:
            InvalidInputError: code `bad-json` or `bad-answers`.
        """
        found = self.read_json(source)
        if not isinstance(found, dict):
            raise InvalidInputError(
                tr("Answers are one JSON object."),
                tr("Such as {example}.").format(example='{"title": "A quiet one"}'),
                code="bad-answers",
            )
        return found

    def passphrase(self, source: str | None, prompt: str, *, twice: bool = False) -> str:
        """A passphrase from a file, from standard input, or from the person at the terminal.

        Raises:
            PassphraseNeededError: there is no file and nobody to ask.
        """
        if source is not None:
            if source != STDIN and not os.path.lexists(source):
                # It may be the passphrase itself, so it is not repeated.
                raise FileProblemError(
                    tr("There is no such file to read the passphrase from."),
                    tr("Give a file that has it, or “-” and pass it on standard input."),
                )
            return _one_line(self.read_text(source, LARGEST_PASSPHRASE))
        if not self.can_ask:
            raise PassphraseNeededError
        first = getpass.getpass(prompt + " ")
        if twice and getpass.getpass(tr("The same again:") + " ") != first:
            raise UsageError(tr("The two are not the same."), tr("Start again."))
        return first

    def ask(self, prompt: str) -> str:
        """One line from the person; only where `can_ask`."""
        self.note(prompt)
        return input("> ")

    def _read_stdin(self, limit: int) -> bytes:
        if self._stdin_taken:
            raise UsageError(
                tr("Standard input can be read only once in a command."),
                tr("Give one of the two as a file."),
            )
        self._stdin_taken = True
        return sys.stdin.buffer.read(limit + 1)

    def _out(self, text: str) -> None:
        data = text.encode("utf-8", "backslashreplace")
        if hasattr(sys.stdout, "buffer"):
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
        else:
            sys.stdout.write(data.decode())
        sys.stdout.flush()


def _shown(text: str) -> str:
    """A text for people, with a mark in the place of whatever a terminal would obey."""
    return _OBEYED.sub("\ufffd", text.replace("\r\n", "\n"))


def _json(document: Any) -> str:  # noqa: ANN401  any JSON
    return _coded(json.dumps(document, ensure_ascii=False))


def _coded(text: str) -> str:
    """JSON that means the same, with such characters written as codes. They stand in texts only."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _named(source: str) -> str:
    """A source for a sentence. What looks like no file's name may be words, and is not said."""
    if source == STDIN:
        return tr("Standard input")
    return source if _FILE_NAME.fullmatch(source) else tr("That file")


def _one_line(text: str) -> str:
    for end in ("\r\n", "\n", "\r"):
        if text.endswith(end):
            return text.removesuffix(end)
    return text


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _bad_json(source: str, line: int) -> InvalidInputError:
    return InvalidInputError(
        tr("{path} is not JSON: line {line} does not fit.").format(path=_named(source), line=line),
        tr("Look for a missing comma, quotation mark or bracket there."),
        code="bad-json",
    )
