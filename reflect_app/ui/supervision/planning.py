"""The form that plans or moves a session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy

from reflect_app.core.supervision import KINDS, ROLES, Group, Session
from reflect_app.core.supervision.states import kind_name, role_name
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.questions.dates import DateEdit
from reflect_app.ui.widgets.buttons import button, primary
from reflect_app.ui.widgets.card import Card, flow, row
from reflect_app.ui.widgets.field import Field, HintLine
from reflect_app.ui.widgets.number_box import number_box
from reflect_app.ui.widgets.text import heading
from reflect_app.words import tr

_USUAL_TIME = "10:00"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the form holds, not checked yet."""

    with_: str
    at: str
    kind: str
    minutes: int
    role: str
    group: str


class PlanForm(Card):
    """Says `planned` with a `Plan`. Does nothing itself."""

    planned = Signal(object)
    dropped = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._title = heading(tr("Plan a session"))
        self.kind, self.role, self.group = _pick(), _pick(), _pick()
        for kind in KINDS:
            self.kind.addItem(kind_name(kind), kind)
        for role in ROLES:
            self.role.addItem(role_name(role) or tr("Not said"), role)
        self.kind.currentIndexChanged.connect(lambda _: self._fit())
        self.group.currentIndexChanged.connect(lambda _: self._fit())
        self.name = HintLine()
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.name.setMinimumHeight(MIN_TARGET + 8)
        self.name.setMaxLength(120)
        self.name.setPlaceholderText(tr("A name, or a contact's name"))
        self.day = DateEdit(today, lean="ahead")
        self.time = QLineEdit(_USUAL_TIME)
        self.time.setPlaceholderText(tr("Such as 14:00"))
        self.time.setMinimumHeight(MIN_TARGET + 8)
        self.minutes = number_box(0, 1440, none=tr("Not said"))
        self.minutes.setSingleStep(15)
        self.minutes.setMinimumHeight(MIN_TARGET + 8)
        self.fields = {
            "kind": Field(tr("Kind"), self.kind),
            "group": Field(tr("Which group?"), self.group),
            "name": Field(tr("With whom?"), self.name),
            "role": Field(tr("What are they to you?"), self.role),
            "day": Field(tr("Which day?"), self.day),
            "time": Field(tr("At what time?"), self.time),
            "minutes": Field(tr("How many minutes?"), self.minutes),
        }
        self.day.name(tr("Which day?"))
        self.save = primary(tr("Save"), self._save)
        self.cancel = button(tr("Cancel"), self.dropped.emit)
        self._arrange()
        self._fit()

    def _arrange(self) -> None:
        field = self.fields
        self.box.addWidget(self._title)
        self.box.addLayout(row(field["kind"], field["group"]))
        self.box.addLayout(row(field["name"], field["role"]))
        self.box.addLayout(row(field["day"], field["time"], field["minutes"]))
        self.box.addLayout(flow(self.save, self.cancel))

    def begin(self, groups: Iterable[Group], *, kind: str = "one-to-one", group: str = "") -> None:
        """Start with an empty form, of a group where one is given."""
        self._title.setText(tr("Plan a session"))
        self.group.clear()
        self.group.addItem(tr("One that somebody else runs"), "")
        for each in groups:
            self.group.addItem(each.name, each.id)
        self.kind.setEnabled(True)
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self.group.setCurrentIndex(max(self.group.findData(group), 0))
        self.name.clear()
        self.day.set_day(None)
        self._fit()
        self.show()
        (self.day.line if group else self.name).setFocus()

    def correct(self, session: Session) -> None:
        """Start with a session that is to be moved or put right."""
        self.begin((), kind=session.kind)
        self._title.setText(tr("Change the session"))
        self.kind.setEnabled(False)
        self.name.setText(session.with_name)
        self.role.setCurrentIndex(max(self.role.findData(session.role), 0))
        at = datetime.fromisoformat(session.at)
        self.day.set_day(at.date())
        self.time.setText(f"{at:%H:%M}")
        self.minutes.setValue(session.minutes)
        self._fit()

    def _fit(self) -> None:
        of_group = self.kind.currentData() == "group"
        own = of_group and bool(self.group.currentData())
        self.fields["group"].setVisible(of_group and self.kind.isEnabled())
        self.fields["name"].setVisible(not own)
        self.fields["role"].setVisible(not own)

    def _save(self) -> None:
        day = self.day.day()
        self.fields["day"].complain("" if day else tr("Say which day, such as 20/11."))
        if day is None:
            self.day.line.setFocus()
            return
        own = self.kind.currentData() == "group" and self.group.currentData()
        at = f"{day.isoformat()}T{self.time.text().strip().replace('.', ':') or _USUAL_TIME}"
        self.planned.emit(
            Plan(
                "" if own else self.name.text(), at, str(self.kind.currentData()),
                self.minutes.value(), "member" if own else str(self.role.currentData() or ""),
                str(own or ""),
            )
        )  # fmt: skip


def _pick() -> QComboBox:
    made = QComboBox()
    made.setMinimumHeight(MIN_TARGET + 8)
    made.setMinimumContentsLength(12)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made
