"""The recovery words on paper, or in a file that a person chose the place of."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from reflect_app.exporting.files import write_bytes
from reflect_app.ui.files import choose_to_save
from reflect_app.words import tr

_COLUMNS = 3


def sheet_lines(words: tuple[str, ...]) -> list[str]:
    """What stands on the sheet, as lines of text."""
    numbered = [f"{number:2}. {word}" for number, word in enumerate(words, 1)]
    return [
        tr("Recovery words for a Reflect journal"),
        "",
        *numbered,
        "",
        tr("These words, in this order, open the journal without the passphrase."),
        tr("Keep them away from the computer. Private: if found, please hand to the duty manager."),
    ]


def save_words(parent: QWidget, words: tuple[str, ...]) -> Path | None:
    """Ask where, and write them there, readable by this person alone.

    Raises:
        FileProblemError: it cannot be written there.
    """
    path = choose_to_save(
        parent, tr("Save the recovery words"), "reflect-words.txt", tr("Text (*.txt)")
    )
    if path is not None:
        write_private(path, "\n".join(sheet_lines(words)) + "\n")
    return path


def write_private(path: Path, text: str) -> None:
    """Write a text file that is 0600 from birth, also where one lay that others may read.

    Raises:
        FileProblemError, DiskFullError: an older file of that name stays as it was.
    """
    write_bytes(text.encode(), path)


def print_words(parent: QWidget, words: tuple[str, ...]) -> bool:
    """Ask which printer and print one page. False if the person changed their mind."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Reflect")  # a print queue shows this name
    dialog = QPrintDialog(printer, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    if accepted:
        paint_sheet(printer, words)
    return accepted


def paint_sheet(printer: QPrinter, words: tuple[str, ...]) -> None:
    """Draw the page: a heading, the words in columns, what they are for."""
    painter = QPainter(printer)
    page = printer.pageRect(QPrinter.Unit.DevicePixel)
    millimetre = printer.resolution() / 25.4
    lines = sheet_lines(words)
    heading, foot = lines[0], lines[-2:]
    painter.setFont(QFont(painter.font().family(), 18, QFont.Weight.DemiBold))
    painter.drawText(QRectF(0, 0, page.width(), 12 * millimetre), heading)
    painter.setFont(QFont(painter.font().family(), 14))
    rows = -(-len(words) // _COLUMNS)
    width = page.width() / _COLUMNS
    for index, word in enumerate(words):
        column, line = divmod(index, rows)
        place = QRectF(column * width, (20 + line * 11) * millimetre, width, 9 * millimetre)
        painter.drawText(place, f"{index + 1}.  {word}")
    painter.setFont(QFont(painter.font().family(), 10))
    below = QRectF(0, (26 + rows * 11) * millimetre, page.width(), 30 * millimetre)
    painter.drawText(below, Qt.TextFlag.TextWordWrap.value, "\n".join(foot))
    painter.end()
