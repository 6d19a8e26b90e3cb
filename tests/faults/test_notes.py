"""Quick notes against kills: what was said to be kept is there, and nothing is half there."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reflect_app.app import App
from reflect_app.services.journal import Journal
from reflect_app.vault import notes_box
from tests.fixtures import PASSPHRASE
from tests.helpers.sources import ROOT

pytestmark = [
    pytest.mark.fault,
    pytest.mark.timeout(1800),  # each kill is a new process, and a busy machine starts it slowly
]

# Leaves one note after another and says of each that it is kept, until it is killed.
LEAVER = """
import sys
from pathlib import Path
from tests.fixtures import make_app
home, folder, seed = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
app, count = make_app(home), 0
while True:
    count += 1
    text = f"{seed}.{count} " + "words " * (count % 7) * 500
    left = app.quick_notes.leave(folder, text)
    print(f'["{left.id}", "{seed}.{count}"]', flush=True)
"""


def leave_until_killed(app: App, folder: Path, seed: int, seconds: float) -> dict[str, str]:
    """What one leaver said to have kept before it was killed."""
    home = app.paths.data.parent
    with subprocess.Popen(
        [sys.executable, "-c", LEAVER, str(home), str(folder), str(seed)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        lines = [process.stdout.readline()]  # it is at work
        time.sleep(seconds)  # the moment of the kill is what varies
        process.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        lines += process.stdout.readlines()
    whole = [line for line in lines if line.endswith("]\n")]
    return dict(json.loads(line) for line in whole)


def test_kills_while_notes_are_left(
    app: App, journal: Journal, request: pytest.FixtureRequest
) -> None:
    rng = random.Random(5)
    kept: dict[str, str] = {}
    for seed in range(60 if request.config.getoption("--long") else 6):
        kept |= leave_until_killed(app, journal.folder, seed, rng.random() * 0.05)
        found = {note.id: note for note in journal.notes.list()}
        assert not [note for note in found.values() if note.problem]
        assert set(kept) <= set(found)
        assert all(found[id_].text.startswith(text) for id_, text in kept.items())
    journal.notes.take(1, "free")  # tidies
    names = {path.name for path in (journal.folder / "notes").iterdir()}
    assert names == {f"{note.id}.note" for note in journal.notes.list()}


@pytest.mark.long
def test_a_thousand_notes(app: App, journal: Journal, tmp_path: Path) -> None:
    texts = {"x" * (1 + 65 * place) for place in range(notes_box.MOST)}
    for text in texts:
        app.quick_notes.leave(journal.folder, text)
    with pytest.raises(Exception, match="A thousand notes are waiting"):
        app.quick_notes.leave(journal.folder, "one more")
    assert {note.text for note in journal.notes.list()} == texts
    flipped = sorted((journal.folder / "notes").iterdir())[500]
    whole = flipped.read_bytes()
    flipped.write_bytes(whole[:700] + bytes([whole[700] ^ 1]) + whole[701:])
    found = journal.notes.list()
    assert [note.id for note in found if note.problem] == [flipped.stem]
    assert len({note.text for note in found if not note.problem} & texts) == notes_box.MOST - 1
    flipped.write_bytes(whole)
    made = journal.backups.make()
    restored = app.vaults.restore(made.out, tmp_path / "again", PASSPHRASE)
    assert {note.text for note in restored.notes.list()} == texts
    restored.close()
