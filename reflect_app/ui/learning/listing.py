"""The accounts, one line each: a day, a kind, hours. No word of what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.core import when
from reflect_app.core.learning.accounts import Account, sentence
from reflect_app.services.learning import Learning
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.today.lines import Line, clear
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import Card, hairline
from reflect_app.ui.widgets.text import heading, muted, small
from reflect_app.words import tr


class AccountLine(QWidget):
    """An account with a tick for leaving, and a way to read it or look at it again."""

    def __init__(self, account: Account, day: str, words: str, act: QWidget) -> None:
        super().__init__()
        self.account = account
        self.tick = QCheckBox(day)
        self.tick.setAccessibleName(" · ".join(filter(None, (day, words))))
        self.tick.setMinimumHeight(MIN_TARGET)
        self.tick.setChecked(not account.recognisable)
        self.tick.setEnabled(not account.recognisable)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.tick)
        below = [words] if words else []
        if account.recognisable:
            warning = tr("You said that someone could be recognised. It waits for another look.")
            below.append(warning)
            self.tick.setAccessibleDescription(warning)
        for text in below:
            said.addWidget(small(text))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addLayout(said, 1)
        across.addWidget(act)


class AccountsList(QWidget):
    """Accounts that count, then the others, then unfinished ones; each part only if it is."""

    read = Signal(str)
    edit = Signal(str)
    carry_on = Signal(str)

    def __init__(self, kinds: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = kinds
        self.lines: list[AccountLine] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)

    def show_learning(self, found: Learning) -> None:
        """Put these in place of what was there; what was unticked stays so."""
        unticked = {line.account.id for line in self.lines if not line.tick.isChecked()}
        clear(self._box)
        self.lines = []
        counted = [self._line(account) for account in found.accounts]
        others = [self._line(account) for account in found.others]
        for line in self.lines:
            seen = line.account.id in unticked and line.tick.isEnabled()
            if seen or line.account in found.others:
                line.tick.setChecked(False)
        self._part(tr("Accounts"), counted)
        self._part(
            tr("Not counted"), others, tr("Written for another body, or before the day above.")
        )
        self._part(tr("Not finished"), [self._draft(draft) for draft in found.drafts])

    def ticked(self) -> tuple[str, ...]:
        """The ids of the accounts that are to leave, in order."""
        return tuple(line.account.id for line in self.lines if line.tick.isChecked())

    def _part(self, name: str, lines: Sequence[QWidget], words: str = "") -> None:
        if not lines:
            return
        self._box.addWidget(heading(name))
        if words:
            self._box.addWidget(muted(words))
        card = Card()
        for place, line in enumerate(lines):
            if place:
                card.box.addWidget(hairline())
            card.box.addWidget(line)
        self._box.addWidget(card)

    def _line(self, account: Account) -> AccountLine:
        day = when.day(account.day)
        if account.recognisable:
            step = button(
                tr("Look again"),
                partial(self.edit.emit, account.id),
                name=tr("Look again: {account}").format(account=day),
            )
        else:
            step = button(
                tr("Read"),
                partial(self.read.emit, account.id),
                "quiet",
                name=tr("Read: {account}").format(account=day),
            )
        line = AccountLine(account, day, self._words(account), step)
        self.lines.append(line)
        return line

    def _draft(self, account: Account) -> QWidget:
        day = when.day(account.day)
        step = button(
            tr("Carry on"),
            partial(self.carry_on.emit, account.id),
            name=tr("Carry on: {account}").format(account=day),
        )
        return Line(day, self._words(account), [step])

    def _words(self, account: Account) -> str:
        parts = [self._kinds.get(account.kind, "")]
        if account.hours:
            parts.append(sentence("hours", account.hours, None))
        return " · ".join(part for part in parts if part)
