"""Changes passphrase or data key in a copy of itself and kills that, again and again.

`python -m tests.faults.rekeyer HOME COUNT SEED`. After each kill exactly one of the two phrases
must open the journal, whole and without an alarm; how often which did is the answer, as JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from pathlib import Path

from reflect_app.app import App
from reflect_app.core.entries import EntryInput
from reflect_app.errors import WrongPassphraseError
from tests.fixtures import PASSPHRASE, make_app
from tests.helpers.ends import ended_within


def main(home: Path, count: int, seed: int) -> None:
    """Kill `count` copies; fails at the first journal that is not as it must be."""
    chance, app = random.Random(seed), make_app(home)
    journal = app.vaults.create(app.paths.default_vault, PASSPHRASE).journal
    journal.entries.write(EntryInput("free", {"page": "kept"}))
    journal.close()
    phrase, tally = PASSPHRASE, {"old": 0, "new": 0, "rotated": 0}
    for number in range(count):
        new, rotating = f"{PASSPHRASE} {number}", number % 2 == 1
        before = (app.paths.default_vault / "envelope.json").read_bytes()
        _killed(
            app, phrase, new, rotating=rotating, after=chance.uniform(0, 0.2 if rotating else 0.04)
        )
        if rotating:
            assert _opens(app, phrase)
            changed = (app.paths.default_vault / "envelope.json").read_bytes() != before
            tally["rotated" if changed else "old"] += 1
            continue
        fits = [each for each in (phrase, new) if _opens(app, each)]
        assert len(fits) == 1, fits
        tally["new" if fits[0] == new else "old"] += 1
        phrase = fits[0]
    sys.stdout.write(json.dumps(tally))


def _killed(app: App, phrase: str, new: str, *, rotating: bool, after: float) -> None:
    ready, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _changed(app, phrase, new, told, rotating=rotating)
        finally:
            os._exit(0)
    os.close(told)
    os.read(ready, 1)
    os.close(ready)
    ended_within(child, after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _changed(app: App, phrase: str, new: str, told: int, *, rotating: bool) -> None:
    folder = app.paths.default_vault
    if rotating:
        os.write(told, b"!")
        app.vaults.rotate(folder, phrase).journal.close()
        return
    journal = app.vaults.unlock(folder, phrase)
    os.write(told, b"!")
    journal.keys.change_passphrase(new)
    journal.close()


def _opens(app: App, phrase: str) -> bool:
    """In a copy too, so that no copy to come inherits anything of the database library."""
    child = os.fork()
    if child == 0:
        code = 2
        try:
            code = _looked_at(app, phrase)
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 1), code
    return code == 0


def _looked_at(app: App, phrase: str) -> int:
    try:
        journal = app.vaults.unlock(app.paths.default_vault, phrase)
    except WrongPassphraseError:
        return 1
    sound = journal.rollback is None and journal.integrity.verify().status == "clean"
    whole = journal.entries.count() == 1
    journal.close()
    return 0 if sound and whole else 3


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
