"""Quick unlock in the window: asked for in Settings, offered on the lock screen, soon over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reflect_app.app import App
from reflect_app.core.clock import FixedClock
from reflect_app.keychain import Keychain, KeychainError
from reflect_app.services.journal import Journal
from reflect_app.ui.entrance import UNLOCK
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.unlock import UnlockPage
from reflect_app.ui.sections.quick_unlock import QuickUnlockSection
from reflect_app.ui.window import MainWindow
from tests.fixtures import PASSPHRASE
from tests.helpers.keychain_store import Store, in_place
from tests.ui.conftest import is_open, unlock

Texts = Callable[[QWidget], str]


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    return in_place(monkeypatch)


@pytest.fixture
def section(desk: Desk, store: Store, qtbot: QtBot) -> QuickUnlockSection:
    assert not store.kept
    made = QuickUnlockSection(desk)
    qtbot.addWidget(made)
    made.show()
    made.show_now()
    return made


def switch_on(section: QuickUnlockSection, phrase: str = PASSPHRASE) -> None:
    section.mine.setChecked(True)
    section.secret.lines[0].setText(phrase)
    section.on.click()


def locked(window: MainWindow, folder: Path) -> UnlockPage:
    window.enter(UNLOCK, folder)
    screen = window.stage()
    assert isinstance(screen, UnlockPage)
    return screen


def test_nothing_is_offered_before_the_sign_in_is_said_to_be_mine_alone(
    section: QuickUnlockSection, store: Store, texts: Texts
) -> None:
    assert "Off. The passphrase" in texts(section)
    assert not section.on.isVisible()
    assert not section.secret.isVisible()
    section.switch_on()
    assert not store.kept
    switch_on(section, "wrong")
    assert not store.kept
    assert "does not open this journal" in texts(section)
    switch_on(section)
    assert len(store.kept) == 1
    assert "On until" in texts(section)
    assert section.secret.text() == ""
    assert not section.mine.isChecked()
    section.off.click()
    assert not store.kept
    assert "Off. The passphrase" in texts(section)


def test_a_computer_without_a_keychain_says_so_and_keeps_nothing(
    section: QuickUnlockSection, monkeypatch: pytest.MonkeyPatch, texts: Texts, journal: Journal
) -> None:
    def none(_self: Keychain) -> object:
        raise KeychainError

    monkeypatch.setattr(Keychain, "_backend", none)
    switch_on(section)
    assert "keychain cannot be used" in texts(section)
    assert {way.kind for way in journal.keys.ways()} == {"passphrase", "recovery"}


def test_the_lock_screen_offers_it_until_it_is_over(
    section: QuickUnlockSection, journal: Journal, window: MainWindow, clock: FixedClock,
    store: Store, texts: Texts,
) -> None:  # fmt: skip
    folder = journal.folder
    switch_on(section)
    journal.close()
    screen = locked(window, folder)
    assert screen.quick.isVisible()
    screen.quick.open.click()
    assert is_open(window)
    window.last_call()
    clock.at += timedelta(hours=12)
    assert not locked(window, folder).quick.isVisible()
    assert store.kept  # looked at by the envelope alone; the next try takes it away


def test_a_changed_keychain_is_an_ordinary_day(
    section: QuickUnlockSection, journal: Journal, window: MainWindow, store: Store, texts: Texts
) -> None:
    folder = journal.folder
    switch_on(section)
    journal.close()
    screen = locked(window, folder)
    store.kept.clear()
    screen.quick.open.click()
    assert not is_open(window)
    assert "Quick unlock does not open this journal now." in texts(screen)
    assert not screen.quick.isVisible()
    unlock(window)
    assert is_open(window)


def test_the_fifth_wrong_passphrase_takes_the_button_away(
    section: QuickUnlockSection, journal: Journal, window: MainWindow, store: Store
) -> None:
    folder = journal.folder
    switch_on(section)
    journal.close()
    screen = locked(window, folder)
    for number in range(5):
        assert screen.quick.isVisible()
        screen.secret.lines[0].setText(f"wrong {number}")
        screen.unlock.click()
    assert not screen.quick.isVisible()
    assert not store.kept


def test_in_use_elsewhere_the_keychain_opens_it_to_read(
    section: QuickUnlockSection, journal: Journal, window: MainWindow, app: App, texts: Texts
) -> None:
    folder = journal.folder
    switch_on(section)
    screen = locked(window, folder)
    screen.quick.open.click()
    assert not screen.take_over.isVisible()
    screen.notice.action.click()
    assert "Open to read only" in texts(window)
    window.last_call()


def test_a_journal_that_never_had_it_loads_nothing_for_the_question(
    app: App, vault_folder: Path, tmp_path: Path
) -> None:
    assert not app.may_open_quickly(vault_folder)
    assert not app.may_open_quickly(tmp_path / "nowhere")
