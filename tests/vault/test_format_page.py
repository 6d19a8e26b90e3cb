"""A reader written from `resources/help/vault-format.md` alone: nothing of Reflect's is used."""

from __future__ import annotations

import hashlib
import hmac
import json
import unicodedata
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from reflect_app.app import App
from reflect_app.core.entries import EntryInput
from tests.fixtures import PASSPHRASE

DEFAULTS = {"salt": "", "memory": 0, "passes": 0, "lanes": 0, "form": "exact", "expires": ""}


def compact(value: Any) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def key_for(data_key: bytes, purpose: str, context: bytes = b"") -> bytes:
    info = f"reflect/1/{purpose}/".encode() + context
    return HKDF(SHA256(), 32, None, info).derive(data_key)


def data_key_of(envelope: dict[str, Any], passphrase: str) -> bytes:
    slot = next(slot for slot in envelope["slots"] if slot["kind"] == "passphrase")
    text = unicodedata.normalize("NFC", passphrase)
    if slot.get("form") == "words":
        text = text.casefold().replace(" ", "").replace("-", "")
    key = Argon2id(
        salt=bytes.fromhex(slot["salt"]), length=32, iterations=slot["passes"],
        lanes=slot["lanes"], memory_cost=slot["memory"],
    ).derive(text.encode())  # fmt: skip
    bare = {**slot, "nonce": "", "sealed": ""}
    shown = {k: v for k, v in bare.items() if k not in DEFAULTS or v != DEFAULTS[k]}
    context = b"reflect/1/slot/" + compact(shown)
    return AESGCM(key).decrypt(bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["sealed"]), context)


def framed(label: bytes, *parts: bytes) -> bytes:
    whole = hashlib.sha256(label)
    for part in parts:
        whole.update(len(part).to_bytes(8) + part)
    return whole.digest()


def read_vault(database: Path, key: bytes) -> list[dict[str, Any]]:
    """Every row of history, with the chain checked on the way."""
    connection = sqlcipher.connect(str(database))
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        previous, rows = bytes(32), []
        query = "SELECT seq, id, kind, at, salt, content, digest, link FROM revision ORDER BY seq"
        for seq, id_, kind, at, salt, content, digest, link in connection.execute(query):
            if content is not None:
                assert framed(b"reflect/1/content", salt, content) == digest
                rows.append({"seq": seq, "id": id_, "kind": kind, **json.loads(content)})
            parts = (previous, id_.encode(), kind.encode(), at.encode(), digest)
            assert framed(b"reflect/1/link", *parts) == link
            previous = link
        return rows
    finally:
        connection.close()


def test_a_stranger_reads_vault_anchor_and_backup(app: App, tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    journal = app.vaults.create(folder, PASSPHRASE).journal
    saved = journal.entries.write(EntryInput("free", {"title": "Siân", "page": "ọ̀dọ́ 🙂"}))
    gone = journal.entries.write(EntryInput("free", {"page": "purged"}))
    journal.entries.purge(gone.id)
    made = journal.backups.make(tmp_path / "stick")
    journal.close()

    raw = (folder / "envelope.json").read_bytes()
    body, _, tail = raw.rpartition(b',"sha256":"')
    assert tail == hashlib.sha256(body).hexdigest().encode() + b'"}\n'
    envelope = json.loads(body + b"}")
    data_key = data_key_of(envelope, PASSPHRASE)
    mac = hmac.digest(key_for(data_key, "envelope"), compact({**envelope, "mac": ""}), "sha256")
    assert mac.hex() == envelope["mac"]

    rows = read_vault(folder / "vault.db", key_for(data_key, "vault"))
    (entry,) = [row for row in rows if row["kind"] == "entry"]
    assert entry["id"] == saved.id
    assert entry["body"]["answers"] == {"title": "Siân", "page": "ọ̀dọ́ 🙂"}
    (tomb,) = [row for row in rows if row["kind"] == "tombstone"]
    assert (tomb["id"], tomb["body"]["kind"]) == (gone.id, "entry")

    anchor = (app.paths.anchors / f"{envelope['instance']}.anchor").read_bytes()
    seen = []
    for slot in (anchor[:4096], anchor[4096:]):
        tag = hmac.digest(key_for(data_key, "anchor"), slot[:-32], "sha256")
        if tag == slot[-32:]:
            length = int.from_bytes(slot[8:12])
            seen.append(json.loads(slot[12 : 12 + length]))
    assert max(seen, key=lambda state: state["counter"])["instance"] == envelope["instance"]

    read_backup(made.out, data_key, tmp_path / "copy.db", saved.id)


def read_backup(path: Path, data_key: bytes, copy: Path, entry: str) -> None:
    data = path.read_bytes()
    assert data[-32:] == hashlib.sha256(data[:-32]).digest()
    length = int.from_bytes(data[8:12])
    header = json.loads(data[12 : 12 + length])
    key = key_for(data_key, "backup", header["backup"].encode())
    tag = hmac.digest(key, compact({**header, "mac": ""}), "sha256")
    assert tag.hex() == header["mac"]
    offset = 12 + length
    for item in header["files"]:
        content = data[offset : offset + item["size"]]
        assert hashlib.sha256(content).hexdigest() == item["sha256"]
        if item["name"] == "vault.db":
            copy.write_bytes(content)
        offset += item["size"]
    assert entry in [row["id"] for row in read_vault(copy, key)]
