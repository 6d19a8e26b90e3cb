"""A real sync engine carries a bundle and its answer by itself: Syncthing, Debian's package.

    apt-get install -y syncthing
    .venv/bin/python -m pytest --long tests/journeys/test_syncthing.py

Two instances on the loopback address, each knowing only the other: no discovery, no relays, no
reports. The network guard watches this process, where Reflect runs, and holds here as everywhere.
What may open a connection is these two child processes and nothing else, and what they opened is
looked at.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from reflect_app.services.shares import ShareRequest
from tests.helpers.circle import PAGE, SECRET, Circle, Somebody, circle

PROGRAM = shutil.which("syncthing") or ""
PATIENCE = 180.0  # seconds; a sync engine takes its time on a busy machine
_OFF = {
    "globalAnnounceEnabled": "false", "localAnnounceEnabled": "false", "relaysEnabled": "false",
    "natEnabled": "false", "startBrowser": "false", "urAccepted": "-1",
    "autoUpgradeIntervalH": "0", "crashReportingEnabled": "false", "reconnectionIntervalS": "2",
    "keepTemporariesH": "1",
}  # fmt: skip

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not PROGRAM, reason="Syncthing is not here: apt-get install -y syncthing"),
    pytest.mark.skipif(sys.platform != "linux", reason="looks at sockets in /proc"),
]


class Instance:
    """One Syncthing with a home and a folder of its own."""

    def __init__(self, root: Path, name: str, port: int) -> None:
        self.home, self.folder, self.port = root / name / "home", root / name / "folder", port
        self.folder.mkdir(parents=True)
        self.run("generate", f"--home={self.home}", "--no-default-folder")
        self.id = self.run(f"--home={self.home}", "--device-id").strip()
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, *words: str) -> str:
        """What a short command says."""
        done = subprocess.run([PROGRAM, *words], capture_output=True, check=True, text=True)
        return done.stdout

    def knows(self, other: Instance) -> None:
        """Write its settings: one folder, one other device at one address, and nothing else."""
        path = self.home / "config.xml"
        tree = ET.parse(path)
        root = tree.getroot()
        options = root.find("options")
        assert options is not None
        for name, value in _OFF.items():
            _only(options, name, value)
        _only(options, "listenAddress", f"tcp://127.0.0.1:{self.port}")
        for old in [*root.findall("folder"), *root.findall("device")]:
            root.remove(old)
        folder = ET.SubElement(
            root, "folder", id="exchange", label="exchange", path=str(self.folder),
            type="sendreceive", rescanIntervalS="3", fsWatcherEnabled="true", fsWatcherDelayS="1",
        )  # fmt: skip
        for device, address in (
            (self.id, f"tcp://127.0.0.1:{self.port}"),
            (other.id, f"tcp://127.0.0.1:{other.port}"),
        ):
            ET.SubElement(folder, "device", id=device)
            made = ET.SubElement(root, "device", id=device, compression="never")
            ET.SubElement(made, "address").text = address
        (self.folder / ".stfolder").mkdir()
        tree.write(path)

    def start(self) -> None:
        """Begin to carry. Its page of settings listens on a socket file."""
        gui = f"--gui-address=unix://{self.home}/gui"
        words = [PROGRAM, "serve", f"--home={self.home}", gui, "--no-browser", "--no-restart"]
        told = {**os.environ, "STNOUPGRADE": "1", "STNORESTART": "1"}
        with (self.home / "log").open("wb") as log:
            self.process = subprocess.Popen(words, stdout=log, stderr=subprocess.STDOUT, env=told)

    def addresses(self) -> set[str]:
        """The local address of each internet socket that it holds, as /proc writes it."""
        assert self.process is not None
        held, found = set(), set()
        for handle in Path(f"/proc/{self.process.pid}/fd").iterdir():
            with suppress(OSError):
                held.add(str(handle.readlink()))
        for table in ("tcp", "tcp6", "udp", "udp6"):
            for line in Path("/proc/net", table).read_text(encoding="ascii").splitlines()[1:]:
                cells = line.split()
                if f"socket:[{cells[9]}]" in held:
                    found |= {cells[1].partition(":")[0], cells[2].partition(":")[0]}
        return found

    def stop(self) -> None:
        """End it, whatever state it is in."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def _only(parent: ET.Element, name: str, value: str) -> None:
    for old in parent.findall(name):
        parent.remove(old)
    ET.SubElement(parent, name).text = value


@contextmanager
def two_instances(root: Path) -> Iterator[tuple[Instance, Instance]]:
    """Two that carry one folder to one another."""
    port = 20_000 + os.getpid() % 20_000  # nothing here may ask the system for a free one
    one, other = Instance(root, "one", port), Instance(root, "other", port + 1)
    one.knows(other)
    other.knows(one)
    try:
        one.start()
        other.start()
        yield one, other
    finally:
        one.stop()
        other.stop()


def until(seen: Callable[[], object], pair: tuple[Instance, Instance]) -> None:
    """Wait until something is so; the logs are shown where it never is."""
    end, pause = time.monotonic() + PATIENCE, threading.Event()
    while not seen():
        if time.monotonic() > end or any(one.process and one.process.poll() for one in pair):
            logs = [(one.home / "log").read_text(encoding="utf-8")[-3000:] for one in pair]
            pytest.fail("it never came:\n" + "\n---\n".join(logs))
        pause.wait(0.3)


def came(somebody: Somebody, got: list[str]) -> list[str]:
    """The kinds of all that came so far, after one more look."""
    found = somebody.journal.exchange.receive()
    got += [one.kind for one in found if one.status == "accepted"]
    return got


def test_a_bundle_and_its_answer_travel_by_themselves(tmp_path: Path) -> None:
    with circle(tmp_path / "people") as ring, two_instances(tmp_path / "sync") as pair:
        ann, ben = ring.join("Ann"), ring.join("Ben", "HMPPS")
        ring.meet(ann, ben)
        for somebody, instance in zip((ann, ben), pair, strict=True):
            somebody.journal.exchange.set(instance.folder)
        _there_and_back(ring, ann, ben, pair)
        # 127.0.0.1 and, for what listens, no other end; never the world.
        loopback, nothing = "0100007F", "00000000"
        for instance in pair:
            assert instance.addresses() <= {loopback, nothing}, instance.addresses()


def _there_and_back(
    ring: Circle, ann: Somebody, ben: Somebody, pair: tuple[Instance, Instance]
) -> None:
    entry = ring.write(ann)
    share = ann.journal.shares.share(ShareRequest("Ben", (entry,), ("page",))).id
    (left,) = bundles(pair[0])
    got: list[str] = []
    until(lambda: "share" in came(ben, got), pair)
    (item,) = ben.journal.inbox.list()
    assert [field.value for field in item.fields] == [PAGE]
    assert SECRET not in str(item)
    ben.journal.inbox.comment(item.id, "You stayed with it.", "page")
    ben.journal.replies.reply()
    until(lambda: {"reply", "receipt"} <= set(came(ann, got)), pair)  # in either order
    assert [said.text for said in ann.journal.entries.show(entry).comments] == [
        "You stayed with it."
    ]
    assert ann.journal.shares.show(share).state == "received"
    # Its author took the share away, and that travels too; nobody else's program did.
    assert left not in bundles(pair[0])
    until(lambda: left not in bundles(pair[1]), pair)
    ann.journal.withdrawals.withdraw([share])
    until(lambda: "withdrawal" in came(ben, got), pair)
    assert ben.journal.inbox.list() == ()
    until(lambda: came(ann, got) and ann.journal.shares.show(share).state == "withdrawn", pair)
    for one in (ann, ben):
        assert one.journal.integrity.verify(deep=True).status == "clean"


def bundles(instance: Instance) -> set[str]:
    """The names of the sealed files that lie there whole."""
    return {path.name for path in instance.folder.glob("*.rbundle")}
