"""The power goes at any moment: what was said to be saved is there, whatever waited for a sync."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
TAKING = 16
#: And while this many are, it fills pages that were left empty.
FILLING = 15


def harmless(path: str, change: Change) -> bool:
    """What may wait for a sync when something is said to be saved: nothing of a person's."""
    left_over = isinstance(change, Name) and change.node is None and change.name.startswith(".")
    return left_over or path.endswith("/lease")


@dataclass(frozen=True)
class Record:
    """A disk before `saver`'s acts and the calls it made; `folder` keeps both for a replay."""

    folder: Path
    root: Path

    def disk(self) -> Platter:
        """The disk as it lay before."""
        return Platter(self.root, self.folder / "before")

    def calls(self) -> str:
        """What strace wrote down."""
        return (self.folder / "strace.log").read_text()


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Record:
    """A new record, or the one that a failure named."""
    if (old := request.config.getoption("--record")) is not None:
        return Record(old, Path((old / "root").read_text()))
    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    tmp_path = tmp_path_factory.mktemp("power")
    story = begun(tmp_path / "r")
    made = Record(tmp_path, story.root)
    shutil.copytree(story.root, tmp_path / "before")
    (tmp_path / "root").write_text(str(story.root))
    done = subprocess.run(
        ["strace", "-f", "-qq", "-xx", "-s", "4000000", "-e", f"trace={CALLS}",
         "-o", str(tmp_path / "strace.log"),
         sys.executable, "-B", "-m", "tests.faults.saver", str(story.root)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return made


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


@dataclass(frozen=True)
class Trial:
    """One cut: after which call of the record, while which act was under way, and what came."""

    number: int
    call: int
    name: str
    acked: list[Any]
    coming: Any
    chosen: Callable[[Node], list[Change]]


def trials(record: Record, disk: Platter, seed: int) -> Iterator[Trial]:
    """Four cuts after each call, numbered from 0; a number's own draw hangs on no other's."""
    calls = record.calls()
    snapshots = [json.loads(line) for line in said_in(calls)]
    for call, name in enumerate(disk.calls(calls)):
        acked = snapshots[: len(disk.said)]
        coming = snapshots[len(acked)] if len(acked) < len(snapshots) else None
        for way in range(4):
            number = 4 * call + way
            drawn = some(random.Random(f"{seed}.{number}"))
            chosen = (nothing, everything, drawn, drawn)[way]
            yield Trial(number, call, name, acked, coming, chosen)


def test_nothing_is_said_to_be_saved_that_waits_for_a_sync(record: Record) -> None:
    disk = record.disk()
    said = 0
    for _ in disk.calls(record.calls()):
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


def test_a_power_cut_loses_nothing_that_was_said_to_be_saved(
    record: Record, tmp_path: Path, request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    asked = {name: request.config.getoption(f"--{name}") for name in ("long", "seed", "trial")}
    seed, only, held, disk = asked["seed"], asked["trial"], 0, record.disk()
    image = tmp_path / "image"
    for trial in trials(record, disk, seed):
        if only is None and not asked["long"] and not in_short(trial, seed):
            continue
        if only is not None and trial.number != only:
            continue
        disk.image(image, trial.chosen)
        deep = only is not None or trial.number % 40 < 4
        try:
            whole(Story(image), trial.acked, trial.coming, deep=deep)
        except Exception as problem:
            problem.add_note(told(record, trial, seed, image))
            raise
        shutil.rmtree(image)
        held += 1
    if only is None:
        assert held > (500 if asked["long"] else 10)
    if asked["long"]:
        with capsys.disabled():
            sys.stdout.write(f"\n{held} states of a disk after a power cut (seed {seed})\n")


def in_short(trial: Trial, seed: int) -> bool:
    """One way for every 25th moment, and for a quarter while a note is taken and wiped."""
    chance = random.Random(f"{seed}.{trial.call}")
    share = 0.25 if len(trial.acked) in (TAKING, FILLING) else 0.04
    return chance.random() < share and trial.number % 4 == chance.randrange(4)


def told(record: Record, trial: Trial, seed: int, image: Path) -> str:
    """Where a failure lies, and how to see it again by itself."""
    under = len(trial.acked)
    return (
        f"trial {trial.number}: after call {trial.call} ({trial.name}), {under} acts said to be"
        f" saved. The disk as it was then: {image} (opened since). Again: pytest {__file__}"
        f" -k loses_nothing --seed {seed} --trial {trial.number} --record {record.folder}"
    )


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
        assert report.status == "clean", report.problems
        # A slot of the anchor may be torn, and is told of; the other one holds. So may a page
        # that nothing uses, and the next backup mends it.
        codes = {problem.code for problem in report.problems}
        assert codes <= {"anchor", "unused-page"}, report.problems
        found = json.loads(json.dumps(kept(journal, phrase)))
        if not acked:
            return
        before, after = acked[-1], coming or acked[-1]
        for part, value in found.items():
            assert value in (before[part], after[part]), part
        if before["notes"] != after["notes"] == found["notes"]:  # a note goes when its draft is in
            assert found["drafts"] == after["drafts"] or len(after["notes"]) > len(before["notes"])
        journal.people.add("Wren")
        if "unused-page" in codes:
            journal.backups.make()
            assert journal.integrity.verify(deep=True).status == "clean"
    finally:
        journal.close()
