"""The exchange folder: where sealed files come and go, if a service runs such a folder."""

from __future__ import annotations

from pathlib import Path

from reflect_app.errors import ReflectError
from reflect_app.services.exchange import ExchangeState
from reflect_app.ui.files import choose_folder
from reflect_app.ui.page import Desk
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.buttons import button
from reflect_app.ui.widgets.card import flow
from reflect_app.ui.widgets.notice import GOOD
from reflect_app.ui.widgets.text import body, muted
from reflect_app.words import tr


class ExchangeSection(Section):
    """Any folder that something else carries: a synced one, a share, a stick."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Exchange folder"),
            tr("A folder that your service already syncs or shares. Reflect itself sends nothing."),
        )
        self.place = body("")
        self.choose = button(tr("Choose a folder…"), self._choose)
        self.off = button(tr("Use no folder"), self._off, "quiet")
        self.box.addWidget(self.place)
        self.box.addWidget(
            muted(
                tr(
                    "Whoever owns the folder can see who adds files, when, and about how big "
                    "they are, and may keep deleted ones. Nobody but the reader can open them."
                )
            )
        )
        self.box.addLayout(flow(self.choose, self.off))

    def show_now(self) -> None:
        """Read which folder it is, and whether it is there."""
        self.desk.ask(lambda journal: journal.exchange.state(), self._shown, owner=self)

    def _shown(self, state: ExchangeState) -> None:
        self.off.setVisible(bool(state.folder))
        if not state.folder:
            self.place.setText(tr("No folder is chosen. Sealed files go where you save them."))
        elif state.refusal:
            self.place.setText(state.refusal)
        elif state.there:
            self.place.setText(state.folder)
        else:
            self.place.setText(tr("{folder}, not there now").format(folder=state.folder))

    def _choose(self) -> None:
        folder = choose_folder(self, tr("A folder for sealed files"))
        if folder is not None:
            self.use(folder)

    def use(self, folder: Path) -> None:
        """Take this folder."""
        self.desk.save(
            lambda journal: journal.exchange.set(folder),
            lambda _: self._said(tr("Sealed files come and go there now.")),
            failed=self._failed, owner=self,
        )  # fmt: skip

    def _off(self) -> None:
        self.desk.save(
            lambda journal: journal.exchange.off(),
            lambda _: self._said(tr("No folder is used any more. What lies there stays.")),
            failed=self._failed, owner=self,
        )  # fmt: skip

    def _said(self, sentence: str) -> None:
        self.notice.tell(sentence, "", GOOD)
        self.show_now()

    def _failed(self, error: ReflectError) -> None:
        self.notice.show_error(error)
