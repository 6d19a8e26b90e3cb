"""Vaults for tests of the store: made cheaply, opened again, looked into with the bare driver."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import Answers, Entry
from reflect_app.core.prompts import Template
from reflect_app.crypto import recovery
from reflect_app.services.templates import built_in
from reflect_app.vault import envelope as envelopes
from reflect_app.vault.create import NewKeys, create
from reflect_app.vault.entry_store import EntryStore
from reflect_app.vault.keys import vault_key, with_passphrase
from reflect_app.vault.template_store import TemplateStore
from reflect_app.vault.vault import Place, Vault
from tests.fixtures import CHEAP, CHEAP_POLICY, PASSPHRASE

ZONE = "Europe/London"


class Making:
    """One vault folder `v` and one folder of anchors, below a test's own."""

    def __init__(self, root: Path, clock: FixedClock) -> None:
        self.root = root
        self.clock = clock
        self.place = Place(root / "v", root / "anchors")
        self.words = recovery.new_words()
        self._open: list[Vault] = []

    def create(self, place: Place | None = None) -> Vault:
        """A new vault, open for writing."""
        keys = NewKeys(PASSPHRASE, self.words, CHEAP)
        return self._kept(create(place or self.place, keys, CHEAP_POLICY, self.clock))

    def open(self, place: Place | None = None, *, write: bool = True) -> Vault:
        """The vault that was made."""
        where = place or self.place
        envelope = envelopes.read(where.folder)
        key = with_passphrase(envelope, PASSPHRASE, CHEAP_POLICY)
        return self._kept(Vault.open(where, envelope, key, self.clock, write=write))

    def close(self) -> None:
        """Close whatever is open."""
        for vault in self._open:
            vault.close()

    def _kept(self, vault: Vault) -> Vault:
        self._open.append(vault)
        return vault


class Writer:
    """Writes free pages into a vault, without the services' checks."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.templates = TemplateStore(vault)
        self.entries = EntryStore(vault, self.templates)
        self.template: Template = built_in().get("free")
        self._made = 0

    def write(self, text: str, *, id_: str = "", tags: tuple[str, ...] = (), **more: Any) -> str:
        """One commit with a page of this text; its id."""
        self._made += 1
        name = id_ or f"{self._made:016x}"
        answers: Answers = {"title": f"Title {self._made}", "page": text}
        with self.vault.writing() as tx:
            self.templates.keep(tx, self.template)
            made: dict[str, Any] = {
                "id": name, "template": self.template.id,
                "template_version": self.template.version, "revision": 0, "written": tx.at,
                "event": tx.at, "shift": None, "answers": answers, "tags": tags,
            }  # fmt: skip
            self.entries.put(tx, Entry(**{**made, **more}), ZONE, "written")
        return name


@contextmanager
def bare(database: Path, data_key: bytes) -> Iterator[Any]:
    """The database as somebody with the key and another program would have it."""
    connection = sqlcipher.connect(str(database), isolation_level=None)
    try:
        connection.execute(f"PRAGMA key = \"x'{vault_key(data_key).hex()}'\"")
        yield connection
    finally:
        connection.close()
