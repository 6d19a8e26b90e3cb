"""Quick unlock against the keychain of this session. Run by a test on a bus of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from reflect_app.core.clock import FixedClock
from reflect_app.errors import NotFoundError
from reflect_app.keychain import Keychain
from tests.fixtures import MORNING, PASSPHRASE, make_app


def main(home: Path) -> None:
    """On, in, removed behind our back, on again, over: said step by step on stdout."""
    clock = FixedClock(MORNING)
    app = make_app(home, clock)
    folder, quick = app.paths.default_vault, app.vaults.quick
    journal = app.vaults.create(folder, PASSPHRASE).journal
    instance = journal.vault.envelope.instance
    quick.turn_on(journal.vault)
    journal.close()
    secret = Keychain().fetch(instance)
    assert secret is not None
    assert len(secret) == 64
    assert secret.isascii()
    app.vaults.unlock_with_keychain(folder).close()
    sys.stdout.write("opened\n")
    Keychain().forget(instance)
    _refused(lambda: app.vaults.unlock_with_keychain(folder))
    sys.stdout.write("gone\n")
    journal = app.vaults.unlock(folder, PASSPHRASE)
    quick.turn_on(journal.vault)
    journal.close()
    clock.at += timedelta(hours=12)
    _refused(lambda: app.vaults.unlock_with_keychain(folder))
    assert Keychain().fetch(instance) is None
    sys.stdout.write("over\n")
    journal = app.vaults.unlock(folder, PASSPHRASE)
    quick.turn_off(journal.vault)
    assert {way.kind for way in journal.keys.ways()} == {"passphrase", "recovery"}
    journal.close()
    sys.stdout.write("off\n")


def _refused(call: Callable[[], object]) -> None:
    with pytest.raises(NotFoundError) as refusal:
        call()
    assert refusal.value.name == "no-device-key"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
