"""The lock screen: right, wrong, damaged and in use are four different plain answers."""

from __future__ import annotations

import platform
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.app import App
from reflect_app.core.entries import EntryInput
from reflect_app.services import salvaging
from reflect_app.settings import KnownVault
from reflect_app.ui.damaged_screen import DamagedScreen
from reflect_app.ui.entrance import UNLOCK, Entrance
from reflect_app.ui.first_run.restore import RestoreStep
from reflect_app.ui.pages.first_run import FirstRunPage
from reflect_app.ui.pages.unlock import UnlockPage
from reflect_app.ui.patience import FREE_TRIES, Patience, wait_after
from reflect_app.ui.tasks import InlineTasks, VaultWorker
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.window import MainWindow
from tests.fixtures import PASSPHRASE
from tests.ui.conftest import is_open, unlock

Texts = Callable[[QWidget], str]


@pytest.fixture
def screen(entrance: Entrance, vault_folder: Path, qtbot: QtBot) -> UnlockPage:
    made = UnlockPage(entrance, None)
    qtbot.addWidget(made)
    made.show()
    return made


def try_phrase(screen: UnlockPage, phrase: str) -> None:
    screen.secret.lines[0].setText(phrase)
    screen.unlock.click()


def test_a_wrong_passphrase_says_so_and_selects_what_was_typed(
    screen: UnlockPage, texts: Texts
) -> None:
    try_phrase(screen, "not this")
    assert "That passphrase does not open this journal." in texts(screen)
    assert "recovery words" in texts(screen)
    assert screen.secret.lines[0].selectedText() == "not this"
    assert screen.unlock.isEnabled()


def test_damage_is_not_called_a_wrong_passphrase(
    screen: UnlockPage, vault_folder: Path, texts: Texts
) -> None:
    database = vault_folder / "vault.db"
    data = bytearray(database.read_bytes())
    data[40] ^= 1
    database.write_bytes(data)
    try_phrase(screen, PASSPHRASE)
    assert "damaged" in texts(screen)
    assert "That passphrase" not in texts(screen)
    assert screen.notice.action.text() == "See what can be saved…"


def test_in_use_elsewhere_can_still_be_read(
    window: MainWindow, app: App, vault_folder: Path, texts: Texts
) -> None:
    other = app.vaults.unlock(vault_folder, PASSPHRASE)
    try:
        window.enter(UNLOCK)
        screen = unlock(window)
        assert "open on" in texts(screen) or "another window" in texts(screen)
        screen.notice.action.click()
        assert window.open_journal is not None
        assert "Open to read only" in texts(window)
    finally:
        window.last_call()
        other.close()


def test_recovery_words_open_it_too(
    window: MainWindow, app: App, tmp_path: Path, texts: Texts
) -> None:
    folder = tmp_path / "elsewhere"
    created = app.vaults.create(folder, PASSPHRASE)
    created.journal.close()
    window.enter(UNLOCK, folder)
    screen = window.stage()
    assert isinstance(screen, UnlockPage)
    screen.other_way.click()
    assert screen.secret.lines[0].accessibleName() == "Recovery words"
    screen.secret.lines[0].setText("these are not recovery words")
    screen.unlock.click()
    assert not is_open(window)
    screen.secret.lines[0].setText(created.recovery_words)
    screen.unlock.click()
    assert window.open_journal is not None
    assert [Path(known.folder) for known in app.settings.value.vaults] == [folder]


def test_the_passphrase_is_forgotten_once_it_was_used(
    window: MainWindow, vault_folder: Path
) -> None:
    window.enter(UNLOCK)
    screen = unlock(window)
    assert screen.secret.text() == ""


def test_show_what_i_type(screen: UnlockPage) -> None:
    line = screen.secret.lines[0]
    assert line.echoMode() == QLineEdit.EchoMode.Password
    screen.secret.show_it.click()
    assert line.echoMode() == QLineEdit.EchoMode.Normal


def test_the_wait_grows_and_has_a_limit() -> None:
    waits = [wait_after(n) for n in range(1, 12)]
    assert waits[:4] == [0, 0, 0, 0]
    assert waits[4:] == sorted(waits[4:])
    assert waits[4] > 0
    assert max(waits) == 30


def test_five_wrong_tries_make_the_button_wait(screen: UnlockPage) -> None:
    for number in range(5):
        try_phrase(screen, f"wrong {number}")
    assert not screen.unlock.isEnabled()
    assert screen.unlock.text() == "Try again in 2 s"
    screen.secret.lines[0].setText(PASSPHRASE)
    assert not screen.unlock.isEnabled()
    screen.patience.tick()
    screen.patience.tick()
    assert screen.unlock.isEnabled()
    assert screen.unlock.text() == "Unlock"


def test_patience_counts_down_by_itself(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    patience = Patience(holder)
    patience.failures = 4
    with qtbot.waitSignal(patience.left, check_params_cb=lambda left: left == 1, timeout=3000):
        patience.wrong()
    patience.tick()
    assert patience.remaining == 0


def test_support_needs_no_passphrase_and_writes_nothing(
    screen: UnlockPage, vault_folder: Path, app: App, texts: Texts, qtbot: QtBot
) -> None:
    (vault_folder / "support.toml").write_text(
        '[[support]]\nname = "On-call manager"\ncontact = "ext. 4"\n'
    )
    before = {path: path.stat().st_mtime_ns for path in vault_folder.rglob("*")}
    screen.support.click()
    assert "On-call manager" in texts(screen)
    assert "ext. 4" in texts(screen)
    assert "Nobody has been told" in texts(screen)
    assert {path: path.stat().st_mtime_ns for path in vault_folder.rglob("*")} == before
    from reflect_app.ui.support_screen import SupportScreen

    support = screen.findChild(SupportScreen)
    assert support is not None
    support.back.click()
    assert screen.secret.isVisible()


def test_support_works_when_the_vault_is_damaged(
    screen: UnlockPage, vault_folder: Path, texts: Texts
) -> None:
    (vault_folder / "envelope.json").write_bytes(b"no longer an envelope")
    screen.support.click()
    assert "Samaritans" in texts(screen)


def test_a_shared_computer_shows_only_chosen_nicknames(
    entrance: Entrance, app: App, tmp_path: Path, qtbot: QtBot
) -> None:
    folders = [tmp_path / name for name in ("one", "two", "secret")]
    for folder in folders:
        app.vaults.create(folder, PASSPHRASE).journal.close()
    one, two, secret = (str(folder) for folder in folders)
    app.settings.change(
        vaults=(KnownVault(one, "Heron"), KnownVault(two, "Wren"), KnownVault(secret))
    )
    made = UnlockPage(entrance, None)
    qtbot.addWidget(made)
    names = [made.picker.itemText(row) for row in range(made.picker.count())]
    assert names == ["Heron", "Wren"]


def test_after_a_lock_it_says_so(entrance: Entrance, vault_folder: Path, qtbot: QtBot) -> None:
    made = UnlockPage(entrance, None, locked=True)
    qtbot.addWidget(made)
    assert made.notice.message == "Saved and locked."


def test_another_computer_s_journal_is_taken_over_with_the_passphrase_alone(
    screen: UnlockPage, app: App, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    folder = app.paths.default_vault
    with monkeypatch.context() as there:
        there.setattr(platform, "node", lambda: "OFFICE-2")
        other = app.vaults.unlock(folder, PASSPHRASE)
    try_phrase(screen, PASSPHRASE)
    assert "OFFICE-2" in screen.notice.message
    assert screen.take_over.isVisible()
    with qtbot.waitSignal(screen._entrance.opened) as opened:
        screen.take_over.click()
    assert not opened.args[0].read_only
    opened.args[0].close()
    other.close()


def test_a_journal_open_on_this_computer_is_not_taken_over(screen: UnlockPage, app: App) -> None:
    other = app.vaults.unlock(app.paths.default_vault, PASSPHRASE)
    try_phrase(screen, PASSPHRASE)
    assert "is open on" in screen.notice.message
    assert not screen.take_over.isVisible()
    other.close()


def test_a_damaged_journal_offers_the_newest_backup_first_and_then_what_can_be_read(
    window: MainWindow, app: App, vault_folder: Path, texts: Texts
) -> None:
    journal = app.vaults.unlock(vault_folder, PASSPHRASE)
    journal.entries.write(EntryInput("free", {"page": "kept"}))
    journal.backups.make()
    journal.entries.write(EntryInput("free", {"page": "after the backup"}))
    journal.close()
    database = vault_folder / "vault.db"
    data = database.read_bytes()
    database.write_bytes(data[:40] + bytes([data[40] ^ 1]) + data[41:])
    window.enter(UNLOCK)
    screen = unlock(window)
    screen.patience.failures = FREE_TRIES - 1
    screen.notice.action.click()
    damaged = screen.findChild(DamagedScreen)
    assert damaged is not None
    assert "12 March 2026, 07:30, with 1 entry." in texts(damaged)
    assert not damaged.salvage.isEnabled()
    damaged.secret.lines[0].setText("wrong")
    damaged.salvage.click()
    assert "does not open" in texts(damaged)
    damaged.secret.lines[0].setText("wrong again")
    damaged.salvage.click()  # one too many, together with those on the page before
    assert (damaged.salvage.text(), damaged.salvage.isEnabled()) == ("Try again in 2 s", False)
    damaged.secret.lines[0].setText(PASSPHRASE)
    damaged.secret.entered.emit()
    assert not damaged.to.exists()
    assert not screen.unlock.isEnabled()
    screen.patience.tick()
    screen.patience.tick()
    assert damaged.salvage.text() == "Bring out what can be read"
    damaged.salvage.click()
    assert "2 entries were brought out." in texts(damaged)
    assert "Nothing is known to be missing." in texts(damaged)
    damaged.notice.action.click()
    unlock(window)
    assert window.open_journal is not None
    assert window.open_journal.folder == vault_folder.with_name("journal-saved")
    window.last_call()
    window.enter(UNLOCK, vault_folder)
    screen = unlock(window)
    screen.notice.action.click()
    damaged = screen.findChild(DamagedScreen)
    assert damaged is not None
    damaged.restore.click()
    first_run = window.stage()
    assert isinstance(first_run, FirstRunPage)
    assert isinstance(first_run.step, RestoreStep)
    assert first_run.step.backup is not None


def test_salvage_by_keyboard_is_stopped_half_way_and_begun_again(
    app: App, vault_folder: Path, theme: ThemeKeeper, qtbot: QtBot, texts: Texts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The real worker, held at its first step so that Stop comes in time on any computer."""
    with closing(app.vaults.unlock(vault_folder, PASSPHRASE)) as journal:
        journal.entries.write(EntryInput("free", {"page": "kept"}))
    go_on, real = threading.Event(), app.vaults.salvage_steps

    def held(*args: Any, **words: Any) -> salvaging.Steps:
        steps = real(*args, **words)
        yield next(steps)
        go_on.wait(60)
        yield 1, 1
        return (yield from steps)

    monkeypatch.setattr(app.vaults, "salvage_steps", held)
    before = sorted(vault_folder.parent.rglob("*"))
    worker = VaultWorker()
    try:
        screen = DamagedScreen(
            Entrance(app, theme, worker), vault_folder, lambda: None, Patience(theme), words=False
        )
        qtbot.addWidget(screen)
        screen.show()
        line = screen.secret.lines[0]
        line.setFocus()
        QTest.keyClicks(line, PASSPHRASE)
        QTest.keyClick(line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: screen.bar.maximum() > 0, timeout=20_000)
        assert not screen.salvage.isEnabled()
        QTest.keyClick(screen.stop, Qt.Key.Key_Space)
        go_on.set()
        qtbot.waitUntil(lambda: "Nothing was written" in texts(screen), timeout=20_000)
        assert not screen.to.exists()
        assert screen.stop.isHidden()
        assert line.text() == PASSPHRASE  # it need not be typed again
        QTest.keyClick(screen.salvage, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: "1 entry was brought out." in texts(screen), timeout=20_000)
        assert line.text() == ""
    finally:
        go_on.set()
        worker.stop()
    new = set(vault_folder.parent.rglob("*")) - set(before)
    assert {path for path in new if screen.to not in (path, *path.parents)} == set()
    with closing(app.vaults.unlock(screen.to, PASSPHRASE)) as saved:
        assert saved.entries.count() == 1
    screen._entrance.tasks = InlineTasks()
    screen.cancel()  # what a Stop finds that came a moment too late
    assert "It had finished already." in texts(screen)
