"""Take a picture of every page: `.venv/bin/python packaging/every_page.py FOLDER [WORD...]`.

Every place in the window, with the demonstration's year, in an empty journal, and with the
longest that people plausibly write; and every screen without one (`doors`), from the first run
to a damaged journal. Light, dark and high contrast; text at 100 and 150 %; English and Welsh;
1024x768. Words narrow it down: `cy`, `dark`, `150`, `longest`, or a place such as
`journal-history`. What is cut off is said. Sheets of twelve lie beside the pictures.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the tests' tour of the window, and Reflect as it stands here
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRect, QSize, Qt  # noqa: E402
from PySide6.QtGui import QColor, QImage, QPainter  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from reflect_app import languages, words  # noqa: E402

LANGUAGES = ("en", "cy")
SPOKEN = next((word for word in LANGUAGES if word in sys.argv[2:]), "")
words.use(languages.catalogue(SPOKEN or "en"))  # pages learn their names as they are imported

from reflect_app.app import App  # noqa: E402
from reflect_app.assets import root  # noqa: E402
from reflect_app.core.clock import FixedClock  # noqa: E402
from reflect_app.services.demo import open_demo  # noqa: E402
from reflect_app.services.journal import Journal  # noqa: E402
from reflect_app.ui.focus import FocusInSight  # noqa: E402
from reflect_app.ui.jobs import InlineTasks  # noqa: E402
from reflect_app.ui.page import Desk  # noqa: E402
from reflect_app.ui.registry import page_specs  # noqa: E402
from reflect_app.ui.theme import STYLE, ThemeKeeper  # noqa: E402
from reflect_app.ui.workspace import Workspace  # noqa: E402
from tests.fixtures import MORNING, PASSPHRASE, make_app  # noqa: E402
from tests.helpers import company, longest  # noqa: E402
from tests.helpers.cut import cut  # noqa: E402
from tests.helpers.doors import Doors  # noqa: E402
from tests.helpers.panes import Going  # noqa: E402
from tests.helpers.stops import Tour, settle  # noqa: E402

SIZE = QSize(1024, 768)
CONTENTS = ("demo", "empty", "longest")
DOORS = "doors"
THEMES, SCALES = ("light", "dark", "contrast"), (100, 150)
_ACROSS, _DOWN, _THUMB, _LABEL = 3, 4, QSize(640, 480), 22


@contextmanager
def journal_of(content: str, app: App) -> Iterator[Journal]:
    """A journal with this content, closed afterwards."""
    if content == "demo":
        demo = open_demo(app)
        yield demo.journal
        demo.close()
        return
    journal = app.vaults.create(app.paths.default_vault, PASSPHRASE).journal
    if content == "longest":
        longest.fill(journal)
        company.keep(journal, app.paths.data / "others")
    yield journal
    journal.close()


class Album:
    """Pictures in a folder, and sheets of them."""

    def __init__(self, folder: Path, asked: Sequence[str]) -> None:
        self._folder = folder
        self._asked = asked
        self.cut = 0

    def wants(self, choices: Sequence[object], one: object) -> bool:
        """Whether this one of the choices was asked for, or none of them was."""
        named = [str(each) for each in choices if str(each) in self._asked]
        return not named or str(one) in named

    def wants_place(self, name: str) -> bool:
        """Whether a place was asked for."""
        known = {*LANGUAGES, *CONTENTS, DOORS, *THEMES, *map(str, SCALES)}
        named = [word for word in self._asked if word not in known]
        return not named or any(name.startswith(word) for word in named)

    def tour(self, window: QWidget, stops: Iterable[Going], name: str) -> None:
        """Take every picture of one window."""
        window.resize(SIZE)
        window.show()
        taken: list[tuple[str, QImage]] = []
        for place, go in stops:
            go()
            if not self.wants_place(place):
                continue
            QTest.qWait(60)
            settle()
            image = window.grab().toImage()
            image.save(str(self._folder / f"{name}-{place}.png"))
            taken.append((place, image))
            for told in cut(window):
                self.cut += 1
                print(f"{name} {place}: {told}")
        window.hide()
        for number in range(0, len(taken), _ACROSS * _DOWN):
            made = sheet(taken[number : number + _ACROSS * _DOWN])
            made.save(str(self._folder / f"sheet-{name}-{number // (_ACROSS * _DOWN) + 1}.png"))


def sheet(pictures: Sequence[tuple[str, QImage]]) -> QImage:
    """Pictures side by side, small, each with its name."""
    down = -(-len(pictures) // _ACROSS)
    whole = QImage(
        _ACROSS * _THUMB.width(), down * (_THUMB.height() + _LABEL), QImage.Format.Format_RGB32
    )
    whole.fill(QColor("white"))
    painter = QPainter(whole)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for place, (name, image) in enumerate(pictures):
        x = place % _ACROSS * _THUMB.width()
        y = place // _ACROSS * (_THUMB.height() + _LABEL)
        painter.setPen(QColor("black"))
        painter.drawText(
            QRect(x + 4, y, _THUMB.width(), _LABEL), Qt.AlignmentFlag.AlignVCenter, name
        )
        small = image.scaled(
            _THUMB, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(x, y + _LABEL, small)
    painter.end()
    return whole


def main(arguments: Sequence[str]) -> int:
    """Returns how many things are cut off."""
    if not arguments:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    album = Album(folder, arguments[1:])
    if not SPOKEN:
        each = [[sys.executable, __file__, *arguments, language] for language in LANGUAGES]
        return min(sum(subprocess.run(command, check=False).returncode for command in each), 100)
    app = QApplication(["Reflect", *STYLE])
    with tempfile.TemporaryDirectory() as home:
        _speak(app, album, SPOKEN, Path(home))
    return min(album.cut, 100)


def _speak(app: QApplication, album: Album, language: str, home: Path) -> None:
    """All that is asked for in one language."""
    for content in (*CONTENTS, DOORS):
        if not album.wants((*CONTENTS, DOORS), content):
            continue
        for look, scale in itertools.product(THEMES, SCALES):
            if album.wants(THEMES, look) and album.wants(SCALES, scale):
                theme = ThemeKeeper(root(), look, scale)
                theme.attach(app)
                name = f"{language}-{content}-{look}-{scale}"
                core = make_app(home / name, FixedClock(MORNING))
                core.settings.change(language=language, theme=look, text_percent=scale)
                if content == DOORS:
                    doors = Doors(app, core, theme)
                    album.tour(doors.window, doors.stops(), name)
                    doors.close()
                else:
                    with journal_of(content, core) as journal:
                        work = Workspace(Desk(core, journal, InlineTasks(), theme), page_specs())
                        FocusInSight(app, work)
                        album.tour(work, Tour(work, journal).stops(), name)
                        work.deleteLater()
                QTest.qWait(10)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
