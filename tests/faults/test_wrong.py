"""A wrong passphrase is called that and damage is called damage, however often they alternate."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from reflect_app.errors import DamagedError, WrongPassphraseError
from tests.faults.story import Story
from tests.fixtures import PASSPHRASE
from tests.helpers.sources import ROOT

pytestmark = [pytest.mark.fault, pytest.mark.timeout(1200)]
TRIALS = 200


@pytest.fixture
def story(tmp_path: Path) -> Story:
    story = Story(tmp_path)
    journal = story.create()
    story.tell(journal, 3)
    journal.close()
    return story


def flipped(path: Path, chance: random.Random, first: int = 0) -> None:
    data = bytearray(path.read_bytes())
    data[chance.randrange(first, len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def outcome(story: Story, phrase: str) -> str:
    """What a person is told."""
    try:
        journal = story.app.vaults.unlock(story.folder, phrase)
    except WrongPassphraseError:
        return "wrong"
    except DamagedError:
        return "damaged"
    try:
        return {"clean": "open", "damaged": "damaged"}[journal.integrity.verify().status]
    finally:
        journal.close()


def test_two_hundred_mixed_trials(story: Story, request: pytest.FixtureRequest) -> None:
    chance = random.Random(request.config.getoption("--seed"))
    whole = Path(shutil.copytree(story.folder, story.root / "whole"))
    envelope, database = story.folder / "envelope.json", story.folder / "vault.db"
    harms: dict[str, Callable[[], object]] = {
        "nothing": lambda: None,
        "envelope": lambda: flipped(envelope, chance),
        "first page": lambda: database.write_bytes(b"x" * 4096 + database.read_bytes()[4096:]),
        "database": lambda: flipped(database, chance, 16),
        "no database": database.unlink,
        "no envelope": envelope.unlink,
    }
    told: Counter[str] = Counter()
    for trial in range(TRIALS):
        shutil.rmtree(story.folder)
        shutil.copytree(whole, story.folder)
        harm = chance.choice(["nothing", "nothing", "nothing", *harms])
        phrase = chance.choice(
            [PASSPHRASE, PASSPHRASE, PASSPHRASE, PASSPHRASE + "x", "teapot", PASSPHRASE[:-1]]
        )
        harms[harm]()
        before_the_phrase = harm in ("envelope", "no envelope")
        if before_the_phrase or (harm != "nothing" and phrase == PASSPHRASE):
            due = "damaged"
        else:
            due = "open" if phrase == PASSPHRASE else "wrong"
        found = outcome(story, phrase)
        told[due] += 1
        assert found == due, (trial, harm)
    assert min(told.values()) > 20
    assert set(told) == {"open", "wrong", "damaged"}


def test_no_two_vaults_share_a_salt(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Nor anything else that must be drawn anew: nonces, the database's own salt, the instance."""
    count = 100 if request.config.getoption("--long") else 12
    drawn: Counter[str] = Counter()
    for number in range(count):
        story = Story(tmp_path / str(number))
        story.create().close()
        envelope = json.loads((story.folder / "envelope.json").read_bytes())
        drawn.update(slot["nonce"] for slot in envelope["slots"])
        drawn.update(slot["salt"] for slot in envelope["slots"] if slot.get("salt"))
        drawn.update([envelope["instance"], envelope["public"], envelope["mac"]])
        drawn.update([(story.folder / "vault.db").read_bytes()[:16].hex()])
    assert set(drawn.values()) == {1}
    assert len(drawn) == 7 * count


REFUSED = """
import re, sys, time
from pathlib import Path
from reflect_app.app import App
from reflect_app.core.clock import SystemClock
from reflect_app.errors import ReflectError
from reflect_app.paths import Paths
import reflect_app.services.vaults
app = App(Paths.under(Path(sys.argv[1]) / "home"), SystemClock("UTC"))
app.vaults
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
before, start = peak(), time.process_time()
try:
    app.vaults.unlock(Path(sys.argv[1]) / "v", "otter lantern gravel teapot")
except ReflectError as problem:
    print(problem.name, problem.exit_code)
print(time.process_time() - start < 1, peak() - before < 50 * 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="prlimit and /proc")
@pytest.mark.parametrize(
    "asked",
    [
        {"memory": 1 << 30}, {"memory": (1 << 20) + 1}, {"memory": 8, "passes": 1, "lanes": 1},
        {"passes": 10**9}, {"passes": 11}, {"lanes": 17}, {"memory": 65535},
    ],
)  # fmt: skip
def test_a_forged_cost_is_refused_at_once(story: Story, asked: dict[str, int]) -> None:
    """By the program as it is shipped, with an address space that could not hold what is asked."""
    path = story.folder / "envelope.json"
    envelope = json.loads(path.read_bytes())
    envelope.pop("sha256")
    for slot in envelope["slots"]:
        if slot["kind"] == "passphrase":
            slot.update({"memory": 65536, "passes": 3, "lanes": 4} | asked)
    body = json.dumps(envelope, sort_keys=True, separators=(",", ":")).encode()[:-1]
    path.write_bytes(body + b',"sha256":"' + sha256(body).hexdigest().encode() + b'"}\n')
    command = [sys.executable, "-B", "-c", REFUSED, str(story.root)]
    limit = shutil.which("prlimit")
    limited = [limit, f"--as={1 << 30}", *command] if limit else command
    done = subprocess.run(limited, cwd=ROOT, capture_output=True, text=True, check=False)
    assert re.fullmatch(r"kdf-out-of-range 3\nTrue True\n", done.stdout), done
