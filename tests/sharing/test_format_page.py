"""A reader written from `resources/help/bundle-format.md` alone: nothing of Reflect's is used.

The KEM and the key schedule are put together from their parts as the page says, so that the page
is proved and not the library. The bundle is the frozen one of `tests/formats`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.helpers.circle import PAGE, circle

FORMATS = Path(__file__).parents[1] / "formats"
KEM, SUITE = 0x647A, b"HPKE" + bytes.fromhex("647a00010002")
SIZES = (16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20, 16 << 20, 50 << 20)


def extract(salt: bytes, label: bytes, secret: bytes) -> bytes:
    """RFC 9180, section 4: LabeledExtract with HKDF-SHA256."""
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + SUITE + label + secret, "sha256")


def expand(key: bytes, label: bytes, info: bytes, length: int) -> bytes:
    """RFC 9180, section 4: LabeledExpand; one block is enough here."""
    labelled = length.to_bytes(2) + b"HPKE-v1" + SUITE + label + info
    return hmac.digest(key, labelled + b"\x01", "sha256")[:length]


def unseal(private: bytes, sealed: bytes, info: bytes) -> bytes:
    encapsulated, ciphertext = sealed[:1120], sealed[1120:]
    kem = MLKEM768PrivateKey.from_seed_bytes(private[:64]).decapsulate(encapsulated[:1088])
    exchange = X25519PrivateKey.from_private_bytes(private[64:96])
    shared = exchange.exchange(X25519PublicKey.from_public_bytes(encapsulated[1088:]))
    own = exchange.public_key().public_bytes_raw()
    secret = hashlib.sha3_256(
        kem + shared + encapsulated[1088:] + own + bytes.fromhex("5c2e2f2f5e5c")
    ).digest()
    context = b"\x00" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    scheduled = extract(secret, b"secret", b"")
    key = expand(scheduled, b"key", context, 32)
    nonce = expand(scheduled, b"base_nonce", context, 12)
    return AESGCM(key).decrypt(nonce, ciphertext, b"")


def public_hash(public: bytes) -> bytes:
    return hashlib.sha256(b"reflect/1/public/\x01" + public).digest()


def verify(public: bytes, context: bytes, message: bytes, signature: bytes) -> None:
    framed = b"reflect/1/sign/" + len(context).to_bytes(2) + context + message
    Ed25519PublicKey.from_public_bytes(public[-32:]).verify(signature, framed)


def read(data: bytes, private: bytes, public: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """Head and content of a bundle, everything checked that a bundle alone can prove."""
    assert data[:10] == b"RFLSEAL\n\x01\x01"
    assert hashlib.sha256(data[:-32]).digest() == data[-32:]
    plain = unseal(private, data[10:-32], data[:10])
    assert len(plain) in SIZES
    length = int.from_bytes(plain[:4])
    head, signature = plain[4 : 4 + length], plain[4 + length : 68 + length]
    size = int.from_bytes(plain[68 + length : 72 + length])
    content = plain[72 + length : 72 + length + size]
    assert not plain[72 + length + size :].strip(b"\0")
    found = json.loads(head)
    verify(bytes.fromhex(found["sender"]), b"bundle", head, signature)
    assert found["reader"] == public_hash(public).hex()
    assert found["content"] == hashlib.sha256(content).hexdigest()
    return found, json.loads(content)


def fingerprint(public: bytes, words: list[str]) -> str:
    bits = bin(int.from_bytes(public_hash(public)))[2:].zfill(256)
    return " ".join(words[int(bits[11 * n : 11 * n + 11], 2)] for n in range(12))


@pytest.fixture(scope="module")
def keys() -> dict[str, str]:
    found: dict[str, str] = json.loads((FORMATS / "bundle-1.json").read_text(encoding="utf-8"))
    return found


def test_a_stranger_reads_the_frozen_bundle(keys: dict[str, str]) -> None:
    private, public = (bytes.fromhex(keys[f"reader_{part}"]) for part in ("private", "public"))
    head, content = read((FORMATS / "share-1.rbundle").read_bytes(), private, public)
    assert sorted(head) == [
        "bundle", "content", "context", "created", "expires", "instance", "kind", "reader",
        "sender", "sequence", "version",
    ]  # fmt: skip
    assert (head["kind"], head["sequence"]) == ("share", 3)
    (entry,) = content["entries"]
    assert [field["value"] for field in entry["fields"]] == [
        "Aeth y tegell yn oer ddwywaith 🙂", 7, ["tense"],
    ]  # fmt: skip


def test_a_stranger_reads_the_frozen_card(keys: dict[str, str]) -> None:
    from mnemonic import Mnemonic

    card = json.loads((FORMATS / "card-1.rcard").read_bytes())
    signature = bytes.fromhex(card.pop("signature"))
    text = json.dumps(card, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    public = bytes.fromhex(card["public"])
    verify(public, b"card", text, signature)
    assert (card["format"], card["kind"], card["name"]) == (1, "reflect-card", "Siân")
    assert fingerprint(public, Mnemonic("english").wordlist) == keys["fingerprint"]


def test_a_stranger_reads_what_is_written_today(tmp_path: Path) -> None:
    """And what the page calls a default is one: a member that is left out."""
    from reflect_app.vault.own_keys import private_keys, public_keys

    with circle(tmp_path) as ring:
        ann, ben = ring.join("Ann"), ring.join("Ben")
        ring.meet(ann, ben)
        _, path = ring.share(ann, ben, ring.write(ann))
        vault = ben.journal.vault
        head, content = read(path.read_bytes(), private_keys(vault), public_keys(vault))
        assert (head["sequence"], head["context"]) == (1, "reflect/1/bundle")
        assert content["entries"][0]["fields"][0]["value"] == PAGE
        assert "purpose" not in content
