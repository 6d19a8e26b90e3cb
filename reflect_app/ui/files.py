"""Choosing files and folders with Qt's own dialogs, which remember nothing.

The desktop's dialogs and portals keep a history of what was opened; ours has an empty sidebar,
no history and no file names of earlier choices.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from reflect_app.words import tr


def _dialog(parent: QWidget, title: str, start: Path) -> QFileDialog:
    made = QFileDialog(parent, title, str(start))
    made.setOption(QFileDialog.Option.DontUseNativeDialog)
    made.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
    made.setSidebarUrls([])
    made.setHistory([])
    return made


def _chosen(dialog: QFileDialog) -> Path | None:
    accepted = dialog.exec()
    names = dialog.selectedFiles()
    dialog.setHistory([])
    dialog.deleteLater()
    return Path(names[0]) if accepted and names else None


def choose_folder(parent: QWidget, title: str, start: Path | None = None) -> Path | None:
    """A folder, or None if the person changed their mind."""
    dialog = _dialog(parent, title, start or Path.home())
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, tr("Choose this folder"))
    return _chosen(dialog)


def choose_to_save(
    parent: QWidget, title: str, name: str, kinds: str, start: Path | None = None
) -> Path | None:
    """Where to write a new file. `kinds` is Qt's filter text, such as `PDF (*.pdf)`.

    A file that is already there is written over only after Qt has asked.
    """
    dialog = _dialog(parent, title, start or Path.home())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(kinds)
    dialog.selectFile(name)
    suffix = Path(name).suffix.lstrip(".")
    if suffix:
        dialog.setDefaultSuffix(suffix)
    return _chosen(dialog)


def choose_to_open(
    parent: QWidget, title: str, kinds: str, start: Path | None = None
) -> Path | None:
    """A file that is there."""
    dialog = _dialog(parent, title, start or Path.home())
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kinds)
    return _chosen(dialog)
