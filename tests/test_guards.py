"""The guards guard: each plants a fault in a suite of its own and sees that suite fail."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

FAULTS = {
    "thread": (
        """
        import threading, time
        def test_it():
            threading.Thread(target=time.sleep, args=(30,), daemon=True, name="lost").start()
        """,
        "thread lost",
    ),
    "socket": (
        """
        import socket
        def test_it():
            try:
                socket.socket()
            except Exception:
                pass
        """,
        "a socket of family",
    ),
    "look-up": (
        """
        import socket
        def test_it():
            try:
                socket.getaddrinfo("example.invalid", 80)
            except BaseException:
                pass
        """,
        "was looked up",
    ),
    "log": (
        """
        import logging
        def test_it():
            logging.getLogger("reflect").warning("look out")
        """,
        "reflect: WARNING: look out",
    ),
    "warning": (
        """
        import warnings
        def test_it():
            warnings.warn("old")
        """,
        "UserWarning: old",
    ),
    "window": (
        """
        from PySide6.QtWidgets import QWidget
        kept = []
        def test_it(qapp):
            kept.append(QWidget())
        """,
        "window <PySide6.QtWidgets.QWidget",
    ),
    "timer": (
        """
        from PySide6.QtCore import QTimer
        kept = []
        def test_it(qapp):
            kept.append(QTimer())
            kept[0].start(1000)
        """,
        "running <PySide6.QtCore.QTimer",
    ),
    "Qt's warning": (
        """
        from PySide6.QtCore import qWarning
        def test_it(qtbot):
            qWarning("look out")
        """,
        "look out",
    ),
}
HARMLESS = """
import socket, threading
def test_threads_that_end():
    threading.Thread(target=lambda: None).start()
def test_local_sockets():
    for end in socket.socketpair():
        end.close()
def test_windows_that_close(qtbot):
    from PySide6.QtWidgets import QWidget
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
def test_home(tmp_path):
    from pathlib import Path
    assert Path.home().is_relative_to(tmp_path)
"""


def run(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """A suite with our conftest and settings and one file of tests."""
    (folder / "test_planted.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    places = ["-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest"]
    return subprocess.run(
        [*command, *places, "--rootdir", str(folder), str(folder / "test_planted.py")],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_fails_the_suite(tmp_path: Path, name: str) -> None:
    text, expected = FAULTS[name]
    body = "\n".join(line.removeprefix("        ") for line in text.splitlines())
    done = run(tmp_path, body)
    assert done.returncode == 1, done.stdout + done.stderr
    assert expected in done.stdout


def test_harmless_things_pass(tmp_path: Path) -> None:
    done = run(tmp_path, HARMLESS)
    assert done.returncode == 0, done.stdout + done.stderr
