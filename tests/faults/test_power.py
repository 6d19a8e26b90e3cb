"""The power goes at any moment: what was said to be saved is there, whatever waited for a sync."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reflect_app.errors import WrongPassphraseError
from tests.faults.platter import CALLS, Change, Name, Node, Platter, Write, said_in
from tests.faults.saver import NEW, begun, kept
from tests.faults.story import Story
from tests.fixtures import PASSPHRASE
from tests.helpers.sources import ROOT

pytestmark = [
    pytest.mark.fault,
    pytest.mark.external,
    pytest.mark.skipif(sys.platform != "linux", reason="strace"),
    pytest.mark.timeout(4 * 3600),
]

#: While this many acts are done, `saver` makes a draft of a quick note and wipes the note's file:
#: the only time that bytes are overwritten in place.
TAKING = 13


def harmless(path: str, change: Change) -> bool:
    """What may wait for a sync when something is said to be saved: nothing of a person's."""
    left_over = isinstance(change, Name) and change.node is None and change.name.startswith(".")
    return left_over or path.endswith("/lease")


@pytest.fixture
def record(tmp_path: Path) -> tuple[Platter, str]:
    """A disk before `saver`'s acts, and the record of them."""
    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    story = begun(tmp_path / "r")
    disk, log = Platter(story.root), tmp_path / "strace.log"
    done = subprocess.run(
        ["strace", "-f", "-qq", "-xx", "-s", "4000000", "-e", f"trace={CALLS}", "-o", str(log),
         sys.executable, "-B", "-m", "tests.faults.saver", str(story.root)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return disk, log.read_text()


def nothing(_: Node) -> list[Change]:
    """Whatever waited is lost."""
    return []


def everything(node: Node) -> list[Change]:
    """Whatever waited has come, as after a kill."""
    return node.waiting


def some(chance: random.Random) -> Callable[[Node], list[Change]]:
    """Each change that waited has come or has not; of writes also some sectors, and late."""

    def chosen(node: Node) -> list[Change]:
        found: list[Change] = []
        for change in node.waiting:
            if isinstance(change, Write) and chance.random() < 0.3:
                found += change.torn(chance)
            elif chance.random() < 0.5:
                found.append(change)
        return found

    return chosen


def test_nothing_is_said_to_be_saved_that_waits_for_a_sync(record: tuple[Platter, str]) -> None:
    disk, calls = record
    said = 0
    for _ in disk.calls(calls):
        if len(disk.said) == said:
            continue
        said = len(disk.said)
        late = [
            (path, change)
            for path, node in disk.nodes()
            for change in node.waiting
            if not harmless(path, change)
        ]
        assert late == [], f"after act {said}"
    assert said > 15


@pytest.mark.long  # one state in some hundreds is still called damaged: see SECURITY.md
def test_a_power_cut_loses_nothing_that_was_said_to_be_saved(
    record: tuple[Platter, str], tmp_path: Path, request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    long = request.config.getoption("--long")
    disk, calls = record
    chance, trials, image = random.Random(request.config.getoption("--seed")), 0, tmp_path / "image"
    snapshots = [json.loads(line) for line in said_in(calls)]
    for _ in disk.calls(calls):
        ways = [nothing, everything, some(chance), some(chance)]
        if not long:  # a sixth of all moments, each in one way, and all while a note is taken
            often = chance.random() < 0.17 or len(disk.said) == TAKING
            ways = [chance.choice(ways)] if often else []
        for chosen in ways:
            disk.image(image, chosen)
            acked = [json.loads(line) for line in disk.said]
            coming = snapshots[len(acked)] if len(acked) < len(snapshots) else None
            whole(Story(image), acked, coming, deep=trials % 10 == 0)
            shutil.rmtree(image)
            trials += 1
    assert trials > (500 if long else 90)
    if long:
        with capsys.disabled():
            sys.stdout.write(f"\n{trials} states of a disk after a power cut\n")


def whole(story: Story, acked: list[Any], coming: Any, *, deep: bool) -> None:
    """Everything acknowledged, or that and the act that was under way, part by part."""
    fits = []
    for phrase in (PASSPHRASE, NEW):
        try:
            story.app.vaults.unlock(story.folder, phrase, write=False).close()
        except WrongPassphraseError:
            continue
        fits.append(phrase)
    (phrase,) = fits
    journal = story.app.vaults.unlock(story.folder, phrase)
    try:
        assert journal.rollback is None
        report = journal.integrity.verify(deep=deep)
        assert report.status == "clean"
        # A slot of the anchor may be torn, and is told of; the other one holds.
        assert {problem.code for problem in report.problems} <= {"anchor"}
        found = json.loads(json.dumps(kept(journal, phrase)))
        if not acked:
            return
        before, after = acked[-1], coming or acked[-1]
        for part, value in found.items():
            assert value in (before[part], after[part]), part
        if before["notes"] != after["notes"] == found["notes"]:  # a note goes when its draft is in
            assert found["drafts"] == after["drafts"] or len(after["notes"]) > len(before["notes"])
        journal.people.add("Wren")
    finally:
        journal.close()
