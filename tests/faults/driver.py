"""The process that is killed: it saves in a loop and writes down what it was told is saved.

Started once (`python -m tests.faults.driver`), it imports everything and then makes a copy of
itself for every line on stdin, so that two hundred kills cost no two hundred starts. It holds
no vault itself; a copy opens one, and nothing of SQLite is inherited.

A line is JSON: `{"root", "ledger", "seed"}`. The answer is the copy's process id, `ready` once
its vault is open, and `saved` after each save. The ledger gets `["begin", n, op, id, text]`
before and, synced, `["ack", n, id]` after every operation.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import Draft, EntryInput, Query
from reflect_app.services.journal import Journal
from tests.fixtures import MORNING, PASSPHRASE, make_app
from tests.helpers.sources import ROOT

OPERATIONS = (
    "purge",
    "write",
    "write",
    "edit",
    "draft",
    "draft",
    "finish",
    "delete",
    "undelete",
    "setting",
)


class Ledger:
    """What was begun and what was acknowledged, in a file of its own."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._next = 0

    def begin(self, *what: str) -> None:
        """Something is about to be saved."""
        self._next += 1
        self._line(["begin", self._next, *what])

    def ack(self, id_: str) -> None:
        """It is said to be saved, under this id: from here on it must never be lost."""
        self._line(["ack", self._next, id_])
        os.fsync(self._handle)
        os.write(1, b"saved\n")

    def _line(self, line: list[Any]) -> None:
        os.write(self._handle, json.dumps(line).encode() + b"\n")


def work(journal: Journal, ledger: Ledger, seed: int) -> None:
    """Save one thing after another until killed."""
    rng = random.Random(seed)
    entries = [entry.id for entry in journal.entries.page(Query(), 0, 200).entries]
    drafts: list[Draft] = journal.drafts.list()
    count = 0
    while True:
        count += 1
        text = f"{seed}.{count} " + "words that were typed " * rng.choice([1, 5, 200])
        operation = rng.choice(OPERATIONS) if entries and drafts else rng.choice(["write", "draft"])
        if operation == "write":
            id_ = f"{seed:08x}{count:08x}"
            ledger.begin("entry", id_, text)
            given = EntryInput("free", {"page": text}, tags=("team",))
            entries.append(journal.entries.write(given, id_=id_).id)
        elif operation == "edit":
            id_ = rng.choice(entries)
            ledger.begin("entry", id_, text)
            journal.entries.edit(id_, {"page": text})
        elif operation == "draft":
            old = drafts and rng.random() < 0.7
            page = rng.choice(drafts) if old else journal.drafts.start("free")
            page = replace(page, answers={"page": text})
            id_ = page.id
            ledger.begin("draft", id_, text)
            journal.drafts.save(page)
            drafts = [page, *(other for other in drafts if other.id != id_)]
        elif operation == "finish":
            page = drafts.pop()
            ledger.begin("finish", page.id, str(page.answers["page"]))
            id_ = journal.drafts.finish(page.id).id
            entries.append(id_)
        elif operation == "purge":
            id_ = entries.pop(rng.randrange(len(entries)))
            ledger.begin("purge", id_, "")
            journal.entries.purge(id_)
        elif operation in ("delete", "undelete"):
            id_ = rng.choice(entries)
            ledger.begin("touch", id_, "")
            getattr(journal.entries, operation)(id_)
        else:
            id_ = "display_name"
            ledger.begin("setting", id_, text[:40])
            journal.settings.set(id_, text[:40])
        ledger.ack(id_)


def child(order: dict[str, Any]) -> None:
    """Open the vault and work until killed."""
    root = Path(order["root"])
    app = make_app(root / "home", FixedClock(MORNING))
    app.library.get("free")  # read from resources, which has nothing to do with saving
    journal = app.vaults.unlock(root / "v", PASSPHRASE)
    ledger = Ledger(Path(order["ledger"]))
    os.write(1, b"ready\n")
    work(journal, ledger, order["seed"])


def main(work: Callable[[dict[str, Any]], None] = child) -> None:
    """Copy this process for every line on stdin; the copy does `work`."""
    import sqlalchemy.dialects.sqlite.pysqlite  # noqa: F401  loaded late by the engine otherwise

    import reflect_app.services.vaults  # noqa: F401  the same

    os.write(1, b"up\n")
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            try:
                work(json.loads(line))
            finally:
                os._exit(1)
        os.write(1, f"{pid}\n".encode())
        os.waitpid(pid, 0)
        os.write(1, b"gone\n")


class Driver:
    """The process above, or another that takes the same orders, as a test holds it."""

    def __init__(self, module: str = "tests.faults.driver") -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0,
        )  # fmt: skip
        assert self._line() == "up"

    def start(self, root: Path, ledger: Path, seed: int) -> int:
        """Start a copy on a vault; its process id."""
        order = {"root": str(root), "ledger": str(ledger), "seed": seed}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._early: list[str] = []  # the copy shares the pipe, and may be quicker
        while not (line := self._line()).isdigit():
            self._early.append(line)
        return int(line)

    def wait_for(self, saves: int) -> None:
        """Wait until the copy's vault is open and that many saves are acknowledged."""
        for due in ["ready", *["saved"] * saves]:
            assert (self._early.pop(0) if self._early else self._line()) == due

    def wait_gone(self) -> None:
        """Wait until the copy is dead."""
        while self._line() != "gone":
            pass

    def close(self) -> None:
        """End the driver."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().decode().strip()


if __name__ == "__main__":
    main()
