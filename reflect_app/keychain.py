"""The system's keychain: one random secret a journal, in a store that we name ourselves.

`keyring` would take whatever environment, configuration or another package put first, a clear
file among them. So it is never asked to choose: the one backend of this system is built here,
and anything that tries to say otherwise switches the feature off.
"""

from __future__ import annotations

import importlib
import os
import secrets
import sys
from pathlib import Path
from typing import Any

from reflect_app.errors import ReflectError
from reflect_app.words import tr

_SERVICE = "Reflect quick unlock"
SECRET_CHARACTERS = 64
_ALLOWED = {
    "linux": ("keyring.backends.SecretService", "Keyring"),
    "darwin": ("keyring.backends.macOS", "Keyring"),
    "win32": ("keyring.backends.Windows", "WinVaultKeyring"),
}


class KeychainError(ReflectError):
    """This computer has no keychain that Reflect trusts, or it will not do as asked."""

    code = "no-keychain"

    def __init__(self) -> None:
        super().__init__(
            tr("This computer's keychain cannot be used for quick unlock."),
            tr("Nothing was kept there. The passphrase opens the journal as always."),
        )


class Keychain:
    """The store of this system. Absent, locked or changed is an ordinary day."""

    def store(self, name: str) -> str:
        """A new secret of 64 hexadecimal characters, kept under the name and read back.

        Raises:
            KeychainError: it was not kept; what may have been written was taken away.
        """
        backend = self._backend()
        secret = secrets.token_hex(SECRET_CHARACTERS // 2)
        try:
            backend.set_password(_SERVICE, name, secret)
            kept = backend.get_password(_SERVICE, name)
        except Exception:  # noqa: BLE001  each system's store raises what it likes
            kept = None
        if kept != secret:
            self.forget(name)
            raise KeychainError
        return secret

    def fetch(self, name: str) -> str | None:
        """The secret, or None: no keychain, none kept, or not one of ours."""
        try:
            kept = self._backend().get_password(_SERVICE, name)
        except Exception:  # noqa: BLE001  each system's store raises what it likes
            return None
        whole = isinstance(kept, str) and len(kept) == SECRET_CHARACTERS and kept.isascii()
        return kept if whole else None

    def forget(self, name: str) -> None:
        """Take the secret away, if it is there and the store lets it go."""
        try:
            self._backend().delete_password(_SERVICE, name)
        except Exception:  # noqa: BLE001  each system's store raises what it likes
            return

    def _backend(self) -> Any:  # noqa: ANN401  keyring's own type comes late
        """The one backend of this system, built here.

        Raises:
            KeychainError: there is none, it does not run, or somebody chose another.
        """
        if sys.platform not in _ALLOWED or _overridden():
            raise KeychainError
        module, name = _ALLOWED[sys.platform]
        try:
            kind = getattr(importlib.import_module(module), name)
            if kind.priority <= 0:
                raise KeychainError
            return kind()
        except KeychainError:
            raise
        except Exception:  # noqa: BLE001  a missing bus, a broken package
            raise KeychainError from None


def boot() -> str:
    """A name for the time since this computer started; empty where the system gives none."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _overridden() -> bool:
    ruling = ("PYTHON_KEYRING_", "KEYRING_PROPERTY_")
    if any(name.upper().startswith(ruling) for name in os.environ):
        return True
    from keyring.util import platform_

    return bool((platform_.config_root() / "keyringrc.cfg").exists())
