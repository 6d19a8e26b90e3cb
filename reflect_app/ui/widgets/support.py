"""The support list: people who are there, now or later. Reading it tells nobody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from reflect_app.ui.widgets.text import heading, label, muted
from reflect_app.words import tr


class SupportLine(Protocol):
    """One line of the list: who, how to reach them, and when they are there."""

    @property
    def name(self) -> str:
        """Who it is."""
        ...

    @property
    def contact(self) -> str:
        """A number or place, empty if there is none."""
        ...

    @property
    def note(self) -> str:
        """When to turn to them, or when they are there."""
        ...


class SupportPanel(QWidget):
    """The list as it was handed in, readable by keyboard and screen reader, writing nothing."""

    def __init__(self, lines: Iterable[SupportLine], intro: str = "") -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(heading(tr("Support")))
        box.addWidget(
            muted(intro or tr("These people are there, now or later. Nobody has been told."))
        )
        for line in lines:
            box.addWidget(_line(line))


def _line(line: SupportLine) -> QWidget:
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(2)
    who = label(line.name, "subheading")
    box.addWidget(who)
    details: list[QLabel] = []
    if line.contact:
        contact = label(line.contact, "lead")
        # Selectable, so that a number can be copied or tabbed to.
        contact.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        contact.setAccessibleName(f"{line.name}: {line.contact}")
        details.append(contact)
    if line.note:
        details.append(muted(line.note))
    for part in details:
        box.addWidget(part)
    return holder
