"""Salvage: a damaged journal is read, never written, and what is sound becomes a new journal."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reflect_app.core.prompts import Question, Template
from reflect_app.crypto import identity
from reflect_app.errors import (
    DamagedError,
    NotFoundError,
    NoVaultError,
    ReflectError,
    WrongPassphraseError,
)
from reflect_app.services.context import Context
from reflect_app.vault import backup, lease, leftovers, notes_box, restore, salvage
from reflect_app.vault import envelope as envelopes
from reflect_app.vault.create import check_free, fill, new_instance, sealed_envelope
from reflect_app.vault.engine import new_file
from reflect_app.vault.envelope import Envelope
from reflect_app.vault.files import make_folder, read_small, write_whole
from reflect_app.vault.keys import vault_key
from reflect_app.vault.vault import Place, Vault
from reflect_app.vault.verify import verify
from reflect_app.words import tr, trn

Opener = Callable[[Envelope], bytes]
Steps = Generator[tuple[int, int], None, "Salvaged"]
_SUPPORT = "support.toml"
_LARGEST_SUPPORT = 1 << 20


@dataclass(frozen=True, slots=True)
class NewestBackup:
    """The newest backup beside a journal whose own checksum fits. `created` is RFC 3339."""

    path: Path
    created: str
    entries: int


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was brought out, and what not.

    `lost` counts saves that are known to be missing, `bad_pages` of `pages` those of the file
    that are not what was written; `newest` and `seen` are the times of the last save brought
    out and of the last this computer knows of (RFC 3339, or empty), and `to_the_end` says that
    they are the same one. `keys_kept`: the journal's own card stays the one people know.
    """

    folder: Path
    entries: int
    objects: int
    drafts: int
    lost: int
    pages: int
    bad_pages: int
    newest: str
    seen: str
    to_the_end: bool
    keys_kept: bool

    @property
    def whole(self) -> bool:
        """Whether nothing is known to be missing."""
        return not self.lost and self.to_the_end and self.keys_kept

    def sentences(self) -> tuple[str, ...]:
        """What a person is told, first what came out."""
        said = [
            trn("{count} entry was brought out.", "{count} entries were brought out.", self.entries)
            .format(count=self.entries)
        ]  # fmt: skip
        if self.lost:
            said.append(
                trn(
                    "{count} save could not be read any more.",
                    "{count} saves could not be read any more.",
                    self.lost,
                ).format(count=self.lost)
            )
        if not self.to_the_end:
            said.append(
                tr(
                    "The last save brought out is of {newest}; this computer last saw one of {seen}"
                    ". What was written in between may be missing."
                ).format(newest=self.newest, seen=self.seen)
            )
        if not self.keys_kept:
            said.append(
                tr("Its own keys could not be read: exchange contact cards anew before sharing.")
            )
        if self.whole:
            said.append(tr("Nothing is known to be missing."))
        return tuple(said)


def newest_backup(folder: Path) -> NewestBackup | None:
    """The newest backup in the first place that is whole; without any key."""
    found = []
    for path in backup.first_place(folder.resolve()).glob(f"*{backup.SUFFIX}"):
        with suppress(ReflectError, OSError), backup.opened(path) as one:
            found.append(NewestBackup(path, one.header.created, one.header.entries))
    return max(found, key=lambda one: one.created, default=None)


def salvage_steps(context: Context, folder: Path, to: Path, opener: Opener) -> Steps:
    """Read every page of the journal in `folder`; make a journal of what is sound in `to`.

    It opens with the same passphrase and recovery words. Thrown away half-way, it leaves nothing.

    Raises:
        WrongPassphraseError, NoVaultError, VaultInUseError: nothing was made.
        DamagedError: nothing could be read. FileProblemError, DiskFullError: no place for it.
    """
    folder, to = folder.resolve(), to.resolve()
    if not (folder / "vault.db").is_file():
        raise NoVaultError(str(folder))
    if (holder := lease.holder_of(folder)) is not None:
        raise lease.in_use(holder)
    check_free(to)
    old, data_key = _opened(folder, opener)
    found = yield from salvage.read(Place(folder, context.anchors), old, data_key)
    if not found.objects and not found.drafts:
        raise DamagedError(
            tr("Nothing in this journal can be read any more."),
            tr("Restore your newest backup to a new folder."),
            code="nothing-left",
        )
    make_folder(to.parent)
    building = leftovers.building(to, os.urandom(4).hex())
    try:
        make_folder(building)
        made = yield from _built(context, building, (old, data_key), found)
        _carried(folder, building, notes=made.keys_kept)
        restore.moved(building, to)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return replace(made, folder=to)


def _built(
    context: Context, folder: Path, opens: tuple[Envelope, bytes], found: salvage.Found
) -> Steps:
    old, data_key = opens
    mine = salvage.own_keys(found, old)
    kept = mine is not None
    mine = mine or identity.new_identity()
    ways = [slot for slot in old.slots if slot.kind != "device"]
    envelope = sealed_envelope(
        new_instance(), old.generation, old.created, ways, mine.public, data_key
    )
    place = Place(folder, context.anchors)
    new_file(place.database)
    fill(place.database, data_key, envelope, mine)
    envelopes.write(folder, envelope)
    vault = Vault.open(place, envelope, data_key, context.clock, write=True)
    try:
        yield from salvage.fill(vault, found, old.instance, _Wordings(context))
        report = verify(vault, deep=True)
        if report.status != "clean":
            raise DamagedError(report.problems[0].message, code="salvage-unsound")
    finally:
        vault.close()
    return Salvaged(
        folder, report.entries, len(found.objects), len(found.drafts), found.lost, found.pages,
        found.bad_pages, found.newest, found.seen, found.to_the_end, kept,
    )  # fmt: skip


class _Wordings:
    """A prompt for entries whose own is lost: the built-in one, else bare lines."""

    def __init__(self, context: Context) -> None:
        self._library = context.library

    def __call__(self, id_: str, version: int, answers: dict[str, Any]) -> Template:
        with suppress(NotFoundError):
            known = self._library.get(id_)
            if known.version == version:
                return known
        lines = (key for key, answer in answers.items() if isinstance(answer, str))
        questions = tuple(Question(key, "long_text", key) for key in lines)
        return Template(id_, version, id_, "", 5, questions)


def _opened(folder: Path, opener: Opener) -> tuple[Envelope, bytes]:
    """The journal's own envelope; where that is damaged, the newest of its backups that fits."""
    try:
        own = envelopes.read(folder)
    except DamagedError as problem:
        return _by_backup(folder, opener, problem)
    return own, opener(own)


def _by_backup(folder: Path, opener: Opener, refusal: DamagedError) -> tuple[Envelope, bytes]:
    wrong: WrongPassphraseError | None = None
    for envelope in _of_backups(folder):
        try:
            data_key = opener(envelope)
        except WrongPassphraseError as problem:
            wrong = problem
            continue
        if _is_key_of(folder / "vault.db", data_key):
            return envelope, data_key
    raise wrong or refusal


def _of_backups(folder: Path) -> Iterator[Envelope]:
    paths = list(backup.first_place(folder).glob(f"*{backup.SUFFIX}"))
    for path in sorted(paths, key=lambda one: one.stat().st_mtime, reverse=True):
        with suppress(ReflectError, OSError), backup.opened(path) as one:
            yield one.envelope()


def _is_key_of(database: Path, data_key: bytes) -> bool:
    """Whether any page of the file opens with it: after a rotation an older key does not."""
    return salvage.opens_a_page(database, vault_key(data_key))


def _carried(old: Path, new: Path, *, notes: bool) -> None:
    """The support list, and the quick notes that the kept keys can still open."""
    with suppress(ReflectError, OSError):
        write_whole(new / _SUPPORT, read_small(old / _SUPPORT, _LARGEST_SUPPORT, plain=True))
    if notes:
        for name, data in notes_box.carried(old):
            make_folder((new / name).parent)
            write_whole(new / name, data)
