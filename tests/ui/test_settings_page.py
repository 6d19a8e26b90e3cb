"""Settings: each choice is kept, shows at once, and survives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.app import App
from reflect_app.core.clock import FixedClock
from reflect_app.organisation import Organisation
from reflect_app.services.journal import Journal
from reflect_app.settings import SettingsStore
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.help import ClosedBrowser, HelpPage, help_text
from reflect_app.ui.pages.settings import SettingsPage
from reflect_app.ui.recovery_words import SomeWords, TypeBack
from reflect_app.ui.registry import page_specs
from reflect_app.ui.sections.appearance import AppearanceSection
from reflect_app.ui.sections.backups import BackupsSection
from reflect_app.ui.sections.locking import LockingSection
from reflect_app.ui.sections.prompts import PromptsSection
from tests.helpers.paper import press, words_on

Texts = Callable[[QWidget], str]


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    desk.changed.connect(made.refresh)
    made.show()
    made.shown()
    return made


def kept(app: App) -> SettingsStore:
    return SettingsStore(app.paths.settings_file)


def test_looks_change_at_once_and_are_kept(page: SettingsPage, app: App, desk: Desk) -> None:
    section = page.sections["appearance"]
    assert isinstance(section, AppearanceSection)
    section.theme.setCurrentIndex(section.theme.findData("dark"))
    section.text_size.setCurrentIndex(section.text_size.findData(150))
    section.still.click()
    section.language.setCurrentIndex(section.language.findData("cy"))
    assert desk.theme.theme.name == "dark"
    assert desk.theme.scale == 150
    value = kept(app).value
    assert (value.theme, value.text_percent, value.reduced_motion) == ("dark", 150, True)
    assert value.language == "cy"


def test_the_idle_lock_can_be_shorter_or_longer_but_not_off(
    page: SettingsPage, app: App, desk: Desk, qtbot: QtBot
) -> None:
    section = page.sections["locking"]
    assert isinstance(section, LockingSection)
    with qtbot.waitSignal(desk.idle_changed, check_params_cb=lambda minutes: minutes == 10):
        section.minutes.setCurrentIndex(section.minutes.findData(10))
    offered = [section.minutes.itemData(row) for row in range(section.minutes.count())]
    assert (min(offered), max(offered)) == (1, 15)
    assert kept(app).value.idle_minutes == 10
    section.conceal.click()
    assert kept(app).value.conceal_when_inactive


def test_a_name_for_the_lock_screen_is_chosen_and_taken_back(
    page: SettingsPage, app: App, journal: Journal
) -> None:
    line = page.locking.nickname
    line.setText(" Heron ")
    line.setModified(True)
    page.leave()
    assert [(v.folder, v.nickname) for v in kept(app).value.vaults] == [
        (str(journal.folder), "Heron")
    ]
    page.shown()
    assert line.text() == "Heron"
    line.clear()
    line.setModified(True)
    page.leave()
    assert [v.nickname for v in kept(app).value.vaults] == [""]


def test_what_i_am_called_is_kept_in_the_journal_only(
    page: SettingsPage, journal: Journal, app: App
) -> None:
    line = page.about_me.lines["display_name"]
    line.setText("  Sam  ")
    line.setModified(True)
    page.leave()
    assert journal.settings.get("display_name") == "Sam"
    assert not app.paths.settings_file.exists() or "Sam" not in app.paths.settings_file.read_text()
    page.shown()
    assert line.text() == "Sam"


def test_back_up_now_in_both_places(
    page: SettingsPage, journal: Journal, tmp_path: Path, texts: Texts
) -> None:
    section = page.sections["backups"]
    assert isinstance(section, BackupsSection)
    assert "Your journal is only on this computer." in texts(section)
    assert section.list.item(0).text().startswith("No backup yet")
    section.now.click()
    assert section.list.count() == 1
    section.use(tmp_path / "stick")
    assert len(list((tmp_path / "stick").glob("*.reflect-backup"))) == 1
    assert section.list.count() == 3
    assert "The backup is made and checked." in texts(section)
    assert str(tmp_path / "stick") in texts(section)


def test_the_newest_backup_is_tried_in_one_click(page: SettingsPage, texts: Texts) -> None:
    section = page.sections["backups"]
    assert isinstance(section, BackupsSection)
    section.drill.click()
    assert "There is no backup to try." in texts(section)
    section.now.click()
    section.drill.click()
    assert "opens: 0 entries came back, checked." in texts(section)
    assert section.drill.isEnabled()


def test_a_damaged_backup_is_listed_as_such(
    page: SettingsPage, journal: Journal, tmp_path: Path
) -> None:
    section = page.sections["backups"]
    assert isinstance(section, BackupsSection)
    made = journal.backups.make()
    made.out.write_bytes(made.out.read_bytes()[:200])
    section.show_now()
    assert made.out.name in section.list.item(0).text()


def test_a_place_that_has_gone_is_said(
    page: SettingsPage, journal: Journal, tmp_path: Path, texts: Texts
) -> None:
    section = page.sections["backups"]
    assert isinstance(section, BackupsSection)
    gone = tmp_path / "a-file"
    gone.write_text("x")
    section.use(gone)
    assert "is a file, not a folder" in texts(section)
    assert section.now.isEnabled()


def test_every_prompt_is_listed(page: SettingsPage, desk: Desk) -> None:
    section = page.sections["prompts"]
    assert isinstance(section, PromptsSection)
    rows = [section.list.item(row).text() for row in range(section.list.count())]
    assert len(rows) == len(desk.library.all())
    assert any("After-shift" in row for row in rows)


def test_about_says_what_it_is_for(page: SettingsPage, texts: Texts) -> None:
    assert (
        "For a worker's own learning and supervision. Not for recording, deciding or planning "
        "anyone's care, risk or supervision."
    ) in texts(page)
    assert "Reflect tells nobody whether you write." in texts(page)


def test_recovery_put_off_is_said(page: SettingsPage, desk: Desk, texts: Texts) -> None:
    section = page.sections["recovery"]
    desk.save(lambda journal: journal.settings.set("recovery_deferred", True))
    assert "Not written down yet." in texts(section)


def test_words_put_off_are_written_down_later(
    page: SettingsPage, desk: Desk, journal: Journal, app: App, texts: Texts
) -> None:
    desk.save(lambda journal: journal.settings.set("recovery_deferred", True))
    section = page.recovery
    assert section.start.text() == "Write them down now"
    section.start.click()
    words = words_on(section)
    assert len(words) == 24
    assert all(word in texts(section) for word in words)
    press(section, "I have written them down")
    asked = section.findChild(TypeBack)
    assert asked is not None
    for number, line in zip(asked.numbers, asked.lines(), strict=True):
        line.setText(words[number][:4])
    press(section, "Check three of them")
    assert "Written down and checked" in texts(section)
    assert words_on(section) == ()
    assert journal.settings.get("recovery_deferred") is False
    journal.close()
    app.vaults.unlock_with_words(app.paths.default_vault, " ".join(words)).close()


def test_new_words_warn_and_are_gone_when_the_page_is_left(
    page: SettingsPage, journal: Journal, texts: Texts
) -> None:
    section = page.recovery
    section.start.click()
    assert "The words you have now will stop working." in texts(section)
    assert words_on(section) == ()
    section.notice.action.click()
    word = words_on(section)[5]
    assert word in texts(section)
    page.leave()
    page.hidden()
    assert words_on(section) == ()
    assert journal.settings.get("recovery_deferred") is True


def test_a_section_can_be_asked_for(page: SettingsPage) -> None:
    page.shown("about")
    page.shown("no such section")
    page.shown("imports")
    focused = page.window().focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Bring in another journal…"


def test_the_keys_page_names_every_key() -> None:
    text = help_text("help/keys.md")
    named = {spec.key for spec in page_specs() if spec.key} | {"Ctrl+L", "F9", "Ctrl+F", "F11"}
    assert [key for key in sorted(named) if f"`{key}`" not in text] == []


def test_help_shows_every_page_and_loads_nothing(desk: Desk, qtbot: QtBot) -> None:
    page = HelpPage(desk)
    qtbot.addWidget(page)
    page.shown()
    assert page.text.toPlainText().startswith("First steps")
    page.shown("keys")
    assert "Ctrl+L" in page.text.toPlainText()
    for row in range(page.list.count()):
        page.list.setCurrentRow(row)
        assert page.text.toPlainText().startswith(page.list.item(row).text())


def test_the_help_browser_opens_no_file(tmp_path: Path, qtbot: QtBot) -> None:
    picture = tmp_path / "secret.txt"
    picture.write_text("from the disk")
    browser = ClosedBrowser()
    qtbot.addWidget(browser)
    browser.setHtml(f'<a href="file://{picture}">x</a><img src="file://{picture}">')
    browser.setSource(picture.as_uri())
    assert "from the disk" not in browser.toPlainText()


def test_what_the_organisation_set_is_shown_whole_and_holds(
    app: App, desk: Desk, qtbot: QtBot, texts: Texts
) -> None:
    plain = SettingsPage(desk)
    qtbot.addWidget(plain)
    assert "Set by your organisation" not in texts(plain)
    app.organisation = Organisation(idle_minutes=3, quick_unlock=False)
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    said = texts(page)
    assert "Set by your organisation" in said
    assert "The journal locks after 3 minutes at the latest." in said
    assert "Security: quick unlock" not in said
    section = page.locking
    offered = [section.minutes.itemData(row) for row in range(section.minutes.count())]
    assert offered == [1, 2, 3]
    assert section.minutes.currentData() == 3


def test_once_a_year_three_words_are_looked_at_again(
    page: SettingsPage, app: App, journal: Journal, texts: Texts, clock: FixedClock
) -> None:
    clock.at += timedelta(days=400)
    words = journal.renew_recovery_words().split()
    journal.settings.set("recovery_deferred", False)
    clock.at += timedelta(days=400)
    assert journal.recovering.due()
    section = page.recovery
    section.show_now()
    section.again.click()
    asked = section.findChild(SomeWords)
    assert asked is not None
    for line in asked.lines():
        line.setText("qqqq")
    press(section, "Check three of them")
    assert "Not this one." in texts(section)
    for number, line in zip(asked.numbers, asked.lines(), strict=True):
        line.setText(words[number])
    press(section, "Check three of them")
    assert "They are the right ones." in texts(section)
    assert not journal.recovering.due()
    assert words_on(section) == ()
