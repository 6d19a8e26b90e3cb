"""Settings, security: the passphrase is changed only by somebody who knows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reflect_app.errors import WrongPassphraseError
from reflect_app.services.journal import Journal
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.settings import SettingsPage
from reflect_app.ui.sections.passphrase import PassphraseSection
from tests.fixtures import PASSPHRASE

NEW = "marble heron window october"
Texts = Callable[[QWidget], str]


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    made.show()
    made.shown()
    return made


@pytest.fixture
def section(page: SettingsPage) -> PassphraseSection:
    return page.passphrase


def typed(section: PassphraseSection, *texts: str) -> None:
    for line, text in zip(section.secret.lines, texts, strict=True):
        line.setText(text)
    section.change.click()


def opens(journal: Journal, phrase: str) -> bool:
    try:
        journal.keys.check(phrase)
    except WrongPassphraseError:
        return False
    return True


def test_it_is_changed_and_nothing_typed_stays(
    section: PassphraseSection, journal: Journal, texts: Texts
) -> None:
    typed(section, PASSPHRASE, NEW, NEW)
    assert opens(journal, NEW)
    assert not opens(journal, PASSPHRASE)
    assert "still open with the old passphrase" in texts(section)
    assert [line.text() for line in section.secret.lines] == ["", "", ""]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("", NEW, NEW), "Type the passphrase that opens the journal now."),
        ((PASSPHRASE, "", ""), "Type a new passphrase."),
        ((PASSPHRASE, NEW, NEW + "s"), "This is not the same as above."),
        (("not it at all", NEW, NEW), ""),
        ((PASSPHRASE, "password", "password"), "This would be guessed too easily."),
    ],
)
def test_what_does_not_do_changes_nothing(
    section: PassphraseSection, journal: Journal, texts: Texts, given: tuple[str, ...], said: str
) -> None:
    typed(section, *given)
    assert said in texts(section)
    assert opens(journal, PASSPHRASE)
    assert section.change.isEnabled()


def test_leaving_the_page_forgets_what_was_typed(
    page: SettingsPage, section: PassphraseSection
) -> None:
    section.secret.lines[1].setText(NEW)
    page.hidden()
    assert section.secret.text(1) == ""
