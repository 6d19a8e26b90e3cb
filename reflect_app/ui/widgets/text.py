"""Labels in the one type scale."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Text  # this half of Qt's names tells markup from text
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_ENDLESS = re.compile(r"\S{33,}")
_PIECES = re.compile(r"\S{1,20}")


def label(text: str, role: str = "body", parent: QWidget | None = None) -> QLabel:
    """A plain-text label that wraps. `role` is one the style sheet knows.

    Plain text always: what is shown may come from an entry, and must never be read as markup.
    """
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(True)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made


def plain_tip(text: str) -> str:
    """A tool tip that shows a text letter by letter. Qt guesses which tips are markup, and markup
    fetches what it names: on Windows a picture's address can be another computer.
    """
    return Text.convertFromPlainText(text) if Text.mightBeRichText(text) else text


def breakable(text: str) -> str:
    """The same to the eye, but a very long word may go on in the next line.

    Qt breaks lines between words only, so that one name of sixty letters would make a page wider
    than its window. Not for what somebody may copy: the places to break go with it.
    """
    return _ENDLESS.sub(lambda found: "\u200b".join(_PIECES.findall(found[0])), text)


def title(text: str) -> QLabel:
    """The name of a page."""
    return label(breakable(text), "title")


def heading(text: str) -> QLabel:
    """The name of a section."""
    return label(breakable(text), "heading")


def subheading(text: str) -> QLabel:
    """The name of a small group."""
    return label(text, "subheading")


def body(text: str) -> QLabel:
    """Ordinary text."""
    return label(text)


def muted(text: str) -> QLabel:
    """Second-rank text, still legible."""
    return label(text, "muted")


def small(text: str) -> QLabel:
    """Small print: dates, counts."""
    return label(text, "small")


def error(text: str = "") -> QLabel:
    """What is wrong with the field above it; hidden while empty."""
    made = label(text, "error")
    made.setVisible(bool(text))
    return made


def show_text(target: QLabel, text: str) -> None:
    """Put a sentence in a label that hides while it has none."""
    target.setText(text)
    target.setVisible(bool(text))


def restyle(*widgets: QWidget) -> None:
    """Have the style sheet look again at widgets of which a property has changed.

    One that was never shown will be looked at then.
    """
    for widget in widgets:
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
