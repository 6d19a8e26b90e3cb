"""The command line as a test calls it: in this process, on an app that costs nothing."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reflect_app.app import App
from reflect_app.cli import main
from reflect_app.core.clock import FixedClock
from tests.fixtures import PASSPHRASE, make_app


@dataclass(frozen=True)
class Outcome:
    """What one command left: exit code, both streams."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


class _Stream:
    """A text stream over bytes, as a terminal's, that is not one."""

    def __init__(self, data: bytes = b"") -> None:
        self.buffer = io.BytesIO(data)

    def isatty(self) -> bool:
        return False

    def write(self, text: str) -> int:
        return self.buffer.write(text.encode())

    def flush(self) -> None:
        """Nothing waits."""


class _Somebody(_Stream):
    """Somebody at a terminal, who answers each question by words that stand in it.

    Nothing is typed where no words fit; None in place of an answer is Ctrl+D.
    """

    def __init__(self, answers: Mapping[str, str | None], screen: _Stream) -> None:
        super().__init__()
        self._answers = answers
        self._screen = screen
        self._read = 0

    def isatty(self) -> bool:
        return True

    def readline(self, _limit: int = -1) -> str:
        """One line, for what came on the screen since the last one."""
        shown = self._screen.buffer.getvalue()
        question = shown[self._read :].decode()
        self._read = len(shown)
        said = [typed for words, typed in self._answers.items() if words in question]
        if said and said[-1] is None:
            return ""
        return f"{said[-1] if said else ''}\n"


class Commands:
    """Runs commands against one app and one passphrase file."""

    def __init__(self, app: App, folder: Path) -> None:
        self.app = app
        self.passphrase_file = folder / "passphrase"
        self.passphrase_file.write_text(PASSPHRASE + "\n", encoding="utf-8")

    def run(self, *words: str, stdin: bytes | str = b"", json: bool = True) -> Outcome:
        """One command with the passphrase at hand."""
        options = ["--passphrase-file", str(self.passphrase_file), *(["--json"] if json else [])]
        return self.bare(*options, *words, stdin=stdin)

    def bare(self, *words: str, stdin: bytes | str = b"") -> Outcome:
        """One command with nothing added."""
        data = stdin.encode() if isinstance(stdin, str) else stdin
        return self._run(words, _Stream(data), _Stream())

    def typed(self, answers: Mapping[str, str | None], *words: str) -> Outcome:
        """One command with the passphrase at hand, and somebody at the terminal."""
        screen = _Stream()
        options = ["--passphrase-file", str(self.passphrase_file)]
        return self._run((*options, *words), _Somebody(answers, screen), screen)

    def _run(self, words: tuple[str, ...], keys: _Stream, err: _Stream) -> Outcome:
        kept = sys.stdin, sys.stdout, sys.stderr
        out = _Stream()
        sys.stdin, sys.stdout, sys.stderr = keys, out, err
        try:
            code = main(words, self.app)
        finally:
            sys.stdin, sys.stdout, sys.stderr = kept
        return Outcome(code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())

    def ok(self, *words: str, stdin: bytes | str = b"") -> Any:
        """The document of a command that must succeed."""
        done = self.run(*words, stdin=stdin)
        assert done.code == 0, (words, done.err, done.out)
        return done.document

    def write(self, template: str, answers: dict[str, Any], *options: str) -> str:
        """A new entry's id."""
        document = self.ok("write", template, "--answers", "-", *options, stdin=json.dumps(answers))
        return str(document["id"])


def introduced(
    folder: Path, clock: FixedClock, one: tuple[str, str], other: tuple[str, str]
) -> tuple[Commands, Commands]:
    """Two people by name and agency, who have each other's cards and compared no words."""
    found = []
    for name, agency in (one, other):
        (folder / name).mkdir()
        commands = Commands(make_app(folder / name / "home", clock), folder / name)
        commands.ok("init", "--name", name, "--agency", agency)
        commands.ok("card", "export", str(folder / f"{name}.rcard"))
        found.append(commands)
    first, second = found
    first.ok("contacts", "add", str(folder / f"{other[0]}.rcard"))
    second.ok("contacts", "add", str(folder / f"{one[0]}.rcard"))
    return first, second
