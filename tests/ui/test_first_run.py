"""First run, step by step as a person takes it, up to the first page."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.app import App
from reflect_app.errors import FileProblemError
from reflect_app.ui.entrance import FIRST_RUN, Entrance
from reflect_app.ui.first_run.passphrase import PassphraseStep
from reflect_app.ui.first_run.place import PlaceStep
from reflect_app.ui.first_run.privacy import PrivacyStep
from reflect_app.ui.first_run.recovery import TypeBackStep, WordsStep
from reflect_app.ui.first_run.restore import RestoreStep
from reflect_app.ui.first_run.second_place import SecondPlaceStep
from reflect_app.ui.pages.first_run import FirstRunPage
from reflect_app.ui.patience import FREE_TRIES
from reflect_app.ui.recovery_sheet import paint_sheet, sheet_lines, write_private
from reflect_app.ui.recovery_words import same_word
from reflect_app.ui.window import MainWindow
from tests.fixtures import PASSPHRASE
from tests.ui.conftest import is_open

Texts = Callable[[QWidget], str]


@pytest.fixture
def flow(window: MainWindow, qtbot: QtBot) -> FirstRunPage:
    """The first step, in a window of its own."""
    window.enter(FIRST_RUN)
    page = window.stage()
    assert isinstance(page, FirstRunPage)
    return page


def to_words(flow: FirstRunPage, phrase: str = PASSPHRASE) -> WordsStep:
    place = flow.step
    assert isinstance(place, PlaceStep)
    place.next.click()
    choose = flow.step
    assert isinstance(choose, PassphraseStep)
    for line in choose.secret.lines:
        line.setText(phrase)
    choose.next.click()
    words = flow.step
    assert isinstance(words, WordsStep)
    return words


def to_second(flow: FirstRunPage) -> SecondPlaceStep:
    words = to_words(flow)
    words.later.click()
    words.notice.action.click()
    second = flow.step
    assert isinstance(second, SecondPlaceStep)
    return second


def test_the_whole_way_by_the_words(
    window: MainWindow, flow: FirstRunPage, app: App, texts: Texts, tmp_path: Path
) -> None:
    words = to_words(flow)
    shown = flow.setup.words
    assert len(shown) == 24
    assert all(word in texts(words) for word in shown)
    words.next.click()
    check = flow.step
    assert isinstance(check, TypeBackStep)
    for number, line in zip(check.asked.numbers, check.asked.lines(), strict=True):
        line.setText(shown[number][:4].upper())
    check.next.click()
    second = flow.step
    assert isinstance(second, SecondPlaceStep)
    second.use(tmp_path / "stick")
    assert list((tmp_path / "stick").glob("*.reflect-backup"))
    second.next.click()
    privacy = flow.step
    assert isinstance(privacy, PrivacyStep)
    assert "Nobody at work can read it or reset it." in texts(privacy)
    assert "A court, the police, or someone you wrote about may have a right" in texts(privacy)
    privacy.next.click()
    assert window.open_journal is not None
    kept = window.open_journal.opened.journal.settings.all()
    assert kept["recovery_deferred"] is False
    assert kept["recovery_checked"] == "2026-03-12"
    assert kept["second_backup_place"] == str(tmp_path / "stick")
    assert type(window.open_journal.workspace.front).__name__ == "ComposePage"


def test_words_that_nobody_watches_are_hidden_until_the_passphrase_is_typed(
    flow: FirstRunPage, texts: Texts
) -> None:
    words = to_words(flow)
    shown = flow.setup.words
    assert words.idle._timer.isActive()
    words.idle.set_minutes(0)
    words.idle.look()
    assert not words.panel.isVisible()
    assert "so the words are hidden" in texts(words)
    assert not any(word.isVisible() for word in words.panel.findChildren(QWidget))
    for tries in range(FREE_TRIES + 1):
        assert words.again.isEnabled(), tries
        words.secret.lines[0].setText("somebody else's")
        words.again.click()
        assert not words.panel.isVisible()
    assert (words.again.text(), words.again.isEnabled()) == ("Try again in 2 s", False)
    words.secret.lines[0].setText(PASSPHRASE)
    words.secret.entered.emit()
    assert not words.panel.isVisible()
    words.patience.tick()
    words.patience.tick()
    words.secret.entered.emit()
    assert words.panel.isVisible()
    assert all(word in texts(words) for word in shown)
    assert words.idle._timer.isActive()
    words.idle.set_minutes(5)
    words.next.click()
    check = flow.step
    assert isinstance(check, TypeBackStep)
    check.idle.set_minutes(0)
    check.idle.look()  # and the way back from the three words is none either
    check.previous.click()
    back = flow.step
    assert isinstance(back, WordsStep)
    assert not back.panel.isVisible()
    back.secret.lines[0].setText(PASSPHRASE)
    back.again.click()
    assert back.panel.isVisible()
    assert flow.setup.words == shown


def test_putting_off_and_skipping_say_what_it_means(
    window: MainWindow, flow: FirstRunPage, texts: Texts
) -> None:
    words = to_words(flow)
    words.later.click()
    assert "If you forget the passphrase before then, nobody can open this." in texts(words)
    words.notice.action.click()
    second = flow.step
    assert isinstance(second, SecondPlaceStep)
    second.skip.click()
    assert (
        "Your journal is only on this computer. If the computer is replaced or your profile is "
        "cleared, it is gone."
    ) in texts(second)
    second.skip.click()
    assert isinstance(flow.step, PrivacyStep)
    flow.step.next.click()
    assert window.open_journal is not None
    kept = window.open_journal.opened.journal.settings.all()
    assert kept["recovery_deferred"] is True
    assert kept["second_backup_skipped"] is True


def test_printing_asks_first_whether_the_printer_is_private(
    flow: FirstRunPage, texts: Texts
) -> None:
    words = to_words(flow)
    words.panel.print.click()
    assert "Is this printer private? Collect it now. Nothing on paper is protected." in texts(words)


def test_wrong_words_are_named_and_the_right_ones_kept(flow: FirstRunPage, texts: Texts) -> None:
    to_words(flow).next.click()
    check = flow.step
    assert isinstance(check, TypeBackStep)
    first, second, third = check.asked.lines()
    first.setText(flow.setup.words[check.asked.numbers[0]])
    second.setText("zzzz")
    third.setText(flow.setup.words[check.asked.numbers[2]])
    check.next.click()
    assert flow.step is check
    assert f"Look again at number {check.asked.numbers[1] + 1}." in texts(check)
    assert texts(check).count("Look again") == 1


@pytest.mark.parametrize(
    ("typed", "word", "same"),
    [
        ("aban", "abandon", True),
        ("  Abandon ", "abandon", True),
        ("aba", "abandon", False),
        ("abandoned", "abandon", False),
        ("act", "act", True),
        ("acti", "act", False),
        ("", "act", False),
    ],
)
def test_four_letters_are_enough(typed: str, word: str, same: bool) -> None:
    assert same_word(typed, word) is same


def test_strength_is_said_in_words_and_a_weak_one_is_refused(
    flow: FirstRunPage, texts: Texts, app: App
) -> None:
    assert isinstance(flow.step, PlaceStep)
    flow.step.next.click()
    step = flow.step
    assert isinstance(step, PassphraseStep)
    for line in step.secret.lines:
        line.setText("password")
    assert "Very easy to guess." in texts(step)
    step.next.click()
    assert flow.step is step
    assert "guessed too easily" in texts(step)
    step.secret.lines[0].setText(PASSPHRASE)
    step.next.click()
    assert "This is not the same as above." in texts(step)
    assert not app.has_vault(app.paths.default_vault)


def test_the_suggestion_is_shown_and_typed_once_more(flow: FirstRunPage, texts: Texts) -> None:
    assert isinstance(flow.step, PlaceStep)
    flow.step.next.click()
    step = flow.step
    assert isinstance(step, PassphraseStep)
    step.suggest.click()
    phrase = step.secret.text(0)
    assert len(phrase.split()) == 4
    assert step.secret.show_it.isChecked()
    step.secret.lines[1].setText(phrase)
    step.next.click()
    assert isinstance(flow.step, WordsStep)


def test_by_keyboard_alone(window: MainWindow, flow: FirstRunPage, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()

    def press(key: Qt.Key) -> None:
        focused = window.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)

    def write(text: str) -> None:
        focused = window.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)

    press(Qt.Key.Key_Return)
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    check = flow.step
    assert isinstance(check, TypeBackStep)
    for number in check.asked.numbers:
        write(flow.setup.words[number][:4])
        press(Qt.Key.Key_Return)
    second = flow.step
    assert isinstance(second, SecondPlaceStep)
    QTest.keyClick(second.next, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is second.skip
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    assert window.open_journal is not None


def test_enter_on_a_choice_goes_on(flow: FirstRunPage, qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    step = flow.step
    assert isinstance(step, PlaceStep)
    step.usual.setFocus()
    assert isinstance(window.focusWidget(), QRadioButton)
    QTest.keyClick(step.usual, Qt.Key.Key_Return)
    assert isinstance(flow.step, PassphraseStep)


def test_a_folder_with_a_journal_is_offered_to_be_opened(
    window: MainWindow, app: App, vault_folder: Path, texts: Texts
) -> None:
    window.enter(FIRST_RUN, vault_folder)
    page = window.stage()
    assert isinstance(page, FirstRunPage)
    assert isinstance(page.step, PlaceStep)
    page.step.next.click()
    assert "There is a journal in this folder already." in texts(page)
    page.step.notice.action.click()
    assert type(window.stage()).__name__ == "UnlockPage"


def test_another_journal_gets_a_folder_of_its_own(
    window: MainWindow, app: App, vault_folder: Path
) -> None:
    window.enter(FIRST_RUN)
    page = window.stage()
    assert isinstance(page, FirstRunPage)
    assert page.setup.folder == vault_folder.with_name("journal 2")


def test_leaving_half_way_closes_the_new_journal(
    window: MainWindow, flow: FirstRunPage, app: App, entrance: Entrance
) -> None:
    to_words(flow)
    assert entrance.held is not None
    window.last_call()
    app.vaults.unlock(app.paths.default_vault, PASSPHRASE).close()


def test_a_backup_becomes_a_journal(
    window: MainWindow, flow: FirstRunPage, app: App, tmp_path: Path, texts: Texts
) -> None:
    created = app.vaults.create(tmp_path / "old", PASSPHRASE)
    backup = created.journal.backups.make(tmp_path / "stick").out
    created.journal.close()
    assert isinstance(flow.step, PlaceStep)
    flow.step.restore_asked.emit()
    step = flow.step
    assert isinstance(step, RestoreStep)
    step.next.click()
    assert "Choose a backup first." in texts(step)
    step.use(backup)
    step.secret.lines[0].setText("not this")
    step.next.click()
    assert flow.step is step
    assert not is_open(window)
    step.secret.lines[0].setText(PASSPHRASE)
    step.next.click()
    assert window.open_journal is not None
    assert window.open_journal.folder == app.paths.default_vault.resolve()


def test_a_place_for_backups_that_does_not_work_can_be_changed(
    flow: FirstRunPage, tmp_path: Path, texts: Texts
) -> None:
    second = to_second(flow)
    taken = tmp_path / "a-file"
    taken.write_text("not a folder")
    second.use(taken)
    assert "is a file, not a folder" in texts(second)
    second.use(tmp_path / "good")
    assert "The first backup is made and checked" in texts(second)


def test_a_saved_sheet_is_private_and_whole(tmp_path: Path) -> None:
    words = tuple(f"word{n}" for n in range(24))
    path = tmp_path / "words.txt"
    write_private(path, "\n".join(sheet_lines(words)))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert all(word in path.read_text() for word in words)
    path.chmod(0o644)  # a file of that name that others could read, or a link to one of theirs
    elsewhere = tmp_path / "elsewhere"
    (linked := tmp_path / "linked.txt").symlink_to(elsewhere)
    for place in (path, linked):
        write_private(place, "the words")
        assert not place.is_symlink()
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert not elsewhere.exists()
    with pytest.raises(FileProblemError):
        write_private(tmp_path / "missing" / "words.txt", "x")


def test_the_printed_sheet_holds_every_word(tmp_path: Path, flow: FirstRunPage) -> None:
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    path = tmp_path / "sheet.pdf"
    printer.setOutputFileName(str(path))
    words = tuple("abandon ability able about above absent".split() * 4)
    paint_sheet(printer, words)
    import pypdf

    pages = pypdf.PdfReader(path).pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    assert text.count("abandon") == 4
    assert "24." in text
