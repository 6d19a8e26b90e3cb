"""Starts the process that sets type, and ends it when asked or when it takes too long."""

from __future__ import annotations

import json
import os
import re
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reflect_app.errors import ReflectError
from reflect_app.exporting.pdf import child
from reflect_app.exporting.watch import Watch, stop_if_cancelled
from reflect_app.words import tr

# A frozen program has no script to hand to Python: its own entry point looks for this word
# before anything else and runs `child.main`.
CHILD_WORD = "--reflect-typesetter"

_LOOK_EVERY = 0.05
_MISSING = re.compile(r"the text `\"(?P<text>.*)\"` could not be displayed", re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


class TypesetError(ReflectError):
    """Typst would not make the PDF, or took too long. No word of the text is in it."""

    code = "typeset"

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message or tr("The PDF could not be made."),
            tr("Choose fewer entries, or another format. Nothing was written."),
        )


class MissingGlyphError(Exception):
    """No face draws `character`, or what is upon it; the caller names it and tries again."""

    def __init__(self, character: str) -> None:
        super().__init__("no glyph")
        self.character = character


def child_command() -> list[str]:
    """How the child is started: as a script of its own, or through a frozen program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_WORD]
    return [sys.executable, "-P", "-X", "utf8", str(Path(child.__file__))]


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Makes a PDF from a tree by a template, in a process of its own.

    `fonts` are folders of faces beside typst's own; `timeout` is in seconds and grows with
    the length of the text.
    """

    template: str
    fonts: Sequence[str] = ()
    timeout: float = 60.0
    command: Sequence[str] = field(default_factory=child_command)

    def typeset(self, tree: dict[str, Any], made: str, watch: Watch) -> bytes:
        """The PDF's bytes. Raises MissingGlyphError, TypesetError or CancelledError."""
        return self._made(json.dumps(tree, ensure_ascii=False), made, watch, "pdf")

    def pictures(self, drawings: Sequence[str], made: str, watch: Watch) -> list[bytes]:
        """A PNG for each SVG. Raises TypesetError or CancelledError."""
        return child.parted(self._made(json.dumps(drawings), made, watch, "png"))

    def _made(self, document: str, made: str, watch: Watch, kind: str) -> bytes:
        patience = _Patience(self.timeout + len(document) / 20_000, watch)
        with _empty_folder() as root:
            request = {
                "template": self.template,
                "document": document,
                "format": kind,
                "made": made,
                "fonts": list(self.fonts),
                "root": root,
            }
            answer = self._ask(json.dumps(request, ensure_ascii=False).encode(), patience)
        if answer.startswith(child.DONE):
            return answer[len(child.DONE) :]
        raise _reason(answer)

    def _ask(self, request: bytes, patience: _Patience) -> bytes:
        """Send the request and wait, looking now and then whether to stop."""
        patience.look()
        process = subprocess.Popen(  # noqa: S603 - our own program and nothing from outside
            [*self.command, str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            _send(process, request, patience)
            while True:
                try:
                    return process.communicate(timeout=_LOOK_EVERY)[0]
                except subprocess.TimeoutExpired:
                    patience.look()
        finally:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(BrokenPipeError):
                        pipe.close()


@contextmanager
def _empty_folder() -> Iterator[str]:
    """A folder with nothing in it, for the child to take away; we do where it could not."""
    root = tempfile.mkdtemp(prefix="reflect-")
    try:
        yield root
    finally:
        with suppress(FileNotFoundError):
            Path(root).rmdir()


class _Patience:
    """How long is waited, and for whom: asked now and then, it raises when it is over."""

    def __init__(self, seconds: float, watch: Watch) -> None:
        self._end = time.monotonic() + seconds
        self._watch = watch

    def look(self) -> None:
        """Whether to go on."""
        self._watch.progress(0, 0)
        stop_if_cancelled(self._watch)
        if time.monotonic() > self._end:
            raise TypesetError(tr("Making the PDF took too long and was stopped."))


def _send(process: subprocess.Popen[bytes], request: bytes, patience: _Patience) -> None:
    """Put the whole request in the child's hands; it reads all before it does anything.

    Not by `communicate`: after its first time-out, Python 3.11 never sends the rest of what
    did not fit in the pipe, and both sides wait for ever. On POSIX a child that does not read
    holds nobody up; Windows has no waiting for a pipe, and there the write itself waits.
    """
    pipe = process.stdin
    assert pipe is not None
    process.stdin = None
    with suppress(BrokenPipeError), pipe:  # it has ended already; its answer says why
        if os.name != "posix":
            pipe.write(request)
            return
        os.set_blocking(pipe.fileno(), False)
        left = memoryview(request)
        while left:
            if select.select([], [pipe], [], _LOOK_EVERY)[1]:
                left = left[os.write(pipe.fileno(), left) :]
            else:
                patience.look()


def _reason(answer: bytes) -> Exception:
    if answer.startswith(child.FAILED):
        message = json.loads(answer[len(child.FAILED) :])["message"]
        missing = _MISSING.search(message)
        if missing:
            return MissingGlyphError(_unescaped(missing["text"]))
    return TypesetError()


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
