"""Quick unlock: off by default, over soon, and never written to a store we did not name."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from reflect_app.app import App
from reflect_app.core.clock import FixedClock
from reflect_app.crypto import recovery
from reflect_app.errors import NotFoundError, WrongPassphraseError
from reflect_app.keychain import Keychain, KeychainError
from reflect_app.services.quick_unlock import QuickUnlock
from reflect_app.vault import envelope as envelopes
from tests.fixtures import PASSPHRASE
from tests.helpers.keychain_store import Store, in_place


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    return in_place(monkeypatch)


@pytest.fixture
def folder(app: App, store: Store) -> Path:
    """A journal with quick unlock on."""
    journal = app.vaults.create(app.paths.default_vault, PASSPHRASE).journal
    app.vaults.quick.turn_on(journal.vault)
    journal.close()
    assert len(store.kept) == 1
    return app.paths.default_vault


def refused(app: App, folder: Path) -> None:
    with pytest.raises(NotFoundError) as refusal:
        app.vaults.unlock_with_keychain(folder)
    assert refusal.value.name == "no-device-key"
    app.vaults.unlock(folder, PASSPHRASE).close()  # as always


def test_it_opens_and_keeps_neither_passphrase_nor_key(
    app: App, folder: Path, store: Store
) -> None:
    journal = app.vaults.unlock_with_keychain(folder)
    assert journal.rollback is None
    (secret,) = store.kept.values()
    assert len(secret) <= 64
    assert secret.isascii()
    assert journal.vault.data_key.hex() not in secret
    assert PASSPHRASE not in secret
    journal.close()


def test_it_is_off_until_it_is_switched_on(app: App, tmp_path: Path, store: Store) -> None:
    app.vaults.create(tmp_path / "v", PASSPHRASE).journal.close()
    refused(app, tmp_path / "v")
    assert not store.kept


def test_twelve_hours_later_it_is_over(
    app: App, folder: Path, clock: FixedClock, store: Store
) -> None:
    clock.at += timedelta(hours=11, minutes=59)
    app.vaults.unlock_with_keychain(folder).close()
    clock.at += timedelta(minutes=1)
    refused(app, folder)
    assert not store.kept


def test_a_clock_set_back_before_it_does_not_help(
    app: App, folder: Path, clock: FixedClock
) -> None:
    clock.at -= timedelta(days=1)
    refused(app, folder)


def test_a_restart_ends_it(app: App, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reflect_app.services.quick_unlock.boot", lambda: "another")
    refused(app, folder)


def test_five_failures_end_it(app: App, folder: Path, store: Store) -> None:
    for _ in range(4):
        with pytest.raises(WrongPassphraseError):
            app.vaults.unlock(folder, "wrong")
    app.vaults.unlock_with_keychain(folder).close()
    with pytest.raises(WrongPassphraseError):
        app.vaults.unlock(folder, "wrong")
    assert not store.kept
    refused(app, folder)


def test_a_failure_by_words_or_at_taking_over_counts_too(
    app: App, folder: Path, store: Store
) -> None:
    other = recovery.new_words()
    tries: list[Callable[[], object]] = [
        lambda: app.vaults.unlock_with_words(folder, other),
        lambda: app.vaults.take_over(folder, "wrong"),
        lambda: app.vaults.check_words(folder, other),
        lambda: app.vaults.unlock_with_words(folder, other),
    ]
    for attempt in tries:
        with pytest.raises(WrongPassphraseError):
            attempt()
    assert store.kept
    assert app.vaults.quick_until(folder)
    with pytest.raises(WrongPassphraseError):
        app.vaults.take_over(folder, "wrong")
    assert not store.kept
    assert not app.vaults.quick_until(folder)


def test_failures_are_forgotten_once_the_passphrase_fits(
    app: App, folder: Path, store: Store
) -> None:
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(WrongPassphraseError):
                app.vaults.unlock(folder, "wrong")
        app.vaults.unlock(folder, PASSPHRASE).close()
    assert store.kept


@pytest.mark.parametrize("spoilt", ["", "0" * 64, "short", "é" * 64])
def test_a_keychain_that_is_absent_or_changed_is_an_ordinary_day(
    app: App, folder: Path, store: Store, spoilt: str
) -> None:
    store.kept.clear()
    store.spoilt = spoilt
    refused(app, folder)


def test_a_store_that_does_not_give_back_what_it_took_is_refused(
    app: App, tmp_path: Path, store: Store
) -> None:
    journal = app.vaults.create(tmp_path / "v", PASSPHRASE).journal
    before = (tmp_path / "v" / envelopes.NAME).read_bytes()
    store.spoilt = "0" * 64
    with pytest.raises(KeychainError):
        app.vaults.quick.turn_on(journal.vault)
    journal.close()
    assert not store.kept
    assert (tmp_path / "v" / envelopes.NAME).read_bytes() == before


def test_a_new_passphrase_ends_it(app: App, folder: Path) -> None:
    journal = app.vaults.unlock(folder, PASSPHRASE)
    journal.keys.change_passphrase("quite another phrase")
    journal.close()
    with pytest.raises(NotFoundError):
        app.vaults.unlock_with_keychain(folder)


@pytest.mark.parametrize("backend", ["null.Keyring", "fail.Keyring", "chainer.ChainerBackend"])
def test_a_backend_chosen_by_the_environment_switches_it_off(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: str
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"keyring.backends.{backend}")
    nothing_is_written(app, tmp_path)


def test_a_configured_backend_switches_it_off(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    monkeypatch.setattr("keyring.util.platform_.config_root", lambda: tmp_path)
    (tmp_path / "keyringrc.cfg").write_text("[backend]\nkeyring-path=/nowhere\n")
    path = list(sys.path)
    nothing_is_written(app, tmp_path)
    assert sys.path == path


def test_no_bus_no_keychain(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    monkeypatch.setitem(
        __import__("reflect_app.keychain", fromlist=["_ALLOWED"]).__dict__["_ALLOWED"],
        sys.platform, ("keyring.backends.SecretService", "Keyring"),
    )  # fmt: skip
    nothing_is_written(app, tmp_path)


def nothing_is_written(app: App, tmp_path: Path) -> None:
    journal = app.vaults.create(tmp_path / "v", PASSPHRASE).journal
    before = (tmp_path / "v" / envelopes.NAME).read_bytes()
    with pytest.raises(KeychainError):
        QuickUnlock(app.clock, tmp_path / "state").turn_on(journal.vault)
    journal.close()
    assert (tmp_path / "v" / envelopes.NAME).read_bytes() == before
    assert Keychain().fetch("any") is None


needs = [name for name in ("dbus-run-session", "gnome-keyring-daemon") if not shutil.which(name)]


@pytest.mark.skipif(bool(needs), reason="no keychain to test against here")
def test_a_real_keychain(tmp_path: Path) -> None:
    home, runtime = tmp_path / "keys-home", tmp_path / "keys-run"
    for made in (home, runtime):
        made.mkdir(mode=0o700)
    env: dict[str, Any] = {
        "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8", "PYTHONPATH": str(Path(__file__).parents[2]),
    }  # fmt: skip
    script = (
        "printf secret | gnome-keyring-daemon --foreground --unlock --components=secrets >&2 & "
        'pid=$!; sleep 1; "$0" -m tests.helpers.keychain_story "$1"; code=$?; '
        "kill $pid; wait $pid 2>/dev/null; exit $code"
    )
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script, sys.executable, str(tmp_path / "home")],
        env=env, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["opened", "gone", "over", "off"]
