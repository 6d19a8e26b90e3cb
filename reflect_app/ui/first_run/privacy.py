"""The limits of privacy, in two lines, before the first word is written."""

from __future__ import annotations

from reflect_app.ui.entrance import Entrance
from reflect_app.ui.first_run.step import Setup, Step
from reflect_app.ui.widgets.text import body, muted
from reflect_app.words import tr


def privacy_lines() -> tuple[str, str]:
    """What is promised and what is not. The wording is settled; do not soften it."""
    return (
        tr(
            "Only your passphrase or recovery words open this. Nobody at work can read it or "
            "reset it."
        ),
        tr(
            "A court, the police, or someone you wrote about may have a right to ask for it, and "
            "you may have to open it."
        ),
    )


def record_line() -> str:
    """What this journal is not."""
    return tr("Use this for your learning. Risk and incidents go in the proper record.")


class PrivacyStep(Step):
    """Two lines, one reminder, and the way to the first page."""

    def __init__(self, entrance: Entrance, setup: Setup) -> None:
        first, second = privacy_lines()
        super().__init__(entrance, setup, tr("Before you write"), first)
        self.box.addWidget(body(second))
        self.box.addWidget(muted(record_line()))
        self.add_buttons(tr("Start writing"), can_go_back=False)
