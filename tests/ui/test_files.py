"""File dialogs are Qt's own and remember nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.ui.files import choose_folder, choose_to_open, choose_to_save


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def answer(qapp: QApplication, act: Callable[[QFileDialog], None]) -> list[QFileDialog]:
    """Answer the next file dialog once it is up, as a person would."""
    seen: list[QFileDialog] = []

    def look() -> None:
        dialog = qapp.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            seen.append(dialog)
            assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
            assert dialog.sidebarUrls() == []
            act(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)
    return seen


def test_a_folder(qapp: QApplication, parent: QWidget, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()

    def take(dialog: QFileDialog) -> None:
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile(str(tmp_path / "here"))
        dialog.accept()

    answer(qapp, take)
    assert choose_folder(parent, "Choose", tmp_path) == tmp_path / "here"


def test_where_to_save(qapp: QApplication, parent: QWidget, tmp_path: Path) -> None:
    answer(qapp, lambda dialog: dialog.accept())
    chosen = choose_to_save(parent, "Save", "pack.pdf", "PDF (*.pdf)", tmp_path)
    assert chosen == tmp_path / "pack.pdf"
    assert not chosen.exists()


def test_a_change_of_mind(qapp: QApplication, parent: QWidget, tmp_path: Path) -> None:
    answer(qapp, lambda dialog: dialog.reject())
    assert choose_to_open(parent, "Open", "Backups (*.reflect-backup)", tmp_path) is None


def test_nothing_is_remembered(qapp: QApplication, parent: QWidget, tmp_path: Path) -> None:
    answer(qapp, lambda dialog: dialog.accept())
    choose_to_save(parent, "Save", "very-private-name.pdf", "PDF (*.pdf)", tmp_path)
    written = [path for path in Path.home().rglob("*") if path.is_file()]
    assert not any(b"very-private-name" in path.read_bytes() for path in written)
    assert not any("QtProject" in str(path) for path in written)
