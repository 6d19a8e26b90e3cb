"""What a newer wording of a template changes, in lines that a person can read."""

from __future__ import annotations

from dataclasses import replace

from reflect_app.core.prompts.model import Question, Template
from reflect_app.words import tr


def differences(old: Template, new: Template) -> tuple[str, ...]:
    """What changes from one wording to another; empty where only the version does."""
    found = []
    if old.title != new.title:
        found.append(tr("Title: “{old}” becomes “{new}”.").format(old=old.title, new=new.title))
    before = {question.id: question for question in old.questions}
    after = {question.id: question for question in new.questions}
    found += [
        tr("Taken out: “{text}”").format(text=question.text)
        for name, question in before.items()
        if name not in after
    ]
    for name, question in after.items():
        if name not in before:
            found.append(tr("New: “{text}”").format(text=question.text))
        elif question != before[name]:
            found.append(_changed(before[name], question))
    if [name for name in after if name in before] != [name for name in before if name in after]:
        found.append(tr("The questions stand in another order."))
    if old.followups != new.followups:
        found.append(tr("What is offered after an answer changes."))
    if old.cy != new.cy:
        found.append(tr("Its Welsh words change."))
    if _rest(old) != _rest(new):
        found.append(tr("Its description changes."))
    return tuple(found)


def _changed(old: Question, new: Question) -> str:
    if old.text != new.text:
        return tr("Reworded: “{old}” becomes “{new}”").format(old=old.text, new=new.text)
    if old.choices != new.choices:
        return tr("Other choices: “{text}”").format(text=new.text)
    return tr("Changed: “{text}”").format(text=new.text)


def _rest(template: Template) -> Template:
    """What is left of a template once all that was named above is taken away."""
    return replace(template, version=1, title="", questions=(), followups=(), cy=())
