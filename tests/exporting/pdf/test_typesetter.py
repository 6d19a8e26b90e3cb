from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from reflect_app.errors import CancelledError
from reflect_app.exporting.pdf import child, typesetter
from reflect_app.exporting.pdf.typesetter import TypesetError, Typesetter, child_command
from reflect_app.exporting.watch import UNWATCHED

_HANG = "import os; os.read(os.pipe()[0], 1)"
"""What a child does that does nothing for ever: nobody writes to its pipe."""
_TEMPLATE = '#set document(title: "T")\n#text(json(bytes(sys.inputs.document)).at("words"))'
_NAMED_PIPES = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes by name here")


def speaking(code: str) -> Sequence[str]:
    """A child that runs this code instead of setting type."""
    return [sys.executable, "-c", code]


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


class _Pipe:
    """Watches, and does something with a pipe at the first look after the child was started.

    A child opens the other end by its name; whoever is there first waits for the other.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "pipe"
        self.looks = 0
        os.mkfifo(self.path)

    def cancelled(self) -> bool:
        return False

    def progress(self, done: int, total: int) -> None:
        self.looks += 1
        if self.looks == 2:
            self.meet()

    def meet(self) -> None:
        self.path.write_text("go on")


class _Hangs(_Pipe):
    """A child that says which process it is, and then hangs. `stop`: nobody wants it any more."""

    def __init__(self, folder: Path, *, stop: bool = False) -> None:
        super().__init__(folder)
        self.code = f"import os; open({str(self.path)!r}, 'w').write(str(os.getpid())); {_HANG}"
        self.process = 0
        self._stop = stop

    def cancelled(self) -> bool:
        return self._stop and self.process > 0

    def meet(self) -> None:
        self.process = int(self.path.read_text())


def test_it_sets_type() -> None:
    pdf = Typesetter(_TEMPLATE).typeset({"words": "#panic()"}, "2026-11-12", UNWATCHED)
    assert pdf.startswith(b"%PDF-1.7")


def test_a_refusal_holds_no_word_of_the_text() -> None:
    for template in ("#panic(sys.inputs.document)", "#import sys.inputs.document", "#("):
        with pytest.raises(TypesetError) as caught:
            Typesetter(template).typeset({"words": "canary"}, "2026-11-12", UNWATCHED)
        assert "canary" not in f"{caught.value.message} {caught.value.hint}"


def test_a_template_reads_no_file() -> None:
    for path in ("/etc/passwd", "../etc/passwd", "document.typ", "@preview/cetz:0.3.0"):
        with pytest.raises(TypesetError):
            Typesetter(f'#read("{path}")').typeset({}, "2026-11-12", UNWATCHED)
        with pytest.raises(TypesetError):
            Typesetter(f'#import "{path}"').typeset({}, "2026-11-12", UNWATCHED)


@pytest.mark.parametrize(
    "code",
    ["raise SystemExit(3)", "import os; os.abort()", "print('nonsense')", "pass"],
    ids=["fails", "dies", "babbles", "is silent"],
)
def test_a_child_that_fails_is_one_plain_error(code: str) -> None:
    with pytest.raises(TypesetError):
        Typesetter("", command=speaking(code)).typeset({}, "2026-11-12", UNWATCHED)


@_NAMED_PIPES
def test_a_child_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    hung = _Hangs(tmp_path)
    with pytest.raises(TypesetError, match="too long"):
        Typesetter("", timeout=0.5, command=speaking(hung.code)).typeset({}, "2026-11-12", hung)
    assert hung.process
    assert not alive(hung.process)


@_NAMED_PIPES
def test_a_child_that_is_slow_to_start_still_gets_the_whole_request(tmp_path: Path) -> None:
    # Longer than a pipe holds and than one look takes: what `communicate` lost half of.
    pipe = _Pipe(tmp_path)
    code = (
        f"import json, sys; open({str(pipe.path)!r}).read();"
        "sys.stdout.write('P' + str(len(json.load(sys.stdin)['document'])))"
    )
    tree = {"text": "x" * 1_000_000}
    pdf = Typesetter("", command=speaking(code)).typeset(tree, "2026-11-12", pipe)
    assert int(pdf) > 1_000_000


@pytest.mark.skipif(os.name != "posix", reason="waits for a pipe")
@pytest.mark.parametrize("template", ["", "x" * 1_000_000], ids=["fits the pipe", "does not"])
def test_a_child_that_never_reads_is_ended_too(template: str) -> None:
    with pytest.raises(TypesetError, match="too long"):
        Typesetter(template, timeout=0.5, command=speaking(_HANG)).typeset(
            {"text": "x" * 5_000}, "2026-11-12", UNWATCHED
        )


@_NAMED_PIPES
def test_a_child_is_ended_when_the_person_stops(tmp_path: Path) -> None:
    hung = _Hangs(tmp_path, stop=True)
    with pytest.raises(CancelledError):
        Typesetter("", command=speaking(hung.code)).typeset({}, "2026-11-12", hung)
    assert hung.process
    assert not alive(hung.process)


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_the_child_leaves_no_core_and_cannot_be_dumped() -> None:
    code = (
        "import ctypes, os, resource, runpy, sys\n"
        f"child = runpy.run_path({str(Path(child.__file__))!r})\n"
        "child['harden'](os.getppid())\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "(0, 0) 0"


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_the_child_dies_with_its_parent() -> None:
    hang = (
        f"import os, runpy; child = runpy.run_path({str(Path(child.__file__))!r});"
        f"child['harden'](os.getppid()); print(os.getpid(), flush=True); {_HANG}"
    )
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hang!r}])",
        ],
        stdout=subprocess.PIPE,
    )
    assert parent.stdout is not None
    process = int(parent.stdout.readline())
    assert alive(process)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    try:
        assert select.select([parent.stdout], [], [], 20)[0]  # its end of the pipe goes with it
        assert parent.stdout.read() == b""
    finally:
        parent.stdout.close()
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def test_the_child_is_started_as_a_script_that_imports_nothing_of_ours() -> None:
    assert child_command()[-1] == str(Path(child.__file__))
    source = Path(child.__file__).read_text(encoding="utf-8")
    assert "import reflect_app" not in source
    assert "from reflect_app" not in source


def test_a_frozen_program_starts_itself_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command() == [sys.executable, typesetter.CHILD_WORD]
