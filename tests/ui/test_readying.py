"""Pages are made in quiet moments, one at a time, and never while somebody types."""

from __future__ import annotations

from reflect_app.ui.readying import QUIET
from reflect_app.ui.window import MainWindow
from tests.ui.conftest import Seconds


def test_pages_are_made_when_nobody_types(opened: MainWindow, seconds: Seconds) -> None:
    assert opened.open_journal is not None
    workspace, readying = opened.open_journal.workspace, opened.open_journal.readying
    readying.look()
    assert len(workspace.pages()) == 1
    front, focus = workspace.front, opened.focusWidget()
    seconds.now += QUIET
    readying.look()
    assert len(workspace.pages()) == 2
    done: list[bool] = []
    readying.done.connect(lambda: done.append(True))
    while not done:
        readying.look()
    assert {type(page) for page in workspace.pages()} == {
        type(workspace._page(name)) for name in workspace._specs
    }
    assert workspace.front is front
    assert opened.focusWidget() is focus
