"""`people`: who it was about, by pseudonym."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from reflect_app.core.entries import Answer
from reflect_app.core.prompts import Question
from reflect_app.ui.questions.base import MIN_TARGET, QuestionField, Surroundings, answers
from reflect_app.ui.questions.filtered import FilteredChips, meant
from reflect_app.words import tr


@answers("people")
class PeopleField(QuestionField):
    """Pseudonyms as chips, with a line that finds one or adds it."""

    def __init__(
        self, question: Question, around: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(question, around, parent)
        self.chips = FilteredChips(self)
        self.name(self.chips.line, tr("Find or add a pseudonym"))
        self.chips.line.setPlaceholderText(tr("Find or add a pseudonym"))
        self.chips.line.setMaxLength(60)
        self.chips.line.textChanged.connect(self._offer)
        self.add = QPushButton(tr("Add"), self)
        self.add.setMinimumHeight(MIN_TARGET + 4)
        self.add.setAutoDefault(False)
        self.add.hide()
        self.add.clicked.connect(lambda: self._add(meant(self.chips.line.text())))
        self.chips.top.insertWidget(1, self.add)
        self.chips.note.setText("" if question.help else tr("Never a real name."))
        self.chips.changed.connect(self.touched)
        self.chips.unknown.connect(self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.chips)

    def filling(self) -> Iterator[None]:
        """The pseudonyms, a few at a time."""
        names = self._names(())
        yield from self.chips.filling(((name, name) for name in names), self.question.text)
        self.chips.row.setVisible(bool(names))

    def read(self) -> Answer | None:
        """The pseudonyms chosen."""
        return self.chips.row.chosen() or None

    def show_value(self, value: Answer | None) -> None:
        """Show who is chosen; somebody no longer offered is still shown here."""
        chosen = [str(item) for item in value] if isinstance(value, list) else []
        self.refresh(chosen)
        self.chips.row.choose(chosen)

    def focus_target(self) -> QWidget:
        """The line that finds or adds."""
        return self.chips.line

    def refresh(self, also: list[str] | tuple[str, ...] | None = None) -> None:
        """Offer the pseudonyms there are now, and `also` these (else the chosen ones)."""
        names = self._names(self.chips.row.chosen() if also is None else also)
        self.chips.set_options(((name, name) for name in names), self.question.text)
        self.chips.row.setVisible(bool(names))

    def _names(self, also: Iterable[str]) -> list[str]:
        return list(dict.fromkeys((*self.around.people(), *also)))

    def _offer(self, typed: str) -> None:
        new = meant(typed)
        self.add.setVisible(bool(new) and not self.chips.found())
        self.add.setText(tr("Add “{name}”").format(name=new))

    def _add(self, name: str) -> None:
        if not name:
            return
        self.around.add_person(name)
        self.refresh([*self.chips.row.chosen(), name])
        self.chips.row.choose([*self.chips.row.chosen(), name])
        self.chips.clear_typed()
        self.chips.line.setFocus()
        self.touched()
