"""More of what `resources/help/vault-format.md` says, done by its words; and that it says all.

`test_format_page.py` reads a vault with SQLCipher; this one does without.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import sqlite3
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from reflect_app import assets
from reflect_app.app import App
from reflect_app.core.entries import EntryInput
from reflect_app.vault import schema
from tests.faults.story import Story
from tests.fixtures import PASSPHRASE
from tests.helpers.sources import PACKAGE, ROOT
from tests.vault.pages import RESERVE, data_key, decrypted, expand

PAGE = assets.read_text("help/vault-format.md")


def compact(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def with_zeros(pages: bytes) -> bytes:
    """Plain pages with the place of IV and MAC filled up, as the document says."""
    size = 4096 - RESERVE
    parts = [pages[at : at + size] for at in range(0, len(pages), size)]
    return b"".join(part + bytes(RESERVE) for part in parts)


def test_any_sqlite_reads_what_was_decrypted_by_hand(tmp_path: Path) -> None:
    story = Story(tmp_path)
    journal = story.create()
    story.tell(journal)
    due, total = journal.integrity.state_hash(), journal.entries.count()
    journal.close()
    plain = tmp_path / "plain.db"
    plain.write_bytes(with_zeros(decrypted(story.folder, PASSPHRASE)))
    connection = sqlite3.connect(plain)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM entry").fetchone() == (total,)
        assert state_hash(connection) == due
    finally:
        connection.close()


def state_hash(connection: sqlite3.Connection) -> str:
    """The last chapter of the document."""
    rows = connection.execute(
        "SELECT kind, id, at, content FROM revision WHERE content IS NOT NULL"
        " AND kind NOT IN ('activity', 'vault', 'tombstone') ORDER BY kind, id, number"
    )
    whole = hashlib.sha256()
    for (kind, id_), found in itertools.groupby(rows, lambda row: (row[0], row[1])):
        revisions = [{"at": at, **json.loads(content)} for _, _, at, content in found]
        for one in revisions:
            del one["number"]
        whole.update(compact({"id": id_, "kind": kind, "revisions": revisions}) + b"\n")
    return whole.hexdigest()


def test_the_recovery_words_open_it_by_hand(app: App, tmp_path: Path) -> None:
    created = app.vaults.create(tmp_path / "v", PASSPHRASE)
    created.journal.close()
    listed = (resources.files("mnemonic") / "wordlist/english.txt").read_text().split()
    bits = "".join(f"{listed.index(word):011b}" for word in created.recovery_words.split())
    secret = int(bits[:256], 2).to_bytes(32)
    assert bits[256:] == f"{hashlib.sha256(secret).digest()[0]:08b}"
    envelope = json.loads((tmp_path / "v/envelope.json").read_bytes())
    (slot,) = (one for one in envelope["slots"] if one["kind"] == "recovery")
    context = b"reflect/1/slot/" + compact({**slot, "nonce": "", "sealed": ""})
    found = AESGCM(expand(secret, "recovery-slot")).decrypt(
        bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["sealed"]), context
    )
    assert found == data_key(tmp_path / "v", PASSPHRASE)


def test_the_fingerprint_by_hand(app: App, tmp_path: Path) -> None:
    created = app.vaults.create(tmp_path / "v", PASSPHRASE)
    created.journal.close()
    envelope = json.loads((tmp_path / "v/envelope.json").read_bytes())
    public = bytes.fromhex(envelope["public"])
    bits = int.from_bytes(hashlib.sha256(b"reflect/1/public/\x01" + public).digest())
    listed = (resources.files("mnemonic") / "wordlist/english.txt").read_text().split()
    words = [listed[bits >> (256 - 11 * (place + 1)) & 2047] for place in range(12)]
    assert created.fingerprint == " ".join(words)


def names_in_a_vault(app: App, folder: Path) -> set[str]:
    """Every table, column of the history and figure that a used vault has."""
    journal = app.vaults.create(folder, PASSPHRASE).journal
    journal.entries.purge(journal.entries.write(EntryInput("free", {"page": "x"})).id)
    journal.backups.make()
    with journal._vault.reading() as connection:
        run = connection.exec_driver_sql
        figures = {row[0] for row in run("SELECT name FROM meta")}
        secrets = {row[0] for row in run("SELECT name FROM secret")}
    envelope = json.loads((folder / "envelope.json").read_bytes())
    journal.close()
    columns = {column.name for column in schema.revision.columns}
    members = {name for slot in envelope["slots"] for name in slot} | envelope.keys()
    tables = {table.name for table in schema.metadata.sorted_tables} | {"entry_fts"}
    return {*figures, *secrets, *columns, *(members - {"id"}), *tables}


def test_it_says_every_name_that_a_reader_meets(app: App, tmp_path: Path) -> None:
    said = set(re.findall(r"[\w-]+", " ".join(re.findall(r"`([^`]*)`", PAGE))))
    assert names_in_a_vault(app, tmp_path / "v") - said == set()


def test_it_says_every_purpose_of_a_key() -> None:
    found = set()
    for path in (ROOT / PACKAGE).rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'subkey\([^"\'\n]*["\']([\w-]+)["\']', text))
    assert {"vault", "anchor", "envelope", "backup", "recovery-slot"} <= found
    assert {purpose for purpose in found if f"`{purpose}`" not in PAGE} == set()


@pytest.mark.parametrize("magic", [b"RFLBAK1\n", b"RFLANC1\n", b"RFLNOTE1"])
def test_it_says_every_magic_number(magic: bytes) -> None:
    assert magic.decode().replace("\n", "\\n") in PAGE
