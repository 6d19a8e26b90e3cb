"""What an organisation set for this computer, whole. Hidden where it set nothing."""

from __future__ import annotations

from reflect_app.ui.page import Desk
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.text import body, small
from reflect_app.words import tr


class OrganisationSection(Section):
    """Only to be read: none of it can be changed here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Set by your organisation"),
            tr("These hold for everybody here. None of them lets anybody read or count."),
        )
        said = desk.app.organisation.sentences()
        for sentence in said:
            self.box.addWidget(body(sentence))
        self.box.addWidget(small(str(desk.app.paths.policy_file)))
        if not said:
            self.hide()
