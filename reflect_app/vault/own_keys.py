"""The private half of a vault's own keys. It lies in the vault and never leaves this process."""

from __future__ import annotations

from sqlalchemy import select

from reflect_app.errors import DamagedError
from reflect_app.vault import schema
from reflect_app.vault.vault import Vault

_IDENTITY = select(schema.secret.c.value).where(schema.secret.c.name == "identity")


def private_keys(vault: Vault) -> bytes:
    """The private keys in the encoding of `crypto.identity`.

    Raises:
        DamagedError: they are missing, which only damage explains.
    """
    with vault.reading() as connection:
        value = connection.execute(_IDENTITY).scalar()
    if value is None:
        raise DamagedError(code="keys-missing")
    return bytes(value)


def public_keys(vault: Vault) -> bytes:
    """The public keys; the vault is open, so they are known to be its own."""
    return bytes.fromhex(vault.envelope.public)
