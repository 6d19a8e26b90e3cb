from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from reflect_app.errors import CancelledError
from reflect_app.exporting.pdf import child, typesetter
from reflect_app.exporting.pdf.typesetter import TypesetError, Typesetter, child_command
from reflect_app.exporting.watch import UNWATCHED

_TEMPLATE = '#set document(title: "T")\n#text(json(bytes(sys.inputs.document)).at("words"))'


def speaking(code: str) -> Sequence[str]:
    """A child that runs this code instead of setting type."""
    return [sys.executable, "-c", code]


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()


def gone_within(process: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while alive(process):
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


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


def test_a_child_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    with pytest.raises(TypesetError, match="too long"):
        Typesetter("", timeout=0.5, command=speaking(code)).typeset({}, "2026-11-12", UNWATCHED)
    assert gone_within(int(note.read_text()), 1)


def test_a_child_that_is_slow_to_start_still_gets_the_whole_request() -> None:
    # Longer than a pipe holds and than one look takes: what `communicate` lost half of.
    code = (
        "import json, sys, time; time.sleep(0.3);"
        "sys.stdout.write('P' + str(len(json.load(sys.stdin)['document'])))"
    )
    tree = {"text": "x" * 1_000_000}
    pdf = Typesetter("", timeout=20, command=speaking(code)).typeset(tree, "2026-11-12", UNWATCHED)
    assert int(pdf) > 1_000_000


@pytest.mark.skipif(os.name != "posix", reason="waits for a pipe")
def test_a_child_that_never_reads_is_ended_too() -> None:
    begun = time.monotonic()
    with pytest.raises(TypesetError, match="too long"):
        Typesetter("", timeout=0.5, command=speaking("import time; time.sleep(60)")).typeset(
            {"text": "x" * 5_000}, "2026-11-12", UNWATCHED
        )
    with pytest.raises(TypesetError, match="too long"):
        Typesetter(
            "x" * 1_000_000, timeout=0.5, command=speaking("import time; time.sleep(60)")
        ).typeset({}, "2026-11-12", UNWATCHED)
    assert time.monotonic() - begun < 20


class _StopWhen:
    """Asks to stop once a file has something in it."""

    def __init__(self, note: Path) -> None:
        self.note = note
        self.looks = 0

    def cancelled(self) -> bool:
        return self.note.exists() and self.note.read_text() != ""

    def progress(self, done: int, total: int) -> None:
        self.looks += 1


def test_a_child_is_ended_when_the_person_stops(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    watch = _StopWhen(note)
    with pytest.raises(CancelledError):
        Typesetter("", command=speaking(code)).typeset({}, "2026-11-12", watch)
    assert gone_within(int(note.read_text()), 1)
    assert watch.looks


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
        f"import os, runpy, time; child = runpy.run_path({str(Path(child.__file__))!r});"
        "child['harden'](os.getppid()); print(os.getpid(), flush=True); time.sleep(60)"
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
    parent.stdout.close()
    assert gone_within(process, 2)


def test_the_child_is_started_as_a_script_that_imports_nothing_of_ours() -> None:
    assert child_command()[-1] == str(Path(child.__file__))
    source = Path(child.__file__).read_text(encoding="utf-8")
    assert "import reflect_app" not in source
    assert "from reflect_app" not in source


def test_a_frozen_program_starts_itself_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command() == [sys.executable, typesetter.CHILD_WORD]
