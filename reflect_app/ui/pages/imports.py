"""Bring in another journal: choose, see what is there, decide, and take it out again."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLayout, QListWidget, QProgressBar, QWidget
from shiboken6 import isValid

from reflect_app.core import when
from reflect_app.core.prompts import Template, in_welsh
from reflect_app.core.steps import to_the_end
from reflect_app.errors import ReflectError
from reflect_app.services.import_names import NamesSeen, Offers, found_names, learning, suggesting
from reflect_app.services.import_plan import ImportRequest, NameSwap
from reflect_app.services.import_survey import Survey
from reflect_app.services.imports import Imported, ImportProgress, Undone
from reflect_app.services.names import Reviewed
from reflect_app.ui.files import choose_folder, choose_to_open
from reflect_app.ui.importing.how import HowPart
from reflect_app.ui.importing.names import LISTED, NamesReview
from reflect_app.ui.jobs import Handle
from reflect_app.ui.page import Desk, Page, PageSpec
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.buttons import button, primary, way_back
from reflect_app.ui.widgets.card import GAP, Card, Column, flow, row, stack
from reflect_app.ui.widgets.notice import GOOD, Notice
from reflect_app.ui.widgets.text import body, label, muted, small, subheading, title
from reflect_app.ui.widgets.wrapping import wrap_rows
from reflect_app.words import tr, trn

if TYPE_CHECKING:
    from reflect_app.services.journal import Journal

PAGE_ID = "import"
Seen = tuple[Survey, list[Template]]


class ImportPage(Page):
    """Nothing is kept before the last button, and all of it can be taken out again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._path: Path | None = None
        self._stop = False
        self._keeping = False
        self._expected = 0
        self._asked: Handle | None = None
        self._came_from: QWidget | None = None
        self._hints: dict[str, str] = {}
        self.notice = Notice(closable=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("How far it is"))
        self.cancel = button(tr("Stop"), self._cancel)
        self.stages = [self._choosing(), self._there(), self._coming(), self._naming()]
        self.go = primary(tr("Bring it in"), self.bring_in)
        self._column = Column()
        inside = self._column.box
        inside.setSpacing(GAP)
        inside.addLayout(row(way_back(desk.theme, tr("Back to Settings"), self._back), None))
        inside.addWidget(title(tr("Bring in another journal")))
        inside.addWidget(
            muted(tr("You see what is there before anything is kept. Nothing of it is marked or"
                     " shared, and you can take all of it out again."))
        )  # fmt: skip
        inside.addWidget(self.notice)
        for stage in self.stages:
            inside.addWidget(stage)
        inside.addLayout(row(self.bar, self.cancel))
        inside.addLayout(row(self.go, None))
        inside.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self._column)
        self._show_stages(1)
        self._busy(on=False)

    def _choosing(self) -> Card:
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("Which journal"))
        self.kind.setMinimumHeight(MIN_TARGET + 4)
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        words = label(tr("Which journal"), "small")
        words.setBuddy(self.kind)
        self.hint = muted("")
        self.file = button(tr("Choose a file…"), self._choose_file)
        self.folder = button(tr("Choose a folder…"), self._choose_folder)
        self.chosen = small("")
        return _card(tr("1. Choose it"), words, self.kind, self.hint,
                     row(self.file, self.folder, None), self.chosen)  # fmt: skip

    def _there(self) -> Card:
        self.summary = body("")
        self.warnings = muted("")
        self.samples = QListWidget()
        self.samples.setAccessibleName(tr("Some of the entries"))
        wrap_rows(self.samples)
        self.samples.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.samples.setMaximumHeight(self.desk.theme.pixels(170))
        return _card(tr("2. What is there"), self.summary, self.warnings, self.samples)

    def _coming(self) -> Card:
        self.how = HowPart(self.desk.clock.zone())
        return _card(tr("3. How it comes in"), self.how)

    def _naming(self) -> Card:
        self.search = button(tr("Look for names and numbers"), self.look_for_names)
        self.names = NamesReview(self.desk)
        self.names.refused.connect(self.notice.show_error)
        self.offer = button(tr("Suggest a word for each person"), self.suggest)
        self.rest = button(tr("Leave the rest as they are"), self.names.leave)
        self.offer.hide()
        self.rest.hide()
        lead = muted(tr("Words that could point to someone can be replaced before they come in."))
        return _card(tr("4. Names"), lead, flow(self.search, self.offer, self.rest),
                     self.names)  # fmt: skip

    def shown(self, target: object = None) -> None:
        """Read which journals there are."""
        del target
        if not self.kind.count():
            self.desk.ask(lambda journal: journal.imports.formats(), self._formats, owner=self)

    def hidden(self) -> None:
        """Names that were found do not stay on the screen."""
        self._forget_names()

    def _formats(self, formats: list[tuple[str, str, str]]) -> None:
        self._hints = {name: hint for name, _, hint in formats}
        for name, words, _ in formats:
            self.kind.addItem(words, name)
        self.kind.setFocus()

    def _kind_chosen(self) -> None:
        self.hint.setText(self._hints.get(str(self.kind.currentData()), ""))
        if self._path is not None:
            self.look()

    def _choose_file(self) -> None:
        self.use(choose_to_open(self, tr("The other journal"), tr("All files (*)")))

    def _choose_folder(self) -> None:
        self.use(choose_folder(self, tr("The other journal's folder")))

    def use(self, path: Path | None) -> None:
        """Take this file or folder: say what it looks like, and read it."""
        if path is None:
            return
        self._path = path
        self.chosen.setText(path.name)
        request = self._request()
        self.desk.ask(
            lambda journal: journal.imports.recognise(request), self._recognised,
            failed=self._failed, owner=self,
        )  # fmt: skip

    def _recognised(self, formats: tuple[str, ...]) -> None:
        if formats and self.kind.currentData() not in formats:
            self.kind.setCurrentIndex(self.kind.findData(formats[0]))  # which looks, too
        else:
            self.look()

    def look(self) -> None:
        """Read all of it and keep nothing."""
        self._forget_names()
        self._show_stages(1)
        request, welsh = self._request(), self.desk.app.language == "cy"

        def seen(journal: Journal) -> Generator[int, None, Seen]:
            survey = yield from journal.imports.survey(request)
            offered = journal.templates.offered()
            return survey, [in_welsh(each) if welsh else each for each in offered]

        self._long(seen, self._surveyed)

    def _surveyed(self, found: Seen) -> None:
        seen, templates = found
        self._busy(on=False)
        self._expected = seen.new
        self.how.offer(templates, seen)
        new = trn("{count} new entry.", "{count} new entries.", seen.new).format(count=seen.new)
        known = trn("{count} is here already.", "{count} are here already.", seen.known)
        lines = [new, *([known.format(count=seen.known)] if seen.known else [])]
        if seen.new:
            first, last = when.day(seen.first), when.day(seen.last)
            lines.append(tr("From {first} to {last}.").format(first=first, last=last))
        self.summary.setText(" ".join(lines))
        self.warnings.setText("\n".join(seen.warnings))
        self.warnings.setVisible(bool(seen.warnings))
        self.samples.clear()
        for sample in seen.samples:
            words = "  ".join(filter(None, (sample.title, sample.text)))
            self.samples.addItem(f"{when.day(sample.at)}  {words}")
        self.samples.setVisible(bool(seen.samples))
        ours = seen.format == "reflect"
        self._show_stages(1 if not seen.read else 2 if ours or not seen.new else 4)
        self.stages[1].show()
        self.go.setVisible(seen.new > 0)
        self._column.ensureWidgetVisible(self.stages[1], 0, GAP)

    def look_for_names(self) -> None:
        """Find what could point to someone in everything that would come in."""
        request = self._request()
        self._long(
            lambda journal: found_names(
                journal.imports.records(request), journal.names, LISTED
            ),
            self._named,
        )  # fmt: skip

    def _named(self, seen: NamesSeen) -> None:
        self._busy(on=False)
        self.names.fill(seen)
        self.offer.setVisible(bool(seen.offers))
        self.rest.setVisible(bool(seen.identifiers))
        if not seen.identifiers:
            self.notice.tell(tr("Nothing was found that could point to someone."))

    def suggest(self) -> None:
        """Put a word for every person nobody has decided on, those not listed yet too."""
        wanted, offers = self.names.nameless(), self.names.offered()
        if not wanted:
            self.names.suggest(offers)
            return
        self._long(
            lambda journal: suggesting(journal.names, wanted, offers), self._suggested,
            progress=self._thought,
        )  # fmt: skip

    def _suggested(self, offers: Offers) -> None:
        self._busy(on=False)
        self.names.suggest(offers)

    def _thought(self, count: int) -> None:
        self.bar.setFormat(trn("{count} person", "{count} people", count).format(count=count))
        self.bar.setValue(count % 100)

    def bring_in(self) -> None:
        """Keep what is new, and what was decided on the names in it."""
        swaps, done = self.names.swaps(), self.names.done()
        request = replace(self._request(), swaps=swaps)
        self._keeping = True
        self._long(
            lambda journal: journal.imports.bring_in_until(request, lambda: self._stop),
            lambda made: self._brought(made, swaps, done),
        )

    def _brought(self, made: Imported | None, swaps: Sequence[NameSwap], done: Reviewed) -> None:
        self._busy(on=False)
        self._start_over()
        self.kind.setFocus()
        if made is None:
            self.notice.tell(tr("Stopped. Nothing was kept."))
            return
        if done != Reviewed() and made.new:
            self._learn(swaps, done)
        self.desk.announce(made.changes)
        words = trn("{count} entry was brought in.", "{count} entries were brought in.", made.new)
        self.notice.tell(
            words.format(count=made.new), "\n".join(made.warnings), GOOD,
            tr("Take it out again") if made.batch else "", lambda: self.take_out(made.batch),
        )  # fmt: skip

    def _learn(self, swaps: Sequence[NameSwap], done: Reviewed) -> None:
        """What a few names teach is kept at once; for thousands the keyboard does not wait."""
        if len(swaps) > LISTED:
            self.desk.maintain(
                lambda journal: learning(journal.names, swaps, done),
                lambda saved: self.desk.announce(saved.changes), owner=self.desk,
            )  # fmt: skip
        else:
            self.desk.save(
                lambda journal: to_the_end(learning(journal.names, swaps, done)),
                owner=self, quiet=True,
            )  # fmt: skip

    def take_out(self, batch: str) -> None:
        """Undo an import."""
        self._long(lambda journal: journal.imports.undo(batch), self._taken_out)

    def _taken_out(self, undone: Undone) -> None:
        self._busy(on=False)
        self.desk.announce(undone.changes)
        self.notice.tell(*out_again(undone), GOOD)

    def _request(self) -> ImportRequest:
        return ImportRequest(
            str(self.kind.currentData() or "markdown"), self._path or Path(),
            template=str(self.how.template.currentData() or "free"),
            question=str(self.how.question.currentData() or ""),
            zone=self.how.zone.text().strip(), keep=self.how.keep(),
        )  # fmt: skip

    def _long(
        self,
        job: Callable[[Journal], object],
        done: Callable[..., object],
        progress: Callable[..., object] | None = None,
    ) -> None:
        self.notice.clear()
        self._stop = False
        self._busy(on=True)
        self._asked = self.desk.maintain(
            job,  # type: ignore[arg-type]  # each is a generator of its own kind
            done, progress=progress or self._moved, failed=self._failed, owner=self,
        )  # fmt: skip

    def _moved(self, step: int | ImportProgress) -> None:
        done = step if isinstance(step, int) else step.done
        self.bar.setFormat(trn("{count} entry", "{count} entries", done).format(count=done))
        # How many there are is known once they were looked at; before that the bar only moves.
        self.bar.setRange(0, self._expected if self._keeping else 100)
        self.bar.setValue(done if self._keeping else done % 100)

    def _cancel(self) -> None:
        """An import takes out what came; a look simply ends."""
        self._stop = True
        if self._keeping:
            self.cancel.setEnabled(False)
            self.bar.setFormat(tr("Taking it out again…"))
        elif self._asked is not None:
            self._asked.cancel()
            self._busy(on=False)

    def _failed(self, error: ReflectError) -> None:
        self._busy(on=False)
        self.notice.show_error(error)

    def _busy(self, *, on: bool) -> None:
        self.bar.setRange(0, 100)
        self.bar.setValue(0)
        self.bar.setFormat("")
        self._keeping = on and self._keeping
        back = self._came_from if not on and self.cancel.hasFocus() else None
        if on:
            self._came_from = self.focusWidget()
        self.cancel.setEnabled(True)
        for part in (self.bar, self.cancel):
            part.setVisible(on)
        for stage in self.stages:
            stage.setEnabled(not on)
        self.go.setEnabled(not on)
        if on:
            self.cancel.setFocus()
        elif back is not None and isValid(back):
            back.setFocus()  # else the keyboard ends up beside the page, in the sidebar

    def _show_stages(self, count: int) -> None:
        for at, stage in enumerate(self.stages):
            stage.setVisible(at < count)
        self.go.setVisible(count > 1)

    def _start_over(self) -> None:
        self._path = None
        self.chosen.setText("")
        self._forget_names()
        self._show_stages(1)

    def _forget_names(self) -> None:
        self.names.forget()
        self.offer.hide()
        self.rest.hide()

    def _back(self) -> None:
        self.desk.go("settings", "imports")


def out_again(undone: Undone) -> tuple[str, str]:
    """What taking a batch out came to, and what stayed."""
    words = trn("{count} entry was taken out again.", "{count} entries were taken out again.",
                undone.removed).format(count=undone.removed)  # fmt: skip
    kept = trn("{count} was changed since and is still here.",
               "{count} were changed since and are still here.", undone.kept)  # fmt: skip
    return words, kept.format(count=undone.kept) if undone.kept else ""


def _card(words: str, *parts: QWidget | QLayout) -> Card:
    card = Card()
    card.box.addLayout(stack(subheading(words), *parts))
    return card


PAGE = PageSpec(PAGE_ID, tr("Bring in another journal"), "folder", 92, ImportPage, listed=False)
