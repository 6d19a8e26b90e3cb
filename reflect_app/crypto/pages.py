"""One page of an SQLCipher 4 database by hand, for when the library refuses the whole file.

A page of 4,096 bytes is AES-256-CBC over all but its last 80 bytes: 16 of IV, then
HMAC-SHA-512 over ciphertext ‖ IV ‖ page number (little-endian). The first page begins with
the file's 16-byte salt in the clear, which only the MAC's key hangs on.
"""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE_BYTES = 4096
USABLE_BYTES = PAGE_BYTES - 80
SALT_BYTES = 16
_IV_AT = USABLE_BYTES
_MAC_AT = _IV_AT + 16
_MAC_MASK = 0x3A
_HEAD = b"SQLite format 3\0"


class PageKey:
    """The raw key of one database file. `salt` is its first 16 bytes, damaged or not."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        self._key = key
        masked = bytes(byte ^ _MAC_MASK for byte in salt)
        self._mac = hashlib.pbkdf2_hmac("sha512", key, masked, 2, 32)

    def opened(self, number: int, page: bytes) -> tuple[bytes, bool]:
        """The page's plain bytes without its last 80, and whether its MAC fits.

        Where it does not, some blocks are noise and the rest is what was written. `number`
        counts from 1.
        """
        begin = SALT_BYTES if number == 1 else 0
        iv, body = page[_IV_AT:_MAC_AT], page[begin:_IV_AT]
        cipher = Cipher(algorithms.AES256(self._key), modes.CBC(iv)).decryptor()
        plain = cipher.update(body) + cipher.finalize()
        head = _HEAD if number == 1 else b""
        return head + plain, self.fits(number, page)

    def fits(self, number: int, page: bytes) -> bool:
        """Whether the page, counted from 1, has its MAC; its words are not looked at."""
        begin = SALT_BYTES if number == 1 else 0
        due = hmac.digest(
            self._mac, page[begin:_MAC_AT] + number.to_bytes(4, "little"), hashlib.sha512
        )
        return hmac.compare_digest(due, page[_MAC_AT:])
