"""Bundles on their way out: recorded first, then written, so that a kill leaves nothing half done.

The commit that records a bundle keeps its sealed bytes; the file is written after it, and a
second commit lets the bytes go. After a kill in between, `flush` writes the same bytes again.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from reflect_app.core.clock import stamp
from reflect_app.core.contacts import Card
from reflect_app.core.shares import DEFAULT_DAYS, HIDDEN_DAYS, BundleKind
from reflect_app.errors import FileProblemError, InvalidInputError, ReflectError
from reflect_app.organisation import Organisation
from reflect_app.services.allowed import not_allowed
from reflect_app.services.vault_settings import VaultSettings
from reflect_app.sharing.bundle import Letter, seal
from reflect_app.sharing.folder import SUFFIX
from reflect_app.vault.files import read_small, write_whole
from reflect_app.vault.own_keys import private_keys, public_keys
from reflect_app.vault.transport_store import Outgoing, TransportStore
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import tr


@dataclass(frozen=True, slots=True)
class Posted:
    """A bundle that was recorded. `reader` is the hash of the reader's keys; `path` its file."""

    bundle: str
    reader: str
    instance: str
    sequence: int
    path: Path


@dataclass(frozen=True, slots=True)
class Post:
    """What is to be sealed for one card. `out` None means the exchange folder."""

    kind: BundleKind
    contact: str
    card: Card
    content: bytes
    out: Path | None
    expires: str = ""


class Outbox:
    """What leaves one unlocked vault."""

    def __init__(
        self, vault: Vault, settings: VaultSettings, organisation: Organisation | None = None
    ) -> None:
        self._vault = vault
        self._settings = settings
        self._organisation = organisation or Organisation()
        self.store = TransportStore(vault)

    def folder(self) -> Path:
        """The exchange folder, seen to be there.

        Raises:
            InvalidInputError: code `no-exchange`; none was chosen. Code `not-allowed`; see
                `allow`.
            FileProblemError: code `exchange-missing`; it is not there now.
        """
        chosen = str(self._settings.get("exchange_folder"))
        if not chosen:
            raise InvalidInputError(
                tr("No exchange folder is chosen on this journal."),
                tr("Choose one first, or use a file."),
                code="no-exchange",
            )
        folder = Path(chosen)
        self.allow(folder)
        if not folder.is_dir():
            raise FileProblemError(
                tr("The exchange folder {folder} is not there.").format(folder=folder),
                tr("Check that the drive is connected or the sync program runs, and try again."),
                code="exchange-missing",
            )
        return folder

    def allow(self, folder: Path) -> None:
        """Refuse a folder in which no sealed files may come and go.

        Raises:
            InvalidInputError: code `not-allowed`, by the organisation's policy.
        """
        if not self._organisation.allows_exchange(folder):
            raise not_allowed(tr("{folder} cannot be the exchange folder.").format(folder=folder))

    def check(self, out: Path | None) -> None:
        """Refuse a place before anything is recorded.

        Raises:
            FileProblemError, InvalidInputError: see `folder`; or the file is there already.
        """
        if out is None:
            self.folder()
        elif out.exists():
            raise FileProblemError(
                tr("{path} is there already.").format(path=out),
                tr("Choose another name or folder."),
            )
        elif not out.resolve().parent.is_dir():
            raise FileProblemError(
                tr("There is no {path}.").format(path=out.resolve().parent),
                tr("Check the name and the folder."),
            )

    def post(self, tx: Writing, post: Post) -> Posted:
        """Seal, and record in the caller's commit that it leaves. `flush` writes the file."""
        public, reader = public_keys(self._vault), post.card.hash
        instance, bundle = self._vault.envelope.instance, os.urandom(16).hex()
        sequence = self.store.next_sequence(tx, reader)
        letter = Letter(post.kind, bundle, instance, sequence, tx.at, post.expires, post.content)
        data = seal(letter, private_keys(self._vault), public, post.card.public)
        if post.out is None:
            path = self.folder() / f"{os.urandom(16).hex()}{SUFFIX}"
            place, name = "exchange", path.name
        else:
            path = post.out.resolve()
            place, name = "file", str(path)
        sent = Outgoing(
            bundle=bundle, kind=post.kind, contact=post.contact, reader=reader,
            place="exchange" if place == "exchange" else "file", path=name,
            until=self._until(post) if place == "exchange" else "",
        )  # fmt: skip
        self.store.put_outgoing(tx, sent, data)
        if place == "exchange":
            self.store.put_way(tx, reader)
        return Posted(bundle, reader, instance, sequence, path)

    def flush(self, only: Collection[str] | None = None) -> None:
        """Write every file that is recorded and not written; `only` keeps it to some bundles.

        Raises:
            ReflectError: the first one that could not be written; the rest were tried.
        """
        problem: ReflectError | None = None
        for sent in self.store.outgoing():
            if sent.written or (only is not None and sent.bundle not in only):
                continue
            try:
                self._write(sent)
            except ReflectError as found:
                problem = problem or found
        if problem is not None:
            raise problem

    def settle(self) -> None:
        """Try again what could not be written; what still cannot waits on."""
        with suppress(ReflectError):
            self.flush()

    def unwritten(self) -> frozenset[str]:
        """Bundles that are recorded and have no file yet."""
        return frozenset(sent.bundle for sent in self.store.outgoing() if not sent.written)

    def done(self, tx: Writing, bundles: Collection[str]) -> None:
        """These arrived, or nobody needs them: their files in the exchange folder may go."""
        for sent in self.store.outgoing():
            if sent.bundle not in bundles:
                continue
            self.store.put_outgoing(tx, msgspec.structs.replace(sent, done=True))

    def undo(self, tx: Writing, posted: Sequence[Posted]) -> None:
        """Forget bundles of which not every file could be written; those that were go again."""
        waiting = self.unwritten()
        for one in posted:
            if one.bundle not in waiting:
                with suppress(OSError):
                    one.path.unlink(missing_ok=True)
            self.store.drop_outgoing(tx, one.bundle)

    def tidy(self, now: str) -> int:
        """Delete one's own files in the exchange folder that are done with; how many.

        A folder that is not there now, or may only be read, is left for another day; so is an
        empty one, which is what a stick leaves behind that was taken out.
        """
        due = [
            sent for sent in self.store.outgoing()
            if sent.place == "exchange" and sent.written
            and (sent.done or (sent.until and _at(sent.until) <= _at(now)))
        ]  # fmt: skip
        if not due:
            return 0
        try:
            folder = self.folder()
            there = any(folder.iterdir())
        except (ReflectError, OSError):
            return 0
        if not there:
            return 0
        gone = []
        for sent in due:
            with suppress(OSError):
                (folder / sent.path).unlink(missing_ok=True)
                gone.append(sent)
        if gone:
            with self._vault.writing() as tx:
                for sent in gone:
                    self.store.drop_outgoing(tx, sent.bundle)
        return len(gone)

    def _write(self, sent: Outgoing) -> None:
        data = self.store.data_of(sent.bundle)
        path = self.folder() / sent.path if sent.place == "exchange" else Path(sent.path)
        if data is not None and not _holds(path, data):
            if path.exists():
                raise FileProblemError(
                    tr("{path} is there already.").format(path=path),
                    tr("Choose another name or folder."),
                )
            write_whole(path, data)
            _sweep_beside(path)
        with self._vault.writing() as tx:
            if sent.place == "file":  # from here on it is the person's own file
                self.store.drop_outgoing(tx, sent.bundle)
            else:
                self.store.put_outgoing(tx, msgspec.structs.replace(sent, written=True))

    def _until(self, post: Post) -> str:
        """When the folder's copy goes at the latest: thirty days after it expires."""
        if post.expires:
            last = _at(post.expires)
        elif post.kind == "share":
            return ""
        else:
            last = self._vault.clock.now() + timedelta(days=DEFAULT_DAYS)
        return stamp(last + timedelta(days=HIDDEN_DAYS))


def _sweep_beside(path: Path) -> None:
    """Take away what an earlier try at this very file left when it was killed."""
    for left in path.parent.glob(f".{path.name}.*"):
        with suppress(OSError):
            left.unlink()


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and read_small(path, len(data)) == data
    except (OSError, ReflectError):
        return False


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
