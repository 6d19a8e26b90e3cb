"""Saving the pack: one file of a chosen kind, written beside everything else, stoppable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QComboBox, QProgressBar, QVBoxLayout, QWidget

from reflect_app.errors import CancelledError, ReflectError
from reflect_app.exporting.layouts import SUPERVISION
from reflect_app.services.packs import PackMade, PackPreview, write_pack
from reflect_app.ui.files import choose_to_save
from reflect_app.ui.pack.locking import LockPart
from reflect_app.ui.page import Desk
from reflect_app.ui.questions.base import MIN_TARGET
from reflect_app.ui.widgets.buttons import button, primary
from reflect_app.ui.widgets.card import hairline, row
from reflect_app.ui.widgets.notice import GOOD, Notice
from reflect_app.ui.widgets.text import small
from reflect_app.words import tr, trn


class PackWatch(QObject):
    """Heard in the window, told from the thread that writes."""

    moved = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = False

    def cancel(self) -> None:
        """Ask to stop."""
        self._stop = True

    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop

    def progress(self, done: int, total: int) -> None:
        """How far it is; Qt carries it over to the window's own thread."""
        self.moved.emit(done, total)


@dataclass(frozen=True, slots=True)
class Saving:
    """What may be saved how: kinds of file by name with their words, what writes one, and the
    name that is suggested for it.
    """

    kinds: tuple[tuple[str, str], ...]
    write: Callable[[PackPreview, Path, str, PackWatch, str | None], PackMade]
    name: str
    title: str


def pack_saving() -> Saving:
    """How a pack is saved."""
    kinds = (
        ("pdf", "PDF"), ("docx", "Word"), ("html", tr("Web page")), ("md", "Markdown"),
        ("json", "JSON"),
    )  # fmt: skip
    return Saving(kinds, write_as, file_name(SUPERVISION), tr("Save the pack"))


def file_name(layout: str) -> str:
    """What a file of this layout is suggested to be called: it tells nothing of what is in it."""
    return {
        "month": tr("month-review"),
        "group": tr("group-summary"),
        "journal": tr("journal"),
    }.get(layout, tr("supervision-pack"))


def write_as(
    preview: PackPreview, place: Path, name: str, watch: PackWatch, password: str | None
) -> PackMade:
    """Write a preview in the format of a name."""
    return write_pack(preview, place, name, watch, password)


class SavePart(QWidget):
    """Saves the preview it was last given and nothing else; `busy` while it writes."""

    busy = Signal(bool)
    written = Signal()

    def __init__(
        self, desk: Desk, saving: Saving | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._saving = saving or pack_saving()
        self._name = self._saving.name
        self._preview: PackPreview | None = None
        self.watch: PackWatch | None = None
        self.result = Notice(closable=True)
        self.format = QComboBox()
        self.format.setAccessibleName(tr("Kind of file"))
        self.format.setMinimumHeight(MIN_TARGET + 8)
        for name, words in self._saving.kinds:
            self.format.addItem(words, name)
        self.save = primary(tr("Save…"), self._choose)
        self.stop = button(tr("Stop"), self._stop)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.hide()
        self.stop.hide()
        self.before = small("")
        self.lock = LockPart(desk)
        self.lock.changed.connect(self._show_before)
        self.format.currentIndexChanged.connect(lambda _: self._picked())
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 0, 18, 14)
        box.setSpacing(8)
        for part in (hairline(), self.result, self.before, self.lock):
            box.addWidget(part)
        box.addLayout(row(self.save, self.format, self.stop, None, spacing=8))
        box.addWidget(self.bar)
        self._picked()
        self.set_preview(None)

    def minimumSizeHint(self) -> QSize:
        """As high as its words are at this width: at the narrowest they would outgrow a window."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), min(hint.height(), self.heightForWidth(self.width())))

    def suggest(self, name: str) -> None:
        """Another name for the next file, without its ending."""
        self._name = name

    def _picked(self) -> None:
        self.lock.show_for(str(self.format.currentData()))
        self._show_before()

    def _show_before(self) -> None:
        """What stands here before anybody prints or saves."""
        self.before.setText(
            tr(
                "Before you print: is this printer private? Collect it now. "
                "Nothing on paper is protected: the password is the file's alone."
            )
            if self.lock.locks()
            else tr(
                "Before you print: is this printer private? Collect it now. "
                "Nothing on paper is protected, and neither is a saved file."
            )
        )

    def set_preview(self, preview: PackPreview | None) -> None:
        """What may be saved now; None while the preview is catching up."""
        self._preview = preview
        self.save.setEnabled(preview is not None and self.watch is None)

    def write(self, place: Path) -> None:
        """Write what the preview shows, in the pool."""
        preview, name = self._preview, str(self.format.currentData())
        password = self.lock.password()
        if preview is None or self.watch is not None or self.lock.refuses():
            return
        watch = PackWatch(self)
        watch.moved.connect(self._moved)
        self.watch = watch
        self._show_busy(on=True)
        self._desk.work(
            lambda: self._saving.write(preview, place, name, watch, password),
            self._made,
            failed=self._failed,
            owner=self,
        )

    def _choose(self) -> None:
        if self.lock.refuses():
            return
        name = str(self.format.currentData())
        kinds = f"{self.format.currentText()} (*.{name})"
        suggested = f"{self._name}.{name}"
        place = choose_to_save(self, self._saving.title, suggested, kinds)
        if place is not None:
            self.write(place)

    def _show_busy(self, *, on: bool) -> None:
        self.bar.setRange(0, 0)
        self.bar.setVisible(on)
        self.lock.setEnabled(not on)
        self.format.setEnabled(not on)
        self.stop.setVisible(on)
        self.set_preview(self._preview)
        if on:
            self.result.clear()
        # What had the focus has just gone: without this it would land on the kind of file.
        (self.stop if on else self.save).setFocus()
        self.busy.emit(on)

    def _moved(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _stop(self) -> None:
        if self.watch is not None:
            self.watch.cancel()

    def _made(self, made: PackMade) -> None:
        self.watch = None
        self._show_busy(on=False)
        count = trn("{count} entry", "{count} entries", made.entries).format(count=made.entries)
        self._log(made.entries)
        words = tr("Saved {count} to {place}").format(count=count, place=made.out)
        locked = self.lock.locks()
        hint = (
            tr("{size}. Only the password opens it, and nobody can bring that back.")
            if locked
            else tr("{size}. Anyone who has the file can read it; delete it when it has been used.")
        )
        self.lock.forget()
        self.result.tell(words, hint.format(size=size_in_words(made.bytes)), GOOD)
        self.written.emit()

    def _log(self, entries: int) -> None:
        """The activity log has how many, and neither which nor where to."""
        self._desk.save(
            lambda journal: journal.activity.record("pack-saved", entries=entries), quiet=True
        )

    def _failed(self, error: ReflectError) -> None:
        self.watch = None
        self._show_busy(on=False)
        if isinstance(error, CancelledError):
            self._desk.say(tr("Stopped. Nothing was written."))
        else:
            self.result.show_error(error)


def size_in_words(count: int) -> str:
    """Bytes as people read them."""
    if count < 1024:
        return trn("{count} byte", "{count} bytes", count).format(count=count)
    if count < 1024 * 1024:
        return tr("{count} KB").format(count=round(count / 1024))
    return tr("{count} MB").format(count=round(count / 1024**2, 1))
