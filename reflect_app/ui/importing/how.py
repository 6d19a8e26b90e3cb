"""How entries come in: which prompt they become, the zone, and which further fields are kept."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from reflect_app.core.prompts import Template
from reflect_app.importing.record import ExtraKind
from reflect_app.services.import_plan import FREE, long_questions
from reflect_app.services.import_survey import Survey
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.text import label, muted
from reflect_app.words import tr


def _kinds() -> tuple[tuple[ExtraKind, str], ...]:
    return (
        ("place", tr("Keep places ({count})")),
        ("weather", tr("Keep the weather ({count})")),
        ("device", tr("Keep devices ({count})")),
        ("other", tr("Keep other fields, such as mood ({count})")),
    )


class HowPart(QWidget):
    """Choices that change nothing until the import begins."""

    def __init__(self, zone: str) -> None:
        super().__init__()
        self.template, self.question = QComboBox(), QComboBox()
        self.zone = QLineEdit(zone)
        self.zone.setMaxLength(64)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for words, field in (
            (tr("Each entry becomes"), self.template),
            (tr("Its text goes to"), self.question),
            (tr("Time zone, where the other journal does not say"), self.zone),
        ):
            box.addWidget(_named(words, field))
            box.addWidget(field)
        self.template.currentIndexChanged.connect(self._questions)
        self.fields: dict[ExtraKind, QCheckBox] = {}
        self.why = muted(tr("Places, weather and devices can point to somebody. They stay out."))
        box.addWidget(self.why)
        for kind, _ in _kinds():
            tick = QCheckBox()
            tick.setMinimumHeight(MIN_TARGET)
            tick.setChecked(kind == "other")
            self.fields[kind] = tick
            box.addWidget(tick)
        self._templates: list[Template] = []

    def offer(self, templates: list[Template], seen: Survey) -> None:
        """Fill in the prompts that take text, and the fields that were found."""
        if not self._templates:
            self._templates = [found for found in templates if long_questions(found)]
            for found in self._templates:
                self.template.addItem(found.title, found.id)
            self.template.setCurrentIndex(max(0, self.template.findData(FREE)))
        counts = dict(seen.extras)
        for kind, words in _kinds():
            self.fields[kind].setText(words.format(count=counts.get(kind, 0)))
            self.fields[kind].setVisible(kind in counts)
        self.why.setVisible(bool(counts.keys() - {"other"}))

    def keep(self) -> frozenset[ExtraKind]:
        """The kinds of further fields that are wanted."""
        return frozenset(kind for kind, tick in self.fields.items() if tick.isChecked())

    def _questions(self, at: int) -> None:
        self.question.clear()
        if 0 <= at < len(self._templates):
            for question in long_questions(self._templates[at]):
                self.question.addItem(question.text, question.id)


def _named(words: str, field: QWidget) -> QLabel:
    made = label(words, "small")
    made.setBuddy(field)
    field.setAccessibleName(words)
    field.setMinimumHeight(MIN_TARGET + 4)
    if isinstance(field, QComboBox):  # a long question must not widen the page
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(20)
    return made
