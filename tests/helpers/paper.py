"""What a person does with recovery words on a screen: read them, press on, type some back."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from reflect_app.ui.recovery_words import TypeBack, WordGrid


def words_on(holder: QWidget) -> tuple[str, ...]:
    """The words that can be read there, in order."""
    grids = [grid for grid in holder.findChildren(WordGrid) if grid.isVisible()]
    return tuple(cell.text().split()[1] for grid in grids for cell in grid.findChildren(QLabel))


def press(holder: QWidget, text: str) -> None:
    """Press the visible button with this text."""
    found = [b for b in holder.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    found[-1].click()


def type_back(holder: QWidget, words: tuple[str, ...]) -> None:
    """Say that they are written down, and type the three that are asked for."""
    press(holder, "I have written them down")
    asked = next(each for each in holder.findChildren(TypeBack) if each.isVisible())
    for number, line in zip(asked.numbers, asked.lines(), strict=True):
        line.setText(words[number][:4])
    press(holder, "Check three of them")
