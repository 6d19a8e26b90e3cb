"""How long what others sent is kept."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from reflect_app.core.changes import Saved
from reflect_app.errors import ReflectError
from reflect_app.services.journal import Journal
from reflect_app.services.received_keeping import KeptFor, kept_line
from reflect_app.ui.page import Desk
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.sections.section import Section
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.notice import GOOD
from reflect_app.ui.widgets.text import body, muted, show_text
from reflect_app.ui.widgets.wheel import calm_wheel
from reflect_app.words import tr, trn

CHOICES = (0, 30, 90, 180, 365, 730)
_Read = tuple[KeptFor, int, bool]


class ReceivedSection(Section):
    """One choice, bounded by the organisation's; it says first how much goes by it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("What others sent me"),
            tr("It lies in your journal, apart from your own pages."),
        )
        self._kept = KeptFor(0, 0)
        self.days = QComboBox()
        self.days.setMinimumHeight(MIN_TARGET + 8)
        calm_wheel(self.days)
        self.days.activated.connect(self._chosen)
        self.now = body("")
        self.bound = muted("")
        self.box.addWidget(Field(tr("Keep it for"), self.days))
        self.box.addWidget(self.now)
        self.box.addWidget(self.bound)
        self.box.addWidget(
            muted(
                tr(
                    "What you keep for a reason of your agreement stays. Each sender is told that "
                    "theirs is gone. What was read cannot be unread."
                )
            )
        )

    def show_now(self) -> None:
        """Read what holds."""
        self.desk.ask(_read, self._shown, owner=self)

    def _shown(self, read: _Read) -> None:
        kept, due, everything = read
        self._kept = kept
        offered = {days for days in CHOICES if not kept.longest or days <= kept.longest}
        self.days.clear()
        for days in sorted(offered | {kept.chosen} | {0}, key=lambda days: days or 10**6):
            self.days.addItem(_words(days, kept.longest), days)
        self.days.setCurrentIndex(self.days.findData(kept.chosen))
        said = kept_line(kept)
        if due:
            gone = trn("{count} thing goes then.", "{count} things go then.", due)
            said = f"{said} {gone.format(count=due)}"
        if everything:
            said = tr("Nothing goes while you keep everything.")
        self.now.setText(said)
        longest = trn(
            "Your organisation lets you keep it {count} day at the longest.",
            "Your organisation lets you keep it {count} days at the longest.",
            kept.longest,
        ).format(count=kept.longest)
        show_text(self.bound, longest if kept.longest else "")

    def _chosen(self, _at: int) -> None:
        self.keep_for(int(self.days.currentData()))

    def keep_for(self, days: int) -> None:
        """Keep it for so many days; a way back is offered."""
        before = self._kept.chosen
        if days == before:
            return

        def job(journal: Journal) -> Saved:
            return journal.received_keeping.set(days)

        def done(_saved: Saved) -> None:
            self.notice.tell(
                tr("Saved. Nothing is erased before the next opening."), "", GOOD,
                tr("Undo"), lambda: self._back(before),
            )  # fmt: skip

        self.desk.save(job, done, failed=self._failed, owner=self)

    def _back(self, days: int) -> None:
        self.notice.clear()
        self.desk.save(
            lambda journal: journal.received_keeping.set(days), failed=self._failed, owner=self
        )

    def _failed(self, error: ReflectError) -> None:
        self.notice.show_error(error)


def _words(days: int, longest: int) -> str:
    if days:
        return trn("{count} day", "{count} days", days).format(count=days)
    return tr("As long as I may") if longest else tr("As long as its author lets me")


def _read(journal: Journal) -> _Read:
    everything = bool(journal.settings.get("keep_everything"))
    return journal.received_keeping.now(), journal.inbox.soon_gone(), everything
