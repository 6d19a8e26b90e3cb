"""One question in the editor: what it asks, how it is answered, and its place in the order."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from reflect_app.core.prompts.forms import FormProblem, QuestionForm
from reflect_app.ui.prompts.lines import as_choices, as_lines
from reflect_app.ui.prompts.names import BOUNDED, PICKED, RANGED, type_names
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.questions.long_text import GrowingEditor
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import Card, row
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.number_box import number_box
from reflect_app.ui.widgets.text import body, error, show_text, small, subheading
from reflect_app.ui.widgets.wheel import calm_wheel
from reflect_app.words import tr

_LOWEST, _HIGHEST = 0, 10


class QuestionCard(Card):
    """Shows a question's form and says when it changes. `moved` is -1 for up, 1 for down.

    A shared question (`block`) is shown as it stands: it can be moved and taken out only.
    """

    changed = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self, given: QuestionForm, shared: str = "") -> None:
        super().__init__()
        self.given = given
        self.number = subheading("")
        self.up = button(tr("Up"), lambda: self.moved.emit(-1), "quiet", hint=tr("Alt+Up"))
        self.down = button(tr("Down"), lambda: self.moved.emit(1), "quiet", hint=tr("Alt+Down"))
        self.out = button(tr("Take out"), self.removed.emit, "quiet", hint=tr("Ctrl+Shift+Delete"))
        self.wrong = error()
        self.fields: dict[str, Field] = {}
        self.box.addLayout(row(self.number, None, self.up, self.down, self.out, spacing=2))
        self.box.addWidget(self.wrong)
        if given.block:
            self.box.addWidget(body(shared))
            self.box.addWidget(small(tr("A question that Reflect shares, asked as it stands.")))
        else:
            self._build()
            self._show_what_applies()

    def _build(self) -> None:
        given = self.given
        self.wording = _editor(given.text, 1, 5)
        self.type = QComboBox()
        calm_wheel(self.type)
        self.type.setMinimumHeight(MIN_TARGET + 8)
        for kind, name in type_names().items():
            self.type.addItem(name, kind)
        self.type.setCurrentIndex(self.type.findData(given.type))
        self.help = _line(given.help)
        self.choices = _editor(as_lines(given.choices), 3, 14)
        self.parts = _editor(as_lines(given.fields), 2, 12)
        self.min_label, self.max_label = _line(given.min_label), _line(given.max_label)
        self.lowest = _number(given.min, _LOWEST)
        self.highest = _number(given.max, _HIGHEST)
        self.up_to = _number(given.up_to, 0, 0)
        self.up_to.setSpecialValueText(tr("any number"))
        self.folded = QCheckBox(tr("Keep it under “More”"))
        self.folded.setChecked(given.folded)
        hint = tr("One to a line. “Can't tell yet” is always there.")
        self._field("text", tr("Question"), self.wording)
        self._field("type", tr("Answered with"), self.type)
        self._field("choices", tr("Choices"), self.choices, hint)
        self._field("fields", tr("Parts of each row"), self.parts, tr("One to a line."))
        self._field("min", tr("Lowest"), self.lowest)
        self._field("min_label", tr("What the lowest means"), self.min_label)
        self._field("max", tr("Highest"), self.highest)
        self._field("max_label", tr("What the highest means"), self.max_label)
        self._field("up_to", tr("At most"), self.up_to)
        self._field("help", tr("Help under the question"), self.help)
        self.box.addWidget(self.folded)
        for editor in (self.wording, self.choices, self.parts):
            editor.textChanged.connect(self.changed)
        for line in (self.help, self.min_label, self.max_label):
            line.textChanged.connect(self.changed)
        for number in (self.lowest, self.highest, self.up_to):
            number.valueChanged.connect(self.changed)
        self.folded.toggled.connect(self.changed)
        self.type.currentIndexChanged.connect(self._type_changed)

    def _field(self, part: str, text: str, control: QWidget, hint: str = "") -> None:
        self.fields[part] = Field(text, control, hint)
        self.box.addWidget(self.fields[part])

    def _type_changed(self) -> None:
        self._show_what_applies()
        self.changed.emit()

    def _show_what_applies(self) -> None:
        kind = self.type.currentData()
        shown = {
            "choices": kind in PICKED,
            "fields": kind == "options",
            "min": kind == "scale",
            "max": kind == "scale",
            "min_label": kind == "scale",
            "max_label": kind == "scale",
            "up_to": kind in BOUNDED,
        }
        for part, on in shown.items():
            self.fields[part].setVisible(on)

    def form(self) -> QuestionForm:
        """The question as it stands on the page."""
        given = self.given
        if given.block:
            return given
        kind = self.type.currentData()
        same = kind == given.type
        choices = as_choices(self.choices.plain(), given.choices) if kind in PICKED else ()
        if kind == "emotions" and same:
            choices = given.choices
        scale = kind == "scale"
        ranged = kind in RANGED and same
        return replace(
            given,
            type=kind,
            text=" ".join(self.wording.plain().split()),
            help=self.help.text().strip(),
            choices=choices,
            fields=as_choices(self.parts.plain(), given.fields) if kind == "options" else (),
            min=self.lowest.value() if scale else given.min if ranged else None,
            max=self.highest.value() if scale else given.max if ranged else None,
            min_label=self.min_label.text().strip() if scale else "",
            max_label=self.max_label.text().strip() if scale else "",
            folded=self.folded.isChecked(),
            up_to=(self.up_to.value() or None) if kind in BOUNDED else None,
            role=given.role if same else None,
        )

    def place(self, number: int, count: int) -> None:
        """Say which question it is, and whether it can go further up or down."""
        words = tr("Question {n} of {count}").format(n=number + 1, count=count)
        self.number.setText(words)
        self.setAccessibleName(words)
        for control, name in (
            (self.up, tr("Move question {n} up")),
            (self.down, tr("Move question {n} down")),
            (self.out, tr("Take out question {n}")),
        ):
            control.setAccessibleName(name.format(n=number + 1))
        self.up.setEnabled(number > 0)
        self.down.setEnabled(number < count - 1)

    def complain(self, problems: list[FormProblem]) -> None:
        """Say what does not fit, each under the part it is about."""
        told = {problem.part: problem.reason for problem in problems}
        for part, field in self.fields.items():
            field.complain(told.pop(part, ""))
        show_text(self.wrong, " ".join(told.values()))

    def focus(self) -> None:
        """Put the caret in the question, or the focus on a shared one."""
        (self.out if self.given.block else self.wording).setFocus()


def _editor(text: str, least: int, most: int) -> GrowingEditor:
    made = GrowingEditor(least=least, most=most)
    made.setPlainText(text)
    return made


def _line(text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setMinimumHeight(MIN_TARGET + 8)
    return made


def _number(value: float | None, otherwise: int, lowest: int = -100) -> QSpinBox:
    made = number_box(lowest, 100)
    made.setMinimumHeight(MIN_TARGET + 8)
    made.setValue(otherwise if value is None else int(value))
    return made
