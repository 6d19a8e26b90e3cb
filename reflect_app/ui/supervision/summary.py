"""A group's summary on its way to the members: looked at first, as all that leaves."""

from __future__ import annotations

from reflect_app.core.changes import Saved
from reflect_app.ui.order import tab_through
from reflect_app.ui.pack.out import OutPane
from reflect_app.ui.pack.saving import Saving, write_as
from reflect_app.ui.page import Desk
from reflect_app.words import tr


class SummaryPane(OutPane):
    """From the first time it is saved on, the members are taken to have it."""

    def __init__(self, desk: Desk) -> None:
        kinds = (("pdf", "PDF"), ("docx", "Word"))
        super().__init__(
            desk, tr("Back to the session"),
            Saving(kinds, write_as, tr("summary"), tr("Save the summary")),
        )  # fmt: skip
        self._session = ""
        self.saving.written.connect(self._circulate)
        tab_through(self)

    def open(self, session: str) -> None:
        """Look at the summary of one session, with nothing decided yet."""
        self._session = session
        self.start(lambda journal, swaps: journal.groups.summary(session, swaps))

    def _circulate(self) -> None:
        session = self._session

        def said(_saved: Saved) -> None:
            self.desk.say(tr("Give it to the members. It is final once they agreed."))

        self.desk.save(
            lambda journal: journal.records.circulated(session), said, owner=self, quiet=True
        )
