"""Wrapping keys and sealing what stays readable."""

from __future__ import annotations

import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.crypto.aead import NONCE_BYTES, NotOpenedError, mac, mac_fits, unwrap, wrap

KEY = bytes(range(32))


@given(st.binary(max_size=200), st.binary(max_size=50))
def test_what_is_wrapped_opens_with_key_and_context(secret: bytes, context: bytes) -> None:
    nonce, sealed = wrap(KEY, secret, context)
    assert unwrap(KEY, nonce, sealed, context) == secret
    assert len(nonce) == NONCE_BYTES == 12  # what AES-GCM takes whole (SP 800-38D, 8.2)
    assert len(sealed) == len(secret) + 16


def test_every_changed_byte_another_key_and_another_context_are_refused() -> None:
    nonce, sealed = wrap(KEY, b"the data key", b"slot")
    tries = [(bytes(32), nonce, sealed, b"slot"), (KEY, nonce, sealed, b"slots")]
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        tries.append((KEY, nonce, bytes(changed), b"slot"))
    tries += [(KEY, nonce[:-1] + b"\xff", sealed, b"slot"), (KEY, b"", sealed, b"slot")]
    tries += [(KEY, nonce, sealed[:15], b"slot"), (KEY, nonce, b"", b"slot")]
    for key, own_nonce, own_sealed, context in tries:
        with pytest.raises(NotOpenedError):
            unwrap(key, own_nonce, own_sealed, context)


def test_a_nonce_is_never_used_twice() -> None:
    assert len({wrap(KEY, b"x", b"")[0] for _ in range(500)}) == 500


def test_the_mac_is_hmac_sha_256_of_rfc_4231() -> None:
    tag = mac(b"Jefe", b"what do ya want for nothing?")
    assert tag.hex() == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert tag == hmac.digest(b"Jefe", b"what do ya want for nothing?", "sha256")
    assert mac_fits(b"Jefe", b"what do ya want for nothing?", tag)
    assert not mac_fits(b"Jefe", b"what do ya want for nothing!", tag)
    assert not mac_fits(b"Jefe", b"what do ya want for nothing?", tag[:-1])
