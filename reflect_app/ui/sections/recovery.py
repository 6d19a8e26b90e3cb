"""Whether the recovery words were written down, and the way to do it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_app.ui.page import Desk
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.text import body
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal


class RecoverySection(Section):
    """Says plainly what stands between the writer and a forgotten passphrase."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Recovery words"))
        self.state = body("")
        self.box.addWidget(self.state)

    def show_now(self) -> None:
        """Read whether they were typed back."""

        def read(journal: Journal) -> tuple[bool, str]:
            kept = journal.settings.all()
            return bool(kept["recovery_deferred"]), str(kept["recovery_checked"])

        self.desk.ask(read, self._shown, owner=self)

    def _shown(self, read: tuple[bool, str]) -> None:
        put_off, checked = read
        if put_off:
            self.state.setText(
                tr("Not written down yet. If you forget the passphrase, nobody can open this.")
            )
        elif checked:
            self.state.setText(tr("Written down and checked on {day}.").format(day=checked))
        else:
            self.state.setText(tr("They open the journal if you forget the passphrase."))
