"""The start of the real program, in a process of its own: what is loaded when it first paints."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from reflect_app.app import App
from tests.fixtures import PASSPHRASE

HEAVY = {
    "sqlalchemy", "sqlcipher3", "keyring", "typst", "docx", "enchant", "alembic", "cryptography",
    "jinja2", "markdown_it", "pikepdf", "zxcvbn", "mnemonic", "icalendar", "segno",
}  # fmt: skip

SCRIPT = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from reflect_app.app import App
from reflect_app.ui.app_window import FirstPaint, open_window, parse
from reflect_app.ui.tasks import VaultWorker

app = QApplication(["Reflect"])
worker = VaultWorker()
window = open_window(app, App.of_system(), worker, parse(sys.argv[1:]))
first = []

def painted():
    first.extend(sorted({name.partition(".")[0] for name in sys.modules}))

def warmed(_):
    later = sorted({name.partition(".")[0] for name in sys.modules})
    print(json.dumps({"first": first, "later": later, "screen": type(window.stage()).__name__}))
    app.quit()

watch = FirstPaint(window.windowHandle())
watch.painted.connect(painted)
watch.painted.connect(lambda: QTimer.singleShot(0, lambda: worker.run(lambda: None, done=warmed)))
app.exec()
worker.stop()
"""


def started(*words: str) -> dict[str, object]:
    out = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words],
        capture_output=True, text=True, timeout=60, check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    result = json.loads(out.stdout)
    assert isinstance(result, dict)
    return result


def test_the_lock_screen_is_painted_before_anything_heavy_is_imported(
    app: App, tmp_path: Path
) -> None:
    folder = tmp_path / "journal"
    app.vaults.create(folder, PASSPHRASE).journal.close()
    result = started("--vault", str(folder))
    assert result["screen"] == "UnlockPage"
    first, later = result["first"], result["later"]
    assert isinstance(first, list)
    assert isinstance(later, list)
    assert HEAVY & set(first) == set()
    assert {"sqlalchemy", "sqlcipher3"} <= set(later)


def test_the_first_run_is_as_light() -> None:
    result = started()
    assert result["screen"] == "FirstRunPage"
    first = result["first"]
    assert isinstance(first, list)
    assert HEAVY & set(first) == set()


def test_help_on_the_command_line_names_no_hidden_word() -> None:
    out = subprocess.run(
        [sys.executable, "-m", "reflect_app", "--help"],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert "--vault" in out.stdout
    assert "--locked" not in out.stdout
