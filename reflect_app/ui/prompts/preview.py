"""The page that a prompt will be, drawn as it is written by the same form that asks it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.core.entries import Draft
from reflect_app.core.prompts import Template
from reflect_app.core.prompts.forms import QuestionForm, TemplateForm
from reflect_app.core.prompts.model import Choice
from reflect_app.ui.compose.form import Form
from reflect_app.ui.page import Desk
from reflect_app.ui.questions import Surroundings
from reflect_app.ui.widgets.card import Column
from reflect_app.ui.widgets.notice import WARN, Notice
from reflect_app.ui.widgets.text import muted, show_text, small, title
from reflect_app.words import tr, trn


class Preview(Column):
    """Shows a template; what is filled in here is kept nowhere."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(620, "paper")
        self._desk = desk
        self._shown: Template | None = None
        self.form: Form | None = None
        self.box.addWidget(small(tr("How it will look. What you try here is not kept.")))
        self.reason = muted("")
        self.reason.hide()
        self.box.addWidget(self.reason)
        self._head = QVBoxLayout()
        self._head.setSpacing(6)
        self.box.addLayout(self._head)
        self.box.addStretch(1)
        self.setAccessibleName(tr("Preview"))

    def show_template(self, template: Template, dropped: tuple[str, ...] = ()) -> None:
        """Draw it anew, unless nothing of it changed."""
        show_text(self.reason, "\n".join(dropped))
        if template == self._shown:
            return
        self._shown = template
        place = self.verticalScrollBar().value()
        self._empty()
        count = template.minutes
        minutes = trn("{count} minute", "{count} minutes", count).format(count=count)
        words = tr("{minutes} · {purpose}").format(minutes=minutes, purpose=template.purpose)
        parts: list[QWidget] = [title(template.title), muted(words)]
        if template.banner:
            parts.append(Notice(template.banner, kind=WARN))
        draft = Draft("preview", template.id, template.version)
        self.form = Form(template, draft, Surroundings(), self._desk.theme, self)
        for part in (*parts, self.form):
            self._head.addWidget(part)
        self._desk.gently(self.form.build(), self.form)
        self.verticalScrollBar().setValue(place)

    def show_reason(self, reason: str) -> None:
        """Nothing can be drawn: say why, and leave what was there."""
        show_text(self.reason, reason)

    def _empty(self) -> None:
        while (item := self._head.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()


def filled(form: TemplateForm) -> TemplateForm:
    """The form with dots where words are still to come, so that it can be drawn meanwhile."""
    return replace(
        form,
        title=form.title.strip() or tr("No title yet"),
        purpose=form.purpose.strip() or "…",
        questions=tuple(map(_filled, form.questions)) or (QuestionForm(text="…"),),
    )


def _filled(question: QuestionForm) -> QuestionForm:
    if question.block:
        return question
    scale, dots = question.type == "scale", (Choice("", "…"),)
    return replace(
        question,
        text=question.text or "…",
        choices=question.choices or (dots if "choice" in question.type else ()),
        fields=question.fields or (dots if question.type == "options" else ()),
        min_label=question.min_label or ("…" if scale else ""),
        max_label=question.max_label or ("…" if scale else ""),
    )
