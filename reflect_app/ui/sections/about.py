"""What the program is for, what it is not, and what it tells nobody."""

from __future__ import annotations

import reflect_app
from reflect_app.ui.first_run.privacy import privacy_lines, record_line
from reflect_app.ui.page import Desk
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import row
from reflect_app.ui.widgets.text import body, small, subheading
from reflect_app.words import tr


def intended_use() -> str:
    """The intended use, word for word as it is settled."""
    return tr(
        "For a worker's own learning and supervision. Not for recording, deciding or planning "
        "anyone's care, risk or supervision."
    )


def tells_nobody() -> str:
    """What others can and cannot see of the writing."""
    return tr(
        "Reflect tells nobody whether you write. Your IT department can see that the program is "
        "installed and when it runs. Anyone sharing your sign-in can see that a journal exists."
    )


class AboutSection(Section):
    """Intended use, the two lines on privacy, and the version."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("About Reflect"))
        first, second = privacy_lines()
        self.box.addWidget(subheading(tr("What it is for")))
        self.box.addWidget(body(intended_use()))
        self.box.addWidget(body(record_line()))
        self.box.addWidget(subheading(tr("What is private, and what is not")))
        for sentence in (first, second, tells_nobody()):
            self.box.addWidget(body(sentence))
        version = getattr(reflect_app, "__version__", "")
        self.box.addWidget(small(tr("Reflect {version}").format(version=version)))
        self.box.addLayout(row(button(tr("Help"), lambda: desk.go("help")), None))
