"""The pages of a vault's database, decrypted by hand: what somebody with the key could read.

Written from the documents of the formats alone; nothing of the program is used.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import unicodedata
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

PAGE = 4096
RESERVE = 80  # 16 bytes of IV, 64 of HMAC-SHA-512


def expand(key: bytes, purpose: str, context: bytes = b"") -> bytes:
    """HKDF-SHA-256 without salt, one block."""
    info = b"reflect/1/" + purpose.encode() + b"/" + context
    return hmac.digest(hmac.digest(bytes(32), key, "sha256"), info + b"\x01", "sha256")


def data_key(folder: Path, passphrase: str) -> bytes:
    """The data key, by the passphrase slot of the envelope."""
    envelope = json.loads((folder / "envelope.json").read_bytes())
    (slot,) = (one for one in envelope["slots"] if one["kind"] == "passphrase")
    text = unicodedata.normalize("NFC", passphrase)
    if slot.get("form", "exact") == "words":
        text = "".join(text.casefold().replace("-", " ").split())
    wrapping = Argon2id(
        salt=bytes.fromhex(slot["salt"]), length=32, iterations=slot["passes"],
        lanes=slot["lanes"], memory_cost=slot["memory"],
    ).derive(text.encode())  # fmt: skip
    bare = {**slot, "nonce": "", "sealed": ""}
    context = (
        b"reflect/1/slot/"
        + json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    )
    sealed = bytes.fromhex(slot["sealed"])
    return AESGCM(wrapping).decrypt(bytes.fromhex(slot["nonce"]), sealed, context)


def decrypted(folder: Path, passphrase: str) -> bytes:
    """Every page of `vault.db`, free ones included, each checked against its MAC."""
    return plain_pages(
        (folder / "vault.db").read_bytes(), expand(data_key(folder, passphrase), "vault")
    )


def plain_pages(data: bytes, key: bytes) -> bytes:
    """Every page under a raw key."""
    salt = data[:16]
    mac_key = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, 32)
    found = []
    for number in range(len(data) // PAGE):
        page = data[number * PAGE : (number + 1) * PAGE]
        begin = 16 if number == 0 else 0
        body, iv, tag = page[begin:-RESERVE], page[-RESERVE:-64], page[-64:]
        due = hmac.new(mac_key, body + iv + (number + 1).to_bytes(4, "little"), hashlib.sha512)
        assert due.digest() == tag, f"page {number + 1}"
        cipher = Cipher(algorithms.AES256(key), modes.CBC(iv)).decryptor()
        head = b"SQLite format 3\0" if number == 0 else b""
        found.append(head + cipher.update(body) + cipher.finalize())
    return b"".join(found)
