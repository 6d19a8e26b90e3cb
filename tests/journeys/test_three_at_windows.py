"""Three people at three windows: a worker, her supervisor, a psychologist of another agency."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reflect_app import assets
from reflect_app.core.entries import EntryInput
from reflect_app.ui.sharing.targets import ShareEntry
from reflect_app.ui.theme import ThemeKeeper
from tests.helpers.at_sharing import At
from tests.helpers.circle import circle


@pytest.fixture
def theme(qapp: QApplication) -> ThemeKeeper:
    """The look of all three windows."""
    made = ThemeKeeper(assets.root(), "light")
    made.attach(qapp)
    return made


STAYS = "what stays at home"


def test_two_fields_of_three_entries_go_out_and_comments_come_back(
    tmp_path: Path, theme: ThemeKeeper, qtbot: QtBot
) -> None:
    with circle(tmp_path) as people:
        worker = At(people.join("Sam", "HMPPS"), theme, qtbot)
        supervisor = At(people.join("Priya", "HMPPS"), theme, qtbot)
        psychologist = At(people.join("Dr Lowe", "Norfolk NHS"), theme, qtbot)
        readers = {"Priya": supervisor, "Dr Lowe": psychologist}
        for reader in readers.values():
            people.meet(worker.who, reader.who)
        entries = [
            worker.who.journal.entries.write(
                EntryInput(
                    "emotional-impact",
                    {"body": f"in the shoulders {n}", "shown_kept": f"a level voice {n}",
                     "would_help": f"{STAYS} {n}"},
                    marked=True,
                )
            ).id
            for n in range(3)
        ]  # fmt: skip
        for name, reader in readers.items():
            bundle = _share(worker, entries, name, people.file())
            reader.page.inbox.receive(bundle)
            assert "Came: 3 things to read." in reader.page.inbox.notice.message
            for item in reader.who.journal.inbox.list():
                assert [field.question.id for field in item.fields] == ["body", "shown_kept"]
                reader.page.read(item.id)
                assert STAYS not in reader.page.item.view.toPlainText()
            reader.page.item.text.setPlainText(f"{name} wonders what came next.")
            reader.press("Keep the comment")
            reader.press("We talked about it")
            reader.press("Back to the inbox")
            back = people.file()
            reader.page.inbox.reply(back)
            worker.page.inbox.receive(back)
        said = [
            comment.text
            for entry in entries
            for comment in worker.who.journal.entries.show(entry).comments
        ]
        assert sorted(said) == ["Dr Lowe wonders what came next.", "Priya wonders what came next."]
        worker.press("Back to Sharing")
        worker.press("Who has what")
        worker.page.shared.show_now()
        assert "Priya: 6 answers" in worker.words()
        assert "Dr Lowe: 6 answers" in worker.words()
        assert worker.troubles == supervisor.troubles == psychologist.troubles == []


def _share(worker: At, entries: list[str], name: str, out: Path) -> Path:
    """Tick two answers of each entry, choose the reader, look, and seal."""
    page, choosing = worker.page, worker.page.choosing
    page.shown(ShareEntry(entries[0]))
    for entry in entries[1:]:
        choosing.adder.chosen.emit(entry)
    for item in choosing.tree._items():
        for place in range(item.childCount()):
            child = item.child(place)
            assert child is not None
            ticked = "in the shoulders" in child.text(0) or "a level voice" in child.text(0)
            child.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    who = choosing.reader.reader
    who.setCurrentIndex(next(n for n in range(who.count()) if who.itemText(n).startswith(name)))
    worker.look_now()
    assert STAYS not in choosing.look.view.toPlainText()
    choosing.leave_by(out)
    assert out.exists(), choosing.notice.message
    return out
