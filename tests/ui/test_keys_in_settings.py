"""Settings: a new key step by step, and the ways in that can be taken away."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.app import App
from reflect_app.core.entries import EntryInput
from reflect_app.core.steps import Pace
from reflect_app.errors import DiskFullError, VaultInUseError
from reflect_app.services.journal import Journal
from reflect_app.services.vaults import VaultService
from reflect_app.ui.entrance import UNLOCK, Entrance
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.settings import SettingsPage
from reflect_app.ui.sections.new_key import NewKeySection
from reflect_app.ui.tasks import VaultWorker
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.window import MainWindow
from reflect_app.vault import envelope as envelopes
from reflect_app.vault.copying import recrypt
from tests.fixtures import PASSPHRASE
from tests.helpers.keychain_store import in_place
from tests.helpers.paper import press, type_back, words_on
from tests.ui.conftest import Replaced, unlock

Texts = Callable[[QWidget], str]


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    desk.changed.connect(made.refresh)
    made.show()
    made.shown()
    return made


def ask_for(section: NewKeySection, phrase: str = PASSPHRASE) -> None:
    section.secret.lines[0].setText(phrase)
    section.start.click()
    section.notice.action.click()


def state(journal: Journal) -> tuple[object, object]:
    return journal.settings.get("recovery_deferred"), journal.settings.get("recovery_checked")


def test_the_journal_goes_on_under_a_new_key_and_its_words_are_typed_back(
    page: SettingsPage, journal: Journal, app: App, texts: Texts
) -> None:
    section, folder = page.new_key, journal.folder
    journal.entries.write(EntryInput("free", {"page": "kept"}))
    old_backup, before = journal.backups.make().out, journal.vault.data_key
    section.start.click()
    assert "Type the passphrase" in texts(section)
    ask_for(section)
    assert journal.vault.data_key != before
    assert not journal.read_only
    words = words_on(section)
    assert len(words) == 24
    assert section.secret.isHidden()  # one thing at a time
    assert "Not written down yet" in texts(page.recovery)
    said = texts(section)
    assert str(old_backup) in said
    assert "A backup under the new key is in" in said
    assert sorted(each.ours for each in journal.backups.list()) == [False, True]
    type_back(section, words)
    assert words_on(section) == ()
    assert state(journal) == (False, "2026-03-12")
    assert section.start.isVisible()
    journal.entries.write(EntryInput("free", {"page": "and after"}))
    journal.close()
    again = app.vaults.unlock_with_words(folder, " ".join(words))
    assert (again.entries.count(), again.integrity.verify(deep=True).status) == (2, "clean")
    again.close()


def test_words_put_off_are_said_to_be_and_are_gone_with_the_page(
    page: SettingsPage, journal: Journal, texts: Texts
) -> None:
    section = page.new_key
    ask_for(section)
    press(section, "Ask me later")
    assert "nobody can open this" in texts(section)
    section.notice.action.click()
    assert words_on(section) == ()
    assert state(journal) == (True, "")
    ask_for(section)
    assert words_on(section)
    page.hidden()
    page.shown()
    assert words_on(section) == ()
    assert section.start.isVisible()
    assert section.secret.text() == ""


def test_a_wrong_passphrase_changes_nothing(
    page: SettingsPage, journal: Journal, texts: Texts
) -> None:
    before = journal.vault.data_key
    ask_for(page.new_key, "not it at all")
    assert "does not open this journal" in texts(page.new_key)
    assert journal.vault.data_key == before
    assert page.new_key.start.isVisible()
    assert not page.new_key.going.isVisible()


def fail_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    write, failures = envelopes.write, [DiskFullError()]

    def once(where: Path, envelope: envelopes.Envelope) -> None:
        if failures:
            raise failures.pop()
        write(where, envelope)

    monkeypatch.setattr(envelopes, "write", once)


def test_a_full_disk_leaves_the_old_key_the_old_words_and_an_open_journal(
    page: SettingsPage, journal: Journal, monkeypatch: pytest.MonkeyPatch, texts: Texts
) -> None:
    journal.settings.set("recovery_checked", "2026-02-01")
    before = journal.vault.data_key
    fail_to_write(monkeypatch)
    ask_for(page.new_key)
    assert "no room left" in texts(page.new_key)
    assert journal.vault.data_key == before
    assert state(journal) == (False, "2026-02-01")
    journal.entries.write(EntryInput("free", {"page": "goes on"}))
    ask_for(page.new_key)
    assert journal.vault.data_key != before
    assert len(words_on(page.new_key)) == 24


def test_a_journal_that_cannot_be_opened_again_asks_to_be_locked(
    page: SettingsPage, desk: Desk, app: App, journal: Journal, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch, texts: Texts,
) -> None:  # fmt: skip
    def taken(*_: object) -> Journal:
        raise VaultInUseError("somebody else")

    fail_to_write(monkeypatch)
    with monkeypatch.context() as patched:
        patched.setattr(VaultService, "unlock", taken)
        ask_for(page.new_key)
    assert "Lock the journal now" in texts(page.new_key)
    with qtbot.waitSignal(desk.lock_asked):
        page.new_key.notice.action.click()
    app.vaults.unlock(journal.folder, PASSPHRASE).close()


def remove(page: SettingsPage, number: int) -> None:
    section = page.sections["ways-in"]
    buttons = [b for b in section.findChildren(QPushButton) if b.text() == "Remove…"]
    [b for b in buttons if b.isVisible()][number].click()
    section.notice.action.click()


def test_each_way_in_is_listed_and_all_but_the_passphrase_go(
    page: SettingsPage, journal: Journal, app: App, monkeypatch: pytest.MonkeyPatch, texts: Texts
) -> None:
    store = in_place(monkeypatch)
    app.vaults.quick.turn_on(journal.vault)
    page.shown()
    section = page.sections["ways-in"]
    assert "The passphrase, from 12 March 2026. It can be changed" in texts(section)
    assert "Quick unlock until" in texts(section)
    remove(page, 1)
    assert not store.kept
    assert "Quick unlock until" not in texts(section)
    assert "Off. The passphrase" in texts(page.quick_unlock)
    remove(page, 0)
    assert [way.kind for way in journal.keys.ways()] == ["passphrase"]
    assert "Remove…" not in texts(section)
    assert "There are none." in texts(page.recovery)
    assert page.recovery.again.isHidden()
    assert not journal.recovering.due()
    page.recovery.start.click()
    type_back(page.recovery, words_on(page.recovery))
    assert "24 recovery words" in texts(section)
    assert "Written down and checked" in texts(page.recovery)


@pytest.fixture
def worker() -> Iterator[VaultWorker]:
    made = VaultWorker()
    yield made
    made.stop()


def test_the_real_worker_makes_it_and_a_lock_meanwhile_loses_nothing(
    worker: VaultWorker, app: App, vault_folder: Path, theme: ThemeKeeper, qapp: QApplication,
    qtbot: QtBot,
) -> None:  # fmt: skip
    replaced = Replaced()
    window = MainWindow(qapp, Entrance(app, theme, worker), replaced)
    qtbot.addWidget(window)
    window.show()
    window.enter(UNLOCK)
    unlock(window)
    qtbot.waitUntil(lambda: window.open_journal is not None, timeout=20_000)
    opened = window.open_journal
    assert opened is not None
    opened.workspace.go("settings")
    page = opened.workspace.front
    assert isinstance(page, SettingsPage)
    ask_for(page.new_key)
    qtbot.waitUntil(lambda: len(words_on(page.new_key)) == 24, timeout=20_000)
    qtbot.waitUntil(lambda: "A backup under" in page.new_key.after.text(), timeout=20_000)
    opened.desk.save(
        lambda journal: journal.entries.write(EntryInput("free", {"page": "under the new key"}))
    )
    page.new_key.forget()
    ask_for(page.new_key)
    window.lock()  # at once, in the midst of it
    qtbot.waitUntil(lambda: bool(replaced), timeout=20_000)
    journal = app.vaults.unlock(vault_folder, PASSPHRASE)
    assert journal.entries.count() == 1
    assert journal.rollback is None
    assert journal.integrity.verify(deep=True).status == "clean"
    waits = journal.settings.get("recovery_deferred")
    journal.close()
    assert waits is True  # of either key: nobody has typed them back


def test_stop_leaves_the_old_key_and_says_so(
    live: Desk, qtbot: QtBot, texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    live._journal.keep_pace(live.tasks.pace)
    before = live._journal.vault.data_key
    page = SettingsPage(live)
    qtbot.addWidget(page)
    page.show()
    section, looking = page.new_key, threading.Event()

    def held_up(source: object, target: Path, key: bytes, pace: Pace) -> None:
        """A long journal: it is copied until somebody stops it."""
        recrypt(source, target, key, pace)
        for done in count():
            pace(done % 100, 100)
            looking.set()

    monkeypatch.setattr("reflect_app.vault.rotation.recrypt", held_up)
    ask_for(section)
    assert looking.wait(20)
    qtbot.waitUntil(lambda: "% done" in section.going.figure.text())
    section.going.stop.click()
    qtbot.waitUntil(lambda: "The journal keeps the key it has" in texts(section))
    assert section.start.isVisible()
    assert not section.going.isVisible()
    assert not list(live._journal.folder.glob("rotated-*"))
    assert (live._journal.vault.data_key, live._journal.vault.closed) == (before, False)
