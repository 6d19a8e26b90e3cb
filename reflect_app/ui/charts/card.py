"""One chart on a page: picture, words, the table of the same figures, copy and save."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, cast

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from reflect_app.core.charts import Chart, csv_text, too_few
from reflect_app.errors import ReflectError
from reflect_app.ui.charts.bars import more_line
from reflect_app.ui.files import choose_to_save
from reflect_app.ui.pack.look_first import BriefReview, LookFirst
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.buttons import button, switch
from reflect_app.ui.widgets.card import Card, flow, stack
from reflect_app.ui.widgets.chart import ChartPicture
from reflect_app.ui.widgets.notice import GOOD, Notice
from reflect_app.ui.widgets.table import FigureTable
from reflect_app.ui.widgets.text import body, muted, subheading
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.services.figures import Figures, FiguresPreview

F = TypeVar("F", bound="Figures")


class Drawing(Protocol):
    """A picture that can be put in a file."""

    def image(self) -> QImage:
        """The picture with its title."""
        ...


class FigureCard(Card, Generic[F]):
    """A title, words, a picture, the table of its figures, a copy and a file. Fill `words`.

    `drawn` is what `draw` makes the picture of: the same figures, or fewer points of them. What
    leaves is looked at first; where there is nothing to look at, it leaves at once.
    """

    def __init__(
        self, desk: Desk, id_: str, title: str, whole: F, drawn: F, draw: Callable[[F], QWidget]
    ) -> None:
        super().__init__()
        self._desk = desk
        self._id, self._title = id_, title
        self._whole, self._drawn, self._draw = whole, drawn, draw
        self.picture = draw(drawn)
        self.table: FigureTable | None = None
        self.notice = Notice(closable=True)
        self.notice.hide()
        self.words = stack()
        words = tr("Table")
        self.show_table = switch(words, self._table, "quiet", name=_name(words, title))
        self.copy = _tool(tr("Copy as CSV"), title, self._copy)
        self.save = _tool(tr("Save as picture…"), title, self._save)
        self._tools = QWidget()
        self._tools.setLayout(flow(self.show_table, self.copy, self.save))
        self.box.addWidget(subheading(title))
        self.box.addLayout(self.words)
        for part in (self.picture, self._tools, self.notice):
            self.box.addWidget(part)
        self._first = LookFirst(
            desk, self, lambda part: self.box.insertWidget(self.box.indexOf(self._tools) + 1, part)
        )
        for part in (self.picture, self._tools):
            part.setVisible(bool(whole.table.rows))

    def _table(self, on: bool) -> None:
        """The table is made when it is first wanted."""
        if self.table is None:
            self.table = FigureTable(self._whole.table, self.show_table.accessibleName())
            self.box.addWidget(self.table)
            QWidget.setTabOrder(self.save, self.table)
        self.table.setVisible(on)

    def _copy(self) -> None:
        self._look(self.copy, self._copy_now)

    def _copy_now(self, found: FiguresPreview[F]) -> None:
        table = found.whole.table
        self._desk.work(lambda: csv_text(table), self._copied, owner=self)

    def _copied(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.notice.tell(tr("Copied."), tr("Other programs can read it for half a minute."), GOOD)

    def _save(self) -> None:
        self._look(self.save, self._choose)

    def _choose(self, found: FiguresPreview[F]) -> None:
        place = choose_to_save(
            self, tr("Save as picture"), f"{self._id}.png", tr("Picture (*.png)")
        )
        if place is not None:
            self._write_now(found, place)

    def write(self, place: Path) -> None:
        """Write the picture to a file, once it was looked at where there is something to see."""
        self._look(self.save, lambda found: self._write_now(found, place))

    def _look(self, by: QPushButton, act: Callable[[FiguresPreview[F]], object]) -> None:
        self.notice.clear()
        self._first.ask(
            lambda journal, swaps: journal.figures.preview(
                self._title, self._whole, self._drawn, swaps
            ),
            lambda found: act(cast("FiguresPreview[F]", found)),
            (by.text(), by.accessibleName(), by),
            self._failed,
        )

    @property
    def review(self) -> BriefReview | None:
        """What is looked at now, before it leaves."""
        return self._first.review

    def _write_now(self, found: FiguresPreview[F], place: Path) -> None:
        picture = self._draw(found.drawn)
        picture.setParent(self)  # for its letters; it is never shown
        picture.setFont(self.picture.font())
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        cast("Drawing", picture).image().save(buffer, "PNG")  # type: ignore[call-overload]
        picture.deleteLater()
        data = bytes(buffer.data().data())
        self._desk.work(
            lambda: _written(data, place),
            lambda _: self._saved(place),
            failed=self._failed,
            owner=self,
        )

    def _saved(self, place: Path) -> None:
        self.notice.tell(
            tr("Saved as {place}").format(place=place),
            tr("Anyone who has the file can see it."),
            GOOD,
        )

    def _failed(self, error: ReflectError) -> None:
        self.notice.show_error(error)


class ChartCard(FigureCard[Chart]):
    """One chart. Says how little it is where it is little. `drawn` may be the same chart with
    fewer points; the table and the copy have them all.
    """

    def __init__(self, desk: Desk, chart: Chart, drawn: Chart | None = None) -> None:
        super().__init__(
            desk, chart.id, chart.title, chart, drawn or chart,
            lambda shown: ChartPicture(desk.theme, shown),
        )  # fmt: skip
        self.chart = chart
        self.words.addWidget(body(chart.summary))
        if chart.few and not chart.empty and too_few(chart.count) not in chart.summary:
            self.words.addWidget(muted(too_few(chart.count)))
        for note in (*chart.notes, more_line(chart)):
            if note:
                self.words.addWidget(muted(note))


def _tool(words: str, title: str, act: Callable[[], object]) -> QPushButton:
    return button(words, act, "quiet", name=_name(words, title))


def _name(words: str, title: str) -> str:
    return tr("{act}: {title}").format(act=words.rstrip("…"), title=title)


def _written(data: bytes, place: Path) -> None:
    # Imported here, in the pool: it brings every writer of packs.
    from reflect_app.exporting.files import write_bytes

    write_bytes(data, place)


def private_line() -> str:
    """What stands above charts: that they are nobody else's."""
    return tr("Only you see this. It is in no pack, and nobody is told what it shows.")
